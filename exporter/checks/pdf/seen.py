"""Where the page as it is seen and the file as it is heard part: order of paragraphs, words of links.

A person decides: no standard asks that a page be painted from top to bottom, and many good pages are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from exporter.readback.pdf.tree import Tag, Words

RUNNING = re.compile(r"P|H[1-6]?|Title")
APART = frozenset("Note FENote Table Figure Caption Formula TOC TOCI L Aside Index Code Form Artifact".split())
"""Types whose parts may stand anywhere on the page."""
LINE = 4.0
"""Points that one baseline lies above another where the eye sees another line."""
SAME_EDGE = 3.0

_WORD = re.compile(r"\w+")


def painted_out_of_order(root: Tag) -> Iterator[tuple[int, str]]:
    """Page and words of each paragraph that is told after another and stands above it, at the same left edge."""
    for (_, before), (tag, after) in pairwise(_running(root)):
        if before.page == after.page and abs(before.x - after.x) < SAME_EDGE and after.y > before.end_y + LINE:
            yield after.page, tag.text()[:40]


def _running(root: Tag) -> Iterator[tuple[Tag, Words]]:
    """The paragraphs and headings of the text in the order of the tree, with the first words of each."""
    stack = [root]
    while stack:
        tag = stack.pop()
        if tag.role in APART or tag.type in ("Attribution", "Credit", "FigureGroup"):
            continue
        found = list(tag.words()) if _is_running(tag.role) else []
        first = next((words for words in found if words.page and words.text.strip()), None)
        if first is not None:
            last = next(words for words in reversed(found) if words.page == first.page)
            yield tag, Words(first.text, first.page, first.x, first.y, min(last.end_y, first.y))
        else:
            stack.extend(reversed(tag.tags()))


@lru_cache(maxsize=512)
def _is_running(role: str) -> bool:
    return RUNNING.fullmatch(role) is not None


def says_something_else(said: str, words: str, addresses: Iterable[Any]) -> bool:
    """Whether the description of a link has nothing to do with its words or its address."""
    if not said.strip() or not words.strip():
        return False
    if not any(letter.isalpha() for letter in words):
        return False  # a note's number: what it is described as says more
    told = set(_WORD.findall(said.casefold()))
    shown = set(_WORD.findall(words.casefold()))
    where = {word for address in addresses for word in _WORD.findall(str(address).casefold())}
    return bool(told) and bool(shown) and not told & (shown | where)
