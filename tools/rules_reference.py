"""Writes docs/reference/rules.md from the table in exporter/rules/: ``python tools/rules_reference.py``."""

from __future__ import annotations

from pathlib import Path

from exporter.rules import RULES
from exporter.rules.describe import as_markdown

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "rules.md"

HEAD = """# Rules

What `exporter` checks, repairs and reports. This page is generated from `exporter/rules/`
(`python tools/rules_reference.py`); a test fails when it is not up to date. `exporter explain RULE` prints one of them.

An automated check never shows that a document is accessible. It can show that some things are wrong. What only a person
can decide has the level *needs a person*.

Ids say what a rule is about: IN input and limits, TXT plain text, MD Markdown, HTML, READ whether all of
the source was read, IMG pictures, DOC the document, CSS custom style sheets, BRF braille. PDF, EPUB and DOCX with
numbers from 001 are about writing these formats, with numbers from 101 about finished files, ours or anybody's.
"""


def page() -> str:
    """The reference page as Markdown, one section a rule, in order of id."""
    return HEAD + "".join(as_markdown(RULES[key]) for key in sorted(RULES))


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
