"""The report as EARL 1.0 in JSON-LD (W3C Evaluation and Report Language): one assertion for each thing tested.

What was not tested here, and what a person must judge, is an assertion too: ``untested`` and ``cantTell``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from exporter.comparison.loss import KINDS, NOT_CARRIED
from exporter.comparison.loss_table import line as loss_line
from exporter.findings import Finding
from exporter.reports import Examined, Report
from exporter.reports.checks import AREAS
from exporter.reports.judges import JUDGES, questions
from exporter.rules import RULES
from exporter.rules.rule import Level

CONTEXT = {
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "@language": "en",
}
MEDIA = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}
OUTCOMES = {Level.error: "failed", Level.warning: "failed", Level.info: "passed", Level.person: "cantTell"}
ON_FINISHED_FILES = 100
"""Rules on finished files are numbered from here on; those below it are about reading and writing."""
ASSERTOR = "_:exporter"
ARTICLE = "_:article"

Node = dict[str, Any]


def render(report: Report) -> str:
    """The whole report as one JSON-LD document."""
    graph: list[Node] = [_assertor(report), _article(report)]
    tests: dict[str, Node] = {}
    assertions: list[Node] = []
    for number, file in enumerate(report.files, 1):
        subject = f"_:file-{number}"
        graph.append(_subject(subject, file))
        assertions += _of_rules(file, subject, tests)
        assertions += _of_losses(file, subject, tests)
        assertions += _of_judges(file, subject, tests)
    assertions += [_finding(item, ARTICLE, tests) for item in report.findings]
    assertions += _of_questions(report, tests)
    return json.dumps(
        {"@context": CONTEXT, "@graph": [*graph, *tests.values(), *assertions]}, ensure_ascii=False, indent=2
    )


def _assertor(report: Report) -> Node:
    return {
        "@id": ASSERTOR,
        "@type": ["earl:Assertor", "earl:Software"],
        "dct:title": "exporter",
        "dct:hasVersion": report.version,
    }


def _article(report: Report) -> Node:
    return {"@id": ARTICLE, "@type": "earl:TestSubject", "dct:title": report.title, "dct:source": report.article}


def _subject(name: str, file: Examined) -> Node:
    return {
        "@id": name,
        "@type": "earl:TestSubject",
        "dct:title": file.name,
        "dct:format": MEDIA[file.format],
        "dct:identifier": f"sha256:{file.sha256}",
        "dct:isFormatOf": {"@id": ARTICLE},
    }


def _test(tests: dict[str, Node], name: str, title: str, source: str = "", kind: str = "earl:TestCase") -> str:
    """The id of a test, which is described once."""
    address = "urn:exporter:test:" + name.replace(" ", "-")
    tests.setdefault(
        address,
        {"@id": address, "@type": kind, "dct:title": title} | ({"dct:source": source} if source else {}),
    )
    return address


def _assertion(subject: str, test: str, outcome: str, info: str = "", mode: str = "automatic") -> Node:
    result: Node = {"@type": "earl:TestResult", "earl:outcome": {"@id": f"earl:{outcome}"}}
    if info:
        result["earl:info"] = info
    return {
        "@type": "earl:Assertion",
        "earl:assertedBy": {"@id": ASSERTOR},
        "earl:subject": {"@id": subject},
        "earl:test": {"@id": test},
        "earl:mode": {"@id": f"earl:{mode}"},
        "earl:result": result,
    }


def _finding(item: Finding, subject: str, tests: dict[str, Node]) -> Node:
    rule = RULES[item.rule]
    place = f"line {item.pos.line}: " if item.pos and subject == ARTICLE else ""
    test = _test(tests, rule.id, rule.finds, rule.source)
    return _assertion(subject, test, OUTCOMES[item.level], place + item.message)


def _of_rules(file: Examined, subject: str, tests: dict[str, Node]) -> Iterator[Node]:
    """Every finding; and every rule on such finished files that found nothing."""
    found = {item.rule for item in file.findings}
    yield from (_finding(item, subject, tests) for item in file.findings)
    for rule in RULES.values():
        area, number = rule.id.rstrip("0123456789"), int(rule.id.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        if area == AREAS[file.format][-1] and number > ON_FINISHED_FILES and rule.id not in found:
            yield _assertion(subject, _test(tests, rule.id, rule.finds, rule.source), "passed")


def _of_losses(file: Examined, subject: str, tests: dict[str, Node]) -> Iterator[Node]:
    source = "EN 301 549, 5.4 and 11.8.3; Section 508, 504.2.1"
    for kind in KINDS:
        test = _test(tests, f"loss-{kind}", f"The file says the same as its article: {kind}.", source)
        lost = [loss for loss in file.losses if loss.kind == kind]
        if kind in NOT_CARRIED.get(file.format, ()):
            yield _assertion(subject, test, "inapplicable", NOT_CARRIED[file.format][kind])
        elif lost:
            yield from (_assertion(subject, test, "failed", loss_line(loss)) for loss in lost)
        else:
            yield _assertion(subject, test, "passed")


def _of_judges(file: Examined, subject: str, tests: dict[str, Node]) -> Iterator[Node]:
    for judge in JUDGES[file.format]:
        test = _test(tests, f"judge-{judge.name}", f"{judge.name}: {judge.judges}", kind="earl:TestRequirement")
        yield _assertion(subject, test, "untested", mode="undisclosed")


def _of_questions(report: Report, tests: dict[str, Node]) -> Iterator[Node]:
    for number, question in enumerate(questions(report.document), 1):
        test = _test(tests, f"question-{number}", question.question, question.criterion, "earl:TestRequirement")
        yield _assertion(ARTICLE, test, "cantTell", f"{len(question.items)} places" if question.items else "")
