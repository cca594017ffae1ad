"""The DOCX as a package: its parts, its properties, its pages, and that its bytes depend on nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from lxml import etree

from exporter.model import (
    Block,
    Code,
    CodeBlock,
    Document,
    Identifier,
    Link,
    Metadata,
    PageMarker,
    Paragraph,
    Person,
    Text,
    walk,
)
from exporter.writers import PageStart, WriteOptions
from exporter.writers.docx import write
from tests.checks.rich import rich
from tests.writers.docx_parts import VAL, W, body, p, package, style, text, words


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


def test_the_first_page_repeats_no_title_but_has_its_number() -> None:
    section = body(p("x")).find(f"{W}body/{W}sectPr")
    assert section is not None
    assert section.find(W + "titlePg") is not None
    references = [(etree.QName(one).localname, one.get(W + "type")) for one in section if "Reference" in one.tag]
    assert references == [("headerReference", "default"), ("footerReference", "default"), ("footerReference", "first")]


def _again(*blocks: Block) -> Callable[[], bytes]:
    return lambda: write(Document(metadata=Metadata(lang="en"), blocks=blocks), WriteOptions()).data


def test_the_same_document_gives_the_same_small_file() -> None:
    make = _again(*rich().blocks, *(p("A sentence of an ordinary text article. " * 20) for _ in range(40)))
    first = make()
    assert first == make()
    assert len(first) < 40_000
    with zipfile.ZipFile(io.BytesIO(first)) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_numbers_of_any_scheme_have_names_that_word_can_tell_apart() -> None:
    schemes = ("publisher", "Series Number", "house\nlist", "HOUSE list", "x" * 300, " ", "<a>\"&'")
    numbers = tuple(Identifier(f"n{at}", scheme) for at, scheme in enumerate(schemes))
    metadata = Metadata(lang="en", publisher="Valley House", series="Rivers", number="3", identifiers=numbers)
    data = write(Document(metadata=metadata, title=words("Title"), blocks=(p("x"),)), WriteOptions()).data
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        root = etree.fromstring(opened.read("docProps/custom.xml"))
    said = {str(made.get("name")): "".join(map(str, made.itertext())) for made in root}
    assert len({name.casefold() for name in said}) == len(root)
    assert all(0 < len(name) <= 255 for name in said)
    assert said["Publisher"] == "Valley House"
    assert said["Series number"] == "3"
    assert said["Identifier PUBLISHER"] == "n0"
    assert said["Identifier SERIES NUMBER"] == "n1"
    assert said["HOUSE LIST"] == "n2"
    assert said["<A>\"&'"] == "n6"
