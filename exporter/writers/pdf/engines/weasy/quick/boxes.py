"""Boxes: lengths resolved once a style and a width, questions about the flow asked once a style, backgrounds of boxes
that have none left out.

A style is an object that many boxes share, and that is finished when the first box is made of it: whatever layout
changes of a style it changes in a copy of its own. So answers are kept on the style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, percent
from weasyprint.layout import float as floating
from weasyprint.layout.absolute import AbsolutePlaceholder

from exporter.writers.pdf.engines.weasy.quick.stand import Stand

_SIDES = ("top", "right", "bottom", "left")
LENGTHS = (
    *(f"{edge}_{side}" for edge in ("margin", "padding") for side in _SIDES),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
)
BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
"""What resolving percentages sets on a box, and what it leaves alone where collapsing borders have set it."""
CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
PLACES = 50
"""Sizes of containing blocks for which a style's lengths are kept: styles outlive documents."""
NO_RADIUS = (0, "px")

_resolve_percentages = percent.resolve_percentages
_avoid_collisions = floating.avoid_collisions
_layout_box_backgrounds = background.layout_box_backgrounds


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the used lengths of a box: those of another box of the same style and in a place of the same size."""
    if isinstance(containing_block, (tuple, list)):
        width, height = containing_block
    else:
        width, height = containing_block.width, containing_block.height
    if type(box) is AbsolutePlaceholder:
        box = box._box
    style = box.style
    try:
        known, collapse = style.resolved
    except AttributeError:
        collapse = style["border_collapse"] == "collapse"  # where a border may be half of another cell's
        known = {}
        style.resolved = known, collapse
    bordered = collapse and BORDERS[0] in box.__dict__
    place = (width, height, bordered)
    if (lengths := known.get(place)) is not None:
        box.__dict__.update(lengths)
        return
    _resolve_percentages(box, containing_block)
    if not isinstance(box, boxes.PageBox) and not (collapse and style["box_sizing"] != "content-box"):
        if len(known) >= PLACES:
            known.clear()
        names = LENGTHS if bordered else (*LENGTHS, *BORDERS)
        known[place] = {name: box.__dict__[name] for name in names}


def is_in_normal_flow(box: Any) -> bool:
    """Whether a box is in normal flow."""
    style = box.style
    try:
        return bool(style.in_normal_flow)
    except AttributeError:
        position = style["position"]
        style.in_normal_flow = not (
            style["float"] in ("left", "right", "inline-start", "inline-end", "footnote")
            or position in ("absolute", "fixed")
            or position[0] in ("running()", "note()")
        )
        return bool(style.in_normal_flow)


def descendants(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """A box and all in it, parents first."""
    waiting = [box]
    while waiting:
        here = waiting.pop()
        if not isinstance(here, boxes.Box):
            if not placeholders:
                yield here
                continue
            here = here._box
        yield here
        waiting.extend(reversed(here.children))


def page_values(box: Any) -> tuple[Any, Any]:
    """The names of the page on which a box begins and of the one on which it ends."""
    style = box.style
    if getattr(style.root_style, "pages_have_no_names", False):
        return "", ""
    start = end = style["page"]
    children = box.children
    first = next((child for child in children if _may_begin_a_page(child)), None)
    if first is None:
        return start, end
    last = next(child for child in reversed(children) if _may_begin_a_page(child))
    begins = first.page_values()
    ends = begins if last is first else last.page_values()
    return begins[0] or start, ends[1] or end


def _may_begin_a_page(child: Any) -> bool:
    return bool(child.is_in_normal_flow() or child.is_floated())


def layout_box_backgrounds(
    page: Any,
    box: Any,
    get_image_from_uri: Callable[..., Any],
    layout_children: bool = True,
    style: Any = None,
) -> None:
    """Find the backgrounds of a box and of all in it; most have none."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    own = box.style
    if style is not None or box == page or not _is_bare(own):
        if style is not None or not layout_children:
            _layout_box_backgrounds(page, box, get_image_from_uri, layout_children, style)
            return
        for child in box.all_children():
            layout_box_backgrounds(page, child, get_image_from_uri)
        _layout_box_backgrounds(page, box, get_image_from_uri, layout_children=False)
        return
    box.__dict__.update(_BARE)
    if layout_children:
        for child in box.all_children():
            layout_box_backgrounds(page, child, get_image_from_uri)


_BARE: dict[str, object] = {f"border_{corner}_radius": (0, 0) for corner in CORNERS} | {"background": None}


def _is_bare(style: Any) -> bool:
    """Whether a style has no background, no image round it, no shadow and no round corner."""
    try:
        return bool(style.bare)
    except AttributeError:
        color = style["background_color"]
        color = style["color"] if color == "currentcolor" else color
        style.bare = (
            style["border_image_source"][0] == "none"
            and style["mask_border_source"][0] == "none"
            and all(kind != "url" and not value for kind, value in style["background_image"])
            and (color.alpha == 0 or style["visibility"] == "hidden")
            and not style["box_shadow"]
            and all(NO_RADIUS in style[f"border_{corner}_radius"] for corner in CORNERS)
        )
        return bool(style.bare)


def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> tuple[float, float, float]:
    """Where a box begins beside what floats, and the width it has; on most pages nothing floats."""
    if (
        outer
        or context.excluded_shapes
        or type(box) is not boxes.LineBox
        or containing_block.style["direction"] != "ltr"
        or box.style["float"] != "none"
    ):
        return _avoid_collisions(context, box, containing_block, outer)  # type: ignore[no-any-return]  # no types there
    left = containing_block.content_box_x()
    right = left + containing_block.width
    left += box.margin_left
    right -= box.margin_right
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


STANDS = (
    Stand(floating, "avoid_collisions", avoid_collisions),
    Stand(percent, "resolve_percentages", resolve_percentages),
    Stand(boxes.Box, "is_in_normal_flow", is_in_normal_flow),
    Stand(boxes.Box, "descendants", descendants),
    Stand(boxes.ParentBox, "page_values", page_values),
    Stand(background, "layout_box_backgrounds", layout_box_backgrounds),
)
