"""What stands in one order on both sides of a balance, found in one walk; what is left is all that can be out of it.

Apart from ``order``, which needs more time: where every word has found its like, there is nothing to be asked.
"""

from __future__ import annotations

from collections.abc import Sequence

NEAR = 40
"""So many words are left out on either side before it is looked further."""
STEP = 256
"""So many words are compared at once."""


def unaligned(one: Sequence[str], other: Sequence[str]) -> tuple[list[int], list[int]]:
    """The places of the words on either side that have no like at their place on the other."""
    left: list[int] = []
    right: list[int] = []
    far = _Far(other)
    at = to = 0
    while True:
        length = _alike(one, other, at, to)
        at, to = at + length, to + length
        if at >= len(one) or to >= len(other):
            return [*left, *range(at, len(one))], [*right, *range(to, len(other))]
        on, over = _near(one, other, at, to) or far.goes_on(one, at, to)
        left += range(at, on)
        right += range(to, over)
        at, to = on, over


def _alike(one: Sequence[str], other: Sequence[str], at: int, to: int) -> int:
    """How many words from two places on are alike."""
    length, step = 0, STEP
    while step:
        here, there = one[at + length : at + length + step], other[to + length : to + length + step]
        if here == there and len(here) == step:
            length += step
        else:
            step //= 2
    return length


def _near(one: Sequence[str], other: Sequence[str], at: int, to: int) -> tuple[int, int] | None:
    """Where both go on with the same two words, at or after two places; None where they do not soon."""
    ahead: dict[tuple[str, ...], int] = {}
    for over in range(to, min(to + NEAR, len(other))):
        ahead.setdefault(tuple(other[over : over + 2]), over)
    for on in range(at, min(at + NEAR, len(one))):
        over = ahead.get(tuple(one[on : on + 2]), -1)
        if over >= 0:
            return on, over
    return None


class _Far:
    """Where three words stand on one side, made when it is asked for the first time."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.last: dict[tuple[str, str, str], int] = {}

    def goes_on(self, one: Sequence[str], at: int, to: int) -> tuple[int, int]:
        """Where both go on with the same three words, which stand nowhere later; the ends where they do not."""
        words = self.words
        if not self.last:
            self.last = {key: place for place, key in enumerate(zip(words, words[1:], words[2:], strict=False))}
        for on, key in enumerate(zip(one[at:], one[at + 1 :], one[at + 2 :], strict=False), at):
            over = self.last.get(key, -1)
            if over >= to:
                return on, over
        return len(one), len(words)
