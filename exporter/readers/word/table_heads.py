"""Which rows and columns of a table are headers: by Word's marks, by their look, by the cells' content.

Word's default look claims a first row and a first column for every table (17.4.56). Of these the row is believed,
because tables have one and Word shows it; a column is believed only where something else says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporter.readers.word.ooxml import Element, W, is_on, value
from exporter.readers.word.state import State

_FIGURES = re.compile(
    r"[-−–+±<>≤≥~]?\s*[€$£¥]?\s*[\d.,:/ '’%‰\u00a0\u202f-]+\s*(?:%|€|\$|£|[a-zA-Zµ°²³]{1,4})?|[-–—]|n/?a"
)
FIRST_ROW, FIRST_COLUMN = 0x0020, 0x0080
LONG = 120
_PAPER = frozenset(["none", "background1", "light1"])
"""Colours of a theme that are the paper's (17.18.97)."""


@dataclass(frozen=True, slots=True)
class Heads:
    """How many rows are heads, and whether the first column names its rows."""

    rows: int = 0
    column: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell as it is seen: its columns, its rows, its words, its markup."""

    start: int
    end: int
    rows: int
    words: str
    element: Element | None


Grid = list[list[Seen]]


def heads_of(state: State, table: Element, grid: Grid, rows: list[Element]) -> Heads:
    """The heads of a table."""
    properties = table.find(W + "tblPr")
    look = None if properties is None else properties.find(W + "tblLook")
    parts = state.styles.table(value(properties, "tblStyle") or "")
    marked = _marked_rows(rows)
    count = marked or _head_rows(state, look, parts, grid, rows)
    count = _with_spans(grid, count)
    if count >= len(grid):
        count = 0 if not marked else max(1, len(grid) - 1)
    return Heads(count, _has_head_column(state, look, parts, grid, count))


def _marked_rows(rows: list[Element]) -> int:
    """The rows at the head that are repeated on each page (17.4.49)."""
    count = 0
    while count < len(rows) and is_on(value(rows[count], "trPr", "tblHeader")):
        count += 1
    return count


def _with_spans(grid: Grid, count: int) -> int:
    """A head whose cells go on in the next row takes that row in."""
    at = 0
    while at < count and at < len(grid):
        count = max([count, *(at + cell.rows for cell in grid[at] if cell.rows > 1)])
        at += 1
    return min(count, len(grid))


def _says(look: Element | None, name: str, bit: int) -> bool | None:
    """What a ``w:tblLook`` says of first row or column; None when there is none."""
    if look is None:
        return None
    stated = look.get(W + name)
    if stated is not None:
        return is_on(stated)
    try:
        return bool(int(look.get(W + "val") or "0", 16) & bit)
    except ValueError:
        return None


def _head_rows(state: State, look: Element | None, parts: list[Element], grid: Grid, rows: list[Element]) -> int:
    if len(grid) < 2:
        return 0
    first = grid[0]
    if not any(cell.words for cell in first):
        return 0
    title = len(first) == 1 and len(grid) > 2 and len(grid[1]) > 1
    says = _says(look, "firstRow", FIRST_ROW)
    if title:  # one cell over the whole table names it; what names the columns is below
        below = _stands_out(state, grid, 1) or _over_figures(grid, 1)
        return 2 if below else (1 if says or _stands_out(state, grid, 0) else 0)
    marked = all(cell.element is not None and _conditional(cell.element, 0) for cell in first if cell.words)
    if marked or _conditional(rows[0], 0) or _stands_out(state, grid, 0):
        return 1
    if says and (_styled(parts, "firstRow") or _may_be_head(grid)):
        return 1
    return 1 if _over_figures(grid, 0) else 0


def _may_be_head(grid: Grid) -> bool:
    """Whether a first row that Word calls a header row can be one: it names something, and is not a row of figures."""
    first = [cell.words for cell in grid[0]]
    if any(len(text) > LONG for text in first) and any(len(text) > 2 * LONG for text in first):
        return False
    named = [text for text in first[1:] or first if text]
    return bool(named)


def _conditional(made: Element, place: int) -> bool:
    """Whether Word noted that a row or cell is in the first row (``w:cnfStyle``, 17.4.8); ``place`` 2: first column."""
    names = {0: "firstRow", 2: "firstColumn"}
    for holder in ("trPr", "tcPr", f"p/{W}pPr"):
        found = made.find(f"{W}{holder}/{W}cnfStyle")
        if found is None:
            continue
        stated = found.get(W + names[place])
        bits = found.get(W + "val") or ""
        if is_on(stated) or (stated is None and bits[place : place + 1] == "1"):
            return True
    return False


def _styled(parts: list[Element], kind: str) -> bool:
    """Whether a table style shows a first row or column in some way of its own (17.7.6.6)."""
    return any(one.get(W + "type") == kind and len(one) for part in parts for one in part.findall(W + "tblStylePr"))


def _stands_out(state: State, grid: Grid, at: int) -> bool:
    """Whether every cell of a row with words is bold or shaded, and those of the rows below are not."""
    row = [cell for cell in grid[at] if cell.words]
    below = [cell for other in grid[at + 1 :] for cell in other if cell.words]
    if not row or not below:
        return False
    for looks in (_is_bold, _is_shaded):
        if all(looks(state, cell) for cell in row) and sum(looks(state, cell) for cell in below) * 2 <= len(below):
            return True
    return False


def _is_bold(state: State, cell: Seen) -> bool:
    if cell.element is None:
        return False
    said = False
    for paragraph in cell.element.iter(W + "p"):
        style = state.styles.paragraph(value(paragraph, "pPr", "pStyle") or "")
        if any("heading" in name or "header" in name for name in style.names[:1]) and style.kind != "furniture":
            said = True
            continue
        around = is_on(style.run_value("b"))
        for run in paragraph.iter(W + "r"):
            if not any((text.text or "").strip() for text in run.iter(W + "t")):
                continue
            properties = run.find(W + "rPr")
            own = value(properties, "b")
            character = state.styles.character(value(properties, "rStyle") or "")
            own = character.run_value("b") if own is None else own
            if not (is_on(own) if own is not None else around or character.kind == "strong"):
                return False
            said = True
    return said


def _is_shaded(state: State, cell: Seen) -> bool:
    shade = None if cell.element is None else cell.element.find(f"{W}tcPr/{W}shd")
    if shade is None:
        return False
    fill = (shade.get(W + "fill") or "auto").lower()
    if (shade.get(W + "themeFill") or "none") not in _PAPER:
        return True
    return fill not in ("auto", "ffffff", "") or (shade.get(W + "val") or "clear") not in ("clear", "nil")


def _over_figures(grid: Grid, at: int) -> bool:
    """Whether a row of words stands over at least one column that is all figures."""
    row, below = grid[at], grid[at + 1 :]
    if len(row) < 2 or len(below) < 2 or any(not cell.words or _is_figure(cell.words) for cell in row[1:]):
        return False
    for cell in row[1:]:
        held = [other.words for line in below for other in line if other.start == cell.start and other.end == cell.end]
        if len(held) >= 2 and all(text and _is_figure(text) for text in held):
            return True
    return False


def _is_figure(text: str) -> bool:
    return bool(_FIGURES.fullmatch(text.strip())) and any(char.isdigit() for char in text)


def _has_head_column(state: State, look: Element | None, parts: list[Element], grid: Grid, head: int) -> bool:
    """Whether the first column names its rows: bold, shaded, marked, styled so, or under an empty corner."""
    body = grid[head:]
    first = [row[0] for row in body if row and row[0].start == 0]
    rest = [cell for row in body for cell in row if cell.start > 0 and cell.words]
    named = [cell for cell in first if cell.words]
    if not named or not rest or len(named) * 2 < len(first) or all(_is_figure(cell.words) for cell in named):
        return False
    if any(len(cell.words) > LONG for cell in named):
        return False
    if head and grid[0] and grid[0][0].start == 0 and not grid[0][0].words and len(grid[0]) > 1:
        return True
    for looks in (_is_bold, _is_shaded):
        if all(looks(state, cell) for cell in named) and sum(looks(state, cell) for cell in rest) * 2 <= len(rest):
            return True
    if all(cell.element is not None and _conditional(cell.element, 2) for cell in named):
        return True
    return bool(_says(look, "firstColumn", FIRST_COLUMN)) and _bold_in_style(parts)


def _bold_in_style(parts: list[Element]) -> bool:
    """Whether a table style sets its first column bold: then Word shows it, and the flag means it."""
    for part in parts:
        for one in part.findall(W + "tblStylePr"):
            if one.get(W + "type") == "firstCol":
                return is_on(value(one, "rPr", "b")) or one.find(f"{W}tcPr/{W}shd") is not None
    return False
