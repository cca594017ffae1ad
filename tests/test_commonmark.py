"""Every example of the CommonMark specification goes through the reader and all three writers, and no text is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exporter.model import Document, Span, plain_text, walk
from exporter.readers.html.tree import descendants, parse
from exporter.writers import WriteOptions, writer
from tests.conftest import shared
from tests.judges.commonmark import examples, read

UNSEEN = ("script", "style", "#comment", "title", "template", "head")


@pytest.fixture(scope="module")
def spec() -> Path:
    return shared("commonmark/spec.txt")


def letters(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]+", "", text).casefold()


def visible(html: str) -> str:
    """What a browser would show of an example's HTML, as far as it is words."""
    root, _ = parse(html)
    hidden = {id(below) for node in descendants(root) if node.name in UNSEEN for below in descendants(node)}
    words = [str(node.data or "") for node in descendants(root) if node.name == "#text" and id(node) not in hidden]
    return letters("".join(words))


def told(document: Document) -> str:
    """The words of a document, titles included."""
    return letters(plain_text(document.title) + plain_text(document.blocks, notes=True))


def test_the_specification_has_its_examples(spec: Path) -> None:
    assert len(examples(spec)) >= 650


@pytest.mark.slow
def test_the_reader_keeps_every_visible_character(spec: Path) -> None:
    lost = []
    for example in examples(spec):
        document, expected = read(example.markdown), visible(example.html)
        kept = told(document) if document else ""
        # A picture that is not there is told by its alternative, which the expected HTML has in an attribute.
        alternatives = [letters(plain_text(node)) for node in walk(document or Document()) if is_alternative(node)]
        for words in alternatives:
            kept = kept.replace(words, "", 1) if words not in expected else kept
        if kept != expected:
            lost.append((example.number, example.markdown, expected, kept))
    assert lost == []


def is_alternative(node: object) -> bool:
    """Words that stand for a picture: a browser shows them only when it has not got the picture either."""
    return isinstance(node, Span) and node.role == "missing-image"


def test_only_what_shows_nothing_is_refused(spec: Path) -> None:
    refused = [example for example in examples(spec) if read(example.markdown) is None]
    assert [visible(example.html) for example in refused] == [""] * len(refused)
    assert len(refused) < 40


@pytest.mark.slow
@pytest.mark.parametrize("form", ["pdf", "epub", "docx"])
def test_every_example_can_be_written(spec: Path, form: str) -> None:
    broken: list[tuple[int, str]] = []
    for example in examples(spec):
        document = read(example.markdown)
        try:
            if document is not None:
                writer(form)(document, WriteOptions())
        except Exception as error:  # every failure is listed, not the first alone
            broken.append((example.number, repr(error)))
    assert broken == []
