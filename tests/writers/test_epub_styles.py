"""A custom style sheet in the EPUB: nothing of it is fetched, and what it takes from the reader costs a claim."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from exporter.accessibility.reader_settings import overridden
from exporter.model import Document, Metadata, Paragraph, Text
from exporter.writers import WriteOptions, WriteResult, writer
from exporter.writers.epub.styles import contained

DOCUMENT = Document(metadata=Metadata(title="T", lang="en"), title=(Text("T"),), blocks=(Paragraph((Text("Words."),)),))
HOUSE = """\
@import "https://example.org/house.css";
@font-face { font-family: "House"; src: url(house.ttf) }
:root { --accent: #00508c; --logo: url("logo.svg"); --text-size: 11pt }
p { margin: 1em; background: url(//example.org/a.png) }
@media (min-width: 40em) { h1 { margin: 2em; list-style: image-set("a.png" 1x) } }
"""


def written(tmp_path: Path, sheet: str, form: str = "epub") -> WriteResult:
    (tmp_path / "house.css").write_text(sheet)
    return writer(form)(DOCUMENT, WriteOptions(styles=(tmp_path / "house.css",)))


def style_of(result: WriteResult) -> str:
    with zipfile.ZipFile(io.BytesIO(result.data)) as package:
        return package.read("EPUB/styles/book.css").decode()


def test_nothing_that_would_be_fetched_is_in_the_book(tmp_path: Path) -> None:
    result = written(tmp_path, HOUSE)
    style = style_of(result)
    assert not any(word in style for word in ("url(", "@import", "@font-face", "image-set", "example.org"))
    assert "--accent: #00508c" in style
    assert "margin: 1em" in style
    assert "margin: 2em" in style
    assert [item.rule for item in result.findings] == ["EPUB004"] * 5
    assert "@font-face" in " ".join(item.message for item in result.findings)


def test_nor_in_a_web_page(tmp_path: Path) -> None:
    result = written(tmp_path, HOUSE, "html")
    assert b"example.org" not in result.data
    assert b"--accent: #00508c" in result.data
    assert [item.rule for item in result.findings] == ["EPUB004"] * 5


def test_a_sheet_that_fetches_nothing_stays_as_it_is() -> None:
    sheet = b"/* ours */ p  {margin:1em}\n@media print { p { margin: 0 } }\n"
    assert contained(sheet) == (sheet, [])


@pytest.mark.parametrize(
    "sheet",
    [
        "p { font-family: Arial, sans-serif }",
        "p { font: 1em Arial }",
        "p { font-size: 12px }",
        "p { font-size: medium }",
        "p { line-height: 20pt }",
        "p { color: #333 }",
        "p { color: rgb(1 2 3) }",
        "p { background: white }",
        "p { text-align: justify }",
        "@media screen { p { text-align: justify } }",
        "p { font-family: var(--text-font) }",
        "p { max-width: 600px }",
    ],
)
def test_what_takes_a_choice_from_the_reader_is_found(sheet: str) -> None:
    assert len(overridden(sheet.encode())) == 1


@pytest.mark.parametrize(
    "sheet",
    [
        "p { margin: 1em 0; text-align: start }",
        "p { font-size: 1.2em; line-height: 1.5 }",
        "p { font-size: smaller }",
        "code { font-family: monospace }",
        "td { border: 1px solid }",
        "a { color: LinkText; background: none }",
        ":root { --text-size: 11pt; --ink: #111 }",
    ],
)
def test_what_takes_nothing_is_not(sheet: str) -> None:
    assert overridden(sheet.encode()) == ()
