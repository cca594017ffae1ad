"""Quotes in a DOCX: whole, apart from one another, and everything in them in a style that says so."""

from __future__ import annotations

from lxml import etree

from exporter.model import (
    BlockQuote,
    CodeBlock,
    Link,
    List,
    ListItem,
    Paragraph,
    Section,
    Text,
)
from tests.writers.docx_parts import VAL, W, body, chains, inherited, p, package, style, styles_of, table, text, words


def test_neighbouring_quotes_are_kept_apart_each_with_its_speaker() -> None:
    root = body(
        BlockQuote((p("one"), p("more")), attribution=words("Ann")), BlockQuote((p("two"),), attribution=words("Bob"))
    )
    assert [style(one) for one in root.iter(W + "p")].count("Separator") == 1
    assert styles_of(root)[1:] == [
        ("Quote", "one"),
        ("Quote", "more"),
        ("QuoteAttribution", "— Ann"),
        ("Quote", "two"),
        ("QuoteAttribution", "— Bob"),
    ]


def test_a_quote_of_paragraphs_has_no_control_and_no_bookmark() -> None:
    """NVDA tells a control as an edit field, LibreOffice tells each bookmark and shades each control."""
    root = body(BlockQuote((p("one"),), attribution=words("Ann")), BlockQuote((p("two"),)))
    assert list(root.iter(W + "sdt", W + "bookmarkStart")) == []


def test_only_what_a_link_leads_to_has_a_bookmark() -> None:
    link = Paragraph((Link((Text("see there"),), "#there"),))
    root = body(Section(words("There"), (link,), id="there"), Section(words("Nowhere"), (), id="nowhere"))
    assert [mark.get(W + "name") for mark in root.iter(W + "bookmarkStart")] == ["there"]


def test_what_is_in_a_quote_stays_in_its_control() -> None:
    root = body(BlockQuote((p("q"), List((ListItem((p("i"),)),)), CodeBlock("c"), BlockQuote((p("in"),)), table())))
    control = root.find(f"{W}body/{W}sdt")
    assert control is not None
    assert [kind.tag for kind in control.iter(W + "numPr", W + "tbl")] == [W + "numPr", W + "tbl"]
    assert text(control) == "qicinYearSum20257"


def test_styles_keep_a_speaker_on_the_page_of_the_quote() -> None:
    parts = package(BlockQuote((p("one"), p("last")), attribution=words("Ann")), p("after"))
    known = chains(parts)
    quoted = styles_of(etree.fromstring(parts["word/document.xml"]))[1:4]
    assert [inherited(known[name], "keepNext") for name, _ in quoted] == [True, True, False]


def test_a_quote_longer_than_a_page_may_break_but_not_before_its_speaker() -> None:
    parts = package(BlockQuote((p("long " * 500), p("last")), attribution=words("Ann")))
    known = chains(parts)
    quoted = styles_of(etree.fromstring(parts["word/document.xml"]))[1:4]
    assert [inherited(known[name], "keepNext") for name, _ in quoted] == [False, True, False]


def test_every_paragraph_of_a_quote_has_a_quote_style() -> None:
    inner = BlockQuote((p("in"), CodeBlock("c"), List((ListItem((p("i"), p("more"))),))), attribution=words("Bob"))
    section = Section(words("S"), (p("s"), table(caption=words("T"))))
    parts = package(BlockQuote((p("q"), List((ListItem((p("i"), p("more"))),)), CodeBlock("c"), inner, section)))
    known = chains(parts)
    control = next(etree.fromstring(parts["word/document.xml"]).iter(W + "sdt"))
    names = {style(one): [str(base.get(W + "styleId")) for base in known[style(one)]] for one in control.iter(W + "p")}
    assert len(names) == 13
    assert all(name.startswith("Quote") for name in names)
    of_their_own = {name for name, chain in names.items() if "Quote" not in chain}
    assert of_their_own == {"QuoteHeading2", "QuoteTableCaption"}


def test_a_quote_has_no_line_in_the_cells_of_its_table() -> None:
    parts = package(BlockQuote((table(),)))
    known = chains(parts)
    root = etree.fromstring(parts["word/document.xml"])
    cells = {style(one) for cell in root.iter(W + "tc") for one in cell.iter(W + "p")}
    assert cells == {"QuoteTableHeading", "QuoteTableText"}
    for name in cells:
        border = next(one for one in (base.find(f"{W}pPr/{W}pBdr/{W}left") for base in known[name]) if one is not None)
        assert border.get(VAL) == "none"


def test_two_quotes_that_follow_one_another_have_a_gap() -> None:
    quotes = [BlockQuote((p(word),)) for word in ("one", "two")]
    root = body(*quotes, p("x"), BlockQuote((p("three"),)))
    gaps = [one for one in root.iter(W + "p") if style(one) == "Separator"]
    assert len(gaps) == 1
    assert not text(gaps[0])


def test_a_list_in_a_quote_is_indented_with_it() -> None:
    parts = package(BlockQuote((List((ListItem((p("a"),)),)),)), List((ListItem((p("b"),)),)))
    numbering = etree.fromstring(parts["word/numbering.xml"])
    first, second = (next(one.iter(W + "ind")).get(W + "left") for one in numbering.iter(W + "abstractNum"))
    assert int(str(first)) > int(str(second))


def test_a_table_in_a_language_written_from_the_right_begins_at_the_right() -> None:
    assert [len(list(body(table(), lang=lang).iter(W + "bidiVisual"))) for lang in ("ar", "en")] == [1, 0]
    assert len(list(body(table(dir="rtl")).iter(W + "bidiVisual"))) == 1


def test_the_line_beside_a_quote_is_where_its_lines_begin() -> None:
    for lang, side in (("ar", "right"), ("en", "left")):
        known = chains(package(BlockQuote((p("q"), Section(words("S"), ()))), lang=lang))
        for name in ("Quote", "QuoteHeading2"):
            border = next(one for one in (base.find(f"{W}pPr/{W}pBdr") for base in known[name]) if one is not None)
            assert [etree.QName(one).localname for one in border] == [side]


def test_a_quote_that_runs_the_other_way_has_its_line_at_the_other_side() -> None:
    quote = BlockQuote((p("ق"), List((ListItem((p("أ"), p("ب"))),))), attribution=words("ك"), lang="ar")
    parts = package(quote, BlockQuote((p("q"),)))
    known = chains(parts)
    root = etree.fromstring(parts["word/document.xml"])
    names = [name for name, _ in styles_of(root)][1:]
    assert names == ["QuoteTurned", "QuoteListTurned", "QuoteListContinueTurned", "QuoteAttributionTurned", "Quote"]
    for name in names:
        border = next(one for one in (base.find(f"{W}pPr/{W}pBdr") for base in known[name]) if one is not None)
        sides = {etree.QName(one).localname: one.get(VAL) for one in border}
        assert sides == ({"left": "single"} if name == "Quote" else {"left": "none", "right": "single"})
        assert [base.get(W + "styleId") for base in known[name]][-2] == "Quote"
