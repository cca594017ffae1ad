"""Phrases nested beyond reason: what page builders write stays whole, what is made to cost is flattened, and said."""

from __future__ import annotations

import pytest

from exporter.model import DefinitionList, Link, Styled, plain_text, walk
from exporter.model.json_form import dump
from exporter.run.pipeline import ReadOptions, read_bytes
from exporter.run.reading_proof import unread
from exporter.run.results import Article


def read(phrase: str) -> Article:
    source = f'<html lang="en"><title>T</title><h1>T</h1><p>Before {phrase} after.</p></html>'
    return read_bytes(source.encode(), "a.html", ReadOptions(format="html"))


def around(start: str, end: str, times: int) -> str:
    return start * times + '<a href="https://example.org/report">the report</a>' + end * times


@pytest.mark.parametrize("start", ["<span class='x'>", "<font>", "<span style='color:red'>"])
def test_phrases_that_say_nothing_do_not_count(start: str) -> None:
    made = read(around(start, f"</{start[1:].partition(' ')[0].rstrip('>')}>", 80))
    assert [node.target for node in walk(made.document) if isinstance(node, Link)] == ["https://example.org/report"]
    assert "IN004" not in {item.rule for item in made.findings}


def test_phrases_that_say_something_are_flattened_with_a_finding_and_the_link_stays() -> None:
    made = read(around("<em>", "</em>", 80))
    assert sum(isinstance(node, Styled) for node in walk(made.document)) <= 32
    assert [node.target for node in walk(made.document) if isinstance(node, Link)] == ["https://example.org/report"]
    assert plain_text(made.document.blocks).strip() == "Before the report after."
    assert "IN004" in {item.rule for item in made.findings}


def test_what_unfolds_is_flattened_with_a_finding_and_its_words_stay() -> None:
    source = "<title>T</title><h1>T</h1>" + "<details><summary>sum</summary><p>word</p>" * 200
    made = read_bytes(source.encode(), "a.html", ReadOptions(lang="en"))
    assert sum(isinstance(node, DefinitionList) for node in walk(made.document)) <= 32
    said = plain_text(made.document.blocks).split()
    assert (said.count("sum"), said.count("word")) == (200, 200)
    assert "IN004" in {item.rule for item in made.findings}
    assert unread(made, "a.html") == ()


SHAPES = {
    "quotes.md": "# T\n\n## H\n\n" + "> " * 40 + "He said “a ‘b “c” d’ *e **f***” then.\n",
    "lists.md": "# T\n\n## H\n\n### H\n\n" + "".join("  " * depth + "- a\n" for depth in range(40)),
    "phrases.html": "<title>T</title><h1>T</h1><p>" + "<b><i>" * 40 + "“a ‘b’ c”",
    "both.html": "<title>T</title><h1>T</h1><h2>H</h2>" + "<ul><li><blockquote>" * 20 + "<p><b>a <i>“x”</i></b>",
    "marks.txt": "A title\n\n" + "“a " * 50 + "b" + " c”" * 50 + "\n",
}


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_written_as_json_is_read_again(name: str) -> None:
    made = read_bytes(SHAPES[name].encode(), name, ReadOptions(lang="en"))
    again = read_bytes(dump(made.document).encode(), "a.json", ReadOptions())
    assert again.document == made.document
