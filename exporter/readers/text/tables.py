"""Tables typed with tabs: where they are, what their caption is, and which cells are headers.

Text shows no headers, but figures do not name figures: words over a column of nothing but figures are its header, and a
word beside a row of nothing but figures is that row's (WCAG 2.2, 1.3.1). Where all cells are words nothing is inferred.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporter.bounds.gate import Limits
from exporter.readers.text.labels import Draft, Headers
from exporter.readers.text.lexicon import Lexicon, shape
from exporter.readers.text.rules import RULES
from exporter.readers.text.words import count_words

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[/–-]\d{2,4})?")


@shape
def _figure(words: Lexicon) -> str:
    unit = words.alternatives("unit")
    return (
        r"[~<>≤≥±+−–-]?\s?[$€£¥]?\s?\d[\d.,\u00a0 ]*\s?(?:%|‰|°C?|[$€£¥]|[kKmM]?[gmWlL]|[mbk]n?|"
        rf"{unit})?|n/?a|[–—-]|\.\."
    )


@shape
def _names_table(words: Lexicon) -> str:
    return (
        rf"(?i:(?:{words.alternatives('table')}) ?(?:\d+|[ivx]+)(?: ?[.:–—|-].{{0,160}}|"
        rf" (?-i:[A-ZÀ-Þ0-9(]).{{0,160}})?$)"
    )


def mark_tables(draft: Draft) -> None:
    """Rows typed one a line with tabs between cells, two or more together, are a table.

    One or two short lines right above it are its caption, and so is "Table 1" with a title, a blank line above it; rows
    of one cell have lost their empty cells.
    """
    for start, end in draft.runs(lambda index: count_words(draft.text(index)) <= 80):
        tabbed = [index for index in range(start, end) if "\t" in draft.text(index)]
        if len(tabbed) < 2 or len(tabbed) < 0.3 * (tabbed[-1] + 1 - tabbed[0]):
            continue
        end = tabbed[-1] + 1
        start = (
            max(start, tabbed[0] - 2)
            if all(count_words(draft.text(i)) <= 8 for i in range(start, tabbed[0]))
            else tabbed[0]
        )
        if start and draft.undecided(start - 1) and _names_table().match(draft.text(start - 1)):
            start -= 1
        group = draft.new_group()
        cells = sum(draft.text(index).count("\t") + 1 for index in range(start, end))
        label = RULES["tabs"].label(group=group)
        if cells > Limits().table_cells:  # kept as typed, in one block, where no table may be so large
            label = RULES["too-many-cells"].label(group=group)
        for index in range(start, end):
            draft.set(index, label)
        rows = [cells_of(draft.text(index)) for index in range(tabbed[0], end)]
        if label.kind == "table" and _has_header_row(rows):
            headers: Headers = "columns and rows" if _has_header_column(rows[1:]) else "columns"
            draft.set(tabbed[0], RULES["header-row"].label(group=group, headers=headers))


def cells_of(text: str) -> list[str]:
    """The cells of a row: what stands between its tabs."""
    return [cell.strip() for cell in text.split("\t")]


def _has_header_row(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of ``rows`` names the columns: words, or years, over at least one column of figures alone."""
    if len(rows) < 2 or not all(rows[0][1:]) or len(rows[0]) < 2:
        return False
    years = all(_YEAR.fullmatch(cell) for cell in rows[0][1:])
    if not years and any(_figure().fullmatch(cell) for cell in rows[0]):
        return False
    return any(_is_figures(rows, column) for column in range(1, len(rows[0])))


def _has_header_column(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first cell of each of ``rows``, without their header row, names the row: words, all different, over
    columns of figures alone.
    """
    names = [row[0] for row in rows]
    if len(set(names)) < len(names) or not all(any(char.isalpha() for char in name) for name in names):
        return False
    width = max(len(row) for row in rows)
    return width > 1 and all(_is_figures([[], *rows], column) for column in range(1, width))


def _is_figures(rows: Sequence[Sequence[str]], column: int) -> bool:
    cells = [row[column] for row in rows[1:] if column < len(row) and row[column]]
    return bool(cells) and all(_figure().fullmatch(cell) for cell in cells)
