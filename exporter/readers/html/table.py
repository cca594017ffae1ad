"""Tables of HTML (HTML Standard, 4.9): spans that fit, headers with their scope; layout tables are taken apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, cast

from exporter.model import (
    Alignment,
    Blocks,
    Cell,
    Column,
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
from exporter.position import Position
from exporter.readers.html.inline import inlines
from exporter.readers.html.state import Place, Reading, common
from exporter.readers.html.tree import Node, attribute, descendants, elements
from exporter.readers.html.white_space import fold

MAX_SPAN = 1000
"""The most columns a cell may span (4.9.11)."""

BlocksOf = Callable[[Reading, Place, Node], Blocks]


def is_layout(node: Node) -> bool:
    """Whether a table only places things: it says so, or has no header, no caption and a table or figure in a cell."""
    if attribute(node, "role") in ("presentation", "none"):
        return True
    names = {item.name for item in descendants(node)}
    return not names & {"th", "caption", "thead"} and bool(names & {"table", "figure", "h1", "h2", "h3", "form"})


def cells_of(node: Node) -> list[Node]:
    """The cells of a layout table in reading order."""
    return [cell for row in _rows(node) for cell in elements(row) if cell.name in ("td", "th")]


def table(reading: Reading, place: Place, node: Node, blocks_of: BlocksOf) -> Table:
    """A data table. Raises InputError when it has more cells than the limit."""
    pos = reading.position(node, "|")
    said = common(reading, node, pos)
    count = sum(item.name in ("td", "th") for item in descendants(node))
    if count > reading.registry.limits.table_cells:
        where = f"line {pos.line}: " if pos else ""
        raise reading.registry.limits.error("table_cells", f"a table of {count} cells", where)
    caption = next((item for item in elements(node) if item.name == "caption"), None)
    groups = {"thead": [], "tbody": [], "tfoot": []}  # type: dict[str, list[list[Row]]]
    loose: list[Node] = []
    for child in elements(node):
        if child.name in groups:
            groups[child.name].append(_group(reading, place, _rows(child), child.name == "thead", blocks_of))
        elif child.name == "tr":
            loose.append(child)
    if loose:
        groups["tbody"].insert(0, _group(reading, place, loose, False, blocks_of))
    made = Table(
        tuple(TableBody(tuple(rows), pos=rows[0].pos) for rows in groups["tbody"] if rows),
        tuple(row for rows in groups["thead"] for row in rows),
        tuple(row for rows in groups["tfoot"] for row in rows),
        fold(tuple(inlines(reading, place, caption.children or ()))) if caption is not None else (),
        _columns(node, pos),
        " ".join((attribute(node, "summary") or attribute(node, "aria-description") or "").split()),
        **said,
    )
    made = _with_header_columns(made, attribute(node, "header-columns") if reading.markdown else None)
    return _with_heads(reading, made)


def _rows(node: Node) -> list[Node]:
    rows: list[Node] = []
    for child in elements(node):
        if child.name == "tr":
            rows.append(child)
        elif child.name in ("thead", "tbody", "tfoot"):
            rows += [item for item in elements(child) if item.name == "tr"]
    return rows


def _group(reading: Reading, place: Place, rows: list[Node], in_head: bool, blocks_of: BlocksOf) -> list[Row]:
    """The rows of one group, spans cut to the group's end and to what is free (4.9.12, forming a table)."""
    taken: dict[int, int] = {}
    made: list[Row] = []
    for number, row in enumerate(rows):
        pos = reading.position(row)
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
            cells.append(_cell(reading, place, node, across, down, in_head, blocks_of))
            for at in range(column, column + across):
                taken[at] = down
            column += across
        taken = {at: left - 1 for at, left in taken.items() if left > 1}
        made.append(Row(tuple(cells), **common(reading, row, pos)))
    return made


def _span(said: str | None, most: int, zero: int = 1) -> int:
    digits = (said or "").strip()
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1
    return max(1, min(number or zero, most))


def _cell(
    reading: Reading, place: Place, node: Node, across: int, down: int, in_head: bool, blocks_of: BlocksOf
) -> Cell:
    pos = reading.position(node)
    blocks = blocks_of(reading, replace(place, in_heading=node.name == "th"), node)
    header = node.name == "th" and _shows_something(blocks)  # an empty head names nothing
    scope = (attribute(node, "scope") or "").lower()
    if scope not in ("row", "col", "rowgroup", "colgroup") or not header:
        scope = ""
    return Cell(
        blocks,
        header,
        cast(HeaderScope, scope or ("col" if in_head and header else "")),
        down,
        across,
        _alignment(node),
        tuple((attribute(node, "headers") or "").split()),
        **common(reading, node, pos),
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


def _shows_something(blocks: Blocks) -> bool:
    return says_something(*blocks) or any(isinstance(item, Image) for item in walk(blocks))


def _with_heads(reading: Reading, made: Table) -> Table:
    """The head of a table that has none in so many words, and the scope of headers that say none (4.9.12.1).

    Rows at the top in which all but empty cells are headers are the head. Where there is no header at all and the first
    row alone is set in bold throughout, that row is (WCAG 2.2, failure F91), and it is said.
    """
    if made.head:
        return _with_scopes(made)
    rows = [row for body in made.bodies for row in body.rows]
    bold = _bold_head(rows)
    if bold is not None:
        reading.report("HTML014", "a first row in bold was read as the table's header row", made.pos)
        rows = [bold, *rows[1:]]
    count = next((number for number, row in enumerate(rows) if not _heads_columns(row)), len(rows))
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


def _heads_columns(row: Row) -> bool:
    """Whether a row holds headers and, beside them, nothing but empty cells (the corner of a two-way table)."""
    return any(cell.header for cell in row.cells) and all(
        (cell.header and cell.scope in ("", "col", "colgroup", "row")) or not _shows_something(cell.blocks)
        for cell in row.cells
    )


def _bold_head(rows: list[Row]) -> Row | None:
    """The first row as a head, where every cell of it is bold and no other row is; None for any other."""
    if len(rows) < 2 or any(cell.header for row in rows for cell in row.cells) or len(rows[0].cells) < 2:
        return None
    filled = [cell for cell in rows[0].cells if _shows_something(cell.blocks)]
    if not filled or not all(_is_bold(cell) for cell in filled):
        return None
    if any(all(_is_bold(cell) for cell in row.cells) for row in rows[1:]):
        return None
    cells = (replace(_unbolded(cell), header=True, scope="col") if cell in filled else cell for cell in rows[0].cells)
    return replace(rows[0], cells=tuple(cells))


def _is_bold(cell: Cell) -> bool:
    held = [item for block in cell.blocks for item in getattr(block, "content", (block,))]
    held = [item for item in held if not isinstance(item, Text) or item.text.strip()]
    return bool(held) and all(isinstance(item, Styled) and item.kind == "strong" for item in held)


def _unbolded(cell: Cell) -> Cell:
    return transform(cell, lambda item: item.content if isinstance(item, Styled) and item.kind == "strong" else item)


def _scoped(cell: Cell, scope: HeaderScope) -> Cell:
    kept = cell.scope in ("colgroup", "rowgroup")
    return replace(cell, scope=scope) if cell.header and not kept else cell


def _with_scopes(made: Table) -> Table:
    """The table with a scope for each header that says none: its row's, unless all of its row are headers."""
    bodies = []
    for body in made.bodies:
        rows = []
        for row in body.rows:
            scope: HeaderScope = "col" if len(row.cells) > 1 and _heads_columns(row) else "row"
            cells = tuple(replace(cell, scope=scope) if cell.header and not cell.scope else cell for cell in row.cells)
            rows.append(replace(row, cells=cells))
        bodies.append(replace(body, rows=tuple(rows)))
    return replace(made, bodies=tuple(bodies))
