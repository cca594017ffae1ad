"""The state of rendering to XHTML, in three kinds: known in advance, current place, results.

One ``Rendering`` lives for one document and is passed down with a ``Place``; nothing here is global. A registry and a
place are frozen: what stands deeper gets a changed place. To results things are only added.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lxml import etree

from exporter import phrases
from exporter.findings import Finding, finding
from exporter.model import (
    AnyNode,
    Document,
    Figure,
    Note,
    NoteReference,
    PageMarker,
    Resource,
    Section,
    Table,
    Text,
    every_node,
)
from exporter.model.articles import counts_notes_anew
from exporter.position import Position
from exporter.records import record
from exporter.writers.xhtml.elements import (
    EPUB_TYPE,
    XHTML,
    Element,
    inherited,
    last_child,
    set_all,
    set_language,
    xml_text,
)
from exporter.writers.xhtml.ids import Ids
from exporter.writers.xhtml.parts import Part, set_part


@record(kw_only=True)
class Profile:
    """How one format wants its XHTML.

    ``node_attribute`` names an attribute that tells each element's node (its index in ``Rendered.nodes``), "" for none.
    ``wrap_text`` gives each Text node a ``span`` of its own. ``picture_href`` says where a picture's bytes will be.
    ``notes``: "after-block" puts a note right after the outermost block that refers to it, "end" at the chapter's end.
    ``notes_run``: in a publication they are counted anew in each article, or through the whole book.
    ``breaks`` has the page breaks inside the text of code, by the ``id()`` of its node: before which character which.
    ``epub_types`` adds ``epub:type`` beside the DPUB-ARIA roles. ``interactive`` is for pages that a browser shows and
    tells: wide tables in boxes that the keyboard can scroll, long descriptions in ``details``, names for what is
    announced by a name, no paragraph around the only words of a cell or item. Without ``mathml`` a formula is its TeX.
    """

    picture_href: Callable[[Resource], str]
    node_attribute: str = ""
    wrap_text: bool = False
    notes: Literal["after-block", "end"] = "end"
    notes_run: Literal["article", "book"] = "article"
    epub_types: bool = False
    interactive: bool = False
    mathml: bool = True
    breaks: Mapping[int, Sequence[tuple[int, PageMarker]]] = field(default_factory=dict)


@record
class Heading:
    """A heading that navigation can name: its level, its words, the id of its element, its chapter (from 0)."""

    level: int
    text: str
    id: str
    chapter: int
    lang: str = ""


@record
class Page:
    """The start of a page of the printed edition, for the page list."""

    label: str
    id: str
    chapter: int


Texts: TypeAlias = dict[tuple[Element, int], list[tuple[int, Text]]]
"""The Text nodes in each stretch of an element's own text (by the number of children before it), with their offsets."""


@record
class Reference:
    """A place that refers to a note: the note, its number and index, the language and direction of the place."""

    number: int
    node: Note
    index: int
    lang: str
    dir: str


@record
class ReferenceLink:
    """A link to a note: its number, which of the places that refer to it this is (from 1), the index of its node."""

    number: int
    place: int
    index: int


@record
class Place:
    """Where the rendering is: below which heading level, in which chapter (from 0), whether inside a link.

    ``named`` says that the words here are the name of what holds them (a heading, a cell, a term): nothing else may be.
    ``above`` is how much deeper the contents list has the headings of this page than they are on it.
    """

    level: int = 1
    chapter: int = 0
    in_link: bool = False
    named: bool = False
    above: int = 0


@record
class Registry:
    """What is known of a document before anything is rendered (``survey`` makes it).

    ``anchors`` has the safe id of every author's id. ``notes`` has the numbers of each note, by the ``id()`` of its
    node, in reading order: a node that stands in two places is two notes. ``named_notes`` has the numbers of those that
    have an id, which can be referred to again, and ``places`` how often each note is referred to. ``note_ids`` has the
    id of the element that holds a note, ``reference_ids`` that of the link in each place that refers to it. ``shown``
    has the number that a reader sees, which begins anew in each article of a publication.
    """

    anchors: Mapping[str, str]
    notes: Mapping[int, Sequence[int]]
    named_notes: Mapping[str, int]
    places: Mapping[int, int]
    note_ids: Mapping[int, str]
    reference_ids: Mapping[tuple[int, int], str]
    resources: Mapping[str, Resource]
    shown: Mapping[int, int]


@dataclass(slots=True)
class Results:
    """What a rendering adds to and never takes back. ``placed`` counts the references whose notes are placed."""

    ids: Ids
    nodes: list[AnyNode | Document] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    wide_formulas: list[Element] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    reference_links: list[ReferenceLink] = field(default_factory=list)
    placed: int = 0
    texts: Texts = field(default_factory=dict)
    _anchored: set[str] = field(default_factory=set)
    _counted: dict[Element, tuple[Element | None, int]] = field(default_factory=dict)
    _indexes: dict[int, int] = field(default_factory=dict)
    _referred: Counter[int] = field(default_factory=Counter)
    _again: Counter[int] = field(default_factory=Counter)

    def register(self, node: AnyNode | Document) -> int:
        """Add ``node`` to the list of rendered nodes; its index there."""
        self.nodes.append(node)
        self._indexes[id(node)] = len(self.nodes) - 1
        return len(self.nodes) - 1

    def index_of(self, node: AnyNode | Document) -> int:
        """The index of a node's latest occurrence in the list of rendered nodes."""
        return self._indexes[id(node)]

    def is_first(self, author_id: str) -> bool:
        """Whether no element has the anchor for this id yet; from now on one has."""
        first = author_id not in self._anchored
        self._anchored.add(author_id)
        return first

    def refer(self, node: Note, numbers: Sequence[int], place: Element) -> ReferenceLink:
        """Add a note, which has one of ``numbers`` for each place it stands in, and the link that refers to it."""
        number = numbers[self._referred[id(node)]]
        self._referred[id(node)] += 1
        made = Reference(number, node, self.register(node), *inherited(place))
        self.references.append(made)
        self.reference_links.append(ReferenceLink(number, 1, made.index))
        return self.reference_links[-1]

    def refer_again(self, node: NoteReference, number: int) -> ReferenceLink:
        """Add the link of a further place that refers to the note of this number."""
        self._again[number] += 1
        self.reference_links.append(ReferenceLink(number, self._again[number] + 1, self.register(node)))
        return self.reference_links[-1]

    def place_text(self, node: Text, parent: Element) -> None:
        """Remember where the characters of ``node`` go, for who needs to find the node of a painted word."""
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


@record
class Rendering:
    """One rendering of a document, and how its elements are made."""

    document: Document
    profile: Profile
    registry: Registry
    results: Results

    def report(self, rule: str, message: str, pos: Position | None, *, subject: str = "") -> None:
        """Add a finding; ``subject`` is what it is about, as ``Finding.subject`` says."""
        self.results.findings.append(finding(rule, message, pos, subject=subject))

    def claim(self, wish: str) -> str:
        """An id like ``wish`` that no other element has."""
        return self.results.ids.claim(wish)

    def element(self, parent: Element, tag: str, node: AnyNode, **attributes: str) -> Element:
        """The element of ``node``, appended to ``parent``, with its anchor, language and direction."""
        made = self.indexed(parent, tag, self.results.register(node))
        if node.id and self.results.is_first(node.id):
            made.set("id", self.registry.anchors[node.id])
        set_language(made, node.lang, node.dir)
        set_all(made, attributes)
        return made

    def indexed(self, parent: Element, tag: str, index: int, **attributes: str) -> Element:
        """An element of the node at ``index``, which is registered already."""
        made = etree.SubElement(parent, f"{{{XHTML}}}{tag}")
        if self.profile.node_attribute:
            made.set(self.profile.node_attribute, str(index))
        set_all(made, attributes)
        return made

    def part(self, parent: Element, tag: str, index: int, part: Part, **attributes: str) -> Element:
        """An element that is part of the node at ``index`` but not the node: a caption, a heading, a marker."""
        made = self.indexed(parent, tag, index)
        if self.profile.node_attribute:
            set_part(made, part)
        set_all(made, attributes)
        return made

    def epub_type(self, made: Element, value: str) -> None:
        """Say the structural meaning in EPUB's own vocabulary too; popup notes of some systems hang on it."""
        if self.profile.epub_types:
            made.set(EPUB_TYPE, value)

    def label(self, made: Element, key: str, **values: object) -> None:
        """An ``aria-label`` of fixed text in the language of its place."""
        made.set("aria-label", self.fixed(made, key, **values))

    def label_holder(self, made: Element, key: str, number: int, own: str = "") -> None:
        """A numbered name for an element that holds the author's words: its language must not become another one.

        Where the words begin with a number of their own ("Table 3: …"), that is the name. Where the table of phrases
        lacks the language, the number alone is used.
        """
        lang, _ = inherited(made)
        known = phrases.phrase(key, lang, number=number) if phrases.has_phrases(lang) else str(number)
        made.set("aria-label", xml_text(numbered_name(own) or known))

    def fixed(self, made: Element, key: str, **values: object) -> str:
        """Fixed text for ``made`` in the language of its place; where that has none, English, and marked as such."""
        lang, _ = inherited(made)
        if not phrases.has_phrases(lang):
            set_language(made, "en", "")
        return phrases.phrase(key, lang, **values)


_NUMBERED = re.compile(r"\s*([^\W\d_]+\.?\s+[0-9]+(?:[.–-][0-9]+)*)(?=\s*[:.–—]\s)")


def numbered_name(caption: str) -> str:
    """The number that an author has given a table or figure at the start of its caption ("Table 3: …"), else ""."""
    found = _NUMBERED.match(caption)
    return " ".join(found[1].split()) if found else ""


def survey(document: Document, ids: Ids, *, by_article: bool = True) -> Registry:
    """The pre-pass over a document: each author's anchor gets its safe id, each note its number, before any is used."""
    anchors: dict[str, str] = {}
    notes: dict[int, list[int]] = {}
    named: dict[str, int] = {}
    again: Counter[str] = Counter()
    own: set[str] = set()
    shown: dict[int, int] = {}
    count = before = 0
    for node in every_node(document):
        if by_article and isinstance(node, Section) and counts_notes_anew(node):
            before = count
        if node.id and node.id not in anchors:
            anchors[node.id] = ids.claim(node.id)
            if isinstance(node, Note):
                own.add(node.id)  # no other node has had this id before
        if isinstance(node, Note):
            count += 1
            notes.setdefault(id(node), []).append(count)
            shown[count] = count - before
            if node.id:
                named.setdefault(node.id, count)
        if isinstance(node, NoteReference):
            again[node.note] += 1
    places = dict.fromkeys(range(1, count + 1), 1) | {number: 1 + again[name] for name, number in named.items()}
    note_ids = {number: anchors[name] for name, number in named.items() if name in own}
    return Registry(
        anchors,
        notes,
        named,
        places,
        {number: note_ids.get(number) or ids.claim(f"note-{number}") for number in places},
        {
            (number, place): ids.claim(f"note-reference-{f'{place}-to-' if place > 1 else ''}{number}")
            for number, count in places.items()
            for place in range(1, count + 1)
        },
        {resource.name: resource for resource in document.resources},
        shown,
    )
