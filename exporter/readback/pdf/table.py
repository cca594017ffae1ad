"""Tables of a PDF (ISO 32000-1, 14.8.4.3.4 and table 349): groups of rows, header cells with scope, spans."""

from __future__ import annotations

from typing import Any

from exporter.model import Cell, HeaderScope, Inlines, Row, Span, Table, TableBody
from exporter.readback.pdf.block import blocks
from exporter.readback.pdf.inline import common, content
from exporter.readback.pdf.state import GROUPS, State
from exporter.readback.pdf.tree import Tag

SCOPES: dict[str, HeaderScope] = {"/Row": "row", "/Column": "col", "/Both": "col"}


def table(state: State, tag: Tag) -> Table:
    """A table; rows that stand in no group are a body. Header cells at the top of one without THead are its head."""
    head: list[Row] = []
    foot: list[Row] = []
    bodies: list[TableBody] = []
    loose: list[Row] = []
    caption: Inlines = ()
    for kid in tag.through(GROUPS | {"Table"}):  # WeasyPrint puts a table into a table
        match kid.role:
            case "Caption":
                inner = content(state, kid)
                caption = (Span(inner, lang=kid.lang),) if kid.lang else inner
            case "THead":
                head += _rows(state, kid)
            case "TBody":
                bodies.append(TableBody(tuple(_rows(state, kid)), **common(state, kid)))
            case "TFoot":
                foot += _rows(state, kid)
            case "TR":
                loose.append(_row(state, kid))
            case _:
                pass
    if loose:
        bodies.append(TableBody(tuple(loose)))
    summary = str(tag.attributes.get("Summary", ""))
    return Table(tuple(bodies), tuple(head), tuple(foot), caption, (), summary, **common(state, tag))


def _rows(state: State, group: Tag) -> list[Row]:
    return [_row(state, kid) for kid in group.through(GROUPS) if kid.role == "TR"]


def _row(state: State, tag: Tag) -> Row:
    return Row(
        tuple(_cell(state, kid) for kid in tag.through(GROUPS) if kid.role in ("TH", "TD")), **common(state, tag)
    )


def _cell(state: State, tag: Tag) -> Cell:
    header = tag.role == "TH"
    scope = SCOPES.get(str(tag.attributes.get("Scope", "")), "") if header else ""
    rows, columns = _span(tag.attributes.get("RowSpan")), _span(tag.attributes.get("ColSpan"))
    return Cell(blocks(state, tag), header, scope, rows, columns, "", (), **common(state, tag))


def _span(value: Any) -> int:
    try:
        return min(max(int(value), 1), 1000)
    except (TypeError, ValueError):
        return 1
