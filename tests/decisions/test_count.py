"""How many questions an article has is told without asking them, and is as many as there are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given

from exporter.checks.document import check
from exporter.decisions.answers import Decisions
from exporter.decisions.questions import Asked, count, questions
from exporter.findings import Finding
from exporter.model import (
    Block,
    BlockQuote,
    Cell,
    Document,
    Image,
    Metadata,
    Paragraph,
    Row,
    Table,
    TableBody,
    Text,
    nodes_of,
)
from exporter.passes import run_passes
from tests.strategies import PICTURE, documents
from tests.tempting import article


def asked_of(document: Document, findings: Sequence[Finding] = ()) -> Asked:
    return Asked(document, findings, "", Decisions(), Decisions(), {}, {})


def counted(document: Document) -> tuple[int, int]:
    asked = asked_of(document, tuple(check(document)))
    return count(asked, ()), len(questions(asked))


@given(documents())
def test_a_document_has_as_many_questions_as_are_counted(document: Document) -> None:
    assert len(set(counted(document))) == 1


def test_an_article_with_faults_has_as_many_questions_as_are_counted() -> None:
    made = [run_passes(article(seed))[0] for seed in range(60)]
    found = [counted(one) for one in made if all(image.resource == PICTURE.name for image in nodes_of(one, Image))]
    assert all(one == other for one, other in found)
    assert {one > 1 for one, _ in found} == {True, False}


SAID = (Text("A weir below a bridge"),)


@pytest.mark.parametrize(
    ("block", "asked"),
    [
        (BlockQuote((Paragraph(SAID),), SAID), 0),
        (BlockQuote((Paragraph(SAID),)), 1),
        (Paragraph((Image(PICTURE.name, "A weir below a bridge"),)), 0),
        (Paragraph((Image(PICTURE.name, None),)), 1),
        (Paragraph((Image(PICTURE.name, "image.jpg"),)), 1),
        (Table(bodies=(TableBody((Row((Cell((Paragraph(SAID),), header=True),)),)),)), 0),
        (Table(bodies=(TableBody((Row((Cell((Paragraph(SAID),)),)),)),)), 1),
    ],
)
def test_what_nobody_has_said_is_counted(block: Block, asked: int) -> None:
    document = Document(metadata=Metadata(lang="en"), title=SAID, blocks=(block,), resources=(PICTURE,))
    assert counted(document) == (asked, asked)
    assert counted(Document(metadata=Metadata(), title=SAID, blocks=(block,), resources=(PICTURE,)))[0] == asked + 1
