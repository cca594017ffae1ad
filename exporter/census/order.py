"""The order of words on both sides of a balance, compared by words and triples that occur once on either side.

Those that are in one order on both sides make the longest increasing run; what is not in it stands elsewhere (patience
diff). Everything is linear but that run, which is n log n: files that have nothing in common have nothing to compare.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import field
from itertools import accumulate, groupby
from typing import TypeVar

from exporter.census.counted import Stretch
from exporter.census.gathering import CUT
from exporter.census.words import words_of
from exporter.records import record

MOST_WORDS = 13
"""So many words of what stands elsewhere are told."""


@record(frozen=False)
class Side:
    """The words of one side, each with the number of its stretch: those of the running text, then those apart.

    ``gaps``: before these words something stood that was taken out.
    """

    words: list[str] = field(default_factory=list)
    stretch: list[int] = field(default_factory=list)
    stretches: Sequence[Stretch] = ()
    gaps: set[int] = field(default_factory=set)

    def some(self, places: Iterable[int]) -> Side:
        """The stretches alone in which some words stand."""
        kept = {self.stretch[at] for at in places}
        held = [at for at, number in enumerate(self.stretch) if number in kept]
        gaps = {to for to, at in enumerate(held) if at in self.gaps}
        return Side([self.words[at] for at in held], [self.stretch[at] for at in held], self.stretches, gaps)

    def is_apart(self, place: int) -> bool:
        """Whether a word stands apart from the running text."""
        return self.stretches[self.stretch[place]].apart


def all_apart(before: Side, after: Side, places: Iterable[int], others: Iterable[int]) -> bool:
    """Whether each of some words stands apart from the running text on one side at least."""
    running = {before.words[at] for at in places if not before.is_apart(at)}
    return running.isdisjoint(after.words[at] for at in others if not after.is_apart(at))


def side_of(stretches: Sequence[Stretch]) -> Side:
    """The words of stretches."""
    side = Side(stretches=stretches)
    for apart in (False, True):
        for number, one in enumerate(stretches):
            if one.apart is apart:
                found = words_of(one.text)
                if CUT in one.text:
                    before = (len(words_of(part)) for part in one.text.split(CUT))
                    side.gaps.update(accumulate(before, initial=len(side.words)))
                side.words += found
                side.stretch += [number] * len(found)
    return side


def moved(
    before: Side, after: Side, *, ordered: bool, uncertain: Collection[str] = (), triples: bool = True
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Words that stand at another place of the running text than in the source, with their line there.

    Of what is apart (notes, captions), and of sources that are not ``ordered``, only the order within a stretch counts.
    ``uncertain`` words may stand at places where they were not counted, and are not anchors by themselves; without
    ``triples`` three words in a row are not, either.
    """
    pairs = sorted(_once(before, after, uncertain, triples).items())
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


def _once(one: Side, other: Side, uncertain: Collection[str], with_triples: bool) -> dict[int, int]:
    """Places of words, and of three words in one stretch, that occur once on either side: place → place."""
    found: dict[int, int] = {}
    triples, others = (_places(_triples(one)), _places(_triples(other))) if with_triples else ({}, {})
    for triple, place in triples.items():
        to = others.get(triple, -1)
        if place >= 0 and to >= 0:
            for step in range(3):
                found.setdefault(place + step, to + step)
    alone, others_alone = _places(enumerate(one.words)), _places(enumerate(other.words))
    for word, place in alone.items():
        to = others_alone.get(word, -1)
        if place >= 0 and to >= 0 and word not in uncertain:
            found.setdefault(place, to)
    return found


def _triples(side: Side) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Every three words in a row of one stretch, each with its place."""
    words, stretch = side.words, side.stretch
    rows = zip(words, words[1:], words[2:], stretch, stretch[2:], strict=False)
    triples = ((place, (a, b, c)) for place, (a, b, c, first, last) in enumerate(rows) if first == last)
    if not side.gaps:
        return triples
    return (one for one in triples if one[0] + 1 not in side.gaps and one[0] + 2 not in side.gaps)


T = TypeVar("T")


def _places(keys: Iterable[tuple[int, T]]) -> dict[T, int]:
    """The place of each key; -1 for one that occurs more than once."""
    places: dict[T, int] = {}
    for place, key in keys:
        places[key] = -1 if key in places else place
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
