"""Matches the units of the copy to those of the original: equal ones in order, then moved, then changed ones.

Linear where documents agree: equal ends are taken off first, units that occur once are fixed points, and only what lies
between two of them is compared in full, up to a bound.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from exporter.comparison.facts import Unit

Key = tuple[str, str]
FULL_COMPARISON = 250_000
SIMILAR = 0.55
GAP = 40


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
    matched = _common(old, new, 0, len(old), 0, len(new))
    pairs = [Pair(a, b) for a, b in matched]
    used_old, used_new = {a for a, _ in matched}, {b for _, b in matched}
    pairs += _similar(before, after, matched, used_old, used_new)
    pairs += _moved(old, new, used_old, used_new)
    return sorted(pairs, key=lambda pair: pair.before)


def _common(old: list[Key], new: list[Key], a: int, a_end: int, b: int, b_end: int) -> list[tuple[int, int]]:
    """A long common subsequence of two stretches."""
    out: list[tuple[int, int]] = []
    while a < a_end and b < b_end and old[a] == new[b]:
        out.append((a, b))
        a, b = a + 1, b + 1
    tail: list[tuple[int, int]] = []
    while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
        tail.append((a_end, b_end))
    if a < a_end and b < b_end:
        out += _between(old, new, a, a_end, b, b_end)
    return out + tail[::-1]


def _between(old: list[Key], new: list[Key], a: int, a_end: int, b: int, b_end: int) -> list[tuple[int, int]]:
    anchors = _unique(old, new, a, a_end, b, b_end)
    if not anchors:
        if (a_end - a) * (b_end - b) > FULL_COMPARISON:
            return []
        matcher = SequenceMatcher(None, old[a:a_end], new[b:b_end], autojunk=False)
        return [
            (a + block.a + step, b + block.b + step)
            for block in matcher.get_matching_blocks()
            for step in range(block.size)
        ]
    out: list[tuple[int, int]] = []
    for at, to in [*anchors, (a_end, b_end)]:
        out += _common(old, new, a, at, b, to) if (a, b) != (at, to) else []
        if at < a_end:
            out.append((at, to))
        a, b = at + 1, to + 1
    return out


def _unique(old: list[Key], new: list[Key], a: int, a_end: int, b: int, b_end: int) -> list[tuple[int, int]]:
    """Units that occur once on either side, as many as are in the same order (patience diff)."""
    once_old, once_new = _once(old, a, a_end), _once(new, b, b_end)
    found = sorted((place, once_new[name]) for name, place in once_old.items() if name in once_new)
    return _increasing(found)


def _once(keys: list[Key], start: int, end: int) -> dict[Key, int]:
    places: dict[Key, int] = {}
    for place in range(start, end):
        places[keys[place]] = -1 if keys[place] in places else place
    return {name: place for name, place in places.items() if place >= 0}


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that grows on both sides."""
    ends: list[int] = []
    last: list[int] = []
    previous = [-1] * len(pairs)
    for index, (_, to) in enumerate(pairs):
        at = bisect_left(ends, to)
        previous[index] = last[at - 1] if at else -1
        if at == len(ends):
            ends.append(to)
            last.append(index)
        else:
            ends[at], last[at] = to, index
    out: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        out.append(pairs[index])
        index = previous[index]
    return out[::-1]


def _moved(old: list[Key], new: list[Key], used_old: set[int], used_new: set[int]) -> list[Pair]:
    waiting: dict[Key, list[int]] = {}
    for place, name in enumerate(new):
        if place not in used_new:
            waiting.setdefault(name, []).append(place)
    pairs: list[Pair] = []
    for place, name in enumerate(old):
        if place not in used_old and waiting.get(name):
            to = waiting[name].pop(0)
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
        rest = list(range(b, to))[:GAP]
        for place in range(a, min(at, a + GAP)):
            if key(before[place]) in new_keys:
                continue  # it is there, elsewhere: moved
            found = next(
                (one for one in rest if key(after[one]) not in old_keys and _alike(before[place], after[one])), None
            )
            if found is not None:
                rest = [one for one in rest if one > found]
                pairs.append(Pair(place, found))
                used_old.add(place)
                used_new.add(found)
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
    matcher = SequenceMatcher(None, text[:2000], other_text[:2000], autojunk=len(text) > 200)
    return matcher.real_quick_ratio() > SIMILAR and matcher.quick_ratio() > SIMILAR and matcher.ratio() > SIMILAR
