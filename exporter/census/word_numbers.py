"""The numbers that Word counts (ECMA-376 part 1, 17.9), so that each item of a list is known with its number.

Apart from the walk over the stories, which meets the paragraphs; the reader has code of its own for the same clauses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from exporter.census.office import Office, Styles, W

FIGURES = frozenset("decimal lowerLetter upperLetter lowerRoman upperRoman".split())
"""Formats of numbers (17.18.59) that every list can have; the words of others are read with the paragraph."""
LETTERS = 26
"""Behind z Word goes on with aa, bb, cc: no list elsewhere does, and the letters are words of the paragraph."""
_PLACE = re.compile(r"%[1-9]")
MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int
    restart: int | None
    style: str
    picture: bool

    @property
    def is_bullet(self) -> bool:
        """Whether it shows a sign, which has no words."""
        says = any(char.isalnum() for char in _PLACE.sub("", self.text))
        return self.picture or (
            not says and self.text.strip() != "" and (self.form == "bullet" or not _PLACE.search(self.text))
        )

    def is_simple(self, at: int) -> bool:
        """Whether it shows its own number and signs."""
        return (
            self.form in FIGURES
            and _PLACE.findall(self.text) == [f"%{at + 1}"]
            and not any(char.isalnum() for char in _PLACE.sub("", self.text))
        )


@dataclass(slots=True)
class Numbers:
    """The lists of a document, which are looked up when the first is met, and where each has got to."""

    office: Office | None
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    begins: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def item(self, own: Any, style: str, styles: Styles) -> tuple[bool, tuple[int, str] | None]:
        """Whether a paragraph is an item of a list, and its number; it counts as one that was met."""
        if self.office is not None:
            _load(self, self.office)
            self.office = None
        name, at = self._where(own, style, styles)
        level = self.levels.get(name, {}).get(at)
        if level is None:
            return False, None
        number = self._next(name, at, level) if level.form != "bullet" else 0
        if level.is_bullet:
            return True, None
        plain = level.is_simple(at) and 0 < number <= (LETTERS if level.form.endswith("Letter") else number)
        return (True, (number, f"{name}.{at}")) if plain else (False, None)

    def _where(self, own: Any, style: str, styles: Styles) -> tuple[str, int]:
        """The list and the level of a paragraph: its own word, then its style's (17.9.18)."""
        name, at = styles.numbers.get(style, ("", None))
        if own is not None:
            name = _value(own, "numId") or name
            said = _value(own, "ilvl")
            if said.isdigit():
                return name, int(said)
            if _value(own, "numId"):
                at = None
        if at is None:
            at = next((key for key, one in self.levels.get(name, {}).items() if one.style and one.style == style), 0)
        return name, at

    def _next(self, name: str, at: int, level: _Level) -> int:
        key = self.abstract[name]
        counts = self.counts.setdefault(key, [None] * MOST_LEVELS)
        if at >= MOST_LEVELS:
            return 0
        before = counts[at]
        if (name, at) in self.begins and (name, at) not in self.begun:
            number = self.begins[name, at]
        else:
            number = level.start if before is None else before + 1
        self.begun.add((name, at))
        counts[at] = number
        for higher in range(at):
            if counts[higher] is None:
                known = self.levels[name].get(higher)
                counts[higher] = 1 if known is None else known.start
        for deeper in range(at + 1, MOST_LEVELS):
            known = self.levels[name].get(deeper)
            restart = None if known is None else known.restart
            if restart is None or (restart > 0 and at < restart):
                counts[deeper] = None
        return number


def _load(made: Numbers, office: Office) -> None:
    """The lists that a document's numbering part defines; none for those that a style of lists defines."""
    name = next((name for kind, name in office.relations(office.main) if kind == "numbering"), "")
    root = office.root(name) if name else None
    if root is None:
        return
    defined: dict[str, dict[int, _Level]] = {}
    for one in root.iter(W + "abstractNum"):
        if one.find(W + "numStyleLink") is None:
            defined[str(one.get(W + "abstractNumId"))] = dict(map(_level, one.iterchildren(W + "lvl")))
    for num in root.iter(W + "num"):
        key, abstract = str(num.get(W + "numId")), _value(num, "abstractNumId")
        if abstract not in defined:
            continue
        made.abstract[key] = abstract
        made.levels[key] = dict(defined[abstract])
        for change in num.iterchildren(W + "lvlOverride"):
            at = str(change.get(W + "ilvl"))
            if at.isdigit() and (start := _value(change, "startOverride")).isdigit():
                made.begins[key, int(at)] = int(start)
            made.levels[key].update(map(_level, change.iterchildren(W + "lvl")))


def _level(made: Any) -> tuple[int, _Level]:
    at, start, restart = str(made.get(W + "ilvl")), _value(made, "start"), _value(made, "lvlRestart")
    level = _Level(
        _value(made, "numFmt") or "decimal",
        _value(made, "lvlText"),
        int(start) if start.isdigit() else 1,
        int(restart) if restart.isdigit() else None,
        _value(made, "pStyle"),
        made.find(W + "lvlPicBulletId") is not None,
    )
    return (int(at) if at.isdigit() else 0), level


def _value(made: Any, name: str) -> str:
    held = made.find(W + name)
    return "" if held is None else str(held.get(W + "val") or "")
