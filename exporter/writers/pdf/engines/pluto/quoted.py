"""Texts and values as markup for PlutoBook's parser, which copies what it has of a text for each piece that it gets."""

from __future__ import annotations

import re
from collections.abc import Iterator

_IN_ATTRIBUTE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_TO_ESCAPE_IN_ATTRIBUTE = re.compile(r'[&<>\r"\n\t]')
_ENDS = ("\n", "\r", "]]>")
_PIECE_ENDS = re.compile("|".join(map(re.escape, _ENDS)))
PIECES, LETTERS = 100, 2_000
"""Pieces of a text that are put together at most, and letters: each costs the engine what was put together before it.
"""
BORDER = "<span/>"
"""What shows nothing, and parts a text."""


def in_pieces(text: str) -> str:
    """A text as markup that the engine's parser gives on in few pieces.

    That parser (Expat) ends a piece at each reference and each line, and the engine copies all that it has of a text
    for each further piece, and keeps the copies: memory that grows as the square of the length. So what would be
    references is quoted (XML 1.0, 2.7), and a text of many lines is parted.
    """
    if len(text) <= PIECES or (len(text) < LETTERS and sum(map(text.count, _ENDS)) < PIECES):
        return quoted(text)
    return BORDER.join(map(quoted, _stretches(text)))


def quoted(text: str) -> str:
    """A text as markup without references."""
    if not ("&" in text or "<" in text or "\r" in text or "]]>" in text):
        return text
    quoted = text.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    return f"<![CDATA[{quoted}]]>"


def _stretches(text: str) -> Iterator[str]:
    begun = pieces = 0
    for end in _PIECE_ENDS.finditer(text):
        pieces += 1
        if pieces >= PIECES or end.end() - begun >= LETTERS:
            yield text[begun : end.end()]
            begun, pieces = end.end(), 0
    yield text[begun:]


def in_attribute(text: str) -> str:
    """A value as it stands in an attribute."""
    if _TO_ESCAPE_IN_ATTRIBUTE.search(text) is None:
        return text
    return _TO_ESCAPE_IN_ATTRIBUTE.sub(lambda found: _IN_ATTRIBUTE[found[0]], text)
