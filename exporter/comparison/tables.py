"""Tables as grids: size, header cells with what they are headers of, spans, description."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exporter.comparison.facts import Unit
from exporter.comparison.header_cells import Spot, headers_of
from exporter.comparison.loss import Comparison
from exporter.comparison.table_grid import Placed, grid
from exporter.model import Table, plain_text

NO_GROUPS = ("pdf", "docx")
"""Formats whose header cells head a row or a column and nothing between (ISO 32000-1, table 349; ECMA-376, 17.4)."""


def compare_tables(made: Comparison) -> None:
    """Compare every table of the original with the one its words are in now."""
    first: dict[int, Unit] = {}
    for unit in made.before.units:
        for frame in unit.path:
            first.setdefault(frame.number, unit)
    for number, table in made.before.tables.items():
        found = made.frames.get(number)
        if found is not None and isinstance(found.node, Table):
            for kind, message in table_differences(table, found.node, groups=made.format not in NO_GROUPS):
                made.lose(kind, "changed", message, first.get(number), made.where.get(number))


def table_differences(old: Table, new: Table, *, groups: bool = True) -> Iterator[tuple[str, str]]:
    """What differs between two tables as (kind, message); ``groups``: whether scopes of groups are told from others."""
    before, after = list(grid(old)), list(grid(new))
    size, other_size = _size(before), _size(after)
    if size != other_size:
        yield "table", f"the table has {other_size[0]} rows and {other_size[1]} columns, not {size[0]} and {size[1]}"
    found = {(placed.row, placed.column): placed for placed in after}
    for placed in before:
        match = found.get((placed.row, placed.column))
        if match is None:
            continue
        yield from _cell_differences(placed, match, groups)
    if size == other_size:
        yield from _named_headers(before, after)
    if " ".join(old.description.split()) != " ".join(new.description.split()):
        yield "table", "the table's description is not the same"


def _cell_differences(old: Placed, new: Placed, groups: bool) -> Iterator[tuple[str, str]]:
    one, two = old.cell, new.cell
    if (one.header, one.rowspan, one.colspan) == (two.header, two.rowspan, two.colspan) and (
        not one.header or old.scope == new.scope
    ):
        return
    where = f"row {old.row + 1}, column {old.column + 1}"
    words = " ".join(plain_text(old.cell.blocks).split())
    where += f" (“{words[:30]}”)" if words else ""
    empty = not words and not new.cell.blocks
    if (old.cell.rowspan, old.cell.colspan) != (new.cell.rowspan, new.cell.colspan):
        yield (
            "table",
            f"{where} spans {new.cell.rowspan} × {new.cell.colspan}, not {old.cell.rowspan} × {old.cell.colspan}",
        )
    if old.cell.header != new.cell.header and not empty:
        yield "table headers", f"{where} is {'no longer a header' if old.cell.header else 'now a header'}"
    elif old.cell.header and not empty and _scope(old, groups) != _scope(new, groups):
        yield "table headers", f"{where} is the header of a {new.scope}, not of a {old.scope}"


def _named_headers(before: Sequence[Placed], after: Sequence[Placed]) -> Iterator[tuple[str, str]]:
    """Where a table of the copy names the headers of its cells, each must be the one that the cell had before."""
    if not any(one.cell.headers for one in after):
        return
    had, has = headers_of(before), headers_of(after)
    words = {(one.row, one.column): " ".join(plain_text(one.cell.blocks).split())[:30] for one in after}
    for spot, old in had.items():
        new = has.get(spot)
        if new is not None and new != old:
            where = f"row {spot[0] + 1}, column {spot[1] + 1} (“{words.get(spot, '')}”)"
            yield "table headers", f"{where} is told under {_told(new, words)}, not under {_told(old, words)}"


def _told(heads: frozenset[Spot], words: dict[Spot, str]) -> str:
    return ", ".join(f"“{words.get(spot, '')}”" for spot in sorted(heads)) or "no header"


def _scope(placed: Placed, groups: bool) -> str:
    return placed.scope if groups else placed.scope.removesuffix("group")


def _size(placed: list[Placed]) -> tuple[int, int]:
    rows = max((one.row for one in placed), default=-1) + 1
    return rows, max((one.column + one.cell.colspan for one in placed), default=0)
