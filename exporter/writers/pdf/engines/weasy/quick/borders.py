"""Borders and rules: most boxes have none; where there is one, it is solid and straight, and its points are known.

WeasyPrint finds the path of each side as if corners were round, and opens and closes two contexts round it.
"""

from __future__ import annotations

from typing import Any

from weasyprint.draw import border
from weasyprint.draw.color import get_color

from exporter.writers.pdf.engines.weasy.quick.numbers import to_bytes
from exporter.writers.pdf.engines.weasy.quick.stand import Stand

SIDES = ("bottom", "left", "right", "top")
"""In the order in which they are painted."""
SHARP = (0, 0)

_draw_border = border.draw_border
_draw_line = border.draw_line


def draw_border(stream: Any, box: Any) -> None:
    """Paint the border of a box."""
    top, right, bottom, left = (
        box.border_top_width,
        box.border_right_width,
        box.border_bottom_width,
        box.border_left_width,
    )
    plain = is_frameless(box.style)
    if plain and not (top or right or bottom or left):
        return
    if not plain or (top and right and bottom and left) or not (colors := _solid(box)):
        _draw_border(stream, box)
        return
    widths = {"top": top, "right": right, "bottom": bottom, "left": left}
    for side in SIDES:
        if widths[side]:
            with stream.artifact(), stream.stacked():
                _draw_side(stream, box, side, widths)
                stream.set_color(colors[side])
                _draw_rectangles(stream, box, widths)


def is_frameless(style: Any) -> bool:
    """Whether a style asks for no picture as border and no rules between columns."""
    try:
        return bool(style.frameless)
    except AttributeError:
        style.frameless = (
            style["border_image_source"][0] == "none"
            and style["column_width"] == "auto"
            and style["column_count"] == "auto"
        )
        return bool(style.frameless)


def _solid(box: Any) -> dict[str, Any] | None:
    """The colours of a border of solid lines with sharp corners; None for any other."""
    style = box.style
    try:
        colors: dict[str, Any] | None = style.solid
    except AttributeError:
        colors = {side: get_color(style, f"border_{side}_color") for side in SIDES}
        solid = style["visibility"] == "visible" and all(
            style[f"border_{side}_style"] in ("solid", "none") and colors[side].alpha for side in SIDES
        )
        style.solid = colors = colors if solid else None
    if colors is None:
        return None
    radii = (
        box.border_top_left_radius,
        box.border_top_right_radius,
        box.border_bottom_right_radius,
        box.border_bottom_left_radius,
    )
    return colors if radii == (SHARP, SHARP, SHARP, SHARP) else None


def _draw_side(stream: Any, box: Any, side: str, widths: dict[str, Any]) -> None:
    """Have only one side of a border painted: a quadrangle that meets those of its neighbours."""
    x, y, width, height = box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
    top, right, bottom, left = widths["top"], widths["right"], widths["bottom"], widths["left"]
    points: tuple[tuple[Any, Any], ...]
    match side:
        case "top":
            points = (x + width, y), (x, y), (x + left, y + top), (x + width + -right, y + top)
        case "bottom":
            edge = y + height
            points = (x + width, edge), (x, edge), (x + left, edge + -bottom), (x + width + -right, edge + -bottom)
        case "right":
            edge = x + width
            points = (edge, y + height), (edge, y), (edge + -right, y + top), (edge + -right, y + height + -bottom)
        case _:
            points = (x, y + height), (x, y), (x + left, y + top), (x + left, y + height + -bottom)
    first, *others = points
    out = stream.stream
    out.append(b"%s %s m" % tuple(map(to_bytes, first)))
    out.extend([b"%s %s l" % (to_bytes(across), to_bytes(down)) for across, down in others])
    out += (b"W*", b"n")


def _draw_rectangles(stream: Any, box: Any, widths: dict[str, Any]) -> None:
    """Paint what lies between the border's outer and inner edge."""
    top, right, bottom, left = widths["top"], widths["right"], widths["bottom"], widths["left"]
    x, y, width, height = box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
    for rectangle in (
        (x + left, y + top, width - left - right, height - top - bottom),
        (x + 0, y + 0, width - 0 - 0, height - 0 - 0),
    ):
        stream.stream.append(b"%s %s %s %s re" % tuple(map(to_bytes, rectangle)))
    stream.stream.append(b"f*")


def draw_line(
    stream: Any, x1: Any, y1: Any, x2: Any, y2: Any, thickness: Any, style: str, color: Any, offset: Any = 0
) -> None:
    """Paint a straight line."""
    if style != "solid":
        _draw_line(stream, x1, y1, x2, y2, thickness, style, color, offset)
        return
    assert x1 == x2 or y1 == y2
    stream.push_state()
    stream.set_color(color, stroke=True)
    stream.stream += (
        b"%s w" % to_bytes(thickness),
        b"%s %s m" % (to_bytes(x1), to_bytes(y1)),
        b"%s %s l" % (to_bytes(x2), to_bytes(y2)),
        b"S",
    )
    stream.pop_state()


STANDS = (
    Stand(border, "draw_border", draw_border),
    Stand(border, "draw_line", draw_line),
)
