"""One conformance report on the files of an export: claims, checks, findings, losses, and what a person must judge.

A report says only what was found out. It never calls a file accessible: what no program can decide is listed for a
person. Each form of it is one module here; ``FORMATS`` names them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, cast

from exporter.findings import Finding
from exporter.model import Document
from exporter.readback.sight import OneSense
from exporter.rules.rule import Level

if TYPE_CHECKING:
    from exporter.checks.claims_read import Claim
    from exporter.comparison.loss import Loss

QUESTIONS = (
    "All of the source was read",
    "The files say all of the article",
    "The files claim only what holds",
)
"""What a proof answers."""
CLAIMS_REFUTED = frozenset(["PDF120", "EPUB114", "EPUB115"])
"""The rules that say of a finished file that it claims what does not hold."""

FORMATS: dict[str, str] = {
    "text": "exporter.reports.text",
    "json": "exporter.reports.data",
    "sarif": "exporter.reports.sarif",
    "earl": "exporter.reports.earl",
    "html": "exporter.reports.html",
    "openacr": "exporter.reports.openacr",
    "annex-v": "exporter.reports.annex_v",
}
"""Form of a report → the module whose ``render(report) -> str`` makes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One finished file: what it is, what it claims, what was found in it and what it lost of the article."""

    name: str
    format: str
    data: bytes = field(repr=False)
    sha256: str
    document: Document
    one_sense: tuple[OneSense, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article and its files. ``source`` are the article's lines where it is text; ``version`` is exporter's.

    ``unread`` are those of the findings that the balance of source and article made; None where nobody could ask.
    """

    version: str
    article: str
    document: Document
    source: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    files: tuple[Examined, ...] = ()
    unread: tuple[Finding, ...] | None = None

    @property
    def title(self) -> str:
        """The article's title, or its file's name."""
        return self.document.metadata.title or self.article

    def everything(self) -> list[Finding]:
        """The findings in the article and in all files."""
        return [*self.findings, *(item for one in self.files for item in one.findings)]

    @property
    def answers(self) -> dict[str, tuple[bool | None, int]]:
        """The three questions of a proof, each with its answer (None: nobody asked) and how much is against it."""
        losses = sum(len(one.losses) for one in self.files)
        refuted = sum(item.rule in CLAIMS_REFUTED for one in self.files for item in one.findings)
        return {
            QUESTIONS[0]: (None if self.unread is None else not self.unread, len(self.unread or ())),
            QUESTIONS[1]: (not losses, losses),
            QUESTIONS[2]: (not refuted, refuted),
        }

    @property
    def failed(self) -> bool:
        """Whether anything was lost, or an error found."""
        errors = any(item.level is Level.error for item in self.everything())
        return errors or any(one.losses for one in self.files)


def render(report: Report, format: str) -> str:
    """The report in one of ``FORMATS``, ending in a line end."""
    make = cast(Callable[[Report], str], import_module(FORMATS[format]).render)
    text = make(report)
    return text if text.endswith("\n") else text + "\n"
