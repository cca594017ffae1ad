"""How findings are shown: to people, to machines, and never with raw control characters."""

from __future__ import annotations

import json

import pytest

from exporter.errors import ExporterError, InputError, UsageError, WriterError, printable
from exporter.findings import Finding, finding
from exporter.findings.sarif import as_sarif
from exporter.findings.shown import as_json, as_text
from exporter.position import Position
from exporter.rules.rule import Level

FOUND = Finding(
    rule="DOC004",
    message="the link text “here” does not say where it leads",
    level=Level.warning,
    pos=Position(2, 5),
    hint="Name it.",
).located("a b.md", ["# T", "see [here](x)"])


def test_text_has_place_line_and_hint() -> None:
    assert as_text(FOUND).splitlines() == [
        "a b.md:2:5: warning DOC004 the link text “here” does not say where it leads",
        "    | see [here](x)",
        "    hint: Name it.",
    ]


def test_a_long_line_is_cut_and_a_place_outside_the_text_has_no_line() -> None:
    long = finding("DOC003", "m", Position(1)).located("f", ["x" * 500])
    assert all(len(line) < 120 for line in as_text(long).splitlines())
    assert finding("DOC003", "m", Position(7)).located("f", ["x"]).snippet == ""


def test_a_terminal_never_gets_raw_control_characters() -> None:
    assert printable("a\x1b[31mb\nc\u202ed") == "a\\u001b[31mb\\u000ac\\u202ed"
    assert printable("“naïve” – 東京 ‍") == "“naïve” – 東京 ‍"


def test_json_has_every_field_a_machine_needs() -> None:
    data = json.loads(as_json([FOUND]))["findings"][0]
    assert data == {
        "file": "a b.md",
        "rule": "DOC004",
        "level": "warning",
        "message": "the link text “here” does not say where it leads",
        "line": 2,
        "column": 5,
        "snippet": "see [here](x)",
        "hint": "Name it.",
    }


def test_sarif_names_rule_place_and_what_a_person_must_review() -> None:
    log = json.loads(as_sarif([FOUND, finding("IMG005", "2 texts")], "1.0.0"))
    run = log["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["DOC004", "IMG005"]
    first, second = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b.md"
    assert place["region"]["startLine"] == 2
    assert (second["kind"], second["level"]) == ("review", "none")


@pytest.mark.parametrize("kind", [ExporterError, UsageError, InputError, WriterError])
def test_a_refusal_is_one_printable_line_whatever_words_of_the_article_it_holds(kind: type[ExporterError]) -> None:
    message = str(kind("a.json: blocks[0].co\ntent\x1b[2J\u202e: was not expected"))
    assert message.isprintable()
    assert message.startswith("a.json: blocks[0].co")
    assert message.endswith(": was not expected")
