"""What a loss says, word for word: the parts of messages that a mutant may change without another test noticing."""

from __future__ import annotations

from exporter.comparison.loss import EXCERPT, excerpt
from exporter.comparison.losses import compare, difference
from exporter.comparison.table_grid import grid
from exporter.model import Cell, Document, List, ListItem, Metadata, Row, Table, TableBody
from tests.checks.rich import p


def cell(text: str, rowspan: int = 1) -> Cell:
    return Cell((p(text),), rowspan=rowspan)


def listed(*, ordered: bool) -> Document:
    return Document(
        metadata=Metadata(title="T"), blocks=(List((ListItem((p("one"),)), ListItem((p("two"),))), ordered),)
    )


def test_a_list_that_changes_its_kind_says_which_way() -> None:
    ordered, bullets = listed(ordered=True), listed(ordered=False)
    assert [loss.message for loss in compare(ordered, bullets, "epub")] == ["a numbered list became one with bullets"]
    assert [loss.message for loss in compare(bullets, ordered, "epub")] == ["a list with bullets became a numbered one"]


def test_an_excerpt_is_as_long_as_it_may_be_and_no_longer() -> None:
    whole = "x" * EXCERPT
    assert excerpt(whole) == whole
    assert excerpt(whole + "y") == "x" * (EXCERPT - 1) + "…"


def test_a_difference_is_shown_from_the_beginning_where_it_is_near() -> None:
    assert difference("one two", "one too") == "“one two” became “one too”"
    assert difference("a" * 15 + "b", "a" * 15 + "c").startswith(f"“{'a' * 15}b” became")
    assert difference("a" * 16 + "b", "a" * 16 + "c").startswith(f"“…{'a' * 15}b” became")


def test_a_cell_over_three_rows_keeps_its_column_in_each() -> None:
    rows = (Row((cell("tall", rowspan=3), cell("1"))), Row((cell("2"),)), Row((cell("3"),)), Row((cell("4"),)))
    places = {placed.cell.blocks: (placed.row, placed.column) for placed in grid(Table((TableBody(rows),)))}
    assert [places[(p(text),)] for text in ("tall", "1", "2", "3", "4")] == [(0, 0), (0, 1), (1, 1), (2, 1), (3, 0)]
