"""Where pages begin, told to the word: what page lists of other formats rest on, held against pdfminer's text."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pdfminer.high_level import extract_text

import exporter
from exporter.model import Code, CodeBlock, Document, Note, Paragraph, Styled, Text, walk
from exporter.writers import PageStart, WriteOptions, WriteResult, writer
from tests.conftest import ARTICLES

TITLE = "Pages"


def long_paragraphs(count: int = 12) -> Document:
    """Paragraphs longer than half a page, all their words different, one in three with emphasis in the middle."""
    words = (f"word{number:05d}" for number in range(count * 300))
    blocks = []
    for number in range(count):
        own = [next(words) for _ in range(300)]
        middle = (Styled(kind="emphasis", content=(Text(" ".join(own[100:200])),)),)
        if number % 3:
            content = (Text(" ".join(own)),)
        else:
            content = (Text(" ".join(own[:100]) + " "), *middle, Text(" " + " ".join(own[200:])))
        blocks.append(Paragraph(content))
    return Document(title=(Text(TITLE),), blocks=tuple(blocks))


def said_from(document: Document, start: PageStart) -> str:
    """The first words of the document at a page start."""
    nodes = list(walk(document))
    rest: list[str] = []
    for number, node in enumerate(nodes[start.node :]):
        if isinstance(node, Text | Code | CodeBlock):
            rest.append(node.text[start.offset if number == 0 else 0 :])
        if len(" ".join(rest)) > 100:
            break
    return " ".join(" ".join(rest).split())


def page_texts(data: bytes) -> list[str]:
    """What pdfminer reads on each page, without the running head."""
    text = extract_text(io.BytesIO(data))
    return [" ".join(page.split()).removeprefix(f"{TITLE} ") for page in text.split("\f")[:-1]]


def pdf(document: Document) -> WriteResult:
    return writer("pdf")(document, WriteOptions())


@pytest.mark.slow
def test_each_page_begins_with_the_words_it_is_said_to_begin_with() -> None:
    document = long_paragraphs()
    result = pdf(document)
    pages = page_texts(result.data)
    assert len(pages) == len(result.pages) > 3
    for page, start in zip(pages, result.pages, strict=True):
        words = said_from(document, start).removeprefix(f"{TITLE} ").split()[:5]
        assert page.startswith(" ".join(words)), start
    inside = [start for start in result.pages if start.offset]
    assert inside, "some page should begin in the middle of a paragraph"
    nodes = list(walk(document))
    for start in inside:
        node = nodes[start.node]
        assert isinstance(node, Text)
        assert node.text[start.offset - 1] == " "


def test_labels_number_the_pages_as_their_feet_do() -> None:
    result = pdf(long_paragraphs())
    assert [start.label for start in result.pages] == [str(number + 1) for number in range(len(result.pages))]
    with pikepdf.open(io.BytesIO(result.data)) as opened:
        assert opened.Root.PageLabels.Nums[1].S == "/D"
        assert [page.label for page in opened.pages] == [start.label for start in result.pages]


@pytest.mark.slow
def test_every_page_of_every_fixture_has_a_start_in_reading_order() -> None:
    for path in ARTICLES:
        document = exporter.read(path)
        result = pdf(document)
        with pikepdf.open(io.BytesIO(result.data)) as opened:
            assert len(result.pages) == len(opened.pages), path.name
        places = [(start.node, start.offset) for start in result.pages]
        notes = any(isinstance(node, Note) for node in walk(document))
        assert places == sorted(places) or notes, path.name


@pytest.mark.usefixtures("here")
def test_other_formats_of_the_same_run_are_told_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from exporter.run import rendering

    seen: dict[str, WriteOptions] = {}

    def watched(name: str):  # type: ignore[no-untyped-def]
        def write(document: Document, options: WriteOptions) -> WriteResult:
            seen[name] = options
            return writer(name)(document, options)

        return write

    monkeypatch.setattr(rendering, "writer", watched)
    article = tmp_path / "a.md"
    article.write_text("# Title\n\nWords.\n", encoding="utf-8")
    result = exporter.convert(article, to=("epub", "pdf", "docx"), page_marks=True)
    assert [item.format for item in result.files] == ["epub", "pdf", "docx"]
    assert seen["epub"].pages == seen["docx"].pages == (PageStart("1", 0, 0),)
