"""The real article, as its readers deserve it: a live blog scraped to plain text (fixtures/articles/README.md).

Nothing in the reader is keyed to this file; what is stated here follows from how newsrooms write.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import exporter
from exporter.checks.outline import outline, quotes
from exporter.comparison.losses import compare
from exporter.model import BlockQuote, Document, Figure, Paragraph, Section, plain_text, walk
from exporter.readback import open_file
from exporter.run.results import Article
from exporter.speak import transcript
from tests.conftest import ARTICLES, Export, shared

UPDATES = [
    "Asian girls 'too frightened' to go into Rotherham following child exploitation scandal backlash",
    "'We accept findings' of report, says council",
    "Rotherham Council issue statement after Ofsted report",
    "Rotherham Safeguarding Children’s Board respond to Ofsted report",
    "Ofsted: Councils 'too slow' over child sexual exploitation",
    "Ofsted: 'Not enough to wait for the next scandal'",
]
SPEAKERS = [
    "Cllr Paul Lakin",
    "Steve Ashley, Independent Chair of Rotherham Local Safeguarding Children’s Board",
    "Debbie Jones, Ofsted's national director for social care",
]


@pytest.fixture(scope="module")
def article() -> Article:
    (path,) = (item for item in ARTICLES if item.stem == "rotherham-live-updates")
    return exporter.open_article(path)


@pytest.fixture(scope="module")
def document(article: Article) -> Document:
    return article.document


def test_the_fixture_is_the_real_input_to_the_byte() -> None:
    (path,) = (item for item in ARTICLES if item.stem == "rotherham-live-updates")
    assert path.read_bytes() == shared("seed/rotherham-live-updates.txt").read_bytes()


def test_it_has_its_headline_and_its_standfirst(document: Document) -> None:
    assert plain_text(document.title) == "Children's services in Rotherham remain 'inadequate', Ofsted finds"
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.role == "standfirst"
    assert plain_text(first).startswith('Children\'s services in Rotherham remain "inadequate", according to')
    assert document.metadata.description == plain_text(first).strip()


def test_the_live_updates_are_six_sections_of_one(document: Document) -> None:
    (live,) = (block for block in document.blocks if isinstance(block, Section))
    assert plain_text(live.title) == "Live updates"
    assert [plain_text(block.title) for block in live.blocks if isinstance(block, Section)] == UPDATES
    assert [(line.level, line.text) for line in outline(document)][2:] == [(3, text) for text in UPDATES]


def test_three_quotes_are_whole_and_have_their_speakers(document: Document) -> None:
    found = [node for node in walk(document) if isinstance(node, BlockQuote)]
    assert [quote.speaker for quote in quotes(document)] == SPEAKERS
    assert [len(node.blocks) for node in found] == [3, 3, 2]
    first = [plain_text(node.blocks[0])[:20] for node in found]
    last = [plain_text(node.blocks[-1]).strip()[-20:] for node in found]
    assert first == ["“Keeping children an", '"I accept the findin', "While we have found "]
    assert last == [
        "es within the next week.”"[-20:],
        'young people in the future."'[-20:],
        "child sexual exploitation."[-20:],
    ]


def test_captions_are_captions(document: Document) -> None:
    captions = [
        (plain_text(node.caption).strip(), plain_text(node.credit).strip())
        for node in walk(document)
        if isinstance(node, Figure)
    ]
    assert captions == [
        ("Jane Parfrement is Acting Director of Social Services", ""),
        ("Ofsted: Councils 'too slow' over child sexual exploitation", "Credit: PA"),
    ]


def test_debris_is_gone_and_each_piece_is_reported_with_its_line(article: Article) -> None:
    text = plain_text(article.document.blocks)
    assert "1. National" not in text
    assert "Back to top" not in text
    assert "Latest ITV News reports" not in text
    left_out = [
        (item.rule, item.pos.line) for item in article.findings if item.pos and item.rule in ("TXT001", "TXT002")
    ]
    assert left_out == [("TXT002", 43), ("TXT002", 55), ("TXT001", 68), ("TXT001", 70)]


def test_a_missing_space_after_a_full_stop_is_put_in_and_reported(article: Article) -> None:
    text = plain_text(article.document.blocks)
    assert "exploitation scandal. Three months ago" in text
    assert "Pakistani men. Today the town's MP" in text
    assert [item.pos.line for item in article.findings if item.pos and item.rule == "TXT003"] == [9, 9]


def test_furniture_can_be_kept(article: Article) -> None:
    (path,) = (item for item in ARTICLES if item.stem == "rotherham-live-updates")
    assert "Back to top" in plain_text(exporter.read(path, keep_all=True).blocks)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["pdf", "epub", "docx"])
def test_each_file_says_the_same(exports: list[Export], document: Document, form: str) -> None:
    (found,) = (item for item in exports if item.name.startswith("rotherham"))
    path: Path = getattr(found, form)
    copy = open_file(path.read_bytes(), path.name)
    assert compare(document, copy, form) == []
    assert [str(line) for line in transcript(copy)] == [str(line) for line in transcript(document)]
