"""Lines that are one text: most of all lines, laid out without what phrases, floats and first letters need.

WeasyPrint goes through the same steps for a line of one text as for one with phrases in phrases: lists of what waits,
of what floats and of what stands elsewhere, all of them empty. Here such a line is split and placed at once.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from exporter.writers.pdf.engines.weasy.quick.boxes import avoid_collisions, resolve_percentages
from exporter.writers.pdf.engines.weasy.quick.stand import Stand

ROUNDING = 1 + 1e-9
"""As WeasyPrint: a width that was a sum must not be a hair too small for its parts."""

_get_next_linebox = inline.get_next_linebox


def get_next_linebox(
    context: Any,
    linebox: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> Any:
    """The next line, and where the one after it begins."""
    start = None if first_letter_style or first_line_style else _start(context, linebox, skip_stack, containing_block)
    found = None if start is None else _line(context, linebox, position_y, start, containing_block)
    return found or _get_next_linebox(
        context, linebox, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
        first_letter_style, first_line_style,
    )  # fmt: skip


def _line(context: Any, linebox: Any, position_y: float, start: int, containing_block: Any) -> Any:
    """A line of the text from byte ``start`` on, and where the next begins; None where not a letter is painted."""
    (child,) = linebox.children
    linebox.position_y, linebox.width, linebox.height = position_y, 0, 0
    left, position_y, available = avoid_collisions(context, linebox, containing_block, outer=False)
    linebox.position_x, linebox.position_y = left, position_y
    child.position_y = position_y
    resolve_percentages(child, containing_block)
    child.position_x = left + linebox.text_indent
    room = (left + available) * ROUNDING - child.position_x
    made, resume, preserved = inline.split_text_box(context, child, room, start, is_line_start=True)
    if made is None:
        return None
    line = linebox.copy_with_children([made])
    line.remove_decoration(start=bool(start), end=resume is not None)
    line.width = made.position_x + made.margin_width() - line.content_box_x()
    inline._adjust_line_height(line)
    linebox.width, linebox.height = line.width, line.height
    inline.remove_last_whitespace(context, line)
    offset_x = inline.text_align(context, line, available, last=(resume is None or preserved))
    bottom, top = inline.line_box_verticality(line)
    line.baseline = -top
    line.position_y = top
    line.height = bottom - top
    line.margin_top = line.margin_bottom = 0
    line.translate(offset_x, position_y - top)
    line.position_y = position_y
    return line, (None if resume is None else {0: {resume: None}})


def _start(context: Any, linebox: Any, skip_stack: Any, containing_block: Any) -> int | None:
    """At which byte of its text the next line begins; None for a line that is more than one text, or beside floats."""
    if (
        type(linebox) is not boxes.LineBox
        or len(linebox.children) != 1
        or type(linebox.children[0]) is not boxes.TextBox
        or context.excluded_shapes
        or not _is_plain(linebox.style, linebox.children[0].style)
        or containing_block.style["direction"] != "ltr"
        or linebox.is_leader
    ):
        return None
    (child,) = linebox.children
    if skip_stack is None:
        start = 0
    else:
        ((index, inside),) = skip_stack.items()
        if index or not inside:
            return None
        ((start, _),) = inside.items()
    rest = child.text.encode()[start:]
    words = rest.lstrip(b" ")
    if not words or not child.style["font_size"]:
        return None
    return start + len(rest) - len(words)


def _is_plain(style: Any, text: Any) -> bool:
    """Whether a line of this style, and a text in it of that one, are as they come: no space round them, no shift."""
    try:
        return bool(style.plain_for is text)
    except AttributeError:
        plain = (
            style["direction"] == text["direction"] == "ltr"
            and style["float"] == text["float"] == "none"
            and style["position"] == text["position"] == "static"
            and text["white_space"] == style["white_space"] == "normal"
            and not any(
                getattr(style[f"{edge}_{side}"], "value", True)
                for edge in ("margin", "padding")
                for side in ("left", "right")
            )
            and not any(style[f"border_{side}_width"] for side in ("left", "right"))
        )
        style.plain_for = text if plain else None
        return plain


STANDS = (Stand(inline, "get_next_linebox", get_next_linebox),)
