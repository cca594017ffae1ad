"""What is compared is what is heard: kinds of text that files cannot hold byte for byte, and nobody hears otherwise.

Each kind is written in all formats and read back without a loss, and a true loss beside it is still seen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from exporter.comparison.loss_table import line
from exporter.comparison.losses import compare
from exporter.model import (
    BlockQuote,
    Blocks,
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
    Inline,
    Link,
    List,
    ListItem,
    Metadata,
    Note,
    NoteReference,
    PageMarker,
    Paragraph,
    Resource,
    Row,
    Section,
    Span,
    Styled,
    Table,
    TableBody,
    Term,
    Text,
    transform,
)
from exporter.run.prove import prove
from exporter.writers import WriteOptions, writer
from tests.checks.rich import p, red_square, rich, words

FORMATS = ("epub", "docx", "pdf")


@dataclass(frozen=True)
class Kind:
    """Blocks that say something in an uncommon way, and the same blocks after a loss that must be seen as ``seen``."""

    blocks: Blocks
    lost: Blocks
    seen: str
    lang: str = "en"


def said(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in content))


def picture(alt: str = "a red square") -> Image:
    return Image("dot.png", alt)


def code(text: str) -> Blocks:
    return (p("Before."), CodeBlock(text), p("After."))


def link(target: str, *content: Inline | str) -> Link:
    return Link(tuple(Text(one) if isinstance(one, str) else one for one in content), target)


def table(*, header: bool = True, id: str = "") -> Table:
    def row(name: str, header: bool = False, id: str = "") -> Row:
        cells = [Cell((p(f"{name} {column}"),), header, "col" if header else "") for column in "ab"]
        return Row(tuple(cells), id=id)

    body = (row("one"), row("middle", header, "mid"), row("two"))
    return Table((TableBody(body),), (row("head", True),), caption=words("A table"), id=id)


def some_rows_headed(*headed: str) -> Table:
    names = ("dam", "all of it", "weir", "mill")
    rows = [Row((Cell((p(name),), name in headed, "row" if name in headed else ""), Cell((p("1"),)))) for name in names]
    return Table((TableBody(tuple(rows)),))


def headed_item(id: str) -> List:
    return List((ListItem((p("first"),)), ListItem((Section(words("Head"), (p("text"),)),), id=id)))


def untitled(*meanings: str) -> DefinitionList:
    return DefinitionList((DefinitionItem((), tuple(Definition((p(meaning),)) for meaning in meanings)),))


def accented(accent: str) -> DisplayMath:
    over = f"<mover><mi>x</mi><mo>{accent}</mo></mover>"
    return DisplayMath(mathml=f'<math xmlns="{MATHML}">{over}<mo>=</mo><mi>y</mi></math>')


def terms(target: str = "#a term") -> Blocks:
    items = [
        DefinitionItem((Term(words(name), id=id),), (Definition((p(f"What {name} is."),)),))
        for name, id in (("dam", "a term"), ("weir", "b"))
    ]
    return (DefinitionList(tuple(items)), said("See ", link(target, "the dam"), "."))


MATHML = "http://www.w3.org/1998/Math/MathML"
ARABIC = "\u0646\u0635 \u0639\u0631\u0628\u064a"
LONG = "https://example.org/" + "a-very-long-name-of-a-folder/" * 6 + "page.html?query=" + "x" * 90
BROKEN = "non-existent well-known over-the-counter e-mail post-war " * 12

KINDS = {
    "code with blank lines": Kind(code("a = 1\n\n\n\nb = 2\n"), code("a = 1\n\n\n\nb = 3\n"), "code"),
    "code whose blank lines hold spaces": Kind(code("if a:\n    \n    b\n   \n"), code("if a:\n    \nb\n"), "code"),
    "code with trailing blanks": Kind(code("a   \nb\t\n  c  "), code("a   \nb\t\nc  "), "code"),
    "code that begins with blank lines": Kind(code("\n\n  a\nb\n\n\n"), code("\n\na\nb\n"), "code"),
    "code with spaces that do not break": Kind(
        code("docs\n\u2502\u00a0\u00a0 \u2514\u2500 a.md\n"), code("docs\n\u2502\u00a0\u2514\u2500 a.md\n"), "code"
    ),
    "a named place that is code alone": Kind(
        (p("Before."), Paragraph((Span((Code("TyCtxt"),), id="ctxt"),)), said("See ", link("#ctxt", "it"), ".")),
        (p("Before."), Paragraph((Span((Code("Ctxt"),), id="ctxt"),)), said("See ", link("#ctxt", "it"), ".")),
        "code",
    ),
    "code with tabs": Kind(code("\ta\n\t\tb\n"), code("\ta\n\tb\n"), "code"),
    "code over pages": Kind(
        code("\n\n".join(f"line_{number}" for number in range(150))),
        code("\n\n".join(f"line_{number}" for number in range(150) if number != 75)),
        "code",
    ),
    "soft hyphens": Kind((p("Co\u00adop\u00ader\u00ada\u00adtion."),), (p("Co\u00adop\u00ada\u00adtion."),), "text"),
    "zero-width space": Kind((p("Wide\u200bopen words\u200b."),), (p("Wideopen word."),), "text"),
    "word joiner": Kind((p("10\u2060km\u2060/\u2060h"),), (p("10\u2060km\u2060"),), "text"),
    "a byte order mark in the text": Kind((p("\ufeffFirst words."),), (p("\ufeffFirst word."),), "text"),
    "zero-width characters in a heading": Kind(
        (Section(words("Long\u200bhead\u00ading"), (p("Text."),)),),
        (Section(words("Long\u200bhead"), (p("Text."),)),),
        "text",
    ),
    "zero-width characters in code": Kind(code("a\u200bb\u00adc\u2060d"), code("a\u200bb\u00adc"), "code"),
    "a paragraph of invisible characters": Kind((p("One."), p("\u200b"), p("\u00ad")), (p("Two."),), "text"),
    "a picture opens a paragraph": Kind((said(picture(), " and words."),), (said(picture(""), " and words."),), "alt"),
    "a picture in a paragraph": Kind(
        (said("Words, ", picture(), " and more."),), (said("Words, ", picture("a dot"), " and more."),), "alt"
    ),
    "a picture ends a paragraph": Kind((said("Words ", picture()),), (said("Words "),), "alt"),
    "a picture in a link": Kind(
        (said("See ", link("https://example.org/", picture()), " now."),), (said("See ", picture(), " now."),), "link"
    ),
    "pictures in a row": Kind(
        (said(picture("one"), " ", picture("two"), " words"),), (said(picture("one"), " words"),), "alt"
    ),
    "a picture in a heading": Kind(
        (Section((picture(), Text(" Head")), (p("Text."),)),), (Section(words("Head"), (p("Text."),)),), "alt"
    ),
    "a picture in an item": Kind(
        (List((ListItem((said(picture(), " item"),)), ListItem((said("item ", picture("b")),)))),),
        (List((ListItem((said(" item"),)), ListItem((said("item ", picture("b")),)))),),
        "alt",
    ),
    "Chinese dashes": Kind((p("one\u2014\u2014two\u2026\u2026three"),), (p("one\u2014\u2014three"),), "text"),
    "a speaker with dashes in the name": Kind(
        (BlockQuote((p("Quoted."),), words("Some\u2014\u2014body")),),
        (BlockQuote((p("Quoted."),), words("Body")),),
        "attribution",
    ),
    "words broken at a line end": Kind((p(BROKEN),), (p(BROKEN.replace("post-war", "postwar")),), "text"),
    "addresses broken at a line end": Kind(
        (said("See ", link(LONG, LONG), " for it all, and " + LONG + " too."),),
        (said("See ", link(LONG[:-1], LONG), " for it all, and " + LONG + " too."),),
        "link",
    ),
    "addresses broken in narrow cells": Kind(
        (Table((TableBody((Row((Cell((p("word " * 60),)), Cell((p(LONG),)), Cell((said(Code(LONG)),)))),)),)),),
        (Table((TableBody((Row((Cell((p("word " * 60),)), Cell((p(LONG[:-3]),)), Cell((said(Code(LONG)),)))),)),)),),
        "text",
    ),
    "an id of a title that cannot be kept": Kind(
        (Section(words("Head"), (said("See ", link("#1 a%b", "above"), "."),), id="1 a%b"), Section(words("B"), ())),
        (Section(words("Head"), (said("See ", link("#b", "above"), "."),)), Section(words("B"), (), id="b")),
        "link",
    ),
    "an id of a row": Kind(
        (p("One."), table(), said("See ", link("#mid", "the row"), ".")),
        (Paragraph(words("One."), id="mid"), table(), said("See ", link("#mid", "the row"), ".")),
        "link",
    ),
    "an id of a term": Kind(terms(), terms("#b"), "link"),
    "an id of an item that begins with a heading": Kind(
        (headed_item("it 1"), said("See ", link("#it 1", "the item"), ".")),
        (headed_item(""), Paragraph((Text("See "), link("#it 1", "the item"), Text(".")), id="it 1")),
        "link",
    ),
    "what stands after a part": Kind(
        (Section(words("A"), (p("x"), Figure((), words("One.")))), Figure((), words("Two.")), p("End.")),
        (Section(words("A"), (p("x"), Figure((), words("One. Two.")))), p("End.")),
        "caption",
    ),
    "a link to a table": Kind(
        (p("One."), table(id="t 1"), said("See ", link("#t 1", "the table"), ".")),
        (p("One."), table(), said("See ", "the table", ".")),
        "link",
    ),
    "empty links": Kind(
        (said("Words", link("https://example.org/"), " and ", link("#nowhere"), "more."), said(link("#x"))),
        (said("Words", link("https://example.org/"), "."),),
        "text",
    ),
    "a link round a decorative picture": Kind(
        (said("Words ", link("https://example.org/", picture("")), "and more."), said(link("#x", picture("")))),
        (said("Words and ", link("https://example.org/", "more"), "."),),
        "link",
    ),
    "definitions without terms": Kind((untitled("one", "two"),), (untitled("one"),), "text"),
    "empty code": Kind(
        (said("Words ", Code(""), "and ", Code(" "), " more."), CodeBlock("")), (p("Words and"),), "text"
    ),
    "empty emphasis": Kind((said("Words ", Styled("strong", ()), "more."),), (said("Words"),), "text"),
    "code alone in a link that leads nowhere": Kind(
        (said(link("#nowhere", Code("make all"))), said(link("#nowhere", Code("make")), " all.")),
        (said("make all"), said(Code("make"), " all.")),
        "code",
    ),
    "code alone in a paragraph": Kind(
        (said(Code("make all")), said(Code("a"), " ", Code("b"))),
        (p("make all"), said(Code("a"), " ", Code("b"))),
        "code",
    ),
    "code alone in an item and a cell": Kind(
        (
            List((ListItem((said(Code("make all")),)),)),
            Table((TableBody((Row((Cell((said(Code("x")),)), Cell((p("y"),)))),)),)),
        ),
        (List((ListItem((p("make all"),)),)), Table((TableBody((Row((Cell((p("x"),)), Cell((p("y"),)))),)),))),
        "code",
    ),
    "linked code alone in a paragraph": Kind(
        (said(link("https://example.org/", Code("make all"))),), (said(Code("make all")),), "link"
    ),
    "notes where the language is unknown": Kind(
        (said("Words", Note((p("A note."),)), " more."),), (said("Words", " more."),), "note", lang=""
    ),
    "a page mark after code": Kind(
        (CodeBlock("a = 1\n\nb = 2"), PageMarker("7"), CodeBlock("c = 3")),
        (CodeBlock("a = 1\n\nb = 2"), PageMarker("7"), CodeBlock("c = 4")),
        "code",
    ),
    "headers before some rows of a table": Kind(
        (some_rows_headed("dam", "weir"),), (some_rows_headed("dam"),), "table headers"
    ),
    "a heading in a figure": Kind(
        (Figure((Section(words("Plan"), (Paragraph((picture(),)),)),), words("The plan.")),),
        (Figure((Paragraph((picture(),)),), words("The plan.")),),
        "heading",
    ),
    "a number after words that run from right to left": Kind(
        (said(Span((Span(words(ARABIC + " :"), lang="ar"), Text(" 123456")), dir="rtl")), p("And more.")),
        (said(Span((Span(words(ARABIC + " :"), lang="ar"), Text("123456")), dir="rtl")), p("And more.")),
        "text",
    ),
    "accents over letters of a formula": Kind((accented("\u02d9"),), (accented("\u00a8"),), "math"),
    "headers in the middle of a table": Kind((table(),), (table(header=False),), "table headers"),
    "words that run left to right in an Arabic article": Kind(
        (Paragraph((Span(words("Plain words."), lang="en", dir="ltr"),)), p(ARABIC + ".")),
        (p("Plain."), p(ARABIC + ".")),
        "language",
        lang="ar",
    ),
    "direction said of everything": Kind(
        (replace(p("One."), dir="ltr"), Paragraph((Span(words("Two."), dir="ltr"),)), p("Three.")),
        (p("One."), p("Two."), replace(p("Three."), dir="rtl")),
        "direction",
    ),
}


def document(kind: Kind, blocks: Blocks) -> Document:
    dot = Resource(name="dot.png", media_type="image/png", data=red_square(), width=40, height=30)
    return Document(metadata=Metadata(title="T", lang=kind.lang), title=words("T"), blocks=blocks, resources=(dot,))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", KINDS)
def test_what_is_heard_alike_is_not_a_loss(name: str, form: str) -> None:
    whole = document(KINDS[name], KINDS[name].blocks)
    losses = prove(whole, [(form, writer(form)(whole, WriteOptions()).data)], name).losses
    assert losses == (), "\n".join(line(loss) for loss in losses)


@pytest.mark.parametrize("name", KINDS)
def test_a_true_loss_beside_it_is_seen(name: str) -> None:
    kind = KINDS[name]
    losses = compare(document(kind, kind.blocks), document(kind, kind.lost), "epub")
    assert kind.seen in {loss.kind for loss in losses}, [line(loss) for loss in losses]


def every_node_linked() -> Document:
    """The rich document, each of its nodes with an id no format can keep as it is, and a link to each at the end."""
    names: list[str] = []

    def named(node: Any) -> Any:
        if node.id or isinstance(node, Text | NoteReference):  # a further reference has the id of its way back
            return node
        names.append(f"{len(names)} {type(node).__name__}%{len(names)}")
        return replace(node, id=names[-1])

    made = transform(rich(), named)
    links = tuple(said("To ", link(f"#{name}", name), ".") for name in names)
    return made.with_blocks((*made.blocks, Section(words("Links"), links)))


@pytest.mark.parametrize("form", FORMATS)
def test_whatever_has_an_id_can_be_linked_to(form: str) -> None:
    """Titles, rows, terms, items and cells too, under names that the format has other rules for."""
    whole = every_node_linked()
    losses = prove(whole, [(form, writer(form)(whole, WriteOptions()).data)], "linked").losses
    assert losses == (), "\n".join(line(loss) for loss in losses)
