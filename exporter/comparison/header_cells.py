"""Which header cells are heard with a data cell: those that it names, else those of its row and column (HTML 4.9.12.2).

Found in one way down the rows of a table, by code that shares nothing with the writers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from exporter.comparison.table_grid import Placed
from exporter.model import plain_text

MAX_SLOTS = 200_000
"""Places of a table that are looked at; a larger one is not compared header by header."""
MAX_SPAN = 1_000

Spot = tuple[int, int]
"""The row and the column of a cell, from 0."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A header cell: where it stands, what it heads ("row", "col"), its span across the line, the run it is in."""

    spot: Spot
    scope: str
    span: tuple[int, int]
    silent: bool
    run: int = 0


@dataclass(slots=True)
class _Line:
    """A row or a column as far as it has been walked: the header cells that are not hidden by nearer ones."""

    heads: list[_Head] = field(default_factory=list)
    run: int = 0
    data: bool = False

    def meet(self, head: _Head) -> None:
        """Pass a header cell. One beyond data with the same span is hidden by it."""
        self.run += self.data
        self.data = False
        self.heads = [one for one in self.heads if one.span != head.span or one.run == self.run]
        self.heads.append(replace(head, run=self.run))

    def found(self, scope: str) -> Iterator[Spot]:
        """The headers of what comes next."""
        return (one.spot for one in self.heads if one.scope == scope and not one.silent)


def headers_of(cells: Sequence[Placed]) -> dict[Spot, frozenset[Spot]]:
    """Data cell → its header cells, of the cells of one table; empty for a table that is too large."""
    slots = _slots(cells)
    names = {one.cell.id: (one.row, one.column) for one in cells if one.cell.id}
    found: dict[Spot, set[Spot]] = {}
    columns: dict[int, _Line] = {}
    row, line = -1, _Line()
    for at, column in sorted(slots):
        if at != row:
            row, line = at, _Line()
        one, down = slots[at, column], columns.setdefault(column, _Line())
        spot, silent = (one.row, one.column), not plain_text(one.cell.blocks).strip()
        if not one.scope:
            heads = found.setdefault(spot, set())
            if column == one.column:
                heads.update(line.found("row"))
            if at == one.row:
                heads.update(down.found("col"))
            line.data = down.data = True
            continue
        scope = one.scope.removesuffix("group")
        if column == one.column:
            line.meet(_Head(spot, scope, (one.row, one.cell.rowspan), silent))
        if at == one.row:
            down.meet(_Head(spot, scope, (one.column, one.cell.colspan), silent))
    return {
        (one.row, one.column): frozenset(names[name] for name in one.cell.headers if name in names)
        if one.cell.headers
        else frozenset(found[one.row, one.column]) | _of_group(one, cells)
        for one in cells
        if not one.scope and (one.row, one.column) in found
    }


def _of_group(place: Placed, cells: Sequence[Placed]) -> frozenset[Spot]:
    """A header of a group of rows holds from its place to the end of the group."""
    return frozenset(
        (one.row, one.column)
        for one in cells
        if one.scope == "rowgroup"
        and one.group == place.group
        and one.row <= place.row
        and one.column <= place.column
        and plain_text(one.cell.blocks).strip()
    )


def _slots(cells: Sequence[Placed]) -> dict[Spot, Placed]:
    """Every place of the grid with the cell that fills it."""
    found: dict[Spot, Placed] = {}
    for one in cells:
        for row in range(one.row, one.row + min(one.cell.rowspan, MAX_SPAN)):
            for column in range(one.column, one.column + min(one.cell.colspan, MAX_SPAN)):
                found[row, column] = one
        if len(found) > MAX_SLOTS:
            return {}
    return found
