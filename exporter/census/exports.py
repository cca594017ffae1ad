"""The census of a CMS's exports as pages: Notion's HTML and Markdown, WordPress's block markup.

Apart from ``html`` and ``markdown``, which count them, because of what their editors write that nobody hears: a page's
record, the names of files, buttons that repeat a link, addresses that a player replaces.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from exporter.census.counted import Census, Counting, Kind
from exporter.census.html import count_html
from exporter.census.markdown import count as count_markdown

NOT_SURE: frozenset[Kind] = frozenset(["item", "link", "picture", "quote", "header", "cell"])
"""Things that the markup of these editors has more of than their readers hear: a list for each item, icons, buttons."""
_RECORD = re.compile(r"<table class=\"properties\">.*?</table>", re.DOTALL)
_ICONS = re.compile(r"<span class=\"icon[^\"]*\">.*?</span>|<div class=\"page-header-icon.*?</div>", re.DOTALL)
_UNHEARD = re.compile(
    r"<nav\b[^>]*\btable_of_contents\b.*?</nav>|<div class=\"bookmark-href\">.*?</div>"
    r"|<span class=\"katex-html\".*?</span></span>",
    re.DOTALL,
)
_PROPERTIES = re.compile(r"\A(# [^\n]*\n\s*\n)((?:[^\W\d_][\w /()&-]{0,40}: \S[^\n]*\n)+)(?=\s*\n|\Z)")
_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\(")
_ASIDE = re.compile(r"^</?aside>[ \t]*$(?:\n[^\w\s<>]{1,8}(?=\s))?|^<aside>\s*<img[^>]*>", re.MULTILINE)
_ADDRESS = re.compile(r"(<(?:div class=\"source\")><a [^>]*>|wp-block-embed__wrapper\">)\s*(https?://[^<\s]+)\s*(?=<)")
_BUTTON = re.compile(r"<a\b[^>]*\bwp-block-file__button\b.*?</a>", re.DOTALL)
_BLOCK = re.compile(r"<!--\s*wp:\S+\s+(\{.*?\})\s*/?-->", re.DOTALL)


def count(counting: Counting) -> Census:
    """The census of a page of Notion's or WordPress's."""
    text = counting.text
    if counting.format == "gutenberg":
        return _blocks(text)
    return _page(text) if text.lstrip()[:1] == "<" else _markdown(counting)


def _page(text: str) -> Census:
    """Notion's HTML."""
    aside = [found[0] for pattern in (_RECORD, _ICONS, _UNHEARD) for found in pattern.finditer(text)]
    aside += [found[2] for found in _ADDRESS.finditer(text)]
    for pattern in (_RECORD, _ICONS, _UNHEARD):
        text = pattern.sub("", text)
    census = count_html(_ADDRESS.sub(r"\1", text))
    census.allowed += [re.sub(r"<[^>]*>", " ", part) for part in aside]
    return _unsure(census)


def _markdown(counting: Counting) -> Census:
    """Notion's Markdown."""
    text = _ASIDE.sub("", counting.text)
    aside = [found[2] for found in _PROPERTIES.finditer(text)]
    said = [found[1] for found in _PICTURE.finditer(text)]
    text = _PICTURE.sub("![](", _PROPERTIES.sub(r"\1", text))
    census = count_markdown(replace(counting, format="markdown", text=text, data=text.encode()))
    census.allowed += aside + said
    return _unsure(census)


def _blocks(text: str) -> Census:
    """WordPress's block markup; what a block says in its comment alone may be heard."""
    aside = [found[0] for found in _BUTTON.finditer(text)] + [found[2] for found in _ADDRESS.finditer(text)]
    census = count_html(_ADDRESS.sub(r"\1", _BUTTON.sub("", text)))
    census.allowed += [re.sub(r"<[^>]*>", " ", part) for part in aside]
    for found in _BLOCK.finditer(text):
        census.allowed += _strings(found[1])
    return _unsure(census)


def _strings(said: str) -> list[str]:
    try:
        stack: list[Any] = [json.loads(said)]
    except (ValueError, RecursionError):
        return []
    made = []
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            made.append(value)
        stack += value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return made


def _unsure(census: Census) -> Census:
    census.sure -= NOT_SURE
    return census
