"""An issue of forty articles before every judge: veraPDF by both generations, EPUBCheck, both of OOXML, LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import exporter
from tests.judges import harness
from tests.publication.long import publication

pytestmark = [pytest.mark.judge, pytest.mark.slow]


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the issue in every format."""
    folder = tmp_path_factory.mktemp("issue")
    sheet = publication(folder, 40, 4)
    made = exporter.bind(sheet, prove=True)
    assert made.proof is not None
    assert not made.proof.failed
    exporter.bind(sheet, "pdf", output=folder / "two.pdf", pdf="ua-2")
    return folder


def test_both_generations_of_pdf_meet_what_they_declare(issue: Path) -> None:
    files = [issue / "issue.pdf", issue / "two.pdf"]
    said = harness.verapdf_declared(files)
    assert all(said[file] and not any(said[file].values()) for file in files)


def test_the_epub_is_valid(issue: Path) -> None:
    file = issue / "issue.epub"
    assert harness.epubcheck([file], issue) == {file: []}


def test_the_docx_is_valid_to_both_validators_and_opens_in_writer(issue: Path) -> None:
    file = issue / "issue.docx"
    assert harness.openxml_audit(file) == []
    assert harness.open_xml_sdk([file]) == {file: []}
    assert harness.libreoffice([file], issue)[file].exists()


def test_pdfjs_hands_on_parts_articles_and_headings_in_one_order(issue: Path) -> None:
    file = issue / "issue.pdf"
    pages = harness.pdfjs([file])[str(file)]
    told = [line for page in pages for line in outline(page["tree"])]
    assert told.count("H1") == 1
    assert told.count("H2") == 4
    assert told.count("H3") == 40
    assert told.index("H1") < told.index("Part") < told.index("H2") < told.index("Art") < told.index("H3")


def outline(node: dict[str, Any]) -> Iterator[str]:
    """The parts, articles and headings below a node of a page's tree."""
    if node.get("role", "") in ("Part", "Art", "H1", "H2", "H3"):
        yield node["role"]
    for kid in node.get("children", ()):
        yield from outline(kid)
