"""Header cells as a person decided them: so many first rows, so many first columns (HTML, 4.9.12)."""

from __future__ import annotations

from dataclasses import replace

from exporter.model import Cell, Row, Table, TableBody


def with_headers(table: Table, rows: int, columns: int) -> Table:
    """``table`` whose first ``rows`` rows and ``columns`` columns, and no others, are header cells.

    The header rows are its head, unless a cell reaches from them into the next row.
    """
    bodies = [[*table.head], *([*body.rows] for body in table.bodies)]
    flat = [row for group in bodies for row in group]
    marked = _marked(flat, rows, columns)
    foot = tuple(_marked(list(table.foot), 0, columns))
    crossing = any(cell.rowspan > rows - at for at, row in enumerate(marked[:rows]) for cell in row.cells)
    if rows >= len(marked) or crossing:
        return replace(table, head=(), bodies=(TableBody(tuple(marked)),), foot=foot)
    rest = marked[rows:]
    made: list[TableBody] = []
    if len(table.bodies) > 1 and rows == len(table.head):  # groups stay what they are
        at = 0
        for body in table.bodies:
            made.append(replace(body, rows=tuple(rest[at : at + len(body.rows)])))
            at += len(body.rows)
    else:
        made.append(TableBody(tuple(rest)))
    return replace(table, head=tuple(marked[:rows]), bodies=tuple(made), foot=foot)


def _marked(rows: list[Row], first: int, columns: int) -> list[Row]:
    """``rows`` with their header cells; which column a cell is in depends on those that span rows above it."""
    taken: set[tuple[int, int]] = set()
    made: list[Row] = []
    for at, row in enumerate(rows):
        column = 0
        cells: list[Cell] = []
        for cell in row.cells:
            while (at, column) in taken:
                column += 1
            for down in range(1, min(cell.rowspan, len(rows) - at)):
                taken.update((at + down, column + across) for across in range(cell.colspan))
            cells.append(_as(cell, row_head=at < first, column_head=column < columns))
            column += cell.colspan
        made.append(replace(row, cells=tuple(cells)))
    return made


def _as(cell: Cell, *, row_head: bool, column_head: bool) -> Cell:
    if row_head:
        return replace(cell, header=True, scope="col", headers=())
    if column_head:
        return replace(cell, header=True, scope="row", headers=())
    return replace(cell, header=False, scope="", headers=())


def shape(table: Table) -> tuple[int, int]:
    """How many rows and columns a table has."""
    rows = [*table.head, *(row for body in table.bodies for row in body.rows), *table.foot]
    return len(rows), max((sum(cell.colspan for cell in row.cells) for row in rows), default=0)
