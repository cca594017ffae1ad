"""Which quotation marks pair: the marks of the languages, what opens and what closes by its neighbours, nesting.

Which marks there are, and what they close, is in ``exporter.quotation``. The search is linear: what is open is kept on
one stack, with the place of the last of each kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Protocol

from exporter.languages import primary
from exporter.quotation import CLOSERS, SAME, TURNED, elided
from exporter.records import record

_OPENERS_OF: dict[str, str] = {}
for _opener, _closers in CLOSERS.items():
    for _closer in _closers:
        _OPENERS_OF[_closer] = _OPENERS_OF.get(_closer, "") + _opener


MAY_OPEN = "「『„‟«‹“‘‚»›”\"'"
"""The marks that ``_opens`` knows."""


class Flat(Protocol):
    """What is needed of a flattened text."""

    text: str
    marks: list[int]

    def level(self, offset: int) -> int:
        """The tuple in which the character at ``offset`` lies."""
        ...


@record
class Mark:
    """A quotation mark in the text."""

    offset: int
    char: str
    level: int


@record(frozen=False)
class _Open:
    """The marks that are open, in order, and for each kind and level their places on the stack."""

    stack: list[Mark] = field(default_factory=list)
    places: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    dropped: list[Mark] = field(default_factory=list)

    def push(self, mark: Mark) -> None:
        """Open ``mark``."""
        self.places.setdefault((mark.char, mark.level), []).append(len(self.stack))
        self.stack.append(mark)

    def last(self, chars: str, level: int) -> int:
        """The place of the last open mark of ``chars`` at ``level``, or -1."""
        found = (self.places.get((char, level)) for char in chars)
        return max((places[-1] for places in found if places), default=-1)

    def close(self, place: int) -> Mark:
        """Take the mark at ``place`` off the stack, with all that was opened after it and never closed."""
        while len(self.stack) > place + 1:
            self.dropped.append(self._pop())
        return self._pop()

    def _pop(self) -> Mark:
        mark = self.stack.pop()
        self.places[mark.char, mark.level].pop()
        return mark


def find_pairs(flat: Flat, lang: str, ignored: Iterable[int] = ()) -> tuple[list[tuple[int, int]], list[Mark]]:
    """The pairs of marks in ``flat`` as offsets of opening and closing mark, and the opening marks left over.

    Pairs never cross. Marks whose offset is in ``ignored`` are passed over.
    """
    skip = frozenset(ignored)
    marks = [Mark(offset, flat.text[offset], flat.level(offset)) for offset in flat.marks if offset not in skip]
    strong = _later_closings(flat.text, marks)
    opened = _Open()
    pairs: list[tuple[int, int]] = []
    for index, mark in enumerate(marks):
        place = _closes(flat.text, mark, opened, strong[index])
        if place >= 0:
            pairs.append((opened.close(place).offset, mark.offset))
        elif _opens(flat.text, mark, lang):
            opened.push(mark)
    return pairs, sorted([*opened.dropped, *opened.stack], key=lambda mark: mark.offset)


def outer(pairs: Sequence[tuple[int, int]], levels: int, there: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of ``pairs`` in fewer than ``levels`` others and quotations that are ``there`` already; none cross."""
    kept: list[tuple[int, int]] = []
    around: list[int] = []
    both = [(first, -last, False) for first, last in there] + [(first, -last, True) for first, last in pairs]
    for first, end, new in sorted(both):
        while around and around[-1] < first:
            around.pop()
        if new and len(around) < levels:
            kept.append((first, -end))
        around.append(-end)
    return kept


def partner_of_first(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The closing offset of each opening one."""
    return dict(pairs)


def _later_closings(text: str, marks: Sequence[Mark]) -> list[bool]:
    """For each mark, whether a single mark after it closes for sure, before another single one opens.

    "the ‘workers’ rights’ bill": the first ’ can be the apostrophe of a plural, because a better one comes.
    """
    later = [False] * len(marks)
    ahead: dict[int, bool] = {}
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        if mark.char not in "’'‘":
            continue
        later[index] = ahead.get(mark.level, False)
        if mark.char == "‘" or (mark.char == "'" and _edge_before(text, mark.offset)):
            ahead[mark.level] = False
        elif _may_close(text, mark):
            ahead[mark.level] = True
    return later


def _closes(text: str, mark: Mark, opened: _Open, better: bool) -> int:
    """The place on the stack of the mark that ``mark`` closes, or -1."""
    openers = _OPENERS_OF.get(mark.char)
    if not openers or not _may_close(text, mark):
        return -1
    place = opened.last(openers, mark.level)
    if place < 0 or opened.stack[place].offset + 1 >= mark.offset:
        return -1  # nothing is open, or nothing is between the marks
    if mark.char in "’'" and better and _is_plural(text, mark.offset):
        return -1
    return place


def _is_plural(text: str, offset: int) -> bool:
    return text[offset - 1 : offset] in ("s", "S") and text[offset + 1 : offset + 2] == " "


def _may_close(text: str, mark: Mark) -> bool:
    before, after = _around(text, mark.offset)
    if mark.char in "」』":
        return True
    if mark.char in "’'":
        return not after.isalnum() and not before.isspace() and before != ""
    if mark.char in "»›":
        return True  # French puts a space inside
    if mark.char in '"“‘«‹':
        return before != "" and not before.isspace() and not after.isalnum()
    return True


def _opens(text: str, mark: Mark, lang: str) -> bool:
    before, after = _around(text, mark.offset)
    language = primary(lang)
    match mark.char:
        case "「" | "『" | "„" | "‟":
            return after != ""
        case "«" | "‹":
            return after != "" and not before.isalnum()
        case "“" | "‘" | "‚":
            return after != "" and not after.isspace() and not (before.isalnum() and mark.char in "‘‚")
        case "»" | "›":
            turned = language in TURNED | SAME or not language
            return turned and _edge_before(text, mark.offset) and after != "" and not after.isspace()
        case "”":
            return language in SAME and _edge_before(text, mark.offset) and after.isalnum()
        case '"':
            return _edge_before(text, mark.offset) and after != "" and not after.isspace()
        case "'":
            starts = _edge_before(text, mark.offset) and after != "" and not after.isspace()
            return starts and not elided(language).match(text, mark.offset + 1)
        case _:
            return False


def _edge_before(text: str, offset: int) -> bool:
    """Whether a quotation can begin at ``offset``: at the start, after a space, a dash, a bracket, another mark."""
    before = text[offset - 1 : offset] if offset else ""
    return before == "" or before.isspace() or before in "([{—–-/:;,¿¡“„«‹‘‚「『\"'\u200b"


def _around(text: str, offset: int) -> tuple[str, str]:
    return (text[offset - 1 : offset] if offset else "", text[offset + 1 : offset + 2])
