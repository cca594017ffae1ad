"""Tables that are too wide for the column: set smaller, turned on a page of its own, or at last broken inside words.

Decided before layout from the longest word of each column, because layout alone would break words and numbers anywhere
to make a table fit. The classes are dressed in ``page.css``.
"""

from __future__ import annotations

from lxml import etree

COLUMN = 78
"""How many letters of table text fit in the text column, cell padding not counted."""
SMALL = 94
"""The same for small type."""
TURNED = 150
"""The same for small type on a page that is turned."""
PADDING = 1.5
"""The room between two columns, in letters."""

_HEADINGS = frozenset(f"h{level}" for level in range(2, 7))


def fit_tables(root: etree._Element) -> None:
    """Give each table below ``root``, the page, that does not fit the class that makes it fit."""
    for table in root.iter("{*}table"):
        width = table_width(table)
        if width <= COLUMN:
            continue
        if width <= SMALL:
            _add_class(table, "table-small")
        elif not _may_turn(table):
            _add_class(table, "table-small table-broken")
        else:
            _add_class(table, "table-turned" if width <= TURNED else "table-turned table-broken")
            if "has-turned" not in root.get("class", ""):
                _add_class(root, "has-turned")
            before = table.getprevious()
            if before is not None and etree.QName(before).localname in _HEADINGS:
                _add_class(before, "turned")  # a heading goes with its table


def table_width(table: etree._Element) -> float:
    """The least width of a table in letters: the longest word of each column, and the room between."""
    columns: dict[int, int] = {}
    open_rows: dict[int, int] = {}
    for row in table.iter("{*}tr"):
        at = 0
        for cell in row:
            while open_rows.get(at, 0) > 0:
                at += 1
            span = int(cell.get("colspan", "1"))
            if span == 1:
                words = " ".join(str(text) for text in cell.itertext()).split()
                columns[at] = max(columns.get(at, 1), max(map(len, words), default=1))
            for number in range(at, at + span):
                open_rows[number] = int(cell.get("rowspan", "1"))
            at += span
        open_rows = {number: rows - 1 for number, rows in open_rows.items()}
    return sum(columns.values()) + PADDING * len(columns)


def _may_turn(table: etree._Element) -> bool:
    """Whether a table stands where a page can begin and end: in no list, quotation, aside or cell."""
    return all(etree.QName(parent).localname in ("main", "section", "body", "html") for parent in table.iterancestors())


def _add_class(element: etree._Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())
