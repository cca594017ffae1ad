"""A page's content stream read once and written anew: true colours, marked content, artifacts (ISO 32000-1, 14.6).

Text in an element's ink becomes one marked sequence for each line, and everything else on the page becomes an artifact.
The properties of sequences stay open: which piece belongs to which element is decided when all pages are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pydyf

from exporter.writers.pdf.engines.pluto.inks import Inks
from exporter.writers.pdf.engines.pluto.letters import Font
from exporter.writers.pdf.engines.pluto.misfit import Misfit

_OPERATION = re.compile(
    rb"((?:(?:[-+.\d]+|/[^\s\[\]()<>/]+|\((?:[^\\()]|\\.)*\)|<<.*?>>|<[0-9a-fA-F\s]*>"
    rb"|\[(?:[^\]()]|\((?:[^\\()]|\\.)*\))*\])\s*)*)([A-Za-z'\"][A-Za-z0-9*]*)\s*",
    re.S,
)
_STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9a-fA-F\s]*>", re.S)
_MOVE = re.compile(rb"-?[\d.]+")
_LAYOUT = b"/Artifact <</Type /Layout>> BDC"
_HEAD = b"/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC"
_FOOT = b"/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC"
_REPEATED = b"/Artifact <</Type /Pagination>> BDC"

_PATH = frozenset([b"m", b"l", b"c", b"v", b"y", b"h", b"re"])
_PAINT = frozenset([b"f", b"f*", b"F", b"S", b"s", b"B", b"B*", b"b", b"b*"])
_CLIP = frozenset([b"W", b"W*"])
_STATE = frozenset([b"w", b"J", b"j", b"M", b"d", b"i", b"ri", b"gs"])
_TEXT_STATE = frozenset([b"Tc", b"Tw", b"Tz", b"TL", b"Tr", b"Ts"])


class Mark(pydyf.Object):  # type: ignore[misc]
    """The beginning of a marked sequence: of a piece, whose properties it has, or of an artifact.

    What is ``repeated`` is a table's head on one more page.
    """

    def __init__(self) -> None:
        super().__init__()
        self.properties: pydyf.Dictionary | None = None
        self.repeated = False

    @property
    def data(self) -> bytes:
        if self.properties is None:
            return _REPEATED if self.repeated else _LAYOUT
        return b"/Span %s BDC" % self.properties.data


class Gap(pydyf.Object):  # type: ignore[misc]
    """A space that may be painted at the end of a line, where layout took it away; decided once all is painted."""

    def __init__(self, code: bytes, last: str) -> None:
        super().__init__()
        self.code = code
        self.last = last
        self.wanted = False

    @property
    def glyph(self) -> int | None:
        return 0x20 if self.code else None

    @property
    def data(self) -> bytes:
        return self.code if self.wanted and self.last != "0020" else b""


class End(pydyf.Object):  # type: ignore[misc]
    """The end of a line's sequence, and after it sequences in which nothing is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.empty: list[Mark] = []

    @property
    def data(self) -> bytes:
        return b"\n".join([b"EMC", *(mark.data + b" EMC" for mark in self.empty)])


@dataclass(slots=True)
class Line:
    """What was painted of one element in a row: its glyphs, each a font and a code, and where it begins."""

    element: int
    marker: bool
    page: int
    mark: Mark
    x: float
    y: float
    size: float
    glyphs: list[tuple[Font, int]] = field(default_factory=list)
    gap: Gap | None = None
    shown: list[bytes] = field(default_factory=list)
    finish: End = field(default_factory=End)

    def kerned_end(self) -> float:
        """Where it ends, in points from the left, with all that moves its glyphs."""
        moves = sum(float(move) for part in self.shown for move in _MOVE.findall(_STRING.sub(b" ", part)))
        return self.end() - moves * self.size / 1000

    def end(self) -> float:
        """The same without what kerning takes or gives, which is quicker found."""
        last = len(self.glyphs)
        while last and self.glyphs[last - 1][0].is_space(self.glyphs[last - 1][1]):
            last -= 1
        return self.x + sum([font.widths.get(code, 0.0) for font, code in self.glyphs[:last]]) * self.size / 1000


@dataclass(slots=True)
class Picture:
    """A painted picture: its element and place, in points from the lower left of the page."""

    element: int
    page: int
    mark: Mark
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class PageContent:
    """A page's stream written anew, with what it holds in painting order."""

    stream: list[object] = field(default_factory=list)
    painted: list[Line | Picture] = field(default_factory=list)


class Rewriter:
    """Writes one page's stream anew."""

    def __init__(self, page: int, height: float, inks: Inks, fonts: Mapping[str, Font]) -> None:
        self.page, self.height, self.inks, self.fonts = page, height, inks, fonts
        self.made = PageContent()
        self.out = self.made.stream
        self.fill: int | None = None
        self.saved: list[tuple[int | None, int]] = []
        self.matrices = 0
        self.path: list[bytes] = []
        self.open_artifact = False
        self.picture: tuple[int, tuple[float, float, float, float]] | None = None
        self.font: Font | None = None
        self.font_said = b""
        self.space: tuple[bytes, bytes] | None = None
        self.line: Line | None = None
        self.x = self.y = 0.0
        self.size = self.scale = 1.0

    def rewrite(self, content: bytes) -> PageContent:
        """The whole page. Raises Misfit for what is not known here."""
        in_text, at = False, len(content) - len(content.lstrip())
        while (found := _OPERATION.match(content, at)) is not None:
            at = found.end()
            operands, operator = found[1], found[2]
            if in_text:
                in_text = operator != b"ET"
                self._in_text(operands, operator)
            elif operator == b"BT":
                in_text = True
                self._begin_text()
            else:
                self._outside(operands, operator)
        if content[at:].strip() or in_text or self.saved or self.path:
            raise Misfit(f"PlutoBook's page {self.page + 1} cannot be read: {content[at : at + 40]!r}")
        self._close()
        return self.made

    # --- graphics -----------------------------------------------------------------------------------------------------

    def _outside(self, operands: bytes, operator: bytes) -> None:
        if operator in _PATH:
            self.path.append(operands + operator)
        elif operator in _PAINT:
            self._paint(operator)
        elif operator in (b"rg", b"RG"):
            self._colour(operands, operator)
        elif operator in _CLIP:
            self._close()
            self.path.append(operator)
        elif operator == b"n":
            self.out += [*self.path, b"n"]
            self.path = []
        elif operator in _STATE:
            self.out.append(operands + operator)
        elif operator in (b"q", b"Q", b"cm"):
            self._close()
            self._nest(operator)
            self.out.append(operands + operator)
        elif operator == b"Do":
            self._picture(operands)
        else:
            raise Misfit(f"PlutoBook painted with “{operator.decode('latin-1')}”, which is not known here")

    def _nest(self, operator: bytes) -> None:
        if operator == b"cm":
            self.matrices += 1
        elif operator == b"q":
            self.saved.append((self.fill, self.matrices))
        elif self.saved:
            self.fill, self.matrices = self.saved.pop()
        else:
            raise Misfit("PlutoBook's page restores what was not saved")

    def _close(self) -> None:
        if self.open_artifact:
            self.out.append(b"EMC")
            self.open_artifact = False

    def _colour(self, operands: bytes, operator: bytes) -> None:
        red, green, blue = (round(float(part) * 255) for part in operands.split())
        colour = red << 16 | green << 8 | blue
        if operator == b"rg":
            self.fill = colour
        true = self.inks.true_colour(colour)
        self.out.append(operands + operator if true is None else true + b" " + operator)

    def _paint(self, operator: bytes) -> None:
        path, self.path = self.path, []
        owner = self.inks.owner(self.fill) if operator in (b"f", b"f*") else None
        if owner is not None and self.inks.is_picture(owner) and len(path) == 1 and path[0].endswith(b"re"):
            if self.picture is not None or self.matrices > 1:
                raise Misfit("PlutoBook left out a picture")
            left, top, width, height = (float(part) for part in path[0][:-2].split())
            box = (left, self.height - top - height, left + width, self.height - top)
            self.picture = owner, (round(box[0], 3), round(box[1], 3), round(box[2], 3), round(box[3], 3))
            return
        if not self.open_artifact:
            self.out.append(_LAYOUT)
            self.open_artifact = True
        self.out += [*path, operator]

    def _picture(self, operands: bytes) -> None:
        self._close()
        if self.picture is None:
            raise Misfit("PlutoBook painted a picture that nothing asked for")
        element, box = self.picture
        self.picture = None
        if element in self.inks.decorative:
            self.out += [_LAYOUT, operands + b"Do", b"EMC"]
            return
        mark = Mark()
        self.made.painted.append(Picture(element, self.page, mark, box))
        self.out += [mark, operands + b"Do", b"EMC"]

    # --- text ---------------------------------------------------------------------------------------------------------

    def _begin_text(self) -> None:
        self._close()
        self.artifact = self.inks.owner(self.fill) is None
        if self.artifact:
            if not self.inks.is_artifact(self.fill):
                raise Misfit("PlutoBook painted text in a colour that no element has")
            running = self.inks.is_running(self.fill)
            self.begun = len(self.out)
            self.out.append(_HEAD if running else _LAYOUT)
        self.out.append(b"BT")
        self.size = self.scale = 1.0
        self.x = self.y = 0.0

    def _in_text(self, operands: bytes, operator: bytes) -> None:
        match operator:
            case b"Tj" | b"TJ":
                self._show(operands)
            case b"Td":
                right, down = (float(part) for part in operands.split())
                self.x, self.y = self.x + right * self.size, self.y + down * self.scale
                if abs(down) > 0.02:
                    self._end_line()
            case b"Tm":
                self._end_line()
                parts = [float(part) for part in operands.split()]
                self.size, self.scale, self.x, self.y = abs(parts[0]), parts[3], parts[4], parts[5]
            case b"Tf":
                name = operands.split()[0].decode()[1:]
                self.font, self.font_said = self.fonts[name], operands + operator
                if self.font.space:
                    self.space = self.font_said, self.font.space
            case b"ET":
                self._end_line()
                self.out.append(b"ET")
                if self.artifact:
                    self.out.append(b"EMC")
                    if self.out[self.begun] is _HEAD and self.y > self.height / 2:
                        self.out[self.begun] = _FOOT
                return
            case _ if operator not in _TEXT_STATE:
                raise Misfit(f"PlutoBook painted text with “{operator.decode('latin-1')}”, which is not known here")
        self.out.append(operands + operator)

    def _show(self, operands: bytes) -> None:
        if self.font is None:
            raise Misfit("PlutoBook painted text without a font")
        font = self.font
        glyphs = [(font, code) for string in _STRING.findall(operands) for code in font.codes(string)]
        if self.artifact:
            return
        if self.line is None:
            element, marker = self.inks.text_owner(self.fill)
            self.line = Line(element, marker, self.page, Mark(), self.x, self.y, self.size)
            self.out.append(self.line.mark)
            self.made.painted.append(self.line)
        self.line.shown.append(operands)
        self.line.glyphs += glyphs

    def _end_line(self) -> None:
        if self.line is None:
            return
        font, code = self.line.glyphs[-1] if self.line.glyphs else (self.font, 0)
        paint = b""
        if self.space is not None:
            said, space = self.space
            paint = space + b" Tj" if self.font_said == said else b"\n".join((said, space + b" Tj", self.font_said))
        last = "0020" if font is not None and font.text.get(code, "").isspace() else ""
        self.line.gap = Gap(paint, last)
        self.out += [self.line.gap, self.line.finish]
        self.line = None
