"""One document that holds every example of the CommonMark specification, before the judges, in all three formats."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from exporter.checks.outline import outline
from exporter.readback import open_file
from tests.conftest import Export, export, shared
from tests.judges import harness
from tests.judges.commonmark import all_in_one, letters, told, with_letters_that_fonts_have

pytestmark = [pytest.mark.judge, pytest.mark.slow]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("commonmark")


@pytest.fixture(scope="module")
def whole(folder: Path) -> Export:
    """Every example as it is."""
    return export(all_in_one(shared("commonmark/spec.txt")), "whole", folder)


@pytest.fixture(scope="module")
def drawn(folder: Path) -> Export:
    """The same, all of it in letters that the fonts have."""
    return export(with_letters_that_fonts_have(all_in_one(shared("commonmark/spec.txt"))), "drawn", folder)


def serious(messages: Sequence[str]) -> list[str]:
    return [message for message in messages if not message.startswith(("INFO", "USAGE"))]


def test_epubcheck_and_ace(whole: Export, folder: Path) -> None:
    assert serious(harness.epubcheck([whole.epub], folder)[whole.epub]) == []
    assert harness.ace([whole.epub], folder)[whole.epub] == []


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf(drawn: Export, flavour: str) -> None:
    assert {"PDF/UA-1", "PDF/A-2a"} <= set(drawn.claims)
    assert harness.verapdf([drawn.pdf], flavour)[drawn.pdf] == []


def test_a_pdf_with_letters_no_font_has_claims_nothing(whole: Export) -> None:
    assert not {"PDF/UA-1", "PDF/A-2a"} & set(whole.claims)


def test_docx_validators(whole: Export) -> None:
    assert harness.openxml_audit(whole.docx) == []
    assert harness.open_xml_sdk([whole.docx])[whole.docx] == []


def test_libreoffice_and_pandoc_open_it(whole: Export, folder: Path) -> None:
    made = harness.libreoffice([whole.docx], folder)[whole.docx]
    expected = [letters(line.text) for line in outline(whole.document)]
    assert [letters(line.text) for line in outline(open_file(made))] == expected
    assert harness.pandoc(whole.docx)["blocks"]
    assert harness.pandoc(whole.epub)["blocks"]


@pytest.mark.parametrize("form", ["pdf", "epub", "docx"])
def test_every_letter_is_in_the_file(drawn: Export, form: str) -> None:
    copy = open_file({"pdf": drawn.pdf, "epub": drawn.epub, "docx": drawn.docx}[form])
    assert told(copy) == told(drawn.document)
