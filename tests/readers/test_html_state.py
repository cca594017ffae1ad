"""The three kinds of state by which HTML is read: a place that is handed down, results that are only added to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import exporter
from exporter.bounds.gate import Gate, Limits
from exporter.model import Quote, Styled, plain_text, walk
from exporter.position import Position
from exporter.readers.html.state import Place, Registry, Results
from exporter.readers.pictures import Pictures


def messages(results: Results) -> list[str]:
    return [item.message for item in results.counted()]


def results_of(told: Sequence[tuple[str, int, str]]) -> Results:
    """Results to which findings were added: what each says, on which line, of which cause."""
    results = Results(Pictures(Gate(None)))
    for message, line, cause in told:
        results.report("HTML002", message, Position(line, 1), cause=cause)
    return results


def test_places_and_registries_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Place().depth = 1  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Registry(limits=Limits()).named = {}  # type: ignore[misc]


def test_one_cause_is_one_finding_that_counts() -> None:
    results = results_of([("to a", 2, "a"), ("to b", 3, "b"), ("to a", 5, "a"), ("to a again", 5, "a")])
    assert messages(results) == ["to a (3 times, on lines 2, 5)", "to b"]
    assert [item.message for item in results.findings] == ["to a", "to b"]


def test_two_causes_that_say_the_same_of_one_place_are_one_finding() -> None:
    results = results_of([("to a", 2, "one"), ("to a", 2, "two"), ("to a", 4, "two"), ("to b", 4, "")])
    assert messages(results) == ["to a (2 times, on lines 2, 4)", "to b"]


def test_links_of_one_place_and_one_word_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    links = "".join(f'<a href="no:{number}">&#120;</a>' for number in (1, 2, 2))
    path.write_text(f"# The boat\n\n<p>{links}</p>\n", encoding="utf-8")
    found = [item for item in exporter.convert(path, ["json"], lang="en").findings if item.rule == "HTML002"]
    assert [item.message for item in found] == [
        "the link “x” leads where a file may not lead; its text stays (2 times, on line 3)"
    ]


def test_what_follows_a_heading_a_header_cell_and_a_quotation_is_outside_of_them(tmp_path: Path) -> None:
    bold = '<span style="font-weight:bold">loud</span> words'
    path = tmp_path / "a.html"
    path.write_text(
        f"<h1>The {bold}</h1><p>One {bold}.</p><table><tr><th>A {bold}</th><th>B</th></tr><tr><td>Two {bold}</td>"
        "<td>3</td></tr></table><p><q>Out <q>in</q> out</q> and <q>next</q>.</p>"
        "<blockquote><h2>Held</h2><p>Said.</p></blockquote><h2>Free</h2><p>Gone.</p>",
        encoding="utf-8",
    )
    document = exporter.read(path)
    loud = [node for node in walk(document) if isinstance(node, Styled) and plain_text(node.content) == "loud"]
    assert len(loud) == 2, "in the paragraph and in the cell of data"
    assert [plain_text(node.content) for node in walk(document) if isinstance(node, Quote)] == [
        "“Out ‘in’ out”",
        "‘in’",
        "“next”",
    ]
    assert [plain_text(node.title) for node in walk(document) if type(node).__name__ == "Section"] == ["Free"]
