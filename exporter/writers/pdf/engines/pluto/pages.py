"""Pages made of galleys: what stands in each of a column's cuts, painted where it comes to stand.

Coordinates stay those of the galley, moved as a whole (ISO 32000-1, 8.3.4): nothing that PlutoBook placed is placed
anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from exporter.writers.pdf.engines.pluto.column import Column
from exporter.writers.pdf.engines.pluto.content import LAYOUT, REPEATED, Content, Line, PageContent, Picture
from exporter.writers.pdf.engines.pluto.galley import Drawn, Galley, Text

Link = tuple[str, list[float]]
"""The address of a link, and its place: x and y of the lower left and upper right, in points."""


@dataclass(slots=True)
class Sheet:
    """A page's size, and where its column begins and how high it is, in points."""

    width: float
    height: float
    top: float
    column: float


@dataclass(slots=True)
class Part:
    """What of a galley stands on a page: its units, how far they are moved, and from where to where they are shown."""

    galley: int
    move: float
    start: float
    end: float
    units: list[tuple[Text | Drawn, bool]] = field(default_factory=list)
    """Each with whether it is shown again."""


@dataclass(slots=True)
class Made:
    """A page's content, the galleys it is from, and its links."""

    content: PageContent
    galleys: list[int]
    links: list[Link] = field(default_factory=list)


class Pages:
    """The pages of a window."""

    def __init__(self, column: Column, galleys: Sequence[Galley], heights: Sequence[float], sheet: Sheet) -> None:
        self.column, self.galleys, self.heights, self.sheet = column, galleys, heights, sheet
        self.cuts = column.cuts(sheet.column)
        self.page_of = [number for number, cut in enumerate(self.cuts) for _ in range(cut.start, cut.end)]
        self.parts: list[dict[tuple[int, bool], Part]] = [{} for _ in self.cuts]
        self.row_of = {
            id(item): number for number, row in enumerate(column.rows) for item in row.items if type(item) is Line
        }

    def made(self, links: Sequence[Sequence[Link]]) -> list[Made]:
        """All pages; ``links`` are those of each galley, with places on it."""
        if not self.column.rows:
            return [self._bare()]
        shown_again = self._shown_again()
        for number, galley in enumerate(self.galleys):
            reached = iter(self.column.reached[number])
            for unit in galley.units:
                for row in self._rows(number, unit, reached):
                    self._add(number, unit, row, shown_again)
        for place, page in zip(self.column.rows, self.page_of, strict=True):
            place.page = page
        made = []
        for number, known in enumerate(self.parts):
            parts = [known[key] for key in sorted(known, key=lambda key: (not key[1], key[0]))]  # heads before rows
            content = PageContent(_written(self.sheet, parts), list(self._painted(number, parts)))
            made.append(Made(content, sorted({part.galley for part in parts})))
        for number, places in enumerate(links):
            self._link(made, number, places)
        return made

    def _bare(self) -> Made:
        """The page of a document without words: all that is drawn, as it lies."""
        parts = [Part(0, 0.0, 0.0, self.sheet.height, [(unit, False) for unit in self.galleys[0].units])]
        return Made(PageContent(_written(self.sheet, parts)), [0])

    def _rows(self, galley: int, unit: Text | Drawn, reached: Iterator[range]) -> Iterable[int]:
        """One row of each page that a unit stands on."""
        if type(unit) is Drawn:
            rows = next(reached)
            pages = self.page_of[rows[0]], self.page_of[rows[-1]]
            if pages[0] == pages[1]:
                return rows[:1]
            return [rows[0], *(self.cuts[page].start for page in range(pages[0] + 1, pages[1] + 1))]
        line = unit.line if isinstance(unit, Text) else None
        row = None if line is None else self.row_of.get(id(line))
        return (self.column.row_at(galley, unit.y if isinstance(unit, Text) else 0.0) if row is None else row,)

    def _add(self, galley: int, unit: Text | Drawn, row: int, shown_again: dict[int, list[int]]) -> None:
        page = self.page_of[row]
        self._part(page, galley, again=False).units.append((unit, False))
        for other in shown_again.get(row, ()):
            self._part(other, galley, again=True).units.append((unit, True))

    def _part(self, page: int, galley: int, *, again: bool) -> Part:
        if (found := self.parts[page].get((galley, again))) is None:
            cut, offset = self.cuts[page], self.column.offsets[galley]
            rows = cut.heads if again else range(cut.start, cut.end)
            start, end = self.column.tops[rows[0]], self.column.bottoms[rows[-1]]
            move = offset + self.sheet.top - (start if again else cut.origin - cut.head)
            found = self.parts[page][galley, again] = Part(galley, move, start - offset, end - offset)
        return found

    def _shown_again(self) -> dict[int, list[int]]:
        """The pages on which rows of tables' heads are shown again."""
        found: dict[int, list[int]] = {}
        for page, cut in enumerate(self.cuts):
            for row in cut.heads:
                found.setdefault(row, []).append(page)
        return found

    def _painted(self, page: int, parts: Iterable[Part]) -> Iterator[Line | Picture]:
        """What of a page is content, told where it stands on it."""
        for part in parts:
            for unit, again in part.units:
                item = unit.line if isinstance(unit, Text) else unit.picture
                if again or item is None:
                    continue
                item.page = page
                if isinstance(item, Line):
                    item.y += part.move
                else:
                    by = self.sheet.height - self.heights[part.galley] - part.move
                    left, low, right, high = item.box
                    item.box = left, round(low + by, 3), right, round(high + by, 3)
                yield item

    def _link(self, made: Sequence[Made], galley: int, links: Sequence[Link]) -> None:
        for address, (left, low, right, high) in links:
            row = self.column.row_at(galley, self.heights[galley] - (low + high) / 2)
            page = self.page_of[row]
            part = self._part(page, galley, again=False)
            by = self.sheet.height - self.heights[galley] - part.move
            made[page].links.append((address, [left, round(low + by, 3), right, round(high + by, 3)]))


def _written(sheet: Sheet, parts: Iterable[Part]) -> Content:
    """A page's stream."""
    out: Content = []
    for part in parts:
        out += [b"q", b"1 0 0 -1 0 %.6g cm" % (sheet.height - part.move)]
        _Writer(out, part).write()
        out.append(b"Q")
    return out


class _Writer:
    """Writes a part of a page: what is said already is not said again."""

    def __init__(self, out: Content, part: Part) -> None:
        self.out, self.part = out, part
        self.said: dict[bytes, bytes] = {}
        self.font = b""
        self.in_text = self.in_artifact = False

    def write(self) -> None:
        """All its units."""
        for unit, again in self.part.units:
            if isinstance(unit, Text):
                self._text(unit, again=again)
            else:
                self._drawn(unit)
        self._end()

    def _end(self) -> None:
        if self.in_text:
            self.out.append(b"ET")
        if self.in_artifact:
            self.out.append(b"EMC")
        self.in_text = self.in_artifact = False

    def _say(self, operator: bytes, said: bytes) -> None:
        if said and self.said.get(operator) != said:
            self.said[operator] = said
            self.out.append(said)

    def _text(self, unit: Text, *, again: bool) -> None:
        if not self.in_text:
            self._end()
            self.out.append(b"BT")
            self.in_text, self.font = True, b""
        self._say(b"rg", unit.fill)
        self._say(b"gs", unit.state)
        self.out.append(b"%s %.7g %.7g Tm" % (unit.matrix, unit.x, unit.y))
        parts = unit.parts
        if unit.line is None:
            self.out.append(LAYOUT)
            self.out += parts[1:] if parts[0] == self.font else parts
            self.out.append(b"EMC")
        elif again:
            self.out.append(REPEATED)
            self.out += [part for part in parts if isinstance(part, bytes)]
            self.out.append(b"EMC")
        else:
            self.out.append(parts[0])
            self.out += parts[2:] if parts[1] == self.font else parts[1:]
        self.font = unit.font

    def _drawn(self, unit: Drawn) -> None:
        if self.in_text or unit.is_picture:
            self._end()
        for operator, said in unit.state.items():
            self._say(operator, said)
        if unit.is_picture:
            self.out += [LAYOUT if unit.picture is None else unit.picture.mark, *unit.parts, b"EMC"]
            return
        if not self.in_artifact:
            self.out.append(LAYOUT)
            self.in_artifact = True
        self.out += self._cut(unit)

    def _cut(self, unit: Drawn) -> list[bytes]:
        """What is drawn, as far as it is on this page."""
        start, end = max(unit.top, self.part.start), min(unit.bottom, self.part.end)
        if start <= unit.top and end >= unit.bottom:
            return unit.parts
        if unit.box is not None:
            x, _, width, _ = unit.box
            return [b"%.7g %.7g %.7g %.7g re" % (x, start, width, max(end - start, 0)), unit.parts[-1]]
        return [b"q", b"-10000 %.7g 20000 %.7g re W n" % (start, max(end - start, 0)), *unit.parts, b"Q"]
