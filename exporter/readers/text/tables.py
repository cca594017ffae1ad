"""Tables typed with tabs: where they are, what their caption is, and which cells are headers.

Text shows no headers, but figures do not name figures: words over a column of nothing but figures are its header, and a
word beside a row of nothing but figures is that row's (WCAG 2.2, 1.3.1). Where all cells are words nothing is inferred.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exporter.bounds.gate import Limits
from exporter.readers.text.labels import Draft, Headers
from exporter.readers.text.lexicon import Lexicon, shape
from exporter.readers.text.rule import Rule, first, worked_out
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


@dataclass(frozen=True)
class Block:
    """Evidence: lines together, the first and last of them with tabs, and a caption that may stand above."""

    draft: Draft
    start: int
    first_row: int
    end: int

    @worked_out
    def tabbed(self) -> int:
        """How many of the lines have tabs."""
        return sum(1 for index in range(self.first_row, self.end) if "\t" in self.draft.text(index))

    @worked_out
    def is_table(self) -> bool:
        """Whether so many lines have tabs that the others have lost their empty cells."""
        return self.tabbed >= 2 and self.tabbed >= 0.3 * (self.end - self.first_row)

    @worked_out
    def cells(self) -> int:
        """How many cells there are, its caption among them."""
        return sum(self.draft.text(index).count("\t") + 1 for index in range(self.start, self.end))

    @worked_out
    def rows(self) -> list[list[str]]:
        """The cells, row by row, without the caption."""
        return [cells_of(self.draft.text(index)) for index in range(self.first_row, self.end)]


@dataclass(frozen=True, slots=True)
class Row:
    """Evidence: piece ``index`` of a block of lines with tabs."""

    block: Block
    index: int


def _names_columns(row: Row) -> bool:
    return row.block.is_table and row.index == row.block.first_row and _has_header_row(row.block.rows)


TABBED: tuple[Rule[Row], ...] = (
    # Kept as typed, in one block, where no table may be so large.
    Rule("code", "too-many-cells", 0.5, "lines with tabs, with more cells than a table may have",
         lambda row: row.block.is_table and row.block.cells > Limits().table_cells),
    Rule("table", "header-row", 0.8, "the row of headers, over columns of figures", _names_columns),
    Rule("table", "tabs", 0.9, "lines with tabs between cells", lambda row: row.block.is_table),
)  # fmt: skip
"""What a line is that stands together with others that have tabs."""


def mark_tables(draft: Draft) -> None:
    """Rows typed one a line with tabs between cells, two or more together, are a table.

    One or two short lines right above it are its caption, and so is "Table 1" with a title, a blank line above it; rows
    of one cell have lost their empty cells.
    """
    for start, end in draft.runs(lambda index: count_words(draft.text(index)) <= 80):
        tabbed = [index for index in range(start, end) if "\t" in draft.text(index)]
        if tabbed:
            _mark(_with_caption(draft, start, tabbed))


def _with_caption(draft: Draft, start: int, tabbed: Sequence[int]) -> Block:
    """The lines from the first of ``tabbed`` to the last, with what names them above."""
    captioned = all(count_words(draft.text(index)) <= 8 for index in range(start, tabbed[0]))
    start = max(start, tabbed[0] - 2) if captioned else tabbed[0]
    if start and draft.undecided(start - 1) and _names_table().match(draft.text(start - 1)):
        start -= 1
    return Block(draft, start, tabbed[0], tabbed[-1] + 1)


def _mark(block: Block) -> None:
    found = [(index, first(TABBED, Row(block, index))) for index in range(block.start, block.end)]
    group = block.draft.new_group() if any(rule for _, rule in found) else 0
    for index, rule in found:
        if rule:
            named = rule.kind == "table" and index == block.first_row and _has_header_row(block.rows)
            headers: Headers = "" if not named else _headers_of(block.rows)
            block.draft.set(index, rule.label(group=group, headers=headers))


def _headers_of(rows: Sequence[Sequence[str]]) -> Headers:
    return "columns and rows" if _has_header_column(rows[1:]) else "columns"


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
