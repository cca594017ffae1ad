"""The rows of painted pages: which of them belong together, and what another layout has to do where they are parted.

A row is a line of text across the column, a row of a table, or a picture. The rules are those of our sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from exporter.writers.pdf.engines.pluto.content import Line, PageContent, Picture
from exporter.writers.pdf.engines.pluto.galley import Galley
from exporter.writers.pdf.engines.pluto.inks import Inks
from exporter.writers.pdf.engines.pluto.kept import INLINE, avoids_after, avoids_before, is_whole, name_of


@dataclass(slots=True)
class Row:
    """A line of text across the column, or a row of a table, or a picture: on which page, and where it ends.

    ``first`` is what was painted first of it; ``block`` the element of its paragraph. ``y`` is from the page's top.
    """

    page: int
    block: etree._Element
    first: Line | Picture
    top: float
    y: float
    size: float
    items: list[Line | Picture] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Break:
    """A page that has to begin earlier: with ``element``, or where a line begins in its text (``line``).

    ``page`` is the one before it.
    """

    element: etree._Element | None
    line: Line | None
    above: tuple[etree._Element, ...] = ()
    page: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """What a line needs below where it begins, in points, so that those after it are on the same page."""

    line: Line
    height: float


class Rows:
    """The rows of a document in their order, and which of them stay together."""

    def __init__(
        self,
        inks: Inks,
        pages: Sequence[tuple[float, PageContent | Galley]],
        heads: Collection[int],
        openings: Collection[etree._Element] = (),
    ) -> None:
        self.inks, self.openings = inks, openings
        self.blocks: dict[int, etree._Element] = {}
        self.rows: list[Row] = []
        self.known: dict[int, bool] = {}
        seen: dict[int, int] = {}
        for height, content in pages:
            for item in content.painted:
                if item.element in heads and seen.setdefault(item.element, item.page) != item.page:
                    continue  # a table's head once more
                self._add(item, height)

    def _add(self, item: Line | Picture, height: float) -> None:
        block = self._block(item.element)
        match item:
            case Line():
                top, y, size = item.y - item.size, item.y, item.size
            case Picture():
                top, y, size = height - item.box[3], height - item.box[1], 0.0
        last = self.rows[-1] if self.rows else None
        if last is not None and last.page == item.page and _same_row(last, block, y, size):
            last.top, last.y, last.size = min(last.top, top), max(last.y, y), max(last.size, size)
            last.items.append(item)
            if isinstance(last.first, Line) and last.first.marker:
                last.first, last.block = item, block
            return
        self.rows.append(Row(item.page, block, item, top, y, size, [item]))

    def _block(self, number: int) -> etree._Element:
        if number not in self.blocks:
            element = self.inks.elements[number]
            row = next(element.iterancestors("{*}tr"), None)
            while row is None and name_of(element) in INLINE and (parent := element.getparent()) is not None:
                element = parent
            self.blocks[number] = element if row is None else row
        return self.blocks[number]

    def belongs(self, at: int) -> bool:
        """Whether a row has to be on the page of the one before it."""
        if at not in self.known:
            self.known[at] = at > 0 and self._belongs(at)
        return self.known[at]

    def _belongs(self, at: int) -> bool:
        rows, before, here = self.rows, self.rows[at - 1], self.rows[at]
        if before.block is here.block:
            begins = at < 2 or rows[at - 2].block is not here.block
            ends = at + 1 == len(rows) or rows[at + 1].block is not here.block
            return begins or ends or any(map(is_whole, _line_of(here.block)))
        ended, begun = between(before.block, here.block)
        if any(element in self.openings for element in begun):
            return False
        if any(map(avoids_after, ended)) or any(map(avoids_before, begun)) or _after_head(before.block, here.block):
            return True
        if begun and _is_below_item(begun[-1]):
            return True
        return any(map(is_whole, _line_of(here.block)[len(begun) :]))

    def wrong(self) -> Iterator[Break]:
        """The first page that has to begin earlier; none where all is well, or cannot be better.

        Where an opening begins a page, what stands before it moves nothing after it: the first page of each.
        """
        found = False
        for at, (before, here) in enumerate(zip(self.rows, self.rows[1:], strict=False), 1):
            if before.page == here.page:
                continue
            if found and self.openings:
                found = not self.opens(at)
            if found or not self.belongs(at):
                continue
            start = at
            while start and self.belongs(start) and self.rows[start - 1].page == before.page:
                start -= 1
            if start and self.rows[start - 1].page == before.page:
                found = True
                yield self._break(start)

    def begins(self) -> Iterator[tuple[int, etree._Element]]:
        """The pages that begin with a block, and the outermost element that begins there."""
        for before, here in pairwise(self.rows):
            if before.page != here.page and before.block is not here.block:
                _, begun = between(before.block, here.block)
                if begun:
                    yield here.page, begun[-1]

    def opens(self, at: int) -> bool:
        """Whether an opening begins with a row."""
        _, begun = between(self.rows[at - 1].block, self.rows[at].block)
        return any(element in self.openings for element in begun)

    def _break(self, at: int) -> Break:
        before, here = self.rows[at - 1], self.rows[at]
        if before.block is here.block:
            return Break(None, _line(here), page=here.page)
        _, begun = between(before.block, here.block)
        return Break(begun[-1], None, tuple(begun), here.page) if begun else Break(None, _line(here), page=here.page)

    def rooms(self) -> Iterator[Room]:
        """What each line that begins neither block nor page alone needs of room for those that belong to it."""
        at, rows = 1, self.rows
        while at < len(rows):
            end = at + 1
            while end < len(rows) and self.belongs(end):
                end += 1
            inside = rows[at - 1].block is rows[at].block and not any(map(is_whole, _line_of(rows[at].block)))
            if end > at + 1 and inside and not self.belongs(at) and (line := _line(rows[at])) is not None:
                steps = sum(self._step(here) for here in range(at + 1, end))
                yield Room(line, steps + self._height(end - 1) - 1)
            at = end

    def _height(self, at: int) -> float:
        """How high a row is, with the white that its line brings."""
        row, before = self.rows[at], self.rows[at - 1]
        same = before.block is row.block and before.page == row.page
        return row.y - before.y if same else 1.5 * row.size

    def _step(self, at: int) -> float:
        """How far a row is below the one before it, were they on one page."""
        before, here = self.rows[at - 1], self.rows[at]
        if before.page == here.page:
            return here.y - before.y
        gap = 0.0 if before.block is here.block else 6.0
        return 1.5 * here.size + gap if here.size else here.y - here.top


def _line(row: Row) -> Line | None:
    """The line of text that a row begins with, if it begins with one."""
    return row.first if isinstance(row.first, Line) and not row.first.marker else None


def _same_row(last: Row, block: etree._Element, y: float, size: float) -> bool:
    if last.block is block and name_of(block) == "tr":
        return True
    return abs(y - last.y) < 0.6 * max(min(size, last.size), 4)


def _line_of(element: etree._Element) -> list[etree._Element]:
    return [element, *element.iterancestors()]


def between(before: etree._Element, here: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
    """The elements that end after ``before`` and those that begin with ``here``, each the innermost first."""
    old, new = _line_of(before), _line_of(here)
    while old and new and old[-1] is new[-1]:
        old.pop()
        new.pop()
    return old, new


def _is_below_item(element: etree._Element) -> bool:
    """Whether it is a list in an item, which begins on the item's page."""
    parent = element.getparent()
    return parent is not None and name_of(element) in ("ul", "ol") and name_of(parent) == "li"


def _after_head(before: etree._Element, here: etree._Element) -> bool:
    """Whether a row of a table follows its head."""
    parent, other = before.getparent(), here.getparent()
    return parent is not None and parent is not other and name_of(parent) == "thead" and name_of(here) == "tr"
