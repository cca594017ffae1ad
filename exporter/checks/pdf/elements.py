"""Rules on structure elements of one kind: formulas, figures, tables, lists, headings, notes (ISO 14289-1, 7.2 to 7.9).

Each rule is one small generator over the opened file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from exporter.checks.pdf.annotations import attaches, attachments, each_said, layers, outside
from exporter.checks.pdf.file import File, page_at
from exporter.checks.pdf.grammar import breaches
from exporter.checks.pdf.headings import headings as heading_faults
from exporter.checks.pdf.list_labels import label_faults
from exporter.checks.pdf.newer import newer as newer_faults
from exporter.findings import Finding, advice, finding
from exporter.readback.pdf.tree import Tag, listed
from exporter.rules.rule import Level


def formulas(file: File) -> Iterator[Finding]:
    """A formula is said in words (ISO 14289-1, 7.7)."""
    for tag in file.tags:
        if tag.role == "Formula" and not (tag.alt or tag.actual is not None or _has_mathml(tag)):
            yield finding("PDF107", "a formula has no description in words (Alt)", page_at(tag.page))


def _has_mathml(formula: Tag) -> bool:
    """MathML in the tree or in an associated file says a formula (ISO 14289-2, 8.2.5.29)."""
    return formula.mathml or any(kid.mathml for kid in formula.tags())


def boxes(file: File) -> Iterator[Finding]:
    """A figure states its position (ISO 32000-1, table 344)."""
    for tag in file.tags:
        if tag.role == "Figure" and "BBox" not in tag.attributes:
            yield finding("PDF108", "a figure does not state its position (BBox)", page_at(tag.page))


def headers(file: File) -> Iterator[Finding]:
    """A header cell says what it heads (ISO 14289-1, 7.5)."""
    for table in (tag for tag in file.tags if tag.role == "Table"):
        cells = [tag for tag in _below(table) if tag.role in ("TH", "TD")]
        named = {str(name) for cell in cells for name in listed(cell.attributes.get("Headers"))}
        if all("Headers" in cell.attributes for cell in cells if cell.role == "TD"):
            continue  # each cell names its headers, which then need no scope
        for cell in cells:
            if cell.role == "TH" and "Scope" not in cell.attributes and cell.id not in named and cell.kids:
                said = cell.text()[:30] or "without words"
                yield finding(
                    "PDF109",
                    f"the header cell “{said}” has no scope: it may head a row or a column (Scope)",
                    page_at(cell.page),
                )


def _below(tag: Tag) -> Iterator[Tag]:
    for kid in tag.tags():
        yield kid
        if kid.role != "Table":
            yield from _below(kid)


def grammar(file: File) -> Iterator[Finding]:
    """What elements hold and lie in."""
    for breach in breaches(file.tags, file.tree):
        made = finding(breach.rule, breach.message, page_at(breach.page))
        yield advice(breach.rule, breach.message, page_at(breach.page)) if breach.advice else made


_NUMBERED = re.compile(r"\W*(?:\d+|[ivxlcdm]+|[A-Za-z])\b", re.IGNORECASE)


def lists(file: File) -> Iterator[Finding]:
    """A list states how it is numbered (ISO 14289-1, 7.6)."""
    strict = file.in_two  # ISO 14289-2, 8.2.5.25: where there is any label
    for tag in file.tags:
        labels = [one for item in tag.tags() for one in item.tags() if one.role == "Lbl"] if tag.role == "L" else []
        for fault in label_faults(tag) if labels else ():
            yield advice("PDF110", f"{fault}; a person decides whether that is meant", page_at(labels[0].page))
        stated = str(tag.attributes.get("ListNumbering", ""))
        if not labels or (stated and not (strict and stated == "/None")):
            continue
        if strict:
            yield finding("PDF110", "a list with labels does not state its numbering", page_at(labels[0].page))
        elif any(_NUMBERED.match(label.text()) for label in labels):
            message = "a list with numbers does not state its numbering; a person decides whether it must"
            yield replace(finding("PDF110", message, page_at(labels[0].page)), level=Level.warning)


def headings(file: File) -> Iterator[Finding]:
    """Headings have one way of stating their levels (ISO 14289-1, 7.4)."""
    for page, message in heading_faults(file.tags, newer=file.in_two):
        yield finding("PDF128", message, page_at(page))


def attached(file: File) -> Iterator[Finding]:
    """Annotations other than links, attached files, layers."""
    of_two = file.in_two
    found = [*layers(file.pdf, newer=of_two), *outside(file.pdf)]
    if file.data is None or attaches(file.pdf, file.data):
        found = [*attachments(file.pdf, newer=of_two), *found]
    if file.tagged:
        owners, role_of = file.held.annotations, file.reader.role_of
        found += each_said(file.pdf, owners, role_of, newer=of_two)
    for rule, page, message in dict.fromkeys(found):
        yield finding(rule, message, page_at(page))


def newer(file: File) -> Iterator[Finding]:
    """What PDF/UA-2 asks beyond PDF/UA-1."""
    if file.in_two:
        for rule, page, message in newer_faults(file.pdf, file.tree, file.reader, file.held.annotations):
            yield finding(rule, message, page_at(page))


def notes(file: File) -> Iterator[Finding]:
    """A note can be referred to (ISO 14289-1, 7.9)."""
    seen: set[str] = set()
    for tag in file.tags:
        if tag.role != "Note":
            continue
        if not tag.id or tag.id in seen:
            message = "a note has the identifier of another note" if tag.id else "a note has no identifier (ID)"
            yield finding("PDF116", message, page_at(tag.page))
        seen.add(tag.id)
