"""Headlines in lines of like length (CSS Text 4, text-wrap: balance), which WeasyPrint does not know. Part of the seam.

A headline is broken once as wide as the column is. Has it several lines, then at the smallest width at which they are
as many: no word stands alone on the last line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import weasyprint.layout.block as theirs

from exporter.writers.pdf.engines.weasy.fonts import FontConfiguration

HEADLINES = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
CLASSES = frozenset(["subtitle", "standfirst", "kicker", "aside-title"])
"""Other elements that are headlines: parts of the masthead."""
MOST_LINES = 6
"""A headline of more lines is a paragraph."""
STEPS = 7
"""Halvings of the width: to a hundredth of it."""

_iter_line_boxes = theirs.iter_line_boxes


def _lines(
    context: Any,
    box: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> Iterator[Any]:
    """As WeasyPrint's, in a narrower column where this is a headline of several lines."""
    block = containing_block
    if skip_stack is None and isinstance(context.font_config, FontConfiguration) and _is_headline(box.element):

        def tried(width: float, absolute: list[Any], fixed: list[Any]) -> Iterator[Any]:
            made: Iterator[Any] = _iter_line_boxes(
                context, box, position_y, bottom_space, None, _narrowed(block, width), absolute, fixed,
                first_letter_style, first_line_style,
            )  # fmt: skip
            return made

        def count(width: float) -> int:
            return sum(1 for _ in tried(width, [], []))

        absolute: list[Any] = []
        fixed: list[Any] = []
        lines = list(tried(block.width, absolute, fixed))
        if len(lines) == 1:
            absolute_boxes.extend(absolute)
            fixed_boxes.extend(fixed)
            yield from lines
            return
        wanted = len(lines)
        if 1 < wanted <= MOST_LINES:
            low, high = block.width / 2, block.width
            for _ in range(STEPS):
                middle = (low + high) / 2
                low, high = (low, middle) if count(middle) <= wanted else (middle, high)
            block = _narrowed(block, high)
    yield from _iter_line_boxes(
        context, box, position_y, bottom_space, skip_stack, block, absolute_boxes, fixed_boxes,
        first_letter_style, first_line_style,
    )  # fmt: skip


def _is_headline(element: Any) -> bool:
    if element is None:
        return False
    return element.tag in HEADLINES or bool(CLASSES & set((element.get("class") or "").split()))


def _narrowed(block: Any, width: float) -> Any:
    """The same block of this width, at the side where its lines begin."""
    if width == block.width:
        return block
    made = block.copy()
    room = block.width - width
    made.width = width
    align = made.style["text_align_all"]
    ends = align in ("right", "end") or (align == "start" and made.style["direction"] == "rtl")
    if ends != (align == "end" and made.style["direction"] == "rtl"):
        made.position_x += room
    elif align == "center":
        made.position_x += room / 2
    return made


def balance_headlines() -> None:
    """Let the headlines of documents that are laid out here be balanced; those of others are not touched."""
    theirs.iter_line_boxes = _lines
