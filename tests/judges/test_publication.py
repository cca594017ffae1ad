"""An issue of forty articles before every judge: veraPDF by both generations, EPUBCheck, both of OOXML, LibreOffice."""

from __future__ import annotations

from pathlib import Path

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
