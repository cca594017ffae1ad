"""The header cells of data cells, named cell by cell where the position alone is not enough.

PDF viewers look for headers by Scope in simple ways; where headers span or stand in several rows or columns, each cell
names its own (ISO 32000-1, 14.8.5.7; ISO 14289-1, 7.5). The assignment is HTML's (HTML 4.9.12.2), so that a table says
the same in every format.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from exporter.model import Cell, Row, Table
from exporter.records import record
from exporter.writers.xhtml.table import column_numbers

MAX_SPAN = 1_000
"""Columns or rows of one cell that are looked at (HTML's own limit on colspan)."""


@record
class _Place:
    """A cell in the grid. ``scope`` is "col", "row" or "" for data; ``group`` numbers its row group."""

    cell: Cell
    row: int
    column: int
    scope: str
    group: int
    groups: bool

    def rows(self) -> range:
        return range(self.row, self.row + min(self.cell.rowspan, MAX_SPAN))

    def columns(self) -> range:
        return range(self.column, self.column + min(self.cell.colspan, MAX_SPAN))


def header_names(table: Table, prefix: str) -> tuple[dict[int, str], dict[int, list[str]]]:
    """The IDs of header cells and, for each data cell, the IDs of its headers, rows' before columns', outermost first.

    Both by the cell's identity, and empty for a table whose headers are one row above and one column before the data:
    there Scope says it all. IDs begin with ``prefix``. Where the author named headers, theirs are used instead.
    """
    places = list(_grid(table))
    if _is_simple(places) or any(place.cell.headers for place in places):
        return {}, {}
    lines = _lines(places)
    heads = {id(place.cell): _headers(place, lines) for place in places if not place.scope}
    used = {id(head.cell): head for found in heads.values() for head in found}
    names = {key: f"{prefix}-{head.row + 1}-{head.column + 1}" for key, head in used.items()}
    return names, {key: [names[id(head.cell)] for head in found] for key, found in heads.items() if found}


def _is_simple(places: list[_Place]) -> bool:
    return all(
        place.cell.rowspan == place.cell.colspan == 1
        and not place.groups
        and (place.row == 0 if place.scope == "col" else place.column == 0)
        for place in places
        if place.scope
    )


def _grid(table: Table) -> Iterator[_Place]:
    groups: list[tuple[tuple[Row, ...], str]] = [(table.head, "col")]
    groups += [(body.rows, "row") for body in table.bodies]
    groups += [(table.foot, "row")]
    start = 0
    for group, (rows, usual) in enumerate(groups):
        for number, (row, columns) in enumerate(zip(rows, column_numbers(rows), strict=True), start):
            for cell, column in zip(row.cells, columns, strict=True):
                scope = (cell.scope or usual) if cell.header else ""
                whole = scope == "rowgroup"
                yield _Place(cell, number, column, scope.removesuffix("group"), group, whole)
        start += len(rows)


@record
class _Lines:
    """A table's rows and columns, each as what is met on the way through it, and the headers of its row groups.

    A line holds where each header stands and, for data, only where a run of it begins: a column of a thousand figures
    below its header is two entries, so that a table costs what its headers cost.
    """

    rows: dict[int, list[tuple[int, _Place | None]]]
    columns: dict[int, list[tuple[int, _Place | None]]]
    groups: list[_Place]


def _lines(places: list[_Place]) -> _Lines:
    slots = {(row, column): place for place in places for row in place.rows() for column in place.columns()}
    made = _Lines({}, {}, [place for place in places if place.groups])
    for (row, column), place in sorted(slots.items(), key=lambda item: item[0]):
        for line, at in ((made.rows.setdefault(row, []), column), (made.columns.setdefault(column, []), row)):
            if place.scope:
                line.append((at, place))
            elif not line or line[-1][1] is not None:
                line.append((at, None))
    return made


def _headers(place: _Place, lines: _Lines) -> list[_Place]:
    found: dict[int, _Place] = {}
    for other in lines.groups:  # a row group's header holds from its place to the end of the group
        if other.group == place.group and other.row <= place.row and other.column <= place.column:
            found.setdefault(id(other.cell), other)
    for row in place.rows():
        for head in _scan(lines.rows.get(row, []), place.column, "row"):
            found.setdefault(id(head.cell), head)
    for column in place.columns():
        for head in _scan(lines.columns.get(column, []), place.row, "col"):
            found.setdefault(id(head.cell), head)
    return list(found.values())


def _scan(line: list[tuple[int, _Place | None]], start: int, scope: str) -> list[_Place]:
    """The headers met on the way from before ``start`` to the table's edge, the farthest first (HTML 4.9.12.2).

    A header that stands beyond data is hidden by a nearer one that is as wide (or as high) and in the same line.
    """
    found: list[_Place] = []
    block: list[_Place] = []
    hidden: set[tuple[int, int]] = set()
    for _, here in reversed(line[: bisect_left(line, start, key=lambda item: item[0])]):
        if here is None:
            hidden |= {_span(head, scope) for head in block}
            block = []
            continue
        block.append(here)
        if here.scope == scope and _span(here, scope) not in hidden and here not in found:
            found.append(here)
    return found[::-1]


def _span(head: _Place, scope: str) -> tuple[int, int]:
    return (head.column, head.cell.colspan) if scope == "col" else (head.row, head.cell.rowspan)
