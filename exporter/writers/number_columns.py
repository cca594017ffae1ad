"""Which columns of a table hold numbers: these are set flush right, so that digits stand below digits.

A look and no meaning, so it is the writers' and not in the model. What a source says of a column's alignment wins.
"""

from __future__ import annotations

import re
from dataclasses import replace

from exporter.model import Column, Row, Table, plain_text

_NUMBER = re.compile(
    r"[+\-−–±≈~<>≤≥]?\s?[€$£¥]?\s?[+\-−–]?\d[\d\s.,'’\u00a0\u202f/:]*(?:\s?(?:%|‰|°C?|€|\$|£|[A-Za-zµ²³]{1,3}))?"
)
NOTHING = frozenset(["", "-", "–", "—", "−", "…", ".", "n/a", "k. A.", "?"])
"""What stands in a column of numbers where there is none."""
LEAST = 2
"""Numbers that make a column one of numbers."""


def number_columns(table: Table) -> frozenset[int]:
    """The columns, from 0, whose cells below the head are numbers, and of which the source says no alignment."""
    rows = [row for body in table.bodies for row in body.rows] + list(table.foot)
    if any(cell.colspan > 1 or cell.rowspan > 1 for row in rows for cell in row.cells):
        return frozenset()
    count = max((len(row.cells) for row in rows), default=0)
    stated = {number for number, column in enumerate(table.columns) if column.align}
    return frozenset(number for number in range(count) if number not in stated and _has_numbers(rows, number))


def aligned_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table with the alignment of those that hold numbers."""
    numbers = number_columns(table)
    count = max(len(table.columns), max(numbers, default=-1) + 1)
    columns = [*table.columns, *(Column() for _ in range(count - len(table.columns)))]
    return tuple(replace(column, align="right") if at in numbers else column for at, column in enumerate(columns))


def _has_numbers(rows: list[Row], number: int) -> bool:
    cells = [row.cells[number] for row in rows if number < len(row.cells)]
    if any(cell.header or cell.align for cell in cells):
        return False
    words = [plain_text(cell.blocks).strip() for cell in cells]
    said = [text for text in words if text not in NOTHING]
    return len(said) >= LEAST and all(_NUMBER.fullmatch(text) for text in said)
