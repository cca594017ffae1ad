"""The scope of header cells in a PDF (ISO 14289-1, 7.5), where the shape of the table leaves one reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from exporter.checks.pdf.file import File
from exporter.findings import Finding
from exporter.readback.pdf.tree import Tag
from exporter.repair.change import Change

GROUPS = frozenset(["THead", "TBody", "TFoot", "NonStruct", "Private", "Div", "Sect", "Part"])


def header_scopes(file: File, found: Sequence[Finding], asks: list[str]) -> Iterator[Change]:
    """PDF109: header cells above head their columns, the first of a row its row, where no other reading is left."""
    if all(item.rule != "PDF109" for item in found):  # where each cell names its headers, no scope is needed
        return
    elements = {element.objgen: element for element in file.held.elements if element.objgen != (0, 0)}
    for table in (tag for tag in file.tags if tag.role == "Table"):
        for cell, scope in scopes(table):
            if "Scope" in cell.attributes or cell.objgen not in elements or not cell.kids:
                continue
            _state(elements[cell.objgen], scope)
            where = f"page {cell.page}" if cell.page else ""
            what = f"what the header cell “{cell.text()[:30]}” heads (Scope)"
            yield Change("PDF109", where, what, "", scope, "its place in the table leaves no other reading", "scope")


def scopes(table: Tag) -> list[tuple[Tag, str]]:
    """The header cells of a table with their scope; none where its shape leaves any doubt."""
    rows = [list(row.through(GROUPS)) for row in table.through(GROUPS) if row.role == "TR"]
    if any(cell.role not in ("TH", "TD") for row in rows for cell in row):
        return []
    above = 0
    while above < len(rows) and rows[above] and all(cell.role == "TH" for cell in rows[above]):
        above += 1
    if above == len(rows) or any(_spans(cell, "RowSpan") for row in rows[above:] for cell in row if cell.role == "TD"):
        return []
    said = [(cell, "Column") for row in rows[:above] for cell in row]
    for row in rows[above:]:
        first = next((place for place, cell in enumerate(row) if cell.role == "TD"), None)
        if first is None or any(cell.role == "TH" for cell in row[first:]):
            return []
        said += [(cell, "Row") for cell in row[:first]]
    if any(_stated(cell) not in ("", scope, "Both") for cell, scope in said):
        return []  # somebody said otherwise of one of them
    return said


def _spans(cell: Tag, name: str) -> bool:
    value = cell.attributes.get(name, 1)
    return not isinstance(value, int) or value != 1


def _stated(cell: Tag) -> str:
    return str(cell.attributes.get("Scope", "")).removeprefix("/")


def _state(element: Any, scope: str) -> None:
    """Add the attribute to an element: to those of the table where they are its own, else beside what is there."""
    held = element.get("/A")
    several: list[Any] = list(held) if isinstance(held, pikepdf.Array) else [] if held is None else [held]
    for one in several:
        if isinstance(one, pikepdf.Dictionary) and one.get("/O") == "/Table" and one.objgen == (0, 0):
            one["/Scope"] = pikepdf.Name(f"/{scope}")
            return
    made = pikepdf.Dictionary(O=pikepdf.Name("/Table"), Scope=pikepdf.Name(f"/{scope}"))
    element["/A"] = made if not several else pikepdf.Array([*several, made])
