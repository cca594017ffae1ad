"""What rendering to XHTML carries along: the profile, safe ids, note numbers, findings; and how elements are made.

One ``State`` lives for one rendering and is passed down; nothing here is global. Ids follow XML's NCName, because
EPUB content documents are XML (EPUB 3.3, 6.1), and only ASCII letters, which every reading system can link to.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lxml import etree

from exporter import phrases
from exporter.findings import Finding, finding
from exporter.model import Direction, Document, Node, Note, NoteReference, PageMarker, Resource, Text, walk
from exporter.position import Position

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = f"{{{OPS}}}type"

Element: TypeAlias = etree._Element

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNSAFE_ID = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How one format wants its XHTML.

    ``node_attribute`` names an attribute that tells each element's node (its index in ``Rendered.nodes``), "" for none.
    ``wrap_text`` gives each Text node a ``span`` of its own. ``picture_href`` says where a picture's bytes will be.
    ``notes``: "after-block" puts a note right after the outermost block that refers to it, "end" at the chapter's end.
    ``breaks`` has the page breaks inside the text of code, by the ``id()`` of its node: before which character which.
    ``epub_types`` adds ``epub:type`` beside the DPUB-ARIA roles. ``interactive`` is for pages that scroll and unfold:
    wide tables in focusable regions, long descriptions in ``details``. Without ``mathml`` a formula is its TeX.
    """

    picture_href: Callable[[Resource], str]
    node_attribute: str = ""
    wrap_text: bool = False
    notes: Literal["after-block", "end"] = "end"
    epub_types: bool = False
    interactive: bool = False
    mathml: bool = True
    breaks: Mapping[int, Sequence[tuple[int, PageMarker]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that navigation can name: its level, its words, the id of its element, its chapter (from 0)."""

    level: int
    text: str
    id: str
    chapter: int
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The start of a page of the printed edition, for the page list."""

    label: str
    id: str
    chapter: int


Texts: TypeAlias = dict[tuple[Element, int], list[tuple[int, Text]]]
"""The Text nodes in each stretch of an element's own text (by the number of children before it), with their offsets."""


@dataclass(frozen=True, slots=True)
class PendingNote:
    """A note that has been referred to and not yet been placed, with the language its reference stands in."""

    number: int
    node: Note
    index: int
    lang: str
    dir: str


@dataclass(slots=True)
class State:
    """The book-keeping of one rendering."""

    document: Document
    profile: Profile
    nodes: list[Node | Document] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    texts: Texts = field(default_factory=dict)
    _counted: dict[Element, tuple[Element | None, int]] = field(default_factory=dict)
    pending: list[PendingNote] = field(default_factory=list)
    level: int = 1
    chapter: int = 0
    tables: int = 0
    formulas: int = 0
    links_open: int = 0
    references: list[tuple[int, int, int]] = field(default_factory=list)
    _anchors: dict[str, str] = field(default_factory=dict)
    _own: dict[tuple[str, int], str] = field(default_factory=dict)
    _placed: set[str] = field(default_factory=set)
    _taken: set[str] = field(default_factory=set)
    _tried: dict[str, int] = field(default_factory=dict)
    _indexes: dict[int, int] = field(default_factory=dict)
    _numbers: dict[int, deque[int]] = field(default_factory=dict)
    _numbers_by_id: dict[str, int] = field(default_factory=dict)
    _again: Counter[str] = field(default_factory=Counter)
    _again_written: Counter[int] = field(default_factory=Counter)
    _resources: dict[str, Resource] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give every author's anchor its safe id, every note its number, before anything refers to them."""
        notes = 0
        for node in walk(self.document):
            if node.id and node.id not in self._anchors:
                self._anchors[node.id] = self.claim(node.id)
            if isinstance(node, Note):
                notes += 1
                self._numbers.setdefault(id(node), deque()).append(notes)
                if node.id and self._numbers_by_id.setdefault(node.id, notes) == notes:
                    self._own["note", notes] = self._anchors[node.id]
            if isinstance(node, NoteReference):
                self._again[node.note] += 1
        self._resources = {resource.name: resource for resource in self.document.resources}

    # --- ids, numbers, resources --------------------------------------------------------------------------------------

    def claim(self, wish: str) -> str:
        """An id like ``wish`` that is an ASCII NCName and that no other element has."""
        base = _UNSAFE_ID.sub("-", wish).strip("-.") or "id"
        if not (base[0].isalpha() or base[0] == "_"):
            base = f"id-{base}"
        name, count = base, self._tried.get(base, 1)
        while name in self._taken:
            count += 1
            name = f"{base}-{count}"
        self._tried[base] = count
        self._taken.add(name)
        return name

    def anchor(self, author_id: str) -> str | None:
        """The safe id of the node whose author's id this is, or None when there is no such node."""
        return self._anchors.get(author_id)

    def note_number(self, node: Note) -> int:
        """The number of a note: 1 to n through the whole document, in reading order."""
        return self._numbers[id(node)].popleft()

    def note_again(self, node: NoteReference) -> tuple[int, int] | None:
        """The number of the note that is referred to once more, and the how manieth reference this is; None for none.

        The first reference is the note's own place; those after it count from 2.
        """
        number = self._numbers_by_id.get(node.note)
        if number is None:
            return None
        self._again_written[number] += 1
        return number, self._again_written[number] + 1

    def references_to(self, note: Note) -> int:
        """How many places of the document refer to a note."""
        return 1 + (self._again[note.id] if note.id else 0)

    def note_id(self, number: int) -> str:
        """The id of the element that holds note ``number``."""
        return self._own_id("note", number)

    def reference_id(self, number: int, place: int = 1) -> str:
        """The id of the link that refers to note ``number`` in the first place, or in one of those after it."""
        return self._own_id("note-reference" if place == 1 else f"note-reference-{place}-to", number)

    def _own_id(self, kind: str, number: int) -> str:
        key = (kind, number)
        if key not in self._own:
            self._own[key] = self.claim(f"{kind}-{number}")
        return self._own[key]

    def resource(self, name: str) -> Resource | None:
        """The picture called ``name``, or None."""
        return self._resources.get(name)

    def report(self, rule: str, message: str, pos: Position | None) -> None:
        """Note a finding."""
        self.findings.append(finding(rule, message, pos))

    # --- elements -----------------------------------------------------------------------------------------------------

    def register(self, node: Node | Document) -> int:
        """Take ``node`` into the list of rendered nodes; its index there."""
        self.nodes.append(node)
        self._indexes[id(node)] = len(self.nodes) - 1
        return len(self.nodes) - 1

    def element(self, parent: Element, tag: str, node: Node, **attributes: str) -> Element:
        """The element of ``node``, appended to ``parent``, with its anchor, language and direction."""
        index = self.register(node)
        made = etree.SubElement(parent, f"{{{XHTML}}}{tag}")
        self._mark(made, index)
        if node.id and node.id not in self._placed:
            self._placed.add(node.id)
            made.set("id", self._anchors[node.id])
        set_language(made, node.lang, node.dir)
        set_all(made, attributes)
        return made

    def part(self, parent: Element, tag: str, owner: Node | Document | int, part: str, **attributes: str) -> Element:
        """An element that is part of a node but not the node: a caption, a heading, a marker."""
        made = etree.SubElement(parent, f"{{{XHTML}}}{tag}")
        self._mark(made, owner if isinstance(owner, int) else self._indexes[id(owner)], part)
        set_all(made, attributes)
        return made

    def index_of(self, node: Node | Document) -> int:
        """The index of a node's latest occurrence in the list of rendered nodes."""
        return self._indexes[id(node)]

    def place_text(self, node: Text, parent: Element) -> None:
        """Remember where the characters of ``node`` go, for who needs to find the node of a painted word."""
        if self.profile.node_attribute:
            last = last_child(parent)
            before = (parent.text if last is None else last.tail) or ""
            self.texts.setdefault((parent, self._children(parent, last)), []).append((len(before), node))

    def _children(self, parent: Element, last: Element | None) -> int:
        """How many children ``parent`` has; only those after the one that was its last before are counted anew."""
        known, count = self._counted.get(parent, (None, 0))
        more, here = 0, last
        while here is not None and here is not known:
            more, here = more + 1, here.getprevious()
        count = more if here is None else count + more
        self._counted[parent] = (last, count)
        return count

    def _mark(self, made: Element, index: int, part: str = "") -> None:
        if self.profile.node_attribute:
            made.set(self.profile.node_attribute, str(index))
            if part:
                made.set("data-part", part)

    def epub_type(self, made: Element, value: str) -> None:
        """Say the structural meaning in EPUB's own vocabulary too; popup notes of some systems hang on it."""
        if self.profile.epub_types:
            made.set(EPUB_TYPE, value)

    def label(self, made: Element, key: str, **values: object) -> None:
        """An ``aria-label`` of fixed text in the language of its place."""
        made.set("aria-label", self.fixed(made, key, **values))

    def label_region(self, made: Element, key: str, number: int) -> None:
        """A numbered name for an element that holds the author's words: its language must not become another one.

        Where the table of phrases has not the language, the number alone has to do.
        """
        lang, _ = inherited(made)
        made.set("aria-label", f"{phrases.phrase(key, lang)} {number}" if phrases.has_phrases(lang) else str(number))

    def fixed(self, made: Element, key: str, **values: object) -> str:
        """Fixed text for ``made`` in the language of its place; where that has none, English, and marked as such."""
        lang, _ = inherited(made)
        if not phrases.has_phrases(lang):
            set_language(made, "en", "")
        return phrases.phrase(key, lang, **values)


def set_all(made: Element, attributes: dict[str, str]) -> None:
    """Set those attributes that have a value. ``class_`` stands for ``class``, ``_`` for ``-`` in names."""
    for name, value in attributes.items():
        if value:
            made.set("class" if name == "class_" else name.replace("_", "-"), xml_text(value))


def set_language(made: Element, lang: str, direction: Direction | str) -> None:
    """Language and base direction; a language written the other way than its surroundings brings its direction."""
    if lang:
        made.set("lang", xml_text(lang))
        made.set(XML_LANG, xml_text(lang))
        parent = made.getparent()
        around = "ltr" if parent is None else inherited(parent)[1]
        if not direction and phrases.direction(lang) != around:
            direction = phrases.direction(lang)
    if direction:
        made.set("dir", direction)


def inherited(made: Element) -> tuple[str, str]:
    """The language ("" when unknown) and direction that hold at an element."""
    lang = direction = ""
    here: Element | None = made
    while here is not None and not (lang and direction):
        lang = lang or here.get("lang", "")
        direction = direction or here.get("dir", "")
        here = here.getparent()
    return lang, direction or "ltr"


def append_text(parent: Element, text: str) -> None:
    """Add characters at the end of ``parent``."""
    if not text:
        return
    text = xml_text(text)
    last = last_child(parent)
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def last_child(parent: Element) -> Element | None:
    """The last child of ``parent``, found without counting them: ``len`` of an element goes through all."""
    return next(parent.iterchildren(reversed=True), None)


def xml_text(text: str) -> str:
    """``text`` with what XML 1.0 cannot hold replaced by U+FFFD. Readers have done so; a model made by hand may not."""
    return _NOT_XML.sub("\ufffd", text)
