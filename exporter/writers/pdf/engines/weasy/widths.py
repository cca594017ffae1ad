"""Tables that came out wider than their place, found in what was laid out. Part of the seam.

How wide a table will be is first counted from its words, for the type and the margins as they come. A publisher that
sets larger type or narrower pages is wrong by that count: its tables are measured, and laid out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

TOLERANCE = 2.0
"""CSS pixels by which a table may be wider than its place."""
EDGE = 20.0
"""CSS pixels that a table which reaches into the margins leaves between itself and the paper's edge."""


def too_wide(pages: Sequence[Any]) -> Iterator[Any]:
    """The elements of tables that reach out of the text, or too near the edge of the paper where they may reach out."""
    for page in pages:
        box = page._page_box
        left, right = box.content_box_x(), box.content_box_x() + box.width
        for table in _tables(box):
            wide = "table-wide" in table.element.get("class", "")
            near = EDGE if wide else left - TOLERANCE
            far = page.width - EDGE if wide else right + TOLERANCE
            if table.position_x < near or table.position_x + table.margin_width() > far:
                yield table.element


def _tables(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.TableBox):
            yield child
        elif isinstance(child, boxes.BlockContainerBox | boxes.BlockBox) and not isinstance(child, boxes.LineBox):
            yield from _tables(child)
