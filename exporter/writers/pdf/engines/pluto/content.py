"""A page's content stream read once and written anew: true colours, marked content, artifacts (ISO 32000-1, 14.6).

Text in an element's ink becomes one marked sequence for each line, and everything else on the page becomes an artifact.
The properties of sequences stay open: which piece belongs to which element is decided when all pages are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any, TypeAlias

import pydyf

from exporter.writers.pdf.engines.frozen import written
from exporter.writers.pdf.engines.pluto.inks import NO_INK, Ink, Inks
from exporter.writers.pdf.engines.pluto.letters import Font, Run, said
from exporter.writers.pdf.engines.pluto.misfit import Misfit

OPERATION = re.compile(
    rb"((?:(?:[-+.\d]++|/[^\s\[\]()<>/]++|\((?:[^\\()]++|\\.)*+\)|<<.*?>>|<[0-9a-fA-F\s]*+>"
    rb"|\[(?:[^\]()]++|\((?:[^\\()]++|\\.)*+\))*+\])\s*+)*+)([A-Za-z'\"][A-Za-z0-9*]*+)(\s*+)",
    re.S,
)
_STRING = re.compile(rb"\((?:[^\\()]++|\\.)*+\)|<[0-9a-fA-F\s]*+>", re.S)
_MOVE = re.compile(rb"-?[\d.]+")
LAYOUT = b"/Artifact <</Type /Layout>> BDC"
_HEAD = b"/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC"
_FOOT = b"/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC"
REPEATED = b"/Artifact <</Type /Pagination>> BDC"


@dataclass(slots=True)
class Mark:
    """The beginning of a marked sequence: of a piece, whose properties it has, or of an artifact.

    What is ``repeated`` is a table's head on one more page.
    """

    properties: pydyf.Dictionary | None = None
    repeated: bool = False

    @property
    def data(self) -> bytes:
        if self.properties is None:
            return REPEATED if self.repeated else LAYOUT
        return b"/Span %s BDC" % written(self.properties)


@dataclass(slots=True)
class Gap:
    """A space that may be painted at the end of a line, where layout took it away; decided once all is painted."""

    code: bytes
    last: str
    wanted: bool = False

    @property
    def glyph(self) -> int | None:
        return 0x20 if self.code else None

    @property
    def data(self) -> bytes:
        return self.code if self.wanted and self.last != "0020" else b""


@dataclass(slots=True)
class End:
    """The end of a line's sequence, and after it sequences in which nothing is painted."""

    empty: list[Mark] = field(default_factory=list)

    @property
    def data(self) -> bytes:
        return b"\n".join([b"EMC", *(mark.data + b" EMC" for mark in self.empty)]) if self.empty else b"EMC"


Content: TypeAlias = "list[bytes | Mark | Gap | End]"
"""A page's stream, with what is decided once all pages are known."""


@dataclass(slots=True)
class Line:
    """What was painted of one element in a row, by runs of glyphs in one font, and where it begins."""

    element: int
    marker: bool
    page: int
    mark: Mark
    x: float
    y: float
    size: float
    runs: list[Run] = field(default_factory=list)
    gap: Gap | None = None
    shown: list[bytes] = field(default_factory=list)
    finish: End = field(default_factory=End)
    blank: bool | None = None

    def said(self) -> str:
        """What its glyphs stand for, as far as that is known."""
        return said(self.runs)

    def is_blank(self) -> bool:
        """Whether nothing but spaces is painted."""
        if self.blank is None:  # asked for again and again, of lines to which nothing is added any more
            self.blank = not any(codes.strip(font.spaces) for font, codes in self.runs)
        return self.blank

    def kerned_end(self) -> float:
        """Where it ends, in points from the left, with all that moves its glyphs."""
        moves = sum(float(move) for part in self.shown for move in _MOVE.findall(_STRING.sub(b" ", part)))
        return self.end() - moves * self.size / 1000

    def end(self) -> float:
        """The same without what kerning takes or gives, which is quicker found."""
        width, trailing = 0.0, True
        for font, codes in reversed(self.runs):
            if trailing:
                codes = codes.rstrip(font.spaces)
                trailing = not codes
            width += sum(map(font.widths.__getitem__, codes))
        return self.x + width * self.size / 1000


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

    stream: Content = field(default_factory=list)
    painted: list[Line | Picture] = field(default_factory=list)


Operation: TypeAlias = "Callable[[Any, bytes, bytes], None]"
"""What is done for an operator: of a rewriter, with its operands and its name."""


class Rewriter:
    """Writes one page's stream anew: one small function an operator, by tables for what is text and what is not.

    ``known`` are the operators outside text, ``in_text_known`` those inside it.
    """

    known: Mapping[bytes, Operation]
    in_text_known: Mapping[bytes, Operation]

    def __init__(self, page: int, height: float, inks: Inks, fonts: Mapping[str, Font]) -> None:
        self.page, self.height, self.inks = page, height, inks
        self.fonts = {f"/{name}".encode(): font for name, font in fonts.items()}
        names: dict[int, bytes] = {}
        self.names = {name: names.setdefault(font.face, name) for name, font in self.fonts.items()}
        self.made = PageContent()
        self.out = self.made.stream
        self.ink = NO_INK
        self.saved: list[tuple[Ink, int]] = []
        self.matrices = 0
        self.path: list[bytes] = []
        self.open_artifact = False
        self.picture: tuple[int, tuple[float, float, float, float]] | None = None
        self.font: Font | None = None
        self.name = self.font_said = self.size_said = self.name_said = self.told = b""
        self.space: tuple[bytes, bytes] | None = None
        self.line: Line | None = None
        self.x = self.y = 0.0
        self.size = self.scale = 1.0
        self.in_text = False

    def rewrite(self, content: bytes) -> PageContent:
        """The whole page. Raises Misfit for what is not known here."""
        content = content.lstrip()
        operations = OPERATION.findall(content)
        if sum(map(len, chain.from_iterable(operations))) != len(content):  # something was passed over
            raise Misfit(f"PlutoBook's page {self.page + 1} cannot be read")
        for operands, operator, _ in operations:
            known = (self.in_text_known if self.in_text else self.known).get(operator)
            if known is None:
                self.operate(operands, operator)  # which says so
            else:
                known(self, operands, operator)
        self.end()
        return self.made

    def operate(self, operands: bytes, operator: bytes) -> None:
        """One operation. Raises Misfit where it is not known here."""
        known = (self.in_text_known if self.in_text else self.known).get(operator)
        if known is None:
            raise Misfit(f"PlutoBook painted with “{operator.decode('latin-1')}”, which is not known here")
        known(self, operands, operator)

    def end(self) -> None:
        """The end of the page. Raises Misfit where something is open."""
        if self.in_text or self.saved or self.path:
            raise Misfit(f"PlutoBook's page {self.page + 1} ends in the middle")
        self._close()

    def keep(self, operands: bytes, operator: bytes) -> None:
        """What stays as it is."""
        self.out.append(operands + operator)

    # --- graphics -----------------------------------------------------------------------------------------------------

    def draw(self, operands: bytes, operator: bytes) -> None:
        """A part of a path."""
        self.path.append(operands + operator)

    def clip(self, _: bytes, operator: bytes) -> None:
        """The path bounds what is painted."""
        self._close()
        self.path.append(operator)

    def end_path(self, _: bytes, operator: bytes) -> None:
        """The path is not painted."""
        self.out += self.path
        self.out.append(operator)
        self.path = []

    def matrix(self, operands: bytes, operator: bytes) -> None:
        """Another system of coordinates."""
        self._close()
        self.matrices += 1
        self.out.append(operands + operator)

    def save(self, operands: bytes, operator: bytes) -> None:
        """The graphics state is kept."""
        self._close()
        self.saved.append((self.ink, self.matrices))
        self.out.append(operands + operator)

    def restore(self, operands: bytes, operator: bytes) -> None:
        """The graphics state that was kept last comes back."""
        self._close()
        if not self.saved:
            raise Misfit("PlutoBook's page restores what was not saved")
        self.ink, self.matrices = self.saved.pop()
        self.out.append(operands + operator)

    def _close(self) -> None:
        if self.open_artifact:
            self.out.append(b"EMC")
            self.open_artifact = False

    def fill_colour(self, operands: bytes, _: bytes) -> None:
        """The colour of what is filled, which is an ink or a colour of the sheets."""
        self.ink = ink = self.inks.of(operands)
        self.out.append(ink.fill)

    def stroke_colour(self, operands: bytes, _: bytes) -> None:
        """The colour of lines."""
        self.out.append(self.inks.of(operands).stroke)

    def paint(self, _: bytes, operator: bytes) -> None:
        """The path is painted: an artifact, or the place of a picture, whose background names it."""
        path, self.path = self.path, []
        owner = self.ink.owner if operator in (b"f", b"f*") else None
        if owner is not None and self.inks.is_picture(owner) and len(path) == 1 and path[0].endswith(b"re"):
            if self.picture is not None or self.matrices > 1:
                raise Misfit("PlutoBook left out a picture")
            left, top, width, height = (float(part) for part in path[0][:-2].split())
            box = (left, self.height - top - height, left + width, self.height - top)
            self.picture = owner, (round(box[0], 3), round(box[1], 3), round(box[2], 3), round(box[3], 3))
            return
        if not self.open_artifact:
            self.out.append(LAYOUT)
            self.open_artifact = True
        self.out += path
        self.out.append(operator)

    def paint_picture(self, operands: bytes, _: bytes) -> None:
        """A picture is painted."""
        self._close()
        if self.picture is None:
            raise Misfit("PlutoBook painted a picture that nothing asked for")
        element, box = self.picture
        self.picture = None
        if element in self.inks.decorative:
            self.out += [LAYOUT, operands + b"Do", b"EMC"]
            return
        mark = Mark()
        self.made.painted.append(Picture(element, self.page, mark, box))
        self.out += [mark, operands + b"Do", b"EMC"]

    # --- text ---------------------------------------------------------------------------------------------------------

    def begin_text(self, _: bytes, operator: bytes) -> None:
        """A text object begins."""
        self._close()
        self.in_text = True
        if self.ink.owner is None:
            if not self.ink.artifact:
                raise Misfit("PlutoBook painted text in a colour that no element has")
            self.begun = len(self.out)
            self.out.append(_HEAD if self.ink.running else LAYOUT)
        self.out.append(operator)
        self.font_said, self.size_said, self.name_said = b"", b"1", b""
        self.size = self.scale = 1.0
        self.x = self.y = 0.0

    def end_text(self, _: bytes, operator: bytes) -> None:
        """A text object ends."""
        self._end_line()
        self.in_text = False
        self.out.append(operator)
        if self.ink.owner is None:
            self.out.append(b"EMC")
            if self.out[self.begun] is _HEAD and self.y > self.height / 2:
                self.out[self.begun] = _FOOT

    def move(self, operands: bytes, operator: bytes) -> None:
        """The text goes on elsewhere: in another line, where that is further down."""
        right, down = operands.split()
        below = float(down)
        self.x, self.y = self.x + float(right) * self.size, self.y + below * self.scale
        if abs(below) > 0.02:
            self._end_line()
        self.out.append(b"%.7g %.7g Td" % (float(right) * self.size, below * self.size))

    def place(self, operands: bytes, _: bytes) -> None:
        """The text begins at a place, in a size: that of the font, by which programs tell headings, not of a matrix."""
        self._end_line()
        across, up, slant, scale, x, y = operands.split()
        self.size, self.scale, matrix = turned(across, up, slant, scale)
        self.x, self.y = float(x), float(y)
        self.out.append(b"%s %s %s Tm" % (matrix, x, y))
        self.size_said = across.lstrip(b"-")

    def choose_font(self, operands: bytes, _: bytes) -> None:
        """The text goes on in a font, of which it is told where glyphs are painted: several may be one in the file."""
        name = operands.split()[0]
        self.font, self.name = self.fonts[name], self.names[name]
        if self.font.space:
            self.space = self.name, self.font.space

    def _set(self, name: bytes) -> bytes:
        return b"%s %s Tf" % (name, self.size_said)

    def show(self, operands: bytes, operator: bytes) -> None:
        """Glyphs are painted: of the line that is begun, or of a new one."""
        font = self.font
        if font is None:
            raise Misfit("PlutoBook painted text without a font")
        codes = font.shown(operands)
        if (element := self.ink.owner) is not None:
            line = self.line
            if line is None:
                line = self.line = Line(element, self.ink.marker, self.page, Mark(), self.x, self.y, self.size)
                self.out.append(line.mark)
                self.made.painted.append(line)
            line.shown.append(operands)
            line.runs.append((font, codes))
        if self.name is not self.name_said or self.size_said is not self.told:
            self.name_said, self.told = self.name, self.size_said
            if self.font_said != (said := self._set(self.name)):
                self.out.append(said)
                self.font_said = said
        self.out.append((font.written(operands) if font.codes else operands) + operator)

    def _end_line(self) -> None:
        line = self.line
        if line is None:
            return
        paint = b""
        if self.space is not None:
            name, space = self.space
            paint = space + b" Tj"
            if (said := self._set(name)) != self.font_said:
                paint = b"\n".join((said, paint, self.font_said))
        font, code = next(((font, codes[-1]) for font, codes in reversed(line.runs) if codes), (None, ""))
        line.gap = Gap(paint, "0020" if font is not None and code in font.spaces else "")
        self.out += [line.gap, line.finish]
        self.line = None


@lru_cache(maxsize=256)
def turned(across: bytes, up: bytes, slant: bytes, scale: bytes) -> tuple[float, float, bytes]:
    """The size of text in such a matrix, its scale upwards, and the matrix without the size. Raises Misfit for none."""
    parts = [float(part) for part in (across, up, slant, scale)]
    size = abs(parts[0])
    if not size:
        raise Misfit("PlutoBook turned a text")
    return size, parts[3], b"%g %g %g %g" % tuple(part / size for part in parts)


_STATE: dict[bytes, Operation] = dict.fromkeys((b"w", b"J", b"j", b"M", b"d", b"i", b"ri", b"gs"), Rewriter.keep)
_PATH: dict[bytes, Operation] = dict.fromkeys((b"m", b"l", b"c", b"v", b"y", b"h", b"re"), Rewriter.draw)
_PAINT: dict[bytes, Operation] = dict.fromkeys(
    (b"f", b"f*", b"F", b"S", b"s", b"B", b"B*", b"b", b"b*"), Rewriter.paint
)
Rewriter.known = {
    **_STATE,
    **_PATH,
    **_PAINT,
    b"W": Rewriter.clip,
    b"W*": Rewriter.clip,
    b"n": Rewriter.end_path,
    b"rg": Rewriter.fill_colour,
    b"RG": Rewriter.stroke_colour,
    b"cm": Rewriter.matrix,
    b"q": Rewriter.save,
    b"Q": Rewriter.restore,
    b"Do": Rewriter.paint_picture,
    b"BT": Rewriter.begin_text,
}
Rewriter.in_text_known = {
    **dict.fromkeys((b"Tz", b"Tr"), Rewriter.keep),
    b"Tj": Rewriter.show,
    b"TJ": Rewriter.show,
    b"Td": Rewriter.move,
    b"Tm": Rewriter.place,
    b"Tf": Rewriter.choose_font,
    b"ET": Rewriter.end_text,
}
