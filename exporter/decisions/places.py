"""Finds what a decision is about in an article that may have changed since: the one place, or the reason why not.

The rule is that a decision is used at the wrong place never, and rather nowhere. Where its words are there unchanged,
once, that is the place. Where they are there several times, or have changed a little, the neighbours must agree.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import field
from difflib import SequenceMatcher, get_close_matches

from exporter.decisions.answers import Address
from exporter.decisions.units import SHORT, SMALL, Unit, folded, key_of
from exporter.records import record

ALIKE_BETWEEN, ALIKE_BESIDE = 0.75, 0.8
"""How alike changed words must be, with both neighbours unchanged, or one."""
IMPOSSIBLE = 2.0
CLEARLY = 0.1
MOST_TRIED, MOST_BEGUN, MOST_NEAREST = 200, 500, 20
"""So many things are compared with one decision, begin with its words, or are looked through for the nearest."""
SHOWN = 40


@record
class Found:
    """The place of a decision, and whether its words have changed; or the rule and message that say why it has none."""

    unit: Unit | None
    changed: bool = False
    rule: str = ""
    message: str = ""


@record(frozen=False)
class Places:
    """The things of one article, so that many decisions are found in them quickly.

    ``known`` are the short fingerprints of what was there when the decisions were written: what was there already is
    not a changed form of something else. Without them nothing is taken for changed.
    """

    units: Sequence[Unit]
    known: frozenset[str] = frozenset()
    by_mark: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[tuple[str, str], list[Unit]] = field(default_factory=lambda: defaultdict(list))
    begun: list[tuple[str, int]] = field(default_factory=list)
    told: int = 0

    def __post_init__(self) -> None:
        for unit in self.units:
            self.by_mark[unit.mark].append(unit)
            self.beside["before", unit.before].append(unit)
            self.beside["after", unit.after].append(unit)
        self.begun = sorted((key_of(unit.words), at) for at, unit in enumerate(self.units))

    def find(self, address: Address, kinds: Sequence[str] = SMALL) -> Found:
        """The place of ``address`` among things of ``kinds``, those that stand first in it before others."""
        kinds = (address.what,) if address.what else kinds
        if not address.mark:
            return self._by_words(address, kinds)
        same = _fitting(self.by_mark.get(address.mark, ()), kinds)
        if same:
            return _of_twins(address, same)
        near = self._changed(address, kinds) if self.known else None
        if near is not None:
            return Found(near, changed=True)
        return Found(None, rule="DEC001", message=self._missing(address, kinds))

    def _changed(self, address: Address, kinds: Sequence[str]) -> Unit | None:
        """The one thing whose words are nearly those of ``address`` and whose neighbours say that it is the one."""
        tried: dict[int, Unit] = {}
        for side, mark in (("before", address.before), ("after", address.after)):
            for unit in self.beside.get((side, mark), ())[: MOST_TRIED + 1]:
                tried[id(unit)] = unit
        fits = [
            (likeness, unit)
            for unit in _fitting(tried.values(), kinds)
            if unit.mark[:SHORT] not in self.known and (likeness := _likeness(address, unit)) >= _needed(address, unit)
        ]
        fits.sort(key=lambda pair: -pair[0])
        if not fits or len(tried) > MOST_TRIED or (len(fits) > 1 and fits[0][0] - fits[1][0] < CLEARLY):
            return None
        return fits[0][1]

    def _by_words(self, address: Address, kinds: Sequence[str]) -> Found:
        """The one thing that begins with the words that a person quoted; one with no more words before others."""
        start = key_of(address.words.removesuffix("…"))
        first = bisect_left(self.begun, (start, -1))
        same = [at for key, at in self.begun[first : first + MOST_BEGUN] if key.startswith(start)]
        begun = _fitting((self.units[at] for at in sorted(same)), kinds)
        exact = [] if address.words.endswith("…") else [unit for unit in begun if key_of(unit.words) == start]
        for found in (exact, begun):
            at_line = [unit for unit in found if address.line and unit.pos and unit.pos.line == address.line]
            for one in (found, at_line):
                if len(one) == 1:
                    return Found(one[0])
        if not begun:
            return Found(None, rule="DEC001", message=self._missing(address, kinds))
        lines = [str(unit.pos.line) for unit in begun if unit.pos]
        where = f", on lines {', '.join(lines[:5])}" if len(set(lines)) > 1 else ""
        return Found(None, rule="DEC002", message=f"{len(begun)} places begin with “{_shown(address)}”{where}")

    def _missing(self, address: Address, kinds: Sequence[str]) -> str:
        message = f"nothing in the article begins with “{_shown(address)}”"
        if address.mark:
            message = f"“{_shown(address)}” is not in the article any longer"
        self.told += 1
        if self.told > MOST_NEAREST:
            return message
        starts = {folded(unit.words)[:SHOWN]: unit for unit in _fitting(self.units[: 10 * MOST_TRIED], kinds)}
        close = get_close_matches(address.words.removesuffix("…")[:SHOWN], [one for one in starts if one], 1, 0.6)
        if not close:
            return message
        unit = starts[close[0]]
        where = f" (line {unit.pos.line})" if unit.pos else ""
        return f"{message}; nearest is “{close[0]}”{where}"


def _fitting(units: Iterable[Unit], kinds: Sequence[str]) -> list[Unit]:
    """Those of the first kind of ``kinds`` that there are; small kinds are one."""
    found = [unit for unit in units if unit.kind in kinds]
    large = [kind for kind in kinds if kind not in SMALL]
    for kind in large:
        if first := [unit for unit in found if unit.kind == kind]:
            return first
    return found


def _of_twins(address: Address, same: Sequence[Unit]) -> Found:
    """The one of several with the same words whose neighbours are those of ``address``."""
    if len(same) == 1 and address.of <= 1:
        return Found(same[0])
    best = max(_neighbours(address, unit) for unit in same)
    found = [unit for unit in same if _neighbours(address, unit) == best]
    if best and len(found) == 1:
        return Found(found[0])
    if best and len(same) == address.of:
        third = [unit for unit in found if unit.which == address.which]
        if third:
            return Found(third[0])
    message = f"“{_shown(address)}” is {len(same)} times in the article, and which one was meant cannot be told"
    if len(same) == 1:
        message = f"“{_shown(address)}” was {address.of} times in the article; which one is left cannot be told"
    return Found(None, rule="DEC002", message=message)


def _neighbours(address: Address, unit: Unit) -> int:
    return (address.before == unit.before) + (address.after == unit.after)


def _needed(address: Address, unit: Unit) -> float:
    both = _neighbours(address, unit) == 2
    figures = _figures(address.words) == _figures(unit.words[: len(address.words)])
    if not both and (not figures or address.of > 1):  # another number, or another of the twins
        return IMPOSSIBLE
    return ALIKE_BETWEEN if both else ALIKE_BESIDE


def _figures(words: str) -> list[str]:
    return re.findall(r"\d+", words)


def _likeness(address: Address, unit: Unit) -> float:
    words = address.words.removesuffix("…")
    other = unit.words[: len(words)] if address.words.endswith("…") else unit.words[: 4 * len(words) + 40]
    return SequenceMatcher(None, words.casefold(), other.casefold(), autojunk=False).ratio()


def _shown(address: Address) -> str:
    return address.words if len(address.words) <= SHOWN else address.words[: SHOWN - 1] + "…"
