"""The transcript of a document: what a listener would hear, in order, with roles as words.

It is what any assistive technology could say from the file's structure. It imitates no named screen reader, whose
words, order and settings are its own. The starts of pages are not told in it: files differ in which they have
(``speak_browse`` lists them).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from exporter.comparison.table_grid import Placed
from exporter.errors import printable
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
    Node,
    Note,
    NotesRun,
    PageMarker,
    Paragraph,
    Section,
    Table,
    ThematicBreak,
    counts_notes_anew,
    numbered_notes,
)
from exporter.model.numerals import numeral
from exporter.position import Position
from exporter.readback.headings import level_of
from exporter.speak.cells import cells
from exporter.speak.inline import Speech, formula_said, language_of, speech

ASIDES = {
    "sidebar": "aside",
    "pullquote": "pull quote",
    "note": "note box",
    "tip": "tip",
    "warning": "warning",
    "related": "related matter",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is announced: ``role`` as words ("heading level 2", "quote by Jane Roe", ""), then the text.

    ``depth`` is how deep it lies in quotes, lists and tables. ``lang`` is set where the words are in another language
    than the words before them. ``pos`` is where in the file (or the article) the thing begins.
    """

    role: str
    text: str = ""
    depth: int = 0
    lang: str = ""
    pos: Position | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        role = " ".join(part for part in (self.role, f"({self.lang})" if self.lang else "") if part)
        return "  " * self.depth + ": ".join(part for part in (role, self.text) if part)


def transcript(document: Document) -> list[Line]:
    """Everything ``document`` tells, a line for each thing that is announced."""
    numbers = {note.id: number for number, note in numbered_notes(document) if note.id}
    speaker = _Speaker(document.metadata.lang, document.metadata.lang, numbers, document.notes_run)
    if document.metadata.lang:
        speaker.say("document language", document.metadata.lang)
    if document.title:
        speaker.pos = document.title[0].pos
        speaker.text("heading level 1", document.title)
    speaker.blocks(document.blocks, 1)
    return speaker.lines


def as_text(lines: Iterable[Line]) -> str:
    """A transcript as text, one line for each thing said."""
    return "".join(printable(str(line)) + "\n" for line in lines)


def as_json(lines: Sequence[Line]) -> str:
    """A transcript as a JSON object ``{"lines": [{"role", "text", "depth", "lang"}]}``."""
    data = [
        {"role": line.role, "text": line.text, "depth": line.depth} | ({"lang": line.lang} if line.lang else {})
        for line in lines
    ]
    return json.dumps({"lines": data}, ensure_ascii=False, indent=2)


@dataclass(slots=True)
class _Speaker:
    """``lang`` is the language that holds where we are; ``heard`` that of the words told last."""

    lang: str
    heard: str
    numbers: Mapping[str, int]
    notes_run: NotesRun
    lines: list[Line] = field(default_factory=list)
    depth: int = 0
    notes: int = 0
    level: int = 1
    pos: Position | None = None

    def say(self, role: str, text: str = "", lang: str = "") -> None:
        """Announce one thing. ``lang`` is the language of its words; a change is announced."""
        changed = lang if lang.lower() != self.heard.lower() else ""
        self.heard = lang or self.heard
        self.lines.append(Line(role, text, self.depth, changed, self.pos))

    def text(self, role: str, content: Inlines) -> None:
        """Announce a stretch of inlines, then the notes it refers to."""
        lang = language_of(content, self.lang)
        said: Speech = speech(content, self.notes, lang, self.numbers)
        spoken = " ".join(said.text.split())
        if spoken or role:
            self.say(role, spoken, lang if spoken else "")
        self.refer(said)

    def refer(self, said: Speech) -> None:
        """Announce the notes that words referred to."""
        first = self.notes
        self.notes += len(said.notes)
        for number, note in enumerate(said.notes, first + 1):
            self._note(note, number)

    def _note(self, note: Note, number: int) -> None:
        self.say(f"note {number}")
        self.inside(note, note.blocks)
        self.say(f"end of note {number}")

    def inside(self, node: Node, content: Iterable[Block]) -> None:
        """Announce what lies inside a node, one step deeper."""
        lang, self.lang = self.lang, node.lang or self.lang
        self.depth += 1
        self.blocks(content, self.level)
        self.depth -= 1
        self.lang = lang

    def blocks(self, content: Iterable[Block], level: int) -> None:
        """Announce blocks that lie below a heading of ``level``."""
        for node in content:
            kept, self.level = self.level, level
            lang, self.lang = self.lang, node.lang or self.lang
            self.pos = node.pos or self.pos
            self.block(node)
            self.level, self.lang = kept, lang

    def block(self, node: Block) -> None:  # noqa: C901  (one case per node)
        """Announce one block, in its own language."""
        match node:
            case Section():
                self._section(node)
            case Paragraph((Code() as only,)):  # code alone in its paragraph is a block of it: no file tells them apart
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
                self.text(ASIDES[node.kind], node.title)
                self.inside(node, node.blocks)
                self.say(f"end of {ASIDES[node.kind]}")
            case DisplayMath():
                self.say("formula", formula_said(node, self.lang))
            case ThematicBreak():
                self.say("separator")
            case PageMarker():
                pass
            case _:
                assert_never(node)

    def _code(self, node: CodeBlock | Code) -> None:
        code = node.text.strip("\n").split("\n")
        if len(code) == 1:
            self.say("code", code[0])
            return
        self.say("code")
        self.lines += [Line("", line, self.depth + 1, "", self.pos) for line in code]
        self.say("end of code")

    def _section(self, node: Section) -> None:
        level = node.level_below(self.level)
        if self.notes_run == "article" and counts_notes_anew(node):
            self.notes = 0
        if node.title:
            self.text(f"heading level {level_of(node, level)}", node.title)
        self.blocks(node.blocks, level)

    def _quote(self, node: BlockQuote) -> None:
        lang = language_of(node.attribution, self.lang)
        said = speech(node.attribution, self.notes, lang, self.numbers)
        who = " ".join(said.text.split())
        self.say(f"quote by {who}" if who else "quote", lang=lang if who else "")
        self.refer(said)
        self.inside(node, node.blocks)
        self.say("end of quote")

    def _list(self, node: List) -> None:
        count = len(node.items)
        kind = "numbered list" if node.ordered else "list"
        self.say(f"{kind} of {count} item{'' if count == 1 else 's'}")
        for position, (item, number) in enumerate(zip(node.items, node.numbers, strict=True), 1):
            label = f"{numeral(number, node.style)}, " if node.ordered else ""
            before = len(self.lines)
            self.inside(item, item.blocks)
            self._label(before, f"{label}item {position} of {count}")
        self.say("end of list")

    def _label(self, before: int, role: str) -> None:
        """Put ``role`` before what was said since ``before``, in one breath with it where that is plain text."""
        if len(self.lines) > before and not self.lines[before].role:
            self.lines[before] = replace(self.lines[before], role=role)
        else:
            pos = self.lines[before].pos if len(self.lines) > before else self.pos
            self.lines.insert(before, Line(role, "", self.depth + 1, "", pos))

    def _definitions(self, node: DefinitionList) -> None:
        self.say("definition list")
        for item in node.items:
            for term in item.terms:
                lang, self.lang = self.lang, term.lang or self.lang
                self.depth += 1
                self.text("term", term.content)
                self.depth -= 1
                self.lang = lang
            for definition in item.definitions:
                before = len(self.lines)
                self.inside(definition, definition.blocks)
                self._label(before, "definition")
        self.say("end of definition list")

    def _table(self, node: Table) -> None:
        told = cells(node)
        rows, columns = size([one for one, _ in told])
        self.text(f"table with {rows} rows and {columns} columns", node.caption)
        if node.description:
            self.say("description", node.description)
        for one, headers in told:
            before = len(self.lines)
            self.inside(one.cell, one.cell.blocks)
            self._label(before, ", ".join(filter(None, [f"row {one.row + 1} column {one.column + 1}", headers])))
        self.say("end of table")

    def _figure(self, node: Figure) -> None:
        before = len(self.lines)
        self.say("figure")
        self.inside(node, node.blocks)
        self.depth += 1
        if node.caption:
            self.text("caption", node.caption)
        if node.credit:
            self.text("credit", node.credit)
        if node.description:
            self.say("long description")
            self.blocks(node.description, self.level)
        self.depth -= 1
        if len(self.lines) == before + 1:  # only what is decorative: there is nothing to tell
            self.lines.pop()
        else:
            self.say("end of figure")


def size(placed: Sequence[Placed]) -> tuple[int, int]:
    """How many rows and columns a table has."""
    rows = max((one.row for one in placed), default=-1) + 1
    return rows, max((one.column + one.cell.colspan for one in placed), default=0)


__all__ = ["Line", "as_json", "as_text", "numeral", "transcript"]
