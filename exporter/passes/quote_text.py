"""Inlines as one string with a map back, so that marks can be paired over text, links and emphasis alike.

Code, formulas, pictures and notes hold no marks; each stands in the string as one character of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import assert_never

from exporter.model import (
    Abbr,
    Code,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Note,
    NoteReference,
    PageMarker,
    Quote,
    Span,
    Styled,
    Text,
)
from exporter.passes.quote_marks import MAY_OPEN
from exporter.patterns import pattern
from exporter.position import Position
from exporter.quotation import CLOSERS, MARKS
from exporter.records import record

_MARKS = pattern(f"[{MARKS}]")
_MAY_OPEN = pattern(f"[{MAY_OPEN}]")

_WORD, _NOTHING = "\ufffc", "\u200b"


@record(frozen=False)
class FlatText:
    """The string of some inlines.

    ``starts`` holds the offset of each Text node in reading order, ``levels`` the number of the tuple each lies in:
    marks pair only within one tuple. ``marks`` are the offsets of quotation marks, ``taken`` those that an existing
    Quote already has as its own, ``quoted`` the offsets of the first and the last character in each of those.
    """

    text: str = ""
    parts: list[str] = field(default_factory=list)
    length: int = 0
    starts: list[int] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    positions: list[Position | None] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    taken: frozenset[int] = frozenset()
    quoted: list[tuple[int, int]] = field(default_factory=list)
    tuples: int = 0

    def add(self, text: str) -> None:
        """Append ``text`` that belongs to no Text node."""
        self.parts.append(text)
        self.length += len(text)

    def level(self, offset: int) -> int:
        """The number of the tuple in which the Text node at ``offset`` lies."""
        return self.levels[bisect_right(self.starts, offset) - 1]

    def position(self, offset: int) -> Position | None:
        """The place in the source where the Text node at ``offset`` begins."""
        return self.positions[bisect_right(self.starts, offset) - 1]


def may_quote(content: Inlines) -> bool:
    """Whether there is a mark in ``content`` that may open a quotation, notes left out as in its string.

    Without one nothing is quoted and nothing left open; an apostrophe does not open.
    """
    for node in content:
        match node:
            case Text():
                if _MAY_OPEN.search(node.text):
                    return True
            case Styled() | Link() | Abbr() | Span() | Quote():
                if may_quote(node.content):
                    return True
            case _:
                pass
    return False


def flatten(content: Inlines) -> FlatText:
    """``content`` as one string with its marks."""
    flat = FlatText()
    taken: set[int] = set()
    ranges: list[tuple[int, int]] = []
    _collect(content, flat, ranges)
    flat.text = "".join(flat.parts)
    flat.parts = []
    for start, end in ranges:
        first, last = flat.text[start : start + 1], flat.text[end - 1 : end]
        if end - start >= 2 and last in CLOSERS.get(first, ""):
            taken.update((start, end - 1))
    flat.taken = frozenset(taken)
    flat.quoted = [(start, end - 1) for start, end in ranges if end > start]
    return flat


def _collect(content: Inlines, flat: FlatText, ranges: list[tuple[int, int]]) -> None:
    level = flat.tuples
    flat.tuples += 1
    for node in content:
        match node:
            case Text():
                flat.starts.append(flat.length)
                flat.levels.append(level)
                flat.positions.append(node.pos)
                flat.marks.extend(flat.length + match.start() for match in _MARKS.finditer(node.text))
                flat.add(node.text)
            case Styled() | Link() | Abbr() | Span():
                _collect(node.content, flat, ranges)
            case Quote():
                start = flat.length
                _collect(node.content, flat, ranges)
                ranges.append((start, flat.length))
            case LineBreak():
                flat.add("\n")
            case Code() | Math() | Image():
                flat.add(_WORD)
            case Note() | NoteReference() | PageMarker():
                flat.add(_NOTHING)
            case _:
                assert_never(node)


def rebuild(content: Inlines, flat: FlatText, pairs: Sequence[tuple[int, int]]) -> Inlines:
    """``content`` with a Quote around each pair of offsets and all that lies between them."""
    ends = dict(pairs)
    cuts = sorted([*ends, *(close + 1 for close in ends.values())])
    return _Rebuilder(
        iter(flat.starts), frozenset(ends), frozenset(close + 1 for close in ends.values()), cuts
    ).tuple_of(content)


class _Rebuilder:
    """Walks the inlines in the order of ``flatten`` and cuts their Text nodes where quotations begin and end."""

    def __init__(
        self, starts: Iterator[int], opens: frozenset[int], closes: frozenset[int], cuts: Sequence[int]
    ) -> None:
        self.starts = starts
        self.opens = opens
        self.closes = closes
        self.cuts = cuts

    def tuple_of(self, content: Inlines) -> Inlines:
        """``content`` rebuilt. Pairs lie within one tuple, so the open quotations are local to it."""
        stack: list[list[Inline]] = [[]]
        opened: list[Position | None] = []
        for node in content:
            match node:
                case Text():
                    self._text(node, stack, opened)
                case Styled() | Link() | Abbr() | Span() | Quote():
                    inner = self.tuple_of(node.content)
                    stack[-1].append(node if inner is node.content else replace(node, content=inner))
                case _:
                    stack[-1].append(node)
        done = stack[0]
        same = len(done) == len(content) and all(a is b for a, b in zip(done, content, strict=True))
        return content if same else tuple(done)

    def _text(self, node: Text, stack: list[list[Inline]], opened: list[Position | None]) -> None:
        start = next(self.starts)
        end = start + len(node.text)
        at = start
        for cut in self._between(start, end):
            self._piece(node, at - start, cut - start, stack)
            at = cut
            if cut in self.closes and cut > start and len(stack) > 1:
                inner = stack.pop()
                stack[-1].append(Quote(tuple(inner), pos=opened.pop()))
            if cut in self.opens and cut < end:
                stack.append([])
                opened.append(node.pos)
        self._piece(node, at - start, len(node.text), stack)

    def _between(self, start: int, end: int) -> Sequence[int]:
        low = bisect_right(self.cuts, start - 1)
        high = bisect_right(self.cuts, end)
        return sorted({cut for cut in self.cuts[low:high] if self._belongs(cut, start, end)})

    def _belongs(self, cut: int, start: int, end: int) -> bool:
        return (start < cut <= end and cut in self.closes) or (start <= cut < end and cut in self.opens)

    @staticmethod
    def _piece(node: Text, low: int, high: int, stack: list[list[Inline]]) -> None:
        if low == 0 and high == len(node.text):
            stack[-1].append(node)
        elif low < high:
            name = node.id if low == 0 else ""
            stack[-1].append(Text(node.text[low:high], id=name, lang=node.lang, dir=node.dir, pos=node.pos))
