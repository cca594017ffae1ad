"""What style sheets hide from the eye, add for it alone, or show in another order than it is read.

By the cascade (CSS Cascading 4, 6; Selectors 4), with inheritance; media other than screens and the reader's own
wishes are set aside. Screen readers follow the page's elements, and most tell words that opacity, size, clipping or a
place off the page keep from the eye. Sheets that declare nothing of the kind cost one look at their declarations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import cssselect2
import tinycss2
import tinycss2.color4
from lxml import etree

from exporter.position import Position
from exporter.readback.epub.state import XHTML, Element, all_text, has_role, local
from exporter.readback.sight import SEEN, OneSense, contrast

Declared = dict[str, str]
"""Property → value, as the cascade leaves them on one element."""
Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)

COLOURS = ("color", "background", "background-color")
FAR = 500.0
"""CSS pixels to the left or above that no line reaches back from."""
UNITS = {"px": 1.0, "pt": 96 / 72, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "cm": 38.0, "mm": 3.8, "in": 96.0}
_LENGTH = re.compile(r"^([-+]?[0-9.]+(?:e[-+]?[0-9]+)?)(px|pt|em|rem|ex|ch|cm|mm|in|%|vw|vh)?$")
_SCALED_AWAY = re.compile(r"scale(?:x|y|3d)?\(\s*0*\.?0*\s*[,)]")
_CLIPPED = re.compile(
    r"inset\(\s*(?:50|[6-9]\d|100)%|circle\(\s*0(?:px|%)?\s*[)a]|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*\)"
)
_CLIP = re.compile(r"rect\(\s*([0-9.]+)(?:px)?[\s,]+([0-9.]+)(?:px)?[\s,]+([0-9.]+)(?:px)?[\s,]+([0-9.]+)(?:px)?\s*\)")
_SAYS = re.compile(r"[\w\"'“”„‟‘’‚‛«»‹›「」『』]")


def _length(value: str) -> float | None:
    found = _LENGTH.match(value)
    return None if found is None else float(found[1]) * UNITS.get(found[2] or "px", 8.0)


def _hides_display(value: str) -> str:
    return "is hidden by a style: nobody gets it" if value == "none" else ""


def _hides_visibility(value: str) -> str:
    return "is hidden by a style: nobody gets it" if value in ("hidden", "collapse") else ""


def _hides_opacity(value: str) -> str:
    amount = _length(value.removesuffix("%"))
    return "is transparent: it can be heard and not seen" if amount is not None and amount <= 0.02 else ""


def _hides_size(value: str) -> str:
    size = _length(value)
    return "is too small to be seen: it can only be heard" if size is not None and size < 1 else ""


def _hides_transform(value: str) -> str:
    return "is shrunk to nothing: it can be heard and not seen" if _SCALED_AWAY.search(value) else ""


def _hides_clip_path(value: str) -> str:
    return "is clipped away: it can be heard and not seen" if _CLIPPED.search(value) else ""


def _hides_clip(value: str) -> str:
    box = _CLIP.search(value)
    narrow = box is not None and abs(float(box[3]) - float(box[1])) <= 1 and abs(float(box[2]) - float(box[4])) <= 1
    return "is clipped away: it can be heard and not seen" if narrow else ""


def _hides_offset(value: str) -> str:
    place = _length(value)
    return "is off the page: it can be heard and not seen" if place is not None and place <= -FAR else ""


HIDING: Mapping[str, Callable[[str], str]] = {
    "display": _hides_display,
    "visibility": _hides_visibility,
    "opacity": _hides_opacity,
    "font-size": _hides_size,
    "transform": _hides_transform,
    "scale": lambda value: _hides_transform(f"scale({value})"),
    "clip-path": _hides_clip_path,
    "clip": _hides_clip,
    "text-indent": _hides_offset,
    "left": _hides_offset,
    "top": _hides_offset,
    "margin-left": _hides_offset,
}
"""Property → why its value keeps words from the eye, "" where it does not."""
NEEDS_POSITION = frozenset(["left", "top", "clip"])
REVERSED = ("row-reverse", "column-reverse")
ORDER = ("flex-direction", "flex-flow", "order", "unicode-bidi", "direction", "writing-mode")


@dataclass(slots=True)
class Rules:
    """The declarations of one page's sheets that may matter: ``matcher`` has those of the properties in ``wanted``."""

    wanted: frozenset[str]
    matcher: Any
    by_style: bool = False


Rule = tuple[list[Any], list[Any]]
"""A selector and its declarations, as tinycss2 has them."""


@dataclass(slots=True)
class _Sheets:
    """All rules of a page, before it is known which of them matter."""

    found: list[Rule] = field(default_factory=list)

    def take(self, rules: Iterable[Any]) -> None:
        """Take in rules that were parsed."""
        for rule in rules:
            if rule.type == "qualified-rule":
                declared = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                self.found.append((rule.prelude, [item for item in declared if item.type == "declaration"]))
            elif rule.type == "at-rule" and rule.content is not None and _applies(rule):
                self.take(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


@lru_cache(maxsize=4)
def _parsed(text: str) -> tuple[Rule, ...]:
    """The rules of a sheet. Books that are made alike have the same one, and its pages do."""
    sheets = _Sheets()
    sheets.take(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))
    return tuple(sheets.found)


@lru_cache(maxsize=4)
def _said(text: str) -> tuple[tuple[str, str], ...]:
    """The properties that a sheet sets anywhere, with their values."""
    return tuple((item.lower_name, _value(item)) for _, declared in _parsed(text) for item in declared)


def _applies(rule: Any) -> bool:
    """Whether a conditional group holds on a screen whose reader asked for nothing special."""
    if rule.lower_at_keyword == "supports":
        return True
    words = tinycss2.serialize(rule.prelude).strip().lower()
    return rule.lower_at_keyword == "media" and (words in ("", "all", "screen", "only screen") or "all and" in words)


def rules_of(root: Element, sheets: Iterable[str]) -> Rules | None:
    """The rules of a page that may hide, add or reorder something; None where there are none."""
    texts = tuple(sheets)
    inline = tuple([value for made in root.iter(etree.Element) if (value := made.get("style"))])
    wanted = _wanted_of(texts, inline)
    return Rules(wanted, _matcher(texts, wanted), bool(inline)) if wanted else None


@lru_cache(maxsize=4)
def _wanted_of(sheets: tuple[str, ...], inline: tuple[str, ...]) -> frozenset[str]:
    """The properties that may matter, of what sheets and style attributes say."""
    every = [said for sheet in sheets for said in _said(sheet)]
    for value in inline:
        every += [(item.lower_name, _value(item)) for item in _declared(value) if item.type == "declaration"]
    return _wanted(every)


def rules_for(root: Element, sheets: Iterable[str], names: frozenset[str]) -> Rules:
    """The rules of a page that set one of some properties, whatever to."""
    return Rules(names, _matcher(tuple(sheets), names), any(made.get("style") for made in root.iter(etree.Element)))


@lru_cache(maxsize=8)
def _matcher(sheets: tuple[str, ...], wanted: frozenset[str]) -> Any:
    """The rules of sheets that set one of some properties. Pages of a book, and books made alike, have the same."""
    matcher = cssselect2.Matcher()
    for number, (prelude, declared) in enumerate(rule for sheet in sheets for rule in _parsed(sheet)):
        kept = [item for item in declared if item.lower_name in wanted]
        if not kept:
            continue
        try:
            selectors = cssselect2.compile_selector_list(prelude)
        except cssselect2.SelectorError:
            continue
        for selector in selectors:
            matcher.add_selector(selector, (number, kept))
    return matcher


def _declared(style: str) -> list[Any]:
    return list(tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True))


def _value(item: Any) -> str:
    value = tinycss2.serialize(item.value)
    return " ".join((value if item.lower_name == "content" else value.lower()).split())


def _wanted(every: Sequence[tuple[str, str]]) -> frozenset[str]:
    """The properties that have a value which may matter; then every value of theirs is needed."""
    wanted = {name for name, value in every if name in HIDING and HIDING[name](value)}
    wanted |= {name for name, value in every if name == "content" and _SAYS.search(_strings(value))}
    if any(_reorders(name, value) for name, value in every):
        wanted.update(ORDER)
    if wanted & NEEDS_POSITION:
        wanted.add("position")
    inks = [BLACK, *(ink for name, value in every if name == "color" and (ink := _colour(value)))]
    grounds = [WHITE]
    grounds += [found for name, value in every if name in COLOURS[1:] and (found := _colour(value.split(" ")[0]))]
    clear = any(name == "color" and value == "transparent" for name, value in every)
    if clear or any(contrast(ink, ground) < SEEN for ink in inks for ground in grounds):
        wanted.update(COLOURS)
    return frozenset(wanted)


def _reorders(name: str, value: str) -> bool:
    match name:
        case "flex-direction" | "flex-flow":
            return any(word in value for word in REVERSED)
        case "order":
            return value.strip() not in ("0", "initial", "unset")
        case "unicode-bidi":
            return value.endswith("override")
        case _:
            return False


def _colour(value: str) -> Colour | None:
    """A colour of sRGB; None for none, for one that shows what is below it, and for what is not known here."""
    try:
        found = tinycss2.color4.parse_color(value)
        if found is None or isinstance(found, str) or found.alpha < 1:
            return None
        red, green, blue = (float(part) for part in found.to("srgb").coordinates)
    except (ValueError, TypeError, NotImplementedError):
        return None
    return red, green, blue


def _strings(value: str) -> str:
    """What strings of a ``content`` write."""
    tokens = tinycss2.parse_component_value_list(value)
    return " ".join(token.value for token in tokens if token.type == "string")


@dataclass(frozen=True, slots=True)
class _State:
    """What an element inherits, or stands on."""

    ink: Colour = BLACK
    ground: Colour | None = WHITE
    clear: bool = False


def one_sense(root: Element, rules: Rules, position: Callable[[Element], Position | None]) -> Iterator[OneSense]:
    """What of a page only one of two senses gets, in the order of the page."""
    wrapper = cssselect2.ElementWrapper.from_xml_root(root)
    bodies = [item for item in wrapper.iter_children() if local(item.etree_element) == "body"]
    stack: list[tuple[Any, _State]] = [(item, _State()) for item in reversed(bodies)]
    while stack:
        item, state = stack.pop()
        made = item.etree_element
        if not local(made) or made.get("hidden") is not None or has_role(made, "doc-backlink", "backlink"):
            continue
        declared, before_after = cascade(item, rules)
        for words in before_after:
            why = "is written by a style: it can be seen and is not in the text"
            yield OneSense(f"{words.strip()} {all_text(made)[:40]}", why, "unheard", position(made))
        state = _inherited(state, declared)
        said = all_text(made).strip() or " ".join(one.get("alt") or "" for one in made.iter(XHTML + "img")).strip()
        why = _why(made, declared, state) if said else ""
        if why:
            yield OneSense(said, why, place=position(made))
        else:
            stack += [(child, state) for child in reversed(list(item.iter_children()))]


def cascade(item: Any, rules: Rules) -> tuple[Declared, list[str]]:
    """The declarations that win on an element, and what its ``::before`` and ``::after`` write."""
    won: dict[tuple[str, str], tuple[tuple[Any, ...], str]] = {}

    def take(pseudo: str, one: Any, rank: tuple[Any, ...]) -> None:
        key = (pseudo, one.lower_name)
        whole = (one.important, *rank)
        if key not in won or won[key][0] <= whole:
            won[key] = (whole, _value(one))

    for specificity, order, pseudo, (number, declared) in rules.matcher.match(item):
        for one in declared:
            take(pseudo or "", one, (False, specificity, order, number))
    style = item.etree_element.get("style") if rules.by_style else None
    for one in _declared(style) if style else ():
        if one.type == "declaration" and one.lower_name in rules.wanted:
            take("", one, (True, (0, 0, 0), 0, 0))
    written = [
        words
        for (pseudo, name), (_, value) in won.items()
        if pseudo in ("before", "after") and name == "content" and _SAYS.search(words := _strings(value))
    ]
    return {name: value for (pseudo, name), (_, value) in won.items() if not pseudo}, written


def _inherited(state: _State, declared: Declared) -> _State:
    ink, ground, clear = state.ink, state.ground, state.clear
    if (said := declared.get("color")) is not None:
        found = _colour(said)
        clear = said == "transparent"
        ink = found or ink
    if (said := declared.get("background-color") or declared.get("background")) is not None:
        ground = _colour(said.split(" ")[0]) if said not in ("none", "transparent", "inherit") else ground
    return _State(ink, ground, clear)


def _why(made: Element, declared: Declared, state: _State) -> str:
    """Why an element's words do not reach the eye, or not as they are read; "" where they do."""
    placed = declared.get("position") in ("absolute", "fixed")
    for name, hides in HIDING.items():
        if name in declared and (placed or name not in NEEDS_POSITION) and (why := hides(declared[name])):
            return why
    if state.clear:
        return "is transparent: it can be heard and not seen"
    if state.ground is not None and (made.text or "").strip() and contrast(state.ink, state.ground) < SEEN:
        return "has the colour of its ground: it can be heard and not seen"
    return _reordered(made, declared)


def _reordered(made: Element, declared: Declared) -> str:
    if declared.get("direction") == "rtl" and declared.get("unicode-bidi", "").endswith("override"):
        return "is shown from right to left, and read the other way"
    flow = declared.get("flex-direction", declared.get("flex-flow", ""))
    if any(word in flow for word in REVERSED) or declared.get("order", "0") not in ("0", "initial", "unset"):
        return "is shown in another order than it is read"
    return ""
