"""Words that a style sheet writes are said, left out of books, and not heard in PDFs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from exporter.accessibility.generated_words import without_generated_words
from exporter.model import BlockQuote, Document, Metadata, Paragraph, Text
from exporter.readback import open_file
from exporter.speak import as_text, transcript
from exporter.writers import WriteOptions, writer

SHEET = """q::before { content: "" }
li::before { content: "– " } h2::before { content: counter(part) ". "; color: #333 }

@media print { blockquote::before { color: #300; content: "Not " } }
a::after { content: " (" attr(href) ")" }
"""
DOCUMENT = Document(
    metadata=Metadata(title="A", lang="en"),
    title=(Text("A"),),
    blocks=(BlockQuote((Paragraph((Text("We knew."),)),), (Text("Ann Lee"),)),),
)


def test_only_words_are_taken_out_of_a_sheet() -> None:
    kept, found = without_generated_words(SHEET.encode())
    assert found == ('blockquote::before { content: "Not " }', 'a::after { content: " (" attr(href) ")" }')
    for part in ('content: "– "', "counter(part)", "color: #300", "@media print"):
        assert part in kept.decode()
    assert b"Not" not in kept
    assert without_generated_words(b"p { color: red }") == (b"p { color: red }", ())


@pytest.mark.parametrize("form", ["pdf", "epub"])
def test_words_of_a_sheet_are_said_and_not_heard(form: str, tmp_path: Path) -> None:
    (tmp_path / "house.css").write_text(SHEET)
    result = writer(form)(DOCUMENT, WriteOptions.of(styles=(tmp_path / "house.css",)))
    assert sum(item.rule == "CSS005" for item in result.findings) == 2
    copy = open_file(result.data, f"a.{form}")
    assert "Not" not in as_text(transcript(copy))
    if form == "epub":
        with zipfile.ZipFile(io.BytesIO(result.data)) as package:
            assert b"Not " not in package.read("EPUB/styles/book.css")
