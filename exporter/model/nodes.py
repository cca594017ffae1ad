"""Every node that an article can be made of.

Readers make them, passes change them, writers print them, checks compare them. Nodes are frozen: a change makes a new
node. Names follow HTML, EPUB and ISO 32000 where they agree; ``docs/semantic-map.md`` maps nodes to files.
"""

from __future__ import annotations

from dataclasses import field
from typing import ClassVar, Literal, TypeAlias

from exporter.model.metadata import Metadata
from exporter.position import Position
from exporter.records import record

Direction: TypeAlias = Literal["", "ltr", "rtl"]
StyleKind: TypeAlias = Literal["emphasis", "strong", "sub", "sup", "deleted", "inserted", "mark", "small"]
NumberStyle: TypeAlias = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]
Delimiter: TypeAlias = Literal["period", "paren", "parens"]
HeaderScope: TypeAlias = Literal["", "row", "col", "rowgroup", "colgroup"]
Alignment: TypeAlias = Literal["", "left", "center", "right"]
ParagraphRole: TypeAlias = Literal["", "subtitle", "standfirst", "byline", "dateline", "kicker"]
SpanRole: TypeAlias = Literal["", "missing-image"]
AsideKind: TypeAlias = Literal["sidebar", "pullquote", "note", "tip", "warning", "related"]


@record(kw_only=True)
class Node:
    """What every node has.

    ``id`` is an anchor that links of the same document can name ("" for none); ``lang`` a BCP 47 tag ("" inherits);
    ``dir`` the base direction ("" inherits); ``pos`` the place in the source, which is not part of a node's equality.
    ``CHILDREN`` names the fields that hold nodes, in reading order.
    """

    CHILDREN: ClassVar[tuple[str, ...]] = ()

    id: str = ""
    lang: str = ""
    dir: Direction = ""
    pos: Position | None = field(default=None, compare=False, repr=False)


# --- inlines --------------------------------------------------------------------------------------------------------


@record
class Text(Node):
    """Characters, kept as typed. A line end typed in the source is a space; a break that is meant is a LineBreak."""

    text: str


@record
class Styled(Node):
    """Inlines that stand out for a reason (WCAG 1.3.1): emphasis, importance, a sub- or superscript, an edit."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("content",)

    kind: StyleKind
    content: Inlines


@record
class Code(Node):
    """A piece of computer code in running text."""

    text: str


@record
class Link(Node):
    """A link. ``target`` is an http, https, mailto or tel address, or ``#id`` of a node of this document."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("content",)

    content: Inlines
    target: str
    title: str = ""


@record
class Image(Node):
    """A picture. ``resource`` names one of the document's resources.

    ``alt`` is its alternative text (WCAG 1.1.1): text, ``""`` for a decorative picture, None when nobody has said.
    ``width`` is how wide its author shows it, in CSS pixels (96 an inch); 0: as its own pixels say.
    """

    resource: str
    alt: str | None = None
    title: str = ""
    width: int = 0


@record
class Quote(Node):
    """Quoted words in running text, with the author's own quotation marks inside ``content``; no writer adds any."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("content",)

    content: Inlines
    cite: str = ""


@record
class Abbr(Node):
    """An abbreviation and what it stands for (WCAG 3.1.4); ``expansion`` is "" when nobody has said."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("content",)

    content: Inlines
    expansion: str = ""


@record
class Span(Node):
    """A stretch of inlines with a language, direction, date (``datetime``, ISO 8601) or role of its own.

    Role ``missing-image`` marks the alternative text that stands in place of a picture that could not be loaded.
    """

    CHILDREN: ClassVar[tuple[str, ...]] = ("content",)

    content: Inlines
    role: SpanRole = ""
    datetime: str = ""


@record
class Note(Node):
    """A footnote or endnote, held at the place of its first reference; writers place its blocks.

    Where it is referred to again stands a NoteReference with this note's ``id``.
    """

    CHILDREN: ClassVar[tuple[str, ...]] = ("blocks",)

    blocks: Blocks


@record
class NoteReference(Node):
    """One more reference to a Note that has been referred to before; ``note`` is the ``id`` of that Note."""

    note: str


@record
class Math(Node):
    """A formula in running text; one that is set apart is a DisplayMath.

    ``tex`` and ``mathml`` are the same formula in TeX and as a MathML ``math`` element ("" where there is none);
    ``alt`` says it in words, or is None when nobody has: then writers give its TeX or its MathML text to listeners.
    """

    tex: str = ""
    mathml: str = ""
    alt: str | None = None

    def displayed(self) -> DisplayMath:
        """The same formula set apart from the text."""
        return DisplayMath(self.tex, self.mathml, self.alt, id=self.id, lang=self.lang, dir=self.dir, pos=self.pos)


@record
class LineBreak(Node):
    """A line end that means something, as in a poem or an address."""


@record
class PageMarker(Node):
    """The place where page ``label`` of a printed edition begins (EPUB Accessibility 1.1, page navigation)."""

    label: str


Inline: TypeAlias = (
    Text | Styled | Code | Link | Image | Quote | Abbr | Span | Note | NoteReference | Math | LineBreak | PageMarker
)
Inlines: TypeAlias = tuple[Inline, ...]

# --- blocks ---------------------------------------------------------------------------------------------------------


@record
class Section(Node):
    """A titled part. Its heading level is its depth (the document title is 1), so that no level can be skipped.

    ``role`` is a DPUB-ARIA section role without ``doc-`` ("abstract", "conclusion", ...), or "". A part without a title
    has no heading, and does not count for the depth of those in it. ``metadata`` is what is said about an article that
    stands whole in a publication: a section that has it is that article, its masthead the first of its blocks.
    """

    CHILDREN: ClassVar[tuple[str, ...]] = ("title", "blocks")

    title: Inlines
    blocks: Blocks
    role: str = ""
    metadata: Metadata | None = None

    def level_below(self, level: int) -> int:
        """The heading level that holds inside this section where ``level`` holds around it; that of its own heading."""
        return level + 1 if self.title else level


@record
class Paragraph(Node):
    """A paragraph; ``role`` says what part of an article's masthead it is, if any."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("content",)

    content: Inlines
    role: ParagraphRole = ""


@record
class BlockQuote(Node):
    """A quotation set apart, whole, with who said it: ``attribution`` (without its dash) belongs to the quote."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("blocks", "attribution")

    blocks: Blocks
    attribution: Inlines = ()
    cite: str = ""


@record
class ListItem(Node):
    """One item of a List. ``value`` is its number where that is not the one after the item before it."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("blocks",)

    blocks: Blocks
    value: int | None = None


@record
class List(Node):
    """A list of one level; nested lists are blocks of its items.

    ``start``, ``style`` and ``delimiter`` count when ``ordered``; the last is what stands round a number: ``2.``,
    ``2)`` or ``(2)``.
    """

    CHILDREN: ClassVar[tuple[str, ...]] = ("items",)

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    style: NumberStyle = "decimal"
    delimiter: Delimiter = "period"

    @property
    def numbers(self) -> tuple[int, ...]:
        """The number of each item, whether or not it is shown."""
        found: list[int] = []
        for item in self.items:
            following = found[-1] + 1 if found else self.start
            found.append(following if item.value is None else item.value)
        return tuple(found)


@record
class Term(Node):
    """A term of a DefinitionList."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("content",)

    content: Inlines


@record
class Definition(Node):
    """One definition of the terms before it."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("blocks",)

    blocks: Blocks


@record
class DefinitionItem(Node):
    """One or more terms with the definitions they share."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("terms", "definitions")

    terms: tuple[Term, ...]
    definitions: tuple[Definition, ...]


@record
class DefinitionList(Node):
    """Terms and what they mean."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("items",)

    items: tuple[DefinitionItem, ...]


@record
class CodeBlock(Node):
    """Code set apart, line ends and spaces as typed. ``language`` is a programming language's name, or ""."""

    text: str
    language: str = ""


@record
class Column(Node):
    """A table column: how its cells are aligned and its share of the width (percent, 0 when free)."""

    align: Alignment = ""
    width: int = 0


@record
class Cell(Node):
    """A table cell. A ``header`` cell has a ``scope`` ("": position says it); ``headers`` are ids of its headers."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("blocks",)

    blocks: Blocks
    header: bool = False
    scope: HeaderScope = ""
    rowspan: int = 1
    colspan: int = 1
    align: Alignment = ""
    headers: tuple[str, ...] = ()


@record
class Row(Node):
    """A table row."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("cells",)

    cells: tuple[Cell, ...]


@record
class TableBody(Node):
    """A group of rows (HTML ``tbody``)."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("rows",)

    rows: tuple[Row, ...]


@record
class Table(Node):
    """A data table. Layout tables do not exist here: a reader takes them apart.

    ``description`` says in words how the table is built or what it shows, for people who cannot take it in at a glance.
    """

    CHILDREN: ClassVar[tuple[str, ...]] = ("caption", "head", "bodies", "foot", "columns")

    bodies: tuple[TableBody, ...]
    head: tuple[Row, ...] = ()
    foot: tuple[Row, ...] = ()
    caption: Inlines = ()
    columns: tuple[Column, ...] = ()
    description: str = ""


@record
class Figure(Node):
    """Something shown (pictures, mostly) with its caption, its credit, and a description for those who cannot see it.

    A Figure without blocks is a caption whose picture the source did not bring: the caption stays a caption.
    """

    CHILDREN: ClassVar[tuple[str, ...]] = ("blocks", "caption", "credit", "description")

    blocks: Blocks
    caption: Inlines = ()
    credit: Inlines = ()
    description: Blocks = ()


@record
class Aside(Node):
    """Something beside the main text. A pull quote repeats the article's words and is therefore an aside."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("title", "blocks")

    blocks: Blocks
    kind: AsideKind = "sidebar"
    title: Inlines = ()


@record
class DisplayMath(Node):
    """A formula set apart from the text (MathML ``display="block"``). Fields as for Math."""

    tex: str = ""
    mathml: str = ""
    alt: str | None = None


@record
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
    | DisplayMath
    | ThematicBreak
    | PageMarker
)
Blocks: TypeAlias = tuple[Block, ...]

# --- the document ---------------------------------------------------------------------------------------------------


@record(kw_only=True)
class Resource:
    """A picture's bytes. ``name`` is the program's own making (safe in any package), size is in pixels."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    width: int = 0
    height: int = 0


Formula: TypeAlias = Math | DisplayMath
AnyNode: TypeAlias = Block | Inline | ListItem | Term | Definition | DefinitionItem | Column | Cell | Row | TableBody
