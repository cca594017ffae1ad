"""The explanation that Annex V of Directive (EU) 2019/882 asks of a service, as a template in Markdown.

For e-books (Annex I, section IV, point f) and documents of a service. What the files show is filled in; what only the
service provider knows is marked, and nothing is said on its behalf.
"""

from __future__ import annotations

from collections.abc import Iterator

from exporter.model import DisplayMath, Image, Math, walk
from exporter.reports import Examined, Report
from exporter.reports.checks import checked, count_text, loss_text
from exporter.reports.judges import questions
from exporter.reports.text import CAVEAT

FILL_IN = "**[to be filled in by the service provider]**"


def render(report: Report) -> str:
    """The template."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield "# How this service meets the accessibility requirements (draft)"
    yield ""
    yield f"Template after Annex V of Directive (EU) 2019/882, for “{report.title}”. Made by exporter {report.version}."
    yield f"{CAVEAT} This draft is not a declaration; only somebody who answers for the service can make it one."
    yield ""
    yield "## 1 (a) General description of the service"
    yield ""
    yield f"Service provider, service, where this description is available in accessible formats: {FILL_IN}"
    yield ""
    yield f"The article “{report.title}” is offered as:"
    yield ""
    yield from (f"* {file.name} ({file.format.upper()})" for file in report.files)
    yield ""
    yield "## 1 (b) What is needed to understand how the service works"
    yield ""
    yield f"How a file is found, obtained and opened, and whom to ask: {FILL_IN}"
    yield ""
    yield "## 1 (c) How the requirements of Annex I are met"
    yield ""
    for file in report.files:
        yield from _file(file)
    yield from _ebooks(report)
    yield "## 2 Standards applied"
    yield ""
    standards = list(dict.fromkeys(claim.standard for file in report.files for claim in file.claims))
    yield from [f"* {standard} (claimed in the file)" for standard in standards] or ["None is claimed in the files."]
    yield f"* Harmonised standards applied by the service: {FILL_IN}"
    yield ""
    yield "## 3 How compliance is kept up"
    yield ""
    yield f"How files are made, checked and corrected, and how faults can be reported: {FILL_IN}"
    yield ""
    yield "## What a person has yet to judge"
    yield ""
    yield from (f"* [ ] {question.question} ({question.criterion})" for question in questions(report.document))


def _file(file: Examined) -> Iterator[str]:
    yield f"**{file.name}** — findings of rules: {count_text(file.findings)}; compared with the article:"
    yield f"{loss_text(len(file.losses))}."
    yield from (f"Claims {one.claim.standard}: {one.verdict}." for one in checked(file))
    yield ""


def _ebooks(report: Report) -> Iterator[str]:
    nodes = list(walk(report.document))
    pictures = [node for node in nodes if isinstance(node, Image) and node.alt != ""]
    described = sum(bool(node.alt) for node in pictures)
    formulas = sum(isinstance(node, Math | DisplayMath) for node in nodes)
    yield "For e-books, Annex I, section IV, point (f):"
    yield ""
    yield "* (i) Text and audio together: the article holds no audio."
    yield f"* (ii) Nothing that keeps assistive technology from working: {FILL_IN}"
    yield (
        "* (iii) Structure and navigation: compared with the article, "
        + "; ".join(f"{file.name}: {loss_text(len(file.losses))}" for file in report.files)
        + "."
    )
    yield (
        f"* (iv) Other renditions: {described} of {len(pictures)} pictures that are not decorative have an alternative "
        f"text; {formulas} formulas."
    )
    yield f"* (v) Metadata on accessibility features: those in the files; in the shop or catalogue: {FILL_IN}"
    yield f"* (vi) Digital rights management: {FILL_IN}"
    yield ""
