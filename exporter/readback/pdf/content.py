"""Content streams of a PDF: which text was painted in which marked-content sequence (ISO 32000-1, 9.4 and 14.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

import pikepdf

from exporter.readback.pdf.marks import Key, Marks, Paint
from exporter.readback.pdf.open import instructions
from exporter.readback.pdf.plain_content import Instruction
from exporter.readback.pdf.sight import (
    BLACK,
    IDENTITY,
    Box,
    Ink,
    Matrix,
    Sheet,
    box_of,
    colour_of,
    edges,
    is_hidden,
    matrix_of,
    space_of,
    times,
    with_state,
)
from exporter.readback.pdf.text import CMap, font_cmap, strings_in

_DICTIONARY = (dict, pikepdf.Dictionary)
SHAPE = "a picture or line"
NOT_CONTENT = ("/Artifact", "/OC")
DEVICES = {1: "gray", 3: "rgb", 4: "cmyk"}
"""The device space of a colour, by how many numbers it has."""
MAX_DEPTH = 12
MAX_OPERATORS = 5_000_000
MAX_FORMS = 50_000
SHORT_FORM, KEPT_FORMS = 1_000, 100
"""Instructions of a form, and forms, that are kept at most."""


class TooMuch(Exception):
    """A file asks for more than any document needs. To stop there would present a part as the whole."""


@dataclass(slots=True)
class Painted:
    """Text shown in one go: its characters, where its baseline begins, and why it cannot be seen ("": it can)."""

    text: str
    page: int
    x: float
    y: float
    lang: str = ""
    unseen: str = ""


@dataclass(slots=True)
class Sequence:
    """A marked-content sequence with what it says about itself."""

    texts: list[Painted] = field(default_factory=list)
    actual: str | None = None
    lang: str = ""
    expansion: str = ""
    paints: int = 0
    """How often it paints anything."""
    pictures: list[Any] = field(default_factory=list)
    """The image XObjects that it paints."""


@dataclass(slots=True)
class _Open:
    """A sequence that is open: where its text goes (None: an artifact, or a mark without content of its own).

    ``said`` is the text that stands for what it paints; ``artifact`` says whether it is one, of which kind.
    """

    sequence: Sequence | None
    silent: bool = False
    lang: str = ""
    hidden: bool = False
    said: Painted | None = None
    artifact: str | None = None


@dataclass(slots=True)
class Reader:
    """Reads pages into ``sequences``. Fonts are read once each. ``untold`` are the words of artifacts that are seen.

    ``paint`` says what of the pages is marked.
    """

    sequences: dict[Key, Sequence] = field(default_factory=dict)
    paint: Paint = field(default_factory=Paint)
    untold: list[tuple[str, Painted]] = field(default_factory=list)
    off: frozenset[tuple[int, int]] = frozenset()
    operators: int = 0
    forms: int = 0
    _fonts: dict[tuple[int, int], CMap] = field(default_factory=dict)
    _forms: dict[tuple[int, int], list[Instruction]] = field(default_factory=dict)

    def page(self, page: pikepdf.Page, number: int) -> None:
        """Read the content of one page."""
        owner = page.obj.objgen
        stream = _Stream(self, owner, number, Marks(self.paint, number, owner), Sheet(edges(page)))
        stream.run(page, page.obj.get("/Resources") or pikepdf.Dictionary(), [], IDENTITY, 0)

    def instructions(self, content: Any) -> Iterable[Instruction]:
        """The instructions of a page or a form; those of short forms, which may be painted often, are kept."""
        if isinstance(content, pikepdf.Page) or content.objgen == (0, 0):
            return self._counted(instructions(content))
        if (known := self._forms.get(content.objgen)) is None:
            known = list(instructions(content))
            if len(known) <= SHORT_FORM and len(self._forms) < KEPT_FORMS:
                self._forms[content.objgen] = known
        return self._counted(known)

    def _counted(self, found: Iterable[Instruction]) -> Iterable[Instruction]:
        """The same, counted: at once where they are all at hand. Raises TooMuch above the bound on their number."""
        if not isinstance(found, list):
            return chain.from_iterable(self._counted([one]) for one in found)
        self.operators += len(found)
        if self.operators > MAX_OPERATORS:
            raise TooMuch(f"its pages paint more than {MAX_OPERATORS} times")
        return found

    def font(self, font: Any) -> CMap:
        """The mapping of a font to text."""
        key = font.objgen
        if key == (0, 0):
            return font_cmap(font)
        if key not in self._fonts:
            self._fonts[key] = font_cmap(font)
        return self._fonts[key]


@dataclass(slots=True)
class _Stream:
    """The state of one stream: graphics state, text state, open sequences."""

    reader: Reader
    owner: tuple[int, int]
    page: int
    marks: Marks
    sheet: Sheet = field(default_factory=Sheet)
    resources: Any = None
    open: list[_Open] = field(default_factory=list)
    around: int = 0
    ctm: Matrix = IDENTITY
    saved: list[tuple[Matrix, CMap | None, float, Ink]] = field(default_factory=list)
    ink: Ink = field(default_factory=Ink)
    space: str = "gray"
    points: list[tuple[float, float]] = field(default_factory=list)
    is_box: bool = True
    clips: bool = False
    font: CMap | None = None
    fonts: dict[str, CMap | None] = field(default_factory=dict)
    states: dict[str, Any] = field(default_factory=dict)
    leading: float = 0.0
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    placed: tuple[Matrix, Matrix, Matrix] = (IDENTITY, IDENTITY, IDENTITY)
    """A text matrix and a graphics state's, and what both make: it is asked for more often than they change."""
    shown: tuple[Ink | None, Matrix, bool, int, str] = (None, IDENTITY, False, 0, "")
    """By what text was painted last, and why it could not be seen there."""
    chosen: tuple[Any, Any, str] = (None, None, "")
    """The operands of the device colour that was chosen last, the ink and the space that it made."""
    depth: int = 0
    inside: frozenset[tuple[int, int]] = frozenset()

    def run(self, content: Any, resources: Any, around: list[_Open], ctm: Matrix, depth: int) -> None:
        """Interpret a page or a form. ``around`` is the sequence it lies in, which it cannot end, or nothing."""
        self.resources, self.open, self.ctm, self.depth = resources, list(around), ctm, depth
        self.around = len(around)
        for operator, operands in self.reader.instructions(content):
            act = _OPERATORS.get(operator)
            if act is not None:
                act(self, operands)

    # --- marked content ---------------------------------------------------------------------------------------------

    def begin(self, operands: list[Any]) -> None:
        """BMC and BDC: open a sequence."""
        tag = str(operands[0]) if operands else ""
        properties = operands[1] if len(operands) > 1 else None
        outer = self.open[-1] if self.open else None
        if type(properties) is dict and tag not in NOT_CONTENT and not (outer and outer.silent):
            self._begin_number(properties["/MCID"], outer)
            return
        if not isinstance(properties, dict) and isinstance(properties, (str, pikepdf.Name)):
            properties = (self.resources.get("/Properties") or {}).get(str(properties))
        self.marks.begin(tag, properties)
        hidden = (outer is not None and outer.hidden) or (tag == "/OC" and is_hidden(properties, self.reader.off))
        if tag == "/Artifact":
            kind = str(properties.get("/Type", "")) if isinstance(properties, _DICTIONARY) else ""
            self.open.append(_Open(None, silent=True, hidden=hidden, artifact=kind))
        elif outer is not None and outer.silent:
            self.open.append(_Open(None, True, "", hidden, outer.said, outer.artifact))
        elif tag == "/OC" or not isinstance(properties, _DICTIONARY):
            self.open.append(_Open(outer.sequence, lang=outer.lang) if outer else _Open(None))
        else:
            self._begin_with(properties, outer)
        self.open[-1].hidden = hidden

    def _begin_number(self, number: int, outer: _Open | None) -> None:
        """BDC with a number and nothing else, as most are."""
        key = (self.owner, number)
        self.marks.begin_content(key)
        if (sequence := self.reader.sequences.get(key)) is None:
            sequence = self.reader.sequences[key] = Sequence()
        if outer is None:
            self.open.append(_Open(sequence))
        else:
            self.open.append(_Open(sequence, False, outer.lang, outer.hidden))

    def _begin_with(self, properties: Any, outer: _Open | None) -> None:
        sequence = outer.sequence if outer else None
        said = _string(properties.get("/Lang"))
        lang = said or (outer.lang if outer else "")
        if (number := properties.get("/MCID")) is not None:
            key = (self.owner, int(number))
            if (sequence := self.reader.sequences.get(key)) is None:
                sequence = self.reader.sequences[key] = Sequence()
            sequence.lang = said or sequence.lang
            sequence.expansion = _string(properties.get("/E")) or sequence.expansion
            if "/ActualText" in properties:
                sequence.actual = _string(properties["/ActualText"])
        elif "/ActualText" in properties and sequence is not None:
            told = Painted(_string(properties["/ActualText"]), self.page, *self.at()[4:], lang)
            sequence.texts.append(told)
            self.open.append(_Open(sequence, silent=True, said=told))
            return
        self.open.append(_Open(sequence, lang=lang))

    def end(self, operands: list[Any]) -> None:
        """EMC: close a sequence."""
        self.marks.end()
        if len(self.open) > self.around:
            self.open.pop()

    # --- text -------------------------------------------------------------------------------------------------------

    def at(self) -> Matrix:
        """The matrix that the next text is painted by; its baseline begins where the last two numbers say."""
        if self.placed[0] is not self.text or self.placed[1] is not self.ctm:
            self.placed = self.text, self.ctm, times(self.text, self.ctm)
        return self.placed[2]

    def show(self, operands: list[Any]) -> None:
        """Tj, and TJ: paint text."""
        self.marks.painted("text")
        here = self.open[-1] if self.open else None
        if here is None or self.font is None:
            return
        if here.said is not None and here.silent:
            self._see(here.said, here.hidden, self.at())
        elif here.sequence is not None or here.artifact is not None:
            for operand in operands:
                kind = type(operand)
                if kind is bytes:
                    decoded = self.font.decode(operand)
                else:
                    decoded = self.font.decode_all(operand if kind is list else strings_in(operand))
                if decoded:
                    self._take(decoded, here)

    def _take(self, decoded: str, here: _Open) -> None:
        """Take in the text of a sequence, or the words of an artifact."""
        placed = self.placed
        matrix = placed[2] if placed[0] is self.text and placed[1] is self.ctm else self.at()
        made = Painted(decoded, self.page, matrix[4], matrix[5], here.lang)
        if not decoded.isspace():
            self._see(made, here.hidden, matrix)
        if here.sequence is not None and not here.silent:
            here.sequence.texts.append(made)
            here.sequence.paints += 1
        elif here.artifact is not None:
            self.reader.untold.append((here.artifact, made))

    def _see(self, made: Painted, hidden: bool, matrix: Matrix) -> None:
        """Say of text whether it can be seen, where it was not said yet: as of the text before it at the same place."""
        sheet = self.sheet
        if not made.unseen:
            ink, at, was_hidden, fills, why = self.shown
            if at is not matrix or ink is not self.ink or was_hidden is not hidden or fills != len(sheet.fills):
                why = sheet.show(self.ink, matrix, hidden)
                self.shown = self.ink, matrix, hidden, len(sheet.fills), why
            made.unseen = why
        sheet.painted.append((matrix[4], matrix[5], made))

    def next_line_show(self, operands: list[Any]) -> None:
        """' and ": go to the next line and paint text."""
        self.move([0, -self.leading])
        self.show(operands[-1:])

    def select_font(self, operands: list[Any]) -> None:
        """Tf: choose a font."""
        name = str(operands[0]) if operands else ""
        if name not in self.fonts:
            found = (self.resources.get("/Font") or {}).get(name) if operands else None
            self.fonts[name] = self.reader.font(found) if found is not None else None
        self.font = self.fonts[name]
        self.ink = self.ink.sized(float(operands[1])) if len(operands) > 1 else self.ink

    def move(self, operands: list[Any]) -> None:
        """Td: the next line begins further on."""
        x, y = float(operands[0]), float(operands[1])
        self.line = times((1, 0, 0, 1, x, y), self.line)
        self.text = self.line

    def move_leading(self, operands: list[Any]) -> None:
        """TD: the same, and this is the leading."""
        self.leading = -float(operands[1])
        self.move(operands)

    def set_matrix(self, operands: list[Any]) -> None:
        """Tm: set the text matrix."""
        self.line = self.text = matrix_of(operands)

    def begin_text(self, operands: list[Any]) -> None:
        """BT: begin a text object."""
        self.line = self.text = IDENTITY

    def set_leading(self, operands: list[Any]) -> None:
        """TL: set the leading."""
        self.leading = float(operands[0])

    # --- graphics ---------------------------------------------------------------------------------------------------

    def save(self, operands: list[Any]) -> None:
        """q: keep the graphics state."""
        self.saved.append((self.ctm, self.font, self.leading, self.ink))

    def restore(self, operands: list[Any]) -> None:
        """Q: take the kept state back."""
        if self.saved:
            self.ctm, self.font, self.leading, self.ink = self.saved.pop()

    def transform(self, operands: list[Any]) -> None:
        """cm: change the coordinates."""
        self.ctm = times(matrix_of(operands), self.ctm)

    def form(self, operands: list[Any]) -> None:
        """Do: a form is part of the content; a picture has no text."""
        found = (self.resources.get("/XObject") or {}).get(str(operands[0])) if operands else None
        kind = str(found.get("/Subtype", "")) if found is not None else ""
        if found is not None and kind != "/Form":
            self.marks.painted(SHAPE)
        if found is not None and kind == "/Image":
            self.sheet.unknown(box_of(((0, 0), (1, 1), (0, 1), (1, 0)), self.ctm))
            self._paints(found)
        if found is None or kind != "/Form" or self.depth >= MAX_DEPTH:
            return
        if found.objgen in self.inside:
            return  # a form in itself paints nothing (ISO 32000-1, 8.10.1)
        self.reader.forms += 1
        if self.reader.forms > MAX_FORMS:
            raise TooMuch(f"its pages paint more than {MAX_FORMS} forms")
        owner = found.objgen if "/StructParents" in found else self.owner
        marks, inside = self.marks.inner(owner), self.inside | {found.objgen}
        inner = _Stream(self.reader, owner, self.page, marks, self.sheet, inside=inside, ink=self.ink)
        matrix = matrix_of(list(found["/Matrix"])) if "/Matrix" in found else IDENTITY
        resources = found.get("/Resources") or self.resources
        around = self.open[-1:]
        if is_hidden(found.get("/OC"), self.reader.off):
            around = [replace(around[0], hidden=True) if around else _Open(None, hidden=True)]
        inner.run(found, resources, around, times(matrix, self.ctm), self.depth + 1)

    # --- what is seen -----------------------------------------------------------------------------------------------

    def _paints(self, picture: Any = None) -> None:
        """Count what the sequence at hand paints."""
        sequence = self.open[-1].sequence if self.open else None
        if sequence is not None:
            sequence.paints += 1
            if picture is not None:
                sequence.pictures.append(picture)

    def state(self, operands: list[Any]) -> None:
        """gs: transparency and blending."""
        name = str(operands[0])
        if name not in self.states:
            self.states[name] = (self.resources.get("/ExtGState") or {}).get(name)
        self.ink = with_state(self.ink, self.states[name])

    def mode(self, operands: list[Any]) -> None:
        """Tr: how text is painted, if at all."""
        self.ink = self.ink._replace(mode=int(operands[0]))

    def choose_space(self, operands: list[Any]) -> None:
        """cs: a colour space, and its first colour, which is black in all that are known."""
        self.space = space_of(operands[0], self.resources)
        self.ink = self.ink.filled(BLACK if self.space else None)

    def colour(self, operands: list[Any]) -> None:
        """sc and scn: a colour of the space."""
        self.ink = self.ink.filled(colour_of(operands, self.space))

    def device_colour(self, operands: list[Any]) -> None:
        """g, rg and k: a colour and its space."""
        if operands is self.chosen[0] and self.ink is self.chosen[1] and self.space is self.chosen[2]:
            return  # as before, which is what programs write most
        self.space = DEVICES.get(len(operands), "")
        self.colour(operands)
        self.chosen = operands, self.ink, self.space

    def rectangle(self, operands: list[Any]) -> None:
        """re: a box is added to the path."""
        x, y, width, height = map(float, operands[:4])
        self.points += [(x, y), (x + width, y + height), (x, y + height), (x + width, y)]

    def line_to(self, operands: list[Any]) -> None:
        """m, l, c, v and y: a point is added to the path, which is not known to be a box."""
        self.points.append((float(operands[-2]), float(operands[-1])))
        self.is_box = False

    def clip(self, operands: list[Any]) -> None:
        """W and W*: the path clips from its end on."""
        self.clips = True

    def fill(self, operands: list[Any]) -> None:
        """f, B and their kin: the path is filled, and ends."""
        self.marks.painted(SHAPE)
        if self.points:
            self._paints()
            self.sheet.fill(self.ink, box_of(self.points, self.ctm), self.is_box and len(self.points) == 4)
        self.end_path(operands)

    def stroke(self, operands: list[Any]) -> None:
        """S and s: the path is drawn, and ends."""
        self.marks.painted(SHAPE)
        self._paints()
        self.end_path(operands)

    def end_path(self, operands: list[Any]) -> None:
        """n: the path ends."""
        if self.clips and self.points:
            left, bottom, right, top = box_of(self.points, self.ctm)
            old = self.ink.clip
            clip: Box = max(left, old[0]), max(bottom, old[1]), min(right, old[2]), min(top, old[3])
            exact = self.ink.clip_is_box and self.is_box and len(self.points) == 4
            self.ink = self.ink.clipped(clip, is_box=exact)
        self.points, self.is_box, self.clips = [], True, False

    def shade(self, operands: list[Any]) -> None:
        """sh and in-line pictures: an area whose colour is not known."""
        self.marks.painted(SHAPE)
        self.sheet.unknown(self.ink.clip)
        self._paints()


def _string(value: Any) -> str:
    return str(value) if value is not None else ""


_OPERATORS: dict[str, Callable[[_Stream, list[Any]], None]] = {
    "BMC": _Stream.begin,
    "BDC": _Stream.begin,
    "EMC": _Stream.end,
    "Tj": _Stream.show,
    "TJ": _Stream.show,
    "'": _Stream.next_line_show,
    '"': _Stream.next_line_show,
    "Tf": _Stream.select_font,
    "Td": _Stream.move,
    "TD": _Stream.move_leading,
    "T*": lambda stream, operands: stream.move([0, -stream.leading]),
    "Tm": _Stream.set_matrix,
    "TL": _Stream.set_leading,
    "BT": _Stream.begin_text,
    "q": _Stream.save,
    "Q": _Stream.restore,
    "cm": _Stream.transform,
    "Do": _Stream.form,
    "gs": _Stream.state,
    "Tr": _Stream.mode,
    "cs": _Stream.choose_space,
    "sc": _Stream.colour,
    "scn": _Stream.colour,
    "g": _Stream.device_colour,
    "rg": _Stream.device_colour,
    "k": _Stream.device_colour,
    "re": _Stream.rectangle,
    "m": _Stream.line_to,
    "l": _Stream.line_to,
    "c": _Stream.line_to,
    "v": _Stream.line_to,
    "y": _Stream.line_to,
    "W": _Stream.clip,
    "W*": _Stream.clip,
    "f": _Stream.fill,
    "F": _Stream.fill,
    "f*": _Stream.fill,
    "B": _Stream.fill,
    "B*": _Stream.fill,
    "b": _Stream.fill,
    "b*": _Stream.fill,
    "n": _Stream.end_path,
    "S": _Stream.stroke,
    "s": _Stream.stroke,
    "sh": _Stream.shade,
    "INLINE IMAGE": _Stream.shade,
}
