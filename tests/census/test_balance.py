"""The balance of a source and its document: nothing that was read is missed, nothing that was lost goes unnoticed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import exporter
from exporter.census.balance import weighed
from exporter.census.counted import Census, Stretch
from exporter.census.words import words_of
from exporter.findings import Finding
from exporter.model import Document, Paragraph, Text, transform
from exporter.run.reading_proof import differences, unread
from exporter.run.results import Article
from tests.census.sources import SOURCES


def opened(name: str) -> Article:
    """One of our sources, read."""
    form, data = SOURCES[name]
    return exporter.open_article(data, format=form, name=name)


@pytest.mark.parametrize("name", SOURCES)
def test_what_was_read_balances(name: str) -> None:
    found = differences(opened(name))
    assert found is not None
    assert [(one.kind, one.shown, one.line) for one in found] == []


def changed(article: Article, change: Callable[[Any], Any]) -> set[str]:
    """The rules of the findings on an article whose document is another."""
    found = unread(replace(article, document=transform(article.document, change)), "article")
    return {item.rule for item in found or ()}


def without(word: str) -> Callable[[Any], Any]:
    return lambda node: replace(node, text=node.text.replace(word, "", 1)) if isinstance(node, Text) else node


@pytest.mark.parametrize("name", SOURCES)
def test_a_word_that_is_gone_is_found_whatever_the_format(name: str) -> None:
    article = opened(name)
    word = "harbour"
    assert word in " ".join(node.text for node in exporter.model.walk(article.document) if isinstance(node, Text))
    assert "READ001" in changed(article, without(word))


@pytest.mark.parametrize("name", SOURCES)
def test_a_paragraph_that_is_there_twice_is_found_whatever_the_format(name: str) -> None:
    def doubled(node: Any) -> Any:
        return (node, node) if isinstance(node, Paragraph) and "harbour" in exporter.model.plain_text(node) else node

    assert "READ002" in changed(opened(name), doubled)


def test_each_kind_of_difference_has_its_place_and_its_words() -> None:
    article = exporter.open_article(
        b"# Vote\n\nThe harbour is closed.\n\nNobody was asked about it.\n", format="markdown"
    )
    first, second = article.document.blocks[-2:]

    def found(*blocks: Any) -> list[Finding]:
        made = replace(article, document=replace(article.document, blocks=blocks))
        return list(unread(made, "vote.md") or ())

    lost = found(first)
    assert [(item.rule, item.pos.line if item.pos else 0) for item in lost] == [("READ001", 5)]
    assert "Nobody was asked about it" in lost[0].message
    assert [item.rule for item in found(first, second, second)] == ["READ002"]
    assert [item.rule for item in found(second, first)] == ["READ003"]
    joined = Paragraph((Text("The harbour isclosed."),))
    assert [item.rule for item in found(joined, second)] == ["READ004"]


def test_what_a_finding_leaves_out_is_accounted_for() -> None:
    page = b'<html lang="en"><body><nav>Home News</nav><article><h1>Vote</h1><p>Closed.</p></article></body></html>'
    article = exporter.open_article(page, format="html")
    assert unread(article, "page.html") == ()
    silent = replace(article, findings=())
    assert [item.rule for item in unread(silent, "page.html") or ()] == ["READ001"]


def test_a_document_that_a_program_built_has_no_source() -> None:
    assert unread(Article(Document(title=(Text("T"),)), ()), "the document") is None


def test_words_are_cut_alike_whatever_stands_between_them() -> None:
    assert words_of("It’s 1,250 €, an e\u0301te\u0301 in \u200bT\u00ado\u2060wn — “so”.") == [
        *("It", "s", "1", "250", "€", "an", "été", "in", "Town", "so")
    ]
    assert words_of("中文字") == ["中", "文", "字"]
    assert words_of("a_b*c") == ["a", "b", "c"]


def test_a_change_of_cells_is_found_in_a_table_of_numbers() -> None:
    source = Census(stretches=[Stretch(str(number)) for number in range(10, 40)])
    wrong = [*source.stretches]
    wrong[7], wrong[8] = wrong[8], wrong[7]
    assert [one.kind for one in weighed(source, Census(stretches=wrong), ())] == ["moved"]
    assert weighed(source, Census(stretches=[*source.stretches]), ()) == []
