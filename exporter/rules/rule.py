"""What a rule is: one thing that is checked, repaired or reported, and how much it matters."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from exporter.records import record


class Level(StrEnum):
    """How much a finding matters. ``person`` marks what no machine can decide."""

    error = "error"
    warning = "warning"
    info = "info"
    person = "needs a person"


@record(kw_only=True)
class Rule:
    """One thing that is checked, repaired or reported.

    ``id`` is stable for ever. ``finds`` says what is the matter, ``why`` what it means to screen-reader users.
    ``decides`` says whether a machine can decide it or a person must. ``source`` names what it rests on, parts
    separated by semicolons: a WCAG success criterion, a clause of ISO 14289, EPUB Accessibility, ECMA-376.
    ``example`` shows it. ``repair`` says what ``exporter fix`` does about it: ``safe`` (the source is made to say
    what was understood; the files come out the same), ``unsafe`` (a guess, made only when asked for),
    ``file`` (in a copy of a finished file, where that is certain), "" nothing.
    """

    id: str
    level: Level
    finds: str
    why: str
    source: str = ""
    example: str = ""
    fix: str = ""
    decides: str = "machine"
    repair: Literal["", "safe", "unsafe", "file"] = ""

    @property
    def criteria(self) -> tuple[str, ...]:
        """The WCAG success criteria it rests on: ``WCAG 2.2, 1.1.1 Non-text Content``."""
        return tuple(part for part in _parts(self.source) if part.startswith("WCAG"))

    @property
    def clauses(self) -> tuple[str, ...]:
        """What else it rests on: clauses of ISO, EPUB, ECMA and other standards, or exporter's own rule."""
        return tuple(part for part in _parts(self.source) if not part.startswith("WCAG"))


def _parts(source: str) -> list[str]:
    return [part.strip() for part in source.split(";") if part.strip()]
