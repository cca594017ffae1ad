"""Painting text: lines are not laid out again to be painted, and glyphs that a font has shown are known.

WeasyPrint gives up the Pango layout of each line when its width is known, and makes it anew to paint it. Here the line
itself is kept from the one to the other: its glyphs, not what they were found with. What a glyph of a certain advance
looks like in a content stream is written once for each font and size.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from weasyprint.draw import text as draw
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from exporter.writers.pdf.engines.weasy.fonts import FontConfiguration, Fonts
from exporter.writers.pdf.engines.weasy.quick.stand import Stand

ffi.cdef("""
    PangoLayoutLine * pango_layout_line_ref (PangoLayoutLine *line);
    void pango_layout_line_unref (PangoLayoutLine *line);
""")

GLYPH = struct.Struct("=Iiii")
"""Pango's description of a glyph: number, advance, offsets (PangoGlyphInfo), without the attributes after them."""
MOVED = struct.Struct(f"{GLYPH.size}s4x")
"""One of those as bytes."""
PLAIN = "Q12x"
"""Number and advance of a glyph without offsets, as one number: most are looked up by it."""
SEPARATORS = frozenset("\n\v\f\r\x85\u2028\u2029")
"""Characters at which Pango begins a line, but not when it is painted."""
SMALLEST = 1e-6
Shown = tuple[Any, Any, float, str, str]
"""A run of a line: Pango's font, the document's, the size, glyphs as written in a stream, what they stand for."""

_draw_first_line = draw.draw_first_line
_reactivate = line_break.Layout.reactivate
_get_first_line = line_break.Layout.get_first_line
_first_line_metrics = line_break.first_line_metrics
EMPTY, UNKNOWN = int(pango.PANGO_GLYPH_EMPTY), int(pango.PANGO_GLYPH_UNKNOWN_FLAG)
_whole = ffi.sizeof("PangoGlyphInfo") == MOVED.size and pango.pango_version() >= 14802


def first_line_metrics(first_line: Any, text: str, layout: Any, *rest: Any, **named: Any) -> Any:
    """The measures of a line that is done; the line is kept, if it is of a document of ours.

    Another's, in another thread, may be painted when theirs are in place again.
    """
    layout.done = isinstance(layout.style.font_config, FontConfiguration)
    return _first_line_metrics(first_line, text, layout, *rest, **named)


def deactivate(self: Any) -> None:
    """Give up a layout, all but the line it was made for."""
    known = self.__dict__
    if known.pop("done", False) and not self.justification_spacing and SEPARATORS.isdisjoint(self.text):
        line, second = _get_first_line(self)
        if second is None:
            self.kept = ffi.gc(pango.pango_layout_line_ref(line), pango.pango_layout_line_unref), self.style
    else:
        known.pop("kept", None)
    known.pop("layout", None)
    del self.language, self.style


def reactivate(self: Any, style: Any) -> None:
    """Make a layout ready to be painted: nothing is to be done where its line was kept."""
    kept = self.__dict__.get("kept")
    if kept is not None and kept[1] is style:
        self.style, self.language = style, None
    else:
        _reactivate(self, style)


def get_first_line(self: Any) -> tuple[Any, int | None]:
    """The first line, and where the second begins."""
    if "layout" in self.__dict__:
        return _get_first_line(self)  # type: ignore[no-any-return]  # no types there
    return self.kept[0], None


def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    """Paint a line of text."""
    if not textbox.text.strip() or textbox.style["font_size"] < SMALLEST:
        return []
    layout = textbox.pango_layout
    plain = _whole and text_overflow != "ellipsis" and block_ellipsis == "none"
    if plain and "layout" in layout.__dict__:
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line = layout.get_first_line()[0] if plain else None
    shown = shown_by(stream, layout, line) if plain else None
    if shown is None:
        if "layout" not in layout.__dict__:
            _reactivate(layout, textbox.style)
        return _draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    stream.set_text_matrix(*matrix.values)
    for font, size, string in written_in(shown):
        stream.set_font_size(font, size)
        if string is not None:
            stream.show_text(string)
    return []


def written_in(shown: list[Shown]) -> Iterable[tuple[str, float, str | None]]:
    """The strings that show the runs of a line, each with its font's name and size; None for one with no glyph.

    The last one is shown even so: a text without an operator that shows it would be another file.
    """
    if len(shown) == 1:
        ((_, font, size, glyphs, _),) = shown
        return ((font.hash, size, f"<{glyphs}>" if glyphs and glyphs[-1] != "<" else f"<{glyphs}"[:-1]),)
    found: list[tuple[str, float, str | None]] = []
    string, before = "", None
    for pango_font, font, size, glyphs, _ in shown:
        if pango_font != before:
            if found:
                found[-1] = *found[-1][:2], string or None
            found.append((font.hash, size, None))
            before, string = pango_font, ""
        string = f"{string}<{glyphs}"
        string = string[:-1] if string[-1] == "<" else f"{string}>"
    found[-1] = *found[-1][:2], string
    return found


def shown_by(stream: Any, layout: Any, line: Any) -> list[Shown] | None:
    """The runs of a line; None for what is painted in other ways."""
    if not _whole:
        return None
    found = []
    fonts = stream._fonts
    ready = fonts.ready if type(fonts) is Fonts else {}
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        pango_font = item.item.analysis.font
        if (written := ready.get(pango_font)) is None:
            font, size = stream.add_font(pango_font)
            if font.bitmap or font.png or font.svg or font.colr:
                return None
            written = ready[pango_font] = font, _written(font, size)
        font, glyphs = written
        shown = glyphs.run(stream, font, item, layout.text)
        if shown is None:
            return None
        found.append((pango_font, font, glyphs.size, *shown))
    return found or None


def _written(font: Any, size: float) -> Written:
    """What is known of a font in a size."""
    known: dict[float, Written] = font.__dict__.setdefault("written", {})
    if size not in known:
        measured: dict[float, Measured] = font.__dict__.setdefault("measured", {})
        known[size] = Written(size, measured.get(size) or measured.setdefault(size, Measured()))
    return known[size]


_UNKNOWN = -1, 0, ""


@lru_cache(maxsize=512)
def _run_of(count: int) -> tuple[Callable[[Any], tuple[int, ...]], int]:
    """What reads a run of so many plain glyphs, and the bits that are not set where all are plain."""
    offsets = bytes(8) + b"\xff" * 8 + bytes(4)
    return struct.Struct(f"={count * PLAIN}").unpack, int.from_bytes(offsets * count, sys.byteorder)


Glyph = int | tuple[bytes]
"""A glyph with its advance, plain or moved."""


class Measured:
    """What is the same in every document for a font in a size: widths of glyphs, and glyphs as they are written.

    Those are kept with their number and with the width that the font had for it.
    """

    MOST = 5_000

    def __init__(self) -> None:
        self.widths: dict[int, int] = {}
        self.parts: dict[Glyph, tuple[int, int, str]] = {}


class Written:
    """What glyphs are written as in a font of a size, and what they stand for. The font has it, not the other way."""

    def __init__(self, size: float, measured: Measured) -> None:
        self.size = size
        self.measured = measured
        self.glyphs: dict[Glyph, str] = {}
        self.texts: dict[str, str] = {}

    def run(self, stream: Any, font: Any, item: Any, text: str) -> tuple[str, str] | None:
        """A run of glyphs, as written and as read; None for what is painted in other ways."""
        glyphs = item.glyphs
        count = glyphs.num_glyphs
        room = bytes(ffi.buffer(glyphs.glyphs, MOVED.size * count))
        read, offsets = _run_of(count)
        plain = not int.from_bytes(room, sys.byteorder) & offsets
        found: Sequence[Glyph] = read(room) if plain else list(MOVED.iter_unpack(room))
        parts: list[Any] = list(map(self.glyphs.get, found))
        if None in parts:
            for at, glyph in enumerate(found):
                if parts[at] is None:
                    part = self.glyphs.get(glyph) or self._known(font, glyph)
                    part = part or self._learn(stream, font, item, at, glyph, room, text)
                    if part is None:
                        return None
                    parts[at] = self.glyphs[glyph] = part
        return "".join(parts), "".join(map(self.texts.__getitem__, parts))

    def _known(self, font: Any, glyph: Glyph) -> str | None:
        """A glyph as it was written in the document before, if this one has learnt already what it stands for."""
        number, wide, part = self.measured.parts.get(glyph, _UNKNOWN)
        if (said := font.to_unicode.get(number)) is None or font.widths.get(number) != wide:
            return None
        self.texts[part] = said
        return part

    def _learn(self, stream: Any, font: Any, item: Any, at: int, glyph: Glyph, room: bytes, text: str) -> str | None:
        """One glyph as it is written in a stream; None for one that is missing or raised.

        The font learns of it: what it stands for and how wide it is.
        """
        size = self.size
        number, width, x_offset, y_offset = GLYPH.unpack_from(room, at * MOVED.size)
        if number == EMPTY:
            part, said = f">{-width / size}<", ""
        elif y_offset or number & UNKNOWN:
            return None
        else:
            if (said := font.to_unicode.get(number)) is None:
                said = font.to_unicode[number] = _text_of(item, at, text)
                if not said and type(stream._fonts) is Fonts:
                    stream._fonts.silent = True
            if (wide := font.widths.get(number)) is None:
                wide = font.widths[number] = self._width(stream, item, number)
            offset = x_offset / size
            kerning = wide + offset - width * 1000 * FROM_UNITS / size
            moved = f">{-offset}<" if offset else ""
            after = f">{int(kerning)}<" if kerning else ""
            part = f"{moved}{number:04x}{after}"
            if len(self.measured.parts) >= Measured.MOST:
                self.measured.parts.clear()
            self.measured.parts[glyph] = number, wide, part
        self.texts[part] = said
        return part

    def _width(self, stream: Any, item: Any, number: int) -> int:
        """How wide a glyph is, in thousandths of the size; known from the document before."""
        if (known := self.measured.widths.get(number)) is None:
            pango.pango_font_get_glyph_extents(item.item.analysis.font, number, stream.ink_rect, stream.logical_rect)
            known = self.measured.widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / self.size)
        return known


def _text_of(item: Any, at: int, text: str) -> str:
    """The text of the cluster that a glyph of a run is of."""
    clusters, whole = item.glyphs.log_clusters, item.item.length
    if item.item.analysis.level % 2:
        end = whole if at == 0 else clusters[at - 1]
    else:
        end = whole if at == item.glyphs.num_glyphs - 1 else clusters[at + 1]
    start = item.item.offset
    return text.encode()[start + clusters[at] : start + end].decode()


STANDS = (
    Stand(draw, "draw_first_line", draw_first_line),
    Stand(line_break, "first_line_metrics", first_line_metrics),
    Stand(line_break.Layout, "deactivate", deactivate),
    Stand(line_break.Layout, "reactivate", reactivate),
    Stand(line_break.Layout, "get_first_line", get_first_line),
)
