"""Tables of an EPUB's pages: groups of rows, header cells with their scope, spans (HTML 4.9)."""

from __future__ import annotations

from typing import cast

from exporter.model import Alignment, Cell, HeaderScope, Inlines, Row, Table, TableBody
from exporter.readback.epub.inline import common, content
from exporter.readback.epub.state import Element, Place, Reading, all_text, classes, descriptions, local

SCOPES = frozenset(["row", "col", "rowgroup", "colgroup"])


def table(reading: Reading, place: Place, made: Element) -> Table:
    """A table as a reading system gives it: what stands in no group is a body."""
    head: list[Row] = []
    foot: list[Row] = []
    bodies: list[TableBody] = []
    loose: list[Row] = []
    caption: Inlines = ()
    for child in made:
        match local(child):
            case "caption":
                caption = content(reading, place, child)
            case "thead":
                head += _rows(reading, place, child)
            case "tbody":
                bodies.append(TableBody(tuple(_rows(reading, place, child)), **common(reading, place, child)))
            case "tfoot":
                foot += _rows(reading, place, child)
            case "tr":
                loose.append(_row(reading, place, child))
            case _:
                pass
    if loose:
        bodies.append(TableBody(tuple(loose)))
    return Table(
        tuple(bodies),
        tuple(head),
        tuple(foot),
        caption,
        (),
        _description(reading, place, made),
        **common(reading, place, made),
    )


def _description(reading: Reading, place: Place, made: Element) -> str:
    for target in descriptions(reading.registry.elements, reading.registry.page_of(place, made), made):
        said = [all_text(part) for part in target if local(part) != "summary"] or [all_text(target)]
        return " ".join(" ".join(said).split())
    return ""


def _rows(reading: Reading, place: Place, group: Element) -> list[Row]:
    return [_row(reading, place, child) for child in group if local(child) == "tr"]


def _row(reading: Reading, place: Place, made: Element) -> Row:
    cells = tuple(_cell(reading, place, child) for child in made if local(child) in ("td", "th"))
    return Row(cells, **common(reading, place, made))


def _cell(reading: Reading, place: Place, made: Element) -> Cell:
    header = local(made) == "th" or made.get("role") in ("columnheader", "rowheader")
    stated = made.get("scope") or ""
    scope = cast(HeaderScope, stated if header and stated in SCOPES else "")
    file = reading.registry.page_of(place, made)
    headers = tuple(
        reading.registry.wanted[file, name]
        for name in (made.get("headers") or "").split()
        if (file, name) in reading.registry.wanted
    )
    align = next((name.removeprefix("align-") for name in classes(made) if name.startswith("align-")), "")
    return Cell(
        reading.blocks(reading, place, made),
        header,
        scope,
        _span(made, "rowspan"),
        _span(made, "colspan"),
        cast(Alignment, align if align in ("left", "center", "right") else ""),
        headers,
        **common(reading, place, made),
    )


def _span(made: Element, name: str) -> int:
    stated = made.get(name) or "1"
    return min(max(int(stated), 1), 1000) if stated.isdecimal() and len(stated) < 6 else 1
