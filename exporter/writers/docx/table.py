"""Tables (ECMA-376 part 1, 17.4): header rows that repeat, a first column of headers, spans, rows kept whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from exporter.model import Cell, Row, Table, plain_text
from exporter.writers.docx.state import Place, State
from exporter.writers.docx.xml import Element, w
from exporter.writers.number_columns import number_columns

TEXT = "Table Text"
HEADING = "Table Heading"
"""The style of words in header cells. LibreOffice takes a cell that begins in it for a header, also in a column."""

Blocks = Callable[[State, Element, tuple[object, ...], Place], None]


def table(
    state: State, node: Table, place: Place, write_cell: Callable[[State, Element, Cell, Place], None]
) -> Element:
    """A ``w:tbl``. ``write_cell`` appends a cell's blocks to it."""
    rows = [*node.head, *(row for body in node.bodies for row in body.rows), *node.foot]
    grid = _grid(rows)
    columns = max((sum(span for _, span, _ in line) for line in grid), default=1) or 1
    widths = _widths(node, grid, columns, place.width)
    made = w("tbl", _properties(node, rows, rtl=place.rtl), w("tblGrid", *(w("gridCol", w=width) for width in widths)))
    alignments: list[str] = [column.align for column in node.columns[:columns]]
    alignments += [""] * (columns - len(alignments))
    for number in number_columns(node):
        alignments[number] = "left" if place.rtl else "right"
    names = _names(node)
    for number, (row, line) in enumerate(zip(rows, grid, strict=True)):
        written = _row(state, line, widths, alignments, number < len(node.head) or _is_header(row), place, write_cell)
        if names[number] and (first := written.find(w("tc").tag)) is not None:
            first[1:1] = state.bookmarks(*names[number])  # behind the cell's properties
        made.append(written)
    return made


def _names(node: Table) -> list[tuple[str, ...]]:
    """The ids of each row: its own, and that of the body it opens."""
    found: list[tuple[str, ...]] = [(row.id,) if row.id else () for row in node.head]
    for body in node.bodies:
        for number, row in enumerate(body.rows):
            found.append(tuple(name for name in (body.id if number == 0 else "", row.id) if name))
    return found + [(row.id,) if row.id else () for row in node.foot]


def _is_header(row: Row) -> bool:
    """Whether a row heads what lies below it. One in the middle of a table is not repeated by Word (17.4.78)."""
    return bool(row.cells) and all(cell.header and cell.scope in ("col", "colgroup") for cell in row.cells)


def has_row_headers(rows: list[Row], head: int) -> bool:
    """Whether every row below the head begins with a header cell, one that reaches down from a row above included."""
    first = [line[0][0] for line in _grid(rows)[head:] if line]
    return bool(first) and all(cell is not None and cell.header for cell in first)


def _properties(node: Table, rows: list[Row], *, rtl: bool) -> Element:
    """Look, title and description in the order of the schema (17.4.59)."""
    first_column = has_row_headers(rows, len(node.head))
    look = w(
        "tblLook",
        val=f"{0x0400 | (0x0020 if node.head else 0) | (0x0080 if first_column else 0):04X}",
        firstRow=int(bool(node.head)),
        lastRow=0,
        firstColumn=int(first_column),
        lastColumn=0,
        noHBand=0,
        noVBand=1,
    )
    direction = [w("bidiVisual")] if rtl else []  # the first column is at the right (17.4.1)
    made = w("tblPr", w("tblStyle", val="ArticleTable"), *direction, w("tblW", w=0, type="auto"), look)
    if caption := " ".join(plain_text(node.caption).split()):
        made.append(w("tblCaption", val=caption))
    if node.description:
        made.append(w("tblDescription", val=node.description))
    return made


Slot = tuple[Cell | None, int, str]
"""A place of a row in the grid: its cell (None where a row is short), how many columns it takes, how it merges."""


def _grid(rows: list[Row]) -> list[list[Slot]]:
    """Rows as Word wants them: a cell over several rows is there in each of them (17.4.84)."""
    open_cells: dict[int, tuple[Cell, int]] = {}
    lines: list[list[Slot]] = []
    width = 0
    for row in rows:
        line: list[Slot] = []
        cells = list(row.cells)
        column = 0
        while cells or any(at >= column for at in open_cells):
            if column in open_cells:
                cell, left = open_cells.pop(column)
                line.append((cell, cell.colspan, "continue"))
                if left > 1:
                    open_cells[column] = (cell, left - 1)
                column += cell.colspan
            elif cells:
                cell = cells.pop(0)
                room = min((at for at in open_cells if at > column), default=column + cell.colspan) - column
                span = min(cell.colspan, room)
                line.append((replace(cell, colspan=span), span, "restart" if cell.rowspan > 1 else ""))
                if cell.rowspan > 1:
                    open_cells[column] = (replace(cell, colspan=span), cell.rowspan - 1)
                column += span
            else:
                line.append((None, 1, ""))
                column += 1
        lines.append(line)
        width = max(width, column)
    return [line + [(None, 1, "")] * (width - sum(span for _, span, _ in line)) for line in lines]


MOST_CHARACTERS = 36
"""A column asks for no more than a line of this length: longer words of a cell go over to its next line."""


def _widths(node: Table, grid: list[list[Slot]], columns: int, room: float) -> list[int]:
    """Shares of the room as the table states them; else by what the columns hold."""
    stated = [column.width for column in node.columns][:columns]
    if not (len(stated) == columns and all(stated)):
        stated = _wanted(grid, columns)
    return [round(room * 20 * share / sum(stated)) for share in stated]


def _wanted(grid: list[list[Slot]], columns: int) -> list[int]:
    """How many characters each column asks for; what stands over several columns asks for nothing."""
    wanted = [4] * columns
    for line in grid:
        column = 0
        for cell, span, merge in line:
            if cell is not None and span == 1 and merge != "continue" and column < columns:
                words = plain_text(cell.blocks).split()
                longest = max(map(len, words), default=0)
                length = min(sum(map(len, words)) + len(words) - 1, MOST_CHARACTERS)
                wanted[column] = max(wanted[column], longest + 2, length + 2)
            column += span
    return wanted


def cell_style(cell: Cell, place: Place, column: str) -> str:
    """The style of a cell's words: what they are, and where they are set to. Beginning and end are the script's."""
    align = cell.align or column
    ends = "left" if place.rtl else "right"
    return (HEADING if cell.header else TEXT) + {ends: " End", "center": " Center"}.get(align, "")


def _row(
    state: State,
    line: list[Slot],
    widths: list[int],
    alignments: list[str],
    is_head: bool,
    place: Place,
    write_cell: Callable[[State, Element, Cell, Place], None],
) -> Element:
    properties = w("trPr", w("cantSplit"))
    if is_head:
        properties.append(w("tblHeader"))
    made = w("tr", properties)
    column = 0
    for cell, span, merge in line:
        width = sum(widths[column : column + span])
        about = w("tcPr", w("tcW", w=width, type="dxa"))
        if span > 1:
            about.append(w("gridSpan", val=span))
        if merge:
            about.append(w("vMerge", val=merge))
        holder = w("tc", about)
        if cell is not None and merge != "continue":
            inner = replace(place.within(cell.lang, cell.dir), width=width / 20, lists=0)
            write_cell(state, holder, cell, replace(inner, style=cell_style(cell, inner, alignments[column])))
        if holder[-1].tag != w("p").tag:
            holder.append(w("p"))  # 17.4.65: a cell ends with a paragraph
        made.append(holder)
        column += span
    return made
