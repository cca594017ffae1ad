"""What Word's own checker would say of a DOCX: files of ours with one fact broken each, and what is then found.

The left column is Microsoft's (“Rules for the Accessibility Checker”); what a document's own rules see already is found
by those.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence

import pytest

from exporter.checks.docx.contrast import contrast
from exporter.checks.docx.rules import check_docx
from exporter.checks.finished import check_file
from exporter.model import (
    Cell,
    CodeBlock,
    Document,
    Figure,
    Image,
    Link,
    Metadata,
    Paragraph,
    Resource,
    Row,
    Section,
    Table,
    TableBody,
    Text,
)
from exporter.rules.rule import Level
from exporter.writers import WriteOptions, writer
from tests.conftest import Export

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
BODY, STYLES, CORE, HEADER = "word/document.xml", "word/styles.xml", "docProps/core.xml", "word/header1.xml"
Parts = dict[str, str]


def p(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def row(*texts: str, header: bool = False) -> Row:
    return Row(tuple(Cell((p(text),), header=header or not at) for at, text in enumerate(texts)))


@pytest.fixture(scope="module")
def good() -> dict[str, bytes]:
    """The parts of a DOCX with which Word's checker would be content."""
    table = Table(
        (TableBody((row("r", "1"), row("s", "2"))),), head=(row("a", "b", header=True),), caption=(Text("C"),)
    )
    figure = Figure((Paragraph((Image("p.png", "A red square"),)),), caption=(Text("What it means"),))
    inner = Section((Text("Inner"),), (p("Word. " * 1000), CodeBlock("a    b")))
    link = Paragraph((Link((Text("the report of 2025"),), "https://example.org/"),))
    document = Document(
        metadata=Metadata(title="T", lang="en"),
        title=(Text("T"),),
        blocks=(p("x"), Section((Text("S"),), (p("y"), table, p("z"), figure, link, inner))),
        resources=(Resource(name="p.png", media_type="image/png", data=PICTURE, width=10, height=10),),
    )
    with zipfile.ZipFile(io.BytesIO(writer("docx")(document, WriteOptions()).data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def rules(data: bytes) -> set[str]:
    return {item.rule for item in check_file(data, "x.docx") if item.level is not Level.person}


def test_a_good_file_has_no_finding(good: dict[str, bytes]) -> None:
    assert rules(packed(good)) == set()


@pytest.mark.slow
def test_our_own_files_have_no_finding(exports: Sequence[Export]) -> None:
    assert {item.name: check_docx(item.docx.read_bytes()) for item in exports} == {item.name: () for item in exports}


def swap(part: str, old: str, new: str, count: int = 1) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """A change of one part; fails when there is nothing to change."""

    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        text = parts[part].decode()
        assert re.search(old, text, re.DOTALL), (part, old)
        return {**parts, part: re.sub(old, new, text, count=count, flags=re.DOTALL).encode()}

    return change


def each(*changes: Callable[[dict[str, bytes]], dict[str, bytes]]) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        for one in changes:
            parts = one(parts)
        return parts

    return change


X = "<w:t[^>]*>x</w:t>"
SHAPE = '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="{style}"{more}/></w:pict>'
HEADING = '<w:name w:val="Table Heading"/>.*?<w:b/>'
EMPTY = "<w:p/>"
INNER = (
    '<w:tbl><w:tblPr><w:tblCaption w:val="n"/></w:tblPr><w:tblGrid/><w:tr><w:trPr><w:cantSplit/></w:trPr>'
    "<w:tc><w:p><w:r><w:t>n</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc>"
)
FRAME = "<w:p><w:pPr><w:framePr/></w:pPr><w:r><w:t>f</w:t></w:r></w:p>"
BROKEN: dict[str, tuple[Callable[[dict[str, bytes]], dict[str, bytes]], set[str]]] = {
    "alternative text: picture": (swap(BODY, ' descr="[^"]*"', ""), {"IMG001"}),
    "alternative text: file name": (swap(BODY, ' descr="[^"]*"', ' descr="photo.jpg"'), {"IMG003"}),
    "alternative text: old drawing": (swap(BODY, X, SHAPE.format(style="width:9pt", more="")), {"DOCX101"}),
    "header row": (swap(BODY, "<w:tblHeader/>", ""), {"DOCX102"}),
    "inline: drawing": (
        each(swap(BODY, "<wp:inline ", "<wp:anchor "), swap(BODY, "</wp:inline>", "</wp:anchor>")),
        {"DOCX103"},
    ),
    "inline: old drawing": (
        swap(BODY, X, SHAPE.format(style="position: absolute", more=' alt="a"')),
        {"DOCX103"},
    ),
    "inline: frame": (swap(BODY, "<w:sectPr>", FRAME + "<w:sectPr>"), {"DOCX103"}),
    "inline: table": (swap(BODY, "(<w:tblStyle [^>]*/>)", r"\1<w:tblpPr/>"), {"DOCX103"}),
    "contrast: style": (
        swap(STYLES, '(<w:name w:val="Table Heading"/>.*?<w:b/>)', r'\1<w:color w:val="999999"/>'),
        {"DOCX104"},
    ),
    "contrast: run": (swap(BODY, X, '<w:rPr><w:color w:val="8A8A8A"/></w:rPr><w:t>x</w:t>'), {"DOCX104"}),
    "contrast: highlight": (swap(BODY, X, '<w:rPr><w:highlight w:val="darkBlue"/></w:rPr><w:t>x</w:t>'), {"DOCX104"}),
    "simple tables: merged": (swap(BODY, "(<w:tcW [^>]*/>)", r'\1<w:gridSpan w:val="2"/>'), {"DOC010"}),
    "simple tables: nested": (
        swap(BODY, "</w:tc>", INNER),
        {"DOCX105", "DOC005", "DOC009"},
    ),
    "title": (swap(CORE, "<dc:title>T</dc:title>", ""), {"DOCX106"}),
    "headings: skipped": (swap(BODY, '"Heading3"', '"Heading4"'), {"DOC020"}),
    "headings: none": (
        each(swap(BODY, '<w:pStyle w:val="Heading."/>', "", count=0)),
        {"DOCX107", "DOC024"},
    ),
    "watermark": (
        swap(HEADER, "<w:t>", SHAPE.format(style="", more=' id="PowerPlusWaterMarkObject1"') + "<w:t>"),
        {"DOCX108"},
    ),
    "blanks: spaces": (swap(BODY, X, '<w:t xml:space="preserve">x     y</w:t>'), {"DOCX109"}),
    "blanks: paragraphs": (swap(BODY, "<w:body>", "<w:body>" + EMPTY * 3), {"DOCX109"}),
    "blank cells": (
        each(swap(BODY, ">s</w:t>", "/>"), swap(BODY, ">2</w:t>", "/>")),
        {"DOCX110"},
    ),
    "links: vague": (swap(BODY, "the report of 2025", "click here"), {"DOC004"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_one_broken_fact_is_found_and_nothing_else(name: str, good: dict[str, bytes]) -> None:
    change, expected = BROKEN[name]
    assert rules(packed(change(good))) == expected


def test_a_place_is_named_by_the_number_of_its_paragraph(good: dict[str, bytes]) -> None:
    (found,) = check_docx(packed(swap(BODY, X, '<w:t xml:space="preserve">x     y</w:t>')(good)))
    assert found.pos is not None
    assert found.pos.line == 2


def test_many_of_one_kind_are_counted(good: dict[str, bytes]) -> None:
    found = check_docx(packed(swap(BODY, "<w:sectPr>", FRAME * 9 + "<w:sectPr>")(good)))
    assert [item.message for item in found][-1] == "and 4 more of the same kind"
    assert len(found) == 6


@pytest.mark.parametrize(
    ("one", "two", "ratio"), [("000000", "FFFFFF", 21.0), ("777777", "FFFFFF", 4.48), ("FF0000", "FFFFFF", 4.0)]
)
def test_contrast_is_that_of_wcag(one: str, two: str, ratio: float) -> None:
    assert contrast(one, two) == pytest.approx(ratio, abs=0.01)
    assert contrast(two, one) == contrast(one, two)
