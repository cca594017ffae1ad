"""One case a row of the semantic map: what is typed, and the XHTML that it becomes (``fixtures/xhtml``).

A case is a text file: a line that says what it shows, then parts that begin with ``--- name``. The first is the source,
``markdown`` or ``html``; the others are what was written: ``epub`` for the pages of a book, ``pdf`` for the layout,
where each element names its node or which part of a node it is. ``pytest --accept`` rewrites them for review.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from exporter.bounds.gate import Gate
from exporter.model import Document
from exporter.run.pipeline import ReadOptions, read_bytes
from exporter.writers.xhtml import Profile, render

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "fixtures" / "xhtml"
CASES = sorted(FOLDER.glob("*.case"))
PART = re.compile(r"^--- (\w+)\n", re.MULTILINE)
IN_LINES = frozenset(
    "main section article aside blockquote details div dl figure figcaption nav ol ul li dt dd table colgroup "
    "thead tbody tfoot tr".split()
)
"""Elements whose children stand one a line, where no words stand between them."""


def profile(**more: object) -> Profile:
    return Profile(picture_href=lambda resource: resource.name, **more)  # type: ignore[arg-type]


EPUB = profile(notes="end", epub_types=True, interactive=True)
HTML = profile(notes="end", interactive=True)
PDF = profile(notes="after-block", node_attribute="data-node", mathml=False)


def parts_of(text: str) -> tuple[str, dict[str, str]]:
    """What a case says of itself, and its parts in order."""
    title, *rest = PART.split(text)
    return title.strip(), dict(zip(rest[::2], rest[1::2], strict=True))


def document_of(kind: str, source: str) -> Document:
    gate = Gate(ROOT / "fixtures" / "articles")
    return read_bytes(source.encode(), "-", ReadOptions(format=kind), gate).document


def shown(document: Document, wanted: Profile) -> str:
    """The page as people read it: blocks a line each, words as they stand, without what namespaces stand for."""
    root = render(document, wanted).root
    _spread(root, 0)
    text = etree.tostring(root, encoding="unicode")
    return re.sub(r' xmlns(?::\w+)?="[^"]*"', "", text) + "\n"


def _spread(element: etree._Element, depth: int) -> None:
    for child in element:
        _spread(child, depth + 1)
    name = etree.QName(element).localname
    if name in IN_LINES and len(element) and not element.text and not any(child.tail for child in element):
        element.text = "\n" + "  " * (depth + 1)
        for child in element:
            child.tail = element.text
        element[-1].tail = "\n" + "  " * depth


def written(kind: str, source: str) -> Iterator[tuple[str, str]]:
    """The parts that a case shows."""
    document = document_of(kind, source)
    yield "epub", shown(document, EPUB)
    yield "pdf", shown(document, PDF)


def rewritten(text: str) -> str:
    title, parts = parts_of(text)
    kind, source = next(iter(parts.items()))
    made = {kind: source.rstrip("\n") + "\n\n", **dict(written(kind, source))}
    return f"{title}\n\n" + "".join(f"--- {name}\n{part.rstrip()}\n\n" for name, part in made.items()).rstrip() + "\n"


def test_there_are_cases() -> None:
    assert len(CASES) >= 30


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_becomes_the_xhtml_that_stands_in_it(case: Path, request: pytest.FixtureRequest) -> None:
    made = rewritten(case.read_text(encoding="utf-8"))
    if request.config.getoption("--accept"):
        case.write_text(made, encoding="utf-8")
    assert made == case.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_page_of_a_book_is_the_page_of_the_web_with_types_of_epub(case: Path) -> None:
    _, parts = parts_of(case.read_text(encoding="utf-8"))
    document = document_of(*next(iter(parts.items())))
    assert re.sub(r' epub:type="[^"]*"', "", shown(document, EPUB)) == shown(document, HTML)
