"""Styles and numbering of a DOCX with what they inherit (ECMA-376 part 1, 17.7 and 17.9).

What a paragraph *is* follows from the names along its chain of ``basedOn``, because people base their own styles on
Word's: a style based on Quote is a quote.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from lxml import etree

from exporter.model import Delimiter, NumberStyle

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = etree._Element

FLAGS = {"b": "strong", "i": "emphasis", "strike": "deleted", "dstrike": "deleted"}
NUMBER_FORMATS: dict[str, NumberStyle] = {
    "decimal": "decimal",
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
MAX_CHAIN = 32


def first_child(parent: Element, tag: str) -> Element | None:
    """The first child of a tag, as ``find`` gives it, in half the time."""
    return next(parent.iterchildren(tag), None)


def value(parent: Element | None, *path: str) -> str | None:
    """``w:val`` of the element at ``path`` below ``parent``; "" when it is there without one, None when it is not."""
    for step in path:
        parent = None if parent is None else first_child(parent, W + step)
    return None if parent is None else (parent.get(W + "val") or "")


Held: TypeAlias = dict[str, Element]
"""What properties hold, by tag: of what is stated twice, the first."""


def held(properties: Element | None) -> Held:
    """What properties hold: they are gone through once, for each question to them costs as much."""
    found: Held = {}
    for made in properties if properties is not None else ():
        found.setdefault(made.tag, made)
    return found


def said(properties: Held, name: str) -> str | None:
    """``w:val`` of a property; "" when it is there without one, None when it is not."""
    made = properties.get(W + name)
    return None if made is None else (made.get(W + "val") or "")


def stated(properties: Element | None) -> dict[str, str]:
    """``w:val`` of everything that properties state, by name: of what is stated twice, the first."""
    found: dict[str, str] = {}
    for made in properties if properties is not None else ():
        if isinstance(made.tag, str) and made.tag.startswith(W):
            found.setdefault(made.tag[len(W) :], made.get(W + "val") or "")
    return found


def is_on(found: str | None) -> bool:
    """A toggle property: there and not switched off (17.17.4 ST_OnOff)."""
    return found is not None and found not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Language:
    """The languages of a run: of Latin, of East Asian and of right-to-left text."""

    latin: str = ""
    east_asian: str = ""
    bidi: str = ""

    def over(self, other: Language) -> Language:
        """This one, with ``other`` where this says nothing."""
        return Language(self.latin or other.latin, self.east_asian or other.east_asian, self.bidi or other.bidi)


def language(properties: Element | None) -> Language:
    """What a ``w:rPr`` says about language."""
    found = None if properties is None else first_child(properties, W + "lang")
    if found is None:
        return Language()
    return Language(found.get(W + "val") or "", found.get(W + "eastAsia") or "", found.get(W + "bidi") or "")


@dataclass(slots=True)
class Style:
    """One style with its own properties and the chain it inherits from, nearest first."""

    names: tuple[str, ...] = ()
    paragraph: tuple[Element, ...] = ()
    run: tuple[Element, ...] = ()
    _properties: dict[str, Element | None] = field(default_factory=dict, repr=False, compare=False)
    _values: dict[str, str | None] = field(default_factory=dict, repr=False, compare=False)
    _language: Language | None = field(default=None, repr=False, compare=False)
    whole_language: Language | None = field(default=None, repr=False, compare=False)
    """As ``Styles.language`` found it."""

    def paragraph_property(self, name: str) -> Element | None:
        """The paragraph property that holds by inheritance; sought once, as what follows."""
        if name not in self._properties:
            parts = (first_child(part, W + name) for part in self.paragraph)
            self._properties[name] = next((found for found in parts if found is not None), None)
        return self._properties[name]

    def run_value(self, name: str) -> str | None:
        """The value of a run property that holds by inheritance."""
        if name not in self._values:
            parts = (value(part, name) for part in self.run)
            self._values[name] = next((found for found in parts if found is not None), None)
        return self._values[name]

    def language(self) -> Language:
        """The language that holds by inheritance."""
        if self._language is None:
            self._language = Language()
            for part in self.run:
                self._language = self._language.over(language(part))
        return self._language


@dataclass(slots=True)
class Styles:
    """All styles of a file, by id."""

    elements: dict[str, Element] = field(default_factory=dict)
    default_language: Language = field(default_factory=Language)
    default_paragraph: str = ""
    _resolved: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def load(cls, root: Element | None) -> Styles:
        """The styles of a ``w:styles`` part."""
        made = cls()
        if root is None:
            return made
        for style in root.iter(W + "style"):
            made.elements[style.get(W + "styleId") or ""] = style
            if style.get(W + "type") == "paragraph" and is_on(style.get(W + "default")):
                made.default_paragraph = style.get(W + "styleId") or ""
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        made.default_language = language(defaults)
        return made

    def resolve(self, style_id: str) -> Style:
        """The style with what it inherits; an empty one when it does not exist."""
        if (found := self._resolved.get(style_id)) is None:
            found = self._resolved[style_id] = self._resolve(style_id)
        return found

    def language(self, style: Style) -> Language:
        """The language of a style, with that of the file where it says none."""
        if style.whole_language is None:
            style.whole_language = style.language().over(self.default_language)
        return style.whole_language

    def _resolve(self, style_id: str) -> Style:
        names: list[str] = []
        paragraph: list[Element] = []
        run: list[Element] = []
        seen: set[str] = set()
        while style_id in self.elements and style_id not in seen and len(seen) < MAX_CHAIN:
            seen.add(style_id)
            style = self.elements[style_id]
            names.append((value(style, "name") or style_id).lower())
            paragraph += style.findall(W + "pPr")
            run += style.findall(W + "rPr")
            style_id = value(style, "basedOn") or ""
        return Style(tuple(names), tuple(paragraph), tuple(run))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: how its items are numbered and from where.

    ``name`` is that of its abstract numbering, where several ``w:num`` of one list share it: such a list does not count
    on from item to item. ``typed`` says that the number stands in the level's text.
    """

    format: str = "bullet"
    start: int = 1
    name: str = ""
    typed: bool = False
    text: str = ""

    @property
    def delimiter(self) -> Delimiter:
        """What stands round the number in the level's text (17.9.11)."""
        if not self.text.endswith(")"):
            return "period"
        return "parens" if self.text.startswith("(") else "paren"


@dataclass(slots=True)
class Numbering:
    """The lists of a file: ``w:num`` instances over ``w:abstractNum`` definitions (17.9)."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    restarts: set[tuple[str, int]] = field(default_factory=set)
    """Levels of a numbering that begin again where it is first used (17.9.26)."""

    @classmethod
    def load(cls, root: Element | None) -> Numbering:
        """The numbering of a ``w:numbering`` part."""
        made = cls()
        if root is None:
            return made
        abstract = {item.get(W + "abstractNumId"): item for item in root.iter(W + "abstractNum")}
        levels: dict[str | None, list[tuple[int, Level]]] = {}
        for num in root.iter(W + "num"):
            number, base = num.get(W + "numId") or "", value(num, "abstractNumId")
            made.abstract[number] = base or ""
            if base not in levels:
                levels[base] = _levels_of(abstract[base]) if base in abstract else []
            for depth, level in levels[base]:
                made.levels[number, depth] = level
            for override in num.iter(W + "lvlOverride"):
                made._override(number, override)
        return made

    def _override(self, number: str, override: Element) -> None:
        depth = _integer(override.get(W + "ilvl"), 0)
        for level in override.iter(W + "lvl"):
            at, made = _level(level)
            self.levels[number, at] = made
        start = value(override, "startOverride")
        if start is not None:
            self.restarts.add((number, depth))
            before = self.levels.get((number, depth), Level())
            first = before.start if before.typed else _integer(start, before.start)
            self.levels[number, depth] = replace(before, start=first)

    def level(self, number: str, depth: int) -> Level:
        """The level ``depth`` of list ``number``; a bullet when the file does not define it."""
        return self.levels.get((number, depth), Level())


def _levels_of(abstract: Element) -> list[tuple[int, Level]]:
    """The levels of an abstract numbering with their depths: read once, however many numberings go by it."""
    name = _name_of_one_list(abstract)
    return [_level(level, name) for level in abstract.iter(W + "lvl")]


def _level(level: Element, name: str = "") -> tuple[int, Level]:
    """The depth of a level and what it says; ``name`` is that of its abstract numbering, as ``Level`` has it."""
    stated = held(level)
    start = _integer(said(stated, "start"), 1)
    shown = (said(stated, "lvlText") or "").strip()
    text = shown.strip("().")
    typed = name != "" and text.removeprefix("-").isdecimal()
    form = said(stated, "numFmt") or "decimal"
    made = Level(form, _integer(text, start) if typed else start, name, typed, shown)
    return _integer(level.get(W + "ilvl"), 0), made


def _name_of_one_list(abstract: Element) -> str:
    """The name that all numberings of one list share (``numbered-3``, ``numbered-3-1``); "" for any other."""
    name = value(abstract, "name") or ""
    return "-".join(name.split("-")[:2]) if name.startswith("numbered-") else ""


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default
