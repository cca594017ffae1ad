"""One document that holds every example of the CommonMark specification, before the judges, in all three formats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from exporter.check.outline import outline
from exporter.check.readback import open_file
from exporter.model import Code, CodeBlock, Document, Text, plain_text, transform
from tests.conftest import Export, export, shared
from tests.judges import harness
from tests.judges.commonmark import all_in_one

pytestmark = [pytest.mark.judge, pytest.mark.slow]
UNDRAWN = re.compile("[\u0cab\u0d06\U0001e2ff]")
"""Letters of the examples for entities and case folding that none of the bundled fonts has."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("commonmark")


@pytest.fixture(scope="module")
def whole(folder: Path) -> Export:
    """Every example as it is."""
    return export(all_in_one(shared("commonmark/spec.txt")), "whole", folder)


@pytest.fixture(scope="module")
def drawn(folder: Path) -> Export:
    """The same with a letter that the fonts have in the place of the three that they have not."""

    def change(node: Any) -> Any:
        if isinstance(node, Text | Code | CodeBlock) and UNDRAWN.search(node.text):
            return replace(node, text=UNDRAWN.sub("x", node.text))
        return node

    return export(transform(all_in_one(shared("commonmark/spec.txt")), change), "drawn", folder)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def told(document: Document) -> str:
    return letters(plain_text(document.title) + plain_text(document.blocks, notes=True))


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
