"""Patterns that are compiled when they are first used: what they do, and that nothing is done before."""

from __future__ import annotations

import re

import pytest

from exporter.patterns import pattern


def test_a_pattern_is_compiled_when_it_is_used_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: made.append(given[0]) or compiled(*given))
    word = pattern(r"w(\w+)", re.IGNORECASE)
    assert (made, word.pattern) == ([], r"w(\w+)")
    assert [match[1] for match in word.finditer("The Weir, the water")] == ["eir", "ater"]
    assert word.sub("x", "Weir") == "x"
    assert word.search("none") is None
    assert made == [r"w(\w+)"]


@pytest.mark.parametrize("name", sorted(name for name in dir(re.Pattern) if not name.startswith("_")))
def test_a_pattern_has_all_that_a_compiled_one_has(name: str) -> None:
    compiled, waiting = re.compile("(?P<a>b)", re.MULTILINE), pattern("(?P<a>b)", re.MULTILINE)
    assert getattr(waiting, name) == getattr(compiled, name) or callable(getattr(waiting, name))


def test_bytes_and_faults() -> None:
    assert pattern(rb"\d+").findall(b"1 22") == [b"1", b"22"]
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.match("x")
