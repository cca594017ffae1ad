"""Tables of a DOCX (ECMA-376 part 1, 17.4): header rows, the first column where the table's look says so, spans."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from exporter.model import Cell, HeaderScope, Row, Table, TableBody
from exporter.readback.docx.state import Place, Reading, parts_of
from exporter.readback.docx.styles import Element, W, first_child, held, is_on, said, value

HEADING_STYLE = re.compile(r"(?:quote (?:\d )?)?table heading\b")


@dataclass(slots=True)
class _Grid:
    """Rows being built; ``open`` holds for each column the row and cell a vertical merge began in."""

    rows: list[list[Cell]]
    open: dict[int, tuple[int, int]]


def table(reading: Reading, place: Place, made: Element) -> Table:
    """A table with what Word tells assistive technology about its headers."""
    properties = made.find(W + "tblPr")
    look = None if properties is None else properties.find(W + "tblLook")
    first_column = look is not None and _first_column(look)
    by_style = look is None  # what a table says of itself goes before the look of its cells: it is what Word goes by
    grid = _Grid([], {})
    head = 0
    rows = [row for part in parts_of(made) for row in _rows(part)]
    some = not (first_column or by_style) and _some_rows_headed(reading, place, rows)
    for number, row in enumerate(rows):
        is_head = is_on(value(row, "trPr", "tblHeader"))
        if is_head and head == number:
            head = number + 1
        styled = by_style or (some and not all(_headings(reading, place, row)))
        _row(reading, place, grid, row, is_head=is_head, first_column=first_column, by_style=styled)
    built = [Row(tuple(cells)) for cells in grid.rows]
    bodies = (TableBody(tuple(built[head:])),) if built[head:] else ()
    caption = value(properties, "tblCaption") or ""
    return Table(
        bodies,
        tuple(built[:head]),
        caption=(),
        description=_description(value(properties, "tblDescription") or "", caption),
    )


def _description(description: str, caption: str) -> str:
    return description if description != caption else ""


def _first_column(look: Element) -> bool:
    stated = look.get(W + "firstColumn")
    if stated is not None:
        return is_on(stated)
    bits = look.get(W + "val") or "0"
    try:
        return bool(int(bits, 16) & 0x0080)
    except ValueError:
        return False


def _rows(part: Element) -> list[Element]:
    if part.tag == W + "tr":
        return [part]
    return list(part.iter(W + "tr")) if part.tag == W + "sdt" else []


def _row(
    reading: Reading, place: Place, grid: _Grid, row: Element, *, is_head: bool, first_column: bool, by_style: bool
) -> None:
    cells: list[Cell] = []
    grid.rows.append(cells)
    column = _count(value(row, "trPr", "gridBefore"), 0)
    for made in (one for part in parts_of(row) for one in _cells(part)):
        properties = held(first_child(made, W + "tcPr"))
        width, merge = _count(said(properties, "gridSpan"), 1), said(properties, "vMerge")
        if merge is not None and merge != "restart" and column in grid.open:
            at, cell = grid.open[column]
            grid.rows[at][cell] = replace(grid.rows[at][cell], rowspan=len(grid.rows) - at)
        else:
            header = is_head or (first_column and column == 0) or (by_style and _in_heading_style(reading, place, made))
            if merge == "restart":
                grid.open[column] = (len(grid.rows) - 1, len(cells))
            else:
                grid.open.pop(column, None)
            scope: HeaderScope = "col" if is_head else "row"
            inner = reading.blocks(reading, place, made)
            cells.append(Cell(inner, header, scope if header else "", 1, width))
        column += width


def _some_rows_headed(reading: Reading, place: Place, rows: list[Element]) -> bool:
    """Whether headers stand before some rows only: no look says that of a table, so that of its cells does."""
    below = [row for row in rows if not is_on(value(row, "trPr", "tblHeader"))]
    found = [_headings(reading, place, row) for row in below]
    return any(any(row) for row in found) and not all(row[:1] == [True] for row in found)


def _headings(reading: Reading, place: Place, row: Element) -> list[bool]:
    return [_in_heading_style(reading, place, cell) for part in parts_of(row) for cell in _cells(part)]


def _in_heading_style(reading: Reading, place: Place, cell: Element) -> bool:
    """Whether a cell's words are in a style that is named for table headings."""
    names = [
        reading.registry.styles.resolve(value(one, "pPr", "pStyle") or "").names[:1] for one in cell.findall(W + "p")
    ]
    return bool(names) and all(name and HEADING_STYLE.match(name[0]) for name in names)


def _count(stated: str | None, default: int) -> int:
    return min(int(stated), 1000) if stated and stated.isdecimal() else default


def _cells(part: Element) -> list[Element]:
    if part.tag == W + "tc":
        return [part]
    return list(part.iter(W + "tc")) if part.tag == W + "sdt" else []
