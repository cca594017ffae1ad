"""Which headers the cells of a table name in a PDF, on tables whose shape alone does not tell (HTML 4.9.12.2)."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model import Cell, Paragraph, Row, Table, TableBody, Text, plain_text
from exporter.writers.pdf import structure_tree
from exporter.writers.pdf.header_cells import header_names
from exporter.writers.pdf.structure import walk
from tests.writers.test_pdf_structure import document

Scope = Literal["", "row", "col", "rowgroup", "colgroup"]


def td(text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell((Paragraph((Text(text),)),), rowspan=rows, colspan=columns)


def th(text: str, scope: Scope = "", rows: int = 1, columns: int = 1) -> Cell:
    return Cell((Paragraph((Text(text),)),), True, scope, rows, columns)


def table(head: list[list[Cell]], *bodies: list[list[Cell]]) -> Table:
    made = [tuple(Row(tuple(cells)) for cells in rows) for rows in (head, *bodies)]
    return Table(tuple(TableBody(rows) for rows in made[1:]), made[0])


def headers(made: Table) -> dict[str, list[str]]:
    """The words of each data cell with the words of the headers that it names."""
    names, found = header_names(made, "t")
    cells = [cell for rows in (made.head, *(body.rows for body in made.bodies)) for row in rows for cell in row.cells]
    said = {id(cell): plain_text(cell.blocks).strip() for cell in cells}
    by_name = {name: said[key] for key, name in names.items()}
    return {said[key]: [by_name[name] for name in heads] for key, heads in found.items()}


def test_a_table_with_one_row_and_one_column_of_headers_needs_no_names() -> None:
    made = table([[th("City"), th("2019"), th("2020")]], [[th("Leeds", "row"), td("10"), td("20")]])
    assert headers(made) == {}


def test_headers_over_several_columns() -> None:
    made = table(
        [[th("Year", rows=2), th("Rain", columns=2), th("Sun", rows=2)], [th("mm"), th("days")]],
        [[th("2020", "row"), td("812"), td("140"), td("1500")]],
    )
    assert headers(made) == {
        "812": ["2020", "Rain", "mm"],
        "140": ["2020", "Rain", "days"],
        "1500": ["2020", "Sun"],
    }


def test_a_header_of_a_row_group_holds_to_the_end_of_its_group_and_no_further() -> None:
    made = table(
        [[th("Route"), th("Stop"), th("Time")]],
        [[th("North", "rowgroup", rows=2), th("Ford", "row"), td("1")], [th("Weir", "row"), td("2")]],
        [[th("South", "rowgroup"), th("Mill", "row"), td("3")]],
    )
    assert headers(made) == {
        "1": ["North", "Ford", "Time"],
        "2": ["North", "Weir", "Time"],
        "3": ["South", "Mill", "Time"],
    }


def test_a_second_header_row_in_the_middle_takes_the_place_of_the_first() -> None:
    made = table(
        [[th("Name"), th("2019")]],
        [[td("a"), td("b")], [th("Title", "col"), th("2020", "col")], [td("c"), td("d")]],
    )
    assert headers(made) == {"a": ["Name"], "b": ["2019"], "c": ["Title"], "d": ["2020"]}


def test_a_cell_over_two_columns_has_the_headers_of_both() -> None:
    made = table(
        [[th("Team", rows=2), th("Score", columns=2)], [th("Home"), th("Away")]],
        [[th("Reds", "row"), td("abandoned", columns=2)]],
    )
    assert headers(made) == {"abandoned": ["Reds", "Score", "Home", "Away"]}


def test_names_the_author_gave_are_kept() -> None:
    named = Cell((Paragraph((Text("1"),)),), headers=("a",))
    made = table([[th("A", columns=2)]], [[named, td("2")]])
    assert header_names(made, "t") == ({}, {})


def test_a_table_inside_a_cell_leaves_the_names_of_the_outer_one() -> None:
    inner = table([[th("I", columns=2)], [th("i1"), th("i2")]], [[td("x"), td("y")]])
    outer = table([[th("O", columns=2)], [th("o1"), th("o2")]], [[Cell((inner,)), td("z")], [td("p"), td("q")]])
    tree = structure_tree(document(outer))
    names = {here.identifier for here in walk(tree) if here.type == "TH" and here.identifier}
    told = [here.attributes["Table"]["Headers"] for here in walk(tree) if here.type == "TD"]
    assert len(names) == 6
    for found in told:
        assert isinstance(found, list)
        assert len(found) == 2
        assert set(found) <= names


@st.composite
def grids(draw: st.DrawFn) -> Table:
    """Regular tables with header cells anywhere."""
    columns = draw(st.integers(1, 4))
    scopes = st.sampled_from(["", "row", "col", "rowgroup", "colgroup"])

    def rows(count: int) -> list[list[Cell]]:
        return [
            [
                Cell((Paragraph((Text(f"{draw(st.integers())}"),)),), draw(st.booleans()), draw(scopes))
                for _ in range(columns)
            ]
            for _ in range(count)
        ]

    return table(rows(draw(st.integers(0, 2))), rows(draw(st.integers(1, 3))), rows(draw(st.integers(0, 2))))


@given(grids())
def test_every_name_that_is_used_is_the_name_of_one_header(made: Table) -> None:
    names, found = header_names(made, "t")
    assert len(set(names.values())) == len(names)
    assert {name for heads in found.values() for name in heads} == set(names.values())
    groups = (made.head, *(body.rows for body in made.bodies))
    cells = {id(cell): cell for rows in groups for row in rows for cell in row.cells}
    assert all(cells[key].header for key in names)
    assert not any(cells[key].header for key in found)


@pytest.mark.parametrize("span", [2, 50_000])
def test_a_span_beyond_the_table_ends(span: int) -> None:
    names, found = header_names(table([[th("A", columns=span), th("B")]], [[td("1"), td("2")]]), "t")
    assert names or found
