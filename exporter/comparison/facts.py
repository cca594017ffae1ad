"""A document as a sequence of units, each a stretch of text with every fact of meaning that belongs to it.

A unit is what a listener hears as one thing: a heading, a paragraph, an attribution, a caption, a picture. It knows
what it stands in (quotation, list item, table cell, note) and what is said about its words (emphasis, link, language).
Places inside a text are counted in characters that are not white space, because formats differ most in spaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, assert_never

from exporter.comparison.formulas import formula
from exporter.comparison.sound import heard, lone_code
from exporter.model import (
    Abbr,
    Aside,
    Block,
    BlockQuote,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionItem,
    DefinitionList,
    Direction,
    DisplayMath,
    Document,
    Figure,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    Node,
    Note,
    NoteReference,
    PageMarker,
    Paragraph,
    Quote,
    Row,
    Section,
    Span,
    Styled,
    Table,
    Text,
    ThematicBreak,
    every_node,
    outer_notes,
    walk,
)
from exporter.phrases import direction
from exporter.position import Position
from exporter.readback.headings import level_of
from exporter.records import record

HOLDERS = (BlockQuote, List, ListItem, DefinitionList, DefinitionItem, Definition, Table, Cell, Figure, Aside)
"""Nodes that others stand in: a format may have no other place for their ids than one of the paragraphs inside."""


@record
class Frame:
    """Something a unit stands in: its kind, its number in the document, and the node for what else it says."""

    kind: str
    number: int
    node: Any = field(compare=False, repr=False)


@record
class Mark:
    """A fact about the characters ``start`` to ``end`` (white space not counted) of a unit."""

    kind: str
    start: int
    end: int
    data: Any = ""


@dataclass(slots=True)
class Unit:
    """A stretch of text with its facts. ``langs`` are (start, end, language) in order, without gaps.

    ``dir`` is the direction that somebody stated for all of it, "" where nobody did; ``base`` the one that the block
    around its words has.
    """

    kind: str
    text: str
    level: int = 0
    path: tuple[Frame, ...] = ()
    marks: tuple[Mark, ...] = ()
    langs: tuple[tuple[int, int, str], ...] = ()
    pos: Position | None = None
    alt: str | None = None
    picture: bytes | None = field(default=None, repr=False)
    """The bytes of an image's picture; None where they are not known."""
    dir: Direction = ""
    base: Direction = ""
    article: Frame | None = field(default=None, compare=False, repr=False)
    """The article of a publication that it stands in."""

    squeezed: str = field(init=False, compare=False, repr=False)
    """The text without any white space."""
    places: list[int] = field(init=False, compare=False, repr=False, default_factory=list)

    def __post_init__(self) -> None:
        self.text = heard(self.text)
        self.squeezed = "".join(self.text.split())

    def stretch(self, start: int, end: int) -> str:
        """The characters from ``start`` to ``end`` that are not white space, with the white space between them."""
        if not self.places:
            self.places = [place for place, char in enumerate(self.text) if not char.isspace()]
        found = self.places[start:end]
        return self.text[found[0] : found[-1] + 1] if found else ""


@dataclass(slots=True)
class Facts:
    """All units of a document, where its anchors are, and how many pictures it calls decorative.

    ``holders`` are the anchors that a whole list, table or other container has, with its number; ``articles`` are those
    of a publication, in order.
    """

    units: list[Unit] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    holders: dict[str, int] = field(default_factory=dict)
    decorative: int = 0
    tables: dict[int, Table] = field(default_factory=dict)
    articles: list[Frame] = field(default_factory=list)


def facts(document: Document) -> Facts:
    """The units of ``document`` in reading order."""
    notes = {note.id: number for number, note in enumerate(outer_notes(document), 1) if note.id}
    collector = _Collector(document, notes, {item.name: item.data for item in document.resources})
    context = _Context(document.metadata.lang)
    if document.title:
        collector.unit("title", document.title, context, None, level=1)
    collector.blocks(document.blocks, context)
    return collector.facts


@record
class _Context:
    lang: str = ""
    path: tuple[Frame, ...] = ()
    depth: int = 1
    dir: Direction = ""

    def base(self) -> Direction:
        """The direction that words have here."""
        return self.dir or _base(self.lang)

    def within(self, node: Node, frame: Frame | None = None, depth: int = 0) -> _Context:
        if frame is None and not (depth or node.lang or node.dir):
            return self
        path = self.path if frame is None else (*self.path, frame)
        return _Context(node.lang or self.lang, path, depth or self.depth, node.dir or self.dir)


@lru_cache(maxsize=64)
def _base(lang: str) -> Direction:
    return "rtl" if direction(lang) == "rtl" else "ltr"


@dataclass(slots=True)
class _Run:
    """The inlines of one unit being gathered."""

    parts: list[str] = field(default_factory=list)
    count: int = 0
    marks: list[Mark] = field(default_factory=list)
    langs: list[tuple[int, int, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    before: list[tuple[Node, str]] = field(default_factory=list)
    after: list[tuple[Node, str]] = field(default_factory=list)

    def add(self, text: str, lang: str) -> None:
        """Take in characters of a language."""
        text = heard(text)
        size = sum(map(len, text.split()))
        self.parts.append(text)
        if size:
            last = self.langs[-1] if self.langs else None
            if last and last[2] == lang:
                self.langs[-1] = (last[0], last[1] + size, lang)
            else:
                self.langs.append((self.count, self.count + size, lang))
        self.count += size


@dataclass(slots=True)
class _Collector:
    document: Document
    notes: dict[str, int]
    pictures: dict[str, bytes]
    facts: Facts = field(default_factory=Facts)
    frames: int = 0
    article: Frame | None = None
    ids: frozenset[str] | None = None

    def leads_nowhere(self, link: Link) -> bool:
        """Whether a link names a place that the document does not have: files keep its words alone."""
        if not link.target.startswith("#"):
            return False
        if self.ids is None:
            self.ids = frozenset(node.id for node in every_node(self.document) if node.id)
        return link.target[1:] not in self.ids

    def frame(self, kind: str, node: Any) -> Frame:
        self.frames += 1
        return Frame(kind, self.frames, node)

    def anchor(self, node: Node) -> None:
        """Note where the id of ``node`` leads; the frame of a container is the next one to be made."""
        if node.id and node.id not in self.facts.anchors:
            self.facts.anchors[node.id] = len(self.facts.units)
            if isinstance(node, HOLDERS):
                self.facts.holders[node.id] = self.frames + 1

    # --- blocks -----------------------------------------------------------------------------------------------------

    def blocks(self, nodes: Iterable[Block], context: _Context) -> None:
        for node in nodes:
            if node.id:
                self.anchor(node)
            match node:
                case Paragraph((Text(id="") as only,)):  # as most are
                    self._words("paragraph", only, context.within(node), node.pos, 0)
                case _:
                    self.block(node, context)

    def block(self, node: Block, context: _Context) -> None:  # noqa: C901  (one case per node)
        match node:
            case Section():
                inner = context.within(node, depth=node.level_below(context.depth))
                before = self.article
                if node.metadata is not None:
                    self.article = self.frame("article", node)
                    self.facts.articles.append(self.article)
                if node.title:
                    self.unit("heading", node.title, inner, node.pos, level=level_of(node, inner.depth))
                self.blocks(node.blocks, inner)
                self.article = before
            case Paragraph((Math() as only,)):
                self.block(only.displayed(), context.within(node))
            case Paragraph((Link() as only,)) if not only.id and self.leads_nowhere(only) and lone_code(only.content):
                self.block(replace(node, content=only.content), context)
            case Paragraph() if (code := lone_code(node.content)) is not None:
                for named in walk(node.content):
                    self.anchor(named)
                self.block(replace(code, pos=node.pos), context.within(node))
            case Paragraph():
                self.unit("paragraph", node.content, context.within(node), node.pos)
            case BlockQuote():
                inner = context.within(node, self.frame("quote", node))
                self.blocks(node.blocks, inner)
                self.unit("attribution", node.attribution, inner, node.pos)
            case List():
                self._list(node, context)
            case DefinitionList():
                self._definitions(node, context)
            case CodeBlock() if not heard(node.text).strip():
                pass  # nobody is told of a block with nothing in it
            case CodeBlock():
                lang = node.lang or context.lang
                whole = ((0, sum(map(len, heard(node.text).split())), lang),)
                self._append(Unit("code", node.text.strip("\n"), path=context.path, langs=whole, pos=node.pos))
            case Table():
                self._table(node, context)
            case Figure():
                inner = context.within(node, self.frame("figure", node))
                self.blocks(node.blocks, inner)
                self.unit("caption", node.caption, inner, node.pos)
                self.unit("credit", node.credit, inner, node.pos)
                self.blocks(node.description, inner)
            case Aside():
                inner = context.within(node, self.frame("aside", node))
                self.unit("aside title", node.title, inner, node.pos)
                self.blocks(node.blocks, inner)
            case DisplayMath():
                marks = (Mark("math", 0, 0, formula(node)),)
                self._append(Unit("math", "", path=context.path, marks=marks, pos=node.pos))
            case ThematicBreak():
                self._append(Unit("break", "", path=context.path, pos=node.pos))
            case PageMarker():
                self._append(Unit("page", node.label, path=context.path, pos=node.pos))
            case _:
                assert_never(node)

    def _list(self, node: List, context: _Context) -> None:
        inner = context.within(node, self.frame("list", node))
        for item in node.items:
            self.anchor(item)
            self.blocks(item.blocks, inner.within(item, self.frame("item", item)))

    def _definitions(self, node: DefinitionList, context: _Context) -> None:
        inner = context.within(node, self.frame("definition list", node))
        for item in node.items:
            entry = inner.within(item, self.frame("entry", item))
            self.anchor(item)
            for term in item.terms:
                self.anchor(term)
                self.unit("term", term.content, entry.within(term), term.pos)
            for definition in item.definitions:
                self._definition(definition, entry)

    def _definition(self, definition: Definition, entry: _Context) -> None:
        self.anchor(definition)
        self.blocks(definition.blocks, entry.within(definition, self.frame("definition", definition)))

    def _table(self, node: Table, context: _Context) -> None:
        frame = self.frame("table", node)
        inner = context.within(node, frame)
        self.facts.tables[frame.number] = node
        self.unit("caption", node.caption, inner, node.pos)
        self._rows(node.head, inner)
        for body in node.bodies:
            self.anchor(body)
            self._rows(body.rows, inner)
        self._rows(node.foot, inner)

    def _rows(self, rows: Iterable[Row], inner: _Context) -> None:
        for row in rows:
            self.anchor(row)
            for cell in row.cells:
                if cell.id:
                    self.anchor(cell)
                self.blocks(cell.blocks, inner.within(cell, self.frame("cell", cell)))

    # --- units and their inlines ------------------------------------------------------------------------------------

    def unit(
        self, kind: str, content: Iterable[Inline], context: _Context, pos: Position | None, level: int = 0
    ) -> None:
        """Append the unit of some inlines, then what stands in them but is heard on its own."""
        match content:
            case (Text(id="") as only,):
                self._words(kind, only, context, pos, level)
                return
            case _:
                run = _Run()
        for node in content:
            self.inline(node, context.lang, run)
        for early, _ in run.before:  # a page or picture at the first word comes before the whole
            self._after(early, context, pos)
        for name in run.ids:
            self.facts.anchors.setdefault(name, len(self.facts.units))
        text = " ".join("".join(run.parts).split())
        if text or run.marks:
            marks = _tidy(run.marks)
            langs = tuple(run.langs)
            place = pos or _first_pos(content)
            stated = _direction(content) or context.dir
            base = context.base()
            self._append(Unit(kind, text, level, context.path, marks, langs, place, dir=stated, base=base))
        for after, lang in run.after:
            self._after(after, _Context(lang, context.path, context.depth, context.dir), pos)

    def _words(self, kind: str, only: Text, context: _Context, pos: Position | None, level: int) -> None:
        """Append the unit of plain words, as most are: they have no marks, and one language."""
        pieces = heard(only.text).split()
        if pieces:
            langs = ((0, sum(map(len, pieces)), only.lang or context.lang),)
            text, place = " ".join(pieces), pos or only.pos
            unit = Unit(kind, text, level, context.path, (), langs, place, None, None, context.dir, context.base())
            self._append(unit)

    def _after(self, node: Node, context: _Context, pos: Position | None) -> None:
        match node:
            case Note():
                self.blocks(node.blocks, context.within(node, self.frame("note", node)))
            case Image():
                self.anchor(node)
                alt = node.alt or ""
                shown = self.pictures.get(node.resource)
                place = node.pos or pos
                self._append(Unit("image", alt, path=context.path, pos=place, alt=node.alt, picture=shown))
            case PageMarker():
                self._append(Unit("page", node.label, path=context.path, pos=node.pos or pos))
            case _:
                pass

    def _append(self, unit: Unit) -> None:
        unit.article = self.article
        self.facts.units.append(unit)

    def inline(self, node: Inline, lang: str, run: _Run) -> None:  # noqa: C901  (one case per node)
        """Gather one inline with its marks."""
        if node.id and not (isinstance(node, Image) and node.alt != ""):
            run.ids.append(node.id)
        lang = node.lang or lang
        start = run.count
        match node:
            case Text():
                run.add(node.text, lang)
            case Code():
                run.add(node.text, lang)
                if run.count > start:
                    run.marks.append(Mark("code", start, run.count))
            case Styled() | Link() | Quote() | Abbr() | Span():
                for child in node.content:
                    self.inline(child, lang, run)
                if mark := _mark(node, start, run.count):
                    run.marks.append(mark)
            case Image():
                if node.alt == "":
                    self.facts.decorative += 1
                else:
                    (run.after if run.count else run.before).append((node, lang))
            case Note():
                run.marks.append(Mark("note", start, start))
                run.after.append((node, lang))
            case NoteReference():
                run.marks.append(Mark("note", start, start, self.notes.get(node.note, 0)))
            case Math():
                run.marks.append(Mark("math", start, start, formula(node)))
            case LineBreak():
                run.add(" ", lang)
            case PageMarker():
                (run.after if run.count else run.before).append((node, lang))
            case _:
                assert_never(node)


def _mark(node: Styled | Link | Quote | Abbr | Span, start: int, end: int) -> Mark | None:
    match node:
        case Styled():
            return Mark("emphasis", start, end, node.kind) if end > start else None
        case Link():
            return Mark("link", start, end, node.target) if end > start or _says_something(node) else None
        case Quote():
            return Mark("inline quote", start, end) if end > start else None
        case Abbr():
            expansion = " ".join(node.expansion.split())
            return Mark("expansion", start, end, expansion) if expansion else None
        case Span():
            return None
        case _:
            assert_never(node)


def _says_something(node: Link) -> bool:
    """Whether a link without words has anything else in it: a link of nothing can neither be heard nor followed."""
    said = (inner for inner in walk(node) if not isinstance(inner, Image) or inner.alt != "")
    return any(isinstance(inner, Image | Math | Note | NoteReference) for inner in said)


def _tidy(marks: list[Mark]) -> tuple[Mark, ...]:
    """Marks in order; emphasis and code that touch or overlap and are of one kind are one."""
    out: list[Mark] = []
    last: dict[tuple[str, str], int] = {}
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind, str(mark.data))):
        key = (mark.kind, str(mark.data))
        at = last.get(key)
        if mark.kind in ("emphasis", "code") and at is not None and out[at].end >= mark.start:
            out[at] = Mark(mark.kind, out[at].start, max(out[at].end, mark.end), mark.data)
            continue
        last[key] = len(out)
        out.append(mark)
    return tuple(out)


def _direction(content: Iterable[Inline]) -> Direction:
    """The direction of inlines that are one span as a whole."""
    nodes = tuple(content)
    return nodes[0].dir if len(nodes) == 1 and isinstance(nodes[0], Span) else ""


def _first_pos(content: Iterable[Inline]) -> Position | None:
    return next((node.pos for node in content if node.pos), None)
