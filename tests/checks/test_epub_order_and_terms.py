"""Order and metadata of EPUBs: what the standards ask for is told, what they allow is left in peace."""

from __future__ import annotations

import pytest

from exporter.accessibility.discovery_terms import CONFORMS, HAZARDS, MODES, TERMS
from exporter.checks.finished import check_file
from exporter.rules.rule import Level
from tests.checks.packages import EPUB, epub

PAGES = (
    '<h1 id="a">One</h1><div role="doc-pagebreak" aria-label="1" id="p1"/><p>Words.</p><h2 id="b">Two</h2>',
    '<h1 id="c">Three</h1><div role="doc-pagebreak" aria-label="2" id="p2"/><p>Words.</p>',
)
INNER = ("page1.xhtml#a", "page1.xhtml#b", "page2.xhtml#c")


def book(
    *metadata: str,
    contents: tuple[str, ...] = INNER,
    pages: tuple[str, ...] = ("page1.xhtml#p1", "page2.xhtml#p2"),
    spine: str = '<itemref idref="p0"/><itemref idref="p1"/>',
    turning: str = "",
    texts: tuple[str, ...] = PAGES,
    version: str = "3.0",
) -> bytes:
    """A book of two pages whose navigation and package document are as told."""

    def listed(kind: str, links: tuple[str, ...]) -> str:
        items = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
        return f'<nav epub:type="{kind}"><ol>{items}</ol></nav>'

    nav = (
        f'<html xmlns="http://www.w3.org/1999/xhtml" {EPUB} lang="en"><head><title>x</title></head><body>'
        f"{listed('toc', contents)}{listed('page-list', pages)}</body></html>"
    )
    opf = (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The title</dc:title><dc:language>en</dc:language>'
        f"{''.join(metadata)}</metadata><manifest>"
        '<item id="p0" href="page1.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="p1" href="page2.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
        f"<spine{turning}>{spine}</spine></package>"
    )
    return epub(*texts, extra={"OEBPS/book.opf": opf, "OEBPS/nav.xhtml": nav})


def said(data: bytes, *rules: str) -> list[str]:
    return [item.message for item in check_file(data, "book.epub") if item.rule in rules]


def meta(name: str, value: str) -> str:
    return f'<meta property="schema:{name}">{value}</meta>'


# --- order ----------------------------------------------------------------------------------------------------------


def test_a_book_in_order_is_left_in_peace() -> None:
    assert said(book(), "EPUB123") == []
    assert said(book(contents=("page1.xhtml", "page1.xhtml#b", "page2.xhtml")), "EPUB123") == []
    assert said(book(turning=' page-progression-direction="ltr"'), "EPUB123") == []


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        (("page2.xhtml#c", "page1.xhtml#a"), "leads to a place before that of the entry above it"),
        (("page1.xhtml#b", "page1.xhtml#a"), "leads to a place before that of the entry above it"),
        (("nav.xhtml",), "of the table of contents leads to “OEBPS/nav.xhtml”, which is not in the spine"),
        (("https://example.org/",), "of the table of contents leads out of the book (https://example.org/)"),
    ],
)
def test_contents_that_leave_the_order(contents: tuple[str, ...], message: str) -> None:
    (found,) = said(book(contents=contents), "EPUB123")
    assert found.endswith(message)


def test_order_is_a_warning_and_what_leads_out_an_error() -> None:
    def levels(data: bytes) -> list[Level]:
        return [item.level for item in check_file(data, "book.epub") if item.rule == "EPUB123"]

    assert levels(book(contents=("page2.xhtml", "page1.xhtml"))) == [Level.warning]
    assert levels(book(contents=("nav.xhtml",))) == [Level.error]


def test_pages_out_of_order_are_told_in_the_list_and_in_the_text() -> None:
    (found,) = said(book(pages=("page2.xhtml#p2", "page1.xhtml#p1")), "EPUB123")
    assert "of the list of pages leads to a place before" in found
    marks = tuple(f'<h1 id="h{n}">H</h1><div role="doc-pagebreak" aria-label="{n}" id="p{n}"/>' for n in (9, 8))
    assert "page 8 is marked after page 9" in said(book(texts=marks), "EPUB123")
    again = tuple(f'<h1 id="h{n}">H</h1><div role="doc-pagebreak" aria-label="{n}" id="p{n}"/>' for n in (9, 1))
    assert "page 1 is marked after page 9" not in said(book(texts=again), "EPUB123"), "a second count"


def test_a_spine_that_nobody_reads_and_pages_that_turn_the_other_way() -> None:
    aside = '<itemref idref="p0" linear="no"/><itemref idref="p1" linear="no"/>'
    assert "no page of the book is in its linear reading order (linear)" in said(book(spine=aside), "EPUB123")
    turned = said(book(turning=' page-progression-direction="rtl"'), "EPUB123")
    assert turned == ["the pages turn rtl, and the language of the book (en) is written ltr"]
    fixed = book('<meta property="rendition:layout">pre-paginated</meta>', turning=' page-progression-direction="rtl"')
    assert said(fixed, "EPUB123") == [], "comics turn as they were drawn"


# --- terms ----------------------------------------------------------------------------------------------------------

WHOLE = (
    meta("accessMode", "textual"),
    meta("accessMode", "visual"),
    meta("accessModeSufficient", "textual,visual"),
    meta("accessModeSufficient", "textual"),
    meta("accessibilityFeature", "structuralNavigation"),
    meta("accessibilityFeature", "displayTransformability/font-size"),
    meta("accessibilityHazard", "noFlashingHazard"),
    meta("accessibilityHazard", "noSoundHazard"),
    meta("accessibilityHazard", "unknownMotionSimulationHazard"),
    meta("accessibilitySummary", "All of it."),
    '<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>',
    '<meta property="a11y:certifiedBy">Ann</meta>',
)


def test_what_the_vocabulary_has_is_left_in_peace() -> None:
    assert said(book(*WHOLE), "EPUB113", "EPUB114", "EPUB122") == []
    assert said(book(), "EPUB122") == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (meta("accessMode", "text"), "“text” is not a term of schema:accessMode"),
        (
            meta("accessibilityFeature", "mathML"),
            "“mathML” is not a term of schema:accessibilityFeature; perhaps “MathML” is meant",
        ),
        (
            meta("accessMode", "alternativeText"),
            "“alternativeText” is not a term of schema:accessMode, but of schema:accessibilityFeature",
        ),
        (
            meta("accessModeSufficient", "visual textual"),
            "“visual textual” is not a term of schema:accessModeSufficient; modes are separated by commas:"
            " “visual,textual”",
        ),
        (
            meta("accessibilityFeatures", "index"),
            "the property “schema:accessibilityFeatures” is not read; it is written schema:accessibilityFeature",
        ),
        (
            '<meta property="accessibilityHazard">none</meta>',
            "the property “accessibilityHazard” is not read; it is written schema:accessibilityHazard",
        ),
        (
            '<meta name="schema:accessibilityAPI" content="ARIA"/>',
            "“schema:accessibilityAPI” is stated by name and content, as in EPUB 2; EPUB 3 reads property",
        ),
        (
            '<meta property="dcterms:conformsTo">EPUB Accessibility 1.1, WCAG AA</meta>',
            "“EPUB Accessibility 1.1, WCAG AA” is not how conformance is stated (dcterms:conformsTo)",
        ),
    ],
)
def test_what_it_does_not_have_is_told_with_what_was_meant(line: str, message: str) -> None:
    assert said(book(*WHOLE, line), "EPUB122") == [message]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("accessibilityHazard flashing",), "the hazards contradict one another: flashing and noFlashingHazard"),
        (
            ("accessibilityHazard none", "accessibilityHazard sound"),
            "the hazards contradict one another: none and sound",
        ),
        (("accessibilityFeature none",), "the features contradict one another: none and"),
        (("accessibilityFeature closedCaptions",), "there is no audio or video in it"),
        (("accessibilityFeature rubyAnnotations",), "no word has a ruby annotation"),
    ],
)
def test_contradictions_are_told(lines: tuple[str, ...], message: str) -> None:
    more = [meta(*line.split()) for line in lines]
    assert any(message in found for found in said(book(*WHOLE, *more), "EPUB114"))


def test_epub_2_states_them_by_name_and_content() -> None:
    old = ('<meta name="schema:accessMode" content="textual"/>', '<meta name="schema:accessMode" content="text"/>')
    assert said(book(*old, version="2.0"), "EPUB122") == ["“text” is not a term of schema:accessMode"]


def test_the_vocabulary_is_whole() -> None:
    assert TERMS["accessModeSufficient"] == MODES < TERMS["accessMode"]
    assert {term for terms in HAZARDS.values() for term in terms} | {"none", "unknown"} == TERMS["accessibilityHazard"]
    assert len(TERMS["accessibilityFeature"]) == 44
    assert CONFORMS.fullmatch("EPUB Accessibility 1.1 - WCAG 2.1 Level AAA")
    assert not CONFORMS.fullmatch("EPUB Accessibility 1.1 - WCAG 2.1 Level Z")
