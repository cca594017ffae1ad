"""Tables of HTML (HTML Standard, 4.9): spans that fit, headers with their scope; layout tables are taken apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Literal, cast

from exporter.model import (
    Alignment,
    Blocks,
    Cell,
    Column,
    HeaderScope,
    Row,
    Table,
    TableBody,
)
from exporter.position import Position
from exporter.readers.html.inline import inlines
from exporter.readers.html.state import Place, Reading, common
from exporter.readers.html.table_heads import shows_something, with_heads
from exporter.readers.html.tree import Node, attribute, descendants, elements
from exporter.readers.html.white_space import fold

MAX_SPAN = 1000
"""The most columns a cell may span (4.9.11)."""

BlocksOf = Callable[[Reading, Place, Node], Blocks]


def is_layout(reading: Reading, node: Node) -> bool:
    """Whether a table only places things: it says so, or has a table or figure in a cell, no header, caption, lines."""
    if attribute(node, "role") in ("presentation", "none"):
        return True
    names = {item.name for item in descendants(node)}
    if names & {"th", "caption", "thead"} or not names & {"table", "figure", "h1", "h2", "h3", "form"}:
        return False
    return not _has_lines(reading, node)


def _has_lines(reading: Reading, node: Node) -> bool:
    """Whether lines are drawn round the cells of a table with several in a row: what only places things has none."""
    rows = _rows(node)
    cells = [cell for row in rows[:5] for cell in elements(row) if cell.name in ("td", "th")]
    if len(rows) < 2 or len(cells) < len(rows[:5]) * 2:
        return False
    said = (attribute(node, "border") or "").strip().removesuffix("px")
    if said.isdigit() and said != "0":
        return True
    borders = (reading.registry.styles.of(cell).get("border", "") for cell in cells)
    return all(re.search(r"\b[1-9]", border) and "none" not in border for border in borders)


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
    for name, rows in _groups(node):
        groups[name].append(_group(reading, place, rows, name == "thead", blocks_of))
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
    return with_heads(reading, made, is_bold=_is_bold_row(reading, node))


def _is_bold_row(reading: Reading, node: Node) -> bool:
    """Whether styles set the first row of a table in bold, and none of its others."""
    rows = [item for item in _rows(node) if elements(item)]
    bold = [all(_weighs(reading, item) for item in elements(row)) or _weighs(reading, row) for row in rows[:50]]
    return bool(bold) and bold[0] and not any(bold[1:])


def _weighs(reading: Reading, node: Node) -> bool:
    if reading.registry.styles.are_none and "font" not in (attribute(node, "style") or "").lower():
        return False
    weight = reading.registry.styles.of(node).get("font-weight", "")
    return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)


def _groups(node: Node) -> list[tuple[str, list[Node]]]:
    """The rows of a table by their groups, in order; rows without a group are one with their neighbours."""
    found: list[tuple[str, list[Node]]] = []
    loose = False
    for child in elements(node):
        if child.name == "tr":
            if not loose:
                found.append(("tbody", []))
            found[-1][1].append(child)
        elif child.name in ("thead", "tbody", "tfoot"):
            found.append((child.name, _rows(child)))
        loose = child.name == "tr"
    return found


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
    if said is None:
        return 1
    digits = said.strip()
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1
    return max(1, min(number or zero, most))


def _cell(
    reading: Reading, place: Place, node: Node, across: int, down: int, in_head: bool, blocks_of: BlocksOf
) -> Cell:
    pos = reading.position(node)
    inside = place if place.in_heading is (node.name == "th") else replace(place, in_heading=node.name == "th")
    blocks = blocks_of(reading, inside, node)
    header = node.name == "th" and shows_something(blocks)  # an empty head names nothing
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
    if not node.attrs:
        return ""
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
