"""What writing a DOCX carries along: the package, lists, notes, bookmarks, styles in use; and where a block stands.

One ``State`` lives for one document. A ``Place`` is frozen: what stands deeper gets a changed copy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from exporter.findings import Finding, finding
from exporter.languages import primary
from exporter.model import (
    Cell,
    Code,
    CodeBlock,
    Document,
    Link,
    Note,
    NoteReference,
    PageMarker,
    Resource,
    every_node,
    outer_notes,
)
from exporter.phrases import direction
from exporter.position import Position
from exporter.records import record
from exporter.writers.docx.footnotes import Footnotes
from exporter.writers.docx.looks import looks
from exporter.writers.docx.numbering import Numbering
from exporter.writers.docx.quoted import DEEPEST, TURNED, quoted_name, side_line
from exporter.writers.docx.xml import Element, w

_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")
NAME_LENGTH = 40
"""How long a bookmark's name may be in Word (17.13.6.2 sets no bound; Word's own is this)."""
EAST_ASIAN = frozenset(["zh", "ja", "ko"])


@record
class Place:
    """Where a block stands: how deep in sections, quotes and lists, in what style, in which language."""

    level: int = 1
    quotes: int = 0
    lists: int = 0
    style: str = ""
    lang: str = ""
    rtl: bool = False
    in_note: bool = False
    width: float = 450.0

    def within(self, lang: str, node_direction: str) -> Place:
        """This place for a node that may say its own language and direction."""
        if not lang and not node_direction:
            return self
        language = lang or self.lang
        rtl = node_direction == "rtl" if node_direction else direction(language) == "rtl" if lang else self.rtl
        return replace(self, lang=language, rtl=rtl)


@dataclass(slots=True)
class State:
    """The book-keeping of one document. ``part`` is the package's main part, ``note_blocks`` writes a note's blocks.

    ``expansions`` are those that a control has said already, by their abbreviations.
    ``breaks`` says, by the ``id`` of a code node, before which of its characters a page of the PDF begins.
    ``headings`` collects those that a contents list names (``contents.Entries``), None when there is no such list;
    ``listed`` the captions of figures and tables, by what they are, where there are lists of them.
    ``sections`` are the Word sections of a publication (``publication.Sections``), None for an article.
    """

    document: Document
    part: Any
    note_blocks: Callable[[State, Note, Place], int]
    numbering: Numbering = field(default_factory=Numbering)
    footnotes: Footnotes = field(default_factory=Footnotes)
    findings: list[Finding] = field(default_factory=list)
    combined: dict[tuple[str, ...], None] = field(default_factory=dict)
    headings: Any = None
    sections: Any = None
    listed: dict[str, Any] = field(default_factory=dict)
    turned: dict[str, dict[str, Any]] = field(default_factory=dict)
    quoted: dict[tuple[str, int], None] = field(default_factory=dict)
    breaks: Mapping[int, tuple[tuple[int, PageMarker], ...]] = field(default_factory=dict)
    note_numbers: dict[str, int] = field(default_factory=dict)
    expansions: dict[str, str] = field(default_factory=dict)
    pictures: int = 0
    page_height: float = 600.0
    _bookmarks: dict[str, str] = field(default_factory=dict)
    _opened: set[str] = field(default_factory=set)
    _bookmark_count: int = 0
    _resources: dict[str, Resource] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give every anchor that something in the document refers to its bookmark; LibreOffice tells each one aloud."""
        taken: set[str] = set()
        wanted = set(_referred_to(self.document))
        for node in every_node(self.document):
            if node.id in wanted and node.id not in self._bookmarks:
                self._bookmarks[node.id] = _claim(node.id, taken)
        self.note_numbers = {note.id: number for number, note in enumerate(outer_notes(self.document), 1) if note.id}
        self._resources = {resource.name: resource for resource in self.document.resources}

    @property
    def lang(self) -> str:
        """The document's language, "" when unknown."""
        return self.document.metadata.lang

    def part_at(self, place: Place) -> Any:
        """The package part that text in ``place`` is written to: body or footnotes. Relationships are that part's."""
        return self.part.own_notes if place.in_note else self.part

    @property
    def bidi(self) -> str:
        """The document's language if it is written from right to left, else ""."""
        return self.lang if self.lang and direction(self.lang) == "rtl" else ""

    def bookmark_name(self, author_id: str) -> str | None:
        """The bookmark of the node with this id, or None when there is no such node."""
        return self._bookmarks.get(author_id)

    def bookmarks(self, *author_ids: str) -> list[Element]:
        """Start and end of the bookmarks for these ids; only the first place that has an id gets it."""
        made: list[Element] = []
        for name in (self._bookmarks.get(item) for item in author_ids if item):
            if name is not None and name not in self._opened:
                self._opened.add(name)
                made += self.bookmark(name)
        return made

    def bookmark(self, name: str) -> list[Element]:
        """A bookmark that marks a place (17.13.6)."""
        self._bookmark_count += 1
        number = self._bookmark_count
        return [w("bookmarkStart", id=number, name=name), w("bookmarkEnd", id=number)]

    def paragraph_style(self, name: str, quotes: int, *, rtl: bool) -> str:
        """The style of a paragraph that would have ``name``, so many quotes deep."""
        if quotes:
            self.quoted.setdefault((name, min(quotes, DEEPEST)))
        full = quoted_name(name, quotes)
        if rtl != bool(self.bidi) and (line := side_line(name, quotes, looks()["paragraph"])):
            self.turned[full] = line
            return full + TURNED
        return full

    def cut(self, node: Code | CodeBlock) -> Iterator[tuple[list[Element], str]]:
        """The text of code in the pieces that pages make of it, each with the bookmarks before it."""
        start = 0
        marks: list[Element] = []
        for offset, marker in self.breaks.get(id(node), ()):
            yield marks, node.text[start:offset]
            start, marks = offset, self.bookmark(page_bookmark(marker.label))
        yield marks, node.text[start:]

    def resource(self, name: str) -> Resource | None:
        """The picture called ``name``, or None."""
        return self._resources.get(name)

    def report(self, rule: str, message: str, pos: Position | None, *, subject: str = "") -> None:
        """Add a finding; ``subject`` is what it is about, as ``Finding.subject`` says."""
        self.findings.append(finding(rule, message, pos, subject=subject))

    def character_style(self, names: tuple[str, ...]) -> str:
        """The id of the character style for all of ``names``; Word allows a run only one, so several are combined."""
        if len(names) > 1:
            self.combined.setdefault(names)
        return "".join("".join(word[:1].upper() + word[1:] for word in name.split(" ")) for name in names)


def _referred_to(document: Document) -> Iterator[str]:
    """The ids that links, further references to a note, and cells that name their headers refer to."""
    for node in every_node(document):
        match node:
            case Link(target=target) if target.startswith("#"):
                yield target[1:]
            case NoteReference(note=note):
                yield note
            case Cell(headers=headers):
                yield from headers
            case _:
                pass


def page_bookmark(label: str) -> str:
    """The bookmark of the place where page ``label`` of a printed edition begins."""
    return "page_" + _UNSAFE.sub("_", label)[: NAME_LENGTH - 5]


def _claim(wish: str, taken: set[str]) -> str:
    base = _UNSAFE.sub("_", wish).strip("_") or "id"
    is_free = base[0].isalpha() and not base.lower().startswith("page_")  # which are the names of pages
    base = (base if is_free else f"id_{base}")[: NAME_LENGTH - 5]
    name, count = base, 1
    while name.lower() in taken:  # Word compares names without case
        count += 1
        name = f"{base}_{count}"
    taken.add(name.lower())
    return name


def language_element(lang: str, *, rtl: bool = False) -> Element:
    """``w:lang`` for one language, in the slot of its script (17.3.2.20)."""
    slots = {"val": lang}
    if primary(lang) in EAST_ASIAN:
        slots["eastAsia"] = lang
    if rtl or direction(lang) == "rtl":
        slots["bidi"] = lang
    return w("lang", **slots)
