"""The report as SARIF 2.1.0 (OASIS): findings by their rules, losses by their kinds, questions as reviews."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from exporter.comparison.loss import KINDS, Loss
from exporter.comparison.loss_table import joint
from exporter.findings.place import Place, described
from exporter.findings.sarif import log
from exporter.reports import Examined, Report
from exporter.reports.judges import questions

PERSON = "PERSON"
WHY = "What one file lacks, its readers miss, while readers of the others do not."


def render(report: Report) -> str:
    """The whole report as one SARIF log with one run."""
    made = log(report.everything(), report.version)
    run = made["runs"][0]
    rules: list[dict[str, Any]] = run["tool"]["driver"]["rules"]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    lost = {loss.kind for file in report.files for loss in file.losses}
    for kind in KINDS:
        if kind in lost:
            index[_rule_id(kind)] = len(rules)
            rules.append(_rule(_rule_id(kind), f"A file does not say the same as its article: {kind}.", "error"))
    index[PERSON] = len(rules)
    rules.append(_rule(PERSON, "What no program can decide.", "note"))
    for file in report.files:
        run["results"] += [_loss(report, file, loss, index[_rule_id(loss.kind)]) for loss in file.losses]
    for question in questions(report.document):
        text = f"{question.question} ({question.criterion})"
        locations = [_location(report.article, pos.line, pos.column) for _, pos in question.items if pos]
        run["results"].append(
            {
                "ruleId": PERSON,
                "ruleIndex": index[PERSON],
                "kind": "review",
                "level": "none",
                "message": {"text": text},
                "locations": locations[:1],
                "relatedLocations": locations[1:],
            }
        )
    run["artifacts"] = [
        {"location": {"uri": _uri(file.name)}, "hashes": {"sha-256": file.sha256}, "length": len(file.data)}
        for file in report.files
    ]
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _rule_id(kind: str) -> str:
    return "LOSS-" + kind.replace(" ", "-")


def _rule(name: str, text: str, level: str) -> dict[str, Any]:
    return {
        "id": name,
        "shortDescription": {"text": text},
        "fullDescription": {"text": WHY if level == "error" else text},
        "defaultConfiguration": {"level": level},
    }


def _loss(report: Report, file: Examined, loss: Loss, index: int) -> dict[str, Any]:
    words = f"{joint(loss)}“{loss.text}”" if loss.text else ""
    result: dict[str, Any] = {
        "ruleId": _rule_id(loss.kind),
        "ruleIndex": index,
        "level": "error",
        "message": {"text": f"{file.format}: {loss.change}: {loss.message}{words}"},
        "locations": [_in_file(file, loss)],
    }
    if loss.pos and loss.near != "pos":
        result["relatedLocations"] = [_location(report.article, loss.pos.line, loss.pos.column)]
    return result


def _in_file(file: Examined, loss: Loss) -> dict[str, Any]:
    """A place in a package or a PDF is not a region of its bytes; it is a logical location (SARIF 3.33)."""
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(file.name)}}}
    if loss.place:
        name = ("after " if loss.near == "place" else "") + described(loss.place, file.format)
        logical = {"fullyQualifiedName": name}
        if isinstance(loss.place, Place) and loss.place.part:
            logical["name"] = loss.place.part
        location["logicalLocations"] = [logical]
    return location


def _location(name: str, line: int, column: int) -> dict[str, Any]:
    region = {"startLine": max(line, 1), "startColumn": max(column, 1)}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(name)}, "region": region}}


def _uri(name: str) -> str:
    return quote(name, errors="surrogateescape")
