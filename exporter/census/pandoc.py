"""The census of pandoc's JSON (pandoc-types 1.23): its strings, cut where a block or a note begins or ends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from exporter.census.counted import Census, Stretch

INLINE = frozenset("Emph Strong Underline Strikeout Superscript Subscript SmallCaps".split())
SECOND = frozenset(["Link", "Image", "Span", "Quoted", "Cite"])
"""Inlines whose words are the second of their parts."""


def count_pandoc(root: Any) -> Census:
    """The census of a document in pandoc's JSON."""
    census = Census()
    if isinstance(root, Mapping):
        _Count(census).visit(root.get("blocks"))
        meta = json.dumps(root.get("meta"), ensure_ascii=False)
        census.doubtful.append(meta)
        census.allowed.append(meta)
    return census


class _Count:
    def __init__(self, census: Census) -> None:
        self.census = census
        self.parts: list[str] = []
        self.apart = 0

    def close(self) -> None:
        """End the stretch."""
        text = "".join(self.parts)
        self.parts = []
        if text and not text.isspace():
            self.census.stretches.append(Stretch(text, 0, bool(self.apart)))

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
        kind: Any = node.get("t")
        held: Any = node.get("c")
        if kind in INLINE:
            return [held]
        if kind in SECOND:
            return [held[1]]
        match kind:
            case "Str":
                self.parts.append(str(held))
            case "Space" | "SoftBreak" | "LineBreak":
                self.parts.append(" ")
            case "Code" | "Math":
                self.parts.append(f" {held[1]} " if kind == "Math" else str(held[1]))
            case "CodeBlock":
                return [self.close, {"t": "Str", "c": held[1]}, self.close]
            case "RawInline" | "RawBlock":
                self.census.doubtful.append(str(held))
                self.census.allowed.append(str(held))
            case None:
                return list(node.values())
            case "Note":
                self.apart += 1
                return [self.close, held, self.close, self.inward]
            case _:
                return [self.close, held, self.close]
        return []

    def inward(self) -> None:
        """A note ends."""
        self.apart -= 1
