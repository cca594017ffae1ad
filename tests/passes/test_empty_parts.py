"""What says nothing is left out before levels are counted, and what shows something stays."""

from __future__ import annotations

from exporter.model import (
    Block,
    BlockQuote,
    Cell,
    DefinitionList,
    Document,
    Figure,
    Image,
    LineBreak,
    List,
    ListItem,
    PageMarker,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    TableBody,
    Text,
    ThematicBreak,
    sections,
)
from exporter.passes.empty_parts import run
from exporter.position import Position

P = Paragraph((Text("words"),))
BLANK = Paragraph((Text(" \u00a0\u200b"), LineBreak()))


def after(*blocks: Block) -> tuple[tuple[Block, ...], list[str]]:
    made, found = run(Document(blocks=blocks))
    return made.blocks, [item.rule for item in found]


def test_a_heading_without_words_is_no_level() -> None:
    document, found = run(Document(blocks=(Section((Text(" "),), (P, Section((Text("Three"),), (P,)))),)))
    assert [(level, section.title) for level, section in sections(document)] == [(2, (Text("Three"),))]
    assert [(item.rule, item.message) for item in found] == [("DOC007", "the heading has no text; it was left out")]


def test_what_a_heading_without_words_shows_is_a_paragraph() -> None:
    image = Image("a.png", "")
    assert after(Section((image,), (P,), pos=Position(3))) == ((Paragraph((image,), pos=Position(3)), P), ["DOC007"])


def test_what_a_part_without_a_heading_says_of_its_blocks_stays() -> None:
    kept, _ = after(Section((), (P, P), lang="fr", id="here"))
    assert [(block.lang, block.id) for block in kept] == [("fr", "here"), ("fr", "")]
    assert after(Section((), (P,), role="abstract")) == ((Section((), (P,), role="abstract"),), [])


def test_lists_quotations_tables_and_figures_without_words_are_left_out() -> None:
    empty = (
        List((ListItem((BLANK,)), ListItem(()))),
        DefinitionList(()),
        BlockQuote((BLANK,)),
        Table((TableBody((Row((Cell((BLANK,)), Cell(()))),)),)),
        Figure(()),
    )
    assert after(*empty, BLANK, P) == ((P,), ["DOC023"] * 5)


def test_an_item_of_nothing_keeps_its_number_and_loses_its_bullet() -> None:
    items = (ListItem((P,)), ListItem(()), ListItem((P,)))
    assert after(List(items), List(items, ordered=True)) == (
        (List((items[0], items[2])), List(items, ordered=True)),
        [],
    )


def test_what_shows_something_or_is_named_by_others_stays() -> None:
    kept = (
        BlockQuote((), (Text("Ann Lee"),)),
        Figure((Paragraph((Image("a.png", ""),)),)),
        Paragraph((PageMarker("3"),)),
        List((ListItem((ThematicBreak(),)),)),
        Paragraph((Span((), id="here"),)),
    )
    assert after(*kept) == (kept, [])


def test_a_page_mark_without_a_number_marks_nothing() -> None:
    assert after(PageMarker(" "), P) == ((P,), [])


def test_a_header_cell_without_words_is_no_header() -> None:
    head = Row((Cell((BLANK,), True, "col"), Cell((P,), True, "col")))
    (made,), _ = after(Table((TableBody((Row((Cell((P,)), Cell((P,)))),)),), (head,)))
    assert isinstance(made, Table)
    assert [(cell.header, cell.scope) for cell in made.head[0].cells] == [(False, ""), (True, "col")]
