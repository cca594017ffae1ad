"""Tables as XHTML: caption, columns, head, bodies, foot; scope and headers (WCAG 1.3.1, HTML 4.9).

A table of many columns stands in a labelled region that the keyboard can scroll, when the page is one that scrolls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from exporter.model import Blocks, Cell, Column, Image, Row, Table, plain_text, walk
from exporter.writers.xhtml.inline import inlines
from exporter.writers.xhtml.state import Element, State, append_text

WIDE = 4
"""From this number of columns on a table may be wider than a page of 320 CSS px (WCAG 1.4.10)."""

BlocksWriter = Callable[[State, Element, Blocks], None]


def table(state: State, parent: Element, node: Table, blocks: BlocksWriter) -> None:
    """Append a table; ``blocks`` writes what its cells hold."""
    state.tables += 1
    rows = [*node.head, *(row for body in node.bodies for row in body.rows), *node.foot]
    width = max((sum(cell.colspan for cell in row.cells) for row in rows), default=0)
    region = _region(state, parent) if state.profile.interactive and width >= WIDE else None
    made = state.element(parent if region is None else region, "table", node)
    if node.caption:
        caption = state.part(made, "caption", node, "caption")
        inlines(state, caption, node.caption)
    if region is not None:
        _label_region(state, region, made)
    _columns(state, made, node)
    header_ids = frozenset(cell.id for row in rows for cell in row.cells if cell.header and cell.id)
    write = _CellWriter(state, node.columns, header_ids, blocks)
    if node.head:
        group = "tbody" if state.profile.node_attribute and _tall(node.head) else "thead"
        write.rows(state.part(made, group, node, "head"), node.head, "col")
    for body in node.bodies:
        write.rows(state.element(made, "tbody", body), body.rows, "row")
    if node.foot:
        write.rows(state.part(made, "tfoot", node, "foot"), node.foot, "row")
    if node.description:
        _description(state, parent, made, node)


MOST_HEAD_ROWS, MOST_HEAD_CHARACTERS = 10, 800


def _tall(head: tuple[Row, ...]) -> bool:
    """Whether a head may be too tall to stand on each page: a page's layout leaves out one that finds no room."""
    length = sum(len(plain_text(cell.blocks)) for row in head for cell in row.cells)
    pictures = any(isinstance(node, Image) for row in head for node in walk(row))
    return len(head) > MOST_HEAD_ROWS or length > MOST_HEAD_CHARACTERS or pictures


def _region(state: State, parent: Element) -> Element:
    region = state.part(parent, "div", 0, "region", class_="table-region", role="region", tabindex="0")
    return region


def _label_region(state: State, region: Element, made: Element) -> None:
    caption = next(iter(made), None)
    if caption is None:
        state.label_region(region, "table", state.tables)
        return
    name = state.claim(f"table-{state.tables}-caption")
    caption.set("id", name)
    region.set("aria-labelledby", name)


def _columns(state: State, made: Element, node: Table) -> None:
    """Column widths, the one thing that needs a ``style``: a share of the width is a number, not a class."""
    if not any(column.width for column in node.columns):
        return
    group = state.part(made, "colgroup", node, "columns")
    for column in node.columns:
        width = f"width: {min(column.width, 100)}%" if column.width > 0 else ""
        state.element(group, "col", column, style=width)


def _description(state: State, parent: Element, made: Element, node: Table) -> None:
    """The table in words, right after it and tied to it."""
    name = state.claim(f"table-{state.tables}-description")
    index = state.index_of(node)
    holder = description_holder(state, parent, index)
    made.set("aria-describedby", name)
    append_text(state.part(holder, "p", index, "description", id=name), node.description)


def description_holder(state: State, parent: Element, owner: int) -> Element:
    """Where a long description goes: unfolded on request where that can be, else plainly there."""
    if not state.profile.interactive:
        return state.part(parent, "div", owner, "description", class_="description")
    holder = state.part(parent, "details", owner, "description", class_="description")
    summary = state.part(holder, "summary", owner, "label")
    append_text(summary, state.fixed(summary, "long-description"))
    return holder


@dataclass(frozen=True, slots=True)
class _CellWriter:
    """Rows and cells of one table."""

    state: State
    columns: tuple[Column, ...]
    header_ids: frozenset[str]
    blocks: BlocksWriter

    def rows(self, group: Element, rows: tuple[Row, ...], scope: str) -> None:
        """Append rows; ``scope`` is that of a header cell of which nothing else is said."""
        for row, places in zip(rows, column_numbers(rows), strict=True):
            made = self.state.element(group, "tr", row)
            for cell, place in zip(row.cells, places, strict=True):
                self.cell(made, cell, self.columns[place] if place < len(self.columns) else Column(), scope)

    def cell(self, parent: Element, node: Cell, column: Column, scope: str) -> None:
        """Append a cell."""
        align = node.align or column.align
        made = self.state.element(
            parent,
            "th" if node.header else "td",
            node,
            scope=(node.scope or scope) if node.header else "",
            class_=f"align-{align}" if align else "",
            rowspan=str(node.rowspan) if node.rowspan > 1 else "",
            colspan=str(node.colspan) if node.colspan > 1 else "",
        )
        known = [self.state.anchor(name) or "" for name in node.headers if name in self.header_ids]
        if known:
            made.set("headers", " ".join(known))
        self.blocks(self.state, made, node.blocks)


def column_numbers(rows: tuple[Row, ...]) -> list[list[int]]:
    """The column (from 0) each cell starts in, row by row, spans of the rows above taken into account (HTML 4.9.12)."""
    below: dict[int, int] = {}  # column → rows it stays taken
    found: list[list[int]] = []
    for row in rows:
        taken = {column for column, left in below.items() if left > 0}
        below = {column: left - 1 for column, left in below.items() if left > 1}
        places: list[int] = []
        place = 0
        for cell in row.cells:
            while place in taken:
                place += 1
            places.append(place)
            if cell.rowspan > 1:
                below.update((column, cell.rowspan - 1) for column in range(place, place + cell.colspan))
            place += cell.colspan
        found.append(places)
    return found
