"""What listeners are told of a thing is in the balance too: a heading that became a paragraph has all of its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import exporter
from exporter.model import BlockQuote, Cell, Link, List, ListItem, Paragraph, Section, transform
from exporter.run.reading_proof import unread
from tests.census.sources import SOURCES

PAGE = b"""<html lang="en"><body><h1>Ferry vote</h1><h2>Why it came</h2><p>The harbour is small.</p>
<h3>What it cost</h3><p>See <a href="https://example.org/costs">the costs</a>.</p>
<ol start="3"><li>Tickets stay valid</li><li>Dogs go free</li></ol>
<blockquote><p>We were never asked about it.</p></blockquote>
<table><tr><th>Boat</th><th>Seats</th></tr><tr><td>Skua</td><td>84</td></tr></table></body></html>"""

Change = Callable[[Any], Any]


def only(kind: type[Any], make: Change) -> Change:
    return lambda node: make(node) if isinstance(node, kind) else node


CHANGES: dict[str, Change] = {
    "heading": only(Section, lambda node: (Paragraph(node.title), *node.blocks) if node.title else node),
    "item": only(List, lambda node: tuple(block for item in node.items for block in item.blocks)),
    "number": only(List, lambda node: replace(node, start=1)),
    "value": only(ListItem, lambda node: replace(node, value=9)),
    "quote": only(BlockQuote, lambda node: node.blocks),
    "header": only(Cell, lambda node: replace(node, header=False)),
    "link": only(Link, lambda node: node.content),
    "target": only(Link, lambda node: replace(node, target="https://example.org/elsewhere")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_thing_that_is_another_in_the_article_is_found(name: str) -> None:
    article = exporter.open_article(PAGE, format="html")
    assert unread(article, "page.html") == ()
    made = replace(article, document=transform(article.document, CHANGES[name]))
    found = unread(made, "page.html") or ()
    assert {item.rule for item in found} == {"READ005"}
    assert all(item.pos for item in found)


def test_a_heading_of_another_level_is_found() -> None:
    article = exporter.open_article(PAGE, format="html")
    made = replace(article, document=replace(article.document, blocks=levelled(article.document.blocks)))
    assert [item.rule for item in unread(made, "page.html") or ()] == ["READ005"]


def levelled(blocks: tuple[Any, ...]) -> tuple[Any, ...]:
    """The sections of the second level beside that of the first."""
    (outer,) = (block for block in blocks if isinstance(block, Section))
    inner = tuple(block for block in outer.blocks if isinstance(block, Section))
    return (replace(outer, blocks=tuple(block for block in outer.blocks if block not in inner)), *inner)


@pytest.mark.parametrize("name", ["markdown", "word", "html"])
def test_headings_are_looked_for_in_each_format_that_has_them(name: str) -> None:
    form, data = SOURCES[name]
    article = exporter.open_article(data, format=form)
    wrong = replace(article, document=replace(article.document, title=()))
    assert {item.rule for item in unread(wrong, name) or ()} & {"READ001", "READ005"}


def test_a_note_belongs_to_the_words_before_it() -> None:
    text = b"# T\n\nThe first claim[^a] and the second one[^b] stand.\n\n[^a]: In a letter.\n[^b]: In a speech.\n"
    article = exporter.open_article(text, format="markdown")
    assert unread(article, "a.md") == ()
    first, second = (node for node in exporter.model.walk(article.document) if isinstance(node, exporter.model.Note))
    swapped = {first: second, second: first}
    made = transform(article.document, lambda node: swapped.get(node, node) if node in (first, second) else node)
    found = unread(replace(article, document=made), "a.md") or ()
    assert [item.rule for item in found] == ["READ005", "READ005"]
