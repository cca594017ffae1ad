"""Wide tables: how wide is counted from their words, and what is done about it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar

import exporter
from exporter.comparison.losses import compare
from exporter.model import Cell, Document, Metadata, Row, Section, Table, TableBody
from exporter.readback import open_file
from exporter.writers import WriteOptions
from exporter.writers.pdf import structure_tree, write
from exporter.writers.pdf.engines.painted import Piece
from exporter.writers.pdf.structure import walk
from exporter.writers.pdf.wide_tables import PADDING, fit_tables, table_width, widen
from tests.checks.rich import p, words


def table(columns: int, word: str = "Constituency") -> Table:
    """A table of as many columns, each with that word."""
    cells = tuple(Cell((p(f"{word} and more"),), True, "col") for _ in range(columns))
    data = tuple(Cell((p(str(number)),)) for number in range(columns))
    return Table((TableBody((Row(data),)),), (Row(cells),))


def sizes(*blocks: Section | Table) -> list[tuple[int, int]]:
    """Width and height of each page of a document with these blocks."""
    document = Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=blocks)
    with pikepdf.open(io.BytesIO(write(document, WriteOptions()).data)) as pdf:
        return [(round(float(page.MediaBox[2])), round(float(page.MediaBox[3]))) for page in pdf.pages]


UPRIGHT, TURNED = (595, 842), (842, 595)


def test_a_table_that_fits_stays_where_it_is() -> None:
    assert sizes(table(4)) == [UPRIGHT]


def test_a_table_a_little_too_wide_reaches_into_the_margins() -> None:
    assert sizes(Section(words("Wide"), (table(7),)), Section(words("Next"), (p("After."),))) == [UPRIGHT]
    cells = "".join(f"<td>{'w' * 12}</td>" for _ in range(8))
    root = etree.fromstring(f"<html><main><table><tr>{cells}</tr></table></main></html>")
    fit_tables(root)
    assert [found.get("class") for found in root.iter("table")] == ["table-wide"]


def test_no_word_of_a_cell_is_broken_where_the_words_fit() -> None:
    """The words of the widest table that is not turned stand whole, one a cell; the painted pieces show it."""
    tree = structure_tree(Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=(table(7),)))
    pieces = [kid.text.strip() for here in walk(tree) for kid in here.kids if isinstance(kid, Piece)]
    assert pieces.count("Constituency and more") + pieces.count("Constituency") == 7


@pytest.mark.parametrize(
    ("css", "columns", "expected"),
    [
        (":root { --text-size: 11pt }", 4, [UPRIGHT]),
        (":root { --text-size: 18pt }", 4, [UPRIGHT]),
        (":root { --text-size: 18pt }", 6, [UPRIGHT, TURNED]),
        (":root { --page-margin: 25mm 65mm }", 6, [UPRIGHT]),
        ("table { font-family: 'Source Code Pro' }", 6, [UPRIGHT]),
    ],
)
def test_a_table_is_measured_where_a_house_sets_other_type(
    css: str, columns: int, expected: list[tuple[int, int]], tmp_path: Path
) -> None:
    style = tmp_path / "house.css"
    style.write_text(css)
    document = Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=(table(columns),))
    data = write(document, WriteOptions(styles=(style,))).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [(round(float(page.MediaBox[2])), round(float(page.MediaBox[3]))) for page in pdf.pages] == expected
    widths = dict(enumerate(width for width, _ in expected))
    assert all(letter.x0 > 0 and letter.x1 < widths[letter.page] for letter in letters(data))


def letters(data: bytes) -> Iterator[Any]:
    """The letters on all pages, with their places."""
    for number, page in enumerate(extract_pages(io.BytesIO(data))):
        stack = list(page)
        while stack:
            item = stack.pop()
            if isinstance(item, LTChar):
                item.page = number
                yield item
            elif hasattr(item, "__iter__"):
                stack.extend(item)


def test_each_remedy_is_tried_once_and_in_order() -> None:
    root = etree.fromstring("<html><main><h2>x</h2><table/><ul><li><table/></li></ul></main></html>")
    free, bound = root.iter("table")
    tried = []
    while widen(free):
        tried.append(free.get("class"))
    assert tried == ["table-small", "table-wide", "table-turned", "table-turned table-broken"]
    assert root.get("class") == "has-turned"
    assert root.find("main/h2").get("class") == "turned"
    assert [widen(bound), bound.get("class"), widen(bound), bound.get("class"), widen(bound)] == [
        True,
        "table-small",
        True,
        "table-small table-broken",
        False,
    ]
    assert not widen(root)


def test_a_wide_table_is_turned_with_its_heading_and_the_text_goes_on_upright() -> None:
    section = Section(words("Wide"), (table(9), p("After.")))
    assert sizes(Section(words("First"), (p("Before."),)), section) == [UPRIGHT, TURNED, UPRIGHT]
    document = Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=(p("x"), section))
    heading = next(here for here in walk(structure_tree(document)) if here.type == "H2")
    assert [kid.page for kid in heading.kids if hasattr(kid, "page")] == [1]


@pytest.mark.slow
def test_even_a_table_that_fits_nowhere_is_written_whole() -> None:
    assert TURNED in sizes(table(40, "Unübersichtlichkeit"))


@pytest.mark.parametrize(
    ("markup", "letters", "columns"),
    [
        ("<table><tr><td>one three</td><td>x</td></tr></table>", 6, 2),
        ("<table><tr><td rowspan='2'>one</td><td>xx</td></tr><tr><td>four</td></tr></table>", 7, 2),
        ("<table><tr><td colspan='2'>verylongword</td></tr><tr><td>a</td><td>bb</td></tr></table>", 3, 2),
        ("<table></table>", 0, 0),
    ],
)
def test_width_is_the_longest_word_of_each_column(markup: str, letters: int, columns: int) -> None:
    assert table_width(etree.fromstring(markup), PADDING) == letters + max(columns - 1, 0) * PADDING


def test_a_table_in_a_list_is_never_turned() -> None:
    cells = "".join(f"<td>{'wide' * 5}</td>" for _ in range(8))
    root = etree.fromstring(f"<html><main><ul><li><table><tr>{cells}</tr></table></li></ul></main></html>")
    fit_tables(root)
    assert [found.get("class") for found in root.iter("table")] == ["table-small table-broken"]
    assert root.get("class") is None


@pytest.mark.parametrize("engine", ["weasyprint", "auto"])
@pytest.mark.parametrize("part", ["head", "foot"])
def test_the_rows_of_a_table_without_a_body_lie_in_the_table_itself(part: str, engine: str, tmp_path: Path) -> None:
    rows = table(2).head if part == "head" else table(2).bodies[0].rows
    blocks = (Table((), rows) if part == "head" else Table((), (), foot=rows), p("After."))
    document = Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=blocks)
    (tmp_path / "t.pdf").write_bytes(write(document, WriteOptions(engine=engine)).data)
    found = exporter.check(tmp_path / "t.pdf")
    assert [item.message for item in found if item.level == "error"] == []
    assert compare(document, open_file((tmp_path / "t.pdf").read_bytes(), "t.pdf"), "pdf") == []
