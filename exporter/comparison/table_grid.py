"""The cells of a table in their places: the row and column that each begins in (HTML 4.9.12)."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.model import Cell, Row, Table
from exporter.records import record

MAX_COLUMNS = 1_000


@record
class Placed:
    """A cell in its place; ``scope`` is the one that holds, "" for a data cell.

    ``group`` numbers the head, the bodies and the foot.
    """

    row: int
    column: int
    cell: Cell
    scope: str
    group: int = 0


def grid(table: Table) -> Iterator[Placed]:
    """Every cell with its row and column, spans taken into account (HTML 4.9.12)."""
    groups: list[tuple[tuple[Row, ...], str]] = [(table.head, "col")]
    groups += [(body.rows, "row") for body in table.bodies]
    groups += [(table.foot, "row")]
    below: dict[int, int] = {}
    number = 0
    for group, (rows, scope) in enumerate(groups):
        for row in rows:
            column = 0
            taken = {place for place, left in below.items() if left > 0}
            below = {place: left - 1 for place, left in below.items() if left > 1}
            for cell in row.cells:
                while column in taken:
                    column += 1
                yield Placed(number, column, cell, (cell.scope or scope) if cell.header else "", group)
                if cell.rowspan > 1:
                    below.update(
                        (place, cell.rowspan - 1) for place in range(column, column + min(cell.colspan, MAX_COLUMNS))
                    )
                column += cell.colspan
            number += 1
