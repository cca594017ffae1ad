"""A DOCX as it lies in the package: what each node became, and that every look is a style."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree

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
    Document,
    Inline,
    Inlines,
    Link,
    List,
    ListItem,
    Metadata,
    Note,
    PageMarker,
    Paragraph,
    Person,
    Quote,
    Row,
    Section,
    Span,
    Styled,
    Table,
    TableBody,
    Term,
    Text,
    ThematicBreak,
    walk,
)
from exporter.write import PageStart, WriteOptions
from exporter.write.docx import write
from tests.check.rich import rich

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
PARAGRAPH_MEANING = {"pStyle", "numPr", "bidi"}
"""What a paragraph may say itself: its style, its list, its direction."""
RUN_MEANING = {"rStyle", "rtl", "lang"}
TABLE_MEANING = {"tblStyle", "bidiVisual", "tblW", "tblLook", "tblCaption", "tblDescription"}
ROW_MEANING = {"cantSplit", "tblHeader"}
CELL_MEANING = {"tcW", "gridSpan", "vMerge"}
MEANING = {
    "pPr": PARAGRAPH_MEANING,
    "rPr": RUN_MEANING,
    "tblPr": TABLE_MEANING,
    "trPr": ROW_MEANING,
    "tcPr": CELL_MEANING,
}
"""What may stand beside content and is no look: everything else is a style's to say."""


def words(text: str) -> Inlines:
    return (Text(text),)


def p(text: str) -> Paragraph:
    return Paragraph(words(text))


def package(*blocks: Block, title: str = "Title", **metadata: object) -> dict[str, bytes]:
    said = Metadata(**{"lang": "en", **metadata})  # type: ignore[arg-type]
    result = write(Document(metadata=said, title=words(title), blocks=blocks), WriteOptions())
    with zipfile.ZipFile(io.BytesIO(result.data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def body(*blocks: Block, **metadata: object) -> etree._Element:
    return etree.fromstring(package(*blocks, **metadata)["word/document.xml"])  # type: ignore[arg-type]


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(VAL))


def text(element: etree._Element) -> str:
    return "".join(str(part.text or "") for part in element.iter(W + "t"))


def styles_of(root: etree._Element) -> list[tuple[str, str]]:
    return [(style(one), text(one)) for one in root.iter(W + "p") if text(one)]


def table(**more: object) -> Table:
    head = Row(tuple(Cell((p(name),), header=True) for name in ("Year", "Sum")))
    below = Row((Cell((p("2025"),), header=True), Cell((p("7"),))))
    return Table((TableBody((below,)),), head=(head,), **more)  # type: ignore[arg-type]


ALL = (
    BlockQuote((p("q"), List((ListItem((p("i"), CodeBlock("c"))),)), table()), attribution=words("Who")),
    Section(words("S"), (DefinitionList((DefinitionItem((Term(words("t")),), (Definition((p("d"),)),)),)), table())),
    Aside((p("a"),), "note", words("T")),
    ThematicBreak(),
    Paragraph(
        (
            Styled("strong", (Text("s"), Styled("emphasis", words("se")))),
            Quote((Text("“"), Styled("emphasis", words("e")), Text("”"))),
            Link(words("l"), "https://example.org/"),
            Note((p("note"),)),
            Span(words("שלום"), lang="he"),
            Styled("deleted", words("d")),
        )
    ),
)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_direct_formatting_anywhere(lang: str) -> None:
    options = WriteOptions(contents="always")
    everything = replace(rich(), blocks=(*rich().blocks, *ALL), metadata=Metadata(lang=lang))
    with zipfile.ZipFile(io.BytesIO(write(everything, options).data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    for name in ("word/document.xml", "word/footnotes.xml", "word/header1.xml", "word/footer1.xml"):
        root = etree.fromstring(parts[name])
        for tag, allowed in MEANING.items():
            found = {etree.QName(child).localname for made in root.iter(W + tag) for child in made}
            assert found <= allowed, name
        looks = {"jc", "ind", "spacing", "b", "i", "sz", "color", "shd", "rFonts", "pBdr", "tblBorders", "vAlign"}
        assert not [one for one in root.iter() if etree.QName(one).localname in looks and one.tag.startswith(W)], name


def test_every_style_that_is_named_exists() -> None:
    parts = package(*ALL)
    known = {one.get(W + "styleId") for one in etree.fromstring(parts["word/styles.xml"]).iter(W + "style")}
    for name in ("word/document.xml", "word/footnotes.xml", "word/styles.xml", "word/header1.xml", "word/footer1.xml"):
        root = etree.fromstring(parts[name])
        used = {
            one.get(VAL)
            for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
            for one in root.iter(W + tag)
        }
        assert used <= known, name


def test_title_and_sections_are_built_in_headings() -> None:
    root = body(Section(words("Two"), (Section(words("Three"), (p("x"),)),)))
    assert styles_of(root)[:3] == [("Heading1", "Title"), ("Heading2", "Two"), ("Heading3", "Three")]


def test_neighbouring_quotes_are_two_controls_each_with_its_speaker() -> None:
    root = body(
        BlockQuote((p("one"), p("more")), attribution=words("Ann")), BlockQuote((p("two"),), attribution=words("Bob"))
    )
    controls = [one for one in root.iter(W + "sdt") if one.find(f"{W}sdtPr/{W}tag").get(VAL) == "quote"]  # type: ignore[union-attr]
    assert [styles_of(one) for one in controls] == [
        [("Quote", "one"), ("Quote", "more"), ("QuoteAttribution", "Ann")],
        [("Quote", "two"), ("QuoteAttribution", "Bob")],
    ]


def test_what_is_in_a_quote_stays_in_its_control() -> None:
    root = body(BlockQuote((p("q"), List((ListItem((p("i"),)),)), CodeBlock("c"), BlockQuote((p("in"),)), table())))
    control = root.find(f"{W}body/{W}sdt")
    assert control is not None
    assert [kind.tag for kind in control.iter(W + "numPr", W + "tbl")] == [W + "numPr", W + "tbl"]
    assert text(control) == "qicinYearSum20257"


def chains(parts: dict[str, bytes]) -> dict[str, list[etree._Element]]:
    """Each style with those it is based on, nearest first."""
    every = {str(one.get(W + "styleId")): one for one in etree.fromstring(parts["word/styles.xml"]).iter(W + "style")}
    found = {}
    for name in every:
        chain, at = [], name
        while at:
            chain.append(every[at])
            base = every[at].find(W + "basedOn")
            at = "" if base is None else str(base.get(VAL))
        found[name] = chain
    return found


def inherited(chain: list[etree._Element], tag: str) -> bool:
    """Whether the nearest style that says anything of a paragraph property switches it on."""
    stated = next((one for one in (style.find(f"{W}pPr/{W}{tag}") for style in chain) if one is not None), None)
    return stated is not None and stated.get(VAL) not in ("0", "false")


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


def test_each_list_has_a_number_of_its_own_with_its_start() -> None:
    parts = package(List((ListItem((p("a"),)),), ordered=True), List((ListItem((p("b"),)),), ordered=True, start=5))
    root = etree.fromstring(parts["word/document.xml"])
    numbers = [one.get(VAL) for one in root.iter(W + "numId")]
    assert len(set(numbers)) == 2
    numbering = etree.fromstring(parts["word/numbering.xml"])
    starts = [one.get(VAL) for one in numbering.iter(W + "startOverride", W + "start")]
    assert "5" in starts


def test_a_nested_list_is_a_level_deeper() -> None:
    root = body(List((ListItem((p("a"), List((ListItem((p("b"),)),)))),)))
    assert [one.get(VAL) for one in root.iter(W + "ilvl")] == ["0", "1"]


def test_table_rows_repeat_their_head_and_stay_whole() -> None:
    root = body(table(caption=words("Sums"), description="By year"))
    rows = list(root.iter(W + "tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    look = next(root.iter(W + "tblLook"))
    assert (look.get(W + "firstRow"), look.get(W + "firstColumn")) == ("1", "1")
    assert [next(root.iter(W + tag)).get(VAL) for tag in ("tblCaption", "tblDescription")] == ["Sums", "By year"]


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


def test_words_set_to_the_end_of_a_column_are_so_by_their_style() -> None:
    for lang, names in (("en", ["TableHeading", "TableTextEnd"]), ("ar", ["TableHeadingEnd", "TableText"])):
        cells = Row((Cell((p("a"),), header=True, align="left"), Cell((p("1"),), align="right")))
        root = body(Table((TableBody((cells,)),)), lang=lang)
        assert [style(one) for cell in root.iter(W + "tc") for one in cell.iter(W + "p")] == names


def test_a_cell_over_two_rows_is_in_both() -> None:
    rows = (Row((Cell((p("a"),), rowspan=2), Cell((p("b"),)))), Row((Cell((p("c"),)),)))
    root = body(Table((TableBody(rows),)))
    assert [one.get(VAL) for one in root.iter(W + "vMerge")] == ["restart", "continue"]
    assert [len(row.findall(W + "tc")) for row in root.iter(W + "tr")] == [2, 2]


def test_a_note_is_a_native_footnote() -> None:
    parts = package(Paragraph((Text("x"), Note((p("why"),)))))
    reference = next(etree.fromstring(parts["word/document.xml"]).iter(W + "footnoteReference"))
    notes = {one.get(W + "id"): text(one).strip() for one in etree.fromstring(parts["word/footnotes.xml"])}
    assert notes[reference.get(W + "id")] == "why"


@pytest.mark.parametrize(
    ("inline", "wanted"),
    [
        (Styled("emphasis", words("x")), "Emphasis"),
        (Styled("strong", words("x")), "Strong"),
        (Quote(words("“x”")), "Quote Char"),
        (Quote((Styled("strong", words("x")),)), "Quote Char + Strong"),
    ],
)
def test_words_have_a_character_style(inline: Inline, wanted: str) -> None:
    parts = package(Paragraph((inline,)))
    run_style = next(etree.fromstring(parts["word/document.xml"]).iter(W + "rStyle")).get(VAL)
    names = {
        one.get(W + "styleId"): one.find(W + "name").get(VAL)  # type: ignore[union-attr]
        for one in etree.fromstring(parts["word/styles.xml"]).iter(W + "style")
    }
    assert names[run_style] == wanted


def test_field_like_text_and_impossible_characters_stay_text() -> None:
    root = body(p('{ INCLUDETEXT "/etc/passwd" } a\x00b\ufffec'))
    assert not list(root.iter(W + "fldChar", W + "fldSimple", W + "instrText"))
    assert text(root).endswith('{ INCLUDETEXT "/etc/passwd" } a\ufffdb\ufffdc')


def test_only_safe_targets_are_relationships() -> None:
    links: list[Inline] = [
        Link(words("a"), target) for target in ("https://e.org/", "javascript:x", "file:///x", "#none")
    ]
    parts = package(Paragraph(tuple(links)))
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    outside = [one.get("Target") for one in relations if one.get("TargetMode") == "External"]
    assert outside == ["https://e.org/"]


def test_a_tooltip_is_no_longer_than_word_allows() -> None:
    root = body(Paragraph((Link(words("a"), "https://e.org/", "t" * 300),)))
    assert len(next(root.iter(W + "hyperlink")).get(W + "tooltip") or "") == 260


def test_languages_stand_where_they_differ() -> None:
    root = body(Paragraph((Text("a"), Span(words("été"), lang="fr"), Span(words("שלום"), lang="he"))))
    runs = [(text(run), run.find(f"{W}rPr/{W}lang"), run.find(f"{W}rPr/{W}rtl")) for run in root.iter(W + "r")]
    said = {word: (None if lang is None else dict(lang.attrib), rtl is not None) for word, lang, rtl in runs}
    assert said["a"] == (None, False)
    assert said["été"] == ({VAL: "fr"}, False)
    assert said["שלום"][0][W + "bidi"] == "he"  # type: ignore[index]
    assert said["שלום"][1]


def test_an_expansion_is_the_title_of_a_control() -> None:
    root = body(Paragraph((Abbr(words("WHO"), "World Health Organization"),)))
    control = next(root.iter(W + "sdt"))
    assert control.find(f"{W}sdtPr/{W}alias").get(VAL) == "World Health Organization"  # type: ignore[union-attr]
    assert text(control) == "WHO"


def test_a_page_of_the_printed_edition_is_a_bookmark() -> None:
    assert "page_12" in [one.get(W + "name") for one in body(PageMarker("12"), p("x")).iter(W + "bookmarkStart")]


def bookmarks_before(root: etree._Element) -> dict[str, str]:
    """For each bookmark the words that follow it in its paragraph."""
    found = {}
    for mark in root.iter(W + "bookmarkStart"):
        found[str(mark.get(W + "name"))] = "".join(text(one) for one in mark.itersiblings())
    return found


def test_pages_of_the_pdf_of_the_same_run_are_bookmarks_where_they_begin() -> None:
    blocks = (p("one two"), CodeBlock("a\nb\nc\n"), Paragraph((Code("x y"),)))
    document = Document(metadata=Metadata(lang="en"), title=words("Title"), blocks=blocks)
    numbers = {type(node).__name__: number for number, node in enumerate(walk(document))}
    first = next(number for number, node in enumerate(walk(document)) if node == Text("one two"))
    pages = (
        PageStart("1", 0),
        PageStart("2", first, 4),
        PageStart("3", numbers["CodeBlock"], 4),
        PageStart("4", numbers["Code"], 2),
    )
    data = write(document, WriteOptions(pages=pages)).data
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        root = etree.fromstring(opened.read("word/document.xml"))
    assert bookmarks_before(root) == {"page_1": "Title", "page_2": "two", "page_3": "c", "page_4": "y"}
    code = next(one for one in root.iter(W + "p") if style(one) == "SourceCode")
    assert len(list(code.iter(W + "br"))) == 2


def test_an_article_with_pages_of_its_own_keeps_those() -> None:
    document = Document(metadata=Metadata(lang="en"), blocks=(PageMarker("12"), p("x")))
    data = write(document, WriteOptions(pages=(PageStart("1", 0),))).data
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        root = etree.fromstring(opened.read("word/document.xml"))
    assert list(bookmarks_before(root)) == ["page_12"]


def test_an_author_s_anchor_is_not_taken_for_a_page() -> None:
    root = body(Paragraph((Link(words("to"), "#page_2"),)), Paragraph(words("x"), id="page_2"))
    assert next(root.iter(W + "hyperlink")).get(W + "anchor") == "id_page_2"


def test_core_properties_come_from_the_metadata_and_no_clock() -> None:
    core = package(p("x"), title="T", authors=(Person("Ann & Bob"),), keywords=("k",))["docProps/core.xml"].decode()
    assert "Ann &amp; Bob" in core
    assert ">en<" in core
    assert "created" not in core


def test_every_property_that_word_shows_is_filled_in() -> None:
    said = Metadata(
        title="T",
        lang="en-GB",
        subtitle="What it is about",
        description="In short",
        authors=(Person("Ann"), Person("Bob")),
        keywords=("k", "l"),
        published="2026-04-02",
        modified="2026-05-03T10:00:00+02:00",
        identifier="urn:x:1",
    )
    data = write(Document(metadata=said, title=words("T")), WriteOptions()).data
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        root = etree.fromstring(opened.read("docProps/core.xml"))
    assert {etree.QName(one).localname: one.text for one in root} == {
        "title": "T",
        "subject": "What it is about",
        "creator": "Ann; Bob",
        "keywords": "k, l",
        "description": "In short",
        "identifier": "urn:x:1",
        "language": "en-GB",
        "created": "2026-04-02T00:00:00Z",
        "modified": "2026-05-03T08:00:00Z",
    }


def test_a_file_without_dates_has_that_of_source_date_epoch_or_none() -> None:
    for timestamp, expected in ((0, ["1970-01-01T00:00:00Z"] * 2), (None, [])):
        data = write(Document(metadata=Metadata(lang="en")), WriteOptions(timestamp=timestamp)).data
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            root = etree.fromstring(opened.read("docProps/core.xml"))
        assert [one.text for one in root if "terms" in etree.QName(one).namespace] == expected


def test_the_package_holds_what_the_document_needs_and_no_template_s_leftovers() -> None:
    parts = package(p("x"))
    assert set(parts) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/settings.xml",
        "word/fontTable.xml",
        "word/theme/theme1.xml",
        "word/header1.xml",
        "word/footer1.xml",
    }
    settings = etree.fromstring(parts["word/settings.xml"])
    assert [one.get(VAL) for one in settings.iter(W + "compatSetting")] == ["15"]
    fonts = [one.get(W + "asciiTheme") for one in etree.fromstring(parts["word/styles.xml"]).iter(W + "rFonts")]
    assert {"minorHAnsi", "majorHAnsi"} <= set(fonts)  # the theme is there because styles use it


def test_code_that_goes_on_in_an_item_is_indented_with_it() -> None:
    root = body(List((ListItem((p("a"), CodeBlock("c"), List((ListItem((p("b"), CodeBlock("d"))),)))),)))
    assert [name for name, words_ in styles_of(root) if words_ in "cd"] == ["ListCode", "ListCode2"]


def test_the_first_page_repeats_no_title_but_has_its_number() -> None:
    section = body(p("x")).find(f"{W}body/{W}sectPr")
    assert section is not None
    assert section.find(W + "titlePg") is not None
    references = [(etree.QName(one).localname, one.get(W + "type")) for one in section if "Reference" in one.tag]
    assert references == [("headerReference", "default"), ("footerReference", "default"), ("footerReference", "first")]


def _again(*blocks: Block) -> Callable[[], bytes]:
    return lambda: write(Document(metadata=Metadata(lang="en"), blocks=blocks), WriteOptions()).data


def test_the_same_document_gives_the_same_small_file() -> None:
    make = _again(*ALL, *(p("A sentence of an ordinary text article. " * 20) for _ in range(40)))
    first = make()
    assert first == make()
    assert len(first) < 40_000
    with zipfile.ZipFile(io.BytesIO(first)) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
