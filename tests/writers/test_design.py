"""How the pages look: headlines of even lines, numbers in line, code and quotes kept whole, one grid."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pytest
from pdfminer.layout import LTChar

import exporter
from exporter.model import Column, Document, Table, walk
from exporter.writers import WriteOptions
from exporter.writers.number_columns import aligned_columns, number_columns
from exporter.writers.pdf import write
from tests.writers.test_page_style import items

LEFT, RIGHT = 107.7, 487.6
"""The edges of the text column in points: A4 with margins of 38 mm."""


def article(markdown: str, title: str = "T", lang: str = "en") -> Document:
    text = f"---\ntitle: {title}\nlang: {lang}\n---\n\n{markdown}"
    return exporter.open_article(text.encode(), name="a.md").document


def lines(document: Document, size: float, **options: Any) -> list[tuple[int, str, float, float]]:
    """The lines of letters of a size: page, words, left and right edge."""
    letters = list(items(write(document, WriteOptions.of(**options)).data, LTChar))
    found = []
    for (page, _), row in groupby(letters, key=lambda item: (item.page, round(item.y0))):
        kept = [item for item in row if abs(item.size - size) < 0.6]
        if kept:
            words = "".join(item.get_text() for item in kept)
            found.append((page, words, min(item.x0 for item in kept), max(item.x1 for item in kept)))
    return found


TITLE = "The bridge inquiry hears why nobody measured it"


def test_no_word_of_a_headline_stands_alone() -> None:
    rows = lines(article("Words.", title=TITLE), 26.95)
    widths = [right - left for _, _, left, right in rows]
    assert len(rows) == 2
    assert min(widths) > 0.7 * max(widths)
    assert "".join(words for _, words, *_ in rows).split() == TITLE.split()


def test_a_headline_of_one_line_and_a_paragraph_are_as_wide_as_the_column() -> None:
    rows = lines(article("Every word of this paragraph goes on to the very end of the line. " * 6), 11)
    assert max(right for *_, right in rows) > RIGHT - 25


def test_headlines_from_the_right_begin_at_the_right() -> None:
    rows = lines(
        article("كلمات.", title="تحقيق الجسر يسمع لماذا لم يقسه أحد طوال هذه السنين الطويلة", lang="ar"), 26.95
    )
    assert len(rows) > 1
    assert all(abs(right - RIGHT) < 6 for *_, right in rows)


@pytest.mark.slow
def test_code_stays_whole_unless_it_is_long() -> None:
    code = "\n".join(f"    line{number}()" for number in range(12))
    for before in range(14, 26):
        text = "\n\n".join(["A paragraph of one line."] * before)
        pages = {page for page, words, *_ in lines(article(f"{text}\n\n{code}\n"), 8.47) if words.startswith("line")}
        assert len(pages) == 1
    long = "\n".join(f"    line{number}()" for number in range(70))
    assert len({page for page, words, *_ in lines(article(long), 8.47) if words.startswith("line")}) > 1


def table(*cells: str, align: tuple[str, ...] = ()) -> Table:
    rows = "".join(f"<tr><td>{cell.replace('|', '</td><td>')}</td></tr>" for cell in cells)
    document = exporter.open_article(f"<h1>T</h1><table>{rows}</table>".encode(), name="a.html").document
    (found,) = (node for node in walk(document) if isinstance(node, Table))
    return found


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["North|1,204|97.1 %", "South|87|−0.5 %"], {1, 2}),
        (["a|€ 12", "b|12 km", "c|–"], {1}),
        (["a|12", "b|about 13"], set()),
        (["a|12", "b|"], set()),  # one number is no column of numbers
        (["12|x", "13|y"], {0}),
    ],
)
def test_columns_of_numbers_are_known(cells: list[str], expected: set[int]) -> None:
    assert number_columns(table(*cells)) == expected


def test_what_the_source_says_of_a_column_wins() -> None:
    from dataclasses import replace

    stated = replace(table("a|1", "b|2"), columns=(Column(), Column(align="left")))
    assert number_columns(stated) == set()
    assert aligned_columns(stated) == stated.columns


def test_digits_stand_below_digits() -> None:
    source = "| Station | Trains |\n|---|---|\n| North | 1,204 |\n| South | 87 |\n"
    letters = list(items(write(article(source), WriteOptions()).data, LTChar))
    ends = {round(item.x1, 1) for item in letters if item.get_text() in "47" and abs(item.size - 9.46) < 0.6}
    assert len(ends) == 1
