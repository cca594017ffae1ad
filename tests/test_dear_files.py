"""Files that would take gigabytes are refused before the memory is taken: trees of XML, contents of PDF pages."""

from __future__ import annotations

import io
import pkgutil
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree

import exporter
from exporter.bounds import safe_xml
from exporter.bounds.gate import Limits, holding
from exporter.bounds.packages import open_package
from exporter.bounds.safe_xml import parse_xml
from exporter.errors import InputError
from exporter.readback.pdf import read as read_pdf
from exporter.readers.input import xml as article_xml

SMALL = Limits(memory_bytes=1_000_000)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of what the parser was given."""
    seen: list[int] = []

    def noting() -> etree.XMLParser:
        seen.append(1)
        return etree.XMLParser()

    monkeypatch.setattr(safe_xml, "xml_parser", noting)
    monkeypatch.setattr(article_xml, "xml_parser", noting)
    return seen


@pytest.mark.parametrize(
    "inside",
    [b"<p/>" * 10_000, b"<p>x</p>" * 5_000, b'<p a="" b=""/>' * 3_000, b"<p a='' b=''/>" * 3_000, b"x" * 800_000],
    ids=["empty", "text", "attributes", "single quotes", "one text"],
)
def test_a_tree_that_would_pass_the_bound_is_never_built(inside: bytes, parsed: list[int]) -> None:
    data = b"<a>" + inside + b"</a>"
    with (
        holding(SMALL),
        pytest.raises(InputError, match=r"^the part, read as a tree, passes the limit of 1000000 "),
    ):
        parse_xml(data, "the part")
    with pytest.raises(InputError, match=r"^a\.xml: its markup, read as a tree, passes the limit"):
        article_xml.parse_xml("a.xml", data, SMALL)
    assert parsed == []


def test_a_tree_in_two_bytes_a_character_is_counted_as_well(parsed: list[int]) -> None:
    data = ('<?xml version="1.0" encoding="UTF-16"?><a>' + '<p a=""/>' * 5_000 + "</a>").encode("utf-16")
    with holding(SMALL), pytest.raises(InputError, match="memory_bytes"):
        parse_xml(data, "the part")
    assert parsed == []


def test_what_fits_is_parsed(parsed: list[int]) -> None:
    with holding(SMALL):
        assert len(parse_xml(b"<a>" + b"<p/>" * 1_000 + b"</a>", "the part")) == 1_000
    assert len(parse_xml(b"<a>" + b"<p/>" * 10_000 + b"</a>", "the part")) == 10_000
    assert len(parsed) == 2


def pdf_with(content: bytes, *, form: bool = False, several: bool = False) -> bytes:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        stream = pdf.make_stream(content)
        if form:
            stream["/Subtype"] = pikepdf.Name("/Form")
            stream["/Type"] = pikepdf.Name("/XObject")
            stream["/BBox"] = pikepdf.Array([0, 0, 9, 9])
            page.obj["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/F": stream})})
            stream = pdf.make_stream(b"/F Do")
        page.obj["/Contents"] = pikepdf.Array([stream, stream]) if several else stream
        pdf.Root["/MarkInfo"] = pikepdf.Dictionary({"/Marked": True})
        pdf.Root["/StructTreeRoot"] = pikepdf.Dictionary({"/Type": pikepdf.Name("/StructTreeRoot")})
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize("content", [b"q Q " * 1_000, b"[[]] TJ " * 1_000], ids=["plain", "for qpdf"])
@pytest.mark.parametrize("form", [False, True])
def test_a_page_that_paints_without_end_is_not_parsed(
    form: bool, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    for parser in ("pikepdf.parse_content_stream", "exporter.readback.pdf.open.plain_instructions"):
        real = pkgutil.resolve_name(parser)
        monkeypatch.setattr(parser, lambda given, real=real: [seen.append(given), real(given)][1])
    data = pdf_with(content, form=form)
    with holding(Limits(page_tokens=1_500)), pytest.raises(InputError, match=r"^a\.pdf: .* 1500 for page_tokens"):
        read_pdf(data, "a.pdf")
    assert len(seen) == int(form)  # the page's own content is short where a form holds the rest
    read_pdf(data, "a.pdf")
    assert len(seen) > int(form)


def test_the_streams_of_a_page_count_together() -> None:
    data = pdf_with(b"q Q " * 500, several=True)
    with holding(Limits(page_tokens=1_500)), pytest.raises(InputError, match="page_tokens"):
        read_pdf(data, "a.pdf")


def test_the_message_names_file_and_part() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b"<p/>" * 10_000 + b"</a>")
    with (
        holding(SMALL),
        pytest.raises(InputError, match=r"^x\.docx: the part “word/document\.xml”, read as a tree"),
    ):
        open_package(made.getvalue(), "x.docx").xml("word/document.xml")


@pytest.mark.parametrize("kind", ["/Type/ObjStm/N 1/First 4", "/Type /XRef /W [1 1 1]"])
def test_a_stream_that_is_unpacked_when_the_file_is_opened_is_counted_before(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = zlib.compress(b" " * 3_000_000)
    head = f"%PDF-1.7\n5 0 obj<<{kind}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode()
    monkeypatch.setattr("pikepdf.open", lambda *_: pytest.fail("it was opened"))
    with holding(Limits(part_bytes=1_000_000)), pytest.raises(InputError, match=r"^a\.pdf: a stream .* part_bytes"):
        read_pdf(head + packed + b"\nendstream endobj\ntrailer<<>>\n%%EOF", "a.pdf")


def test_what_is_wrong_with_a_finished_file_is_not_said_of_its_article(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n", encoding="utf-8")
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 not a package")
    with pytest.raises(InputError) as caught:
        exporter.parity(tmp_path / "a.md", tmp_path / "a.docx")
    assert str(caught.value).startswith(f"{tmp_path / 'a.docx'}: ")
    assert caught.value.name == str(tmp_path / "a.docx")
