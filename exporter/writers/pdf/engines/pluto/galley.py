"""Galleys: stretches of a run that are laid out without pages, on one high page each, and cut into pages by us.

PlutoBook keeps no two lines of a paragraph together where a page ends. So a long run gets no pages from it: what it
paints on a high page is taken apart here into units (a line's glyphs, a path, a picture), each with what it needs to
be painted on whichever page it comes to stand (``pages``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from exporter.writers.pdf.engines.pluto.content import (
    OPERATION,
    Content,
    Line,
    Mark,
    Operation,
    PageContent,
    Picture,
    Rewriter,
    turned,
)
from exporter.writers.pdf.engines.pluto.inks import Inks
from exporter.writers.pdf.engines.pluto.letters import Font
from exporter.writers.pdf.engines.pluto.misfit import Misfit

_NUMBER = re.compile(rb"[-+]?[\d.]+")
_STEP = re.compile(
    rb"((?:([\d.]+ [\d.]+ [\d.]+) rg )?(?:BT\n((?:-?[\d.]+ ){6})Tm\n(/[^\s()<>\[\]/]+) 1 Tf\n|((?:-?[\d.]+ ){4})re f\n)"
    rb"|" + OPERATION.pattern + rb")",
    re.S,
)
"""What a galley mostly consists of, read at once: a colour with a text's beginning, or with a box; or an operation."""


@dataclass(slots=True)
class Text:
    """Glyphs in a row: of an element (``line``), or an artifact (None). ``x`` and ``y`` are from the galley's top.

    ``font`` is the font that is set after it, as it is said.
    """

    x: float
    y: float
    matrix: bytes
    fill: bytes
    state: bytes
    parts: Content
    line: Line | None
    font: bytes = b""


@dataclass(slots=True)
class Drawn:
    """A path, or a group with a picture in it: where it lies, what has to be set before it, and how it is painted.

    ``box`` are x, y, width and height of a filled rectangle, which may be painted in parts. ``picture`` is what a
    picture is of, if it is content; ``is_picture`` says that it is one.
    """

    top: float
    bottom: float
    state: dict[bytes, bytes]
    parts: list[bytes]
    box: tuple[float, float, float, float] | None = None
    picture: Picture | None = None
    is_picture: bool = False


@dataclass(slots=True)
class Galley:
    """What is painted on a high page, in order; ``boxes`` are where blocks begin and end, by their elements' numbers.

    ``painted`` is what of it is content.
    """

    units: list[Text | Drawn] = field(default_factory=list)
    boxes: dict[int, tuple[float, float]] = field(default_factory=dict)
    painted: list[Line | Picture] = field(default_factory=list)


class Reader(Rewriter):
    """Reads a galley's stream: what is painted stays whole, and all else becomes the state that it is painted in."""

    def __init__(self, page: int, height: float, inks: Inks, fonts: Mapping[str, Font]) -> None:
        super().__init__(page, height, inks, fonts)
        self.galley = Galley(painted=self.made.painted)
        self.state: dict[bytes, bytes] = {}
        self.states: list[dict[bytes, bytes]] = []
        self.group: list[bytes] | None = None
        self.group_state: dict[bytes, bytes] = {}
        self.span: tuple[float, float] | None = None
        self.scaled = (1.0, 0.0)
        self.scales: list[tuple[float, float]] = []
        self.shown: Picture | None = None
        self.is_picture = False
        self.matrix_said = b""
        self.bounds: list[bytes] = []
        """The path that bounds what is drawn, outside groups: cairo has it where something touches the column's edge.
        Our sheets bound no text."""

    def read(self, content: bytes) -> Galley:
        """The whole galley. Raises Misfit for what is not known here."""
        self.rewrite(content)
        return self.galley

    def rewrite(self, content: bytes) -> PageContent:
        """The same as for a page, by larger steps."""
        content = content.lstrip()
        steps = _STEP.findall(content)
        if sum([len(step[0]) for step in steps]) != len(content):  # something was passed over
            raise Misfit(f"PlutoBook's page {self.page + 1} cannot be read")
        for _, colour, matrix, font, box, operands, operator, _ in steps:
            if operator:
                self.operate(operands, operator)
                continue
            if self.in_text or self.group is not None:  # a box in a group, or what nobody knows
                self._by_operations(colour, matrix, font, box)
                continue
            if colour:
                self.ink = self.inks.of(colour + b" ")
                self.state[b"rg"] = self.ink.fill
            if box:
                self._box([float(number) for number in box.split()], box)
            else:
                self._begin_with(matrix, font)
        self.end()
        return self.made

    def _by_operations(self, colour: bytes, matrix: bytes, font: bytes, box: bytes) -> None:
        if colour:
            self.operate(colour + b" ", b"rg")
        if box:
            self.operate(box, b"re")
            self.operate(b"", b"f")
            return
        self.operate(b"", b"BT")
        self.operate(matrix, b"Tm")
        self.operate(font + b" 1 ", b"Tf")

    # --- graphics -----------------------------------------------------------------------------------------------------

    def keep(self, operands: bytes, operator: bytes) -> None:
        """A part of the graphics state."""
        if self.in_text:
            raise Misfit("PlutoBook sets a state within text")
        self._set_state(operator, operands + operator)

    def _set_state(self, operator: bytes, said: bytes) -> None:
        if self.group is None:
            self.state[operator] = said
        else:
            self.group.append(said)

    def fill_colour(self, operands: bytes, operator: bytes) -> None:
        """The colour of what is filled, which is an ink or a colour of the sheets."""
        self.ink = self.inks.of(operands)
        self._set_state(operator, self.ink.fill)

    def stroke_colour(self, operands: bytes, operator: bytes) -> None:
        """The colour of lines."""
        self._set_state(operator, self.inks.of(operands).stroke)

    def matrix(self, operands: bytes, operator: bytes) -> None:
        """Another system of coordinates: the page's own, which is turned over, or that of a group."""
        across, up, slant, scale, _, y = map(float, operands.split())
        if self.group is None:
            if self.saved or (across, up, slant, scale) != (1, 0, 0, -1):
                raise Misfit("PlutoBook moves a page")
            return
        if up or slant:
            raise Misfit("PlutoBook turned a picture")
        by, at = self.scaled
        self.scaled = by * scale, at + by * y
        self.group.append(operands + operator)

    def save(self, operands: bytes, operator: bytes) -> None:
        """The graphics state is kept: of the page, or at the beginning of a group, or in it."""
        if self.saved:
            if self.group is None:
                self.group, self.group_state, self.span = [], dict(self.state), None
                self.shown, self.is_picture = None, False
            self.group.append(operands + operator)
        self.saved.append((self.ink, 0))
        self.scales.append(self.scaled)

    def restore(self, operands: bytes, operator: bytes) -> None:
        """The graphics state that was kept last comes back: a group may end."""
        if not self.saved:
            raise Misfit("PlutoBook's page restores what was not saved")
        self.ink, _ = self.saved.pop()
        self.scaled = self.scales.pop()
        if self.group is None:
            self.state, self.bounds = {}, []
            return
        self.group.append(operands + operator)
        if len(self.saved) == 1:
            group, self.group = self.group, None
            if self.span is not None:
                parts = self._bounded(group)
                drawn = Drawn(*self.span, self.group_state, parts, None, self.shown, self.is_picture)
                self.galley.units.append(drawn)

    def end_path(self, _: bytes, operator: bytes) -> None:
        """The path is not painted, but may bound what is."""
        into = self.bounds if self.group is None else self.group
        into += [*self.path, operator]
        self.path = []

    def _bounded(self, parts: list[bytes]) -> list[bytes]:
        return [b"q", *self.bounds, *parts, b"Q"] if self.bounds else parts

    def paint(self, _: bytes, operator: bytes) -> None:
        """The path is painted: as an artifact, or as the place of a picture or a block, whose background names it."""
        path, self.path = self.path, []
        numbers = [[float(number) for number in _NUMBER.findall(part)] for part in path]
        is_box = len(path) == 1 and len(numbers[0]) == 4 and path[0].endswith(b"re")
        if operator in (b"f", b"f*") and self.ink.owner is not None and is_box and self.group is None:
            self._place(self.ink.owner, numbers[0])
            return
        heights = _heights(path, numbers)
        by, at = self.scaled
        ends = sorted((by * min(heights) + at, by * max(heights) + at)) if heights else (0.0, 0.0)
        if self.group is not None:
            self.group += path
            self.group.append(operator)
            self.span = _joined(self.span, (ends[0], ends[1]))
            return
        x, y, width, height = numbers[0] if is_box else (0.0, 0.0, 0.0, 0.0)
        box = (x, y, width, height) if is_box and operator in (b"f", b"f*") and not self.bounds else None
        parts = self._bounded([*path, operator])
        self.galley.units.append(Drawn(ends[0], ends[1], dict(self.state), parts, box))

    def _box(self, box: list[float], said: bytes) -> None:
        """A box is filled, outside groups: of an element, or as an artifact."""
        if self.path or self.bounds:
            self.path.append(said + b"re")
            self.paint(b"", b"f")
        elif self.ink.owner is not None:
            self._place(self.ink.owner, box)
        else:
            top, bottom = sorted((box[1], box[1] + box[3]))
            parts = [said + b"re", b"f"]
            self.galley.units.append(Drawn(top, bottom, dict(self.state), parts, (box[0], box[1], box[2], box[3])))

    def _place(self, owner: int, box: list[float]) -> None:
        """Note where an element's background lies."""
        left, top, width, height = box
        if not self.inks.is_picture(owner):
            before = self.galley.boxes.get(owner)
            self.galley.boxes[owner] = _joined(before, (top, top + height))
            return
        if self.picture is not None:
            raise Misfit("PlutoBook left out a picture")
        edges = (left, self.height - top - height, left + width, self.height - top)
        self.picture = owner, (round(edges[0], 3), round(edges[1], 3), round(edges[2], 3), round(edges[3], 3))

    def paint_picture(self, operands: bytes, operator: bytes) -> None:
        """A picture is painted."""
        if self.picture is None or self.group is None or self.is_picture:
            raise Misfit("PlutoBook painted a picture that nothing asked for")
        element, box = self.picture
        self.picture, self.is_picture = None, True
        self.group.append(operands + operator)
        self.span = _joined(self.span, (self.height - box[3], self.height - box[1]))
        if element not in self.inks.decorative:
            self.shown = Picture(element, self.page, Mark(), box)
            self.made.painted.append(self.shown)

    # --- text ---------------------------------------------------------------------------------------------------------

    def begin_text(self, _: bytes, operator: bytes) -> None:
        """A text object begins."""
        if self.group is not None:
            raise Misfit("PlutoBook painted text in a group")
        if self.ink.owner is None and not self.ink.artifact:
            raise Misfit("PlutoBook painted text in a colour that no element has")
        self.in_text = True
        self.size_said = b"1"
        self.size = self.scale = 1.0
        self.x = self.y = 0.0
        self._begin()

    def _begin_with(self, matrix: bytes, font: bytes) -> None:
        """A text object begins with a place and a font."""
        self.begin_text(b"", b"BT")
        self.place(matrix, b"Tm")
        self.choose_font(font, b"Tf")

    def _begin(self) -> None:
        """Begin a unit of text, which knows of no font."""
        self.out = []
        self.font_said = self.name_said = b""
        self.from_x, self.from_y = self.x, self.y

    def end_text(self, _: bytes, operator: bytes) -> None:
        """A text object ends."""
        self._end_unit()
        self.in_text = False

    def move(self, operands: bytes, operator: bytes) -> None:
        """The text goes on elsewhere: in another line, where that is further down."""
        right, down = operands.split()
        below = float(down)
        self.x, self.y = self.x + float(right) * self.size, self.y + below * self.scale
        if abs(below) > 0.02:
            self._end_unit()
            self._begin()
        elif self.out:
            self.out.append(b"%.7g %.7g Td" % (float(right) * self.size, below * self.size))
        else:
            self.from_x, self.from_y = self.x, self.y

    def place(self, operands: bytes, _: bytes) -> None:
        """The text begins at a place, in a size: that of the font, by which programs tell headings, not of a matrix."""
        self._end_unit()
        across, up, slant, scale, x, y = operands.split()
        self.size, self.scale, self.matrix_said = turned(across, up, slant, scale)
        self.x, self.y = float(x), float(y)
        self.size_said = across.lstrip(b"-")
        self._begin()

    def _end_unit(self) -> None:
        line = self.line
        self._end_line()
        if self.out:
            x, y = self.from_x, self.from_y
            state = self.state.get(b"gs", b"")
            fill = self.state.get(b"rg", b"")
            self.galley.units.append(Text(x, y, self.matrix_said, fill, state, self.out, line, self.font_said))
            self.out = []


def _heights(path: list[bytes], numbers: list[list[float]]) -> list[float]:
    """The heights of a path's points."""
    heights: list[float] = []
    for part, said in zip(path, numbers, strict=True):
        if part.endswith(b"re"):
            heights += [said[1], said[1] + said[3]]
        else:
            heights += said[1::2]
    return heights


def _joined(one: tuple[float, float] | None, other: tuple[float, float]) -> tuple[float, float]:
    return other if one is None else (min(one[0], other[0]), max(one[1], other[1]))


def _tables(table: Mapping[bytes, Operation]) -> dict[bytes, Operation]:
    """The functions of a table as they are here."""
    return {operator: getattr(Reader, function.__name__) for operator, function in table.items()}


Reader.known = _tables(Rewriter.known)
Reader.in_text_known = _tables(Rewriter.in_text_known)
