"""Tables of HTML (HTML Standard, 4.9): spans that fit, headers with their scope; layout tables are taken apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, cast

from exporter.model import Alignment, Blocks, Cell, Column, HeaderScope, Row, Table, TableBody
from exporter.position import Position
from exporter.readers.html.inline import inlines
from exporter.readers.html.state import State, common
from exporter.readers.html.tree import Node, attribute, descendants, elements
from exporter.readers.html.white_space import fold

MAX_SPAN = 1000
"""The most columns a cell may span (4.9.11)."""

BlocksOf = Callable[[State, Node], Blocks]


def is_layout(node: Node) -> bool:
    """Whether a table only places things: it says so, or has no header, no caption and a table or figure in a cell."""
    if attribute(node, "role") in ("presentation", "none"):
        return True
    names = {item.name for item in descendants(node)}
    return not names & {"th", "caption", "thead"} and bool(names & {"table", "figure", "h1", "h2", "h3", "form"})


def cells_of(node: Node) -> list[Node]:
    """The cells of a layout table in reading order."""
    return [cell for row in _rows(node) for cell in elements(row) if cell.name in ("td", "th")]


def table(state: State, node: Node, blocks_of: BlocksOf) -> Table:
    """A data table. Raises InputError when it has more cells than the limit."""
    pos = state.place(node, "|")
    said = common(state, node, pos)
    count = sum(item.name in ("td", "th") for item in descendants(node))
    if count > state.limits.table_cells:
        where = f"line {pos.line}: " if pos else ""
        raise state.limits.error("table_cells", f"a table of {count} cells", where)
    caption = next((item for item in elements(node) if item.name == "caption"), None)
    groups = {"thead": [], "tbody": [], "tfoot": []}  # type: dict[str, list[list[Row]]]
    loose: list[Node] = []
    for child in elements(node):
        if child.name in groups:
            groups[child.name].append(_group(state, _rows(child), child.name == "thead", blocks_of))
        elif child.name == "tr":
            loose.append(child)
    if loose:
        groups["tbody"].insert(0, _group(state, loose, False, blocks_of))
    made = Table(
        tuple(TableBody(tuple(rows), pos=rows[0].pos) for rows in groups["tbody"] if rows),
        tuple(row for rows in groups["thead"] for row in rows),
        tuple(row for rows in groups["tfoot"] for row in rows),
        fold(tuple(inlines(state, caption.children or ()))) if caption is not None else (),
        _columns(node, pos),
        " ".join((attribute(node, "summary") or attribute(node, "aria-description") or "").split()),
        **said,
    )
    made = _with_header_columns(made, attribute(node, "header-columns") if state.markdown else None)
    return _with_header_row(made)


def _rows(node: Node) -> list[Node]:
    rows: list[Node] = []
    for child in elements(node):
        if child.name == "tr":
            rows.append(child)
        elif child.name in ("thead", "tbody", "tfoot"):
            rows += [item for item in elements(child) if item.name == "tr"]
    return rows


def _group(state: State, rows: list[Node], in_head: bool, blocks_of: BlocksOf) -> list[Row]:
    """The rows of one group, spans cut to the group's end and to what is free (4.9.12, forming a table)."""
    taken: dict[int, int] = {}
    made: list[Row] = []
    for number, row in enumerate(rows):
        pos = state.place(row)
        cells: list[Cell] = []
        column = 0
        for node in elements(row):
            if node.name not in ("td", "th"):
                continue
            while taken.get(column, 0) > 0:
                column += 1
            wanted = _span(attribute(node, "colspan"), MAX_SPAN)
            across = 1
            while across < wanted and taken.get(column + across, 0) == 0:
                across += 1
            down = _span(attribute(node, "rowspan"), len(rows) - number, zero=len(rows) - number)
            cells.append(_cell(state, node, across, down, in_head, blocks_of))
            for place in range(column, column + across):
                taken[place] = down
            column += across
        taken = {place: left - 1 for place, left in taken.items() if left > 1}
        made.append(Row(tuple(cells), **common(state, row, pos)))
    return made


def _span(said: str | None, most: int, zero: int = 1) -> int:
    digits = (said or "").strip()
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1
    return max(1, min(number or zero, most))


def _cell(state: State, node: Node, across: int, down: int, in_head: bool, blocks_of: BlocksOf) -> Cell:
    pos = state.place(node)
    header = node.name == "th"
    scope = (attribute(node, "scope") or "").lower()
    if scope not in ("row", "col", "rowgroup", "colgroup") or not header:
        scope = ""
    return Cell(
        blocks_of(state, node),
        header,
        cast(HeaderScope, scope or ("col" if in_head and header else "row" if header else "")),
        down,
        across,
        _alignment(node),
        tuple((attribute(node, "headers") or "").split()),
        **common(state, node, pos),
    )


def _alignment(node: Node) -> Alignment:
    style = (attribute(node, "style") or "").replace(" ", "").lower()
    said = (attribute(node, "align") or "").lower()
    names: tuple[Literal["left", "center", "right"], ...] = ("left", "center", "right")
    for name in names:
        if said == name or f"text-align:{name}" in style:
            return name
    return ""


def _columns(node: Node, pos: Position | None) -> tuple[Column, ...]:
    first = next(iter(_rows(node)), None)
    aligned = tuple(_alignment(cell) for cell in elements(first) if cell.name in ("td", "th")) if first else ()
    return tuple(Column(align, pos=pos) for align in aligned) if any(aligned) else ()


def _with_header_columns(made: Table, said: str | None) -> Table:
    """``{header-columns=1}`` of the Markdown: the first cells of each body row are its headers."""
    if not said or not said.isdigit():
        return made
    count = int(said)
    bodies = tuple(
        TableBody(
            tuple(
                Row(
                    tuple(
                        replace(cell, header=True, scope="row") if at < count else cell
                        for at, cell in enumerate(row.cells)
                    ),
                    id=row.id,
                    pos=row.pos,
                )
                for row in body.rows
            ),
            pos=body.pos,
        )
        for body in made.bodies
    )
    return replace(made, bodies=bodies)


def _with_header_row(made: Table) -> Table:
    """A table without a head whose first row is all headers has that row as its head."""
    if made.head or not made.bodies or not made.bodies[0].rows:
        return made
    first, *rest = made.bodies[0].rows
    if not first.cells or not all(cell.header for cell in first.cells) or not (rest or made.bodies[1:]):
        return made
    if any(cell.rowspan > 1 for cell in first.cells):
        return made
    head = replace(first, cells=tuple(replace(cell, scope="col") for cell in first.cells))
    bodies = ((TableBody(tuple(rest), pos=rest[0].pos),) if rest else ()) + made.bodies[1:]
    return replace(made, head=(head,), bodies=bodies)
