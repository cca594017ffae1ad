"""Characters for which no font has a glyph: which they are and where they stand (ISO 14289-1, 7.21.8).

Said once a place, not once a character: an article in a script that no font has would else fill a screen with them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from exporter.findings import Finding, finding
from exporter.model import Document, every_node
from exporter.position import Position

NAMED = 5
"""How many characters of one place are named."""


def without_glyph(document: Document, missing: frozenset[str]) -> Iterator[Finding]:
    """A finding for each place with characters in ``missing`` that have not been named before, in reading order."""
    left = set(missing)
    places: dict[Position | None, list[str]] = {}
    place: Position | None = None
    for node in every_node(document):
        if not left:
            break
        place = node.pos or place
        text = getattr(node, "text", "") or getattr(node, "tex", "")
        for char in dict.fromkeys(text):
            if char in left:
                left.remove(char)
                places.setdefault(place, []).append(char)
    if left:  # words of ours: labels, page numbers
        places.setdefault(None, []).extend(sorted(left))
    for where, chars in places.items():
        yield finding("PDF004", f"no font has {_named(chars)}", where)


def _named(chars: list[str]) -> str:
    named = [f"“{char}” (U+{ord(char):04X}{_name(char)})" for char in chars[:NAMED]]
    more = len(chars) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _name(char: str) -> str:
    name = unicodedata.name(char, "")
    return f" {name}" if name else ""
