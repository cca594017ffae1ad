"""Styles: one for all equal elements, of a document and of those after it.

WeasyPrint shares a style between elements that the same rules match in the same parent's style, unless they have an id,
a language or declarations of their own; and it styles each ``::before``, ``::after`` and ``::marker`` anew. Here those
are shared too. Where a document has no sheet but ours, its styles are kept for the next one of the same sheets: they
depend on rules and on parents' styles, not on words, as long as nothing is measured by the page (``vw``).
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from math import inf
from typing import Any
from xml.etree import ElementTree

import weasyprint.css as css
from cssselect2 import ascii_lower
from weasyprint.css import ComputedStyle, InitialStyle, StyleFor

from exporter.writers.pdf.engines.weasy.quick.stand import Stand

KINDS = 6
"""Sets of sheets whose styles are kept."""
MOST = 3_000
"""Styles of one set: with more than that it begins anew."""
SVG = "{http://www.w3.org/2000/svg}svg"

_init = StyleFor.__init__
_PLAIN_ID = re.compile(r"[A-Za-z0-9_.:-]+")


class AnchoredStyle(ComputedStyle):  # type: ignore[misc]
    """The style of an element with an id: a shared one in all but its anchor. What is kept on it is kept on that."""

    __slots__ = ("shared",)

    def __init__(self, shared: Any, anchor: Any) -> None:
        setattr(self, "__dict__", shared.__dict__)  # noqa: B010  # mypy takes it for a slot that is missing
        self.shared = shared
        self["anchor"] = anchor

    def __missing__(self, key: str) -> Any:
        value = self[key] = self.shared[key]
        return value


class _Known:
    """The styles of one set of sheets."""

    def __init__(self) -> None:
        self.own: dict[Any, Any] = {}
        self.elements: dict[Any, tuple[Any, dict[str, Any], bool]] = {}
        self.rules: dict[Any, list[tuple[Any, Any, Any, list[Any]]]] = {}
        self.pages: dict[int, dict[Any, Any]] = {}
        self.ids: frozenset[str] | None = None


_KNOWN: OrderedDict[tuple[Any, ...], _Known] = OrderedDict()


def known_for(sheets: tuple[Any, ...]) -> _Known:
    """What is known of the styles that these sheets give."""
    known = _KNOWN.pop(sheets, None)
    if known is None or max(len(known.elements), len(known.rules)) > MOST:
        known = _Known()
    _KNOWN[sheets] = known
    if len(_KNOWN) > KINDS:
        _KNOWN.popitem(last=False)
    return known


def forget() -> None:
    """Keep no styles of documents that are done."""
    _KNOWN.clear()


def style_elements(
    self: Any, html: Any, sheets: Any, presentational_hints: Any, font_config: Any, target_collector: Any
) -> None:
    """Style all elements of a document and their parts."""
    if presentational_hints or not getattr(html, "alone", False) or target_collector is None:
        _init(self, html, sheets, presentational_hints, font_config, target_collector)
        return
    self._cascaded_styles = {}
    computed: dict[Any, Any] = {}
    self._computed_styles = computed
    self.initial_page_sizes = {"box": None, "area": None}
    self._sheets = sheets
    self.font_config = font_config
    known = known_for((font_config, *(sheet for sheet, _, _ in sheets)))
    shared: dict[Any, Any] = {}  # by element, its style without an anchor
    named = False
    root = html.etree_element
    for wrapper in html.wrapper_element.iter_subtree():
        element = wrapper.etree_element
        parent = shared[wrapper.parent.etree_element] if wrapper.parent else None
        matches = [
            (sheet, origin, fixed, [rule[1:] for rule in rules if rule[0](wrapper)])
            for sheet, origin, fixed, rules in _rules(known, sheets, wrapper)
        ]  # a match: specificity, order, part, (declarations, layer)
        own = _own(element)
        key = (
            id(parent),
            own,
            tuple((match[0], match[2], id(match[3])) for *_, found in matches for match in found),
        )
        made = known.elements.get(key)
        if made is None:
            cascaded = _cascade(_declared(known, element, own), matches)
            names_page = any("page" in values for values in cascaded.values())
            made = known.elements[key] = (*_computed(self, cascaded, parent, shared.get(root)), names_page)
        style, parts, names_page = made
        shared[element] = style
        named = named or names_page
        if anchor := _anchor(element):
            style = AnchoredStyle(style, anchor)
            target_collector.collect_anchor(anchor)
        computed[element, None] = style
        for pseudo, part in parts.items():
            computed[element, pseudo] = part
    shared[root].pages_have_no_names = not named
    self.styles_of_kind = known.pages.setdefault(id(shared[root]), {})


def _rules(known: _Known, sheets: Any, wrapper: Any) -> list[tuple[Any, Any, Any, list[Any]]]:
    """For each sheet the rules that may hold for an element of this name and these classes, in the order of weight."""
    element = wrapper.etree_element
    if known.ids is None:
        known.ids = frozenset(name for sheet, _, _ in sheets for name in sheet.matcher.id_selectors)
    named = name if (name := element.get("id")) in known.ids else None
    key = element.tag, element.get("class"), named, "lang" in element.attrib
    if key not in known.rules:
        known.rules[key] = [
            (sheet, origin, fixed, rules)
            for sheet, origin, fixed in sheets
            if (rules := sorted(_asked(sheet.matcher, wrapper), key=lambda rule: rule[1:3]))
        ]
    return known.rules[key]


def _asked(matcher: Any, wrapper: Any) -> Iterator[Any]:
    """The rules that ``Matcher.match`` tries on an element: test, specificity, order, part, payload."""
    yield from matcher.id_selectors.get(wrapper.id, ())
    for name in wrapper.classes:
        yield from matcher.class_selectors.get(name, ())
    yield from matcher.lower_local_name_selectors.get(ascii_lower(wrapper.local_name), ())
    yield from matcher.namespace_selectors.get(wrapper.namespace_url, ())
    if "lang" in wrapper.etree_element.attrib:
        yield from matcher.lang_attr_selectors
    yield from matcher.other_selectors


def _own(element: ElementTree.Element) -> Any:
    """What an element says of its style itself, its id aside; None for nothing."""
    style, lang = element.get("style"), element.get("lang")
    if element.tag == SVG:
        return style, lang, element.get("width"), element.get("height")
    return (style, lang) if style or lang else None


def _declared(known: _Known, element: ElementTree.Element, own: Any) -> dict[str, Any]:
    """The values that an element gives itself, with their weights, as they stand before those of the sheets."""
    if own is None:
        return {}
    if own not in known.own:
        alike = ElementTree.Element(
            element.tag, {name: value for name, value in element.items() if name not in ("id", "name")}
        )
        values: dict[str, Any] = {}
        for specificity, _, declarations, base in css.find_style_attributes(alike):
            for name, value, importance in css.preprocess_declarations(base, declarations):
                _add(values, name, value, (css.declaration_precedence("author", importance), inf, specificity))
        known.own[own] = values
    return dict(known.own[own])


def _cascade(own: dict[str, Any], matches: Any) -> dict[Any, dict[str, Any]]:
    """For an element (None) and each of its parts: values and their weights, by name."""
    cascaded = {None: own}
    for sheet, origin, fixed, found in matches:
        for specificity, _, pseudo, (declarations, layer) in found:
            order = inf if layer is None else sheet.layers.index(layer)
            values = cascaded.setdefault(pseudo, {})
            for name, value, importance in declarations:
                weight = (css.declaration_precedence(origin, importance), order, fixed or specificity)
                _add(values, name, value, weight)
    return cascaded


def _add(values: dict[str, Any], name: str, value: Any, weight: Any) -> None:
    if name not in values or values[name][1] <= weight:
        values[name] = value, weight


def _computed(self: Any, cascaded: dict[Any, Any], parent: Any, root: Any) -> tuple[Any, dict[str, Any]]:
    def made(values: Any, above: Any, pseudo: str | None, first: Any) -> Any:
        computed = ComputedStyle(above, values, pseudo, first, None, self.font_config, self.initial_page_sizes)
        computed["anchor"] = (
            None  # as WeasyPrint asks at once: a style that is empty is not looked at when it is asked for
        )
        return computed

    style = made(cascaded.pop(None), parent, None, InitialStyle(self.font_config) if parent is None else root)
    return style, {
        pseudo: made(values, style, pseudo, style if root is None else root) for pseudo, values in cascaded.items()
    }


def _anchor(element: ElementTree.Element) -> Any:
    """The name by which an element can be reached: its id, or else the name of a link."""
    found = None
    for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
        if name and _PLAIN_ID.fullmatch(name):
            found = name
        elif name:
            declared = css.tinycss2.parse_one_declaration(f'-weasy-anchor:"{name}"')
            for _, value, _ in css.preprocess_declarations(None, (declared,)):
                found = value
    return found


STANDS = (Stand(StyleFor, "__init__", style_elements),)
