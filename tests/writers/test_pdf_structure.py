"""The structure tree, of one small document for each row of the semantic map and of every article of the fixtures.

The expected trees, text that a person can read, are in ``fixtures/pdf``; ``pytest --accept`` rewrites them for review.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import exporter
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
    DisplayMath,
    Document,
    Figure,
    Image,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    Metadata,
    Note,
    PageMarker,
    Paragraph,
    ParagraphRole,
    Quote,
    Resource,
    Row,
    Section,
    Span,
    Styled,
    StyleKind,
    Table,
    TableBody,
    Text,
    ThematicBreak,
)
from exporter.writers import WriteOptions
from exporter.writers.pdf import structure_tree
from exporter.writers.pdf.structure import ROLE_MAP, Structure, as_text, walk
from tests.checks import rich
from tests.conftest import ARTICLES

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "pdf"
p, words = rich.p, rich.words


def document(*blocks: Block) -> Document:
    """A document titled T with these blocks, and a picture called r1."""
    picture = Resource(name="r1", media_type="image/png", data=rich.red_square(), width=40, height=30)
    return Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=blocks, resources=(picture,))


def sections() -> Document:
    """Eight levels of headings: below the sixth, types of our own."""
    inner: tuple[Block, ...] = (p("Deepest."),)
    for level in range(8, 1, -1):
        inner = (Section(words(f"Level {level}"), inner),)
    return document(*inner)


def masthead() -> Document:
    """The paragraphs of an article's head."""
    roles: tuple[ParagraphRole, ...] = ("kicker", "subtitle", "standfirst", "byline", "dateline")
    return document(*[Paragraph(words(f"The {role}."), role) for role in roles])


def quotes() -> Document:
    """A block quote with its speaker, one in another; quotes in running text, one in another."""
    inner = Quote((Text("“one ‘"), Quote(words("two")), Text("’ end”")))
    return document(
        BlockQuote((p("“First.”"), p("“Second.”")), (Text("Jane "), Styled("strong", words("Roe"))), id="q"),
        BlockQuote((p("Outer."), BlockQuote((p("Inner."),), words("Inner speaker")))),
        Paragraph((Text("She said "), inner, Text("."))),
    )


def inlines() -> Document:
    """Everything that can stand in a line."""
    kinds: tuple[StyleKind, ...] = ("emphasis", "strong", "sub", "sup", "deleted", "inserted", "mark", "small")
    styled = [Styled(kind, words(f"{kind} ")) for kind in kinds]
    return document(
        Paragraph((*styled, Code("x = 1"), Text(" "), Abbr(words("WHO"), "World Health Organization"), Text("."))),
        Paragraph((Text("one"), LineBreak(), Text("two "), Span(words("trois"), lang="fr"), PageMarker("7"))),
    )


def lists() -> Document:
    """Each way of counting, from another number than one, and a list in a list."""
    deep = List((ListItem((p("deep"),)),), True, 27, "lower-alpha")
    roman = List((ListItem((p("fourth"),)),), True, 4, "upper-roman")
    return document(
        List((ListItem((p("one"), deep)), ListItem((p("two"), p("more of two"))))),
        List((ListItem((p("fifth"),)), ListItem((p("sixth"),))), True, 5),
        List((ListItem((p("before one"),)), ListItem((p("one"),))), True, 0),
        roman,
    )


def tables() -> Document:
    """A simple table with all its parts, and one whose cells must name their headers."""
    simple = replace(rich.table(), foot=(Row(tuple(Cell((p(text),)) for text in ("Sum", "40", "50"))),))
    top = (Cell((p("Year"),), True, rowspan=2), Cell((p("Rain"),), True, "colgroup", colspan=2))
    second = (Cell((p("mm"),), True, "col"), Cell((p("days"),), True, "col"))
    data = (Cell((p("2020"),), True, "row"), Cell((p("812"),)), Cell((p("140"),)))
    spans = Table((TableBody((Row(data),)),), (Row(top), Row(second)), description="Rain by year.")
    return document(simple, spans)


def figures() -> Document:
    """Pictures: described, decorative, undescribed; caption, credit and long description; a caption alone."""
    picture = Paragraph((Image("r1", "A red square"),))
    return document(
        Figure((picture,), words("The caption"), words("Photo: A"), (p("At length."), p("And more."))),
        Paragraph((Text("An inline "), Image("r1", "square"), Text(" and a decorative "), Image("r1", ""), Text("."))),
        Paragraph((Image("r1"),)),
        Figure((), words("A caption whose picture did not come")),
    )


def links() -> Document:
    """Links to the web and into the document, one round a picture, one with another language inside."""
    return document(
        Paragraph((Link(words("web"), "https://example.org/"), Text(" "), Link(words("in"), "#there"))),
        Paragraph((Link((Image("r1", "Home"),), "https://example.org/"),), id="there"),
        Paragraph((Link((Span(words("lien"), lang="fr"),), "https://example.org/fr"),)),
    )


def notes() -> Document:
    """Notes stand after the outermost block that refers to them, never in the middle of a sentence."""
    quoted = Paragraph((Text("Quoted"), Note((p("First."),)), Text(" on.")))
    more = Paragraph((Text("Then"), Note((p("Second."), p("Its second paragraph."))), Text(".")))
    return document(BlockQuote((quoted,), words("Jane Roe")), more)


def asides() -> Document:
    """An aside with a title, a pull quote, a warning, and the other kinds."""
    return document(
        Aside((p("Beside."),), "sidebar", words("A title")),
        Aside((p("Pulled."),), "pullquote"),
        Aside((p("Beware."),), "warning", words("Warning")),
        *(Aside((p("More."),), kind) for kind in ("note", "tip", "related")),
    )


def formulas() -> Document:
    """Formulas, described and not."""
    inline = (Text("So "), Math("a+b", alt="a plus b"), Text("."))
    return document(DisplayMath("x^2", rich.SQUARES), Paragraph(inline))


def languages() -> Document:
    """Languages and directions of blocks and of words."""
    hebrew = Paragraph((Text("שלום (עולם) 42"),), lang="he", dir="rtl")
    return document(
        Section(words("Französisch"), (p("Un paragraphe."),), lang="fr"),
        Paragraph((Text("Hello "), Span(words("שלום"), lang="he"), Text("."))),
        hebrew,
    )


def others() -> Document:
    """Code, definitions, a thematic break (an artifact), a page marker between blocks."""
    code = CodeBlock("if x:\n    y\n", "python")
    unnamed = DefinitionList((DefinitionItem((), (Definition((p("A meaning without a term."),)),)),))
    return document(code, rich.definitions(), unnamed, ThematicBreak(), PageMarker("2"), p("End."))


CASES: tuple[Callable[[], Document], ...] = (
    sections,
    masthead,
    quotes,
    inlines,
    lists,
    tables,
    figures,
    links,
    notes,
    asides,
    formulas,
    languages,
    others,
)


@cache
def tags_of(case: Callable[[], Document]) -> Structure:
    """The case's tree, made once for all tests."""
    return structure_tree(case())


def tree_of(case: Callable[[], Document]) -> str:
    """The case's tree as text, under a line that says what it shows."""
    return f"{case.__doc__}\n\n{as_text(tags_of(case))}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_tree(case: Callable[[], Document], request: pytest.FixtureRequest) -> None:
    expect(tree_of(case), FOLDER / f"{case.__name__}.txt", accept=request.config.getoption("--accept"))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.name)
def test_tree_of_a_whole_article(article: Path, request: pytest.FixtureRequest) -> None:
    shown = (
        f"The structure tree of fixtures/articles/{article.name}.\n\n{as_text(structure_tree(exporter.read(article)))}"
    )
    expect(shown, FOLDER / "articles" / f"{article.stem}.txt", accept=request.config.getoption("--accept"))


def test_tree_of_a_contents_list() -> None:
    inner = (Section(words("Inner"), (p("More."), Section(words("Too deep"), (p("Text."),)))),)
    made = document(p("Before."), Section(words("Outer"), inner), Section(words("Französisch"), (p("T."),), lang="fr"))
    tree = as_text(structure_tree(made, WriteOptions(contents="always")))
    assert tree.startswith(CONTENTS)


CONTENTS = """\
Document
  H1
    'T'
  TOC
    Caption
      'Contents'
    TOCI
      Reference
        Link
          'Outer 1'
          (link annotation)
      TOC
        TOCI
          Reference
            Link
              'Inner 1'
              (link annotation)
    TOCI
      Reference
        Link
          Span Lang='fr'
            'Französisch'
          '1'
          (link annotation)
  P
    'Before.'
"""


def test_every_type_of_our_own_is_in_a_case() -> None:
    used = {here.type for case in CASES for here in walk(tags_of(case))}
    assert set(ROLE_MAP) <= used


def test_every_type_is_standard_or_mapped_to_a_standard_one() -> None:
    """ISO 32000-1, 14.8.4: the types of PDF 1.7."""
    standard = set(
        "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
        "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula "
        "Form".split()
    )
    assert set(ROLE_MAP.values()) <= standard
    assert not set(ROLE_MAP) & standard
    for case in CASES:
        for here in walk(tags_of(case)):
            deep = here.type[0] == "H" and here.type[1:].isdigit() and int(here.type[1:]) > 6
            assert here.type in standard or here.type in ROLE_MAP or deep, here.type


def expect(shown: str, file: Path, *, accept: bool) -> None:
    """Hold what is shown against a file; ``pytest --accept`` writes the file, for review."""
    if accept:
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")
