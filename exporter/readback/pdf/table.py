"""Tables of a PDF (ISO 32000-1, 14.8.4.3.4 and table 349): groups of rows, header cells with scope, spans."""

from __future__ import annotations

from typing import Any

from exporter.model import Cell, HeaderScope, Inlines, Row, Span, Table, TableBody
from exporter.readback.pdf.inline import common, content
from exporter.readback.pdf.state import GROUPS, Place, Reading
from exporter.readback.pdf.tree import Tag, listed

MISSING = "missing-"
"""What begins the id of a header cell that is named and is not in the file."""
SCOPES: dict[str, HeaderScope] = {"/Row": "row", "/Column": "col", "/Both": "col"}


def table(reading: Reading, place: Place, tag: Tag) -> Table:
    """A table; rows that stand in no group are a body. Header cells at the top of one without THead are its head."""
    head: list[Row] = []
    foot: list[Row] = []
    bodies: list[TableBody] = []
    loose: list[Row] = []
    caption: Inlines = ()
    for kid in tag.through(GROUPS | {"Table"}):  # WeasyPrint puts a table into a table
        match kid.role:
            case "Caption":
                inner = content(reading, place, kid)
                name = common(reading, kid)["id"]
                caption = (Span(inner, lang=kid.lang, id=name),) if kid.lang or name else inner
            case "THead":
                head += _rows(reading, place, kid)
            case "TBody":
                bodies.append(TableBody(tuple(_rows(reading, place, kid)), **common(reading, kid)))
            case "TFoot":
                foot += _rows(reading, place, kid)
            case "TR":
                loose.append(_row(reading, place, kid))
            case _:
                pass
    if loose:
        bodies.append(TableBody(tuple(loose)))
    summary = str(tag.attributes.get("Summary", ""))
    return Table(tuple(bodies), tuple(head), tuple(foot), caption, (), summary, **common(reading, tag))


def _rows(reading: Reading, place: Place, group: Tag) -> list[Row]:
    return [_row(reading, place, kid) for kid in group.through(GROUPS) if kid.role == "TR"]


def _row(reading: Reading, place: Place, tag: Tag) -> Row:
    return Row(
        tuple(_cell(reading, place, kid) for kid in tag.through(GROUPS) if kid.role in ("TH", "TD")),
        **common(reading, tag),
    )


def _cell(reading: Reading, place: Place, tag: Tag) -> Cell:
    header = tag.role == "TH"
    scope = SCOPES.get(str(tag.attributes.get("Scope", "")), "") if header else ""
    rows, columns = _span(tag.attributes.get("RowSpan")), _span(tag.attributes.get("ColSpan"))
    named = tuple(_header(reading, name) for name in listed(tag.attributes.get("Headers")) if str(name))
    blocks = reading.blocks(reading, place, tag.kids)
    return Cell(blocks, header, scope, rows, columns, "", named, **common(reading, tag))


def _header(reading: Reading, name: Any) -> str:
    """The id of the header cell that a cell names; one that is not there is named all the same."""
    found = reading.registry.cells.get(str(name))
    return reading.name(found) if found is not None else f"{MISSING}{name}"


def _span(value: Any) -> int:
    try:
        return min(max(int(value), 1), 1000)
    except (TypeError, ValueError):
        return 1
