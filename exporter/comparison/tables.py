"""Tables as grids: size, header cells with what they are headers of, spans, description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exporter.comparison.facts import Unit
from exporter.comparison.loss import Comparison
from exporter.model import Cell, Row, Table, plain_text

NO_GROUPS = ("pdf", "docx")
"""Formats whose header cells head a row or a column and nothing between (ISO 32000-1, table 349; ECMA-376, 17.4)."""
MAX_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in its place; ``scope`` is the one that holds, "" for a data cell."""

    row: int
    column: int
    cell: Cell
    scope: str


def compare_tables(made: Comparison) -> None:
    """Compare every table of the original with the one its words are in now."""
    first: dict[int, Unit] = {}
    for unit in made.before.units:
        for frame in unit.path:
            first.setdefault(frame.number, unit)
    for number, table in made.before.tables.items():
        found = made.frames.get(number)
        if found is not None and isinstance(found.node, Table):
            for kind, message in table_differences(table, found.node, groups=made.format not in NO_GROUPS):
                made.lose(kind, "changed", message, first.get(number), made.where.get(number))


def table_differences(old: Table, new: Table, *, groups: bool = True) -> Iterator[tuple[str, str]]:
    """What differs between two tables as (kind, message); ``groups``: whether scopes of groups are told from others."""
    before, after = list(grid(old)), list(grid(new))
    size, other_size = _size(before), _size(after)
    if size != other_size:
        yield "table", f"the table has {other_size[0]} rows and {other_size[1]} columns, not {size[0]} and {size[1]}"
    found = {(placed.row, placed.column): placed for placed in after}
    for placed in before:
        match = found.get((placed.row, placed.column))
        if match is None:
            continue
        yield from _cell_differences(placed, match, groups)
    if " ".join(old.description.split()) != " ".join(new.description.split()):
        yield "table", "the table's description is not the same"


def _cell_differences(old: Placed, new: Placed, groups: bool) -> Iterator[tuple[str, str]]:
    where = f"row {old.row + 1}, column {old.column + 1}"
    words = " ".join(plain_text(old.cell.blocks).split())
    where += f" (“{words[:30]}”)" if words else ""
    empty = not words and not new.cell.blocks
    if (old.cell.rowspan, old.cell.colspan) != (new.cell.rowspan, new.cell.colspan):
        yield (
            "table",
            f"{where} spans {new.cell.rowspan} × {new.cell.colspan}, not {old.cell.rowspan} × {old.cell.colspan}",
        )
    if old.cell.header != new.cell.header and not empty:
        yield "table headers", f"{where} is {'no longer a header' if old.cell.header else 'now a header'}"
    elif old.cell.header and not empty and _scope(old, groups) != _scope(new, groups):
        yield "table headers", f"{where} is the header of a {new.scope}, not of a {old.scope}"


def _scope(placed: Placed, groups: bool) -> str:
    return placed.scope if groups else placed.scope.removesuffix("group")


def _size(placed: list[Placed]) -> tuple[int, int]:
    rows = max((one.row for one in placed), default=-1) + 1
    return rows, max((one.column + one.cell.colspan for one in placed), default=0)


def grid(table: Table) -> Iterator[Placed]:
    """Every cell with its row and column, spans taken into account (HTML 4.9.12)."""
    groups: list[tuple[tuple[Row, ...], str]] = [(table.head, "col")]
    groups += [(body.rows, "row") for body in table.bodies]
    groups += [(table.foot, "row")]
    below: dict[int, int] = {}
    number = 0
    for rows, scope in groups:
        for row in rows:
            column = 0
            taken = {place for place, left in below.items() if left > 0}
            below = {place: left - 1 for place, left in below.items() if left > 1}
            for cell in row.cells:
                while column in taken:
                    column += 1
                yield Placed(number, column, cell, (cell.scope or scope) if cell.header else "")
                if cell.rowspan > 1:
                    below.update(
                        (place, cell.rowspan - 1) for place in range(column, column + min(cell.colspan, MAX_COLUMNS))
                    )
                column += cell.colspan
            number += 1
