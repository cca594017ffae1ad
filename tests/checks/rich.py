"""One document with every kind of node, for proof: what it says must survive every format."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image as Picture

from exporter.model import (
    Abbr,
    Aside,
    BlockQuote,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionItem,
    DefinitionList,
    DisplayMath,
    Document,
    Figure,
    Image,
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
)

MATHML = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi><mo>+</mo><mi>b</mi></math>'
SQUARES = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo>'
    "<msup><mi>y</mi><mn>2</mn></msup></math>"
)


def words(text: str) -> Inlines:
    """Plain words as inlines."""
    return (Text(text),)


def p(text: str) -> Paragraph:
    """A plain paragraph."""
    return Paragraph(words(text))


@cache
def red_square() -> bytes:
    """The bytes of a small PNG."""
    stream = io.BytesIO()
    Picture.new("RGB", (40, 30), (200, 30, 30)).save(stream, "png")
    return stream.getvalue()


def data_cell(text: str, **facts: int) -> Cell:
    """A cell of data."""
    return Cell((p(text),), **facts)


def running_text() -> Paragraph:
    """A paragraph with every inline."""
    return Paragraph(
        (
            Text("She said "),
            Quote(words("“we were late”")),
            Text(" and "),
            Quote((Text("‘outer "), Quote(words("“inner”")), Text(" end’"))),
            Text(" with "),
            Styled("strong", (Text("strong "), Styled("emphasis", words("both")))),
            Text(", H"),
            Styled("sub", words("2")),
            Text("O, "),
            Code("a = b"),
            Text(", "),
            Link(words("a link"), "https://example.org/?a=b&c=d"),
            Text(", "),
            Link(words("inside"), "#second"),
            Text(", the "),
            Abbr(words("WHO"), "World Health Organization"),
            Text(", "),
            Span(words("c’est la vie"), lang="fr"),
            Text(", a note"),
            Note((p("The first note."),), id="first-note"),
            Text(" and again"),
            NoteReference("first-note"),
            Text(" and "),
            Styled("deleted", words("gone")),
            Text(", "),
            Styled("inserted", words("new")),
            Text(", "),
            Styled("mark", words("marked")),
            Text(" before the end."),
        ),
        id="running",
    )


def lists() -> tuple[List, ...]:
    """A list with a list inside, and two numbered lists that follow each other."""
    deep = List((ListItem((p("deep one"),)), ListItem((p("deep two"), p("more of deep two")))), True, 3, "lower-alpha")
    return (
        List((ListItem((p("one"),)), ListItem((p("two"), deep)), ListItem((p("three"),)))),
        List((ListItem((p("fourth"),)), ListItem((p("fifth"),))), True, 4),
        List((ListItem((p("first again"),)), ListItem((p("second again"),))), True),
    )


def table() -> Table:
    """A table with headers of rows and columns and a cell over two columns."""
    head = tuple(Cell((p(text),), True, "col") for text in ("City", "2019", "2020"))
    leeds = (Cell((p("Leeds"),), True, "row"), data_cell("10"), data_cell("20"))
    york = (Cell((p("York"),), True, "row"), data_cell("30", colspan=2))
    return Table((TableBody((Row(leeds), Row(york))),), (Row(head),), caption=words("Cities by year"))


def definitions() -> DefinitionList:
    """Two terms, one with two meanings."""
    return DefinitionList(
        (
            DefinitionItem((Term(words("Term one")),), (Definition((p("Meaning one."),)),)),
            DefinitionItem(
                (Term(words("Term two")),), (Definition((p("Meaning two."),)), Definition((p("Meaning three."),)))
            ),
        )
    )


def first_section() -> Section:
    """Quotations, lists, a table, definitions."""
    two = (p("First quoted paragraph."), p("Second quoted paragraph."))
    return Section(
        words("First section"),
        (
            BlockQuote(two, words("Jane Roe, chair")),
            BlockQuote((p("Another quote right after."),), words("John Doe")),
            BlockQuote((p("A quote of nobody."),)),
            Section(words("Deeper"), (*lists(), p("Between."), table(), definitions())),
        ),
    )


def second_section() -> Section:
    """Pictures, code, asides, formulas, other languages."""
    arabic = BlockQuote((Paragraph(words("نص عربي قصير للاختبار")),), words("كاتب"), lang="ar", dir="rtl")
    formula = (Text("Inline formula "), Math("a+b", MATHML, "a plus b"), Text(" here."))
    back = (Text("Line one"), LineBreak(), Text("line two, back to "), Link(words("the start"), "#running"), Text("."))
    return Section(
        words("Second section"),
        (
            Figure((Paragraph((Image("r1", "A red square"),)),), words("The caption of it"), words("Photo: Agency")),
            Paragraph((Image("r1", ""),)),
            CodeBlock("def f():\n    return 1\n\n\nprint(f())", "python"),
            Aside((p("Aside text."),), "sidebar", words("Aside title")),
            Aside((p("A pulled quote."),), "pullquote"),
            DisplayMath("x^2 + y^2", SQUARES),
            Paragraph(formula),
            ThematicBreak(),
            Paragraph(words("Ein deutscher Absatz mit Umlauten: äöü."), lang="de"),
            arabic,
            Paragraph(back),
            p("A long paragraph, broken over lines because it goes on: " + "words and more words, " * 30 + "end."),
        ),
        id="second",
    )


def rich() -> Document:
    """The document."""
    return Document(
        metadata=Metadata(title="A rich article", lang="en-GB", authors=(Person("Ann Writer"),)),
        title=(Text("A rich "), Styled("emphasis", words("article"))),
        blocks=(
            Paragraph(words("Standfirst sentence about the whole thing."), "standfirst"),
            running_text(),
            first_section(),
            second_section(),
        ),
        resources=(Resource(name="r1", media_type="image/png", data=red_square(), width=40, height=30),),
    )


__all__ = ["PageMarker", "p", "rich", "words"]
