"""A window's rows as one column: where each begins and ends, and where the column is cut into pages.

Galleys (``galley``) follow one another in it as far apart as other blocks of the same kinds in the same window are:
white between blocks is known from wherever such blocks stand in one galley. What is painted between two rows, such as
rules and the edges of boxes, goes with the row that it is nearer to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from lxml import etree

from exporter.writers.pdf.engines.pluto.galley import Drawn, Galley
from exporter.writers.pdf.engines.pluto.inks import Inks
from exporter.writers.pdf.engines.pluto.kept import name_of
from exporter.writers.pdf.engines.pluto.misfit import Misfit
from exporter.writers.pdf.engines.pluto.rows import Row, Rows, between

ROUNDING = 0.05
"""Points by which a row may seem not to fit, or two things to overlap."""
LEADING, ABOVE = 1.5, 0.35
"""Of a line whose block has no box of its own: its height, and how far its baseline is below its middle, in ems."""

Kinds: TypeAlias = tuple[tuple[str, str], ...]
"""The names and classes of elements, each in the next one."""
Key: TypeAlias = tuple[Kinds, Kinds, Kinds]
"""The elements that end and that begin between two rows, and those in which both are."""


class Unknown(Exception):
    """The white above a galley is not known: an ``element`` begins it that no other block is like."""

    def __init__(self, element: etree._Element) -> None:
        super().__init__()
        self.element = element


@dataclass(slots=True)
class Cut:
    """A page: its rows from ``start`` to before ``end``, and those of a table's head that is shown again.

    ``origin`` is where in the column it begins, ``head`` how high the head is, in points.
    """

    start: int
    end: int
    origin: float
    heads: range = range(0)
    head: float = 0.0


class Column:
    """The rows of some galleys, from the top of the first one's page; ``top`` is where columns begin on it."""

    def __init__(self, rows: Rows, galleys: Sequence[Galley], inks: Inks, gaps: dict[Key, float], top: float) -> None:
        self.all, self.rows, self.inks = rows, rows.rows, inks
        self.tops, self.bottoms = [0.0] * len(self.rows), [0.0] * len(self.rows)
        self.spans = [range(0)] * len(galleys)
        """The rows of each galley."""
        self._span(len(galleys))
        self.kinds: dict[etree._Element, Kinds] = {}
        self.starts: dict[int, float] = {}
        """The rows that begin a page whatever comes before them, and where in the column it begins."""
        self.offsets = [0.0]
        self.reached: list[list[range]] = []
        """The rows that each drawn unit of each galley reaches over, in their order."""
        if not self.rows and len(galleys) == 1:
            return
        for number, galley in enumerate(galleys):
            self._measure(self.spans[number], galley.boxes)
            self.reached.append([self._reach(self.spans[number], unit) for unit in galley.units if type(unit) is Drawn])
        self.offsets = self._joined(gaps, top)

    def _span(self, count: int) -> None:
        start = 0
        for number in range(count):
            end = start
            while end < len(self.rows) and self.rows[end].page == number:
                end += 1
            self.spans[number] = range(start, end)
            start = end
        if start != len(self.rows):
            raise Misfit("PlutoBook's galleys are out of order")

    # --- where rows begin and end -------------------------------------------------------------------------------------

    def _measure(self, span: range, boxes: Mapping[int, tuple[float, float]]) -> None:
        """Find out where the rows of a galley begin and end: by the boxes of their blocks, or else by their lines."""
        rows = self.rows
        begun: set[etree._Element] = set()
        for at in span:
            row = rows[at]
            box = self._box(row.block, boxes)
            top, bottom = self._by_line(at, span)
            if box is not None:
                is_first, is_last = row.block not in begun, at + 1 == span.stop or rows[at + 1].block is not row.block
                begun.add(row.block)
                if is_first and (at == span.start or rows[at - 1].y < box[0] + row.size):
                    top = box[0]
                elif not is_first and rows[at - 1].block is row.block:
                    top = self.tops[at - 1] + row.y - rows[at - 1].y if self.tops[at - 1] else top
                if is_last and (at + 1 == span.stop or rows[at + 1].y > box[1]):
                    bottom = box[1]
            self.tops[at], self.bottoms[at] = top, bottom

    def _box(self, block: etree._Element, boxes: Mapping[int, tuple[float, float]]) -> tuple[float, float] | None:
        """Where a block begins and ends; a row of a table where its cells do."""
        if name_of(block) != "tr":
            return boxes.get(self.inks.numbers[block])
        cells = [
            (boxes[number], cell.get("rowspan", "1") == "1")
            for cell in block
            if (number := self.inks.numbers.get(cell, -1)) in boxes
        ]
        ends = [box[1] for box, is_single in cells if is_single]
        return (min(box[0] for box, _ in cells), max(ends)) if ends else None

    def _by_line(self, at: int, span: range) -> tuple[float, float]:
        row = self.rows[at]
        if not row.size:
            return row.top, row.y
        near = [other for other in (at - 1, at + 1) if other in span and self.rows[other].block is row.block]
        pitch = min([LEADING * row.size, *(abs(self.rows[other].y - row.y) for other in near)])  # or lines are blank
        middle = row.y - ABOVE * row.size
        return min(middle - pitch / 2, row.top), middle + pitch / 2

    def _reach(self, span: range, unit: Drawn) -> range:
        """The rows that something drawn reaches over; they begin and end with it where it reaches into white."""
        if not span:
            raise Misfit("PlutoBook painted something without words")
        first = min(bisect_right(self.bottoms, unit.top + ROUNDING, span.start, span.stop), span.stop - 1)
        last = max(bisect_left(self.tops, unit.bottom - ROUNDING, span.start, span.stop) - 1, span.start)
        if first > last:  # between two rows
            above, below = unit.top - self.bottoms[last], self.tops[first] - unit.bottom
            first = last = last if above <= below + ROUNDING else first
        self.tops[first] = min(self.tops[first], unit.top)
        self.bottoms[last] = max(self.bottoms[last], unit.bottom)
        return range(first, last + 1)

    def row_at(self, galley: int, y: float) -> int:
        """The row that a height in a galley belongs to."""
        span = self.spans[galley]
        return min(bisect_left(self.bottoms, y + self.offsets[galley], span.start, span.stop), span.stop - 1)

    # --- one column ---------------------------------------------------------------------------------------------------

    def _joined(self, gaps: dict[Key, float], top: float) -> list[float]:
        """How far each galley is moved down; then all rows are where they are in the column."""
        self._note_gaps(gaps)
        self.starts[0] = top
        offsets = [0.0]
        for before, span in pairwise(self.spans):
            if not span or not before:
                raise Misfit("a galley shows nothing")
            offset = offsets[-1] + self.bottoms[before.stop - 1]
            if self.all.opens(span.start):
                self.starts[span.start] = offset + top
            else:
                offset += self._gap(span.start, gaps) - self.tops[span.start]
            offsets.append(offset)
        for span, offset in zip(self.spans, offsets, strict=True):
            for at in span:
                self.tops[at] += offset
                self.bottoms[at] += offset
        return offsets

    def _gap(self, at: int, gaps: dict[Key, float]) -> float:
        """How much white is above a row that begins a galley."""
        key = self._key(at)
        if key not in gaps:
            raise Unknown(between(self.rows[at - 1].block, self.rows[at].block)[1][-1])
        return gaps[key]

    def _note_gaps(self, gaps: dict[Key, float]) -> None:
        for span in self.spans:
            for at in span[1:]:
                if self.rows[at - 1].block is not self.rows[at].block:
                    gaps[self._key(at)] = self.tops[at] - self.bottoms[at - 1]

    def _key(self, at: int) -> Key:
        before, here = self.rows[at - 1].block, self.rows[at].block
        ended, begun = between(before, here)
        holder = (begun[-1] if begun else here).getparent() if begun or ended else here
        return tuple(map(_kind, ended)), tuple(map(_kind, begun)), self._kinds(holder)

    def _kinds(self, element: etree._Element | None) -> Kinds:
        """An element and all in which it is."""
        if element is None:
            return ()
        if (known := self.kinds.get(element)) is None:
            known = self.kinds[element] = tuple(map(_kind, (element, *element.iterancestors())))
        return known

    # --- pages --------------------------------------------------------------------------------------------------------

    def cuts(self, height: float) -> list[Cut]:
        """The pages: as many rows on each as there is room for in ``height``, and none without those it belongs to."""
        made: list[Cut] = []
        at = 0
        while at < len(self.rows):
            cut = Cut(at, at, self.starts[at]) if at in self.starts else self._from(at, height)
            end = at + 1
            room = cut.origin + height - cut.head + ROUNDING
            if self.bottoms[at] > room:
                raise Misfit("a row is higher than a page")
            while end < len(self.rows) and self.bottoms[end] <= room and end not in self.starts:
                end += 1
            cut.end = end if end in self.starts else self._end(at, end)
            made.append(cut)
            at = cut.end
        return made

    def _end(self, start: int, end: int) -> int:
        """Where a page ends that has room until ``end``: before rows that belong to what follows."""
        if end == len(self.rows):
            return end
        found = end
        while found > start and self.all.belongs(found):
            found -= 1
        return found if found > start else end

    def _from(self, at: int, height: float) -> Cut:
        """A page that begins with a row: within a table, its head is shown again."""
        table = next(self.rows[at].block.iterancestors("{*}table"), None)
        if table is None or name_of(self.rows[at].block) != "tr" or not _is_in(self.rows[at - 1].block, table):
            return Cut(at, at, self.tops[at])
        first = at
        while first and _is_in(self.rows[first - 1].block, table):
            first -= 1
        heads = [here for here in range(first, at) if _is_of_head(self.rows[here])]
        if not heads or _is_of_head(self.rows[at]):
            return Cut(at, at, self.tops[at])
        head = self.tops[heads[-1] + 1] - self.tops[heads[0]]
        if head > height / 2:
            raise Misfit("a table's head is higher than half a page")
        return Cut(at, at, self.tops[at], range(heads[0], heads[-1] + 1), head)


def _kind(element: etree._Element) -> tuple[str, str]:
    return name_of(element), element.get("class", "")


def _is_in(element: etree._Element, outer: etree._Element) -> bool:
    return any(one is outer for one in element.iterancestors())


def _is_of_head(row: Row) -> bool:
    parent = row.block.getparent()
    return parent is not None and name_of(parent) == "thead"
