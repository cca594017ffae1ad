"""The balance: each word of the source is in the document or in a finding, and the document has no word of its own.

Words are weighed as a multiset first, then their order is compared by words and triples that occur once on either side.
Everything is linear except the longest increasing run of those, which is n log n.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from exporter.census.counted import Census, Stretch
from exporter.census.words import words_of

SHOWN = 12
"""So many words of a place are shown."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not balance: ``lost``, ``added`` or ``moved`` words, or a thing; its words and its line."""

    kind: str
    words: tuple[str, ...]
    line: int = 0

    @property
    def shown(self) -> str:
        """The words, as many as are shown."""
        more = " …" if len(self.words) > SHOWN else ""
        return " ".join(self.words[:SHOWN]) + more


@dataclass(slots=True)
class _Side:
    """The words of one side in order, each with the number of its stretch."""

    words: list[str] = field(default_factory=list)
    stretch: list[int] = field(default_factory=list)
    stretches: Sequence[Stretch] = ()


def weighed(source: Census, document: Census, left_out: Iterable[str], fixed: Iterable[str] = ()) -> list[Difference]:
    """What does not balance between a source and its document, given the words that findings say are ``left_out``.

    ``fixed`` are words that may be in any document: phrases that listeners are told.
    """
    before, after = _side(source.stretches), _side(document.stretches)
    have, told = Counter(before.words), Counter(after.words)
    out = _counter(left_out)
    lost, added = have - told, told - have
    cut = [*_recut("joined", before, lost, added), *_recut("split", after, added, lost)]
    if source.signs:
        _glued_signs(lost, added, source.signs)
    lost -= out
    lost -= _counter(source.doubtful)
    lost -= _counter(document.allowed)
    for allowed in (source.allowed, source.doubtful, document.allowed):
        added -= _counter(allowed)
    if added:
        known = {word for text in fixed for word in words_of(text)}
        added = Counter({word: number for word, number in added.items() if word not in known})
        added = _without_signs(added, source.signs)
    made = [*cut, *_places("lost", before, lost, told), *_places("added", after, added, have)]
    return made + list(_moved(before, after, ordered=source.ordered))


def _recut(kind: str, side: _Side, parts: Counter[str], wholes: Counter[str]) -> Iterator[Difference]:
    """Take words of ``side`` that stand together and are one word on the other side off both.

    Where there is a space between them on this side, the words were ``joined``, or one was ``split``.
    """
    if not parts or not wholes:
        return
    longest = max(map(len, wholes))
    words = side.words
    at = 0
    while at < len(words):
        end, whole, used = at, "", Counter[str]()
        while end < len(words) and len(whole) <= longest and used[words[end]] < parts[words[end]]:
            whole += words[end]
            used[words[end]] += 1
            end += 1
            if end - at > 1 and wholes[whole] > 0:
                parts -= used
                wholes[whole] -= 1
                if _is_spaced(side, at, end):
                    yield _difference(kind, side, range(at, end))
                break
        else:
            end = at + 1
        at = end


def _is_spaced(side: _Side, at: int, end: int) -> bool:
    """Whether there is white space between words that stand in one stretch."""
    if side.stretch[at] != side.stretch[end - 1]:
        return False
    text = side.stretches[side.stretch[at]].text
    return re.search(r"[^\w\s]*\s+[^\w\s]*".join(map(re.escape, side.words[at:end])), text) is not None


def _without_signs(added: Counter[str], signs: int) -> Counter[str]:
    """``added`` without so many single characters."""
    kept = Counter(added)
    for word in added:
        if len(word) == 1 and signs:
            taken = min(kept[word], signs)
            kept[word] -= taken
            signs -= taken
    return +kept


def _glued_signs(lost: Counter[str], added: Counter[str], signs: int) -> None:
    """Take words off both sides that differ only by a sign at an edge, whose letter is not known in the source."""
    for word in list(added):
        for bare in (word[1:], word[:-1]):
            while signs and bare and lost[bare] > 0 and added[word] > 0:
                lost[bare] -= 1
                added[word] -= 1
                signs -= 1


def _side(stretches: Sequence[Stretch]) -> _Side:
    side = _Side(stretches=stretches)
    for number, one in enumerate(stretches):
        found = words_of(one.text)
        side.words += found
        side.stretch += [number] * len(found)
    return side


def _counter(texts: Iterable[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text in texts:
        if text:
            found.update(words_of(text))
    return found


def _places(kind: str, side: _Side, wanting: Counter[str], there: Counter[str]) -> Iterator[Difference]:
    """Where the words of ``wanting`` are, those that stand together as one difference."""
    if not wanting:
        return
    rest = Counter(wanting)
    skip = {word: there[word] for word in wanting}
    run: list[int] = []
    for at, word in enumerate(side.words):
        if rest[word] <= 0:
            continue
        if skip.get(word, 0) > 0 and not (run and run[-1] == at - 1):
            skip[word] -= 1  # the first of several are taken for those that are there
            continue
        rest[word] -= 1
        if run and (run[-1] != at - 1):
            yield _difference(kind, side, run)
            run = []
        run.append(at)
    if run:
        yield _difference(kind, side, run)


def _difference(kind: str, side: _Side, run: Sequence[int]) -> Difference:
    return Difference(kind, tuple(side.words[at] for at in run), side.stretches[side.stretch[run[0]]].line)


# --- order ----------------------------------------------------------------------------------------------------------


def _moved(before: _Side, after: _Side, *, ordered: bool) -> Iterator[Difference]:
    """Words that stand at another place of the running text than in the source, or of their stretch."""
    pairs = sorted(_once(before.words, after.words).items())
    if not ordered:
        for _, group in groupby(pairs, key=lambda pair: before.stretch[pair[0]]):
            yield from _out_of_order(before, list(group))
        return
    steps = [
        (at, to)
        for at, to in pairs
        if not (after.stretches[after.stretch[to]].apart or before.stretches[before.stretch[at]].apart)
    ]
    yield from _out_of_order(before, steps)


def _out_of_order(before: _Side, steps: Sequence[tuple[int, int]]) -> Iterator[Difference]:
    kept = set(_increasing([to for _, to in steps]))
    run: list[int] = []
    for number in range(len(steps)):
        if number in kept:
            continue
        if run and run[-1] != number - 1:
            yield _run(before, [steps[one][0] for one in run])
            run = []
        run.append(number)
    if run:
        yield _run(before, [steps[one][0] for one in run])


def _run(side: _Side, places: Sequence[int]) -> Difference:
    words = tuple(side.words[places[0] : places[-1] + 1][: SHOWN + 1])
    return Difference("moved", words, side.stretches[side.stretch[places[0]]].line)


def _once(one: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Places of words, and of three words together, that occur once on either side: place → place."""
    found: dict[int, int] = {}
    for width in (3, 1):
        first = _unique(one, width)
        second = _unique(other, width)
        for gram, place in first.items():
            to = second.get(gram, -1)
            if place >= 0 and to >= 0:
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
