"""Tables too wide for the column: set smaller, then into the margins, then on a turned page, at last broken in words.

Decided before layout from the longest word of each column, because layout alone would break words and numbers anywhere
to make a table fit. The classes are dressed in ``page.css``.
"""

from __future__ import annotations

from lxml import etree

COLUMN = 78
"""How many letters of table text fit in the text column."""
SMALL = 92
"""The same for small type."""
WIDE = 112
"""The same for small type in a table that reaches into both margins."""
TURNED = 176
"""The same for small type on a page that is turned."""
FULL = 0.6
"""A table whose longest lines take this share of the column is as wide as the column; a smaller one as its words."""
PADDING = 2.4
"""The room between two columns, in letters."""
SMALL_PADDING = 1.5
"""The same for small type, which has less room between columns."""
BOLD = 1.12
"""How much wider the bold letters of a header cell are."""

_HEADINGS = frozenset(f"h{level}" for level in range(2, 7))


def fit_tables(root: etree._Element, letter: float = 1) -> None:
    """Give each table below ``root``, the page, that does not fit the class that makes it fit.

    ``letter`` is how wide a letter is, against those that the numbers above count.
    """
    for table in root.iter("{*}table"):
        if table_width(table, PADDING) * letter <= COLUMN:
            if table_width(table, PADDING, whole=True) * letter >= FULL * COLUMN:
                _add_class(table, "table-full")
            continue
        width = table_width(table, SMALL_PADDING) * letter
        if width <= SMALL:
            _add_class(table, "table-small")
        elif not _may_turn(table):
            _add_class(table, "table-small table-broken")
        elif width <= WIDE:
            _add_class(table, "table-wide")
        else:
            _add_class(table, "table-turned" if width <= TURNED else "table-turned table-broken")
            _turn(table)


def widen(table: etree._Element) -> bool:
    """Give a table that came out too wide the next remedy; False when none is left, or when it is not a table."""
    if etree.QName(table).localname != "table":
        return False
    classes = table.get("class", "").split()
    if "table-broken" in classes:
        return False
    steps = ("table-small", "table-wide", "table-turned") if _may_turn(table) else ("table-small",)
    at = next((number for number, step in enumerate(steps) if step in classes), -1)
    if at + 1 == len(steps):
        _add_class(table, "table-broken")
        return True
    table.set("class", " ".join([*(name for name in classes if name not in steps), steps[at + 1]]))
    if steps[at + 1] == "table-turned":
        _turn(table)
    return True


def _turn(table: etree._Element) -> None:
    """Let the pages change with a turned table; a heading goes with its table."""
    root = table.getroottree().getroot()
    if "has-turned" not in root.get("class", ""):
        _add_class(root, "has-turned")
    before = table.getprevious()
    if before is not None and etree.QName(before).localname in _HEADINGS:
        _add_class(before, "turned")


def table_width(table: etree._Element, padding: float, *, whole: bool = False) -> float:
    """The least width of a table in letters: the longest word of each column, and the room between two.

    ``whole``: the width at which no cell is broken.
    """
    columns: dict[int, float] = {}
    open_rows: dict[int, int] = {}
    for row in table.iter("{*}tr"):
        at = 0
        for cell in row:
            while open_rows.get(at, 0) > 0:
                at += 1
            span = int(cell.get("colspan", "1"))
            if span == 1:
                words = " ".join(str(text) for text in cell.itertext()).split()
                pieces = [" ".join(words)] if whole else words
                longest = max(map(len, pieces), default=1) * (BOLD if etree.QName(cell).localname == "th" else 1)
                columns[at] = max(columns.get(at, 1), longest)
            for number in range(at, at + span):
                open_rows[number] = int(cell.get("rowspan", "1"))
            at += span
        open_rows = {number: rows - 1 for number, rows in open_rows.items()}
    return sum(columns.values()) + padding * max(len(columns) - 1, 0)


def _may_turn(table: etree._Element) -> bool:
    """Whether a table stands where a page can begin and end: in no list, quotation, aside or cell."""
    return all(etree.QName(parent).localname in ("main", "section", "body", "html") for parent in table.iterancestors())


def _add_class(element: etree._Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())
