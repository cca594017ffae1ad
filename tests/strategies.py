"""Generated documents for property-based tests: every node of the model, and strings made to break things."""

from __future__ import annotations

import io
from typing import Any

from hypothesis import strategies as st
from PIL import Image as Pixels

from exporter.model import (
    Abbr,
    Aside,
    Block,
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
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    Metadata,
    Note,
    NoteReference,
    PageMarker,
    Paragraph,
    Person,
    Quote,
    Resource,
    Row,
    Section,
    Span,
    Styled,
    Table,
    TableBody,
    Term,
    Text,
    ThematicBreak,
    transform,
    walk,
)
from exporter.position import Position

NASTY = [
    "<b onclick='x'>&amp;]]>",
    "{PAGE} { INCLUDETEXT c:\\x }",
    "%PDF (a\\) <<>>",
    "שלום עולם",
    "مرحبا 123 abc",
    "e\u0301\u0327 a\u200db",
    "“‘’” « » „ “",
    "𝔘𝔫𝔦 😀",
    "a\u00a0b\u00adc",
    '\' or "1"="1',
    "../../etc/passwd",
    "=1+1",
    "中文、日本語",
    "-" * 40,
]


def words() -> st.SearchStrategy[str]:
    """Text without line ends or spaces at its ends: what readers put into a Text node inside a block."""
    plain = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
    return st.one_of(st.sampled_from(NASTY), plain, st.just("plain words here"))


def identity() -> st.SearchStrategy[dict[str, Any]]:
    """What every node may carry; a position more often than not."""
    return st.fixed_dictionaries(
        {"pos": st.one_of(st.none(), st.builds(Position, st.integers(1, 9999), st.integers(1, 200)))},
        optional={
            "lang": st.sampled_from(["", "fr", "ar", "zh-Hant"]),
            "dir": st.sampled_from(["", "ltr", "rtl"]),
        },
    )


def picture() -> Resource:
    """A real, small picture."""
    stream = io.BytesIO()
    Pixels.new("RGB", (8, 6), "#b5402c").save(stream, "PNG")
    return Resource(name="picture-1.png", media_type="image/png", data=stream.getvalue(), width=8, height=6)


PICTURE = picture()

NOTED = "noted"
"""The id of the one note that further references name; ``documents`` gives it to the first note."""


def leaves() -> st.SearchStrategy[Inline]:
    """Inlines without inlines inside."""
    return st.one_of(
        st.builds(lambda text, said: Text(text, **said), words(), identity()),
        st.builds(Code, words()),
        st.builds(lambda: LineBreak()),
        st.builds(PageMarker, st.sampled_from(["1", "xii", "A 3"])),
        st.builds(Image, st.just(PICTURE.name), st.sampled_from([None, "", "A red square"])),
        st.builds(NoteReference, st.just(NOTED)),
        st.builds(Math, st.sampled_from(["x^2", ""]), st.just(""), st.sampled_from([None, "x squared"])),
    )


def inlines(depth: int = 2) -> st.SearchStrategy[Inlines]:
    """A tuple of inlines, nested no deeper than ``depth``."""
    if depth == 0:
        return st.lists(leaves(), min_size=1, max_size=3).map(tuple)
    inner = inlines(depth - 1)
    kinds = ["emphasis", "strong", "sub", "sup", "deleted", "inserted", "mark", "small"]
    nested: st.SearchStrategy[Inline] = st.one_of(
        st.builds(Styled, st.sampled_from(kinds), inner),
        st.builds(Link, inner, st.sampled_from(["https://example.org/a?b=1&c=2", "mailto:a@example.org", "#there"])),
        st.builds(Quote, inner),
        st.builds(Abbr, inner, words()),
        st.builds(lambda content, said: Span(content, **said), inner, identity()),
        st.builds(Note, st.tuples(st.builds(Paragraph, inner))),
    )
    return st.lists(st.one_of(leaves(), nested), min_size=1, max_size=3).map(tuple)


def tables(depth: int) -> st.SearchStrategy[Table]:
    """Tables whose rows fit their columns, with a head more often than not."""
    cell = st.builds(lambda inside, header: Cell(inside, header, "row" if header else ""), blocks(0), st.booleans())
    head = st.builds(lambda content: Cell((Paragraph(content),), True, "col"), inlines(0))
    return st.integers(1, 3).flatmap(
        lambda width: st.builds(
            lambda rows, top, caption: Table(
                (TableBody(tuple(Row(tuple(row)) for row in rows)),),
                (Row(tuple(top)),) if top else (),
                caption=caption,
                columns=(Column("right"),) * width,
            ),
            st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=3),
            st.one_of(st.just([]), st.lists(head, min_size=width, max_size=width)),
            st.one_of(st.just(()), inlines(0)),
        )
    )


def blocks(depth: int = 2) -> st.SearchStrategy[tuple[Block, ...]]:
    """A tuple of blocks, nested no deeper than ``depth``."""
    plain: st.SearchStrategy[Block] = st.one_of(
        st.builds(lambda content, said: Paragraph(content, **said), inlines(1), identity()),
        st.builds(CodeBlock, words(), st.sampled_from(["", "python"])),
        st.builds(lambda: ThematicBreak()),
        st.builds(DisplayMath, st.sampled_from(["y^2", "z"]), st.just(""), st.sampled_from([None, "y squared"])),
        st.builds(PageMarker, st.sampled_from(["7", "8"])),
    )
    if depth == 0:
        return st.lists(plain, min_size=1, max_size=2).map(tuple)
    inner = blocks(depth - 1)
    item = st.builds(ListItem, inner)
    pair = st.builds(
        DefinitionItem,
        st.lists(st.builds(Term, inlines(0)), min_size=1, max_size=2).map(tuple),
        st.lists(st.builds(Definition, inner), min_size=1, max_size=2).map(tuple),
    )
    nested: st.SearchStrategy[Block] = st.one_of(
        st.builds(lambda title, inside: Section(title, inside), inlines(0), inner),
        st.builds(BlockQuote, inner, st.one_of(st.just(()), inlines(0)), st.sampled_from(["", "https://example.org/"])),
        st.builds(
            List,
            st.lists(item, min_size=1, max_size=3).map(tuple),
            st.booleans(),
            st.integers(1, 30),
            st.sampled_from(["decimal", "lower-alpha", "upper-roman"]),
        ),
        st.builds(DefinitionList, st.lists(pair, min_size=1, max_size=2).map(tuple)),
        tables(depth),
        st.builds(Figure, inner, inlines(0), st.one_of(st.just(()), inlines(0))),
        st.builds(Aside, inner, st.sampled_from(["note", "pullquote", "sidebar"]), st.one_of(st.just(()), inlines(0))),
    )
    return st.lists(st.one_of(plain, nested), min_size=1, max_size=3).map(tuple)


def metadata() -> st.SearchStrategy[Metadata]:
    """Metadata with nasty strings in every place."""
    return st.builds(
        Metadata,
        title=words(),
        authors=st.lists(st.builds(Person, words(), st.just("aut")), max_size=2).map(tuple),
        publisher=words(),
        published=st.sampled_from(["", "2026-01-02", "soon"]),
        lang=st.sampled_from(["", "en", "ar"]),
        identifier=st.one_of(st.just(""), words()),
        description=words(),
        keywords=st.lists(words(), max_size=2).map(tuple),
        rights=words(),
    )


def documents(depth: int = 2) -> st.SearchStrategy[Document]:
    """Whole documents, whose further references to a note name one that is there."""
    return st.builds(
        Document, metadata=metadata(), title=inlines(0), blocks=blocks(depth), resources=st.just((PICTURE,))
    ).map(_noted)


def _noted(document: Document) -> Document:
    """The document with its first note named; one without notes has no references to one."""
    first = next((node for node in walk(document) if isinstance(node, Note)), None)

    def settle(node: Any) -> Any:
        if node == first and isinstance(node, Note):
            return Note(node.blocks, id=NOTED)
        return () if isinstance(node, NoteReference) and first is None else node

    return transform(document, settle)
