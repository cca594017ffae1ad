"""Whether painted text can be seen: its colour on its ground, its transparency, layers, the page's edges.

Apart from ``content``, which says what the text is. Positions are judged at the beginning of each stretch of text;
where the ground is not known (a picture, a pattern, a blend), the text counts as seen (ISO 32000-1, 8.5, 8.11, 9.3.6).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import pikepdf

from exporter.readback.sight import SEEN, contrast

Colour: TypeAlias = tuple[float, float, float]
Box: TypeAlias = tuple[float, float, float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
UNPAINTED_MODES = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-1, table 106)."""
TINY = 1.0
"""Points: smaller text is a dot or a line to everybody."""
MOST_FILLS = 1000
"""So many filled areas of a page are known; of a drawing with more, the ground is not."""
MOST_TEXTS = 5000
"""Of so many texts of a page it is known whether they are painted over, so that no page costs their product."""
NEAR = 2.0

WHY = {
    "mode": "is painted invisible: it can be heard and not seen",
    "ground": "has the colour of its ground: it can be heard and not seen",
    "transparent": "is transparent: it can be heard and not seen",
    "layer": "is in a layer that is not shown: it can be heard and not seen",
    "off": "is off the page: it can be heard and not seen",
    "tiny": "is too small to be seen: it can only be heard",
    "covered": "is painted over: it can be heard and not seen",
}


class Ink(NamedTuple):
    """What of the graphics state decides whether something is seen; a colour is None where it is not known."""

    fill: Colour | None = BLACK
    alpha: float = 1.0
    plain: bool = True
    """No blend mode and no soft mask."""
    mode: int = 0
    size: float = 0.0
    clip: Box = EVERYWHERE
    clip_is_box: bool = True

    def filled(self, fill: Colour | None) -> Ink:
        """The same with another colour."""
        return self if fill == self.fill else Ink(fill, *self[1:])

    def sized(self, size: float) -> Ink:
        """The same with another size of text."""
        return self if size == self.size else Ink(*self[:4], size, *self[5:])

    def clipped(self, clip: Box, *, is_box: bool) -> Ink:
        """The same that paints within a box alone, which may be that of another shape."""
        return Ink(*self[:5], clip, is_box)


@dataclass(slots=True)
class Filled:
    """An area of one colour (None: a picture, a pattern, something blended)."""

    box: Box
    colour: Colour | None


@dataclass(slots=True)
class Sheet:
    """A page as the eye gets it: its edges, what was filled so far, and the text painted so far."""

    edges: Box = EVERYWHERE
    fills: list[Filled] = field(default_factory=list)
    painted: list[tuple[float, float, Any]] = field(default_factory=list)

    def ground(self, x: float, y: float) -> Colour | None:
        """The colour at a point; None where it is not known."""
        if len(self.fills) >= MOST_FILLS:
            return None
        for item in reversed(self.fills):
            left, bottom, right, top = item.box
            if left <= x <= right and bottom <= y <= top:
                return item.colour
        return WHITE

    def fill(self, ink: Ink, box: Box, exact: bool) -> None:
        """An area is filled: it is ground for what comes, and hides what is under it."""
        shown = _common(box, ink.clip)
        if shown[2] - shown[0] < NEAR or shown[3] - shown[1] < NEAR or len(self.fills) >= MOST_FILLS:
            return
        solid = ink.plain and ink.alpha >= 1.0 and exact and ink.clip_is_box
        self.fills.append(Filled(shown, ink.fill if solid else None))
        if solid and ink.fill is not None:
            for x, y, item in self.painted[:MOST_TEXTS]:
                if not item.unseen and _holds(shown, x, y):
                    item.unseen = "covered"

    def unknown(self, box: Box) -> None:
        """A picture or a shading is painted: what lies on it is seen."""
        if len(self.fills) < MOST_FILLS:
            self.fills.append(Filled(box, None))

    def show(self, ink: Ink, matrix: Matrix, hidden: bool) -> str:
        """Why text that begins at the origin of ``matrix`` cannot be seen, "" when it can."""
        x, y = matrix[4], matrix[5]
        size = ink.size * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        left, bottom, right, top = self.edges
        if hidden:
            return "layer"
        if x > right or y > top or y < bottom - size or x < left - 40 * size:
            return "off"
        inside = (x + 0.2 * size, y + 0.2 * size)
        ground = self.ground(*inside)
        if ink.mode in UNPAINTED_MODES:
            return "mode" if ground is not None else ""
        if 0 < size < TINY:
            return "tiny"
        if ink.plain and ink.alpha <= 0.02:
            return "transparent"
        if ground is None or ink.fill is None or not ink.plain or ink.mode not in (0, 4):
            return ""
        seen = ink.fill if ink.alpha >= 1.0 else _mixed(ink.fill, ground, ink.alpha)
        return "ground" if contrast(seen, ground) < SEEN else ""


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _mixed(one: Colour, two: Colour, part: float) -> Colour:
    red, green, blue = (a * part + b * (1 - part) for a, b in zip(one, two, strict=True))
    return red, green, blue


def _common(one: Box, two: Box) -> Box:
    return max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])


def edges(page: Any) -> Box:
    """What is shown of a page: its crop box within its media box (ISO 32000-1, 14.11.2)."""
    shown = EVERYWHERE
    for name in ("mediabox", "cropbox"):
        values = [float(value) for value in getattr(page, name)]
        if len(values) == 4:
            box = min(values[0], values[2]), min(values[1], values[3]), max(values[0], values[2]), max(values[1::2])
            shown = _common(shown, box)
    return shown


def box_of(points: Collection[tuple[float, float]], matrix: Matrix) -> Box:
    """The smallest box around points, in the coordinates of the page."""
    a, b, c, d, e, f = matrix
    across, up = [x * a + y * c + e for x, y in points], [x * b + y * d + f for x, y in points]
    return min(across), min(up), max(across), max(up)


def matrix_of(operands: list[Any]) -> Matrix:
    """The six numbers of a matrix; what is not six changes nothing."""
    values = tuple(map(float, operands[:6]))
    return values if len(values) == 6 else IDENTITY


def times(one: Matrix, two: Matrix) -> Matrix:
    """First ``one``, then ``two`` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def with_state(ink: Ink, state: Any) -> Ink:
    """The ink after ``gs`` (ISO 32000-1, 8.4.5)."""
    if not isinstance(state, pikepdf.Dictionary):
        return ink
    blend, mask = state.get("/BM"), state.get("/SMask")
    first = blend[0] if isinstance(blend, pikepdf.Array) and len(blend) else blend
    plain = ink.plain
    if first is not None or mask is not None:
        plain = str(first or "/Normal") in ("/Normal", "/Compatible") and str(mask or "/None") == "/None"
    alpha = float(state.get("/ca", ink.alpha))
    return ink if (alpha, plain) == (ink.alpha, ink.plain) else ink._replace(alpha=alpha, plain=plain)


def colour_of(operands: list[Any], space: str) -> Colour | None:
    """The colour that numbers of a colour space mean; None for a space that is looked up elsewhere."""
    try:
        values = [float(value) for value in operands]
    except (TypeError, ValueError):
        return None
    match space, values:
        case "gray", [grey]:
            return grey, grey, grey
        case "rgb", [red, green, blue]:
            return red, green, blue
        case "cmyk", [cyan, magenta, yellow, key]:
            return (1 - cyan) * (1 - key), (1 - magenta) * (1 - key), (1 - yellow) * (1 - key)
        case _:
            return None


def space_of(named: Any, resources: Any) -> str:
    """Which of the three device spaces a colour space is like: by its name or the parts of its profile."""
    if isinstance(named, (str, pikepdf.Name)):
        known = {"/DeviceGray": "gray", "/DeviceRGB": "rgb", "/DeviceCMYK": "cmyk", "/G": "gray"}.get(str(named))
        if known:
            return known
        named = (resources.get("/ColorSpace") or {}).get(str(named))
    if isinstance(named, pikepdf.Array) and len(named):
        kind = str(named[0])
        if kind == "/ICCBased" and isinstance(named[1], pikepdf.Stream):
            return {1: "gray", 3: "rgb", 4: "cmyk"}.get(int(named[1].get("/N", 0)), "")
        return {"/CalGray": "gray", "/CalRGB": "rgb", "/DeviceRGB": "rgb", "/DeviceGray": "gray"}.get(kind, "")
    return {"/DeviceGray": "gray", "/DeviceRGB": "rgb", "/DeviceCMYK": "cmyk"}.get(str(named), "")


def layers_off(pdf: pikepdf.Pdf) -> frozenset[tuple[int, int]]:
    """The layers that are not shown when the file is opened (ISO 32000-1, 8.11.4.3)."""
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return frozenset()
    default = layers.get("/D")
    if not isinstance(default, pikepdf.Dictionary):
        return frozenset()

    def listed(holder: Any, name: str) -> set[tuple[int, int]]:
        found = holder.get(name)
        return {item.objgen for item in found} if isinstance(found, pikepdf.Array) else set()

    off = listed(layers, "/OCGs") - listed(default, "/ON") if str(default.get("/BaseState", "")) == "/OFF" else set()
    return frozenset(off | listed(default, "/OFF"))


def is_hidden(layer: Any, off: frozenset[tuple[int, int]]) -> bool:
    """Whether content of a layer, or of a group of layers, is not shown (ISO 32000-1, 8.11.2)."""
    if not isinstance(layer, pikepdf.Dictionary) or not off:
        return False
    if str(layer.get("/Type", "")) != "/OCMD":
        return layer.objgen in off
    groups = layer.get("/OCGs")
    members = list(groups) if isinstance(groups, pikepdf.Array) else [groups] if groups is not None else []
    states = [member.objgen not in off for member in members if isinstance(member, pikepdf.Dictionary)]
    if not states or "/VE" in layer:
        return False
    shown = {
        "/AllOn": all(states),
        "/AnyOff": not all(states),
        "/AllOff": not any(states),
    }.get(str(layer.get("/P", "/AnyOn")), any(states))
    return not shown
