"""The order of words on both sides of a balance, compared by words and triples that occur once on either side.

Those that are in one order on both sides make the longest increasing run; what is not in it stands elsewhere (patience
diff). Everything is linear but that run, which is n log n: files that have nothing in common have nothing to compare.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from exporter.census.counted import Stretch
from exporter.census.words import words_of

MOST_WORDS = 13
"""So many words of what stands elsewhere are told."""


@dataclass(slots=True)
class Side:
    """The words of one side, each with the number of its stretch: those of the running text, then those apart."""

    words: list[str] = field(default_factory=list)
    stretch: list[int] = field(default_factory=list)
    stretches: Sequence[Stretch] = ()


def side_of(stretches: Sequence[Stretch]) -> Side:
    """The words of stretches."""
    side = Side(stretches=stretches)
    for apart in (False, True):
        for number, one in enumerate(stretches):
            if one.apart is apart:
                found = words_of(one.text)
                side.words += found
                side.stretch += [number] * len(found)
    return side


def moved(
    before: Side, after: Side, *, ordered: bool, uncertain: Collection[str] = ()
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Words that stand at another place of the running text than in the source, with their line there.

    Of what is apart (notes, captions), and of sources that are not ``ordered``, only the order within a stretch counts.
    ``uncertain`` words may stand at places where they were not counted, and are not anchors by themselves.
    """
    pairs = sorted(_once(before.words, after.words, uncertain).items())
    loose: list[tuple[int, int]] = []
    running: list[tuple[int, int]] = []
    for at, to in pairs:
        apart = after.stretches[after.stretch[to]].apart or before.stretches[before.stretch[at]].apart
        (loose if apart or not ordered else running).append((at, to))
    yield from _out_of_order(before, running)
    loose.sort(key=lambda pair: (before.stretch[pair[0]], after.stretch[pair[1]], pair[0]))
    for _, group in groupby(loose, key=lambda pair: (before.stretch[pair[0]], after.stretch[pair[1]])):
        yield from _out_of_order(before, list(group))


def _out_of_order(before: Side, steps: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[str, ...], int]]:
    kept = set(_increasing([to for _, to in steps]))
    run: list[int] = []
    for number in range(len(steps) + 1):
        if number < len(steps) and number not in kept:
            run.append(steps[number][0])
        elif run:
            words = tuple(before.words[run[0] : run[-1] + 1][:MOST_WORDS])
            yield words, before.stretches[before.stretch[run[0]]].line
            run = []


def _once(one: Sequence[str], other: Sequence[str], uncertain: Collection[str]) -> dict[int, int]:
    """Places of words, and of three words together, that occur once on either side: place → place."""
    found: dict[int, int] = {}
    for width in (3, 1):
        first = _unique(one, width)
        second = _unique(other, width)
        for gram, place in first.items():
            to = second.get(gram, -1)
            if place >= 0 and to >= 0 and (width > 1 or gram not in uncertain):
                for step in range(width):
                    found.setdefault(place + step, to + step)
    return found


def _unique(words: Sequence[str], width: int) -> dict[object, int]:
    places: dict[object, int] = {}
    grams: Iterable[object] = words if width == 1 else zip(words, words[1:], words[2:], strict=False)
    for place, gram in enumerate(grams):
        places[gram] = -1 if gram in places else place
    return places


def _increasing(values: Sequence[int]) -> list[int]:
    """The indexes of a longest run of ``values`` that grows."""
    ends: list[int] = []
    last: list[int] = []
    previous = [-1] * len(values)
    for index, value in enumerate(values):
        at = bisect_left(ends, value)
        previous[index] = last[at - 1] if at else -1
        if at == len(ends):
            ends.append(value)
            last.append(index)
        else:
            ends[at], last[at] = value, index
    out: list[int] = []
    index = last[-1] if last else -1
    while index >= 0:
        out.append(index)
        index = previous[index]
    return out
