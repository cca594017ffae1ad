"""Tables that are drawn with lines and blanks, as tokens: what pandoc's grid, simple and multiline tables share."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from exporter.records import record


@record
class DrawnCell:
    """A cell: its Markdown, how it is aligned, and how many columns and rows it takes."""

    text: str
    align: str = ""
    across: int = 1
    down: int = 1


@record
class DrawnRow:
    """A row, the part of the table that it lies in (thead, tbody, tfoot), and its line, from 0."""

    cells: tuple[DrawnCell, ...]
    part: str
    line: int


def push_table(state: StateBlock, rows: list[DrawnRow], start: int, after: int) -> None:
    """Push the tokens of a table that stands in the lines from ``start`` up to ``after``."""
    opened = state.push("table_open", "table", 1)
    opened.map = [start, after]
    part = ""
    for row in rows:
        if row.part != part:
            if part:
                state.push(f"{part}_close", part, -1)
            part = row.part
            state.push(f"{part}_open", part, 1).map = [row.line, row.line + 1]
        state.push("tr_open", "tr", 1).map = [row.line, row.line + 1]
        for cell in row.cells:
            _push_cell(state, cell, "th" if part == "thead" else "td", row.line)
        state.push("tr_close", "tr", -1)
    if part:
        state.push(f"{part}_close", part, -1)
    state.push("table_close", "table", -1)


def _push_cell(state: StateBlock, cell: DrawnCell, name: str, line: int) -> None:
    token = state.push(f"{name}_open", name, 1)
    if cell.align:
        token.attrSet("style", f"text-align:{cell.align}")
    for key, number in (("colspan", cell.across), ("rowspan", cell.down)):
        if number > 1:
            token.attrSet(key, str(number))
    inside: list[Token] = []
    if cell.text.strip():
        state.md.block.parse(cell.text, state.md, state.env, inside)
    for inner in inside:
        if inner.map:
            inner.map = [inner.map[0] + line, inner.map[1] + line]
        inner.level += state.level
    if [inner.type for inner in inside] == ["paragraph_open", "inline", "paragraph_close"]:
        inside[0].hidden = inside[2].hidden = True
    state.tokens.extend(inside)
    state.push(f"{name}_close", name, -1)
