"""Lists of one kind of element, as listeners jump from heading to heading or from link to link.

Every assistive technology offers such lists; which, and under which keys, is its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from exporter.comparison.table_grid import grid
from exporter.errors import printable
from exporter.findings.place import as_data, described
from exporter.model import (
    Aside,
    BlockQuote,
    Document,
    Image,
    Inlines,
    Link,
    List,
    Node,
    PageMarker,
    Section,
    Table,
    numbered_notes,
    plain_text,
    sections,
    walk,
)
from exporter.position import Position
from exporter.readback.headings import level_of
from exporter.speak import ASIDES, size

SHOWN = 90


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to jump to: its role as words, its words, where it is, and what else is known about it."""

    role: str
    text: str
    pos: Position | None
    facts: tuple[tuple[str, str | int], ...] = ()


def browse(document: Document, kind: str) -> list[Stop]:
    """All stops of one of ``KINDS`` in reading order."""
    return list(KINDS[kind](document))


def as_text(stops: Sequence[Stop], kind: str, format: str) -> str:
    """One line a stop, ``2 of 7: heading level 2: The flood (page 3)``; ``format`` is the file's ("": an article)."""
    if not stops:
        return f"no {kind}\n"
    return "".join(_line(stop, number, len(stops), format) + "\n" for number, stop in enumerate(stops, 1))


def _line(stop: Stop, number: int, count: int, format: str) -> str:
    text = stop.text if len(stop.text) <= SHOWN else f"{stop.text[: SHOWN - 1]}…"
    place = f" ({described(stop.pos, format)})" if stop.pos else ""
    return printable(": ".join(filter(None, [f"{number} of {count}", stop.role, text])) + place)


def as_json(stops: Sequence[Stop], kind: str, format: str) -> str:
    """The stops as a JSON object ``{"kind": …, "stops": [{"role", "text", "place", …}]}``."""
    listed: list[dict[str, Any]] = []
    for stop in stops:
        data: dict[str, Any] = {"role": stop.role, "text": stop.text, **dict(stop.facts)}
        if stop.pos:
            data["place"] = as_data(stop.pos, format)
        listed.append(data)
    return json.dumps({"kind": kind, "stops": listed}, ensure_ascii=False, indent=2)


# --- one function a sort --------------------------------------------------------------------------------------------


def _headings(document: Document) -> Iterator[Stop]:
    if document.title:
        yield Stop("heading level 1", _words(document.title), document.title[0].pos, (("level", 1),))
    for depth, node in sections(document):
        if node.title:
            level = level_of(node, depth)
            yield Stop(f"heading level {level}", _words(node.title), node.pos, (("level", level),))


def _quotes(document: Document) -> Iterator[Stop]:
    for node in walk(document):
        if isinstance(node, BlockQuote):
            who = _words(node.attribution)
            role = f"quote by {who}" if who else "quote"
            yield Stop(role, _words(node.blocks), _place(node), (("speaker", who),))


def _links(document: Document) -> Iterator[Stop]:
    for node in walk(document):
        if isinstance(node, Link):
            inside = node.target.startswith("#")
            words = _words(node.content) or " ".join(one.alt or "" for one in walk(node) if isinstance(one, Image))
            role = "link within the document" if inside else f"link to {node.target}"
            yield Stop(role, words, node.pos, (("target", node.target),))


def _lists(document: Document) -> Iterator[Stop]:
    for node in walk(document):
        if isinstance(node, List):
            count = len(node.items)
            kind = "numbered list" if node.ordered else "list"
            first = _words(node.items[0].blocks) if node.items else ""
            role = f"{kind} of {count} item{'' if count == 1 else 's'}"
            yield Stop(role, first, _place(node), (("items", count),))


def _tables(document: Document) -> Iterator[Stop]:
    for node in walk(document):
        if isinstance(node, Table):
            rows, columns = size(list(grid(node)))
            role = f"table with {rows} rows and {columns} columns"
            yield Stop(role, _words(node.caption), _place(node), (("rows", rows), ("columns", columns)))


def _images(document: Document) -> Iterator[Stop]:
    for node in walk(document):
        if isinstance(node, Image) and node.alt != "":
            yield Stop("picture" if node.alt else "picture without description", node.alt or "", node.pos)


def _notes(document: Document) -> Iterator[Stop]:
    for number, node in numbered_notes(document):
        yield Stop(f"note {number}", _words(node.blocks), _place(node))


def _landmarks(document: Document) -> Iterator[Stop]:
    for node in walk(document):
        match node:
            case Aside():
                yield Stop(ASIDES[node.kind], _words(node.title) or _words(node.blocks), _place(node))
            case Section() if node.role and not node.role.startswith("level-"):
                yield Stop(node.role.replace("-", " "), _words(node.title), _place(node))
            case _:
                pass


def _pages(document: Document) -> Iterator[Stop]:
    for node in walk(document):
        if isinstance(node, PageMarker):
            yield Stop(f"page {node.label}", "", node.pos)


KINDS: dict[str, Callable[[Document], Iterator[Stop]]] = {
    "headings": _headings,
    "quotes": _quotes,
    "links": _links,
    "lists": _lists,
    "tables": _tables,
    "images": _images,
    "notes": _notes,
    "landmarks": _landmarks,
    "pages": _pages,
}
"""What can be jumped through."""


def _words(nodes: Inlines | tuple[Node, ...]) -> str:
    return " ".join(plain_text(nodes).split())


def _place(node: Node) -> Position | None:
    """Where a node stands: its own place, else that of the first thing in it."""
    return node.pos or next((inner.pos for inner in walk(node) if inner.pos), None)
