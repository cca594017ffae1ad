"""Painting lines: a text that is plainly painted goes straight into the content stream.

Of each text WeasyPrint asks whether it has a background, a mask, a border, lines over and under it, an ellipsis and
pictures for letters, and it opens and closes five contexts round it. Most texts of a page have none of all that: their
style says so once, and what they are painted with stands ready.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pydyf
from weasyprint import draw
from weasyprint.formatting_structure import boxes
from weasyprint.stacking import StackingContext

from exporter.writers.pdf.engines.weasy.fonts import Fonts, Space
from exporter.writers.pdf.engines.weasy.quick.borders import SIDES, is_frameless
from exporter.writers.pdf.engines.weasy.quick.numbers import to_bytes
from exporter.writers.pdf.engines.weasy.quick.painting import Shown, shown_by, written_in
from exporter.writers.pdf.engines.weasy.quick.stand import Stand
from exporter.writers.pdf.engines.weasy.quick.state import paint_of
from exporter.writers.pdf.engines.weasy.stream import SMALLEST, MarkedStream, PaintedText, ShownPiece

_draw_block_level = draw.draw_block_level
_draw_inline_level = draw.draw_inline_level


def draw_block_level(page: Any, stream: Any, blocks_and_cells: dict[Any, Any]) -> None:
    """Paint the lines of blocks, and of blocks in them."""
    for block, inner in blocks_and_cells.items():
        children = block.children
        if isinstance(block, boxes.ReplacedBox):
            _draw_block_level(page, stream, {block: {}})
        elif children and isinstance(children[-1], boxes.LineBox):
            for child in children:
                draw_inline_level(stream, page, child)
        if inner:
            draw_block_level(page, stream, inner)


def draw_inline_level(
    stream: Any, page: Any, box: Any, offset_x: float = 0, text_overflow: str = "clip", block_ellipsis: Any = "none"
) -> None:
    """Paint a line, or a phrase in it."""
    kind = type(box)
    if (
        (kind is not boxes.LineBox and kind is not boxes.InlineBox)
        or box.background is not None
        or not _is_undressed(box.style)
    ):
        _draw_inline_level(stream, page, box, offset_x, text_overflow, block_ellipsis)
        return
    if kind is boxes.LineBox:
        text_overflow, block_ellipsis = box.text_overflow, box.block_ellipsis
    ellipsis, last = "none", len(box.children) - 1
    for at, child in enumerate(box.children):
        if at == last:
            ellipsis = block_ellipsis
        if type(child) is boxes.TextBox:
            if text_overflow != "ellipsis" and ellipsis == "none" and _paint(stream, child):
                continue
            with stream.marked(child, "Span"):
                draw.draw_text(stream, child, offset_x + child.position_x - box.position_x, text_overflow, ellipsis)
        elif isinstance(child, StackingContext):
            draw_inline_level(stream, page, child, offset_x, text_overflow, ellipsis)
        else:
            at_x = offset_x + child.position_x - box.position_x
            draw_inline_level(stream, page, child, at_x, text_overflow, ellipsis)


def _is_undressed(style: Any) -> bool:
    """Whether boxes of a style have no border, no rules and no mask."""
    try:
        return style.undressed  # type: ignore[no-any-return]  # no types there
    except AttributeError:
        style.undressed = (
            is_frameless(style)
            and style["mask_border_source"][0] == "none"
            and not any(style[f"border_{side}_width"] for side in SIDES)
        )
        return style.undressed  # type: ignore[no-any-return]


class _Look:
    """How texts of a style are painted: their colour, and whether what they say may need mending."""

    __slots__ = ("caps", "hyphen", "paint")

    def __init__(self, style: Any) -> None:
        self.paint = paint_of(style["color"])
        self.caps = str(style["font_variant_caps"]) != "normal"
        self.hyphen = style["hyphenate_character"]


def _look(style: Any) -> _Look | None:
    """How texts of a style are painted; None for those that are not seen, or have lines over or under them."""
    try:
        return style.look  # type: ignore[no-any-return]  # no types there
    except AttributeError:
        decorated = style["text_decoration_line"] not in ("none", {"none"})
        hidden = style["visibility"] != "visible" or style["font_size"] < SMALLEST
        style.look = None if decorated or hidden else _Look(style)
        return style.look  # type: ignore[no-any-return]


def _paint(stream: Any, box: Any) -> bool:
    """Paint a text whose line was kept; False for one that is to be painted in another way: nothing is done then."""
    if type(stream) is not MarkedStream or stream.inside:
        return False
    layout, style = box.pango_layout, box.style
    kept = layout.__dict__.get("kept")
    if kept is None or kept[1] is not style or (look := _look(style)) is None or box.text.isspace():
        return False
    if (shown := shown_by(stream, layout, kept[0])) is None:
        return False
    piece = stream.painting.text_piece(box, stream.page)
    if type(piece) is pydyf.Dictionary:
        _paint_artifact(stream, box, look, piece, shown)
        return True
    if type(piece) is not ShownPiece or piece.marker:
        with stream.marked_as(piece, box):
            draw.draw_text(stream, box, 0, "clip", "none")
        return True
    piece.spelt = shown[0][4] if len(shown) == 1 else "".join([run[4] for run in shown])
    out, fonts = stream.stream, stream.painting.fonts
    start = len(out)
    if _may_need_mending(look, piece, fonts):
        out += (b"/Span", piece.properties, b"BDC")
        _begin(stream, box, look)
        _show(stream, piece, shown)
        stream.piece, stream.box = piece, box
        stream.mend(piece)
        stream.piece = stream.box = None
        piece.space = Space(fonts, stream.last_font, piece.shown[-1][1])
        out += (piece.space, b"ET", b"EMC")
    else:
        _begin(stream, box, look)
        _show(stream, piece, shown)
        body = b"\n".join(out[start:])
        del out[start:]
        piece.space = text = PaintedText(piece, fonts, stream.last_font, body)
        out.append(text)
    stream.font_ends()
    stream.starts.append((start, piece.element, stream._ctm_stack[-1]))
    del layout.kept
    return True


def _paint_artifact(stream: Any, box: Any, look: _Look, properties: pydyf.Dictionary, shown: list[Shown]) -> None:
    """Paint a text that is not of the document: a running head, a page's number."""
    stream.stream += (b"/Artifact", properties, b"BDC")
    _begin(stream, box, look)
    _show(stream, None, shown)
    stream.stream += (b"ET", b"EMC")
    stream.font_ends()
    del box.pango_layout.kept


def _begin(stream: Any, box: Any, look: _Look) -> None:
    """Begin a text, in its colour and at its place."""
    paint = look.paint
    if stream._current_color != paint.color or stream._current_alpha != paint.alpha:
        stream.set_color(box.style["color"])
    x, y = box.position_x, box.position_y + box.baseline
    stream.stream.append(b"BT\n1 0 0 -1 %s %s Tm" % (_number(x), _number(y)))


_SIMPLE = re.compile("[\0-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0]*")
"""Characters without marks that have no width, none of them written from right to left."""


def _may_need_mending(look: _Look, piece: ShownPiece, fonts: Fonts) -> bool:
    """Whether glyphs may say something else than the text, or say it in another order."""
    text = piece.text
    if look.caps or text[-1:] == look.hyphen:
        return True
    if text.isascii():
        return False
    if fonts.silent or _SIMPLE.fullmatch(text) is None:
        return True
    return piece.spelt != text and "".join(piece.spelt.split()) != "".join(text.split())


_number = lru_cache(maxsize=4096)(to_bytes)
"""A number as written: lines begin at the same places again and again."""


@lru_cache(maxsize=256)
def _font(name: str, size: float) -> bytes:
    return b"/%s %s Tf" % (name.encode(), to_bytes(size))


def _show(stream: Any, piece: ShownPiece | None, shown: list[Shown]) -> None:
    """Write the glyphs of a text; its piece, if it is one, notes them."""
    out = stream.stream
    stream.line_start, stream.font_before = len(out), stream._current_font
    for name, size, string in written_in(shown):
        if (name, size) != stream._current_font:
            stream._current_font = name, size
            out.append(_font(name, size))
        if string is not None:
            out.append(b"[%s] TJ" % string.encode())
            if piece is not None:
                piece.shown.append((name, string))
    stream.last_font = name


STANDS = (
    Stand(draw, "draw_block_level", draw_block_level),
    Stand(draw, "draw_inline_level", draw_inline_level),
)
