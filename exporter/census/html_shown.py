"""What of a page's markup is shown otherwise than its elements say: phrases on lines of their own, open headings.

Apart from the counting, and from the reader's answer to the same: a census only has to know where words may part.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table|flow-root)\b", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_LAST = re.compile(r"(?:^|[\s>+~,])([\w.#-]+)(?:::?[\w-]+)?\s*(?=,|$)")
STRUCTURE = frozenset("article aside blockquote dl figure main nav ol pre section table ul h1 h2 h3 h4 h5 h6".split())
"""Elements that show, inside a heading, that it was never ended."""


def blocks_by_sheet(root: Any) -> frozenset[str]:
    """The last names of the selectors in a page's sheets that make a block of what they select."""
    found: set[str] = set()
    for sheet in root.iter("style"):
        for selector, declared in _RULE.findall("".join(sheet.itertext())):
            if BLOCK.search(declared):
                found.update(part for name in _LAST.findall(selector) for part in re.findall(r"[.#]?[\w-]+", name))
    return frozenset(found)


def is_on_its_own_line(node: Any, by_sheet: frozenset[str]) -> bool:
    """Whether a style may set a phrase on lines of its own."""
    if BLOCK.search(node.get("style") or "") or "kg-" in (node.get("class") or ""):  # a part of a card (Ghost)
        return True
    if not by_sheet:
        return False
    names = [node.tag, *("." + one for one in (node.get("class") or "").split()), "#" + (node.get("id") or "")]
    return not by_sheet.isdisjoint(names)


def is_open(heading: Any) -> bool:
    """Whether a heading holds what only follows headings: then only its first words are its own."""
    paragraphs = 0
    for one in heading.iterdescendants():
        if one.tag in STRUCTURE:
            return True
        paragraphs += one.tag == "p" and any(text.strip() for text in one.itertext())
    return paragraphs > 1


def written_out(text: str) -> str:
    """The words of an attribute into which HTML was written: without its tags and references."""
    if re.search(r"<([a-zA-Z]\w*)(?:\s[^<>]*)?>.{0,2000}</\1\s*>", text, re.DOTALL):
        text = re.sub(r"<[^<>]*>", " ", text)
    return unescape(text)
