"""Colour as the only sign (WCAG 2.2, 1.4.1): listeners miss what only a colour says.

A colour that a program sets on all text says nothing; one that only a few words have may.
"""

from __future__ import annotations

import re

from exporter.readers.html.state import Reading
from exporter.readers.html.tree import Node, attribute, descendants, text_of

_PLAIN = re.compile(
    r"(?:inherit|initial|unset|revert|currentcolor|windowtext|black|#000(?:000)?|#111(?:111)?|#222(?:222)?|#333(?:333)?"
    r"|rgba?\(\s*(\d+)\s*,\s*\1\s*,\s*\1\b.*|gr[ae]y|dimgr[ae]y|darkgr[ae]y|#([0-9a-f]{1,2})\2\2|white|#fff(?:fff)?|auto)"
)
TOLD = frozenset("a b strong em i mark code del ins u s h1 h2 h3 h4 h5 h6 th".split())
"""Elements whose look has another reason than the colour."""
LONGEST = 120


def report_colours(reading: Reading, content: Node) -> None:
    """Say which words stand out by their colour alone, once for all of them."""
    for node in descendants(content):
        if node.name not in ("span", "font", "li", "td", "p"):
            continue
        colour = reading.registry.styles.of(node).get("color", "") or (attribute(node, "color") or "").strip().lower()
        if not colour or _PLAIN.fullmatch(colour) or _is_told(node):
            continue
        words = " ".join(text_of(node).split())
        if not 0 < len(words) <= LONGEST:
            continue
        if node.name == "p" or (node.name == "span" and _is_all(node)):
            continue
        message = f"the words “{words[:40]}” stand out by their colour ({colour[:20]}) alone, which is not heard"
        reading.report("HTML017", message, reading.position(node), cause="colour")


def _is_all(node: Node) -> bool:
    """Whether what a node stands in says nothing else."""
    beside = (item for item in node.parent.children if item is not node)
    return not any(text_of(item).strip() for item in beside)


def _is_told(node: Node) -> bool:
    here = node.parent
    while here is not None and here.name not in ("p", "li", "td", "div", "body"):
        if here.name in TOLD:
            return True
        here = here.parent
    return any(item.name in TOLD for item in descendants(node))
