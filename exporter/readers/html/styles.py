"""Meaning in a page's own style sheets: how a list is numbered, what is hidden.

Only sheets in the page are read (nothing is fetched), only selectors of names, classes and ids, alone or inside and
right below others (``ol.lst-1``, ``.legal > li``), and of the cascade only that what is later and nearer wins: programs
that generate pages write no more. A selector that asks for what is around an element hides nothing here: scripts show
again what such rules hide. Declarations for other media than screens do not count (CSS Cascade 4, 6; Selectors 4, 3.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Any

from exporter.patterns import pattern
from exporter.readers.html.counters import Counter, counter_in
from exporter.readers.html.tree import Node, attribute, descendants, text_of
from exporter.records import record

MEANT = frozenset(
    "list-style-type list-style display visibility font-weight font-style vertical-align color content border mso-list "
    "mso-outline-level counter-reset counter-set text-decoration text-decoration-line".split()
)
"""The properties that are looked at."""

MOST_CHARACTERS = 400_000
"""A longer sheet is not read: it is a framework's, and says how things look."""

_SELECTOR = pattern(r"([a-zA-Z][\w-]*|\*)?((?:[.#][\w-]+)*)")
_INSIDE = pattern(r"\s*>\s*|\s+")
_ITEM = pattern(r"counters?\(\s*list-item\s*(?:,\s*([a-z-]+)\s*)?\)", re.IGNORECASE)
"""What writes the number of an item."""
MOST_STEPS = 6
"""A selector of more steps than this says how a page looks."""

Around = tuple[tuple[str, frozenset[str]], ...]
"""What a selector asks for around an element, outward: " " or ">" before the names of each."""


@record
class Styles:
    """Declarations by selector: ``rules[".c5"]`` is for elements of that class, ``combined`` for several names at once.

    ``inside[".c5"]`` has those for elements of that class (and further names) where certain elements are around them.
    ``counted`` has the counters that are put before elements of certain names.
    ``generated`` are the words that sheets put before or after elements (``content``).
    """

    rules: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    combined: tuple[tuple[frozenset[str], Mapping[str, str]], ...] = ()
    inside: Mapping[str, Sequence[tuple[frozenset[str], Around, Mapping[str, str]]]] = field(default_factory=dict)
    generated: tuple[str, ...] = ()
    counted: tuple[tuple[frozenset[str], Around, Counter], ...] = ()

    @property
    def are_none(self) -> bool:
        """Whether no sheet declares anything for elements themselves."""
        return not (self.rules or self.combined or self.inside)

    def of(self, node: Node) -> dict[str, str]:
        """The declarations for an element itself, nothing inherited: by name, classes and id, then its own."""
        attrs = getattr(node, "attrs", None) or {}
        if self.are_none:
            return declarations(attrs["style"] or "") if "style" in attrs else {}
        names = _names_of(node)
        found: dict[str, str] = {}
        for key in names:
            found.update(self.rules.get(key, {}))
        held = frozenset(names)
        for wanted, declared in self.combined:
            if wanted <= held:
                found.update(declared)
        for key in names if self.inside else ():
            for wanted, around, declared in self.inside.get(key, ()):
                if wanted <= held and _is_around(node, around):
                    found.update(declared)
        found.update(declarations(attrs.get("style") or ""))
        return found

    def set_any(self, *properties: str) -> bool:
        """Whether a sheet sets one of ``properties`` for any element."""
        inside = (declared for rules in self.inside.values() for _, _, declared in rules)
        every = (*self.rules.values(), *(declared for _, declared in self.combined), *inside)
        return any(name in declared for declared in every for name in properties)

    def counter_of(self, node: Node) -> Counter | None:
        """The counter whose number a sheet puts before an element; of several the last."""
        names = frozenset(_names_of(node)) if self.counted else frozenset()
        found = [counter for wanted, around, counter in self.counted if wanted <= names and _is_around(node, around)]
        return found[-1] if found else None


def _names_of(node: Node) -> list[str]:
    """What a selector can call an element, in the order of what weighs more: its name, its classes, its id."""
    attrs = getattr(node, "attrs", None) or {}
    names = [node.name, *("." + name for name in (attrs.get("class") or "").split())]
    return [*names, "#" + attrs["id"]] if attrs.get("id") else names


def _is_around(node: Node, around: Around) -> bool:
    """Whether the elements that a selector asks for are around ``node`` (Selectors 4, 15.1 and 15.2)."""
    here = node.parent
    for combinator, wanted in around:
        while here is not None and not wanted <= frozenset(_names_of(here)):
            if combinator == ">":
                return False
            here = here.parent
        if here is None:
            return False
        here = here.parent
    return True


def declarations(style: str) -> dict[str, str]:
    """The declarations of a style attribute that mean something, names and values in lower case."""
    found: dict[str, str] = {}
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and name in MEANT:
            found[name] = " ".join(value.replace("!important", "").split()).lower()
    return found


def styles_of(root: Node) -> Styles:
    """The style sheets in a page, read once."""
    sheets = [text_of(node) for node in descendants(root) if node.name == "style" and _is_for_screens(node)]
    text = "\n".join(sheets)
    try:
        return _read(text) if text.strip() and len(text) <= MOST_CHARACTERS else Styles()
    except RecursionError:  # nested so deeply that no browser applies it: the other sheets hold
        kept = "\n".join(sheet for sheet in sheets if _can_be_read(sheet))
        return _read(kept) if kept.strip() else Styles()


def _can_be_read(sheet: str) -> bool:
    try:
        _read(sheet)
    except RecursionError:
        return False
    return True


def _is_for_screens(node: Node) -> bool:
    media = (attribute(node, "media") or "all").lower()
    kind = (attribute(node, "type") or "text/css").lower()
    return kind == "text/css" and ("all" in media or "screen" in media)


@lru_cache(maxsize=8)
def _read(text: str) -> Styles:
    """What is in a sheet, which the pages of one site share."""
    import tinycss2  # noqa: PLC0415  (start-up: only for pages with a style sheet)

    rules: dict[str, dict[str, str]] = {}
    combined: list[tuple[frozenset[str], dict[str, str]]] = []
    inside: dict[str, list[tuple[frozenset[str], Around, dict[str, str]]]] = {}
    generated: list[str] = []
    counted: list[tuple[frozenset[str], Around, Counter]] = []
    for selectors, own in _rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)):
        for selector, declared in _with_markers(selectors, own):
            if re.search(r"::?(?:before|after|marker)$", selector, re.IGNORECASE):
                generated += _words_in(declared.get("content", ""))
                held, steps = counter_in(declared.get("content", "")), _steps(selector.rpartition(":")[0].rstrip(":"))
                counted += [(frozenset(steps[0]), steps[1], held)] if held and steps else []
            elif steps := _steps(selector):
                names, around = steps
                shown = {name: value for name, value in declared.items() if name not in ("display", "visibility")}
                if around and shown:
                    inside.setdefault(names[-1], []).append((frozenset(names), around, shown))
                elif not around and len(names) == 1:
                    rules.setdefault(names[0], {}).update(declared)
                elif not around:
                    combined.append((frozenset(names), declared))
    return Styles(rules, tuple(combined), inside, tuple(dict.fromkeys(generated)), tuple(counted))


def _with_markers(selectors: list[str], declared: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each selector with its declarations, and numbers in ``::marker`` as the style of a list (CSS Lists 3, 3)."""
    for selector in selectors:
        own, colons, part = selector.rpartition("::")
        written = _ITEM.search(declared.get("content", "")) if colons and part.lower() == "marker" else None
        yield (own, {"list-style-type": written[1] or "decimal"}) if written else (selector, declared)


def _steps(selector: str) -> tuple[list[str], Around] | None:
    """The names a selector asks for of an element, and what it asks for around it; None for what is not read."""
    parts = _INSIDE.split(selector)
    if not selector or len(parts) > MOST_STEPS:
        return None
    combinators = [">" if ">" in part else " " for part in _INSIDE.findall(selector)]
    named: list[list[str]] = []
    for part in parts:
        match = _SELECTOR.fullmatch(part)
        if match is None or not part:
            return None
        names = [match[1].lower()] if match[1] and match[1] != "*" else []
        named.append(names + re.findall(r"[.#][\w-]+", match[2]))
    if not named[-1]:
        return None
    around = tuple(zip(reversed(combinators), map(frozenset, reversed(named[:-1])), strict=True))
    return named[-1], around


def _rules(nodes: Any) -> Iterator[tuple[list[str], dict[str, str]]]:
    """The selectors and declarations of style rules, those for screens in conditional groups among them."""
    import tinycss2  # noqa: PLC0415  (start-up: only for pages with a style sheet)

    for rule in nodes:
        if rule.type == "qualified-rule":
            prelude = tinycss2.serialize(rule.prelude)
            yield [part.strip() for part in prelude.split(",")], _declared(rule.content)
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword == "media":
            media = tinycss2.serialize(rule.prelude).strip().lower()
            if media in ("", "all", "screen"):
                yield from _rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _declared(content: Any) -> dict[str, str]:
    import tinycss2  # noqa: PLC0415  (start-up: only for pages with a style sheet)

    found: dict[str, str] = {}
    for part in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if part.type == "declaration" and part.lower_name in MEANT:
            value = " ".join(tinycss2.serialize(part.value).split())
            found[part.lower_name] = value if part.lower_name == "content" else value.lower()
    return found


def _words_in(content: str) -> list[str]:
    """The words in a ``content`` declaration: its strings that have letters in them, escapes left aside."""
    strings = (match[1] or match[2] or "" for match in re.finditer(r'"([^"]*)"|\'([^\']*)\'', content))
    return [text for text in strings if re.search(r"[^\W\d_]{2}", re.sub(r"\\[0-9a-fA-F]{1,6} ?", "", text))]


def is_struck(style: Mapping[str, str]) -> bool:
    """Whether words with these declarations are struck through (CSS Text Decoration 3, 2.1)."""
    return "line-through" in f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}"


def is_not_shown(style: Mapping[str, str]) -> bool:
    """Whether an element with these declarations is hidden from everybody."""
    return style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse")
