"""Sheets of ours with the values of their custom properties in place, which is cheaper for every engine."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from exporter.languages import primary

_ROOT = re.compile(r":root\s*\{([^{}]*)\}")
_PROPERTY = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]*);?")
_USE = re.compile(r"var\((--[\w-]+)\)")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
_WITH_FALLBACK = re.compile(r"var\((--[\w-]+),\s*([\w-]+)\)")
_BY_LANGUAGE = re.compile(r"^:where\((?:\[lang\|=[\w-]+\](?:, )?)+\) \{[^{}]*\}$", re.MULTILINE)
_LANGUAGE = re.compile(r"\[lang\|=([\w-]+)\]")


def languages_of(root: etree._Element) -> frozenset[str]:
    """The languages that a tree's elements name, without regions and scripts, in small letters."""
    named = {
        str(element.get("lang")) for element in root.iter() if isinstance(element.tag, str) and element.get("lang")
    }
    return frozenset(primary(name) for name in named)


def with_values(sheets: tuple[str, ...], languages: frozenset[str] | None = None) -> tuple[str, ...]:
    """Sheets of ours with the values of their custom properties in place, when nobody gives these other values.

    Layout would look them up for each element and each page anew, and hand all of them down to every element: a
    twentieth of what an article costs. Those that more than ``:root`` sets stay as they are. ``languages`` are those of
    the document: rules for others are left out, and so is a property that no rule is left to set.
    """
    if languages is None:
        return _placed(sheets)
    asked = {rule[0]: {primary(name) for name in _LANGUAGE.findall(rule[0])} for rule in _rules(sheets)}
    idle = frozenset(rule for rule, names in asked.items() if not names & languages)
    return _placed(sheets, idle)


def _rules(sheets: tuple[str, ...]) -> list[re.Match[str]]:
    return [rule for sheet in sheets for rule in _BY_LANGUAGE.finditer(sheet)]


@cache
def _placed(sheets: tuple[str, ...], idle: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The same without the ``idle`` rules."""
    if idle:
        sheets = tuple(_BY_LANGUAGE.sub(lambda rule: "" if rule[0] in idle else rule[0], sheet) for sheet in sheets)
        declared = {name for sheet in sheets for name, _ in _declared(sheet)}
        sheets = tuple(
            _WITH_FALLBACK.sub(lambda use: use[0] if use[1] in declared else use[2], sheet) for sheet in sheets
        )
    values = {name: value for sheet in sheets for block in _ROOT.findall(sheet) for name, value in _declared(block)}
    for sheet in sheets:
        for name, _ in _declared(_ROOT.sub("", sheet)):
            values.pop(name, None)

    def value(use: re.Match[str]) -> str:
        return _USE.sub(value, values[use[1]]) if use[1] in values else use[0]

    made = [_USE.sub(value, sheet) for sheet in sheets]
    used = {name for sheet in made for name in _USED.findall(sheet)}

    def kept(declaration: re.Match[str]) -> str:
        return declaration[0] if declaration[1] in used else ""

    return tuple(_ROOT.sub(lambda block: _PROPERTY.sub(kept, block[0]), sheet) for sheet in made)


def _declared(text: str) -> list[tuple[str, str]]:
    return _PROPERTY.findall(text)
