"""Markdown is told as a tree without its HTML, and asked of fewer rules: what is read is what it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.parser_block import ParserBlock
from markdown_it.token import Token

from exporter.readers.html.tree import parse_made
from exporter.readers.markdown.dialects import DIALECTS, USUAL, Dialect
from exporter.readers.markdown.first_signs import SIGNS, BlockParser
from exporter.readers.markdown.plain_words import words_alone
from exporter.readers.markdown.render import parser, to_html, to_tree
from exporter.readers.markdown.token_tree import tree_of
from exporter.readers.noted import Noted
from tests.conftest import ARTICLES, shared, tries
from tests.judges.commonmark import examples
from tests.readers.test_plain_tree import shape

MARKDOWN = [path for path in ARTICLES if path.suffix == ".md"]
SPOKEN = (USUAL, *DIALECTS.values())


def environment(dialect: Dialect = USUAL) -> dict[str, Any]:
    return {"shift": 0, "dialect": dialect, "lang": "en", "noted": Noted()}


def told(text: str, dialect: Dialect = USUAL) -> Any:
    """The tree that is told without HTML, None where it has to be written."""
    made = parser(dialect)
    env = environment(dialect)
    tokens = made.parse(text, env)
    made.renderer._prepare(tokens, env)  # type: ignore[attr-defined]
    tree = tree_of(tokens, made.renderer, made.options, env)
    return None if tree is None else tree.page()


PIECES = st.sampled_from(
    (
        'words¦The mill & the ford < 3¦*soft*¦**loud**¦`code`¦[a link](a.md "said")¦![a weir](w.png)¦~~gone~~¦H~2~O¦'
        "==marked==¦$x^2$¦a\\\nb¦# Heading¦## Part {#part}¦> quoted¦> — Ada¦1. one¦2. two¦- item¦- [x] done¦* * *¦"
        "| a | b |\n|---|--:|\n| 1 | 2 |\n¦| a |\n| --- |\n| 1 | 2 | 3 |¦    indented¦\tcode¦<b>raw</b>¦<div>¦&copy;¦"
        "Term\n: Meaning¦::: note¦:::¦!!! tip¦    inside¦$$¦{.class}¦(place)=¦a[^1]¦[^1]: A note.¦+---+¦~~~¦```¦```py¦"
        "%% c %%¦@fig-x¦[[Page]]¦www.example.org¦— dash¦-- dash¦Über uns¦(a) item¦i. item¦: Words {#tbl-x}¦\\begin{x}¦"
        "\\end{x}¦:field: said¦+++¦% comment¦=== tab¦--- ¦===¦[TOC]¦<https://a.example>¦| a | b |¦|---|---|"
    ).split("¦")
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", " ", "\n> ", "\n  ", "\n    "])), max_size=14).map(
    lambda parts: "".join(piece + between for piece, between in parts)
)


@settings(max_examples=tries(300), deadline=None)
@given(TEXTS, st.sampled_from(SPOKEN))
def test_the_tree_that_is_told_is_that_of_the_html(text: str, dialect: Dialect) -> None:
    direct = told(text, dialect)
    written = parse_made(to_html(text, environment(dialect)))[0]
    assert direct is None or shape(direct) == shape(written)
    assert shape(to_tree(text, environment(dialect))[0]) == shape(written)


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.name)
def test_articles_without_raw_html_and_code_need_no_html(path: Any) -> None:
    text = path.read_text(encoding="utf-8").split("---\n", 2)[-1]
    markup = to_html(text, environment())
    assert (told(text) is None) == ("<!--data-source-line" in markup or "<pre" in markup)
    assert shape(to_tree(text, environment())[0]) == shape(parse_made(markup)[0])


def test_what_is_reported_in_writing_is_reported_once() -> None:
    text = "Words.\n\n```{=latex}\n\\newpage\n```\n\n<b>raw</b> words\n"
    once, again = environment(), environment()
    to_tree(text, once)
    to_html(text, again)
    assert once["noted"].findings() == again["noted"].findings()
    assert len(once["noted"].findings()) == 1


# --- the rules that are asked at a line -------------------------------------------------------------------------------


def blocks(text: str, dialect: Dialect, *, all_rules: bool) -> list[Token]:
    """The blocks of a text; ``all_rules``: by markdown-it's own parser, which asks all rules at each line."""
    made = parser(dialect)
    env = environment(dialect)
    tokens: list[Token] = []
    held = made.block
    assert isinstance(held, BlockParser)
    if all_rules:
        made.block = ParserBlock()
        made.block.ruler.__rules__ = held.ruler.__rules__
        made.block.ruler.__cache__ = None
    try:
        made.block.parse(text, made, env, tokens)
    finally:
        made.block = held
    return tokens


@settings(max_examples=tries(400), deadline=None)
@given(TEXTS, st.sampled_from(SPOKEN))
def test_the_rules_that_are_not_asked_would_have_found_nothing(text: str, dialect: Dialect) -> None:
    assert blocks(text, dialect, all_rules=False) == blocks(text, dialect, all_rules=True)


@pytest.mark.slow
def test_nor_would_they_in_the_specification() -> None:
    for example in examples(shared("commonmark/spec.txt")):
        for dialect in (USUAL, DIALECTS["pandoc-markdown"], DIALECTS["myst"]):
            found = blocks(example.markdown, dialect, all_rules=False)
            assert found == blocks(example.markdown, dialect, all_rules=True), example.number


def test_every_rule_that_has_signs_is_there() -> None:
    named = {rule.name for dialect in SPOKEN for rule in parser(dialect).block.ruler.__rules__}
    assert set(SIGNS) <= named


# --- running text that is words alone ---------------------------------------------------------------------------------

SIGNS_IN_TEXT = st.sampled_from(
    [*"ab -:!&=+%@.,;'()*_~^`[]{}<>#$w|", "\n", "\n", "  ", "ww.", "Über ", "— ", "don’t ", "//"]
)


@settings(max_examples=tries(1_500), deadline=None)
@given(st.lists(SIGNS_IN_TEXT, max_size=16).map("".join), st.sampled_from(SPOKEN))
def test_words_alone_have_the_tokens_of_the_parser(content: str, dialect: Dialect) -> None:
    made = parser(dialect)
    words = words_alone(content, made.inline.terminator_re.search)
    env = environment(dialect) | {"named_headings": {}, "named_places": set()}
    assert words is None or words == made.inline.parse(content, made, env, [])


@pytest.mark.parametrize(
    "content",
    [
        "The mill was shut.",
        "Two well-known words: so he says!\nThe next line & the last",
        "a-b - c",
        "don’t (no)",
        "A:",
    ],
)
def test_most_text_is_words_alone(content: str) -> None:
    assert words_alone(content, parser(USUAL).inline.terminator_re.search)
