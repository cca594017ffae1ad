"""Findings as SARIF 2.1.0 (OASIS), for code hosts and editors that show them beside the source line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from exporter.findings import Finding
from exporter.findings.place import UNITS, described
from exporter.rules import RULES
from exporter.rules.rule import Level

LEVELS = {Level.error: "error", Level.warning: "warning", Level.info: "note", Level.person: "note"}
"""SARIF 3.27.10 knows no level for what a person must decide; its ``kind`` (3.27.9) is then "review"."""


def as_sarif(found: Iterable[Finding], version: str) -> str:
    """All findings as the text of one SARIF log with one run; ``version`` is exporter's own."""
    return json.dumps(log(found, version), ensure_ascii=False, indent=2)


def log(found: Iterable[Finding], version: str) -> dict[str, Any]:
    """All findings as one SARIF log with one run."""
    items = list(found)
    rules = sorted({item.rule for item in items})
    driver = {"name": "exporter", "semanticVersion": version, "rules": [_rule(name) for name in rules]}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(item, rules.index(item.rule)) for item in items],
            }
        ],
    }


def _rule(name: str) -> dict[str, Any]:
    rule = RULES[name]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.finds},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.fix or rule.why},
        "defaultConfiguration": {"level": LEVELS[rule.level]},
    }


def _result(item: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": index,
        "message": {"text": item.message},
    }
    if item.level is Level.person:
        result["kind"] = "review"
        result["level"] = "none"  # 3.27.10: level is none where kind is not "fail"
    else:
        result["level"] = LEVELS[item.level]
    if item.file and item.file != "-":
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(item.file, errors="surrogateescape")}}
        form = PurePath(item.file).suffix.lower()[1:]
        if item.pos and form in UNITS:  # a page or paragraph is not a line of text: a logical location (SARIF 3.33)
            logical = [{"fullyQualifiedName": described(item.pos, form)}]
            result["locations"] = [{"physicalLocation": place, "logicalLocations": logical}]
            return result
        if item.pos:
            place["region"] = {"startLine": item.pos.line, "startColumn": item.pos.column}
            if item.snippet:
                place["region"]["snippet"] = {"text": item.snippet}
        result["locations"] = [{"physicalLocation": place}]
    return result
