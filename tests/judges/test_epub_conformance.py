"""EPUBCheck and Ace on what the fixtures do not have: every node, hard pages, several chapters, other directions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from exporter.model import Document, Metadata, PageMarker, Paragraph, Section, Text, walk
from exporter.write import PageStart, WriteOptions, writer
from tests.check.rich import rich
from tests.judges import harness
from tests.judges.test_reader_settings import hard
from tests.judges.test_reading_systems import long_document
from tests.strategies import PICTURE

pytestmark = [pytest.mark.judge, pytest.mark.slow]


def rtl() -> Document:
    paragraph = Paragraph((Text("שלום עולם, "), PageMarker("ד"), Text("וכך הלאה.")))
    metadata = Metadata(title="שלום", lang="he", cover=PICTURE.name)
    section = Section((Text("פרק"),), (paragraph,))
    return Document(metadata=metadata, title=(Text("שלום"),), blocks=(section,), resources=(PICTURE,))


def bare() -> Document:
    """No title, no language, no heading."""
    return Document(blocks=(Paragraph((Text("Words."),)),))


def paged(document: Document) -> tuple[PageStart, ...]:
    """A page that begins with every seventh text, and one in the middle of each of these."""
    texts = [(at, node) for at, node in enumerate(walk(document)) if isinstance(node, Text)][::7]
    places = [place for at, node in texts for place in ((at, 0), (at, len(node.text) // 2))]
    return tuple(PageStart(str(number), *place) for number, place in enumerate(places, 1))


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("books")
    made = {"rich": rich(), "hard": hard(), "long": long_document(), "rtl": rtl(), "bare": bare()}
    paths = []
    for name, document in made.items():
        options = WriteOptions(pages=() if name == "rtl" else paged(document), certified_by="Ann Lee")
        paths.append(folder / f"{name}.epub")
        paths[-1].write_bytes(writer("epub")(document, options).data)
    return paths


def test_epubcheck_has_nothing_to_say(books: Sequence[Path], tmp_path: Path) -> None:
    found = harness.epubcheck(books, tmp_path)
    told = {path.stem: [line for line in found[path] if not line.startswith("INFO")] for path in books}
    assert told == {path.stem: [] for path in books}


# What nobody has said cannot be conformed to: the language of a page.
UNSAID = {"bare": {"epub-lang", "html-has-lang"}}


def test_ace_finds_only_what_nobody_has_said(books: Sequence[Path], tmp_path: Path) -> None:
    found = harness.ace(books, tmp_path)
    rules = {path.stem: {line.split(" ")[1].rstrip(":") for line in found[path]} for path in books}
    assert rules == {path.stem: UNSAID.get(path.stem, set()) for path in books}
