"""Which cells of a table head others, and which way: as a browser computes it (HTML Standard, 4.9.12.1, state auto).

Beyond the standard: an empty corner is not data, a row of headers beside a corner with words is the head, and rows
that only look like heads are read as such and reported (WCAG 2.2, failure F91).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from exporter.model import (
    Blocks,
    Cell,
    HeaderScope,
    Image,
    Row,
    Styled,
    Table,
    TableBody,
    Text,
    says_something,
    transform,
    walk,
)
from exporter.readers.html.state import Reading

Spot = tuple[int, int]
"""The row and the place in it of a cell."""


def with_heads(reading: Reading, made: Table, *, is_bold: bool) -> Table:
    """The table with its head, where it has none in so many words, and a scope for each header that says none.

    ``is_bold``: styles set the first row in bold, and no other.
    """
    if made.head:
        return _with_scopes(_with_named_head(reading, made))
    rows = [row for body in made.bodies for row in body.rows]
    bold = _bold_head(rows, is_bold=is_bold)
    if bold is not None:
        reading.report("HTML014", "a first row in bold was read as the table's header row", made.pos)
        rows = [bold, *rows[1:]]
    count = next((number for number, row in enumerate(rows) if not _heads_columns(row)), len(rows))
    if not count and len(rows) > 1 and _is_beside_corner(rows):
        count = 1
    reach = max((number + cell.rowspan for number, row in enumerate(rows[:count]) for cell in row.cells), default=0)
    if not 0 < count < len(rows) or reach > count:
        return _with_scopes(made)
    head = tuple(replace(row, cells=tuple(_scoped(cell, "col") for cell in row.cells)) for row in rows[:count])
    bodies: list[TableBody] = []
    for body in made.bodies:
        left = body.rows[count:]
        count = max(count - len(body.rows), 0)
        if left:
            bodies.append(replace(body, rows=left, pos=left[0].pos))
    return _with_scopes(replace(made, head=head, bodies=tuple(bodies)))


def shows_something(blocks: Blocks) -> bool:
    """Whether a cell has words or a picture."""
    return says_something(*blocks) or any(isinstance(item, Image) for item in walk(blocks))


def _with_named_head(reading: Reading, made: Table) -> Table:
    """A table whose ``thead`` has no header cell: by its place its cells are headers (HTML Standard, 4.9.6)."""
    if any(cell.header for row in made.head for cell in row.cells) or not (made.bodies or made.foot):
        return made
    head = tuple(
        replace(row, cells=tuple(_as_header(cell) if shows_something(cell.blocks) else cell for cell in row.cells))
        for row in made.head
    )
    reading.report("HTML014", "the cells of the table's head were read as header cells", made.pos)
    return replace(made, head=head)


def _heads_columns(row: Row) -> bool:
    """Whether a row holds headers and, beside them, nothing but empty cells (the corner of a two-way table)."""
    return any(cell.header for cell in row.cells) and all(
        (cell.header and cell.scope in ("", "col", "colgroup", "row")) or not shows_something(cell.blocks)
        for cell in row.cells
    )


def _is_beside_corner(rows: Sequence[Row]) -> bool:
    """Whether a first row is headers beside one corner with words, and no other row looks like it."""
    if not rows[0].cells:
        return False
    corner, *others = rows[0].cells
    if corner.header or len(others) < 2 or not all(cell.header and cell.scope != "row" for cell in others):
        return False
    return all(any(not cell.header for cell in row.cells[1:]) for row in rows[1:])


def _bold_head(rows: Sequence[Row], *, is_bold: bool) -> Row | None:
    """The first row as a head, where every cell of it is bold and no other row is; None for any other."""
    if len(rows) < 2 or any(cell.header for row in rows for cell in row.cells) or len(rows[0].cells) < 2:
        return None
    filled = [cell for cell in rows[0].cells if shows_something(cell.blocks)]
    if not filled or not (is_bold or all(map(_is_bold, filled))):
        return None
    if any(all(map(_is_bold, row.cells)) for row in rows[1:]):
        return None
    return replace(rows[0], cells=tuple(_as_header(cell) if cell in filled else cell for cell in rows[0].cells))


def _is_bold(cell: Cell) -> bool:
    held = [item for block in cell.blocks for item in getattr(block, "content", (block,))]
    held = [item for item in held if not isinstance(item, Text) or item.text.strip()]
    return bool(held) and all(isinstance(item, Styled) and item.kind == "strong" for item in held)


def _as_header(cell: Cell) -> Cell:
    """A cell as the header of its column; it is bold as such, so its words are not."""
    plain = transform(cell, lambda item: item.content if isinstance(item, Styled) and item.kind == "strong" else item)
    return replace(plain, header=True, scope="col")


def _scoped(cell: Cell, scope: HeaderScope) -> Cell:
    kept = cell.scope in ("colgroup", "rowgroup")
    return replace(cell, scope=scope) if cell.header and not kept else cell


# --- scopes -----------------------------------------------------------------------------------------------------------


def _with_scopes(made: Table) -> Table:
    """The table with a scope for each header that says none."""
    groups = [*(body.rows for body in made.bodies), made.foot]
    if not any(cell.header and not cell.scope for rows in groups for row in rows for cell in row.cells):
        return made
    first = not made.head
    bodies: list[TableBody] = []
    for body in made.bodies:
        bodies.append(replace(body, rows=_scoped_rows(body.rows, first=first)))
        first = False
    return replace(made, bodies=tuple(bodies), foot=_scoped_rows(made.foot, first=False))


def _scoped_rows(rows: tuple[Row, ...], *, first: bool) -> tuple[Row, ...]:
    """Headers head their column where their row has no data, else their row where their column has none.

    One with data both ways heads its column in the first row of a table (``first``), and its row in any other.
    """
    if not any(cell.header and not cell.scope for row in rows for cell in row.cells):
        return rows
    columns, data = _grid(rows)
    made: list[Row] = []
    for number, row in enumerate(rows):
        heads_columns = _heads_columns(row)
        cells: list[Cell] = []
        for at, cell in enumerate(row.cells):
            if cell.header and not cell.scope:
                over_data = any(column in data for column in columns[number, at])
                down = heads_columns or (first and not number and over_data)
                cell = replace(cell, scope="col" if down else "row")
            cells.append(cell)
        made.append(replace(row, cells=tuple(cells)))
    return tuple(made)


def _grid(rows: Iterable[Row]) -> tuple[dict[Spot, range], set[int]]:
    """The columns that each cell covers, and the columns that hold data (4.9.12, forming a table)."""
    columns: dict[Spot, range] = {}
    data: set[int] = set()
    taken: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for at, cell in enumerate(row.cells):
            while taken.get(column, 0) > 0:
                column += 1
            columns[number, at] = range(column, column + cell.colspan)
            if not cell.header and shows_something(cell.blocks):
                data.update(columns[number, at])
            taken.update(dict.fromkeys(columns[number, at], cell.rowspan))
            column += cell.colspan
        taken = {place: left - 1 for place, left in taken.items() if left > 1}
    return columns, data
