"""The document model: every node an article can be made of, and the one way to walk it.

Readers make it, passes change it, writers print it, checks compare it. Nodes are frozen: a change makes a new node.
Names follow HTML, EPUB and ISO 32000 where they agree. The map from nodes to files is in ``docs/semantic-map.md``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, Self, TypeAlias, TypeVar

Direction: TypeAlias = Literal["", "ltr", "rtl"]
StyleKind: TypeAlias = Literal["emphasis", "strong", "sub", "sup", "deleted", "inserted", "mark", "small"]
NumberStyle: TypeAlias = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]
HeaderScope: TypeAlias = Literal["", "row", "col", "rowgroup", "colgroup"]
Alignment: TypeAlias = Literal["", "left", "center", "right"]
ParagraphRole: TypeAlias = Literal["", "subtitle", "standfirst", "byline", "dateline", "kicker"]
SpanRole: TypeAlias = Literal["", "missing-image"]
AsideKind: TypeAlias = Literal["sidebar", "pullquote", "note", "tip", "warning", "related"]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the source: line and column, both counted from 1, the column in code points."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has.

    ``id`` is an anchor that links of the same document can name ("" for none); ``lang`` a BCP 47 tag ("" inherits);
    ``dir`` the base direction ("" inherits); ``pos`` the place in the source, which is no part of a node's equality.
    """

    id: str = ""
    lang: str = ""
    dir: Direction = ""
    pos: Position | None = field(default=None, compare=False, repr=False)


# --- inlines --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Characters, kept as typed. A line end typed in the source is a space; a break that is meant is a LineBreak."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled(Node):
    """Inlines that stand out for a reason (WCAG 1.3.1): emphasis, importance, a sub- or superscript, an edit."""

    kind: StyleKind
    content: Inlines


@dataclass(frozen=True, slots=True)
class Code(Node):
    """A piece of computer code in running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Link(Node):
    """A link. ``target`` is an http, https, mailto or tel address, or ``#id`` of a node of this document."""

    content: Inlines
    target: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Image(Node):
    """A picture. ``resource`` names one of the document's resources.

    ``alt`` is its text alternative (WCAG 1.1.1): text, ``""`` for a decorative picture, None when nobody has said.
    """

    resource: str
    alt: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Quote(Node):
    """Quoted words in running text, with the author's own quotation marks inside ``content``; no writer adds any."""

    content: Inlines
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Abbr(Node):
    """An abbreviation and what it stands for (WCAG 3.1.4); ``expansion`` is "" when nobody has said."""

    content: Inlines
    expansion: str = ""


@dataclass(frozen=True, slots=True)
class Span(Node):
    """A stretch of inlines with a language, direction, date (``datetime``, ISO 8601) or role of its own.

    Role ``missing-image`` marks the alt text of a picture that could not be had, standing where the picture stood.
    """

    content: Inlines
    role: SpanRole = ""
    datetime: str = ""


@dataclass(frozen=True, slots=True)
class Note(Node):
    """A footnote or endnote, held at the place of its reference; writers place its blocks."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Math(Node):
    """A formula, inline or (as a block) displayed.

    ``tex`` and ``mathml`` are the same formula in TeX and as a MathML ``math`` element ("" where there is none);
    ``alt`` says it in words, or is None when nobody has: then writers give its TeX or its MathML text to listeners.
    """

    tex: str = ""
    mathml: str = ""
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class LineBreak(Node):
    """A line end that means something, as in a poem or an address."""


@dataclass(frozen=True, slots=True)
class PageMarker(Node):
    """The place where page ``label`` of a printed edition begins (EPUB Accessibility 1.1, page navigation)."""

    label: str


Inline: TypeAlias = Text | Styled | Code | Link | Image | Quote | Abbr | Span | Note | Math | LineBreak | PageMarker
Inlines: TypeAlias = tuple[Inline, ...]

# --- blocks ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section(Node):
    """A titled part. Its heading level is its depth (the document title is 1), so that no level can be skipped.

    ``role`` is a DPUB-ARIA section role without ``doc-`` ("abstract", "conclusion", ...), or "".
    """

    title: Inlines
    blocks: Blocks
    role: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph(Node):
    """A paragraph; ``role`` says what part of an article's masthead it is, if any."""

    content: Inlines
    role: ParagraphRole = ""


@dataclass(frozen=True, slots=True)
class BlockQuote(Node):
    """A quotation set apart, whole, with who said it: ``attribution`` (without its dash) belongs to the quote."""

    blocks: Blocks
    attribution: Inlines = ()
    cite: str = ""


@dataclass(frozen=True, slots=True)
class ListItem(Node):
    """One item of a List."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class List(Node):
    """A list of one level; nested lists are blocks of its items. ``start`` and ``style`` count when ``ordered``."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    style: NumberStyle = "decimal"


@dataclass(frozen=True, slots=True)
class Term(Node):
    """A term of a DefinitionList."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Definition(Node):
    """One definition of the terms before it."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class DefinitionItem(Node):
    """One or more terms with the definitions they share."""

    terms: tuple[Term, ...]
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList(Node):
    """Terms and what they mean."""

    items: tuple[DefinitionItem, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock(Node):
    """Code set apart, line ends and spaces as typed. ``language`` is a programming language's name, or ""."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Column(Node):
    """A table column: how its cells are aligned and its share of the width (percent, 0 when free)."""

    align: Alignment = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """A table cell. A ``header`` cell has a ``scope`` ("": position says it); ``headers`` are ids of its headers."""

    blocks: Blocks
    header: bool = False
    scope: HeaderScope = ""
    rowspan: int = 1
    colspan: int = 1
    align: Alignment = ""
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row(Node):
    """A table row."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableBody(Node):
    """A group of rows (HTML ``tbody``)."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """A data table. Layout tables do not exist here: a reader takes them apart.

    ``description`` says in words how the table is built or what it shows, for those who cannot see it at once.
    """

    bodies: tuple[TableBody, ...]
    head: tuple[Row, ...] = ()
    foot: tuple[Row, ...] = ()
    caption: Inlines = ()
    columns: tuple[Column, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Figure(Node):
    """Something shown (pictures, mostly) with its caption, its credit, and a long description for who cannot see it.

    A Figure without blocks is a caption whose picture the source did not bring: the caption stays a caption.
    """

    blocks: Blocks
    caption: Inlines = ()
    credit: Inlines = ()
    description: Blocks = ()


@dataclass(frozen=True, slots=True)
class Aside(Node):
    """Something beside the main text. A pull quote repeats the article's words and is therefore an aside."""

    blocks: Blocks
    kind: AsideKind = "sidebar"
    title: Inlines = ()


@dataclass(frozen=True, slots=True)
class ThematicBreak(Node):
    """A change of subject within a section, shown by a rule or a gap."""


Block: TypeAlias = (
    Section
    | Paragraph
    | BlockQuote
    | List
    | DefinitionList
    | CodeBlock
    | Table
    | Figure
    | Aside
    | Math
    | ThematicBreak
    | PageMarker
)
Blocks: TypeAlias = tuple[Block, ...]

# --- the document ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """Who made the article; ``role`` is a MARC relator code (``aut`` author, ``pht`` photographer, ``trl`` ...)."""

    name: str
    role: str = "aut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is said about the article. Dates are ISO 8601 as the source gave them; "" where it said nothing.

    ``title``, ``subtitle`` and ``description`` (the standfirst) are plain text for catalogues; what a reader of the
    article reads is in ``Document.title`` and in paragraphs with the roles ``subtitle``, ``standfirst``, ``byline``.
    ``cover`` names the resource that is the cover of a book made of the article, "" for none.
    """

    title: str = ""
    subtitle: str = ""
    authors: tuple[Person, ...] = ()
    publisher: str = ""
    published: str = ""
    modified: str = ""
    source: str = ""
    lang: str = ""
    identifier: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""
    cover: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A picture's bytes. ``name`` is the program's own making (safe in any package), size is in pixels."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article: the title is its one level-1 heading, ``blocks`` all the rest, ``resources`` the pictures' bytes."""

    metadata: Metadata = Metadata()
    title: Inlines = ()
    blocks: Blocks = ()
    resources: tuple[Resource, ...] = ()

    def resource(self, name: str) -> Resource:
        """The resource called ``name``; KeyError when there is none."""
        for item in self.resources:
            if item.name == name:
                return item
        raise KeyError(name)

    def to_json(self) -> str:
        """The document as JSON text, by the published schema; ``from_json`` gives the same document back."""
        from exporter.model_json import dump

        return dump(self)

    @classmethod
    def from_json(cls, text: str) -> Document:
        """The document that ``to_json`` wrote. Raises ``diagnostics.InputError`` naming the place of what is wrong."""
        from exporter.model_json import load

        return load(text)

    def write(self, path: str | Path, to: str = "", **options: Any) -> Path:
        """Write this document to ``path``; the format is ``to`` or the suffix. See ``exporter.writers.WriteOptions``."""
        from exporter.writers import write_file

        return write_file(self, Path(path), to, **options)

    def with_blocks(self, blocks: Iterable[Block]) -> Self:
        """This document with other blocks."""
        return replace(self, blocks=tuple(blocks))


AnyNode: TypeAlias = Block | Inline | ListItem | Term | Definition | DefinitionItem | Column | Cell | Row | TableBody
N = TypeVar("N", bound="Node | Document")

# --- walking --------------------------------------------------------------------------------------------------------


_READING_ORDER = {"title": 0, "caption": 1, "terms": 2, "head": 3}  # a table's caption is heard before its cells
_CHILD_FIELDS: dict[type[Any], tuple[str, ...]] = {}


def child_fields(kind: type[Any]) -> tuple[str, ...]:
    """Names of the fields of a node class that hold child nodes, in reading order."""
    known = _CHILD_FIELDS.get(kind)
    if known is None:
        found = [f.name for f in fields(kind) if _holds_nodes(str(f.type))]
        if kind is not Figure:  # a figure's caption comes after what is shown
            found.sort(key=lambda name: _READING_ORDER.get(name, 9))
        known = _CHILD_FIELDS[kind] = tuple(found)
    return known


_CHILD_TYPE = re.compile(
    r"^(Inlines|Blocks|tuple\[(ListItem|Term|Definition|DefinitionItem|Column|Cell|Row|TableBody), \.\.\.\])$"
)


def _holds_nodes(annotation: str) -> bool:
    return _CHILD_TYPE.match(annotation) is not None


def children(node: Node | Document) -> Iterator[AnyNode]:
    """The direct children of ``node`` in reading order."""
    for name in child_fields(type(node)):
        yield from getattr(node, name)


def walk(root: Node | Document | Iterable[Node]) -> Iterator[AnyNode]:
    """Every node below ``root`` in reading order, parents first, without ``root`` itself."""
    stack: list[Iterator[Any]] = [iter(root) if isinstance(root, Iterable) else children(root)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        yield node
        stack.append(children(node))


Change: TypeAlias = Callable[[Any], "Node | Sequence[Node]"]


def transform(root: N, change: Change) -> N:
    """A copy of ``root`` in which every node below it has been replaced by ``change(node)``, children first.

    ``change`` returns the node itself to keep it, another node, or a sequence of nodes to put in its place (an empty
    one removes it). What is unchanged is shared, not copied. ``root`` itself is not given to ``change``.
    """
    updates: dict[str, Any] = {}
    for name in child_fields(type(root)):
        before = getattr(root, name)
        after: list[Node] = []
        changed = False
        for child in before:
            rebuilt = transform(child, change)
            result = change(rebuilt)
            if result is not child:
                changed = True
            if isinstance(result, Node):
                after.append(result)
            else:
                after.extend(result)
        if changed:
            updates[name] = tuple(after)
    return replace(root, **updates) if updates else root


def plain_text(nodes: Node | Iterable[Node], *, notes: bool = False) -> str:
    """The words of ``nodes`` as they are read aloud in place: no alt texts, and no notes unless ``notes``."""
    parts: list[str] = []
    _collect_text([nodes] if isinstance(nodes, Node) else nodes, parts, notes)
    return "".join(parts)


def _collect_text(nodes: Iterable[Any], parts: list[str], notes: bool) -> None:
    for node in nodes:
        match node:
            case Text() | Code() | CodeBlock():
                parts.append(node.text)
            case LineBreak():
                parts.append("\n")
            case Math():
                parts.append(node.alt or node.tex)
            case Note() if not notes:
                pass
            case _:
                _collect_text(children(node), parts, notes)
                if not isinstance(node, Styled | Link | Quote | Abbr | Span | PageMarker | Image):
                    parts.append("\n")


def sections(document: Document) -> Iterator[tuple[int, Section]]:
    """Every section with its heading level (2 and deeper), in reading order, wherever it lies."""
    stack: list[tuple[int, Iterator[AnyNode]]] = [(1, iter(document.blocks))]
    while stack:
        level, nodes = stack[-1]
        node = next(nodes, None)
        if node is None:
            stack.pop()
        elif isinstance(node, Section):
            yield level + 1, node
            stack.append((level + 1, iter(node.blocks)))
        else:
            stack.append((level, children(node)))
