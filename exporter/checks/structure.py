"""The tree of a document's parts as a flat list with depths, each with its place, for a report to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from exporter.model import (
    Aside,
    Block,
    BlockQuote,
    CodeBlock,
    DefinitionList,
    DisplayMath,
    Document,
    Figure,
    Image,
    Inlines,
    List,
    Node,
    Note,
    PageMarker,
    Paragraph,
    Section,
    Table,
    ThematicBreak,
    plain_text,
    walk,
)
from exporter.position import Position
from exporter.readback.headings import level_of
from exporter.speak import ASIDES

EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Part:
    """One part: how deep it lies, its role as words, the beginning of its text ("" for what only holds others)."""

    depth: int
    role: str
    text: str = ""
    pos: Position | None = None


def parts(document: Document) -> list[Part]:
    """Every part of ``document`` in reading order, those inside another right after it and one deeper."""
    lister = _Lister()
    if document.title:
        lister.leaf("heading level 1", document.title, document.title[0].pos)
    lister.blocks(document.blocks, 1)
    return lister.found


@dataclass(slots=True)
class _Lister:
    found: list[Part] = field(default_factory=list)
    depth: int = 0
    pos: Position | None = None

    def add(self, role: str, text: str = "", pos: Position | None = None) -> None:
        self.pos = pos or self.pos
        words = " ".join(text.split())
        self.found.append(
            Part(self.depth, role, words if len(words) <= EXCERPT else words[: EXCERPT - 1] + "…", self.pos)
        )

    def leaf(self, role: str, content: Inlines, pos: Position | None) -> None:
        """A part of running text, with the pictures and notes in it one deeper."""
        if not content:
            return
        text = plain_text(content)
        pictures = [node for node in walk(content) if isinstance(node, Image) and node.alt != ""]
        alone = bool(pictures) and not text.strip()
        if not alone:
            self.add(role, text, pos)
        self.depth += not alone
        for picture in pictures:
            self.add("picture" if picture.alt else "picture without description", picture.alt or "", picture.pos)
        for node in content:
            self._notes(node)
        self.depth -= not alone

    def _notes(self, node: Node) -> None:
        for note in [node] if isinstance(node, Note) else [one for one in walk(node) if isinstance(one, Note)]:
            self.inside("note", note.blocks, note.pos)

    def inside(self, role: str, content: Iterable[Block], pos: Position | None, level: int = 6) -> None:
        """A part that holds blocks."""
        self.add(role, "", pos)
        self.depth += 1
        self.blocks(content, level)
        self.depth -= 1

    def blocks(self, content: Iterable[Block], level: int) -> None:
        for node in content:
            self.block(node, level)

    def block(self, node: Block, level: int) -> None:  # noqa: C901  (one case per node)
        match node:
            case Section():
                inner = node.level_below(level)
                self.leaf(f"heading level {level_of(node, inner)}" if node.title else "section", node.title, node.pos)
                self.depth += 1
                self.blocks(node.blocks, inner)
                self.depth -= 1
            case Paragraph():
                self.leaf(node.role or "paragraph", node.content, node.pos)
            case BlockQuote():
                self.inside("quote", node.blocks, node.pos, level)
                self._below("attribution", node.attribution)
            case List():
                self.add("numbered list" if node.ordered else "list", "", node.pos)
                self._each("item", [(item.blocks, item.pos) for item in node.items], level)
            case DefinitionList():
                self._definitions(node, level)
            case CodeBlock():
                self.add("code", node.text, node.pos)
            case Table():
                self._table(node, level)
            case Figure():
                self.inside("figure", node.blocks, node.pos, level)
                self._below("caption", node.caption)
                self._below("credit", node.credit)
                if node.description:
                    self._each("long description", [(node.description, None)], level)
            case Aside():
                self.add(ASIDES[node.kind], "", node.pos)
                self._below("title", node.title)
                self.depth += 1
                self.blocks(node.blocks, level)
                self.depth -= 1
            case DisplayMath():
                self.add("formula", node.alt or node.tex, node.pos)
            case ThematicBreak():
                self.add("separator", "", node.pos)
            case PageMarker():
                self.add(f"page {node.label}", "", node.pos)
            case _:
                assert_never(node)

    def _below(self, role: str, content: Inlines) -> None:
        self.depth += 1
        self.leaf(role, content, content[0].pos if content else None)
        self.depth -= 1

    def _each(self, role: str, items: Iterable[tuple[tuple[Block, ...], Position | None]], level: int) -> None:
        self.depth += 1
        for blocks, pos in items:
            self.inside(role, blocks, pos, level)
        self.depth -= 1

    def _definitions(self, node: DefinitionList, level: int) -> None:
        self.add("definition list", "", node.pos)
        for item in node.items:
            for term in item.terms:
                self._below("term", term.content)
            self._each("definition", [(one.blocks, one.pos) for one in item.definitions], level)

    def _table(self, node: Table, level: int) -> None:
        self.add("table", "", node.pos)
        self._below("caption", node.caption)
        self.depth += 1
        for group in (node.head, *(body.rows for body in node.bodies), node.foot):
            for row in group:
                self.add("row", "", row.pos)
                for cell in row.cells:
                    self._each("header cell" if cell.header else "cell", [(cell.blocks, cell.pos)], level)
        self.depth -= 1
