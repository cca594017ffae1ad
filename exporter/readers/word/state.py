"""The state of reading a Word file: its parts, what is open, the findings.

One ``State`` lives for one file. What is noticed many times (links, changes, hidden words) is counted and said once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from exporter.bounds.gate import Limits
from exporter.findings import Finding, finding
from exporter.model import Blocks, Note, NoteReference
from exporter.position import Position
from exporter.readers.pictures import Pictures
from exporter.readers.word.fields import LISTS, Field
from exporter.readers.word.items import Item
from exporter.readers.word.metafiles import Drawn
from exporter.readers.word.notes import Notes
from exporter.readers.word.numbering import Numbering
from exporter.readers.word.ooxml import Element
from exporter.readers.word.package import Relation, WordPackage
from exporter.readers.word.styles import Styles
from exporter.readers.word_options import WordOptions

LAYOUT = "layout tables"
"""What tables that were taken apart are counted as."""


def folded_bookmark(name: str) -> str:
    """A bookmark's name as names are compared: Word finds ``Target_1`` by ``target_1`` (17.13.6.2)."""
    return name.strip().casefold()


def anchor_of(bookmark: str) -> str:
    """The id for a bookmark: Word's own begin with an underscore, which says that they are hidden."""
    name = re.sub(r"\W", "_", bookmark).strip("_")
    return name if name[:1].isalpha() else f"id_{name}"


@dataclass(frozen=True, slots=True)
class Containers:
    """How what holds paragraphs is read: paragraphs hold text boxes, notes and tables, which hold paragraphs again."""

    items: Callable[[State, Element], list[Item]]
    blocks: Callable[[State, Element], Blocks]
    note: Callable[[State, str, str], Note | NoteReference | None]


@dataclass(slots=True)
class State:
    """The book-keeping of one reading."""

    read: Containers
    package: WordPackage
    styles: Styles
    numbering: Numbering
    notes: Notes
    pictures: Pictures
    options: WordOptions
    limits: Limits
    lang: str = ""
    base: str = ""
    part: str = ""
    wanted: frozenset[str] = frozenset()
    waiting: list[str] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)
    shown: dict[str, list[str]] = field(default_factory=dict)
    paragraphs: int = 0
    serial: int = 0
    depth: int = 0
    cells: int = 0
    in_cell: int = 0
    metafiles: dict[str, Drawn] = field(default_factory=dict)
    drawing_seconds: float = 0
    _said: set[tuple[str, str]] = field(default_factory=set)

    @property
    def pos(self) -> Position:
        """The place at hand: the number of its paragraph."""
        return Position(max(self.paragraphs, 1))

    def next_serial(self) -> int:
        """Something that no other place has, so that two neighbouring links to one target stay two."""
        self.serial += 1
        return self.serial

    def report(self, rule: str, message: str, *, hint: str = "", once: bool = False, place: bool = True) -> None:
        """Note a finding here; ``once`` says it only the first time for the same message."""
        if once and (rule, message) in self._said:
            return
        self._said.add((rule, message))
        self.findings.append(finding(rule, message, self.pos if place else None, hint=hint))

    def count(self, what: str, example: str = "", times: int = 1) -> None:
        """Count something that is reported once for the whole file; the first few examples are kept."""
        self.tally[what] += times
        kept = self.shown.setdefault(what, [])
        if example and len(kept) < 5 and example not in kept:
            kept.append(example)

    def relation(self, key: str | None) -> Relation | None:
        """What the part at hand refers to by the id ``key``."""
        return self.package.relations(self.part).get(key or "")

    @contextmanager
    def within(self, part: str) -> Iterator[None]:
        """Read another part: its own relationships, its own open fields."""
        kept = self.part, self.fields
        self.part, self.fields = part or self.part, []
        try:
            yield
        finally:
            self.part, self.fields = kept

    def bookmark(self, name: str) -> None:
        """Keep a bookmark that some link may refer to, for the block it stands in or before."""
        key = folded_bookmark(name)
        if key in self.wanted and key not in map(folded_bookmark, self.waiting) and key not in self.aliases:
            self.waiting.append(name)

    def take_id(self) -> str:
        """The id for the block at hand: the first bookmark that waits; the others lead to it too."""
        if not self.waiting:
            return ""
        anchor = anchor_of(self.waiting[0])
        self.aliases.update(dict.fromkeys(map(folded_bookmark, self.waiting), anchor))
        self.waiting.clear()
        return anchor

    def in_instruction(self) -> Field | None:
        """The field whose code is being read, whose words nobody sees; None in plain words and in results."""
        return next((one for one in reversed(self.fields) if not one.in_result), None)

    def in_list(self) -> bool:
        """Whether the place at hand is inside a table of contents or an index that the program fills in."""
        return any(one.code().name in LISTS for one in self.fields)
