"""The report as plain text, one thing per line, for a terminal, a log or a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from exporter.comparison.loss_table import as_text as loss_table
from exporter.errors import printable
from exporter.findings import Finding
from exporter.findings.place import described
from exporter.findings.shown import as_text
from exporter.reports import Examined, Report
from exporter.reports.checks import checked, count_text, loss_text
from exporter.reports.judges import JUDGES, questions

CAVEAT = "Automated checks find some faults. They do not show that a document is accessible."


def render(report: Report) -> str:
    """The whole report."""
    lines = [f"Conformance report: {report.title}", f"Article: {report.article}", f"Made by exporter {report.version}"]
    lines += [CAVEAT, "", *_answers(report), ""]
    for file in report.files:
        lines += [*_file(file), ""]
    lines += [f"Article {report.article}: findings: {count_text(report.findings)}"]
    lines += [as_text(item) for item in report.findings]
    losses = [loss for file in report.files for loss in file.losses]
    lines += ["", f"Losses against the article: {loss_text(len(losses))}"]
    lines += loss_table(losses, [file.format for file in report.files]).splitlines() if losses else []
    lines += ["", "Not run for this report, and able to judge the files from outside:"]
    for name in dict.fromkeys(file.format for file in report.files):
        lines += [f"  {judge.name} ({name}): {judge.judges}: {judge.command}" for judge in JUDGES[name]]
    lines += ["", "For a person to judge:", *_questions(report)]
    return "\n".join(line if "\n" in line else printable(line) for line in lines) + "\n"


def _answers(report: Report) -> Iterator[str]:
    for question, (answer, against) in report.answers.items():
        yield f"{question}: {said(answer, against)}"


def said(answer: bool | None, against: int) -> str:
    """An answer of a proof in words."""
    if answer is None:
        return "not asked; this format has no census"
    return "yes" if answer else f"no, {against} {'place' if against == 1 else 'places'}"


def _file(file: Examined) -> Iterator[str]:
    yield f"{file.name} ({file.format}, SHA-256 {file.sha256})"
    said = list(checked(file))
    yield "  claims: " + (", ".join(one.claim.standard for one in said) or "none")
    for one in said:
        yield f"    {one.claim.standard}, stated by {one.claim.where}: {one.verdict}"
    yield f"  findings: {count_text(file.findings)}"
    yield from (as_text(_placed(item, file)) for item in file.findings)
    yield f"  read back and compared with the article: {loss_text(len(file.losses))}"


def _placed(item: Finding, file: Examined) -> Finding:
    """A finding whose place is told in the unit of its file: a page is not a line."""
    return replace(item, file=f"{file.name}, {described(item.pos, file.format)}", pos=None) if item.pos else item


def _questions(report: Report) -> Iterator[str]:
    for question in questions(report.document):
        yield f"  {question.question} ({question.criterion})"
        for text, pos in question.items:
            yield f"    {f'line {pos.line}: ' if pos else ''}{text}"
