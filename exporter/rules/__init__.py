"""The table of rules: one entry for each thing that is checked, repaired or reported, one file an area.

Ids are stable: an entry is never renumbered or reused. ``docs/reference/rules.md`` is generated from this table.
Areas: IN input and limits, TXT plain text, MD Markdown, HTML, WORD Word documents read, CMS block formats, READ
whether all was read, DEC what a person decided, PUB several articles as one, IMG pictures, DOC the document, META what
is said about it, CSS, PDF, EPUB, DOCX.

An area is loaded when one of its rules is asked for: a run raises a few, of a few areas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from exporter.rules.rule import Rule

AREAS: dict[str, tuple[str, ...]] = {
    "input": ("IN",),
    "images": ("IMG",),
    "document": ("DOC", "IMG"),
    "metadata": ("META",),
    "text": ("TXT",),
    "html": ("HTML",),
    "finished_html": ("HTML",),
    "markdown": ("MD",),
    "word": ("WORD",),
    "cms": ("CMS",),
    "reading": ("READ",),
    "decisions": ("DEC",),
    "publication": ("PUB",),
    "styles": ("CSS",),
    "pdf": ("PDF",),
    "finished_pdf": ("PDF",),
    "epub": ("EPUB",),
    "finished_epub": ("EPUB",),
    "docx": ("DOCX",),
    "brf": ("BRF",),
    "finished_docx": ("DOCX",),
}
"""Each module with the letters that its rules' ids begin with, in the order of the table."""


class _Rules(Mapping[str, Rule]):
    """The table: all of it for whoever goes through it, an area for whoever asks for a rule."""

    def __init__(self) -> None:
        self._asked: dict[str, Rule] = {}
        self._all: dict[str, Rule] = {}

    def __getitem__(self, key: str) -> Rule:
        if key not in self._asked:
            letters = key.rstrip("0123456789")
            for area, known in AREAS.items():
                if letters in known:
                    self._asked.update(_of(area))
        return self._asked[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def _whole(self) -> dict[str, Rule]:
        if not self._all:
            self._all = {key: rule for area in AREAS for key, rule in _of(area).items()}
        return self._all


def _of(area: str) -> dict[str, Rule]:
    rules: tuple[Rule, ...] = import_module(f"exporter.rules.{area}").RULES
    return {rule.id: rule for rule in rules}


RULES: Mapping[str, Rule] = _Rules()
"""Every rule by its id."""

__all__ = ["AREAS", "RULES"]
