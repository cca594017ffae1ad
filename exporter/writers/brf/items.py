"""What a braille file is made of, before it is in braille: paragraphs with their margins, tables, lines across.

Cells are counted from 1, as in the books of rules: a paragraph "3-1" begins in cell 3 and runs over to cell 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one language; ``exact`` ones are not contracted (code, addresses)."""

    text: str
    lang: str
    exact: bool = False


Parts: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A paragraph: where its first line begins and where the others do; blank lines before and after it."""

    parts: Parts
    first: int = 3
    over: int = 1
    centred: bool = False
    before: int = 0
    after: int = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its head cells and its rows, each row of as many cells."""

    heads: tuple[Parts, ...]
    rows: tuple[tuple[Parts, ...], ...]


@dataclass(frozen=True, slots=True)
class Across:
    """A line across the page: above and below a box, or between two parts of a text."""

    kind: Literal["top", "bottom", "break"]


@dataclass(frozen=True, slots=True)
class PrintPage:
    """A page of the printed edition begins."""

    label: str


Item: TypeAlias = Lines | Grid | Across | PrintPage
