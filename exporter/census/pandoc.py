"""The census of pandoc's JSON (pandoc-types 1.23): its strings, cut where blocks and notes begin or end, its things."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import chain
from typing import Any

from exporter.census.counted import Census, Kind, Stretch, Thing
from exporter.census.gathering import BEFORE, Gathering

INLINE = frozenset("Emph Strong Underline Strikeout Superscript Subscript SmallCaps".split())
SECOND = frozenset(["Span", "Quoted", "Cite"])
"""Inlines whose words are the second of their parts."""
SURE: frozenset[Kind] = frozenset(["heading", "item", "header", "cell", "quote", "link", "picture", "note"])


def count_pandoc(root: Any) -> Census:
    """The census of a document in pandoc's JSON."""
    census = Census(sure=SURE)
    if isinstance(root, Mapping):
        _Count(census).visit(root.get("blocks"))
        meta = json.dumps(root.get("meta"), ensure_ascii=False)
        census.doubtful.append(meta)
        census.allowed.append(meta)
    return census


class _Count:
    def __init__(self, census: Census) -> None:
        self.census = census
        self.gathering = Gathering(census)
        self.apart: list[tuple[str, list[str]]] = []
        self.lists = 0

    def close(self) -> None:
        """End the stretch."""
        text = "".join(self.gathering.parts)
        if self.apart and text.strip():
            self.apart[-1][1].append(text)
            self.census.stretches.append(Stretch(text, 0, True))
            self.gathering.parts.clear()
        self.gathering.close()

    def visit(self, root: Any) -> None:
        """Everything in a value."""
        stack: list[Any] = [root]
        while stack:
            node = stack.pop()
            if callable(node):
                node()
            elif isinstance(node, list):
                stack += reversed(node)
            elif isinstance(node, Mapping):
                stack += reversed(self.node(node))
        self.close()

    def node(self, node: Mapping[str, Any]) -> list[Any]:
        """What is in a node, and what is to be done before and after it."""
        kind: Any = node.get("t")
        held: Any = node.get("c")
        if kind in INLINE:
            return [held]
        if kind in SECOND:
            return [held[1]]
        match kind:
            case "Str":
                self.gathering.add(str(held))
            case "Space" | "SoftBreak" | "LineBreak":
                self.gathering.add(" ")
            case "Code":
                self.gathering.add(str(held[1]))
            case "Math":
                self.gathering.add(f" {held[1]} ")
            case "RawInline" | "RawBlock":
                self.census.doubtful.append(str(held))
                self.census.allowed.append(str(held))
            case "Link":
                return [self.gathering.begin_link, held[1], lambda: self.gathering.end_link(str(held[2][0]))]
            case "Image":
                self.picture(held)
            case "Note":
                return [self.inward, held, self.outward]
            case None:
                return list(node.values())
            case _:
                return [self.close, *self.block(kind, held), self.close]
        return []

    def picture(self, held: Any) -> None:
        """A picture: its words are the alternative text, unless an attribute has it."""
        own = dict(held[0][2]).get("alt") if held[0][2] else None
        inner = Census()
        _Count(inner).visit(held[1])
        words = " ".join(one.text for one in inner.stretches)
        said = words if own is None else str(own)
        self.census.allowed.append(words)
        if said.strip():
            self.census.stretches.append(Stretch(said, 0, True))
            self.census.things.append(Thing("picture", said))

    def block(self, kind: str, held: Any) -> list[Any]:
        """What is in a block, each thing between its beginning and its end."""
        match kind:
            case "Header":
                return self.thing("heading", held[2], held[0])
            case "BulletList":
                return list(chain.from_iterable(self.thing("item", item) for item in held))
            case "OrderedList":
                self.lists += 1
                first = int(held[0][0])
                numbered = [(first + at, self.lists) for at in range(len(held[1]))]
                return list(
                    chain.from_iterable(
                        self.thing("item", item, data) for item, data in zip(held[1], numbered, strict=True)
                    )
                )
            case "BlockQuote":
                return self.thing("quote", held)
            case "CodeBlock":
                return [{"t": "Str", "c": held[1]}]
            case "Table":
                return self.table(*held)
            case _:
                return [held]

    def table(self, _: Any, caption: Any, __: Any, head: Any, bodies: Any, foot: Any) -> list[Any]:
        """The caption of a table and its cells: of the head, and the first of rows where it says so, headers."""
        made: list[Any] = [caption, *self.rows(head[1], everything=True)]
        for _attributes, columns, inner, rows in bodies:
            made += [*self.rows(inner, everything=True), *self.rows(rows, headers=columns)]
        return [*made, *self.rows(foot[1])]

    def rows(self, rows: Any, headers: int = 0, *, everything: bool = False) -> list[Any]:
        made: list[Any] = []
        for _, cells in rows:
            for number, cell in enumerate(cells):
                made += self.thing("header" if everything or number < headers else "cell", cell[4])
        return made

    def thing(self, kind: Kind, held: Any, data: Any = None) -> list[Any]:
        """Something between its beginning and its end."""
        return [
            self.close,
            lambda: self.gathering.begin(kind, data),
            held,
            self.close,
            lambda: self.gathering.end(kind),
        ]

    def inward(self) -> None:
        """A note begins in the line, which goes on after it."""
        before = "".join(self.gathering.parts)
        self.apart.append((before, []))
        self.gathering.parts.clear()

    def outward(self) -> None:
        """A note ends."""
        self.close()
        before, told = self.apart.pop()
        self.gathering.parts.append(before)
        self.census.things.append(Thing("note", "\n".join(told), before[-BEFORE:]))
