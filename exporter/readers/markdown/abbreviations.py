"""Abbreviations: ``*[WHO]: World Health Organization`` on a line of its own expands every use (PHP Markdown Extra)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from exporter.model import Abbr, Document, Inline, Text, transform, walk
from exporter.patterns import pattern

_ABBREVIATION = pattern(r"\*\[([^\]\n]{1,60})\]:[ \t]*(\S[^\n]*)")


def taken(lines: list[str]) -> tuple[str, dict[str, str]]:
    """The text without lines like ``*[WHO]: World Health Organization``, their places left empty, and what they say."""
    text = "\n".join(lines)
    if not all(mark in text for mark in ("*", "[", "*[", "]:")):  # single signs first: they are found at once
        return text, {}
    found: dict[str, str] = {}
    fence = ""
    for at, line in enumerate(lines):
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if mark and (not fence or (line.strip().startswith(fence) and not line.strip().strip(fence[0]))):
            fence = "" if fence else mark[1]
        match = _ABBREVIATION.fullmatch(line) if not fence else None
        if match:
            found.setdefault(match[1], " ".join(match[2].split()))
            lines[at] = ""
    return "\n".join(lines), found


def expanded(document: Document, expansions: dict[str, str]) -> Document:
    """The document with every use of an abbreviation made an Abbr, outside of code and of other abbreviations."""
    if not expansions:
        return document
    words = "|".join(re.escape(word) for word in sorted(expansions, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    inside = {id(text) for node in walk(document) if isinstance(node, Abbr) for text in walk(node)}

    def expand(node: Any) -> Any:
        if not isinstance(node, Text) or id(node) in inside or not pattern.search(node.text):
            return node
        return _split(node, pattern, expansions)

    return transform(document, expand)


def _split(node: Text, pattern: re.Pattern[str], expansions: dict[str, str]) -> list[Inline]:
    made: list[Inline] = []
    at = 0
    for match in pattern.finditer(node.text):
        if match.start() > at:
            made.append(replace(node, text=node.text[at : match.start()]))
        made.append(Abbr((Text(match[0], pos=node.pos),), expansions[match[0]], pos=node.pos))
        at = match.end()
    if at < len(node.text):
        made.append(replace(node, text=node.text[at:]))
    return made
