"""``exporter explain``: one rule in words, all of them in a list, and help for who misspells one."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from exporter.cli import app
from exporter.errors import UsageError
from exporter.rules import RULES
from exporter.rules.describe import as_text, facts, rule_of

RUN = CliRunner()


def test_a_rule_is_explained_to_who_asks() -> None:
    done = RUN.invoke(app, ["explain", "IMG001"])
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "IMG001: A picture has no alternative text and is not marked as decorative."
    assert "  Level: error" in lines
    assert "  Success criteria: WCAG 2.2, 1.1.1 Non-text Content" in lines
    assert "  Rests on: ISO 14289-1, 7.3" in lines
    assert any(line.startswith("  Why it matters: People who cannot see") for line in lines)
    assert any(line.startswith("  Repaired by exporter fix: no") for line in lines)


def test_the_case_of_an_id_does_not_matter() -> None:
    assert RUN.invoke(app, ["explain", "img001"]).stdout == RUN.invoke(app, ["explain", "IMG001"]).stdout


def test_every_rule_can_be_explained() -> None:
    for rule in RULES.values():
        text = as_text(rule)
        assert text.startswith(f"{rule.id}: ")
        assert rule.why in text
        assert {"Level", "Decided by", "Why it matters", "Example", "What to do"} <= {name for name, _ in facts(rule)}


def test_without_a_rule_all_are_listed() -> None:
    lines = RUN.invoke(app, ["explain"]).stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(RULES)


def test_a_rule_that_does_not_exist_is_one_line_with_those_that_are_near() -> None:
    with pytest.raises(UsageError, match=r"^explain IMG01: there is no such rule; did you mean .*\bIMG001\b"):
        rule_of("IMG01")
    with pytest.raises(UsageError, match="exporter explain lists them all"):
        rule_of("nonsense")


def test_machines_get_json() -> None:
    (rule,) = json.loads(RUN.invoke(app, ["explain", "PDF109", "--format", "json"]).stdout)["rules"]
    assert rule["criteria"] == ["WCAG 2.2, 1.3.1 Info and Relationships"]
    assert rule["clauses"] == ["ISO 14289-1, 7.5"]
    assert rule["decided_by"] == "machine"
