"""Running text that is words alone: told by one search, for which markdown-it asks thirty rules at every sign.

A hyphen, a colon before a space, an exclamation mark or an ampersand between spaces begin nothing in any dialect read
here; a line end is a soft break. The tokens are those that markdown-it's parser makes.
"""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.token import Token

from exporter.patterns import pattern

_HARMLESS = pattern(r"-(?![@-])|:(?=\s|$)|!(?!\[)|&(?=\s|$)")
_UNEVEN = pattern(r"(?:\A|[ \t])\n|\n(?:[ \t\n]|\Z)")
"""Line ends at which spaces are taken away, or say that the break is hard (CommonMark, 6.7 and 6.8)."""


def words_alone(content: str, stops: Callable[[str], object]) -> list[Token] | None:
    """The tokens of ``content`` where it is words alone; None for all other.

    ``stops`` finds the first sign at which some rule of running text may begin.
    """
    if not content:
        return []
    if stops(content) is not None and stops(_HARMLESS.sub(" ", content).replace("\n", " ")) is not None:
        return None
    if "\n" not in content:
        return [Token("text", "", 0, content=content)]
    if _UNEVEN.search(content):
        return None
    made: list[Token] = []
    for line in content.split("\n"):
        made += [Token("softbreak", "br", 0), Token("text", "", 0, content=line)]
    return made[1:]
