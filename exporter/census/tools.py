"""The things in blocks that hold HTML in their strings: Editor.js's tools, Wagtail's tables; and our own model's JSON.

Links, and whatever else the HTML has, are counted where its words are (``values``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from exporter.census.counted import Census, Kind, Thing
from exporter.census.gathering import BEFORE, Gathering
from exporter.census.keys import folded

_TAG = re.compile(r"<[^>]*>")
_NOTE = re.compile(r"<sup\b[^<>]*\bdata-tune\b[^<>]*>.*?</sup>", re.DOTALL)
_BLOCKS = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote|figure)\b", re.IGNORECASE)


def plain(text: Any) -> str:
    """The words of a string of HTML, which may be a number."""
    return unescape(_TAG.sub("", _NOTE.sub("", text))) if isinstance(text, str) else str(text or "")


def is_tools(held: Mapping[str, Any]) -> bool:
    """Whether an object is what Editor.js saves."""
    blocks = held.get("blocks")
    return isinstance(blocks, list) and any(
        isinstance(one, Mapping) and isinstance(one.get("data"), Mapping) for one in blocks
    )


def count_tools(census: Census, blocks: list[Any]) -> None:
    """The things in the blocks of Editor.js (codex-team: header, list, nested-list, checklist, quote, table)."""
    for block in blocks:
        data = block.get("data") if isinstance(block, Mapping) else None
        if not isinstance(data, Mapping):
            continue
        match folded(str(block.get("type", ""))):
            case "header":
                level = data.get("level")
                census.things.append(Thing("heading", plain(data.get("text")), level if _is_whole(level) else None))
            case "list" | "nestedlist" | "editorjslist" | "checklist":
                meta = data.get("meta")
                start = meta.get("start") if isinstance(meta, Mapping) else None
                numbered = data.get("style") == "ordered"
                census.things += _items(data.get("items"), numbered, start if isinstance(start, int) else 1)
            case "quote" if not _BLOCKS.search(str(data.get("text"))):
                census.things.append(Thing("quote", plain(data.get("text"))))
            case "table":
                census.things += _cells(data.get("content"), row=data.get("withHeadings") is True, column=False)
        _notes(census, block, data)


def _is_whole(level: Any) -> bool:
    return isinstance(level, int) and 0 < level < 7


def _items(items: Any, numbered: bool, start: int) -> Iterator[Thing]:
    for item in items if isinstance(items, list) else ():
        inner = item if isinstance(item, Mapping) else {"content": item}
        text = plain(inner.get("content", inner.get("text")))
        if text.strip():
            yield Thing("item", text, (start, id(items)) if numbered else None)
            start += 1
        yield from _items(inner.get("items"), numbered, 1)


def _cells(rows: Any, *, row: bool, column: bool) -> Iterator[Thing]:
    """The cells of a table that is given row by row."""
    held = [one for one in rows if isinstance(one, list)] if isinstance(rows, list) else []
    for number, cells in enumerate(held):
        for at, cell in enumerate(cells):
            if isinstance(cell, str | int | float):
                yield Thing("header" if (row and not number) or (column and not at) else "cell", plain(cell))


def _notes(census: Census, block: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    """The notes of the footnotes tune, in the order of their marks."""
    tunes = block.get("tunes")
    notes = tunes.get("footnotes") if isinstance(tunes, Mapping) else None
    text = next((data[key] for key in ("text", "caption") if isinstance(data.get(key), str)), "")
    for note, mark in zip(notes if isinstance(notes, list) else (), _NOTE.finditer(text), strict=False):
        census.things.append(Thing("note", plain(note), plain(text[: mark.start()])[-BEFORE:]))


def count_wagtail(census: Census, held: Mapping[str, Any]) -> None:
    """The cells of Wagtail's TableBlock and TypedTableBlock; those that are merged away have no words."""
    data, columns, rows = held.get("data"), held.get("columns"), held.get("rows")
    if isinstance(data, list) and any("header" in str(key) for key in held):
        choice = held.get("table_header_choice")
        row = held.get("first_row_is_table_header") is True or choice in ("row", "both")
        column = held.get("first_col_is_header") is True or choice in ("column", "both")
        census.things += _cells(data, row=row, column=column)
    elif isinstance(columns, list) and isinstance(rows, list):
        for one in columns:
            if isinstance(one, Mapping) and "heading" in one:
                census.things.append(Thing("header", plain(one["heading"])))
        values = [one.get("values") for one in rows if isinstance(one, Mapping)]
        census.things += _cells(values, row=False, column=False)


_OWN: dict[str, Kind] = {"list_item": "item", "cell": "cell", "block_quote": "quote", "section": "heading"}


def count_own(census: Census, root: Mapping[str, Any]) -> None:
    """The things in the JSON of our own model (``docs/reference/document.schema.json``)."""
    own = Census()
    walk = _Own(Gathering(own))
    walk.line("heading", root.get("title"), 1)
    walk.all(root.get("blocks"), 2)
    census.things += own.things


class _Own:
    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.lists = 0

    def line(self, kind: Kind, inlines: Any, data: Any) -> None:
        """A line that is a thing."""
        self.gathering.begin(kind, data)
        self.all(inlines, 0)
        self.gathering.close()
        self.gathering.end(kind)

    def all(self, nodes: Any, depth: int) -> None:
        for node in nodes if isinstance(nodes, list) else ():
            if isinstance(node, Mapping):
                self.node(node, depth)

    def node(self, node: Mapping[str, Any], depth: int) -> None:
        gathering = self.gathering
        match node.get("type"):
            case "text" | "code":
                gathering.add(str(node.get("text", "")))
            case "line_break":
                gathering.add(" ")
            case "styled" | "quote" | "span" | "abbr":
                self.all(node.get("content"), depth)
            case "link":
                gathering.begin_link()
                self.all(node.get("content"), depth)
                gathering.end_link(str(node.get("target", "")))
            case "note":
                inner = Census()
                _Own(Gathering(inner)).within(node.get("blocks"))
                before = "".join(gathering.parts)[-BEFORE:]
                text = "\n".join(one.text for one in inner.stretches)
                gathering.census.things += [*inner.things, Thing("note", text, before)]
            case "section":
                level = node.get("level")
                deeper = level if isinstance(level, int) else depth
                self.line("heading", node.get("title"), deeper)
                self.all(node.get("blocks"), deeper + 1)
            case "list":
                self.lists += 1
                self.items(node, depth)
            case "cell":
                self.thing("header" if node.get("header") is True else "cell", node, depth)
            case "block_quote":
                self.thing("quote", node, depth)
                self.all(node.get("attribution"), depth)
                gathering.close()
            case _:
                self.other(node, depth)

    def within(self, nodes: Any) -> None:
        self.all(nodes, 2)
        self.gathering.close()

    def items(self, node: Mapping[str, Any], depth: int) -> None:
        """The items of a list, each with its number."""
        start = node.get("start")
        number, held = start if isinstance(start, int) else 1, self.lists
        for item in node.get("items") or ():
            if isinstance(item, Mapping):
                number = item["value"] if isinstance(item.get("value"), int) else number
                self.thing("item", item, depth, (number, held) if node.get("ordered") is True else None)
                number += 1

    def thing(self, kind: Kind, node: Mapping[str, Any], depth: int, data: Any = None) -> None:
        self.gathering.close()
        self.gathering.begin(kind, data)
        self.all(node.get("blocks"), depth)
        self.gathering.close()
        self.gathering.end(kind)

    def other(self, node: Mapping[str, Any], depth: int) -> None:
        """Any other block: what is in it, in its parts."""
        self.gathering.close()
        for key, value in node.items():
            if key not in ("pos", "id"):
                self.all(value, depth)
                self.gathering.close()
