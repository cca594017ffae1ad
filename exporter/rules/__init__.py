"""The table of rules: one entry for each thing that is checked, repaired or reported, one file an area.

Ids are stable: an entry is never renumbered or reused. ``docs/reference/rules.md`` is generated from this table.
Areas: IN input and limits, TXT plain text, MD Markdown, HTML, WORD Word documents read, CMS block formats, READ
whether all was read, DEC what a person decided, PUB several articles as one, IMG pictures, DOC the document, META what
is said about it, CSS, PDF, EPUB, DOCX.
"""

from __future__ import annotations

from exporter.rules import (
    brf,
    cms,
    decisions,
    document,
    docx,
    epub,
    finished_docx,
    finished_epub,
    finished_html,
    finished_pdf,
    html,
    images,
    input,
    markdown,
    metadata,
    pdf,
    publication,
    reading,
    styles,
    text,
    word,
)
from exporter.rules.rule import Rule

_AREAS = (
    input,
    images,
    document,
    metadata,
    text,
    html,
    finished_html,
    markdown,
    word,
    cms,
    reading,
    decisions,
    publication,
    styles,
    pdf,
    finished_pdf,
    epub,
    finished_epub,
    docx,
    brf,
    finished_docx,
)

RULES: dict[str, Rule] = {rule.id: rule for area in _AREAS for rule in area.RULES}

__all__ = ["RULES"]
