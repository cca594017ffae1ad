"""Lines “key: value” are read without YAML's parser, to what the parser makes of them; all other YAML is left to it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.readers.markdown import plain_yaml
from exporter.readers.markdown.plain_yaml import NotPlain, load, of_lines
from tests.conftest import tries

KEYS = st.sampled_from(["title", "date", "lang", "yes", "No", "x-y", "null", "_a", "a b", "2"])
VALUES = st.one_of(
    st.text("abé :#'\"-,[]{}&*!|>%@`?=~\\.0\t\u2028\ufeff…", max_size=8),
    st.sampled_from(
        "2026-05-16|2026-02-30|2026-5-1|12:30|1_0|0x1f|y|Yes|null|~|.inf|1e3|=|<<|“a”|a: b|a:b|a #b|a#b|'it'|\"q\"|'|-"
        "|en-GB|A title, [of] sorts|http://example.org/a#b|2026-05-16 10:00|a:|''|\"\"|\"a\\n\"|'a''b'|'a' b".split("|")
    ),
)
OTHERS = st.sampled_from(["", "  ", "# words", "---", "  more", "- a"])
LINES = st.one_of(st.builds("{}: {}".format, KEYS, VALUES), OTHERS)


def by_the_parser(text: str) -> Any:
    """What YAML's parser makes of it."""
    whole = plain_yaml.of_lines
    plain_yaml.of_lines = lambda _: None  # type: ignore[assignment]
    try:
        return load(text)
    finally:
        plain_yaml.of_lines = whole


@settings(max_examples=tries(1_500))
@given(st.lists(LINES, max_size=4).map("\n".join))
def test_plain_lines_are_what_the_parser_says(text: str) -> None:
    made = of_lines(text)
    assert made is None or repr(made) == repr(by_the_parser(text))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("title: The river returns\nlang: en-GB", {"title": "The river returns", "lang": "en-GB"}),
        ("title: “Nobody: asked”", None),
        ("title: 'Nobody: asked'\n\n# c\nid: \"7\"  ", {"title": "Nobody: asked", "id": "7"}),
        ("source: https://example.org/a#b", {"source": "https://example.org/a#b"}),
        ("draft: yes", None),
        ("authors:\n- A", None),
        ("pages: 12", None),
        ("a: b # c", None),
        ("", None),
    ],
)
def test_only_what_is_plain_is_read_so(text: str, made: dict[str, Any] | None) -> None:
    assert of_lines(text) == made


def test_a_day_is_a_day_and_what_only_looks_like_one_is_text() -> None:
    assert load("date: 2026-05-16") == yaml.safe_load("date: 2026-05-16")
    assert load("date: 2026-02-30") == {"date": "2026-02-30"}


def test_what_is_no_yaml_is_still_refused() -> None:
    with pytest.raises(NotPlain):
        load("title: [a")
