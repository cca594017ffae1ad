"""EPUBs in reading systems that no one here wrote: epub.js, Readium (parser and navigator), calibre."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from exporter.checks.outline import outline
from exporter.model import BlockQuote, Document, Note, Paragraph, Section, Text, plain_text, walk
from exporter.writers import PageStart, WriteOptions, writer
from exporter.writers.epub.chapters import CHAPTER_CHARACTERS
from tests.conftest import Export
from tests.judges import harness

pytestmark = [pytest.mark.judge, pytest.mark.slow]


def words(text: str) -> str:
    """Letters and digits alone, for comparing what programs make of the same words."""
    return re.sub(r"[\W_]+", "", text).casefold()


def headings(document: Document) -> list[tuple[int, str]]:
    return [(line.level, words(line.text)) for line in outline(document)]


def quotes(document: Document) -> list[str]:
    return [words(plain_text(node.blocks)) for node in walk(document) if isinstance(node, BlockQuote)]


def speakers(document: Document) -> list[str]:
    said = [plain_text(node.attribution) for node in walk(document) if isinstance(node, BlockQuote)]
    return [words(text) for text in said if text]


def notes(document: Document) -> list[str]:
    return [words(plain_text(node.blocks)) for node in walk(document) if isinstance(node, Note)]


def long_document() -> Document:
    """Three chapters, with notes, quotes, links and page starts in each."""
    filler = tuple(Paragraph((Text("Words that fill a page. " * 200),)) for _ in range(20))
    parts = []
    for number in range(1, 6):
        noted = Paragraph((Text("Noted"), Note((Paragraph((Text(f"What note {number} says."),)),)), Text(".")))
        quote = BlockQuote((Paragraph((Text(f"“Said {number}.”"),)),), (Text(f"Speaker {number}"),))
        parts.append(Section((Text(f"Part {number}"),), (noted, quote, *filler)))
    document = Document(title=(Text("A long book"),), blocks=tuple(parts))
    return replace(document, metadata=replace(document.metadata, title="A long book", lang="en"))


@pytest.fixture(scope="module")
def books(exports: Sequence[Export], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Document]]:
    """Every fixture, and a book of several chapters."""
    document = long_document()
    assert len(plain_text(document.blocks)) > 2 * CHAPTER_CHARACTERS
    starts = [at for at, node in enumerate(walk(document)) if isinstance(node, Section)]
    pages = tuple(PageStart(str(number), at) for number, at in enumerate(starts, 1))
    path = tmp_path_factory.mktemp("books") / "long.epub"
    path.write_bytes(writer("epub")(document, WriteOptions(pages=pages)).data)
    return [*((item.epub, item.document) for item in exports), (path, document)]


@pytest.fixture(scope="module")
def shown(books: Sequence[tuple[Path, Document]]) -> dict[str, Any]:
    return harness.reading_systems([path for path, _ in books])


def all_of(reader: Any, name: str) -> list[Any]:
    return [item for chapter in reader["chapters"] for item in chapter[name]]


@pytest.mark.parametrize("system", ["epubjs", "readium"])
def test_a_reader_shows_headings_quotes_and_notes(
    system: str, books: Sequence[tuple[Path, Document]], shown: dict[str, Any]
) -> None:
    for path, document in books:
        reader = shown[str(path)][system]
        assert [(level, words(text)) for level, text in all_of(reader, "headings")] == headings(document), path.name
        assert [words(text) for text in all_of(reader, "quotes")] == quotes(document), path.name
        assert [words(text) for text in all_of(reader, "speakers")] == speakers(document), path.name
        told = [re.sub(r"^\d+", "", words(text)) for _, text in all_of(reader, "notes")]
        assert told == notes(document), path.name
        assert set(all_of(reader, "marks")) <= {"none"}, path.name  # only the author's own marks are shown
        assert shown[str(path)]["errors"] == [], path.name


@pytest.mark.parametrize("system", ["epubjs", "readium"])
def test_every_reference_leads_to_its_note_in_the_same_chapter(system: str, shown: dict[str, Any]) -> None:
    count = 0
    for book in shown.values():
        for chapter in book[system]["chapters"]:
            ids = [f"#{name}" for name, _ in chapter["notes"]]
            assert [reference.rpartition("/")[2] for reference in chapter["references"]] == ids
            count += len(ids)
    assert count > 5


def test_contents_pages_and_cover_are_found(books: Sequence[tuple[Path, Document]], shown: dict[str, Any]) -> None:
    for path, document in books:
        parsed, reader = shown[str(path)]["parsed"], shown[str(path)]["epubjs"]
        expected = [text for _, text in headings(document)]
        assert [words(text) for text in reader["toc"]] == expected, path.name
        assert [words(text) for text in titles(parsed["toc"])] == expected, path.name
        labels = all_of(reader, "pages")
        assert labels, path.name
        assert [str(page) for page in reader["pages"]] == labels, path.name
        assert [page["title"] for page in parsed["pageList"]] == labels, path.name
        assert reader["cover"], path.name
        assert [item["href"] for item in parsed["resources"] if "cover" in item.get("rel", "")], path.name
        assert parsed["metadata"]["pageBreakSource"], path.name


def titles(entries: Any) -> list[str]:
    return [text for entry in entries for text in (entry["title"], *titles(entry.get("children", [])))]


def test_a_long_book_has_several_chapters(books: Sequence[tuple[Path, Document]], shown: dict[str, Any]) -> None:
    path, _ = books[-1]
    chapters = shown[str(path)]["readium"]["chapters"]
    assert len(chapters) > 2
    assert [chapter["headings"][-1][1] for chapter in chapters][-1] == "Part 5"
    assert all(chapter["pages"] for chapter in chapters)
    assert {len(shown[str(one)]["readium"]["chapters"]) for one, _ in books[:-1]} == {1}


# --- calibre --------------------------------------------------------------------------------------------------------


def test_calibre_converts_headings_quotes_and_notes(books: Sequence[tuple[Path, Document]], tmp_path: Path) -> None:
    """Three of the fixtures and the long book: it takes a second a book."""
    harness.need("calibre's ebook-convert", shutil.which("ebook-convert") is not None)
    chosen = [books[at] for at in (1, 2, 3, len(books) - 1)]
    assert any(notes(document) for _, document in chosen)
    for path, document in chosen:
        page: Any = etree.HTML(harness.calibre(path, tmp_path))
        found = [(int(made.tag[1]), words("".join(made.itertext()))) for made in page.iter("h1", "h2", "h3", "h4")]
        assert found == headings(document), path.name
        assert [words("".join(made.itertext())) for made in page.iter("blockquote")] == quotes(document), path.name
        said = page.xpath("//figure[blockquote]/figcaption")
        assert [words("".join(made.itertext())) for made in said] == speakers(document), path.name
        for link in page.xpath("//a[@role='doc-noteref']"):
            assert page.xpath("//*[@id=$name][@role='doc-footnote']", name=link.get("href")[1:]), path.name
        assert len(page.xpath("//a[@role='doc-noteref']")) == len(notes(document)), path.name


def test_there_is_something_to_read(books: Sequence[tuple[Path, Document]]) -> None:
    assert all(zipfile.is_zipfile(path) for path, _ in books)
    assert sum(len(quotes(document)) for _, document in books) > 10
