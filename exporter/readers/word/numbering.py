"""The numbering part, and the number that each paragraph shows (ECMA-376 part 1, 17.9).

Counting is Word's: numbers that share an abstract list count together, a level begins anew after a higher one, an
override begins anew the first time its number is used. A heading, an item and a legal clause get their words here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from exporter.model import NumberStyle
from exporter.readers.word.ooxml import Element, W, is_on, number, value
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
_PLACE = re.compile(r"%([1-9])")
_ROMAN = [
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
]
_CIRCLED = {at: chr(0x245F + at) for at in range(1, 21)}


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
                if (own := override.find(W + "lvl")) is not None:
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
        if level.format == "none" and not _PLACE.sub("", level.text).strip():
            return Label(num, at, plain=True)
        if level.picture:
            return Label(num, at, bullet=True)
        if not level.text.strip():
            return Label(num, at, plain=True)
        places = _PLACE.findall(level.text)
        around = _PLACE.sub("", level.text)
        shown = _PLACE.sub(lambda found: self._shown(num, int(found[1]) - 1, level, counts), level.text)
        if not places and not any(char.isalnum() for char in around):
            return Label(num, at, bullet=True)
        simple = places == [str(at + 1)] and not any(char.isalnum() for char in around)
        style = "decimal" if level.legal and level.format != "decimalZero" else level.format
        if simple and style in STYLES and counts[at] > (0 if style != "decimal" else -1):
            return Label(num, at, counts[at], STYLES[style], shown)
        return Label(num, at, counts[at], "decimal", " ".join(shown.split()))

    def _shown(self, num: str, at: int, level: Level, counts: list[int]) -> str:
        own = self.level(num, at)
        count = counts[at] if counts[at] >= 0 else own.start
        return formatted(count, "decimal" if level.legal and own.format != "decimalZero" else own.format)


def _bullet(num: str, at: int, level: Level) -> Label:
    """A bullet; one that is blank is none, one that is a box says whether something is done."""
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
    return label.number >= 0 and formatted(label.number, label.style) == label.text.strip(" .()[]-–—:;,\t\xa0")


def _level(made: Element) -> Level:
    text = value(made, "lvlText") or ""
    font = made.find(f"{W}rPr/{W}rFonts")
    return Level(
        format=_format(made),
        text=text,
        start=number(value(made, "start"), 0 if made.find(W + "start") is None else 1),
        restart=number(value(made, "lvlRestart"), -1),
        legal=is_on(value(made, "isLgl")),
        suffix=value(made, "suff") or "tab",
        indent=made.find(f"{W}pPr/{W}ind"),
        picture=made.find(W + "lvlPicBulletId") is not None,
        font="" if font is None else font.get(W + "ascii") or font.get(W + "hAnsi") or "",
    )


def _format(made: Element) -> str:
    found = made.find(W + "numFmt")
    if found is None:
        return "decimal"
    if found.get(W + "val") == "custom":  # 17.9.17: “001, 002, …” shows how
        return "decimalZero" if (found.get(W + "format") or "").startswith("0") else "decimal"
    return found.get(W + "val") or "decimal"


def formatted(count: int, form: str) -> str:
    """A number as a format shows it (17.18.59); formats that are not known show figures."""
    match form:
        case "lowerLetter" | "lower-alpha":
            return _letters(count)
        case "upperLetter" | "upper-alpha":
            return _letters(count).upper()
        case "lowerRoman" | "lower-roman":
            return _roman(count)
        case "upperRoman" | "upper-roman":
            return _roman(count).upper()
        case "decimalZero":
            return f"{count:02d}"
        case "ordinal":
            return f"{count}{_ordinal_ending(count)}"
        case "none":
            return ""
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _CIRCLED.get(count, str(count))
        case "decimalEnclosedParen":
            return f"({count})"
        case "decimalEnclosedFullstop":
            return f"{count}."
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "ideographDigital":
            return _chinese(count)
        case _:
            return str(count)


def _letters(count: int) -> str:
    """Word repeats letters: z, aa, bb."""
    if count < 1:
        return ""
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 40)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    parts: list[str] = []
    for size, sign in _ROMAN:
        parts.append(sign * (count // size))
        count %= size
    return "".join(parts)


def _ordinal_ending(count: int) -> str:
    if count % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _chinese(count: int) -> str:
    digits = "〇一二三四五六七八九"
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    head = "" if not tens else ("十" if tens == 1 else digits[tens] + "十")
    return head + (digits[ones] if ones or not tens else "")
