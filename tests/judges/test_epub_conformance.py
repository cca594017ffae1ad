"""EPUBCheck and Ace on what the fixtures do not have: every node, hard pages, several chapters, other directions."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from exporter.model import Document, Metadata, PageMarker, Paragraph, Section, Text, plain_text, walk
from exporter.writers import PageStart, WriteOptions, writer
from exporter.writers.book_options import BookOptions
from tests.checks.rich import rich
from tests.conftest import Export
from tests.door.test_metadata import MEANT
from tests.judges import harness
from tests.judges.test_reader_settings import hard
from tests.judges.test_reading_systems import long_document, words
from tests.publications import issue
from tests.strategies import PICTURE
from tests.writers.test_epub_pages import what_follows

pytestmark = [pytest.mark.judge, pytest.mark.slow]


def rtl() -> Document:
    paragraph = Paragraph((Text("שלום עולם, "), PageMarker("ד"), Text("וכך הלאה.")))
    metadata = Metadata(title="שלום", lang="he", cover=PICTURE.name)
    section = Section((Text("פרק"),), (paragraph,))
    return Document(metadata=metadata, title=(Text("שלום"),), blocks=(section,), resources=(PICTURE,))


WORDLESS = "USAGE ACC-009"
"""A formula that nobody has put into words is MathML alone: TeX as its alttext would be said in its place."""


def bare() -> Document:
    """No title, no language, no heading."""
    return Document(blocks=(Paragraph((Text("Words."),)),))


def published() -> Document:
    """All that publishers say of a book."""
    return Document(metadata=MEANT, title=(Text("The weir"),), blocks=(Paragraph((Text("Words."),)),))


def paged(document: Document) -> tuple[PageStart, ...]:
    """A page that begins with every seventh text, and one in the middle of each of these."""
    texts = [(at, node) for at, node in enumerate(walk(document)) if isinstance(node, Text)][::7]
    places = [place for at, node in texts for place in ((at, 0), (at, len(node.text) // 2))]
    return tuple(PageStart(str(number), *place) for number, place in enumerate(places, 1))


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("books")
    made = {"rich": rich(), "hard": hard(), "long": long_document(), "rtl": rtl(), "bare": bare()}
    made["published"] = published()
    made["issue"] = issue()
    paths = []
    for name, document in made.items():
        book = BookOptions(contents_lines=True, lists=("figures", "tables"), toc_depth=1)
        options = WriteOptions(pages=() if name == "rtl" else paged(document), certified_by="Ann Lee", book=book)
        paths.append(folder / f"{name}.epub")
        paths[-1].write_bytes(writer("epub")(document, options).data)
    return paths


def test_epubcheck_has_nothing_to_say(books: Sequence[Path], tmp_path: Path) -> None:
    found = harness.epubcheck(books, tmp_path)
    told = {path.stem: [line for line in found[path] if not line.startswith("INFO")] for path in books}
    assert [line for line in told.pop("rich") if not line.startswith(WORDLESS)] == []  # it has such a formula
    assert told == {path.stem: [] for path in books if path.stem != "rich"}


# What nobody has said cannot be conformed to: the language of a page.
UNSAID = {"bare": {"epub-lang", "html-has-lang"}}


def test_ace_finds_only_what_nobody_has_said(books: Sequence[Path], tmp_path: Path) -> None:
    found = harness.ace(books, tmp_path)
    rules = {path.stem: {line.split(" ")[1].rstrip(":") for line in found[path]} for path in books}
    assert rules == {path.stem: UNSAID.get(path.stem, set()) for path in books}


# --- pages ----------------------------------------------------------------------------------------------------------


def test_pages_begin_with_the_words_with_which_the_pages_of_the_pdf_begin(exports: Sequence[Export]) -> None:
    """As poppler reads the PDF: after the running head, which is the title, the words that follow the page break.

    Pages that begin in Arabic or Hebrew are left out: poppler gives such words in the order in which they are painted.
    """
    compared = 0
    for item in exports:
        found = what_follows(item.epub.read_bytes())
        assert list(found) == [page.label for page in item.pages], item.name
        for label, text in found.items():
            page = words(harness.poppler_page(item.pdf, int(label)))
            head = words(plain_text(item.document.title)) if label != "1" else ""
            assert page.startswith(head)
            if not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text[:30]):
                assert page[len(head) :][:25] == words(text)[:25], (item.name, label)
                compared += 1
    assert compared > 15
