"""Writes the document as pandoc's JSON (pandoc-types 1.23), from which pandoc can write any of its formats.

Pandoc has no word for who said a quote, for quoted words with typed marks, for an expansion or an aside: these are
Divs and Spans with classes, which ``readers/pandoc.py`` understands and pandoc carries along. Pictures are ``data:``
addresses.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias, assert_never

from exporter.model import (
    Abbr,
    Aside,
    Block,
    BlockQuote,
    Cell,
    Code,
    CodeBlock,
    DefinitionList,
    Delimiter,
    DisplayMath,
    Document,
    Figure,
    Formula,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    Math,
    Metadata,
    Node,
    Note,
    NoteReference,
    NumberStyle,
    PageMarker,
    Paragraph,
    Quote,
    Resource,
    Row,
    Section,
    Span,
    Styled,
    StyleKind,
    Table,
    Text,
    ThematicBreak,
    walk,
)
from exporter.writers import WriteOptions, WriteResult

VERSION = [1, 23, 1]
Json: TypeAlias = Any

STYLED: dict[StyleKind, str] = {
    "emphasis": "Emph",
    "strong": "Strong",
    "sub": "Subscript",
    "sup": "Superscript",
    "deleted": "Strikeout",
    "inserted": "Underline",
}
NUMBERS: dict[NumberStyle, str] = {
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
DELIMITERS: dict[Delimiter, str] = {"period": "Period", "paren": "OneParen", "parens": "TwoParens"}
ALIGNED = {"left": "AlignLeft", "right": "AlignRight", "center": "AlignCenter"}


def write(document: Document, options: WriteOptions) -> WriteResult:
    """The document as pandoc's JSON; no option changes it."""
    notes = {node.id: node for node in walk(document) if isinstance(node, Note) and node.id}
    made = _Writer({resource.name: resource for resource in document.resources}, notes)
    tree = {
        "pandoc-api-version": VERSION,
        "meta": _meta(document.metadata, made.inlines(document.title)),
        "blocks": made.blocks(document.blocks, 1),
    }
    return WriteResult(json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace"))


def _node(kind: str, held: Json = None) -> Json:
    return {"t": kind} if held is None else {"t": kind, "c": held}


def _meta(metadata: Metadata, title: Sequence[Json]) -> Json:
    made = {"title": _node("MetaInlines", title)} if title else {}
    for key, text in (
        ("subtitle", metadata.subtitle),
        ("date", metadata.published),
        ("lang", metadata.lang),
        ("description", metadata.description),
        ("publisher", metadata.publisher),
        ("rights", metadata.rights),
        ("identifier", metadata.identifier),
    ):
        if text:
            made[key] = _node("MetaString", text)
    for key, words in (("author", [person.name for person in metadata.authors]), ("keywords", metadata.keywords)):
        if words:
            made[key] = _node("MetaList", [_node("MetaString", word) for word in words])
    return made


def _attributes(node: Node, *classes: str, **pairs: str) -> Json:
    held = [[key, value] for key, value in (("lang", node.lang), ("dir", node.dir), *pairs.items()) if value]
    return [node.id, [name for name in classes if name], held]


def _words(text: str) -> list[Json]:
    parts = re.findall(r"[ \t\n]+|[^ \t\n]+", text)
    return [_node("Space") if part[0] in " \t\n" else _node("Str", part) for part in parts]


class _Writer:
    """The two tables of small functions, with the pictures and the notes that they name."""

    def __init__(self, resources: dict[str, Resource], notes: dict[str, Note]) -> None:
        self.resources, self.notes = resources, notes

    def blocks(self, content: Iterable[Block], level: int) -> list[Json]:
        return [made for node in content for made in self.block(node, level)]

    def block(self, node: Block, level: int) -> list[Json]:  # noqa: C901  (one case per node)
        match node:
            case Section() if not node.title:
                return [_node("Div", [_attributes(node, node.role), self.blocks(node.blocks, level)])]
            case Section():
                heading = _node("Header", [level, _attributes(node, node.role), self.inlines(node.title)])
                return [heading, *self.blocks(node.blocks, level + 1)]
            case Paragraph():
                return self._set_apart(node, _node("Para", self.inlines(node.content)), node.role)
            case BlockQuote():
                return self._quote(node, level)
            case List():
                return self._set_apart(node, self._list(node, level))
            case DefinitionList():
                items = [item for held in node.items for item in self._definitions(held.terms, held.definitions, level)]
                return self._set_apart(node, _node("DefinitionList", items))
            case CodeBlock():
                return [_node("CodeBlock", [_attributes(node, node.language), node.text])]
            case Table():
                return [self._table(node, level)]
            case Figure():
                return self._figure(node, level)
            case Aside():
                title = _node("Div", [["", ["aside-title"], []], [_node("Para", self.inlines(node.title))]])
                inside = [*([title] if node.title else []), *self.blocks(node.blocks, level)]
                return [_node("Div", [_attributes(node, "aside", node.kind), inside])]
            case DisplayMath():
                return [_node("Para", [self._math(node, "DisplayMath")])]
            case ThematicBreak():
                return [_node("HorizontalRule")]
            case PageMarker():
                return [_node("Para", [self._page(node)])]
            case _:
                assert_never(node)

    def _set_apart(self, node: Node, made: Json, role: str = "") -> list[Json]:
        """A block in a Div when it says something of itself, for which pandoc's own block has no room."""
        plain = not (node.id or node.lang or node.dir or role)
        return [made] if plain else [_node("Div", [_attributes(node, role), [made]])]

    def _quote(self, node: BlockQuote, level: int) -> list[Json]:
        quote = _node("BlockQuote", self.blocks(node.blocks, level))
        if not node.attribution:
            return self._set_apart(node, quote)
        who = _node("Div", [["", ["attribution"], []], [_node("Para", self.inlines(node.attribution))]])
        return [_node("Div", [_attributes(node, "quote"), [quote, who]])]

    def _list(self, node: List, level: int) -> Json:
        items = [self.blocks(item.blocks, level) for item in node.items]
        if not node.ordered:
            return _node("BulletList", items)
        return _node(
            "OrderedList", [[node.start, _node(NUMBERS[node.style]), _node(DELIMITERS[node.delimiter])], items]
        )

    def _definitions(self, terms: Sequence[Any], definitions: Sequence[Any], level: int) -> list[Json]:
        """Pandoc has one term for its definitions; of several, the last one has them."""
        held = [self.blocks(item.blocks, level) for item in definitions]
        names = [self.inlines(term.content) for term in terms] or [[]]
        return [*([name, []] for name in names[:-1]), [names[-1], held]]

    def _figure(self, node: Figure, level: int) -> list[Json]:
        said = [_node("Plain", self.inlines(node.caption))] if node.caption else []
        if node.credit:
            credit = _node("Span", [["", ["credit"], []], self.inlines(node.credit)])
            said.append(_node("Plain", [credit]))
        figure = _node("Figure", [_attributes(node), [None, said], self.blocks(node.blocks, level)])
        return [figure, *self.blocks(node.description, level)]

    def _table(self, node: Table, level: int) -> Json:
        width = max((sum(cell.colspan for cell in row.cells) for row in _rows(node)), default=0)
        columns = [_node(ALIGNED.get(column.align, "AlignDefault")) for column in node.columns[:width]]
        columns += [_node("AlignDefault")] * (width - len(columns))
        caption = [_node("Plain", self.inlines(node.caption))] if node.caption else []
        bodies = [
            [["", [], []], _header_columns(body.rows), [], [self._row(row, level) for row in body.rows]]
            for body in node.bodies
        ]
        head, foot = ([self._row(row, level) for row in rows] for rows in (node.head, node.foot))
        shapes = [[align, _node("ColWidthDefault")] for align in columns]
        return _node("Table", [_attributes(node), [None, caption], shapes, [_EMPTY, head], bodies, [_EMPTY, foot]])

    def _row(self, row: Row, level: int) -> Json:
        return [_attributes(row), [self._cell(cell, level) for cell in row.cells]]

    def _cell(self, cell: Cell, level: int) -> Json:
        align = _node(ALIGNED.get(cell.align, "AlignDefault"))
        return [_attributes(cell), align, cell.rowspan, cell.colspan, self.blocks(cell.blocks, level)]

    def inlines(self, content: Inlines) -> list[Json]:
        return [made for node in content for made in self.inline(node)]

    def inline(self, node: Inline) -> list[Json]:  # noqa: C901  (one case per node)
        match node:
            case Text():
                words = _words(node.text)
                return [_node("Span", [_attributes(node), words])] if node.id or node.lang or node.dir else words
            case Styled():
                inside = self.inlines(node.content)
                kind = STYLED.get(node.kind)
                return [_node(kind, inside) if kind else _node("Span", [_attributes(node, node.kind), inside])]
            case Code():
                return [_node("Code", [_attributes(node), node.text])]
            case Link():
                return [_node("Link", [_attributes(node), self.inlines(node.content), [node.target, node.title]])]
            case Image():
                return self._image(node)
            case Quote():
                return [_node("Span", [_attributes(node, "quote"), self.inlines(node.content)])]
            case Abbr():
                pairs = {"title": node.expansion}
                return [_node("Span", [_attributes(node, "abbr", **pairs), self.inlines(node.content)])]
            case Span():
                made = _attributes(node, node.role, datetime=node.datetime)
                return [_node("Span", [made, self.inlines(node.content)])]
            case Note():
                return [_node("Note", self.blocks(node.blocks, 1))]
            case Math():
                return [self._math(node, "InlineMath")]
            case NoteReference():  # pandoc's model has a note once for each reference
                note = self.notes.get(node.note)
                return [_node("Note", self.blocks(note.blocks, 1))] if note is not None else []
            case LineBreak():
                return [_node("LineBreak")]
            case PageMarker():
                return [self._page(node)]
            case _:
                assert_never(node)

    def _math(self, node: Formula, kind: str) -> Json:
        if node.tex:
            return _node("Math", [_node(kind), node.tex])
        return _node("RawInline", ["html", node.mathml])

    def _page(self, node: PageMarker) -> Json:
        return _node("Span", [[node.id, ["pagebreak"], [["title", node.label]]], []])

    def _image(self, node: Image) -> list[Json]:
        resource = self.resources.get(node.resource)
        if resource is None:
            return _words(node.alt or "")
        address = f"data:{resource.media_type};base64,{base64.b64encode(resource.data).decode()}"
        attributes = _attributes(node, "decorative" if node.alt == "" else "")
        return [_node("Image", [attributes, _words(node.alt or ""), [address, node.title]])]


_EMPTY = ["", [], []]


def _rows(node: Table) -> list[Row]:
    return [*node.head, *(row for body in node.bodies for row in body.rows), *node.foot]


def _header_columns(rows: Sequence[Row]) -> int:
    """How many of the first columns are header cells in every row of a body."""
    counts = []
    for row in rows:
        count = 0
        for cell in row.cells:
            if not cell.header:
                break
            count += cell.colspan
        counts.append(count)
    return min(counts, default=0)
