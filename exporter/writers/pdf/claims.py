"""What keeps a PDF from being PDF/UA and PDF/A, found in the document and in what was painted.

A claim is made when nothing is found, and not before (design, section 5). Each finding names the clause in its rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exporter.findings import Finding, finding
from exporter.model import Document, Image, Row, Table, walk
from exporter.writers import PdfStandard
from exporter.writers.pdf.metadata import LANGUAGE_TAG
from exporter.writers.pdf.missing_glyphs import without_glyph

WELL_TAGGED = ("Well-Tagged PDF accessibility", "Well-Tagged PDF reuse")


def is_language_tag(tag: str) -> bool:
    """Whether ``tag`` has the form of a language tag."""
    return LANGUAGE_TAG.fullmatch(tag) is not None


def lacks(document: Document, title: str, missing: frozenset[str]) -> list[Finding]:
    """What keeps the document from its claims; ``missing`` are the characters that no font had."""
    found = [*_in_nodes(document)]
    if not document.metadata.lang:
        found.append(finding("PDF002", "nobody has said which language the document is in"))
    elif not is_language_tag(document.metadata.lang):
        found.append(finding("PDF002", f"“{document.metadata.lang}” is not a language tag"))
    if not title:
        found.append(finding("PDF003", "the document has no title"))
    found += without_glyph(document, missing)
    return found


def earned(found: Sequence[Finding], aim: PdfStandard, *, files: bool) -> list[str]:
    """The standards that a file with these shortcomings meets; ``files`` says that others are embedded in it.

    Those may only be in PDF/A-3 and in PDF/A-4f (ISO 19005-3, 6.8; ISO 19005-4, annex A).
    """
    rules = {lack.rule for lack in found}
    if "PDF004" in rules:
        return []
    if aim == "ua-2":
        archive = "PDF/A-4f" if files else "PDF/A-4"
        return [archive] if rules else ["PDF/UA-2", archive, *WELL_TAGGED]
    part = "3" if files else "2"
    return [f"PDF/A-{part}u"] if rules else ["PDF/UA-1", f"PDF/A-{part}a"]


def _in_nodes(document: Document) -> Iterator[Finding]:
    for node in walk(document):
        if isinstance(node, Image) and node.alt is None:
            yield finding("PDF001", "the picture has no text alternative", node.pos)
        if node.lang and not is_language_tag(node.lang):
            yield finding("PDF002", f"“{node.lang}” is not a language tag", node.pos)
        if isinstance(node, Table) and not is_regular(node):
            yield finding("PDF005", "the rows of the table do not have the same number of columns", node.pos)


def is_regular(table: Table) -> bool:
    """Whether every row fills the same number of columns, and no cell reaches over another or below its group."""
    widths: set[int] = set()
    for group in (table.head, *(body.rows for body in table.bodies), table.foot):
        found = _widths(group)
        if found is None:
            return False
        widths |= found
    return len(widths) <= 1


def _widths(rows: tuple[Row, ...]) -> set[int] | None:
    """The widths of a group's rows, in columns; None where cells collide or reach below the last row."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        at = 0
        for cell in row.cells:
            while (number, at) in taken:
                at += 1
            if number + cell.rowspan > len(rows):
                return None
            places = {(number + down, at + right) for down in range(cell.rowspan) for right in range(cell.colspan)}
            if places & taken:
                return None
            taken |= places
    columns = [sorted(column for line, column in taken if line == number) for number in range(len(rows))]
    if any(found != list(range(len(found))) for found in columns):
        return None
    return {len(found) for found in columns}
