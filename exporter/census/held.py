"""What a document holds, counted as a census counts its source: every word that is told, every thing it stands in.

Inlines of one paragraph are one stretch; a note, a picture or a formula in it comes after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from html import unescape
from typing import assert_never

from exporter.census.counted import Census, Kind, Stretch, Thing
from exporter.census.gathering import AGAIN, BEFORE
from exporter.model import (
    Abbr,
    Aside,
    Block,
    BlockQuote,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    DisplayMath,
    Document,
    Figure,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Math,
    Note,
    NoteReference,
    PageMarker,
    Paragraph,
    Quote,
    Section,
    Span,
    Styled,
    Table,
    Text,
    ThematicBreak,
)
from exporter.patterns import pattern
from exporter.records import record

_TAG = pattern(r"<annotation[^>]*>.*?</annotation(?:-xml)?>|<[^>]*>", re.DOTALL)
ALL: frozenset[Kind] = frozenset(
    ["heading", "item", "header", "cell", "link", "picture", "note", "quote", "formula", "aside", "code"]
)


def held(document: Document) -> Census:
    """The census of a document: what is told are ``stretches`` and ``things``, what is said about it is ``allowed``."""
    holding = _Holding()
    if document.title:
        holding.thing("heading", holding.unit(document.title, apart=True), 1)
    holding.blocks(document.blocks)
    holding.refer_again()
    data = document.metadata
    names = [person.name for person in data.authors]
    holding.census.allowed += [
        *(data.title, data.subtitle, data.description, data.publisher, data.published, data.modified, data.source),
        *(data.identifier, data.rights, *names, *data.keywords),
    ]
    return holding.census


@record(frozen=False)
class _Line:
    """The inlines of one stretch while they are gathered, and what comes after it."""

    parts: list[str] = field(default_factory=list)
    later: list[tuple[Note | Image | Math, str]] = field(default_factory=list)
    line: int = 0


@record(frozen=False)
class _Holding:
    census: Census = field(default_factory=lambda: Census(sure=ALL))
    depth: int = 1
    line: int = 0
    notes: dict[str, int] = field(default_factory=dict)
    boxes: int = 0
    again: list[tuple[str, str]] = field(default_factory=list)

    def refer_again(self) -> None:
        """Add the words before each further reference to a note to those before the first."""
        things = self.census.things
        for note, before in self.again:
            if (at := self.notes.get(note)) is not None:
                things[at] = things[at]._replace(data=f"{things[at].data}{AGAIN}{before}")

    def blocks(self, nodes: Iterable[Block], *, apart: bool = False) -> None:
        for node in nodes:
            self.block(node, apart)

    def block(self, node: Block, apart: bool) -> None:  # noqa: C901  (one case per node)
        if node.pos:
            self.line = node.pos.line
        match node:
            case Section():
                level = node.level_below(self.depth)
                outer, self.depth = self.depth, level
                if node.title:
                    self.thing("heading", self.unit(node.title, apart=apart), None if self.boxes else level)
                self.blocks(node.blocks, apart=apart)
                self.depth = outer
            case Paragraph():
                self.unit(node.content, apart=apart or bool(node.role))
            case BlockQuote():
                self.thing("quote", self.within(node.blocks, apart))
                self.unit(node.attribution, apart=True)
            case List():
                for item, number in zip(node.items, node.numbers, strict=True):
                    self.thing("item", self.within(item.blocks, apart), number if node.ordered else None)
            case DefinitionList():
                for entry in node.items:
                    start = len(self.census.stretches)
                    for term in entry.terms:
                        self.unit(term.content, apart=apart)
                    for definition in entry.definitions:
                        self.definition(definition, apart)
                    self.thing("item", self.since(start).replace("\n", " "))
            case CodeBlock():
                self.add(node.text, apart)
                self.thing("code", node.text, node.language)
                self.census.allowed.append(node.language)
            case Table():
                self.table(node)
            case Figure():
                start = len(self.census.stretches)
                self.blocks(node.blocks, apart=apart)
                self.unit(node.caption, apart=True)
                self.unit(node.credit, apart=True)
                self.blocks(node.description, apart=True)
                self.thing("figure", self.since(start))
            case Aside():
                self.thing("heading", self.unit(node.title, apart=True))
                self.boxes += 1  # the headings in a box have levels of their own
                self.thing("aside", self.within(node.blocks, apart))
                self.boxes -= 1
            case DisplayMath():
                self.formula(node, apart)
            case ThematicBreak():
                pass
            case PageMarker():
                self.census.allowed.append(node.label)
            case _:
                assert_never(node)

    def definition(self, node: Definition, apart: bool) -> None:
        self.blocks(node.blocks, apart=apart)

    def table(self, node: Table) -> None:
        self.unit(node.caption, apart=True)
        self.add(node.description, True)
        for rows in (node.head, *(body.rows for body in node.bodies), node.foot):
            for row in rows:
                for cell in row.cells:
                    self.cell(cell)

    def cell(self, node: Cell) -> None:
        self.thing("header" if node.header else "cell", self.within(node.blocks, False))

    def within(self, nodes: Iterable[Block], apart: bool) -> str:
        """The words of blocks, which are gathered too."""
        start = len(self.census.stretches)
        self.blocks(nodes, apart=apart)
        return self.since(start)

    def since(self, start: int) -> str:
        """The words of the stretches from one on, each on a line."""
        return "\n".join(item.text.replace("\n", " ") for item in self.census.stretches[start:])

    # --- inlines ----------------------------------------------------------------------------------------------------

    def unit(self, nodes: Iterable[Inline], *, apart: bool) -> str:
        """One stretch of inlines, then its notes, pictures and formulas; its words."""
        held = _Line(line=self.line)
        for node in nodes:
            self.inline(node, held)
        text = "".join(held.parts)
        if text.strip():
            self.census.stretches.append(Stretch(text, held.line or self.line, apart))
        for node, before in held.later:
            match node:
                case Image():
                    self.picture(node)
                case Math():
                    self.formula(node, True)
                case Note():
                    words = self.within(node.blocks, True)
                    self.notes[node.id] = len(self.census.things)
                    self.thing("note", words, before)
                case _:
                    assert_never(node)
        return text

    def inline(self, node: Inline, to: _Line) -> None:  # noqa: C901  (one case per node)
        if node.pos and not to.line:
            to.line = node.pos.line
        match node:
            case Text() | Code():
                to.parts.append(node.text)
            case Styled() | Quote() | Span():
                start = len(to.parts)
                for child in node.content:
                    self.inline(child, to)
                if isinstance(node, Span) and node.role == "missing-image":
                    self.thing("picture", "".join(to.parts[start:]))
            case Link():
                start = len(to.parts)
                for child in node.content:
                    self.inline(child, to)
                self.thing("link", "".join(to.parts[start:]), node.target)
                self.census.allowed.append(node.title)
            case Abbr():
                for child in node.content:
                    self.inline(child, to)
                self.census.allowed.append(node.expansion)
            case Image() | Note() | Math():
                to.parts += [node.alt if len(node.alt) == 1 else " "] if isinstance(node, Image) and node.alt else []
                to.later.append((node, "".join(to.parts)[-BEFORE:]))
            case LineBreak():
                to.parts.append("\n")
            case NoteReference():
                self.again.append((node.note, "".join(to.parts)[-BEFORE:]))
            case PageMarker():
                self.census.allowed.append(node.label)
            case _:
                assert_never(node)

    def picture(self, node: Image) -> None:
        self.add(node.alt or "", True)
        self.census.allowed.append(node.title)
        self.thing("picture", node.alt or "", node.alt)

    def formula(self, node: Math | DisplayMath, apart: bool) -> None:
        symbols = unescape(_TAG.sub(" ", node.mathml))
        self.census.allowed += [node.alt or "", node.tex, " ".join(symbols)]
        self.thing("formula", node.tex, (node.alt or "", node.tex, symbols))

    def add(self, text: str, apart: bool) -> None:
        if text.strip():
            self.census.stretches.append(Stretch(text, self.line, apart))

    def thing(self, kind: Kind, text: str, data: object = None) -> None:
        self.census.things.append(Thing(kind, text, data, self.line))
