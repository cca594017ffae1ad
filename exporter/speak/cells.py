"""Which headers a table cell has (HTML 4.9.12.1, ISO 32000-1 14.8.5.7), so that a listener hears them with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from exporter.comparison.table_grid import MAX_COLUMNS, Placed, grid
from exporter.model import Table, plain_text


@dataclass(frozen=True, slots=True)
class _Heading:
    """A header cell that heads a column (or a row): its words, how wide (or high) it is."""

    words: str
    size: int


@dataclass(slots=True)
class _Line:
    """The headers that hold in one column or row so far. One that comes after data takes the place of its like."""

    headings: list[_Heading] = field(default_factory=list)
    closed: bool = False

    def add(self, heading: _Heading) -> None:
        if self.closed:
            self.headings = [other for other in self.headings if other.size != heading.size]
            self.closed = False
        self.headings.append(heading)

    def words(self) -> list[str]:
        self.closed = True
        return [heading.words for heading in self.headings if heading.words]


def cells(table: Table) -> list[tuple[Placed, str]]:
    """Every cell with what is told before its words: that it is a header, or its headers, rows' before columns'."""
    columns: dict[int, _Line] = {}
    rows: dict[int, _Line] = {}
    placed = list(grid(table))
    by_id = {one.cell.id: words_of(one) for one in placed if one.cell.id and one.cell.headers == ()}
    told: list[tuple[Placed, str]] = []
    for one in placed:
        if one.scope:
            told.append((one, f"{'column' if one.scope.startswith('col') else 'row'} header"))
            _add(one, columns, rows)
            continue
        named = [by_id.get(name, "") for name in one.cell.headers]
        heads = named if any(named) else [*_line(rows, one.row).words(), *_line(columns, one.column).words()]
        told.append((one, ", ".join(dict.fromkeys(filter(None, heads)))))
    return told


def words_of(placed: Placed) -> str:
    """The words of a cell, white space folded."""
    return " ".join(plain_text(placed.cell.blocks).split())


def _line(lines: dict[int, _Line], number: int) -> _Line:
    return lines.setdefault(number, _Line())


def _add(one: Placed, columns: dict[int, _Line], rows: dict[int, _Line]) -> None:
    words = words_of(one)
    if one.scope.startswith("col"):
        for column in range(one.column, one.column + min(one.cell.colspan, MAX_COLUMNS)):
            _line(columns, column).add(_Heading(words, one.cell.colspan))
    else:
        for row in range(one.row, one.row + min(one.cell.rowspan, MAX_COLUMNS)):
            _line(rows, row).add(_Heading(words, one.cell.rowspan))
