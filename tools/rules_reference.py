"""Writes docs/reference/rules.md from the table in exporter/rules/: ``python tools/rules_reference.py``."""

from __future__ import annotations

from pathlib import Path

from exporter.rules import RULES

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "rules.md"

HEAD = """# Rules

What `exporter` checks, repairs and reports. This page is generated from `exporter/rules/`
(`python tools/rules_reference.py`); a test fails when it is not up to date.

An automated check never shows that a document is accessible. It can show that some things are wrong. What only a person
can decide has the level *needs a person*.
"""


def page() -> str:
    """The reference page as Markdown, one section a rule, in order of id."""
    parts = [HEAD]
    for key in sorted(RULES):
        rule = RULES[key]
        parts.append(f"\n## {rule.id}: {rule.finds}\n")
        parts.append(f"\n* Level: {rule.level.value}\n* Why it matters: {rule.why}\n")
        parts.append(f"* Decided by: {'a person' if rule.decides == 'person' else 'a machine'}\n")
        if rule.source:
            parts.append(f"* Source: {rule.source}\n")
        if rule.example:
            parts.append(f"* Example: `{rule.example}`\n")
        if rule.fix:
            parts.append(f"* What to do: {rule.fix}\n")
    return "".join(parts)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
