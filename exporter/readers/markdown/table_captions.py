"""Captions of tables: a paragraph “Table: …” (or “: …”) beside a table without one (pandoc, table_captions)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from exporter.model import (
    Aside,
    Block,
    Blocks,
    Document,
    Inlines,
    ListItem,
    Paragraph,
    Section,
    Table,
    Text,
    nodes_of,
    plain_text,
    transform,
)
from exporter.patterns import pattern
from exporter.readers.html.white_space import fold

_CAPTION = pattern(r"(?:Table:|:)\s+")


def taken_everywhere(document: Document) -> Document:
    """``document`` with captions taken to the tables that lie in its sections, asides and items."""
    if not nodes_of(document, Table) or not any(map(_may_be_caption, nodes_of(document, Paragraph))):
        return document
    return transform(document, _in_sections)


def _in_sections(node: Any) -> Any:
    if isinstance(node, Section | Aside | ListItem):
        blocks = taken(node.blocks)
        return replace(node, blocks=blocks) if blocks is not node.blocks else node
    return node


def taken(blocks: Blocks) -> Blocks:
    """``blocks`` with captions taken to their tables."""
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        node = blocks[at]
        at += 1
        if isinstance(node, Table) and not node.caption:
            after = blocks[at] if at < len(blocks) else None
            before = made[-1] if made else None
            if (caption := _caption(after)) is not None:
                at += 1
                node = replace(node, caption=caption)
            elif (caption := _caption(before)) is not None:
                made.pop()
                node = replace(node, caption=caption)
        made.append(node)
    return blocks if len(made) == len(blocks) else tuple(made)


def _may_be_caption(node: Paragraph) -> bool:
    if not node.content or not isinstance(first := node.content[0], Text):
        return False
    return first.text[:1] == ":" or "Table:".startswith(first.text[:6])


def _caption(node: Block | None) -> Inlines | None:
    if not isinstance(node, Paragraph) or not _may_be_caption(node) or not isinstance(node.content[0], Text):
        return None
    match = _CAPTION.match(plain_text(node.content))
    if match is None:
        return None
    first = node.content[0]
    kept = cast(Inlines, (replace(first, text=first.text[match.end() :]), *node.content[1:]))
    return fold(kept)
