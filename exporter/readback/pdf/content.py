"""Content streams of a PDF: which text was painted in which marked-content sequence (ISO 32000-1, 9.4 and 14.6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from exporter.readback.pdf.open import instructions
from exporter.readback.pdf.text import CMap, font_cmap

Key = tuple[tuple[int, int], int]
"""A marked-content sequence: the object of the page or form that holds it, and its MCID there."""

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
MAX_DEPTH = 12
MAX_OPERATORS = 5_000_000
MAX_FORMS = 50_000


class TooMuch(Exception):
    """A file asks for more than any document needs. To stop there would present a part as the whole."""


@dataclass(slots=True)
class Painted:
    """Text shown in one go: its characters, and where its baseline begins."""

    text: str
    page: int
    x: float
    y: float
    lang: str = ""


@dataclass(slots=True)
class Sequence:
    """A marked-content sequence with what it says about itself."""

    texts: list[Painted] = field(default_factory=list)
    actual: str | None = None
    lang: str = ""
    expansion: str = ""


@dataclass(slots=True)
class _Open:
    """A sequence that is open: where its text goes (None: an artifact, or a mark without content of its own)."""

    sequence: Sequence | None
    silent: bool = False
    lang: str = ""


@dataclass(slots=True)
class Reader:
    """Reads pages into ``sequences``. Fonts are read once each."""

    sequences: dict[Key, Sequence] = field(default_factory=dict)
    operators: int = 0
    forms: int = 0
    _fonts: dict[tuple[int, int], CMap] = field(default_factory=dict)

    def page(self, page: pikepdf.Page, number: int) -> None:
        """Read the content of one page."""
        stream = _Stream(self, page.obj.objgen, number)
        stream.run(page, page.obj.get("/Resources") or pikepdf.Dictionary(), [], IDENTITY, 0)

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
    resources: Any = None
    open: list[_Open] = field(default_factory=list)
    around: int = 0
    ctm: Matrix = IDENTITY
    saved: list[tuple[Matrix, CMap | None, float]] = field(default_factory=list)
    font: CMap | None = None
    leading: float = 0.0
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    depth: int = 0
    inside: frozenset[tuple[int, int]] = frozenset()

    def run(self, content: Any, resources: Any, around: list[_Open], ctm: Matrix, depth: int) -> None:
        """Interpret a page or a form. ``around`` is the sequence it lies in, which it cannot end, or nothing."""
        self.resources, self.open, self.ctm, self.depth = resources, list(around), ctm, depth
        self.around = len(around)
        for instruction in instructions(content):
            self.reader.operators += 1
            if self.reader.operators > MAX_OPERATORS:
                raise TooMuch(f"its pages paint more than {MAX_OPERATORS} times")
            act = _OPERATORS.get(str(instruction.operator))
            if act is not None:
                act(self, list(instruction.operands))

    # --- marked content ---------------------------------------------------------------------------------------------

    def begin(self, operands: list[Any]) -> None:
        """BMC and BDC: open a sequence."""
        tag = str(operands[0]) if operands else ""
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = (self.resources.get("/Properties") or {}).get(str(properties))
        outer = self.open[-1] if self.open else None
        if tag == "/Artifact" or (outer is not None and outer.silent):
            self.open.append(_Open(None, silent=True))
            return
        if not isinstance(properties, pikepdf.Dictionary):
            self.open.append(_Open(outer.sequence, lang=outer.lang) if outer else _Open(None))
            return
        self._begin_with(properties, outer)

    def _begin_with(self, properties: pikepdf.Dictionary, outer: _Open | None) -> None:
        sequence = outer.sequence if outer else None
        lang = _string(properties.get("/Lang")) or (outer.lang if outer else "")
        if "/MCID" in properties:
            key = (self.owner, int(properties["/MCID"]))
            sequence = self.reader.sequences.setdefault(key, Sequence())
            sequence.lang = _string(properties.get("/Lang")) or sequence.lang
            sequence.expansion = _string(properties.get("/E")) or sequence.expansion
            if "/ActualText" in properties:
                sequence.actual = _string(properties["/ActualText"])
        elif "/ActualText" in properties and sequence is not None:
            sequence.texts.append(Painted(_string(properties["/ActualText"]), self.page, *self.place(), lang))
            self.open.append(_Open(sequence, silent=True))
            return
        self.open.append(_Open(sequence, lang=lang))

    def end(self, operands: list[Any]) -> None:
        """EMC: close a sequence."""
        if len(self.open) > self.around:
            self.open.pop()

    # --- text -------------------------------------------------------------------------------------------------------

    def place(self) -> tuple[float, float]:
        """Where the next text's baseline begins, in the page's coordinates."""
        made = _times(self.text, self.ctm)
        return made[4], made[5]

    def show(self, operands: list[Any]) -> None:
        """Tj, and TJ: paint text."""
        here = self.open[-1] if self.open else None
        if here is None or here.silent or here.sequence is None or self.font is None:
            return
        for operand in operands:
            parts = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
            decoded = "".join(self.font.decode(bytes(part)) for part in parts if isinstance(part, pikepdf.String))
            if decoded:
                here.sequence.texts.append(Painted(decoded, self.page, *self.place(), here.lang))

    def next_line_show(self, operands: list[Any]) -> None:
        """' and ": go to the next line and paint text."""
        self.move([0, -self.leading])
        self.show(operands[-1:])

    def select_font(self, operands: list[Any]) -> None:
        """Tf: choose a font."""
        fonts = self.resources.get("/Font") or {}
        found = fonts.get(str(operands[0])) if operands else None
        self.font = self.reader.font(found) if found is not None else None

    def move(self, operands: list[Any]) -> None:
        """Td: the next line begins further on."""
        x, y = float(operands[0]), float(operands[1])
        self.line = _times((1, 0, 0, 1, x, y), self.line)
        self.text = self.line

    def move_leading(self, operands: list[Any]) -> None:
        """TD: the same, and this is the leading."""
        self.leading = -float(operands[1])
        self.move(operands)

    def set_matrix(self, operands: list[Any]) -> None:
        """Tm: set the text matrix."""
        self.line = self.text = _matrix(operands)

    def begin_text(self, operands: list[Any]) -> None:
        """BT: begin a text object."""
        self.line = self.text = IDENTITY

    def set_leading(self, operands: list[Any]) -> None:
        """TL: set the leading."""
        self.leading = float(operands[0])

    # --- graphics ---------------------------------------------------------------------------------------------------

    def save(self, operands: list[Any]) -> None:
        """q: keep the graphics state."""
        self.saved.append((self.ctm, self.font, self.leading))

    def restore(self, operands: list[Any]) -> None:
        """Q: take the kept state back."""
        if self.saved:
            self.ctm, self.font, self.leading = self.saved.pop()

    def transform(self, operands: list[Any]) -> None:
        """cm: change the coordinates."""
        self.ctm = _times(_matrix(operands), self.ctm)

    def form(self, operands: list[Any]) -> None:
        """Do: a form is part of the content; a picture has no text."""
        found = (self.resources.get("/XObject") or {}).get(str(operands[0])) if operands else None
        if found is None or str(found.get("/Subtype", "")) != "/Form" or self.depth >= MAX_DEPTH:
            return
        if found.objgen in self.inside:
            return  # a form in itself paints nothing (ISO 32000-1, 8.10.1)
        self.reader.forms += 1
        if self.reader.forms > MAX_FORMS:
            raise TooMuch(f"its pages paint more than {MAX_FORMS} forms")
        owner = found.objgen if "/StructParents" in found else self.owner
        inner = _Stream(self.reader, owner, self.page, inside=self.inside | {found.objgen})
        matrix = _matrix(list(found["/Matrix"])) if "/Matrix" in found else IDENTITY
        resources = found.get("/Resources") or self.resources
        inner.run(found, resources, self.open[-1:], _times(matrix, self.ctm), self.depth + 1)


def _string(value: Any) -> str:
    return str(value) if value is not None else ""


def _matrix(operands: list[Any]) -> Matrix:
    values = [float(value) for value in operands[:6]]
    return (values[0], values[1], values[2], values[3], values[4], values[5]) if len(values) == 6 else IDENTITY


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


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
}
