"""The numbering part, and the number that each paragraph shows (ECMA-376 part 1, 17.9).

Counting is Word's: numbers that share an abstract list count together, a level begins anew after a higher one, an
override begins anew the first time its number is used. A heading, an item and a legal clause get their words here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from exporter.model import Delimiter, NumberStyle
from exporter.readers.word.number_formats import formatted
from exporter.readers.word.ooxml import Element, W, first_child, is_on, number, value
from exporter.readers.word.symbols import symbol

LEVELS = 9
STYLES: dict[str, NumberStyle] = {
    "decimal": "decimal",
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
BOXES = frozenset("☐☑☒")
"""Bullets that say whether something is done: then they are words."""
_LETTERS = 26
"""Behind z Word counts aa, bb, and everybody else aa, ab."""
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its number format, the text round the numbers, where it begins and what starts it anew."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int = -1
    legal: bool = False
    suffix: str = "tab"
    indent: Element | None = None
    picture: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What a numbered paragraph shows: a bullet, a number in one of the model's styles, or ``text`` that is neither.

    ``number`` is 0 for a bullet. ``num`` and ``level`` say to which list the paragraph belongs.
    """

    num: str
    level: int
    number: int = 0
    style: NumberStyle = "decimal"
    text: str = ""
    bullet: bool = False
    plain: bool = False

    @property
    def delimiter(self) -> Delimiter:
        """What stands round the number: ``2.``, ``2)`` or ``(2)``; other signs are heard no more than a full stop."""
        shown = self.text.strip(" .\t\xa0")
        if not shown.endswith(")"):
            return "period"
        return "parens" if shown.startswith("(") else "paren"


@dataclass(slots=True)
class _Num:
    abstract: str
    overrides: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    """The lists of a file and where each has got to."""

    abstracts: dict[str, dict[int, Level]] = field(default_factory=dict)
    nums: dict[str, _Num] = field(default_factory=dict)
    by_style: dict[tuple[str, str], int] = field(default_factory=dict)
    _links: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def load(cls, root: Element | None, list_styles: dict[str, str] | None = None) -> Numbering:
        """The lists of a ``w:numbering`` part; ``list_styles`` tells the number of each numbering style (17.9.21)."""
        made = cls()
        if root is None:
            return made
        for abstract in root.iter(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId") or ""
            made.abstracts[key] = {}
            for level in abstract.findall(W + "lvl"):
                at = number(level.get(W + "ilvl"))
                made.abstracts[key][at] = _level(level)
                if style := value(level, "pStyle"):
                    made.by_style[key, style] = at
            if link := value(abstract, "numStyleLink"):
                made._links[key] = link
        for num in root.iter(W + "num"):
            one = made.nums[num.get(W + "numId") or ""] = _Num(value(num, "abstractNumId") or "")
            for override in num.findall(W + "lvlOverride"):
                at = number(override.get(W + "ilvl"))
                if (start := value(override, "startOverride")) is not None:
                    one.overrides[at] = number(start)
                if (own := first_child(override, "lvl")) is not None:
                    one.levels[at] = _level(own)
        made._follow_links(list_styles or {})
        return made

    def _follow_links(self, list_styles: dict[str, str]) -> None:
        """A list that is defined by a numbering style is that style's list."""
        for one in self.nums.values():
            seen: set[str] = set()
            while (style := self._links.get(one.abstract)) and one.abstract not in seen:
                seen.add(one.abstract)
                target = self.nums.get(list_styles.get(style, ""))
                if target is None or target is one:
                    break
                one.abstract = target.abstract

    def knows(self, num: str) -> bool:
        """Whether there is a list of that number."""
        return num in self.nums

    def level_of_style(self, num: str, style_id: str) -> int | None:
        """The level that a list ties to a paragraph style (17.9.23), None for none."""
        one = self.nums.get(num)
        return None if one is None else self.by_style.get((one.abstract, style_id))

    def level(self, num: str, at: int) -> Level:
        """A level as it is for a number: its override, else the abstract list's."""
        one = self.nums.get(num)
        if one is None:
            return Level("bullet", "•")
        return one.levels.get(at) or self.abstracts.get(one.abstract, {}).get(at) or Level("none")

    def next(self, num: str, at: int) -> Label:
        """Count one paragraph of list ``num`` at level ``at`` and say what it shows."""
        at = max(0, min(at, LEVELS - 1))
        level = self.level(num, at)
        one = self.nums.get(num)
        if one is None or level.format == "bullet":
            return _bullet(num, at, level)
        counts = self._counts.setdefault(one.abstract, [-1] * LEVELS)
        if at in one.overrides and (num, at) not in self._started:
            counts[at] = one.overrides[at]
        elif counts[at] < 0:
            counts[at] = level.start
        else:
            counts[at] += 1
        self._started.add((num, at))
        for higher in range(at):  # a level that was jumped over counts as begun (17.9.11)
            if counts[higher] < 0:
                counts[higher] = self.level(num, higher).start
        for deeper in range(at + 1, LEVELS):
            restart = self.level(num, deeper).restart
            if restart < 0 or (restart > 0 and at < restart):
                counts[deeper] = -1
        return self._label(num, at, level, counts)

    def _label(self, num: str, at: int, level: Level, counts: list[int]) -> Label:
        if level.format == "none" and _PLACE.search(level.text) and not _says_something(level.text):
            return Label(num, at, plain=True)
        if level.picture:
            return Label(num, at, bullet=True)
        if not level.text.strip():
            return Label(num, at, plain=True)
        places = _PLACE.findall(level.text)
        around = _says_something(level.text)
        shown = _PLACE.sub(lambda found: self._shown(num, int(found[1]) - 1, level, counts), level.text)
        if not places and not around:
            return Label(num, at, bullet=True)
        simple = places == [str(at + 1)] and not around
        style = "decimal" if level.legal and not _has_zeros(level.format) else level.format
        if simple and style in STYLES and counts[at] > (0 if style != "decimal" else -1):
            return Label(num, at, counts[at], STYLES[style], shown)
        return Label(num, at, counts[at], "decimal", " ".join(shown.split()))

    def _shown(self, num: str, at: int, level: Level, counts: list[int]) -> str:
        own = self.level(num, at)
        count = counts[at] if counts[at] >= 0 else own.start
        return formatted(count, "decimal" if level.legal and not _has_zeros(own.format) else own.format)


def _has_zeros(form: str) -> bool:
    """Whether a format puts zeros before its figures, which legal numbering leaves there."""
    return form.startswith(("decimalZero", "zeros"))


def _says_something(text: str) -> bool:
    """Whether a level's text has words besides its numbers."""
    return any(char.isalnum() for char in _PLACE.sub("", text))


def _bullet(num: str, at: int, level: Level) -> Label:
    """A bullet; a blank one is left out, a box says whether something is done."""
    sign = level.text.strip("\xa0 ")
    if not sign and not level.picture and level.text:
        return Label(num, at, plain=True)
    if level.font and len(sign) == 1:
        sign = symbol(level.font, ord(sign)) or sign
    return Label(num, at, bullet=True, text=sign if sign in BOXES else "")


def is_simple(label: Label) -> bool:
    """Whether the model's own numbers say what a label shows, so that it need not be words."""
    if label.bullet:
        return True
    if label.style.endswith("alpha") and label.number > _LETTERS:
        return False
    return label.number >= 0 and formatted(label.number, label.style) == label.text.strip(" .()[]-–—:;,\t\xa0")


def _level(made: Element) -> Level:
    held = {child.tag: child for child in reversed(made)}  # the first of each name
    font = made.find(f"{W}rPr/{W}rFonts") if W + "rPr" in held else None

    def said(name: str) -> str | None:
        return None if W + name not in held else held[W + name].get(W + "val") or ""

    return Level(
        format=_format(held.get(W + "numFmt")),
        text=said("lvlText") or "",
        start=number(said("start"), 0 if W + "start" not in held else 1),
        restart=number(said("lvlRestart"), -1),
        legal=is_on(said("isLgl")),
        suffix=said("suff") or "tab",
        indent=made.find(f"{W}pPr/{W}ind"),
        picture=W + "lvlPicBulletId" in held,
        font="" if font is None else font.get(W + "ascii") or font.get(W + "hAnsi") or "",
    )


def _format(found: Element | None) -> str:
    if found is None:
        return "decimal"
    if found.get(W + "val") == "custom":  # 17.9.17: “001, 002, …” shows how
        zeros = (found.get(W + "format") or "").partition(",")[0].strip()
        return f"zeros{len(zeros)}" if zeros.startswith("0") else "decimal"
    return found.get(W + "val") or "decimal"
