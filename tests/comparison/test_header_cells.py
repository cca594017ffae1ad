"""Which headers are heard with a cell: by position as HTML says, by name where cells name them; in files likewise."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from exporter.comparison.header_cells import headers_of
from exporter.comparison.losses import compare
from exporter.comparison.table_grid import grid
from exporter.comparison.tables import table_differences
from exporter.model import Cell, Document, Metadata, Paragraph, Row, Section, Table, TableBody, Text, plain_text
from exporter.readback import open_file
from exporter.writers import WriteOptions, writer
from exporter.writers.pdf.header_cells import header_names


def cell(text: str, scope: str = "", *, rows: int = 1, columns: int = 1, headers: tuple[str, ...] = ()) -> Cell:
    made = Cell((Paragraph((Text(text),)),), bool(scope), "", rows, columns, "", headers)
    return replace(made, scope=scope) if scope in ("row", "col", "rowgroup") else made


def table(*rows: list[Cell], head: int = 1) -> Table:
    made = [Row(tuple(cells)) for cells in rows]
    return Table((TableBody(tuple(made[head:])),), tuple(made[:head]), caption=(Text("Rain"),))


def told(made: Table) -> dict[str, list[str]]:
    """Words of each data cell → the words of its headers in order of their places."""
    cells = list(grid(made))
    words = {(one.row, one.column): plain_text(one.cell.blocks).strip() for one in cells}
    return {words[spot]: [words[head] for head in sorted(heads)] for spot, heads in headers_of(cells).items()}


def two_rows_of_heads() -> Table:
    return table(
        [cell("Year", "col", rows=2), cell("Rain", "col", columns=2), cell("Sun", "col", rows=2)],
        [cell("mm", "col"), cell("days", "col")],
        [cell("2020", "row"), cell("812"), cell("140"), cell("1500")],
        head=2,
    )


def test_headers_by_position() -> None:
    assert told(two_rows_of_heads()) == {
        "812": ["Rain", "mm", "2020"],
        "140": ["Rain", "days", "2020"],
        "1500": ["Sun", "2020"],
    }


def test_headers_by_name_come_first_and_a_name_that_is_not_there_names_nothing() -> None:
    made = table([replace(cell("A", "col"), id="a"), cell("B", "col")], [cell("1"), cell("2", headers=("a", "z"))])
    assert told(made) == {"1": ["A"], "2": ["A"]}


def generated(seed: int) -> Table:
    """Rows of cells with headers strewn among them, some over several columns."""
    dice = random.Random(seed)
    rows = []
    for row in range(dice.randint(2, 6)):
        left, cells = dice.choice([4, 4, 5]), []
        while left > 0:
            wide = min(left, dice.choice([1, 1, 1, 2]))
            scope = dice.choice(["", "", "", "row", "col"]) if row else "col"
            cells.append(cell(f"r{row}c{left}", scope, columns=wide))
            left -= wide
        rows.append(cells)
    return table(*rows)


@pytest.mark.parametrize("seed", range(60))
def test_the_writer_and_the_comparison_find_the_same_headers(seed: int) -> None:
    """Two ways of HTML's algorithm, made apart, on tables that nobody chose."""
    made = generated(seed)
    names, found = header_names(made, "t")
    cells = list(grid(made))
    words = {id(one.cell): plain_text(one.cell.blocks).strip() for one in cells}
    by_name = {name: words[key] for key, name in names.items()}
    if found:
        assert {words[key]: sorted(by_name[name] for name in heads) for key, heads in found.items()} == {
            text: sorted(heads) for text, heads in told(made).items() if heads
        }


@pytest.mark.parametrize("form", ["pdf", "epub"])
def test_the_headers_of_a_finished_file_are_those_of_the_article(form: str) -> None:
    document = Document(
        metadata=Metadata(title="Rain", lang="en"),
        title=(Text("Rain"),),
        blocks=(Section((Text("Rain by year"),), (two_rows_of_heads(),)),),
    )
    again = open_file(writer(form)(document, WriteOptions()).data, f"rain.{form}")
    assert compare(document, again, form) == []


def test_another_header_is_a_loss_and_says_which() -> None:
    old = two_rows_of_heads()
    head = tuple(Row(tuple(replace(one, id=f"h{one.blocks}") for one in row.cells)) for row in old.head)
    names = {plain_text(one.blocks).strip(): one.id for row in head for one in row.cells}
    (body,) = old.bodies
    row = body.rows[0].cells
    wrong = (row[0], replace(row[1], headers=(names["Sun"],)), *row[2:])
    new = replace(old, head=head, bodies=(TableBody((Row(wrong),)),))
    assert list(table_differences(old, new)) == [
        (
            "table headers",
            "row 3, column 2 (“812”) is told under “Sun”, not under “Rain”, “mm”, “2020”",
        )
    ]
    assert list(table_differences(old, replace(new, bodies=old.bodies))) == []
