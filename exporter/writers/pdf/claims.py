"""What keeps a PDF from being PDF/UA and PDF/A, found in the document and in what was painted.

A claim is made when nothing is found, and not before (design, section 5). Each finding names the clause in its rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from exporter.accessibility.needs import ARCHIVE, UA, costing, lacking
from exporter.findings import Finding, finding
from exporter.model import Document, Row, Table, every_node, nodes_of
from exporter.writers import PdfStandard
from exporter.writers.pdf.missing_glyphs import without_glyph

WELL_TAGGED = ("Well-Tagged PDF accessibility", "Well-Tagged PDF reuse")


AS_PDF = {
    "IMG001": "PDF001",
    "IMG003": "PDF001",
    "DOC002": "PDF002",
    "DOC013": "PDF002",
    "DOC021": "PDF002",
    "DOC001": "PDF003",
    "DOC022": "PDF003",
    "DOC007": "PDF006",
}
"""Rule on the document that PDF/UA rests on → the rule that says so of the PDF."""


def lacks(document: Document, title: str, missing: frozenset[str], long: Sequence[str] = ()) -> list[Finding]:
    """What keeps the document from its claims.

    ``missing`` are the characters that no font had, ``long`` the texts that one string of PDF/A cannot hold.
    """
    found = [finding(AS_PDF[item.rule], item.message, item.pos) for item in lacking(document, UA)]
    if not title and all(item.rule != "PDF003" for item in found):
        found.append(finding("PDF003", "the document has no title"))
    ragged = [node for node in nodes_of(document, Table) if not is_regular(node)]
    columns = "the rows of the table do not have the same number of columns"
    found += [finding("PDF005", columns, node.pos) for node in ragged]
    return [*found, *without_glyph(document, missing), *(_too_long(document, text) for text in dict.fromkeys(long))]


def _too_long(document: Document, text: str) -> Finding:
    """PDF/A-2 and PDF/A-3 bound strings (ISO 19005-2, 6.1.13)."""
    named = ("alt", "target", "expansion")
    said = (node for node in every_node(document) if text in [getattr(node, name, None) for name in named])
    pos = next((node.pos for node in said if node.pos), None)
    return finding("PDF008", f"“{text[:40]}…” has {len(text)} characters, more than a string of PDF/A may have", pos)


def earned(found: Sequence[Finding], aim: PdfStandard, *, files: bool) -> list[str]:
    """The standards that a file with these shortcomings meets; ``files`` says that others are embedded in it.

    Those may only be in PDF/A-3 and in PDF/A-4f (ISO 19005-3, 6.8; ISO 19005-4, annex A).
    """
    rules = {lack.rule for lack in found}
    archive = not rules & costing(ARCHIVE)
    universal = not rules - (costing(ARCHIVE) - costing(UA))
    if aim == "ua-2":
        said = ["PDF/A-4f" if files else "PDF/A-4"] if archive else []
        return ["PDF/UA-2", *said, *WELL_TAGGED] if universal else said
    said = [f"PDF/A-{'3' if files else '2'}{'a' if universal else 'u'}"] if archive else []
    return ["PDF/UA-1", *said] if universal else said


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
