"""Rows of header cells at the head of a table become its head, where the document's maker left them in its body.

A repeated header row, and the mark that says so in a DOCX, are made from a table's head alone (HTML, 4.9.6; ISO/IEC
29500-1, 17.4.78). The cells and their order stay what they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from exporter.findings import Finding
from exporter.model import Document, Row, Table, nodes_of, transform


def run(document: Document) -> tuple[Document, list[Finding]]:
    """The document with such rows in their tables' heads."""
    if not any(map(_count, nodes_of(document, Table))):
        return document, []
    return transform(document, _with_head), []


def _with_head(node: Any) -> Any:
    if not isinstance(node, Table) or not (count := _count(node)):
        return node
    first, *others = node.bodies
    return replace(node, head=first.rows[:count], bodies=(replace(first, rows=first.rows[count:]), *others))


def _count(table: Table) -> int:
    """How many rows at its beginning are header cells of columns and nothing else; 0 where that is a table's all."""
    if table.head or not table.bodies:
        return 0
    rows = table.bodies[0].rows
    count = next((at for at, row in enumerate(rows) if not _names_columns(row)), 0)
    spans = any(cell.rowspan > count - at for at, row in enumerate(rows[:count]) for cell in row.cells)
    return 0 if spans else count


def _names_columns(row: Row) -> bool:
    return bool(row.cells) and all(cell.header and cell.scope not in ("row", "rowgroup") for cell in row.cells)
