"""What is painted before what: boxes that hold no layer of their own stay as they are, and are gone through once.

WeasyPrint copies every box of a page to take layers out of it, and looks at all of them again for outlines.
"""

from __future__ import annotations

from typing import Any

from weasyprint import draw, stacking
from weasyprint.draw import border
from weasyprint.formatting_structure import boxes

from exporter.writers.pdf.engines.weasy.quick.stand import Stand
from exporter.writers.pdf.engines.weasy.stream import MarkedStream

INNER = (boxes.LineBox, boxes.InlineBox, boxes.TableRowGroupBox, boxes.TableRowBox)
OUTER = (boxes.BlockBox, boxes.TableBox, boxes.TableCellBox, boxes.TableCaptionBox)
FLAT = frozenset([boxes.TextBox, *INNER, *OUTER])
"""Kinds of boxes that are painted where they stand, if their style does not say otherwise; outer ones hold others."""

_draw_page = draw.draw_page
_draw_outline = border.draw_outline
_dispatch = stacking._dispatch


def dispatch_children(
    box: Any, page: Any, child_contexts: list[Any], blocks: list[Any], floats: list[Any], blocks_and_cells: Any
) -> Any:
    """A box without what is painted by itself: layers and floats, which go to the lists given."""
    if not isinstance(box, boxes.ParentBox):
        return box
    children: list[Any] | None = None
    for at, child in enumerate(box.children):
        kind = type(child)
        try:
            flat = child.style.flat
        except AttributeError:
            flat = _is_flat(child.style)
        if flat and kind in FLAT and not child.is_grid_item:
            if kind is boxes.TextBox or (kind is boxes.LineBox and _is_one_text(child)):
                result = child
            elif kind in INNER:
                result = dispatch_children(child, page, child_contexts, blocks, floats, blocks_and_cells)
            else:
                result = _dispatch_block(child, page, child_contexts, blocks, floats, blocks_and_cells)
        else:
            if child.style["outline_width"]:
                page.outlined = True
            result = _dispatch(child, page, child_contexts, blocks, floats, blocks_and_cells)
        if children is None and result is not child:
            children = list(box.children[:at])
        if children is not None and result is not None:
            children.append(result)
    return box if children is None else box.copy_with_children(children)


def _is_one_text(line: Any) -> bool:
    """Whether a line is one text, of the same style: most are."""
    if len(line.children) != 1:
        return False
    (child,) = line.children
    return type(child) is boxes.TextBox and child.style is line.style and not child.is_grid_item


def _dispatch_block(
    box: Any, page: Any, child_contexts: list[Any], blocks: list[Any], floats: list[Any], blocks_and_cells: Any
) -> Any:
    own: dict[Any, Any] = {}
    place = len(blocks)
    box = dispatch_children(box, page, child_contexts, blocks, floats, own)
    if isinstance(box, boxes.BlockLevelBox):
        blocks.insert(place, box)
    blocks_and_cells[box] = own
    return box


def _is_flat(style: Any) -> bool:
    """Whether boxes of a style are painted with what is round them, and have no outline."""
    style.flat = (
        style["position"] == "static"
        and not style["opacity"] < 1
        and not style["transform"]
        and style["overflow"] == "visible"
        and style["float"] not in ("left", "right", "inline-start", "inline-end")
        and not style["outline_width"]
    )
    return bool(style.flat)


def draw_page(page: Any, stream: Any) -> None:
    """Paint a page. One of a document of ours knows afterwards whether any box of it has an outline."""
    if type(stream) is MarkedStream:
        page.outlined = any(box.style["outline_width"] for box in (page, *page.children))
        stream.page_box = page
    _draw_page(page, stream)


def draw_outline(stream: Any, box: Any) -> None:
    """Paint the outlines of a box and of all in it; most pages have none."""
    page = stream.page_box if type(stream) is MarkedStream else None
    if page is not None and not page.outlined:
        return
    if box.style["outline_width"]:
        _draw_outline(stream, box)
        return
    for child in box.children:
        if isinstance(child, boxes.Box):
            draw_outline(stream, child)


STANDS = (
    Stand(stacking, "_dispatch_children", dispatch_children),
    Stand(draw, "draw_page", draw_page),
    Stand(border, "draw_outline", draw_outline),
)
