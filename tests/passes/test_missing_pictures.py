"""Words that stand for a missing picture keep apart from the words beside them, whatever the article is written in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import exporter
from exporter.model import Document, Image, Link, Paragraph, Span, Styled, Text, plain_text, transform
from exporter.passes.missing_pictures import run
from exporter.run.reading_proof import unread
from exporter.run.results import Article
from tests.readers.outline import words
from tests.strategies import PICTURE


def missing(text: str) -> Span:
    return Span((Text(text),), role="missing-image")


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ((Text("Before"), missing("Mast"), Text("after")), "Before Mast after"),
        ((Text("Before "), missing("Mast"), Text(" after")), "Before Mast after"),
        ((Text("See ("), missing("Mast"), Text("), then")), "See (Mast), then"),
        ((Text("End."), missing("Mast"), missing("Sail"), Text(".")), "End. Mast Sail."),
        ((Link((missing("Mast"),), "https://example.org/"), Text("three")), "Mast three"),
        ((Styled("strong", (Text("all"), missing("Mast"))), Text("three")), "all Mast three"),
        ((missing("L"), Text("ong ago")), "Long ago"),
        ((missing("A"), Text("Mast")), "A Mast"),
        ((Text("well-"), missing("Mast"), Text("…")), "well-Mast…"),
        ((Text("Before"), Image("boat.png", "Mast"), Text("after")), "Beforeafter"),
    ],
)
def test_a_space_stands_where_letters_would_touch(content: tuple[Text, ...], shown: str) -> None:
    made, found = run(Document(title=content, blocks=(Paragraph(content),)))
    assert [plain_text(made.title), plain_text(made.blocks).strip()] == [shown, shown]
    assert found == []
    assert run(made)[0] == made


def test_what_has_no_missing_picture_is_left_alone() -> None:
    document = Document(blocks=(Paragraph((Text("one"), Span((Text("two"),)))),))
    assert run(document)[0] is document


ARTICLES = {
    "a.html": "<h1>T</h1><p>Before<img src=no.png alt='A mast'>after.</p>"
    "<blockquote><p>Long before<a href='https://a.org/'><img src=no.png alt='A sail'></a>after.</p></blockquote>",
    "a.md": "# T\n\nBefore![A mast](no.png)after.\n\n> Long before[![A sail](no.png)](https://a.org/)after.\n",
}


def opened(folder: Path, name: str, text: str) -> Article:
    (folder / name).write_text(text, encoding="utf-8")
    return exporter.open_article(folder / name, lang="en")


@pytest.mark.parametrize("name", ARTICLES)
def test_paragraphs_and_quotes_of_each_format_part_them(name: str, tmp_path: Path) -> None:
    article = opened(tmp_path, name, ARTICLES[name])
    shown = plain_text(article.document.blocks).split("\n")
    assert [line for line in shown if line] == ["Before A mast after.", "Long before A sail after."]
    assert unread(article, "article") == ()


@pytest.mark.parametrize("name", ARTICLES)
def test_the_balance_sees_words_that_run_together(name: str, tmp_path: Path) -> None:
    article = opened(tmp_path, name, ARTICLES[name])
    glued = transform(article.document, lambda node: () if node == Text(" ") else node)
    assert plain_text(glued.blocks).startswith("BeforeA mastafter.")
    found = unread(replace(article, document=glued), "article")
    assert {"READ001", "READ002"} <= {item.rule for item in found or ()}


@pytest.mark.parametrize("name", ARTICLES)
def test_a_picture_that_is_there_accuses_nobody(name: str, tmp_path: Path) -> None:
    (tmp_path / "no.png").write_bytes(PICTURE.data)
    article = opened(tmp_path, name, ARTICLES[name])
    assert unread(article, "article") == ()


def test_a_heading_and_an_item_with_a_missing_picture_are_there(tmp_path: Path) -> None:
    html = "<h1>T</h1><p>x</p><h2>The <img src=no.png alt=old> line</h2><ul><li>One <img src=no.png alt=red> sail</ul>"
    article = opened(tmp_path, "b.html", html)
    assert unread(article, "article") == ()
    assert words(article.document.title) == "T"
