"""Matches the units of the copy to those of the original: equal ones in order, then changed ones, then moved ones.

In proportion to the documents, whatever they share: what is equal in order ``sequences`` finds; which units were
changed rather than lost is asked of a few neighbours each.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from exporter.comparison.facts import Unit
from exporter.comparison.sequences import common

Key = tuple[str, str]
SIMILAR = 0.55
GAP = 40
"""Of so many units at the beginning of a gap each is compared with as many."""
STEP = 3
"""Further on, with so many of those that come next."""
SHORT = 64
"""Characters of a text that are compared one by one; of longer ones, the threes of characters are counted."""
SHARED = 0.45
"""The share of threes that tells a changed text from another one: in one language, other texts share about 0.3."""
LONGEST = 2_000
"""So many characters of a text are looked at."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Indexes of a unit in the original and in the copy. ``moved`` when it stands elsewhere in the order."""

    before: int
    after: int
    moved: bool = False


def key(unit: Unit) -> Key:
    """What makes two units the same one: what sort of thing it is, and its characters."""
    sort = unit.kind if unit.kind in ("image", "math", "page", "break") else "text"
    return sort, unit.squeezed


def align(before: Sequence[Unit], after: Sequence[Unit]) -> list[Pair]:
    """Pairs of units, ordered by the original."""
    old, new = [key(unit) for unit in before], [key(unit) for unit in after]
    matched = common(old, new)
    pairs = [Pair(a, b) for a, b in matched]
    used_old, used_new = {a for a, _ in matched}, {b for _, b in matched}
    pairs += _similar(before, after, matched, used_old, used_new)
    pairs += _moved(old, new, used_old, used_new)
    return sorted(pairs, key=lambda pair: pair.before)


def _moved(old: list[Key], new: list[Key], used_old: set[int], used_new: set[int]) -> list[Pair]:
    waiting: dict[Key, deque[int]] = {}
    for place, name in enumerate(new):
        if place not in used_new:
            waiting.setdefault(name, deque()).append(place)
    pairs: list[Pair] = []
    for place, name in enumerate(old):
        if place not in used_old and waiting.get(name):
            to = waiting[name].popleft()
            pairs.append(Pair(place, to, moved=True))
            used_old.add(place)
            used_new.add(to)
    return pairs


def _similar(
    before: Sequence[Unit],
    after: Sequence[Unit],
    matched: list[tuple[int, int]],
    used_old: set[int],
    used_new: set[int],
) -> list[Pair]:
    """In each gap between matched units, units whose text was changed rather than lost, in order."""
    pairs: list[Pair] = []
    a, b = 0, 0
    new_keys = {key(after[place]) for place in range(len(after)) if place not in used_new}
    old_keys = {key(before[place]) for place in range(len(before)) if place not in used_old}
    for at, to in [*matched, (len(before), len(after))]:
        rest = deque(place for place in range(b, to) if key(after[place]) not in old_keys)
        for count, place in enumerate(range(a, at)):
            if key(before[place]) in new_keys:
                continue  # it is there, elsewhere: moved
            near = islice(rest, GAP if count < GAP else STEP)
            found = next((one for one in near if _alike(before[place], after[one])), None)
            if found is not None:
                while rest.popleft() != found:
                    pass
                pairs.append(Pair(place, found))
                used_old.add(place)
                used_new.add(found)
            elif len(rest) > at - place:
                rest.popleft()  # so that what is compared keeps abreast
        a, b = at + 1, to + 1
    return pairs


def _alike(one: Unit, other: Unit) -> bool:
    sort, text = key(one)
    other_sort, other_text = key(other)
    if sort != other_sort:
        return False
    if sort != "text":
        return True
    if not text or not other_text:
        return text == other_text
    if text in other_text or other_text in text:
        return True
    if max(len(text), len(other_text)) > SHORT:
        return _shared(text[:LONGEST], other_text[:LONGEST]) > SHARED
    matcher = SequenceMatcher(None, text, other_text, autojunk=False)
    return matcher.real_quick_ratio() > SIMILAR and matcher.quick_ratio() > SIMILAR and matcher.ratio() > SIMILAR


def _shared(text: str, other: str) -> float:
    """The share of threes of characters that two texts have in common (Dice's coefficient)."""
    sizes = len(text) + len(other)
    if 2 * min(len(text), len(other)) <= SHARED * sizes:
        return 0.0
    one, two = _threes(text), _threes(other)
    return 2 * (one & two).total() / max(one.total() + two.total(), 1)


@lru_cache(maxsize=4 * GAP)
def _threes(text: str) -> Counter[str]:
    return Counter(text[at : at + 3] for at in range(len(text) - 2))
