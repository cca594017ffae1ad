"""Plain text as typed: lines, how they are laid out, and the pieces (one block each) that they make.

Text that lost its markup comes in three layouts: lines wrapped at a fixed width, one line a block with blank lines
between, one line a block with blank lines only before headlines. Which one it is decides what a line end means.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from exporter.position import Position


class Layout(Enum):
    """What a line end and a blank line mean in this text."""

    wrapped = "lines wrapped at a fixed width, blocks parted by blank lines"
    spaced = "one line per block, blocks separated by blank lines"
    dense = "one line per block, blank lines only before headlines"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number, the column and text of its content, and the blank lines before it."""

    number: int
    column: int
    text: str
    blanks: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that make one block. ``text`` is folded: single spaces, wrapped lines joined."""

    lines: tuple[Line, ...]
    text: str

    @property
    def pos(self) -> Position:
        """Where the piece begins."""
        return Position(self.lines[0].number, self.lines[0].column)

    @property
    def blanks(self) -> int:
        """How many blank lines stand before it."""
        return self.lines[0].blanks

    @property
    def indented(self) -> bool:
        """Whether its first line begins to the right of the margin."""
        return self.lines[0].column > 1

    def position(self, offset: int) -> Position:
        """The place in the source of the character at ``offset`` of ``text`` (where its spaces are single)."""
        for line in self.lines:
            if offset <= len(line.text):
                return Position(line.number, line.column + offset)
            offset -= len(line.text) + (0 if line.text.endswith("-") else 1)
        return self.pos


UNSPACED = "[・·•][ \t\u3000]*(?=[\u3040-\u30fa\u3400-\u9fff])"
"""A bullet before a script without spaces, after which none is typed (JIS X 4051)."""

SIGNS = "[•●▪◦‣·∙*\uf0a7\uf0b7\uf0d8\uf0fc]"
"""Signs that begin an item; the last are those of Word's Symbol and Wingdings, of private use (as pasted from it)."""

MARKER = re.compile(rf"(?:{SIGNS}|[-–—]|\d{{1,3}}[.)]|[a-z][.)]|\([a-z]{{1,3}}\)|\(\d{{1,2}}\))[ \t]+(?=\S)|{UNSPACED}")
"""A list marker as people and text browsers type it."""

RULED = re.compile(r"([-=_*~#•⁂])\1{2,}$")
"""A line of one sign repeated: a rule, or the underline of a heading; no word that found no room on the line above."""

SHORT = 0.6
"""A line that takes less of the width than this tells nothing of it: buttons, names and last lines end anywhere."""

COLUMN_GAP = re.compile(r"\S {3,}\S")
"""Spaces that part columns: no editor justifies with so many."""

MAX_WRAP = 120
"""No editor wraps wider; longer lines are paragraphs."""


def lines_of(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank."""
    found: list[Line] = []
    blanks = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        content = raw.strip()
        if not content:
            blanks += 1
            continue
        column = len(raw) - len(raw.lstrip()) + 1
        found.append(Line(number, column, raw.strip(" \r\n\f\v\u00a0\u3000") if "\t" in raw else content, blanks))
        blanks = 0
    return found


def layout_of(lines: Sequence[Line]) -> tuple[Layout, int]:
    """The layout of a text, and the width at which it is wrapped (0 when it is not)."""
    width = wrap_width(lines)
    if width:
        return Layout.wrapped, width
    # An unordered list or a table is dense in any layout: only lines of running length tell.
    pairs = [(a, b) for a, b in pairwise(lines) if not MARKER.match(b.text) and "\t" not in b.text]
    together = sum(1 for _, b in pairs if not b.blanks)
    return (Layout.dense, 0) if pairs and together > 0.6 * len(pairs) else (Layout.spaced, 0)


def wrap_width(lines: Sequence[Line]) -> int:
    """The width at which ``lines`` were wrapped, or 0 when their ends are meant.

    An editor breaks a line only where the next word no longer fits: so in wrapped text most lines that have a
    neighbour below are full, and hardly any line is longer than the width: an address without spaces, and those that
    somebody has edited since. The more lines are longer, the surer the others must be.
    """
    lengths = Counter(_width(line) for line in lines if " " in line.text or not line.text.isascii())
    adjacent = [(a, b) for a, b in pairwise(lines) if not b.blanks and not MARKER.match(b.text)]
    for longer, full in ((0.01, 0.6), (0.04, 0.75), (0.1, 0.8)):
        width = _width_but_for(lengths, longer)
        needed = [_room_needed(a, b) for a, b in adjacent if _width(a) >= SHORT * width]
        if (
            len(needed) >= 2
            and 30 <= width <= MAX_WRAP
            and sum(1 for room in needed if room > width) >= full * len(needed)
        ):
            return width
    # A list, a table or a poem may have more line ends than the paragraphs around it: then whole blocks tell.
    width = _width_but_for(lengths, 0.01)
    return width if 30 <= width <= MAX_WRAP and _full_blocks(lines, width) >= FULL_BLOCKS else 0


FULL_BLOCKS = 3
"""This many blocks of three lines or more, each full to its last but one, cannot be chance: the text is wrapped."""


def _full_blocks(lines: Sequence[Line], width: int) -> int:
    """How many blocks of three lines or more are full at ``width``; of two that are, each counts half."""
    halves = 0
    for block in blocks_of(lines):
        if len(block) >= 2 and all(is_full(a, b, width) for a, b in pairwise(block)):
            halves += 2 if len(block) > 2 else 1
    return halves // 2


def blocks_of(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Runs of lines without a blank line between them."""
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at].blanks:
            yield lines[start:at]
            start = at


def _width_but_for(lengths: Counter[int], share: float) -> int:
    """The greatest of ``lengths``, leaving out a share of the longest lines."""
    allowed = share * sum(lengths.values())
    for length in sorted(lengths, reverse=True):
        allowed -= lengths[length]
        if allowed < 0:
            return length
    return 0


def _room_needed(line: Line, following: Line) -> int:
    """How wide ``line`` would be with the first word of ``following`` on it."""
    word = following.text.split(None, 1)[0]
    if word and _is_wide(word[0]):
        return _width(line) + 4  # East Asian text breaks between any two characters
    return _width(line) + 1 + cells(word)


def is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the first word of ``following`` had no room left at the end of ``line``."""
    return _room_needed(line, following) > width


def _width(line: Line) -> int:
    return line.column - 1 + cells(line.text)


_ODD_WIDTH = re.compile("[^\x00-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
"""Characters that may take no cell, or two: of others every one takes one."""


def cells(text: str) -> int:
    """The width of ``text`` in cells of a terminal (Unicode Standard Annex 11)."""
    if text.isascii() or not _ODD_WIDTH.search(text):
        return len(text)
    return sum(2 if _is_wide(char) else 0 if unicodedata.combining(char) else 1 for char in text)


def _is_wide(char: str) -> bool:
    return char >= "\u1100" and unicodedata.east_asian_width(char) in "WF"


def pieces_of(
    lines: Sequence[Line], width: int, starts: Container[int] = (), joins: Container[int] = ()
) -> Iterator[Piece]:
    """The pieces that ``lines`` make: each line one, or, in text wrapped at ``width``, each run of full lines.

    Whatever their form, the lines numbered in ``starts`` begin a piece and those in ``joins`` continue one.
    """
    meant = _meant_ends(lines, width) if width else frozenset()
    run: list[Line] = []
    for line in lines:
        ends = line.number in starts or line.number in meant or not _continues(run, line, width)
        if run and line.number not in joins and ends:
            yield make_piece(run)
            run = []
        run.append(line)
    if run:
        yield make_piece(run)


def _meant_ends(lines: Sequence[Line], width: int) -> frozenset[int]:
    """The lines of wrapped text that begin a block though the line above is full, by chance.

    Where most of a block's longer lines are not full, its line ends are meant: a list, a poem, an address. There only
    a line that goes on in small letters continues the one above.
    """
    found: set[int] = set()
    for block in blocks_of(lines):
        pairs = [(a, b) for a, b in pairwise(block) if max(_width(a), _width(b)) >= SHORT * width]
        full = sum(1 for a, b in pairs if is_full(a, b, width))
        if len(pairs) >= 5 and full < MEANT * len(pairs):
            habit = _habit_of_openings(block)
            found.update(
                b.number
                for a, b in pairs
                if not b.text[0].islower()
                and b.column <= block[0].column
                and not (habit and opening_shape(b.text) != habit and is_full(a, b, width))
            )
    return frozenset(found)


HABIT = 0.7
"""So large a share of the lines of a block that begin alike is how its items begin; the others go on."""


def _habit_of_openings(block: Sequence[Line]) -> tuple[str, ...]:
    """How most lines of ``block`` begin, where that has a figure or a sign in it ("June 9 --"), else ()."""
    shape, times = Counter(opening_shape(line.text) for line in block).most_common(1)[0]
    telling = any(part != "a" for part in shape)
    return shape if telling and times >= HABIT * len(block) else ()


def opening_shape(text: str) -> tuple[str, ...]:
    """How ``text`` begins: for each of its first two words "a" for a word, "0" for a figure, else the sign itself."""
    words = (word.strip(".,:") or word for word in text.split(None, 2)[:2])
    return tuple("a" if word.isalpha() else "0" if word.isdigit() else word[:1] for word in words)


MEANT = 0.4
"""A block of which a smaller share of the lines is full was not wrapped, or only its longest lines were."""


def _continues(run: Sequence[Line], line: Line, width: int) -> bool:
    if not run or not width or line.blanks or "\t" in line.text or "\t" in run[-1].text:
        return False
    if RULED.match(line.text) or RULED.match(run[-1].text):
        return False
    if COLUMN_GAP.search(line.text) and COLUMN_GAP.search(run[-1].text):
        return False  # columns that are set with spaces
    if line.column == run[0].column and MARKER.match(line.text) and MARKER.match(run[0].text):
        return False  # the next item of a list whose item filled its line by chance
    return is_full(run[-1], line, width)


def make_piece(lines: Sequence[Line]) -> Piece:
    """One piece of ``lines``. A hyphen at a line end stays: whether it was typed or set is not to be known."""
    parts: list[str] = []
    for line in lines:
        if parts and not (_ends_hyphenated(parts[-1]) or _is_wide(line.text[0])):
            parts.append(" ")
        parts.append(fold(line.text))
    return Piece(tuple(lines), "".join(parts))


def _ends_hyphenated(text: str) -> bool:
    return text.endswith("-") and len(text) > 1 and text[-2].isalpha()


def fold(text: str) -> str:
    """``text`` with each run of white space made one space (no-break spaces and tabs between cells are kept)."""
    return re.sub(r"[ \r\f\v]+", " ", text)
