"""The transcript of a document: what a listener would be told, in order, with roles as words.

It is what any assistive technology could say from the file's structure. It imitates no named screen reader, whose
words, order and settings are its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from exporter.check.headings import level_of
from exporter.check.parity_tables import grid
from exporter.check.speak_inline import Speech, speech
from exporter.diagnostics import printable
from exporter.model import (
    Aside,
    Block,
    BlockQuote,
    CodeBlock,
    DefinitionList,
    Document,
    Figure,
    Inlines,
    List,
    Math,
    Node,
    Note,
    NumberStyle,
    PageMarker,
    Paragraph,
    Section,
    Table,
    TableBody,
    ThematicBreak,
    plain_text,
)

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
    """One thing that is said: ``role`` as words ("heading level 2", "quote by Jane Roe", ""), then the text.

    ``depth`` is how deep it lies in quotes, lists and tables; ``lang`` is set where the language changes.
    """

    role: str
    text: str = ""
    depth: int = 0
    lang: str = ""

    def __str__(self) -> str:
        role = " ".join(part for part in (self.role, f"({self.lang})" if self.lang else "") if part)
        return "  " * self.depth + ": ".join(part for part in (role, self.text) if part)


def transcript(document: Document) -> list[Line]:
    """Everything ``document`` tells, a line for each thing that is announced."""
    speaker = _Speaker(document.metadata.lang)
    if document.metadata.lang:
        speaker.say("document language", document.metadata.lang)
    if document.title:
        speaker.text("heading level 1", document.title, "")
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
    lang: str
    lines: list[Line] = field(default_factory=list)
    depth: int = 0
    notes: int = 0
    level: int = 1

    def say(self, role: str, text: str = "", lang: str = "") -> None:
        """Announce one thing."""
        self.lines.append(Line(role, text, self.depth, lang))

    def text(self, role: str, content: Inlines, lang: str) -> None:
        """Announce a stretch of inlines, then the notes it refers to."""
        said: Speech = speech(content, self.notes, self.lang)
        spoken = " ".join(said.text.split())
        if spoken or role:
            self.say(role, spoken, lang)
        first = self.notes
        self.notes += len(said.notes)
        for number, note in enumerate(said.notes, first + 1):
            self._note(note, number)

    def _note(self, note: Note, number: int) -> None:
        self.say(f"note {number}", lang=self.changed(note))
        self.inside(note, note.blocks)
        self.say(f"end of note {number}")

    def changed(self, node: Node) -> str:
        """The language of a node where it is not that around it."""
        return node.lang if node.lang and node.lang.lower() != self.lang.lower() else ""

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
            self.block(node)
            self.level = kept

    def block(self, node: Block) -> None:
        """Announce one block."""
        lang = self.changed(node)
        match node:
            case Section():
                self._section(node, lang)
            case Paragraph():
                self._in_language(node, "", node.content, lang)
            case BlockQuote():
                self._quote(node, lang)
            case List():
                self._list(node, lang)
            case DefinitionList():
                self._definitions(node, lang)
            case CodeBlock():
                self._code(node, lang)
            case Table():
                self._table(node, lang)
            case Figure():
                self._figure(node, lang)
            case Aside():
                self._aside(node, lang)
            case Math():
                self.say("formula", node.alt or node.tex or math_text(node), lang)
            case ThematicBreak():
                self.say("separator")
            case PageMarker():
                self.say(f"page {node.label}")
            case _:
                assert_never(node)

    def _code(self, node: CodeBlock, lang: str) -> None:
        self.say("code", lang=lang)
        self.lines += [Line("", line, self.depth + 1) for line in node.text.rstrip("\n").split("\n")]
        self.say("end of code")

    def _in_language(self, node: Node, role: str, content: Inlines, lang: str) -> None:
        kept, self.lang = self.lang, node.lang or self.lang
        self.text(role, content, lang)
        self.lang = kept

    def _section(self, node: Section, lang: str) -> None:
        level = self.level + 1
        if node.title:
            self._in_language(node, f"heading level {level_of(node, level)}", node.title, lang)
        kept, self.lang = self.lang, node.lang or self.lang
        self.blocks(node.blocks, level)
        self.lang = kept

    def _quote(self, node: BlockQuote, lang: str) -> None:
        who = " ".join(plain_text(node.attribution).split())
        self.say(f"quote by {who}" if who else "quote", lang=lang)
        self.inside(node, node.blocks)
        self.say("end of quote")

    def _list(self, node: List, lang: str) -> None:
        count = len(node.items)
        kind = "numbered list" if node.ordered else "list"
        self.say(f"{kind} of {count} item{'' if count == 1 else 's'}", lang=lang)
        for position, item in enumerate(node.items, 1):
            label = f"{numeral(node.start + position - 1, node.style)}, " if node.ordered else ""
            before = len(self.lines)
            self.depth += 1
            self.blocks(item.blocks, self.level)
            self.depth -= 1
            role = f"{label}item {position} of {count}"
            self._label(before, role)
        self.say("end of list")

    def _label(self, before: int, role: str) -> None:
        """Put ``role`` before what was said since ``before``, in one breath with it where that is plain text."""
        if len(self.lines) > before and not self.lines[before].role:
            self.lines[before] = replace(self.lines[before], role=role)
        else:
            self.lines.insert(before, Line(role, "", self.depth + 1))

    def _definitions(self, node: DefinitionList, lang: str) -> None:
        self.say("definition list", lang=lang)
        for item in node.items:
            for term in item.terms:
                self.depth += 1
                self._in_language(term, "term", term.content, self.changed(term))
                self.depth -= 1
            for definition in item.definitions:
                before = len(self.lines)
                self.inside(definition, definition.blocks)
                self._label(before, "definition")
        self.say("end of definition list")

    def _table(self, node: Table, lang: str) -> None:
        placed = list(grid(node))
        rows = max((one.row for one in placed), default=-1) + 1
        columns = max((one.column + one.cell.colspan for one in placed), default=0)
        self.text(f"table with {rows} rows and {columns} columns", node.caption, lang)
        if node.description:
            self.say("description", node.description)
        heads: dict[int, str] = {}
        sides: dict[int, str] = {}
        for one in placed:
            words = " ".join(plain_text(one.cell.blocks).split())
            before = len(self.lines)
            self.inside(one.cell, one.cell.blocks)
            if one.cell.header:
                covered = range(one.column, one.column + one.cell.colspan)
                heads |= dict.fromkeys(covered, words) if one.scope.startswith("col") else {}
                sides |= (
                    dict.fromkeys(range(one.row, one.row + one.cell.rowspan), words)
                    if one.scope.startswith("row")
                    else {}
                )
                role = f"{'column' if one.scope.startswith('col') else 'row'} header"
            else:
                role = ", ".join(filter(None, [sides.get(one.row, ""), heads.get(one.column, "")]))
            self._label(before, f"row {one.row + 1} column {one.column + 1}" + (f", {role}" if role else ""))
        self.say("end of table")

    def _figure(self, node: Figure, lang: str) -> None:
        self.say("figure", lang=lang)
        self.inside(node, node.blocks)
        self.depth += 1
        if node.caption:
            self.text("caption", node.caption, "")
        if node.credit:
            self.text("credit", node.credit, "")
        if node.description:
            self.say("long description")
            self.blocks(node.description, self.level)
        self.depth -= 1
        self.say("end of figure")

    def _aside(self, node: Aside, lang: str) -> None:
        self.text(ASIDES[node.kind], node.title, lang)
        self.inside(node, node.blocks)
        self.say(f"end of {ASIDES[node.kind]}")


def math_text(node: Math) -> str:
    """The characters of a formula's MathML."""
    from exporter.check.speak_inline import formula_words

    return formula_words(node)


def numeral(number: int, style: NumberStyle) -> str:
    """A list number as it is shown."""
    match style:
        case "decimal":
            return str(number)
        case "lower-alpha" | "upper-alpha":
            letters = _letters(number)
            return letters if style == "lower-alpha" else letters.upper()
        case "lower-roman" | "upper-roman":
            roman = _roman(number)
            return roman if style == "lower-roman" else roman.upper()
        case _:
            assert_never(style)


def _letters(number: int) -> str:
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out or str(number)


ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
ROMAN_SMALL = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, letters in (*ROMAN, *ROMAN_SMALL):
        count, number = divmod(number, value)
        out += letters * count
    return out


__all__ = ["Line", "TableBody", "as_json", "as_text", "numeral", "transcript"]
