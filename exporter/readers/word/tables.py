"""Tables (ECMA-376 part 1, 17.4): rows, cells and what is merged; a table that only frames text is taken apart.

Word lays rows out one by one, each with its own cells. Here they become a grid in which every cell has its columns, so
that two readers count the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from exporter.model import Block, Blocks, Cell, Column, HeaderScope, Image, Paragraph, Row, Table, TableBody, Text, walk
from exporter.readers.word.inlines import unwrapped
from exporter.readers.word.items import Item
from exporter.readers.word.ooxml import Element, W, first_child, is_on, number, parts_of, value
from exporter.readers.word.revisions import cell_is_gone, row_is_gone
from exporter.readers.word.state import LAYOUT, State
from exporter.readers.word.table_heads import Heads, Seen, heads_of

MOST_SPAN = 1000


@dataclass(slots=True)
class _Place:
    """A cell in the grid: the columns from ``start`` to ``end``, the rows it goes over, and what it holds."""

    start: int
    end: int
    element: Element | None
    rows: int = 1
    blocks: Blocks = ()


@dataclass(slots=True)
class _Grid:
    """A table's rows as cells with columns."""

    elements: list[Element] = field(default_factory=list)
    rows: list[list[_Place]] = field(default_factory=list)


def table_items(state: State, made: Element) -> list[Item]:
    """A table as one item, or the items in it when it only lays them out."""
    if state.depth >= state.limits.depth:
        state.report("IN004", f"what is nested deeper than {state.limits.depth} levels was left out", once=True)
        return []
    state.depth += 1
    try:
        return _table(state, made)
    finally:
        state.depth -= 1


def _table(state: State, made: Element) -> list[Item]:
    grid = _grid(state, made)
    if not grid.rows:
        return []
    if _is_layout(state, made, grid):
        return _taken_apart(state, made, grid)
    identifier = state.take_id()
    state.in_cell += 1
    for row in grid.rows:
        for place in row:
            if place.element is not None:
                place.blocks = state.read.blocks(state, place.element)
    state.in_cell -= 1
    identifier = identifier or state.take_id()
    _narrow(grid)
    properties = first_child(made, "tblPr")
    heads = heads_of(state, made, [[_seen(place) for place in row] for row in grid.rows], grid.elements)
    caption, description = (
        " ".join((value(properties, name) or "").split()) for name in ("tblCaption", "tblDescription")
    )
    table = _built(grid, heads, description if description != caption else "", state)
    return [Item(kind="table", block=table, alias=caption, id=identifier, pos=table.pos)]


# --- the grid -------------------------------------------------------------------------------------------------------


def _grid(state: State, made: Element) -> _Grid:
    grid = _Grid()
    above: dict[int, _Place] = {}
    for row in _rows(made):
        if row_is_gone(state, row) or is_on(value(row, "trPr", "hidden")):
            continue
        places, above = _row(state, row, above)
        grid.elements.append(row)
        grid.rows.append(places)
    return grid


def _row(state: State, row: Element, above: dict[int, _Place]) -> tuple[list[_Place], dict[int, _Place]]:
    """The cells of a row, and those open to be merged with what is below, by their first column."""
    places: list[_Place] = []
    going_on: dict[int, _Place] = {}
    column = number(value(row, "trPr", "gridBefore"), most=MOST_SPAN)
    if column:
        places.append(_Place(0, column, None))
    for cell in _cells(row):
        properties = first_child(cell, "tcPr")
        if properties is not None and cell_is_gone(state, properties):
            continue
        end = column + max(1, number(value(properties, "gridSpan"), 1, MOST_SPAN))
        across, down = value(properties, "hMerge"), value(properties, "vMerge")
        if across is not None and across != "restart" and places:
            places[-1].end = end
        elif down is not None and down != "restart" and (upper := above.get(column)) and upper.end == end:
            upper.rows += 1
            going_on[column] = upper
        else:
            place = _Place(column, end, cell)
            places.append(place)
            state.cells += 1
            if down is not None:
                going_on[column] = place
        column = end
    if after := number(value(row, "trPr", "gridAfter"), most=MOST_SPAN):
        places.append(_Place(column, column + after, None))
    if state.cells > state.limits.table_cells * 10:
        state.limits.refuse_above("table_cells", state.cells, f"{state.package.package.name}: a table")
    return places, going_on


def _rows(made: Element) -> Iterator[Element]:
    for part in parts_of(made):
        if part.tag == W + "tr":
            yield part
        elif part.tag == W + "sdt" and (content := first_child(part, "sdtContent")) is not None:
            yield from _rows(content)


def _cells(row: Element) -> Iterator[Element]:
    for part in parts_of(row):
        if part.tag == W + "tc":
            yield part
        elif part.tag == W + "sdt" and (content := first_child(part, "sdtContent")) is not None:
            yield from _cells(content)


def _narrow(grid: _Grid) -> None:
    """Leave out columns in which no cell begins: Word makes them where rows do not line up."""
    begins = sorted({place.start for row in grid.rows for place in row})
    width = max((place.end for row in grid.rows for place in row), default=0)
    known = {start: at for at, start in enumerate(begins)}
    stops = [*begins, width]
    for row in grid.rows:
        for place in row:
            first = known[place.start]
            last = next((at for at, stop in enumerate(stops) if stop >= place.end), len(begins))
            place.start, place.end = first, max(last, first + 1)


def _seen(place: _Place) -> Seen:
    return Seen(place.start, place.end, place.rows, _words_of(place.blocks), place.element)


def _words_of(blocks: Blocks) -> str:
    return " ".join(node.text for node in walk(blocks) if isinstance(node, Text)).strip()


# --- the table ------------------------------------------------------------------------------------------------------


def _built(grid: _Grid, heads: Heads, description: str, state: State) -> Table:
    width = max((place.end for row in grid.rows for place in row), default=1)
    rows: list[Row] = []
    filled: list[int] = [0] * len(grid.rows)
    for at, places in enumerate(grid.rows):
        for place in places:
            for below in range(at, min(at + place.rows, len(filled))):
                filled[below] += place.end - place.start
    for at, places in enumerate(grid.rows):
        cells = [_cell(place, at, heads, len(grid.rows)) for place in places]
        if filled[at] < width:
            cells.append(Cell((), colspan=width - filled[at]))
        rows.append(Row(tuple(cells)))
    bodies = (TableBody(tuple(rows[heads.rows :])),) if rows[heads.rows :] else ()
    columns = tuple(Column() for _ in range(width))
    return Table(bodies, tuple(rows[: heads.rows]), columns=columns, description=description, pos=state.pos)


def _cell(place: _Place, row: int, heads: Heads, rows: int) -> Cell:
    in_head = row < heads.rows
    header = in_head or (heads.column and place.start == 0)
    corner = in_head and heads.column and place.start == 0 and not place.blocks
    scope: HeaderScope = "" if not header or corner else "col" if in_head else "row"
    if in_head and place.end - place.start > 1:
        scope = "colgroup" if heads.rows > 1 and row < heads.rows - 1 else "col"
    down = min(place.rows, (heads.rows if in_head else rows) - row)
    blocks = tuple(_not_bold(block) for block in place.blocks) if header else place.blocks
    return Cell(blocks, header and not corner, scope, down, place.end - place.start)


def _not_bold(block: Block) -> Block:
    """A head's paragraph without the bold that is round all of it: being a head says it."""
    return replace(block, content=unwrapped(block.content, "strong")) if isinstance(block, Paragraph) else block


# --- frames ---------------------------------------------------------------------------------------------------------


def _is_layout(state: State, made: Element, grid: _Grid) -> bool:
    """Whether a table only places things: one cell; or no lines, and a row or column of blocks or pictures."""
    cells = [place for row in grid.rows for place in row if place.element is not None]
    if len(cells) <= 1 or (not state.in_cell and _has_title(state, made)):
        return True
    said = first_child(made, "tblPr")
    if any(value(said, name) for name in ("tblCaption", "tblDescription")):
        return False  # somebody has said what table it is
    if _has_lines(state, made) or any(value(row, "trPr", "tblHeader") is not None for row in grid.elements):
        return False
    held = [place.element for place in cells if place.element is not None]
    if any(cell.find(f"{W}tcPr/{W}tcBorders") is not None or cell.find(f"{W}tcPr/{W}shd") is not None for cell in held):
        return False
    one_way = len(grid.rows) == 1 or all(len(row) == 1 for row in grid.rows)
    rich = any(len(cell.findall(W + "p")) > 2 or cell.find(f".//{W}drawing") is not None for cell in held)
    return one_way or (rich and len(grid.rows) <= 3)


def _has_title(state: State, made: Element) -> bool:
    """Whether a cell holds the article's title: then the table is a masthead, which is set out and no table."""
    styles = (value(line, "pPr", "pStyle") for line in made.iter(W + "p"))
    return any(name and state.styles.paragraph(name).kind == "title" for name in styles)


def _has_lines(state: State, made: Element) -> bool:
    """Whether a table or its style draws lines (17.4.38)."""
    own = made.find(f"{W}tblPr/{W}tblBorders")
    style = value(first_child(made, "tblPr"), "tblStyle") or ""
    found = own
    if found is None:
        of_style = (part.find(f"{W}tblPr/{W}tblBorders") for part in state.styles.table(style))
        found = next((part for part in of_style if part is not None), None)
    if found is None:
        return any(first_child(part, "tblStylePr") is not None for part in state.styles.table(style))
    return any((side.get(W + "val") or "nil") not in ("nil", "none") for side in found)


def _taken_apart(state: State, made: Element, grid: _Grid) -> list[Item]:
    """What a frame holds, in the order of its cells; one cell with a line round it is a box, an aside."""
    cells = [place.element for row in grid.rows for place in row if place.element is not None]
    out: list[Item] = []
    for cell in cells:
        out += state.read.items(state, cell)
    out = [item for item in out if item.kind != "empty"]
    if len(cells) > 1 or any(item.kind == "title" for item in out):
        state.count(LAYOUT)
    if len(cells) == 1 and _has_lines(state, made) and out and not state.in_cell and not _only_pictures(out):
        return [Item(kind="group", tag="aside:sidebar", inner=tuple(out), pos=state.pos)]
    return out


def _only_pictures(items: list[Item]) -> bool:
    shown = [item for item in items if not item.kind.endswith("caption")]
    return all(item.content and all(isinstance(node, Image) for node in item.content) for item in shown)
