"""What two sequences have in common, in order: the one way in which units, transcripts and outlines are aligned.

Apart from ``align``, which knows units: here are only values that can be compared. Time and memory grow in proportion
to the sequences, however little they share: equal ends are taken off, values that occur once on both sides are fixed
points (patience diff), and what lies between is compared in windows, bit by bit (Hyyrö, "Bit-parallel LCS-length
computation revisited", 2004).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence

WINDOW = 2_000
"""So many values of either side are compared in full; half of them is settled, then the window moves on."""

DEEPEST = 24
"""How often fixed points are looked for between fixed points."""

Places = list[tuple[int, int]]


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> Places:
    """Places of equal values in both, growing on both sides: a long common subsequence."""
    return _common(old, new, (0, len(old), 0, len(new)), 0)


def opcodes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[bool, int, int, int, int]]:
    """Stretches that cover both in order: whether they are equal, from and to in the old, from and to in the new."""
    out: list[tuple[bool, int, int, int, int]] = []
    a = b = 0
    for at, to in [*common(old, new), (len(old), len(new))]:
        if (a, b) != (at, to):
            out.append((False, a, at, b, to))
        if at < len(old):
            if out and out[-1][0]:
                _, start, _, other, _ = out.pop()
            else:
                start, other = at, to
            out.append((True, start, at + 1, other, to + 1))
        a, b = at + 1, to + 1
    return out


Stretch = tuple[int, int, int, int]


def _common(old: Sequence[Hashable], new: Sequence[Hashable], stretch: Stretch, depth: int) -> Places:
    a, a_end, b, b_end = stretch
    out: Places = []
    while a < a_end and b < b_end and old[a] == new[b]:
        out.append((a, b))
        a, b = a + 1, b + 1
    tail: Places = []
    while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
        tail.append((a_end, b_end))
    if a < a_end and b < b_end:
        out += _between(old, new, (a, a_end, b, b_end), depth)
    return out + tail[::-1]


def _between(old: Sequence[Hashable], new: Sequence[Hashable], stretch: Stretch, depth: int) -> Places:
    anchors = _unique(old, new, stretch) if depth < DEEPEST else []
    if not anchors:
        return _windows(old, new, stretch)
    a, a_end, b, b_end = stretch
    out: Places = []
    for at, to in anchors:
        out += _common(old, new, (a, at, b, to), depth + 1)
        out.append((at, to))
        a, b = at + 1, to + 1
    return out + _common(old, new, (a, a_end, b, b_end), depth + 1)


def _unique(old: Sequence[Hashable], new: Sequence[Hashable], stretch: Stretch) -> Places:
    """Values that occur once on either side, as many as are in the same order."""
    a, a_end, b, b_end = stretch
    once_old, once_new = _once(old, a, a_end), _once(new, b, b_end)
    return _increasing(sorted((place, once_new[name]) for name, place in once_old.items() if name in once_new))


def _once(values: Sequence[Hashable], start: int, end: int) -> dict[Hashable, int]:
    places: dict[Hashable, int] = {}
    for place in range(start, end):
        places[values[place]] = -1 if values[place] in places else place
    return {name: place for name, place in places.items() if place >= 0}


def _increasing(pairs: Places) -> Places:
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
    out: Places = []
    index = last[-1] if last else -1
    while index >= 0:
        out.append(pairs[index])
        index = previous[index]
    return out[::-1]


def _windows(old: Sequence[Hashable], new: Sequence[Hashable], stretch: Stretch) -> Places:
    """The longest common subsequence of what fits into a window; of more, that of windows that overlap by half."""
    a, a_end, b, b_end = stretch
    half = WINDOW // 2
    out: Places = []
    while a < a_end and b < b_end:
        found = _longest(old[a : min(a + WINDOW, a_end)], new[b : min(b + WINDOW, b_end)])
        more, more_new = a + WINDOW < a_end, b + WINDOW < b_end
        settled = [(at, to) for at, to in found if at < half or to < half] if more or more_new else found
        out += [(a + at, b + to) for at, to in settled]
        if not (more or more_new):
            break
        at, to = settled[-1] if settled else (-1, -1)  # what was found after it lies in the second half on both sides
        a += max(at + 1, half if more else 0)
        b += max(to + 1, half if more_new else 0)
    return out


def _longest(old: Sequence[Hashable], new: Sequence[Hashable]) -> Places:
    """A longest common subsequence of two short stretches. A row of bits a value of ``old``: 0 where it grows."""
    where: dict[Hashable, int] = {}
    for place, value in enumerate(new):
        where[value] = where.get(value, 0) | 1 << place
    full = (1 << len(new)) - 1
    rows = [full]
    for value in old:
        row = rows[-1]
        matches = row & where.get(value, 0)
        rows.append(((row + matches) | (row - matches)) & full)
    out: Places = []
    at, to = len(old) - 1, len(new) - 1
    while at >= 0 and to >= 0:
        if old[at] == new[to]:
            out.append((at, to))
            at, to = at - 1, to - 1
        elif rows[at + 1] >> to & 1:
            to -= 1
        else:
            at -= 1
    return out[::-1]
