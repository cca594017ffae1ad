"""Wagtail's StreamField as its API gives it: ``{type, value, id}``, rich text as HTML, structs as objects.

TableBlock's and TypedTableBlock's values, ImageBlock's ``decorative`` and ``alt_text``, ListBlock's items (wagtail,
``blocks/``, ``images/blocks.py``, ``contrib/table_block``, ``contrib/typed_table_block``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporter.readers.cms import named, parts
from exporter.readers.cms.fields import Fields, inline_of
from exporter.readers.cms.json_places import listed
from exporter.readers.cms.names import folded
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.tree import Nodes
from exporter.readers.html.plain_tree import Element

EMPTY_ALT: EmptyAlt = "unsaid"


def nodes(r: Reading, value: list[Mapping[str, Any]]) -> Nodes:
    """The blocks of a StreamField."""
    made: Nodes = []
    for item in value:
        with r.at(item):
            made.extend(_block(r, str(item["type"]), item.get("value")))
    for node in made:
        _settle(r, node)
    return made


def _block(r: Reading, kind: str, value: Any) -> Nodes:
    if kind == "item" and r.own.of(kind) is None:
        return r.blocks(value)
    if isinstance(value, Mapping):
        if r.own.of(kind) is None and (table := _table(r, value)) is not None:
            return table
        return named.block(r, kind, value)
    if isinstance(value, str) and r.own.of(kind) is None and not named.is_known(r, kind) and value.lstrip()[:1] == "<":
        return r.html(value)  # rich text under a name of the publisher's own
    return named.block(r, kind, {SLOT.get(_simple(kind), "value"): value})


def _simple(kind: str) -> str:
    return folded(kind).removesuffix("block").removesuffix("chooser")


SLOT = {"image": "image", "picture": "image", "photo": "image", "embed": "url", "video": "url", "gallery": "images"}
"""Under which name a block's bare value is looked for; by default it is its words."""


def _table(r: Reading, value: Mapping[str, Any]) -> Nodes | None:
    """The value of a TableBlock or a TypedTableBlock; None for any other."""
    data, columns = value.get("data"), value.get("columns")
    f = Fields(r, value)
    caption = inline_of(r, value.get("table_caption") or value.get("caption"))
    if isinstance(data, list) and any("header" in key for key in value):
        rows = [
            [r.inline(str(cell)) if cell is not None else [] for cell in row] for row in data if isinstance(row, list)
        ]
        choice = str(value.get("table_header_choice", ""))
        row = f.flag("first_row_is_table_header") or choice in ("row", "both")
        column = f.flag("first_col_is_header") or choice in ("column", "both")
        made = parts.table(r, rows, row=row, column=column, caption=caption)
        return [_merged(node, value.get("mergeCells")) for node in made]
    if isinstance(columns, list) and isinstance(value.get("rows"), list):
        head = [r.text(str(column.get("heading", ""))) for column in columns if isinstance(column, Mapping)]
        body = [
            [_typed(r, cell) for cell in listed(row.get("values"))] for row in value["rows"] if isinstance(row, Mapping)
        ]
        return parts.table(r, [head, *body], row=True, column=False, caption=caption)
    return None


def _typed(r: Reading, cell: Any) -> Nodes:
    """A cell of a TypedTableBlock: a number, a date, words, rich text, a struct."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return r.text(str(cell))
    return r.text(cell) if isinstance(cell, str) and "<" not in cell else r.blocks(cell)


def _merged(table: Element, merges: Any) -> Element:
    """A table with the cells that its editor has merged: those that are covered are gone."""
    rows = [row for group in table.children if group.name in ("thead", "tbody") for row in group.children]
    grid = [list(row.children) for row in rows]
    for merge in merges if isinstance(merges, list) else ():
        if not isinstance(merge, Mapping) or not all(isinstance(merge.get(key), int) for key in MERGED):
            continue
        top, left, down, across = (merge[key] for key in MERGED)
        for at in range(top, min(top + down, len(grid))):
            for place in range(left, min(left + across, len(grid[at]))):
                cell = grid[at][place]
                if (at, place) == (top, left):
                    cell.attrs.update({"rowspan": str(down), "colspan": str(across)})
                elif cell.parent is not None:
                    cell.parent.remove_child(cell)
    return table


MERGED = ("row", "col", "rowspan", "colspan")


def _settle(r: Reading, node: Element) -> None:
    """What Wagtail's rich text has beside HTML: ``embed`` elements, and links to pages and documents by number."""
    if node.name == "embed":
        kind = node.attrs.get("embedtype")
        if kind == "image":
            alt = (node.attrs.get("alt") or "").strip()
            shown = r.e("img", src=str(node.attrs.get("id") or ""), alt=alt)
            node.name, node.attrs = "figure", {}
        else:
            address = node.attrs.get("url") or ""
            shown = r.e("a", r.text(address), href=address)
            node.name, node.attrs = "p", {}
        node.append_child(shown)
    elif node.name == "a" and node.attrs.get("linktype"):
        node.attrs.pop("href", None)
        node.attrs.pop("id", None)
        r.report("CMS006", "a link to another page of the CMS leads nowhere outside it; its words stay", once=True)
    for child in node.children:
        _settle(r, child)
