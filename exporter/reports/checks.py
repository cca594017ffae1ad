"""By which rules of this program a claim was checked, and what those rules found in one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exporter.checks.claims_read import Claim
from exporter.findings import Finding
from exporter.reports import Examined
from exporter.rules import RULES
from exporter.rules.rule import Level, Rule

AREAS = {
    "pdf": ("DOC", "IMG", "PDF"),
    "epub": ("DOC", "IMG", "EPUB"),
    "docx": ("DOC", "IMG", "DOCX"),
    "html": ("DOC", "IMG", "HTML"),
}
"""Format → the areas of rules that are about finished files of that format."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim with the rules that this program has for it, and those of them that found something in the file."""

    claim: Claim
    rules: tuple[Rule, ...]
    broken: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """In words, without saying more than was found out."""
        if self.broken:
            return f"contradicted by {', '.join(self.broken)}"
        if not self.rules:
            return "this program has no check of its own for it"
        return f"nothing found against it by {len(self.rules)} rules of this program"


def rules_for(format: str, source: str) -> tuple[Rule, ...]:
    """The rules on files of ``format`` that rest on a standard, by the name under which rules cite it."""
    areas = AREAS[format]
    return tuple(rule for rule in RULES.values() if rule.id.rstrip("0123456789") in areas and source in rule.source)


def checked(file: Examined) -> Iterator[Checked]:
    """Each claim of a file with what was found about it. Errors alone contradict a claim, warnings do not."""
    errors = {item.rule for item in file.findings if item.level is Level.error}
    for claim in file.claims:
        rules = rules_for(file.format, claim.source)
        yield Checked(claim, rules, tuple(rule.id for rule in rules if rule.id in errors))


def counts(found: Sequence[Finding]) -> dict[Level, int]:
    """How many findings of each level; levels without any are left out."""
    numbers = {level: sum(item.level is level for item in found) for level in Level}
    return {level: number for level, number in numbers.items() if number}


def count_text(found: Sequence[Finding]) -> str:
    """``2 errors, 1 warning`` or ``none``."""
    names = {Level.error: "error", Level.warning: "warning", Level.info: "note", Level.person: "for a person"}
    parts = [
        f"{number} {names[level]}{'s' if number > 1 and level is not Level.person else ''}"
        for level, number in counts(found).items()
    ]
    return ", ".join(parts) or "none"


def loss_text(number: int) -> str:
    """``no losses``, ``1 loss``, ``3 losses``."""
    return f"{number or 'no'} loss{'' if number == 1 else 'es'}"
