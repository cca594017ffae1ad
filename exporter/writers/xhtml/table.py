"""Tables as XHTML: caption, columns, head, bodies, foot; scope and headers (WCAG 1.3.1, HTML 4.9).

A table of many columns stands in a labelled group that the keyboard can scroll, when the page is one that scrolls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from exporter.model import Blocks, Cell, Column, Image, Row, Table, plain_text, walk
from exporter.records import record
from exporter.writers.number_columns import aligned_columns
from exporter.writers.xhtml.elements import Element, append_text
from exporter.writers.xhtml.inline import inlines
from exporter.writers.xhtml.state import Place, Rendering

WIDE = 4
"""From this number of columns on a table may be wider than a page of 320 CSS px (WCAG 1.4.10)."""

BlocksWriter = Callable[[Rendering, Place, Element, Blocks], None]


def table(rendering: Rendering, place: Place, parent: Element, node: Table, blocks: BlocksWriter) -> None:
    """Append a table; ``blocks`` writes what its cells hold."""
    rendering.results.tables.append(node)
    number = len(rendering.results.tables)
    rows = [*node.head, *(row for body in node.bodies for row in body.rows), *node.foot]
    width = max((sum(cell.colspan for cell in row.cells) for row in rows), default=0)
    region = _region(rendering, parent) if rendering.profile.interactive and width >= WIDE else None
    made = rendering.element(parent if region is None else region, "table", node)
    index = rendering.results.index_of(node)
    place = replace(place, named=True)  # the caption is the table's name, and words of a cell are said with others
    if node.caption:
        caption = rendering.part(made, "caption", index, "caption")
        inlines(rendering, place, caption, node.caption)
    if region is not None:  # not by the caption, which the table says itself, nor a landmark of each table
        rendering.label_holder(region, "ref-table", number, plain_text(node.caption))
    _columns(rendering, made, index, node)
    header_ids = frozenset(cell.id for row in rows for cell in row.cells if cell.header and cell.id)
    write = _CellWriter(rendering, place, aligned_columns(node), header_ids, blocks)
    if node.head:
        group = "tbody" if rendering.profile.node_attribute and _tall(node.head) else "thead"
        write.rows(rendering.part(made, group, index, "head"), node.head, "col")
    for body in node.bodies:
        write.rows(rendering.element(made, "tbody", body), body.rows, "row")
    if node.foot:
        write.rows(rendering.part(made, "tfoot", index, "foot"), node.foot, "row")
    if node.description:
        _description(rendering, parent, made, index, number, node.description)


MOST_HEAD_ROWS, MOST_HEAD_CHARACTERS = 10, 800


def _tall(head: tuple[Row, ...]) -> bool:
    """Whether a head may be too tall to stand on each page: a page's layout leaves out one that finds no room."""
    length = sum(len(plain_text(cell.blocks)) for row in head for cell in row.cells)
    pictures = any(isinstance(node, Image) for row in head for node in walk(row))
    return len(head) > MOST_HEAD_ROWS or length > MOST_HEAD_CHARACTERS or pictures


def _region(rendering: Rendering, parent: Element) -> Element:
    return rendering.part(parent, "div", 0, "region", class_="table-region", role="group", tabindex="0")


def _columns(rendering: Rendering, made: Element, index: int, node: Table) -> None:
    """Column widths, the one thing that needs a ``style``: a share of the width is a number, not a class."""
    if not any(column.width for column in node.columns):
        return
    group = rendering.part(made, "colgroup", index, "columns")
    for column in node.columns:
        width = f"width: {min(column.width, 100)}%" if column.width > 0 else ""
        rendering.element(group, "col", column, style=width)


def _description(
    rendering: Rendering, parent: Element, made: Element, index: int, number: int, description: str
) -> None:
    """The table in words, right after it and tied to it."""
    name = rendering.claim(f"table-{number}-description")
    holder = description_holder(rendering, parent, index)
    made.set("aria-describedby", name)
    append_text(rendering.part(holder, "p", index, "description", id=name), description)


def description_holder(rendering: Rendering, parent: Element, owner: int) -> Element:
    """Where a long description goes: unfolded on request where that can be, else plainly there."""
    if not rendering.profile.interactive:
        return rendering.part(parent, "div", owner, "description", class_="description")
    holder = rendering.part(parent, "details", owner, "description", class_="description")
    summary = rendering.part(holder, "summary", owner, "label")
    append_text(summary, rendering.fixed(summary, "long-description"))
    return holder


@record
class _CellWriter:
    """Rows and cells of one table."""

    rendering: Rendering
    place: Place
    columns: tuple[Column, ...]
    header_ids: frozenset[str]
    blocks: BlocksWriter

    def rows(self, group: Element, rows: tuple[Row, ...], scope: str) -> None:
        """Append rows; ``scope`` is the default scope of a header cell."""
        for row, numbers in zip(rows, column_numbers(rows), strict=True):
            made = self.rendering.element(group, "tr", row)
            for cell, number in zip(row.cells, numbers, strict=True):
                self.cell(made, cell, self.columns[number] if number < len(self.columns) else Column(), scope)

    def cell(self, parent: Element, node: Cell, column: Column, scope: str) -> None:
        """Append a cell."""
        align = node.align or column.align
        made = self.rendering.element(
            parent,
            "th" if node.header else "td",
            node,
            scope=(node.scope or scope) if node.header else "",
            class_=f"align-{align}" if align else "",
            rowspan=str(node.rowspan) if node.rowspan > 1 else "",
            colspan=str(node.colspan) if node.colspan > 1 else "",
        )
        known = [self.rendering.registry.anchors.get(name) or "" for name in node.headers if name in self.header_ids]
        if known:
            made.set("headers", " ".join(known))
        self.blocks(self.rendering, self.place, made, node.blocks)


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
