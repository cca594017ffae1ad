"""Tables typed with tabs: where their cells are, and which of them are headers.

Text shows no headers, but figures do not name figures: words over a column of nothing but figures are its header, and a
word beside a row of nothing but figures is that row's (WCAG 2.2, 1.3.1). Where all cells are words nothing is inferred.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[/–-]\d{2,4})?")
_FIGURE = re.compile(
    r"[~<>≤≥±+−–-]?\s?[$€£¥]?\s?\d[\d.,\u00a0 ]*\s?(?:%|‰|°C?|[$€£¥]|[kKmM]?[gmWlL]|km|cm|mm|ha|h|min|s|[mbk]n?|pts?)?|"
    r"n/?a|[–—-]|\.\."
)


def cells_of(text: str) -> list[str]:
    """The cells of a row: what stands between its tabs."""
    return [cell.strip() for cell in text.split("\t")]


def has_header_row(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of ``rows`` names the columns: words, or years, over at least one column of figures alone."""
    if len(rows) < 2 or not all(rows[0][1:]) or len(rows[0]) < 2:
        return False
    years = all(_YEAR.fullmatch(cell) for cell in rows[0][1:])
    if not years and any(_FIGURE.fullmatch(cell) for cell in rows[0]):
        return False
    return any(_is_figures(rows, column) for column in range(1, len(rows[0])))


def has_header_column(rows: Sequence[Sequence[str]]) -> bool:
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
    return bool(cells) and all(_FIGURE.fullmatch(cell) for cell in cells)
