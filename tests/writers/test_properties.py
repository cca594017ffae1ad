"""Generated documents through every writer: nothing raises, every package is well-formed, and nothing is lost."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from exporter.comparison.losses import compare
from exporter.model import Document
from exporter.readback import open_file
from exporter.writers import WriteOptions, writer
from tests.strategies import documents

pytestmark = pytest.mark.slow
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def well_formed(data: bytes) -> None:
    """Every XML part parses, and no name is there twice or leads out of the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        assert len(names) == len({name.lower() for name in names})
        for name in names:
            assert not name.startswith("/")
            assert ".." not in name
            if name.endswith((".xml", ".rels", ".xhtml", ".opf", ".ncx")):
                etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False))


@FEW
@given(documents())
def test_any_document_becomes_a_well_formed_epub(document: Document) -> None:
    well_formed(writer("epub")(document, WriteOptions()).data)


@FEW
@given(documents())
def test_any_document_becomes_a_well_formed_docx(document: Document) -> None:
    well_formed(writer("docx")(document, WriteOptions()).data)


@FEW
@given(documents(1))
def test_any_document_becomes_a_pdf(document: Document) -> None:
    assert writer("pdf")(document, WriteOptions()).data.startswith(b"%PDF-1.7")


@FEW
@given(documents(1))
def test_an_epub_loses_no_text_and_no_structure(document: Document) -> None:
    copy = open_file(writer("epub")(document, WriteOptions()).data, "a.epub")
    kinds = {loss.kind for loss in compare(document, copy, "epub")}
    assert not kinds & {"text", "heading", "quote", "attribution", "list", "table"}
