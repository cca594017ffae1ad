"""What one program was measured, or is documented, to tell of a file: the transcript of that reader.

``exporter speak --as``. Each reader is a row of data (``readers.py``), tested against what was heard (fixtures/heard);
here is how a document is told by such a row. It is not a recording: speed, voice and a user’s settings are their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import dropwhile
from typing import assert_never

from exporter.model import (
    Aside,
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    DefinitionList,
    DisplayMath,
    Document,
    Figure,
    Inlines,
    List,
    Note,
    NotesRun,
    PageMarker,
    Paragraph,
    Section,
    Table,
    ThematicBreak,
    counts_notes_anew,
    is_visible,
    plain_text,
)
from exporter.model.numerals import labels
from exporter.position import Position
from exporter.readback.headings import level_of
from exporter.speak import Line, size
from exporter.speak.cells import cells
from exporter.speak.heard_words import Words, words
from exporter.speak.inline import formula_said, formula_signs, language_of
from exporter.speak.readers import Reader


def heard(document: Document, reader: Reader) -> list[Line]:
    """Everything that ``reader`` tells of ``document``, a line for each thing, in its order."""
    lang = document.metadata.lang
    teller = _Teller(reader, lang, lang, document.notes_run)
    teller.lines.append(Line("reader", f"{reader.title} ({reader.evidence})"))
    if document.title:
        teller.heading(1, document.title)
    teller.blocks(tuple(dropwhile(lambda node: isinstance(node, PageMarker), document.blocks)), 1)
    teller.notes(reader.notes_name)
    return teller.lines


@dataclass(slots=True)
class _Teller:
    """``lang`` is the language that holds where we are, ``said`` that of the words told last.

    ``open`` counts the blocks that we are in, sections apart.
    """

    reader: Reader
    lang: str
    said: str
    notes_run: NotesRun
    lines: list[Line] = field(default_factory=list)
    depth: int = 0
    open: int = 0
    count: int = 0
    numbers: dict[str, int] = field(default_factory=dict)
    waiting: list[tuple[int, Note]] = field(default_factory=list)
    named: bool = False
    pos: Position | None = None

    def say(self, role: str, text: str = "", lang: str = "") -> None:
        """One thing that is told; a change of language only where the program tells the voice."""
        changed = lang if self.reader.languages and lang and lang.lower() != self.said.lower() else ""
        self.said = lang or self.said
        text = " ".join(text.split())
        if role or text:
            self.lines.append(Line(role, text, self.depth, changed, self.pos))

    def text(self, role: str, content: Inlines) -> None:
        """A stretch of words, and the notes that it refers to, which wait. No page is told of in what has a role."""
        reader = replace(self.reader, page_inside="") if role or self.named else self.reader
        told: Words = words(content, reader, self.lang, self.count, self.numbers)
        self.count += len(told.notes)
        self.waiting += [(number, note) for number, note in told.notes]
        self.say(role, told.text, language_of(content, self.lang))

    def heading(self, level: int, content: Inlines) -> None:
        """A heading, at the level that the program tells."""
        told = min(level, self.reader.deepest) if not self.reader.one_level else self.reader.one_level
        self.text(f"heading level {told}", content)

    def notes(self, name: str) -> None:
        """The notes that wait, in order, and those that they refer to."""
        if self.waiting and name:
            self.say(name)
        while self.waiting:
            number, note = self.waiting.pop(0)
            opening = self.reader.note.format(number=number)
            before = len(self.lines)
            self.inside(note.blocks, note.lang)
            if opening:
                self._label(before, opening)

    def inside(self, content: Iterable[Block], lang: str = "", *, named: bool = False) -> None:
        """What lies inside something, one step deeper; ``named``: it is called by its words, not by a page number."""
        kept, self.lang = (self.lang, self.named), lang or self.lang
        self.named = named or self.named
        self.depth += 1
        self.blocks(content, 1)
        self.depth -= 1
        self.lang, self.named = kept

    def blocks(self, content: Iterable[Block], level: int) -> None:
        """Blocks below a heading of ``level``."""
        for node in content:
            kept, self.lang = self.lang, node.lang or self.lang
            self.pos = node.pos or self.pos
            self.open += not isinstance(node, Section)
            self.block(node, level)
            self.open -= not isinstance(node, Section)
            self.lang = kept
            if self.reader.notes == "after" and not self.open:
                self.notes("")

    def block(self, node: Block, level: int) -> None:  # noqa: C901  (one case per node)
        """One block."""
        match node:
            case Section():
                below = node.level_below(level)
                if self.notes_run == "article" and counts_notes_anew(node):
                    self.count = 0
                if node.title:
                    self.heading(level_of(node, below), node.title)
                self.blocks(node.blocks, below)
                if node.metadata is not None and self.reader.notes == "end":  # in an EPUB the end of its page
                    self.notes(self.reader.notes_name)
            case Paragraph((Code() as only,)):
                self._code(only)
            case Paragraph():
                self.text("", node.content)
            case BlockQuote():
                self._quote(node)
            case List():
                self._list(node)
            case DefinitionList():
                self._definitions(node)
            case CodeBlock():
                self._code(node)
            case Table():
                self._table(node)
            case Figure():
                self._figure(node)
            case Aside():
                self.text(self.reader.aside, node.title)
                self.blocks(node.blocks, level)
            case DisplayMath():
                self.say(self.reader.formula, self._formula(node))
            case ThematicBreak():
                self.say(self.reader.separator)
            case PageMarker():
                self.say("" if self.named else self.reader.page.format(label=node.label))
            case _:
                assert_never(node)

    def _formula(self, node: DisplayMath) -> str:
        match self.reader.formulas:
            case "signs":
                return formula_signs(node) or node.tex
            case "words":
                return formula_said(node, self.lang)
            case "silent":
                return ""

    def _code(self, node: CodeBlock | Code) -> None:
        for line in node.text.strip("\n").split("\n"):
            self.lines.append(Line("", line, self.depth, "", self.pos))

    def _quote(self, node: BlockQuote) -> None:
        reader = self.reader
        who = plain_text(node.attribution).strip() if reader.quote_is_named else ""
        if reader.quote:
            self.say(f"{who}, {reader.quote}" if who else reader.quote)
        if reader.quote:
            self.inside(node.blocks)
        else:
            self.blocks(node.blocks, 1)
        if reader.quote and reader.leaving:
            self.say(f"{reader.leaving}{reader.quote}")
        if node.attribution:
            before = len(self.lines)
            self.text(reader.attribution, node.attribution)
            if reader.dash and len(self.lines) > before:
                self.lines[before] = replace(self.lines[before], text=f"— {self.lines[before].text}")

    def _list(self, node: List) -> None:
        if self.reader.lists:
            count = len(node.items)
            self.say(f"list with {count} item{'' if count == 1 else 's'}")
        marks = labels(node) if node.ordered else [self.reader.bullet] * len(node.items)
        for item, mark in zip(node.items, marks, strict=True):
            before = len(self.lines)
            self.inside(item.blocks, item.lang, named=True)
            self._label(before, mark)
        if self.reader.lists and self.reader.leaving:
            self.say(f"{self.reader.leaving}list")

    def _label(self, before: int, words_before: str) -> None:
        """Words that come before what was said since ``before``: a marker, the name of a cell or note."""
        if not words_before:
            return
        if len(self.lines) > before and not self.lines[before].role:
            first = self.lines[before]
            self.lines[before] = replace(first, role=words_before)
        else:
            self.lines.insert(before, Line(words_before, "", self.depth, "", self.pos))

    def _definitions(self, node: DefinitionList) -> None:
        listed = self.reader.terms_are_items
        if listed:
            self.say(f"list with {len(node.items)} item{'' if len(node.items) == 1 else 's'}")
        for item in node.items:
            for number, term in enumerate(item.terms):
                self.text("item" if listed and not number else self.reader.term, term.content)
            for definition in item.definitions:
                self.inside(definition.blocks, definition.lang, named=True)

    def _table(self, node: Table) -> None:
        reader = self.reader
        told = cells(node)
        rows, columns = size([one for one, _ in told])
        if reader.caption_first and node.caption:
            self.text("", node.caption)
        if reader.tables:
            caption = plain_text(node.caption) if not reader.caption_first else ""
            self.say(f"table with {rows} rows and {columns} columns", caption)
        elif node.caption and not reader.caption_first:
            self.text("", node.caption)
        for one, headers in told:
            before = len(self.lines)
            self.inside(one.cell.blocks, one.cell.lang, named=True)
            place = f"row {one.row + 1} column {one.column + 1}" if reader.tables else ""
            self._label(before, ", ".join(filter(None, [place, headers if reader.headers else ""])))
        if reader.tables and reader.leaving:
            self.say(f"{reader.leaving}table")
        if node.description and reader.descriptions:
            self.say("", node.description)

    def _figure(self, node: Figure) -> None:
        if self.reader.figure:
            self.say(self.reader.figure)
        self.blocks(node.blocks, 1)
        for part in (node.caption, node.credit):
            if part and is_visible(plain_text(part)):
                self.text("", part)
        if self.reader.descriptions:
            self.blocks(node.description, 1)
