"""WeasyPrint with less effort makes the same files, byte for byte; see ``engines/weasy/quick``.

What compressed data look like is ours on both sides; that they say the same is in ``test_two_engines_bytes``.

Written beside one version of WeasyPrint, which is named here: with another one, this is the place to look again.
"""

from __future__ import annotations

import gc
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pypdfium2 as pdfium
import pytest
import weasyprint
from hypothesis import HealthCheck, given, settings
from lxml import etree
from PIL import Image
from weasyprint import css
from weasyprint.css import InitialStyle
from weasyprint.text import fonts as their_fonts
from weasyprint.text import line_break

import exporter
from exporter import h
from exporter.bounds import garbage
from exporter.errors import ExporterError
from exporter.model import Document
from exporter.writers import WriteOptions, pdf
from exporter.writers.pdf import structure_tree
from exporter.writers.pdf.engines.values import languages_of, with_values
from exporter.writers.pdf.engines.weasy import input as weasy_input
from exporter.writers.pdf.engines.weasy import layout
from exporter.writers.pdf.engines.weasy.fonts import house_fonts
from exporter.writers.pdf.engines.weasy.quick import styles, switch, widths
from exporter.writers.pdf.structure import as_text
from exporter.writers.writable import writable
from tests.conftest import ROOT
from tests.publications import issue
from tests.strategies import documents

pytestmark = pytest.mark.slow

ARTICLES = sorted((ROOT / "fixtures" / "articles").glob("*.md"))
PLAIN = WriteOptions(engine="weasyprint")
OPTIONS = {
    "as it comes": PLAIN,
    "notes at the foot": replace(PLAIN, notes="foot"),
    "large print, PDF/UA-2": replace(PLAIN, edition="large-print", pdf="ua-2"),
    "with contents": replace(PLAIN, contents="always", page="letter"),
}


PACKING = ("write", "data")
"""Functions of pydyf's that compress."""


@contextmanager
def only(names: Callable[[str], bool]) -> Iterator[None]:
    """Within this block, only the functions of these names are replaced."""
    places = switch._places
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(switch, "_places", lambda: tuple(place for place in places() if names(place.name)))
        yield


def both(document: Document, options: WriteOptions = PLAIN) -> tuple[Any, Any]:
    """The bytes without and with less effort, contents lists' dots aside; an error in place of bytes is one."""

    def made() -> Any:
        try:
            return pdf.write(document, options).data
        except ExporterError as error:
            return str(error)

    with only(PACKING.__contains__), pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "_own_sheet", layout._base_sheet)
        patch.setattr(weasy_input, "_own", lambda sheet: sheet)
        patch.setattr(layout, "with_values", lambda sheets, _: with_values(sheets))
        theirs = made()
    with only(lambda name: name != "handle_leader"):
        return theirs, made()


def test_the_version_is_the_one_that_was_compared() -> None:
    assert weasyprint.VERSION == switch.VERSION


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: str(path.stem))
def test_articles_come_out_the_same(article: Any, options: WriteOptions) -> None:
    theirs, ours = both(exporter.read(article), options)
    assert theirs == ours


LANGUAGES = ("en", "ja", "zh-Hant", "zh-HK", "ko", "ar", "ar-EG", "fa", "he", "tr", "JA-jp")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_documents_of_other_languages_come_out_the_same(lang: str) -> None:
    words = "日本語の文章 中文 한국어 العربية עברית words"
    blocks = (h.p(words), h.quote(h.p(words, lang="ja")), h.p("a ", h.span(words, lang="zh-Hans"), " b"))
    for document in (h.document("A", *blocks, lang=lang), h.document("A", h.p(words), lang=lang)):
        theirs, ours = both(document)
        assert theirs == ours


def test_rules_for_languages_that_a_document_has_not_are_left_out() -> None:
    sheet = ":where([lang|=zh], [lang|=ja]) { --face: Mincho }\np { font: 1rem var(--face, serif) }"
    assert with_values((sheet,), frozenset(["en"])) == ("\np { font: 1rem serif }",)
    assert with_values((sheet,), frozenset(["en", "ja"])) == (sheet,)
    root = etree.fromstring("<html lang='en-GB'><p lang='ZH-Hant'><!-- --></p><p lang=''/></html>")
    assert languages_of(root) == {"en", "zh"}


WORDS = "Water stood at the gates for nine days, the keeper wrote, and *nobody* came; “not a soul”, she says (1,204). "


def mixed(number: int) -> Document:
    """A document with what costs most: tables, quotes, lists, notes, formulas, words that run from right to left."""
    words = WORDS * (1 + number % 4)
    rows: list[list[Any]] = [
        [f"gate {row}", words[: 13 * row], h.em(str(row * number)), h.p("a ", h.code("b_c"))] for row in range(5)
    ]
    blocks = (
        h.p(words, h.note(h.p("A note with a ", h.strong("strong"), " word.")), " and ", h.q(words[:60])),
        h.quote(h.p(words), h.p(words[:90]), by="Ada Quill", lang="de" if number % 2 else ""),
        h.ol(words[:50], h.li(h.p("one"), h.ul("two", words[:130])), start=number + 1),
        h.table(rows, head=["Gate", "Said", "No.", "More"], row_headers=True),
        h.formula(r"\frac{a}{b + 1} = \sqrt{2}", "a formula"),
        h.p("he said ", h.span("שלום עולם (1)", lang="he"), " and ", h.span("مرحبا بكم", lang="ar"), ", twice"),
        h.dl({"term": h.p(words), "other": h.p("short")}),
        h.pre("for a in b:\n\tprint(a)  # a line that is longer than the column is wide, by quite a number of letters"),
        h.p(
            "An extraordinarily incomprehensible donaudampfschifffahrtsgesellschaftskapitaen " * 3, id=f"n{number}:x.y"
        ),
        h.aside(h.p(words[:77]), title="Beside"),
    )
    sections = [h.section(f"Part {step}: {words[: 20 + 41 * step]}", *blocks) for step in range(3)]
    return h.document(f"Mixed {number}", *sections, lang="en-GB")


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("number", range(3))
def test_documents_with_everything_come_out_the_same(number: int, options: WriteOptions) -> None:
    theirs, ours = both(writable(mixed(number)), options)
    assert theirs == ours
    assert isinstance(ours, bytes)


SHEETS = (
    "p { text-align: justify; hyphens: auto } li, td { letter-spacing: 0.5pt; word-spacing: 2pt }"
    "blockquote p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap } q { text-decoration: underline }"
    "td { overflow-wrap: anywhere; width: 9mm } dd { white-space: pre-wrap } h2 { font-variant: small-caps }",
    "p { text-align: end } td { word-break: break-all; text-transform: uppercase }"
    "li { list-style-position: inside; text-align-all: justify; text-align-last: justify } em { position: relative }"
    "blockquote { font-feature-settings: 'onum', 'dlig'; font-kerning: none; line-height: 0.4 } dd { font-size: 7pt }",
)


@pytest.mark.parametrize("style", SHEETS, ids=["spaced", "cut"])
def test_lines_set_in_other_ways_come_out_the_same(style: str, tmp_path: Any) -> None:
    sheet = tmp_path / "house.css"
    sheet.write_text(style)
    for number in (1, 2):
        theirs, ours = both(writable(mixed(number)), replace(PLAIN, styles=(sheet,)))
        assert theirs == ours
        assert isinstance(ours, bytes)


ODD = (
    "שָׁלוֹם עֲלֵיכֶם (נִקּוּד) and back, à la carte e\u0301 o\u0308\u0323",
    "tab\tand\u2029paragraph\u2028line\u00a0space\u200bzero\u200dwidth\u00adsoft-hyphen\ufeff",
    "क्षत्रिय हिन्दी दुर्गा ไทยภาษา ﷺ لا إله ffi fl Å \U0001f600 ☃ \ue000\U000e0041",
    "Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschafts\u00adkapitäns\u00admütze " * 4,
    "x" * 150 + " " + "y" * 150,
)


@pytest.mark.parametrize("text", ODD, ids=["marks", "separators", "scripts", "hyphens", "long"])
def test_lines_of_odd_characters_come_out_the_same(text: str) -> None:
    blocks = (h.p(text), h.p(f"{text} words {text}", lang="de"), h.pre(f"{text}\n{text}"), h.table([[text, "1"]]))
    theirs, ours = both(writable(h.document("A", *blocks, lang="en"), any_language=True))
    assert theirs == ours


def test_lines_are_kept_until_they_are_painted() -> None:
    style = InitialStyle(house_fonts(()))
    with switch.less_effort():
        line, *_ = line_break.split_first_line("Words for two lines", style, None, 90, 0)
        assert "layout" not in vars(line)
        line.reactivate(style)
        assert line.get_first_line() == (line.kept[0], None)
        line.deactivate()
        assert "kept" not in vars(line)
        line.reactivate(style)  # painted again, as the head of a table is on each page
        assert "layout" in vars(line)
        line.deactivate()
        spread, *_ = line_break.split_first_line("Words for two lines", style, None, 90, 1.5)
        assert "kept" not in vars(spread)


def test_lines_of_others_are_not_kept() -> None:
    """They may be painted when theirs are in place again: another thread makes a document of its own meanwhile."""
    style = InitialStyle(their_fonts.FontConfiguration())
    with switch.less_effort():
        line, *_ = line_break.split_first_line("Words for two lines", style, None, 90, 0)
    assert "kept" not in vars(line)
    line.reactivate(style)
    assert line.get_first_line()[0] is not None


TABLES = (
    "td { letter-spacing: 1pt; word-spacing: 3pt; font-variant-caps: small-caps }",
    "td, th { text-transform: capitalize; hyphens: auto; text-indent: 4mm } th { white-space: nowrap }",
    "td { word-break: break-all } th { overflow-wrap: break-word; padding: 0 10% } tr { font-size: 0.01pt }",
    "td { overflow-wrap: anywhere; font-size: 30pt } table { width: 40% }",
)


@pytest.mark.parametrize("style", TABLES, ids=["spaced", "hyphenated", "broken", "anywhere"])
def test_columns_are_as_wide(style: str, tmp_path: Any) -> None:
    sheet = tmp_path / "house.css"
    sheet.write_text(style)
    rows: list[list[Any]] = [
        [
            "Extraordinary 1,204 loads",
            "and, so: on",
            "x",
            "2026-11-29",
            "a  b",
            "(c) d/e",
            "Größe 12",
            h.p("one"),
            " t ",
        ],
        ["unbreakable", "three short words; four", "", "12.5", "A1 b2 C3", "co\u00adoperate", "ends.", "what?", "ö"],
    ]
    document = writable(h.document("T", h.table(rows, head=["Head", "b c", "d"], row_headers=True), lang="en"))
    for options in (PLAIN, replace(PLAIN, styles=(sheet,))):
        theirs, ours = both(document, options)
        assert theirs == ours


def test_a_word_is_measured_once_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    style = InitialStyle(house_fonts(()))
    style["font_size"] = 12
    monkeypatch.setattr(widths, "MOST", 2)
    measured = [widths._width(word, style) for word in ("one", "two", "one", "three", "one")]
    assert measured[0] == measured[2] == measured[4] != measured[3]
    assert set(style.widths) == {"three", "one"}


def test_a_file_does_not_depend_on_those_made_before_it() -> None:
    document = writable(mixed(7))
    styles.forget()
    first = pdf.write(document, PLAIN).data
    for number in (8, 9):
        pdf.write(writable(mixed(number)), PLAIN)
    assert styles._KNOWN
    assert pdf.write(document, PLAIN).data == first


def test_nothing_is_kept_of_a_document_that_broke_off() -> None:
    pdf.write(h.document("A", h.p("b")), PLAIN)
    assert styles._KNOWN
    with pytest.raises(ZeroDivisionError), switch.less_effort():
        _ = 1 / 0
    assert not styles._KNOWN


def test_sets_of_styles_are_few_and_begin_anew_when_they_are_large() -> None:
    styles.forget()
    kept = [styles.known_for((number,)) for number in range(styles.KINDS + 2)]
    assert styles.known_for((2,)) is kept[2]
    assert styles.known_for((0,)) is not kept[0]
    kept[3].elements.update(dict.fromkeys(range(styles.MOST + 1), (None, {}, False)))
    assert styles.known_for((3,)) is not kept[3]
    styles.forget()


def test_no_sheet_for_the_page_measures_by_the_page() -> None:
    """Styles are kept from one document to the next, whose pages may be others."""
    for sheet in sorted((ROOT / "styles").rglob("*.css")):
        if sheet.name != "book.css":
            assert not re.search(r"\d(?:[lsdp]?v(?:w|h|i|b|min|max))\b|\banchor\s*:", sheet.read_text("utf-8")), sheet


@pytest.mark.parametrize("name", ["plain", "with.dots:and-more_", "a b", 'quo"te', "back\\slash", "ümlaut", "}x{"])
def test_an_id_is_the_anchor_that_weasyprint_makes_of_it(name: str) -> None:
    element = ElementTree.Element("p", {"id": name, "name": "not of links"})
    ((_, _, declared, _),) = css.find_style_attributes(element)
    values = [value for _, value, _ in css.preprocess_declarations(None, declared)]
    assert [styles._anchor(element)] == (values or [None])


def test_a_publication_comes_out_the_same() -> None:
    theirs, ours = both(issue())
    assert theirs == ours


def test_a_publishers_sheet_comes_out_the_same(tmp_path: Any) -> None:
    sheet = tmp_path / "house.css"
    sheet.write_text(
        "@page :nth(2) { margin: 30mm } @page :left { background: #eee } p { columns: 2; border-radius: 2mm }"
        "h2 { position: relative; left: 2mm; float: left } h2::first-letter { font-size: 2em; float: left }"
        "blockquote { display: flex } ul { display: grid } p::first-line { color: #333; text-indent: 1em }"
        "td { width: 30%; border: 1pt solid #123; background: #eef } li { display: inline-block; width: 20% }"
        "table { border-collapse: separate } td, tr { margin: 3mm } code { float: inline-end; position: static }"
    )
    for article in ARTICLES:
        theirs, ours = both(exporter.read(article), replace(PLAIN, styles=(sheet,)))
        assert theirs == ours


@given(documents())
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_document_comes_out_the_same(document: Document) -> None:
    theirs, ours = both(writable(document, any_language=True))
    assert theirs == ours


def test_dots_of_a_contents_list_are_one_text_where_they_were_many() -> None:
    sections = [h.section(f"Of {'many ' * (number % 9)}things {number}", h.p("Words.")) for number in range(40)]
    document = h.document("A list", *sections)
    options = replace(PLAIN, contents="always")
    with only(lambda name: name != "handle_leader"):
        before, tree = pdf.write(document, options), as_text(structure_tree(document, options))
    after = pdf.write(document, options)
    assert as_text(structure_tree(document, options)) == tree
    assert len(after.data) < len(before.data)
    assert len(after.pages) == len(before.pages)
    for page in range(2):  # the list is on these
        here, there = (picture(made.data, page) for made in (before, after))
        off = sum(abs(one - two) > 64 for one, two in zip(here, there, strict=True))
        assert off < 0.002 * len(here)


def picture(data: bytes, page: int) -> bytes:
    """A page's grey pixels."""
    return bytes(pdfium.PdfDocument(io.BytesIO(data))[page].render(scale=1, grayscale=True).to_pil().tobytes())


def test_other_users_of_weasyprint_get_its_own_functions() -> None:
    pdf.write(h.document("A", h.p("b")), PLAIN)
    assert switch._places()
    for place in switch._places():
        assert vars(place.owner)[place.name] is place.theirs
        assert place.ours is not place.theirs


def test_another_version_lays_out_as_it_does_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    document = h.document("A", h.p("b"))
    expected = pdf.write(document, PLAIN).data
    monkeypatch.setattr(weasyprint, "VERSION", "70.9")
    with switch.less_effort():
        assert all(vars(place.owner)[place.name] is place.theirs for place in switch._places())
    made = pdf.write(document, PLAIN).data
    assert len(made) == pytest.approx(len(expected), abs=100)  # the producer is named in it


def test_a_document_goes_at_once_when_its_file_is_made(tmp_path: Any) -> None:
    """Nothing of any size waits for the collector: a batch would keep the pictures of many articles."""
    wide = h.table([["a" * 60] * 6] * 3, head=["b" * 40] * 6)  # laid out again until it fits
    article = exporter.read(ROOT / "fixtures" / "articles" / "feature.md")
    blocks = (*article.blocks, wide, h.picture("a.png", "Dots"), h.p("l\u0329 ", h.span("\u05d0\u05d1", lang="he")))
    document = h.document("A", *blocks, h.p(h.note(h.p("c"))), lang="en", pictures={"a.png": dots()})
    sheet = tmp_path / "house.css"
    sheet.write_text("h2 { position: relative; top: 1mm } blockquote { border-radius: 2mm; background: #eee }")
    for options in (PLAIN, replace(PLAIN, notes="foot"), replace(PLAIN, styles=(sheet,))):
        pdf.write(document, options)  # what is kept for the next document is kept now
        gc.collect()
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            pdf.write(document, options)
            gc.collect()
            left = Counter(type(one).__qualname__ for one in gc.garbage)
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
        held = {"TextBox", "LineBox", "RasterImage", "LayoutContext", "Painting", "ShownPiece", "Structure", "Element"}
        assert not held & left.keys()


def dots() -> bytes:
    """A picture that WeasyPrint has to pack."""
    out = io.BytesIO()
    Image.frombytes("RGBA", (40, 30), bytes(range(240)) * 20).save(out, "PNG")
    return out.getvalue()


def test_the_collector_is_left_as_it_was() -> None:
    before = gc.get_threshold()
    with garbage.rare_collections():
        assert gc.get_threshold() == garbage.BETWEEN_COLLECTIONS
    assert gc.get_threshold() == before
    gc.set_threshold(0)
    try:
        with garbage.rare_collections():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)
    one, two = garbage.rare_collections(), garbage.rare_collections()
    one.__enter__()
    two.__enter__()
    one.__exit__(None, None, None)  # as of two threads the one that began first may end first
    assert gc.get_threshold() == garbage.BETWEEN_COLLECTIONS
    two.__exit__(None, None, None)
    assert gc.get_threshold() == before
    with pytest.raises(ZeroDivisionError), garbage.rare_collections(), nullcontext():
        _ = 1 / 0
    assert gc.get_threshold() == before
