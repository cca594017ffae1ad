"""Builds the structure tree of a PDF from the model, in model order (ISO 32000-1, 14.8; ISO 14289-1, 7).

One element per node, however many pages it crossed: each gathers the pieces painted for it from every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from lxml import etree

from exporter.languages import is_tag
from exporter.model import (
    Abbr,
    AnyNode,
    Aside,
    BlockQuote,
    Cell,
    Code,
    CodeBlock,
    Column,
    Definition,
    DefinitionItem,
    DefinitionList,
    DisplayMath,
    Document,
    Figure,
    Formula,
    Image,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    Note,
    NoteReference,
    NumberStyle,
    PageMarker,
    Paragraph,
    Quote,
    Row,
    Section,
    Span,
    Styled,
    StyleKind,
    Table,
    TableBody,
    Term,
    Text,
    ThematicBreak,
    is_part,
)
from exporter.writers.pdf.engines.painted import Annotation, Painted, Piece
from exporter.writers.pdf.header_cells import header_names
from exporter.writers.pdf.structure import ASIDES, KEPT_EMPTY, Kid, Structure
from exporter.writers.xhtml.math import signs
from exporter.writers.xhtml.parts import NODE_ATTRIBUTE, Part, part_of

STYLED: dict[StyleKind, str] = {
    "emphasis": "Em",
    "strong": "Strong",
    "sub": "Sub",
    "sup": "Sup",
    "deleted": "Deleted",
    "inserted": "Inserted",
    "mark": "Mark",
    "small": "Small",
}
NUMBERING: dict[NumberStyle, str] = {
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
SCOPES = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}


@dataclass(slots=True)
class Builder:
    """Builds the tree from the laid-out elements. ``targets`` afterwards has the structure of each place with an id."""

    painted: Painted
    nodes: tuple[AnyNode | Document, ...]
    lang: str
    targets: dict[str, Structure] = field(default_factory=dict)
    _waiting: list[str] = field(default_factory=list)
    _tables: int = 0
    _header_names: dict[int, str] = field(default_factory=dict)
    _headers: dict[int, list[str]] = field(default_factory=dict)
    _index: dict[etree._Element, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._index = {element: index for index, element in enumerate(self.painted.elements)}

    def tree(self, main: etree._Element) -> Structure:
        """The structure of the whole document."""
        made = Structure("Document", self.content(main, self.lang))
        self._settle(made, 0)
        return made

    def content(self, element: etree._Element, lang: str, *, marker: bool = False) -> list[Kid]:
        """What lies in an element: its own pieces between those of its children; only its marker if asked for."""
        own: dict[int, list[Piece]] = {}
        for piece in self.pieces(element):
            if piece.marker == marker:
                own.setdefault(piece.segment, []).append(piece)
        kids = _with_words(own[0]) if 0 in own else []
        if not marker:
            for number, child in enumerate(element, 1):
                last = kids[-1] if kids else None
                if isinstance(last, Structure) and last.type == "FigureGroup" and self._describes(child):
                    last.kids.append(Structure("Description", self.element(child, last.lang or lang)))
                else:
                    kids += self.element(child, lang)
                if number in own:
                    kids += _with_words(own[number])
        return kids

    def _describes(self, element: etree._Element) -> bool:
        """Whether an element is the long description of the figure before it, to which it belongs."""
        return part_of(element) == "description" and isinstance(self.node(element), Figure)

    def pieces(self, element: etree._Element) -> list[Piece]:
        """The pieces painted for the element itself."""
        return self.painted.pieces.get(self._index[element], [])

    def links(self, element: etree._Element) -> Iterator[Annotation]:
        """The annotations of a link and of the pictures in it, page by page."""
        found = [note for inner in element.iter() for note in self.painted.annotations.get(self._index[inner], [])]
        yield from sorted(found, key=lambda note: note.page)

    def node(self, element: etree._Element) -> AnyNode | Document | None:
        """The model node that an element was made for."""
        number = element.get(NODE_ATTRIBUTE)
        return None if number is None else self.nodes[int(number)]

    def element(self, element: etree._Element, lang: str) -> list[Kid]:
        """The kids that an element adds to its parent: its structure element, or its content where it needs none."""
        own = element.get("lang", "") or lang
        if own != lang and not is_tag(own):
            own = lang  # an invalid tag says nothing and breaks the standard; the writer has reported it
        waiting = len(self._waiting)
        if name := element.get("id"):
            self._waiting.append(name)
        made = self._structure(element, own)
        kids = [kid for kid in (made if isinstance(made, list) else (made,)) if not _is_empty(kid)]
        if len(self._waiting) > waiting:
            for kid in kids:
                if isinstance(kid, Structure):
                    self._settle(kid, waiting)
                    break
        if own == lang:
            return kids
        if isinstance(made, list) and made:
            kids = [Structure("Span" if element.tag.endswith("}span") else "Div", made)]
        for kid in kids:
            if isinstance(kid, Structure):
                kid.lang = own
        return [kid for kid in kids if not _is_empty(kid)]

    def _settle(self, structure: Structure, waiting: int) -> None:
        """Give the places met since then, which have no element of their own, to the one that holds them."""
        self.targets |= dict.fromkeys(self._waiting[waiting:], structure)
        del self._waiting[waiting:]

    def _structure(self, element: etree._Element, lang: str) -> Structure | list[Kid]:
        node, part = self.node(element), part_of(element)
        if part is not None:
            return self._part(element, part, node, lang)
        if node is None or isinstance(node, Document):
            return self.content(element, lang)
        return self._node(element, node, lang)

    def _node(self, element: etree._Element, node: AnyNode, lang: str) -> Structure | list[Kid]:  # noqa: C901  (one case per node)
        """What a node becomes: a structure element, only what is in it, or nothing."""
        match node:
            case Text() | Span() | Column() | Abbr(expansion=""):
                return self.content(element, lang)
            case LineBreak() | PageMarker() | ThematicBreak():
                return []
            case List():
                return self._list(element, node, lang)
            case ListItem():
                return self._item(element, lang)
            case Table():
                self._name_headers(node)
                return Structure("Table", _parts_of_table(self.content(element, lang)))
            case Cell():
                return self._cell(element, node, lang)
            case Image():
                return self._picture(element, node, lang)
            case Link():
                return self._link(element, lang) if element.get("href") else self.content(element, lang)
            case Note() | NoteReference():
                return _tied(Structure("Reference", [self._link(element, lang)]), element, element)
            case DefinitionList() | DefinitionItem() | Term() | Definition() | TableBody() | Row():
                return _grouping(node, self.content(element, lang))
            case Section() | Paragraph() | BlockQuote() | CodeBlock() | Figure() | Aside() | DisplayMath():
                return _block(node, self.content(element, lang))
            case Styled() | Code() | Quote() | Abbr() | Math():
                return _inline(node, self.content(element, lang))
            case _:
                assert_never(node)

    def _part(  # noqa: C901  (one case a part)
        self, element: etree._Element, part: Part, node: AnyNode | Document | None, lang: str
    ) -> Structure | list[Kid]:
        """Parts of nodes: headings, captions, markers."""
        match part:
            case "link":
                return self._link(element, lang)
            case "backlink":
                return Structure("Lbl", [self._link(element, lang)])
            case "missing":
                return []
        kids = self.content(element, lang)
        match part:
            case "reference":
                return _tied(Structure("Reference", kids), element, element[0])
            case "note":
                ways_back = [link for link in element if part_of(link) == "backlink"]
                return _tied(Structure("Note", kids, identifier=element.get("id", "")), element, *ways_back)
            case "title":
                made = Structure("H1" if isinstance(node, Document) else "Title", kids)
                return _whole(made) if isinstance(node, Document) else made
            case "heading":
                return _whole(Structure(f"H{element.get('aria-level') or etree.QName(element).localname[1:]}", kids))
            case "description":
                return Structure("Description", [Structure("P", kids)]) if element.tag.endswith("}p") else kids
            case "attribution" | "caption" | "code" | "credit":
                return Structure(part.capitalize(), kids)
            case "contents":
                return Structure("TOC", kids)
            case "contents-item":
                return Structure("TOCI", kids)
            case "contents-line":
                return Structure("P", kids)
            case "contents-title":
                return Structure("Caption", kids)
            case "head":
                return Structure("THead", kids)
            case "foot":
                return Structure("TFoot", kids)
            case "captions" | "columns" | "label" | "note-text" | "notes" | "page-number" | "quote" | "region":
                return kids  # boxes of the page, which mean nothing themselves
            case _:
                assert_never(part)

    def _list(self, element: etree._Element, node: List, lang: str) -> Structure:
        numbering = NUMBERING[node.style] if node.ordered else "Disc"
        return Structure("L", self.content(element, lang), attributes={"List": {"ListNumbering": f"/{numbering}"}})

    def _item(self, element: etree._Element, lang: str) -> Structure:
        """A list item: its label, then its body with any nested list inside (ISO 32000-1, table 336)."""
        label = Structure("Lbl", self.content(element, lang, marker=True))
        body = Structure("LBody", self.content(element, lang))
        return Structure("LI", [part for part in (label, body) if part.kids])

    def _name_headers(self, node: Table) -> None:
        """Have the cells of a table name their headers, where its shape alone does not tell them."""
        self._tables += 1
        names, headers = header_names(node, f"table-{self._tables}")
        self._header_names |= names
        self._headers |= headers

    def _cell(self, element: etree._Element, node: Cell, lang: str) -> Structure:
        table: dict[str, object] = {}
        if node.header:
            table["Scope"] = f"/{SCOPES[element.get('scope', 'col')]}"
        if node.rowspan > 1:
            table["RowSpan"] = node.rowspan
        if node.colspan > 1:
            table["ColSpan"] = node.colspan
        if headers := element.get("headers", "").split() or self._headers.get(id(node), []):
            table["Headers"] = headers
        name = element.get("id", "") or self._header_names.get(id(node), "") if node.header else ""
        return Structure(
            "TH" if node.header else "TD",
            self.content(element, lang),
            identifier=name,
            attributes={"Table": table} if table else {},
        )

    def _picture(self, element: etree._Element, node: Image, lang: str) -> Structure | list[Kid]:
        """A picture; a decorative one was painted as an artifact and is nothing here."""
        if not element.tag.endswith("}img"):
            return self.content(element, lang)
        pieces = self.pieces(element)
        if not pieces:
            return []
        attributes: dict[str, object] = {"Placement": "/Block" if _stands_alone(element) else "/Inline"}
        if pieces[0].box:
            attributes["BBox"] = pieces[0].box
        return Structure("Figure", list(pieces), alt=node.alt, attributes={"Layout": attributes})

    def _link(self, element: etree._Element, lang: str) -> Structure:
        return Structure("Link", [*self.content(element, lang), *self.links(element)])


def _grouping(
    node: DefinitionList | DefinitionItem | Term | Definition | TableBody | Row, kids: list[Kid]
) -> Structure:
    """The structure element of a node that holds the parts of a list or table."""
    match node:
        case DefinitionList():
            named = any(item.terms for item in node.items)  # without a term nothing else tells it from a list
            return Structure("L" if named else "Definitions", kids, attributes={"List": {"ListNumbering": "/None"}})
        case DefinitionItem():
            return Structure("LI", kids)
        case Term():
            return _spaced(Structure("Lbl", kids))
        case Definition():
            return Structure("LBody", kids)
        case TableBody():
            return Structure("TBody", kids)
        case Row():
            return Structure("TR", kids)
        case _:
            assert_never(node)


def _block(
    node: Section | Paragraph | BlockQuote | CodeBlock | Figure | Aside | DisplayMath, kids: list[Kid]
) -> Structure:
    """The structure element of a block."""
    match node:
        case Section(metadata=None):
            return Structure("Part" if is_part(node) else "Sect", kids)
        case Section():
            return Structure("Art", kids)
        case Paragraph():
            return Structure(node.role.capitalize() or "P", kids)
        case BlockQuote():
            return Structure("BlockQuote", kids)
        case CodeBlock():
            return Structure("P", _unwrapped(node, kids))
        case Figure():
            return Structure("FigureGroup", kids)
        case Aside():
            return Structure(ASIDES[node.kind], kids)
        case DisplayMath():
            return _formula(node, "/Block", kids)
        case _:
            assert_never(node)


def _inline(node: Styled | Code | Quote | Abbr | Math, kids: list[Kid]) -> Structure:
    """The structure element of something in running text."""
    match node:
        case Styled():
            return Structure(STYLED[node.kind], kids)
        case Code():
            return Structure("Code", kids, actual=_as_typed(node, kids) if len(kids) > 1 else "")
        case Quote():
            return Structure("Quote", kids)
        case Abbr():
            return Structure("Span", kids, expansion=node.expansion)
        case Math():
            return _formula(node, "/Inline", kids)
        case _:
            assert_never(node)


def _parts_of_table(kids: list[Kid]) -> list[Kid]:
    """What is in a table; the rows of head and foot alone where it has no body (ISO 32000-1, table 337)."""
    parts = [kid for kid in kids if isinstance(kid, Structure)]
    if any(kid.type == "TBody" for kid in parts):
        return kids
    return [
        inner
        for kid in kids
        for inner in (kid.kids if isinstance(kid, Structure) and kid.type in ("THead", "TFoot") else [kid])
    ]


def _as_typed(code: Code, kids: list[Kid]) -> str:
    """What wrapped code says: its text as typed, and the space after it where that is painted at the line's end."""
    last = kids[-1]
    spaced = isinstance(last, Piece) and last.text[-1:].isspace() and not code.text[-1:].isspace()
    return code.text + (" " if spaced else "")


def _formula(node: Formula, placement: str, kids: list[Kid]) -> Structure:
    words = node.alt or signs(node.mathml) or node.tex
    layout: dict[str, dict[str, object]] = {"Layout": {"Placement": placement}}
    return Structure("Formula", kids, alt=words, mathml=node.mathml, attributes=layout)


def _unwrapped(node: CodeBlock, kids: list[Kid]) -> list[Kid]:
    """The code of a block; where the lines on the page are not those of the code, with its text as typed.

    A line end on the page would be read as a line end of the code and change its meaning; a
    blank line and blanks at the end of a line are not painted (ISO 32000-1, 14.9.4).
    """
    for kid in kids:
        if isinstance(kid, Structure) and kid.type == "Code":
            lines = [piece.text.strip("\n") for piece in kid.kids if isinstance(piece, Piece)]
            painted = "\n".join(line.rstrip() for line in lines)
            if len(lines) != len(kid.kids) or painted != node.text.strip("\n"):
                kid.actual = node.text
    return kids


def _with_words(pieces: list[Piece]) -> list[Kid]:
    """Pieces, those with right-to-left words in a Span that says them: Firefox joins words that run backwards."""
    return [Structure("Span", [piece], actual=piece.text) if piece.ordered else piece for piece in pieces]


def _whole(heading: Structure) -> Structure:
    """A heading of several lines says its words in one.

    pdf.js leaves out the space between two lines, and Firefox's list of headings then has glued words. Only where
    nothing in it has a meaning of its own, which ActualText would hide.
    """
    pieces = [kid for kid in heading.kids if isinstance(kid, Piece) and not kid.ordered]
    if len(pieces) == len(heading.kids) > 1:
        heading.actual = " ".join("".join(piece.text for piece in pieces).split())
    return heading


def _spaced(term: Structure) -> Structure:
    """A term that says its words with a space behind: Firefox puts term and definition into one name, unspaced."""
    pieces = [kid for kid in term.kids if isinstance(kid, Piece) and not kid.ordered]
    if pieces and len(pieces) == len(term.kids):
        term.actual = " ".join("".join(piece.text for piece in pieces).split()) + " "
    return term


def _tied(made: Structure, element: etree._Element, *links: etree._Element) -> Structure:
    """A reference or note that knows what it is called and what it refers to, by the links that it is or holds."""
    made.name = element.get("id", "")
    made.refers = tuple(link.get("href", "").removeprefix("#") for link in links)
    return made


def _stands_alone(element: etree._Element) -> bool:
    """Whether a picture is all there is in its paragraph."""
    parent = element.getparent()
    return parent is not None and len(parent) == 1 and not (parent.text or "").strip()


def _is_empty(kid: Kid) -> bool:
    return isinstance(kid, Structure) and not kid.kids and kid.type not in KEPT_EMPTY
