"""Parity: a document equals itself; every fact that is broken is reported under its kind, and under no false one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from exporter.comparison import loss_table as parity_report
from exporter.comparison.facts import facts
from exporter.comparison.loss import KINDS, Loss
from exporter.comparison.losses import compare
from exporter.comparison.pages import compare_pages
from exporter.model import (
    Abbr,
    Aside,
    BlockQuote,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Document,
    Figure,
    Formula,
    Image,
    Link,
    List,
    Metadata,
    Note,
    NoteReference,
    PageMarker,
    Paragraph,
    Quote,
    Section,
    Span,
    Styled,
    Table,
    Term,
    Text,
    ThematicBreak,
    plain_text,
    transform,
    walk,
)
from exporter.readback import open_file
from exporter.readback.pdf import page_labels
from exporter.run.pipeline import ReadOptions, read_bytes
from exporter.run.rendering import write_all
from exporter.run.results import Article
from exporter.writers import WriteOptions, writer
from tests.checks.rich import p, rich, words
from tests.work import calls

Change = Callable[[Any], Any]


def first(kind: Any, change: Change, when: Callable[[Any], bool] = lambda node: True) -> Callable[[Document], Document]:
    """The document with the first node of a kind changed."""

    def mutate(document: Document) -> Document:
        done: list[bool] = []

        def visit(node: Any) -> Any:
            if not done and isinstance(node, kind) and when(node):
                done.append(True)
                return change(node)
            return node

        made = transform(document, visit)
        assert done, f"the rich document has no such {kind.__name__}"
        return made

    return mutate


def said(text: str) -> Callable[[Any], bool]:
    """Whether a node says just ``text``."""
    return lambda node: plain_text(node).strip() == text


def titled(text: str) -> Callable[[Any], bool]:
    """Whether a section has this title."""
    return lambda node: plain_text(node.title) == text


def swap_blocks(document: Document) -> Document:
    blocks = list(document.blocks)
    blocks[0], blocks[1] = blocks[1], blocks[0]
    return document.with_blocks(blocks)


def split_quote(node: BlockQuote) -> list[BlockQuote]:
    return [BlockQuote(node.blocks[:1]), BlockQuote(node.blocks[1:], node.attribution)]


def merge_quotes(document: Document) -> Document:
    section = document.blocks[2]
    assert isinstance(section, Section)
    one, two, *rest = section.blocks
    assert isinstance(one, BlockQuote)
    assert isinstance(two, BlockQuote)
    merged = BlockQuote((*one.blocks, *two.blocks), one.attribution)
    blocks = (merged, *rest)
    return document.with_blocks([*document.blocks[:2], replace(section, blocks=blocks), *document.blocks[3:]])


def header_to_data(node: Cell) -> Cell:
    return replace(node, header=False, scope="")


def to_section_text(node: Section) -> list[Any]:
    return [Paragraph(node.title), *node.blocks]


def loose_items(node: List) -> list[Any]:
    return [block for item in node.items for block in item.blocks]


def attribution_out(node: BlockQuote) -> list[Any]:
    return [replace(node, attribution=()), Paragraph(node.attribution)]


def rows_lost(node: Table) -> Table:
    return replace(node, bodies=(replace(node.bodies[0], rows=node.bodies[0].rows[:1]),))


MUTATIONS: dict[str, tuple[str, Callable[[Document], Document]]] = {
    "a heading one level deeper": ("heading", first(Section, lambda n: replace(n, role="level-4"), titled("Deeper"))),
    "a heading made a paragraph": ("heading", first(Section, to_section_text, titled("Deeper"))),
    "the title lost": ("heading", lambda d: replace(d, title=())),
    "a paragraph lost": ("text", first(Paragraph, lambda n: [], said("Between."))),
    "a word changed": ("text", first(Text, lambda n: replace(n, text="Among."), said("Between."))),
    "a space lost": ("text", first(Text, lambda n: replace(n, text="Asidetext."), said("Aside text."))),
    "two paragraphs in the other order": ("order", swap_blocks),
    "a quote made paragraphs": ("quote", first(BlockQuote, lambda n: list(n.blocks), lambda n: not n.attribution)),
    "a quote split": ("quote", first(BlockQuote, split_quote, lambda n: len(n.blocks) == 2)),
    "two quotes run together": ("quote", merge_quotes),
    "a paragraph made a quote": ("quote", first(Paragraph, lambda n: BlockQuote((n,)), said("Between."))),
    "an attribution lost": ("attribution", first(BlockQuote, lambda n: replace(n, attribution=()))),
    "an attribution moved out": ("attribution", first(BlockQuote, attribution_out)),
    "an attribution with its dash": (
        "attribution",
        first(BlockQuote, lambda n: replace(n, attribution=(Text("— "), *n.attribution))),
    ),
    "an attribution with another": (
        "attribution",
        first(BlockQuote, lambda n: replace(n, attribution=words("Somebody Else"))),
    ),
    "an inline quote lost": ("inline quote", first(Quote, lambda n: n.content)),
    "an inner quote lost": ("inline quote", first(Quote, lambda n: n.content, said("“inner”"))),
    "quotation marks added": ("text", first(Quote, lambda n: replace(n, content=(Text("“"), *n.content, Text("”"))))),
    "a list made paragraphs": ("list", first(List, loose_items)),
    "bullets made numbers": ("list", first(List, lambda n: replace(n, ordered=True), lambda n: not n.ordered)),
    "a list that starts at 1": ("list", first(List, lambda n: replace(n, start=1), lambda n: n.start == 4)),
    "letters made numbers": (
        "list",
        first(List, lambda n: replace(n, style="decimal"), lambda n: n.style == "lower-alpha"),
    ),
    "an item lost": ("list", first(List, lambda n: replace(n, items=n.items[:-1]), lambda n: n.start == 4)),
    "two items made one": (
        "list",
        first(
            List,
            lambda n: replace(n, items=(replace(n.items[0], blocks=n.items[0].blocks + n.items[1].blocks),)),
            lambda n: n.start == 4,
        ),
    ),
    "a definition list made paragraphs": (
        "definition",
        first(DefinitionList, lambda n: [b for i in n.items for d in i.definitions for b in d.blocks]),
    ),
    "a term lost": ("definition", first(Term, lambda n: [])),
    "a definition lost": ("text", first(Definition, lambda n: [])),
    "a header cell made plain": ("table headers", first(Cell, header_to_data)),
    "a header of the wrong scope": ("table headers", first(Cell, lambda n: replace(n, scope="row"))),
    "a data cell made a header": (
        "table headers",
        first(Cell, lambda n: replace(n, header=True), lambda n: not n.header),
    ),
    "a span lost": ("table", first(Cell, lambda n: replace(n, colspan=1), lambda n: n.colspan == 2)),
    "a row lost": ("table", first(Table, rows_lost)),
    "a table taken apart": ("table", first(Table, lambda n: [b for r in n.head for c in r.cells for b in c.blocks])),
    "a table's caption lost": ("caption", first(Table, lambda n: replace(n, caption=()))),
    "a picture's caption made text": (
        "caption",
        first(Figure, lambda n: [replace(n, caption=()), Paragraph(n.caption)]),
    ),
    "a picture's alternative lost": ("alt", first(Image, lambda n: replace(n, alt=None), lambda n: bool(n.alt))),
    "another alternative": ("alt", first(Image, lambda n: replace(n, alt="image1.png"), lambda n: bool(n.alt))),
    "a picture made decorative": ("alt", first(Image, lambda n: replace(n, alt=""), lambda n: bool(n.alt))),
    "a decorative picture announced": (
        "decorative",
        first(Image, lambda n: replace(n, alt="pic.png"), lambda n: n.alt == ""),
    ),
    "the document's language lost": ("language", lambda d: replace(d, metadata=replace(d.metadata, lang=""))),
    "a phrase's language lost": ("language", first(Span, lambda n: n.content)),
    "a paragraph's language lost": (
        "language",
        first(Paragraph, lambda n: replace(n, lang=""), lambda n: n.lang == "de"),
    ),
    "a quote's language changed": (
        "language",
        first(BlockQuote, lambda n: replace(n, lang="fa"), lambda n: n.lang == "ar"),
    ),
    "a note lost": ("note", first(Note, lambda n: [])),
    "a further reference to a note lost": ("note", first(NoteReference, lambda n: [])),
    "a further reference made a note of its own": (
        "note",
        first(NoteReference, lambda n: Note((Paragraph(words("The first note.")),))),
    ),
    "a note's text put into the line": ("note", first(Note, lambda n: n.blocks[0].content)),
    "a link lost": ("link", first(Link, lambda n: n.content)),
    "a link to another address": ("link", first(Link, lambda n: replace(n, target="https://example.org/other"))),
    "an inner link to another place": (
        "link",
        first(Link, lambda n: replace(n, target="#running"), lambda n: n.target == "#second"),
    ),
    "a link over fewer words": (
        "link",
        first(Link, lambda n: [Text("a "), replace(n, content=words("link"))], said("a link")),
    ),
    "emphasis lost": ("emphasis", first(Styled, lambda n: n.content, lambda n: n.kind == "emphasis")),
    "strong made emphasis": (
        "emphasis",
        first(Styled, lambda n: replace(n, kind="emphasis"), lambda n: n.kind == "strong"),
    ),
    "a subscript lost": ("emphasis", first(Styled, lambda n: n.content, lambda n: n.kind == "sub")),
    "inline code lost": ("code", first(Code, lambda n: Text(n.text))),
    "a code block made a paragraph": ("code", first(CodeBlock, lambda n: Paragraph((Text(n.text),)))),
    "line ends of code lost": ("code", first(CodeBlock, lambda n: replace(n, text=n.text.replace("\n", " ")))),
    "an expansion lost": ("expansion", first(Abbr, lambda n: n.content)),
    "another expansion": ("expansion", first(Abbr, lambda n: replace(n, expansion="Who"))),
    "a formula lost": ("math", first(Formula, lambda n: [], lambda n: n.alt == "a plus b")),
    "another formula": (
        "math",
        first(Formula, lambda n: replace(n, tex="c", mathml="", alt="c"), lambda n: n.alt is None),
    ),
    "an aside of another kind": ("aside", first(Aside, lambda n: replace(n, kind="tip"))),
    "an aside made plain text": ("aside", first(Aside, lambda n: list(n.blocks))),
    "a thematic break lost": ("break", first(ThematicBreak, lambda n: [])),
    "a paragraph added": ("added", lambda d: d.with_blocks([*d.blocks, p("Made by a program.")])),
    "a title in the metadata lost": ("metadata", lambda d: replace(d, metadata=replace(d.metadata, title=""))),
    "an author lost": ("metadata", lambda d: replace(d, metadata=replace(d.metadata, authors=()))),
}


def test_a_document_has_no_losses_against_itself() -> None:
    assert compare(rich(), rich(), "epub") == []


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_is_broken_is_reported_under_its_kind(name: str) -> None:
    kind, mutate = MUTATIONS[name]
    losses = compare(rich(), mutate(rich()), "epub")
    assert kind in {loss.kind for loss in losses}, losses


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_is_broken_is_not_reported_at_length(name: str) -> None:
    """One broken thing is a few losses, not a page of them; a table taken apart loses much at once."""
    _, mutate = MUTATIONS[name]
    losses = compare(rich(), mutate(rich()), "epub")
    assert len(losses) <= (15 if "table taken apart" in name else 7), losses


@pytest.mark.parametrize("name", [name for name in MUTATIONS if "metadata" not in name and "author" not in name])
def test_what_was_added_is_found_too(name: str) -> None:
    """Turned round, every mutation is still a difference."""
    _, mutate = MUTATIONS[name]
    assert compare(mutate(rich()), rich(), "epub")


def test_a_format_is_not_blamed_for_what_it_cannot_carry() -> None:
    _, mutate = MUTATIONS["a thematic break lost"]
    assert compare(rich(), mutate(rich()), "pdf") == []


@pytest.mark.slow
def test_many_equal_cells_are_compared_in_linear_time() -> None:
    rows = tuple(p("1") for _ in range(6_000))
    before, after = Document(blocks=rows), Document(blocks=rows[:-1])
    assert [loss.kind for loss in compare(before, after, "docx")] == ["text"]


@pytest.mark.slow
def test_many_facts_of_one_paragraph_are_compared_in_linear_time() -> None:
    """Thousands of emphasised words, all lost, all changed, all in another language."""

    def differences(count: int) -> None:
        inner = tuple(part for number in range(count) for part in (Text("a "), Styled("emphasis", words(f"x{number}"))))
        document = Document(blocks=(Paragraph(inner),))

        def each(change: Change) -> Document:
            return transform(document, lambda node: change(node) if isinstance(node, Styled) else node)

        assert len(compare(document, each(lambda node: node.content), "epub")) == count
        assert len(compare(document, each(lambda node: replace(node, kind="strong")), "epub")) == 2 * count
        french, german = (each(lambda node, lang=lang: Span(node.content, lang=lang)) for lang in ("fr", "de"))
        assert {loss.kind for loss in compare(french, german, "epub")} == {"language"}

    assert calls(lambda: differences(4_000)) < 4.5 * calls(lambda: differences(1_000))


def test_a_moved_section_is_order_and_nothing_else() -> None:
    document = Document(blocks=(Section(words("A"), (p("a text"),)), Section(words("B"), (p("b text"),))))
    turned = document.with_blocks(reversed(document.blocks))
    assert {loss.kind for loss in compare(document, turned, "epub")} == {"order"}


def test_the_table_counts_by_kind_and_format() -> None:
    _, mutate = MUTATIONS["a phrase's language lost"]
    losses = [*compare(rich(), mutate(rich()), "epub"), *compare(rich(), rich(), "docx")]
    text = parity_report.as_text(losses, ["epub", "docx"])
    assert text.splitlines()[0].split() == ["kind", "epub", "docx"]
    assert ["language", "1", "0"] in [line.split() for line in text.splitlines()]
    data = json.loads(parity_report.as_json(losses, ["epub", "docx"]))
    assert [loss["kind"] for loss in data["losses"]] == ["language"]


def test_every_loss_names_a_kind_of_the_table() -> None:
    for _, mutate in MUTATIONS.values():
        found: list[Loss] = compare(rich(), mutate(rich()), "docx")
        assert {loss.kind for loss in found} <= set(KINDS)


def without_quotes(document: Document) -> Document:
    return transform(document, lambda node: [] if isinstance(node, BlockQuote) else node)


@pytest.mark.parametrize(
    ("form", "place", "after"),
    [
        ("epub", r"EPUB/chapter-1\.xhtml line \d+ from #[\w-]+ on", r"after EPUB/chapter-1\.xhtml line \d+"),
        ("docx", r"paragraph \d+", r"after paragraph \d+"),
        ("pdf", r"page 1", r"after page 1"),
    ],
)
def test_a_loss_says_where_in_the_source_and_where_in_the_file(form: str, place: str, after: str) -> None:
    """What is changed has a place in both; what only one has, the place in the other after which it would stand."""
    article = "# T\n\nBegin.\n\n## S\n\nSee [that](https://example.org/a).\n\n> Said.\n\nEnd.\n"
    original = read_bytes(article.encode(), "a.md", ReadOptions(format="markdown", lang="en")).document
    other = read_bytes(article.replace("org/a", "org/b").encode(), "a.md", ReadOptions(format="markdown")).document
    other = without_quotes(replace(other, metadata=original.metadata))
    copy = open_file(writer(form)(other, WriteOptions()).data)
    lost, link = (parity_report.line(loss) for loss in compare(original, copy, form))
    assert re.search(rf"\(source line 9, {after}", lost), lost
    assert re.search(rf"\(source line 7, {place}\)", link), link
    back = open_file(writer(form)(original, WriteOptions()).data)
    added, *_ = (loss for loss in compare(other, back, form) if loss.kind == "added")
    assert (added.pos.line if added.pos else 0, added.near) == (7, "pos")
    assert re.search(rf"after source line 7, {place}", parity_report.line(added))
    assert parity_report.as_dict(added)["near"] == "source"


# --- pages of the PDF that others name ------------------------------------------------------------------------------


@cache
def paged() -> tuple[bytes, bytes]:
    """A document of several pages, as a PDF and as the EPUB of the same run."""
    blocks = [
        Section(words(f"Part {part}"), tuple(p(f"{part}.{n} " + "word " * 90) for n in range(6))) for part in range(4)
    ]
    document = Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=tuple(blocks))
    made = write_all(Article(document, ()), "a", ("pdf", "epub"), WriteOptions(page_marks=True))
    return made.files[0].data, made.files[1].data


def page_losses(change: Change = lambda node: node) -> list[str]:
    pdf, epub = paged()
    copy = transform(open_file(epub), change)
    marks = [node for node in walk(copy) if isinstance(node, PageMarker)]
    assert len(marks) > 2
    found = compare_pages(facts(open_file(pdf)), page_labels(pdf), facts(copy), "epub")
    assert {loss.kind for loss in found} <= {"page"}
    return [loss.message for loss in found]


def test_marks_of_pages_stand_where_the_pdf_begins_them() -> None:
    assert page_losses() == []
    assert compare_pages(facts(rich()), ["1"], facts(Document(blocks=(p("x"),))), "docx") == []


def test_a_mark_that_is_lost_or_of_another_page_is_noticed() -> None:
    def without(node: Any) -> Any:
        return [] if isinstance(node, PageMarker) and node.label == "2" else node

    def renamed(node: Any) -> Any:
        return replace(node, label="77") if isinstance(node, PageMarker) and node.label == "2" else node

    assert page_losses(without) == ["the PDF's page 2 has no mark"]
    assert page_losses(renamed) == ["the PDF has no such page", "the PDF's page 2 has no mark"]


@pytest.mark.parametrize(("said", "message"), [("0.0", "stands before words"), ("3.5", "stands after words")])
def test_a_mark_that_was_moved_is_noticed(said: str, message: str) -> None:
    def moved(node: Any) -> Any:
        if isinstance(node, PageMarker) and node.label == "2":
            return []
        if isinstance(node, Paragraph) and plain_text(node).startswith(said):
            return [PageMarker("2"), node]
        return node

    (found,) = page_losses(moved)
    assert message in found
