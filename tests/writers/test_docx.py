"""A DOCX as it lies in the package: what each node became, and that every look is a style."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from exporter.comparison.losses import compare
from exporter.model import (
    Abbr,
    Aside,
    BlockQuote,
    Cell,
    CodeBlock,
    Definition,
    DefinitionItem,
    DefinitionList,
    Document,
    Inline,
    Link,
    List,
    ListItem,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
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
    plain_text,
    walk,
)
from exporter.readback import open_file
from exporter.writers import WriteOptions
from exporter.writers.docx import write
from tests.checks.rich import rich
from tests.writers.docx_parts import VAL, W, body, p, package, style, styles_of, table, text, words

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
"""What may stand beside content and is not a look: everything else is a style's to say."""


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


def test_notes_in_notes_keep_their_words_and_links_however_deep_they_lie() -> None:
    link = Link((Text("the report"),), "https://example.org/report")
    deepest = Note((Paragraph((Text("deepest, see "), link)),))
    inner = Note((Paragraph((Text("inner"), deepest)), Paragraph((Text("its second paragraph"),))))
    outer = Note((Paragraph((Text("outer"), inner)),))
    document = Document(
        metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=(Paragraph((Text("A"), outer)),)
    )
    made = open_file(write(document, WriteOptions()).data, "a.docx")
    (note,) = (node for node in walk(made) if isinstance(node, Note))
    said = " ".join(plain_text(note.blocks).split())
    assert said == "outer [inner [deepest, see the report] its second paragraph]"
    assert [node.target for node in walk(note) if isinstance(node, Link)] == ["https://example.org/report"]


def test_a_note_that_is_referred_to_twice_has_its_mark_referred_to_by_a_field() -> None:
    """Word's own cross-reference to a note (ECMA-376 part 1, 17.16.5.40): the bookmark holds the note's mark."""
    other = Note((p("because"),))
    again = Paragraph((Text("y"), NoteReference("why")))
    parts = package(Paragraph((Text("x"), other, Text("z"), Note((p("why"),), id="why"))), again)
    body = etree.fromstring(parts["word/document.xml"])
    start = next(one for one in body.iter(W + "bookmarkStart") if one.get(W + "name") == "why")
    mark, end = start.getnext(), start.getnext().getnext()
    assert next(mark.iter(W + "footnoteReference")).get(W + "id") == "2"
    assert (end.tag, end.get(W + "id")) == (W + "bookmarkEnd", start.get(W + "id"))
    assert [one.text.split() for one in body.iter(W + "instrText")] == [["NOTEREF", "why", "\\f", "\\h"]]
    assert text(body).endswith("2")
    assert len(etree.fromstring(parts["word/footnotes.xml"])) == 4


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


GALLERY = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"


def test_an_expansion_is_the_title_of_a_control() -> None:
    root = body(Paragraph((Abbr(words("WHO"), "World Health Organization"),)))
    control = next(root.iter(W + "sdt"))
    assert control.find(f"{W}sdtPr/{W}alias").get(VAL) == "World Health Organization"  # type: ignore[union-attr]
    assert text(control) == "WHO"


def test_each_control_has_a_title_and_is_no_form() -> None:
    """A nameless edit field is heard as that; LibreOffice shades what it takes for a form, and moves its notes."""
    root = body(*rich().blocks)
    controls = [one for one in root.iter(W + "sdt") if one.find(f"{W}sdtPr/{W}tag") is not None]
    assert {one.find(f"{W}sdtPr/{W}tag").get(VAL).partition(":")[0] for one in controls} >= {"quote", "aside", "abbr"}  # type: ignore[union-attr]
    assert [one for one in controls if not one.find(f"{W}sdtPr/{W}alias").get(VAL)] == []  # type: ignore[union-attr]
    assert [one for one in controls if one.find(GALLERY) is None] == []


def test_an_expansion_without_room_is_cut_and_no_loss() -> None:
    said = "Organization for the health of the world, which has many more words in its name than anybody needs"
    document = Document(metadata=Metadata(title="T", lang="en"), blocks=(Paragraph((Abbr(words("WHO"), said),)),) * 2)
    result = write(document, WriteOptions())
    assert [item.rule for item in result.findings] == ["DOCX002"]
    back = open_file(result.data, "x.docx")
    told = [node.expansion for node in walk(back) if isinstance(node, Abbr)]
    assert told == [said[:63].rstrip() + "…"] * 2
    assert compare(document, back, "docx") == []
    other = replace(document, blocks=(Paragraph((Abbr(words("WHO"), said[:63]),)),) * 2)
    assert [loss.kind for loss in compare(document, other, "docx")] == ["expansion", "expansion"]


def test_code_that_goes_on_in_an_item_is_indented_with_it() -> None:
    root = body(List((ListItem((p("a"), CodeBlock("c"), List((ListItem((p("b"), CodeBlock("d"))),)))),)))
    assert [name for name, words_ in styles_of(root) if words_ in "cd"] == ["ListCode", "ListCode2"]


def test_an_abbreviation_has_one_control_and_is_known_further_on() -> None:
    who, other = Abbr(words("WHO"), "World Health Organization"), Abbr(words("WHO"), "Who Has Oranges")
    blocks = tuple(Paragraph((one,)) for one in (who, who, other))
    titles = [found.get(VAL) for found in body(*blocks).iter(W + "alias")]
    assert titles == ["World Health Organization", "Who Has Oranges"]
    data = write(Document(metadata=Metadata(title="T", lang="en"), blocks=blocks), WriteOptions()).data
    back = open_file(data, "x.docx")
    told = [node.expansion for node in walk(back) if isinstance(node, Abbr)]
    assert told == ["World Health Organization", "World Health Organization", "Who Has Oranges"]


def test_columns_are_as_wide_as_what_they_hold_asks_for() -> None:
    rows = [("High wind near the first pillar", "9", "no"), ("Calm", "12", "yes")]
    made = tuple(Row(tuple(Cell((p(said),)) for said in row)) for row in rows)
    found = [int(one.get(W + "w") or 0) for one in body(Table((TableBody(made),))).iter(W + "gridCol")]
    assert found[0] > 3 * found[1]
    assert found[1] < found[2]
