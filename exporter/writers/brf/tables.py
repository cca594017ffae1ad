"""What of a text a braille table has no sign for, and what says the same: asked of the table itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

Translate = Callable[[str, list[str]], list[str]]
"""Lines in braille, by a table."""

BLANK = "\u2800"
PROBE = "\ue000"
"""A character for private use: no table knows it, and what liblouis writes for it shows how the unknown looks."""

NOTHING = "".join(map(chr, (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)))
SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n"), " "
)
INSTEAD = {
    **dict.fromkeys("„‟«", ("“", '"')),
    **dict.fromkeys("”»", ("”", '"')),
    "“": ('"',),
    **dict.fromkeys("‚‛‹", ("‘", "'")),
    **dict.fromkeys("’›", ("’", "'")),
    "‘": ("'",),
    **dict.fromkeys("–—―‒", ("—", "–", "-")),
    **dict.fromkeys("‑‐−", ("-",)),
    "…": ("...",),
    "′": ("'",),
    "″": ('"',),
    "•": ("*",),
    "·": (".",),
    "×": ("x",),
    "€": ("EUR ",),
    "→": ("->",),
    "←": ("<-",),
    "⁄": ("/",),
    "ß": ("ss",),
    **{char: (other,) for char, other in zip("æœøłđÆŒØŁĐ", "ae oe o l d Ae Oe O L D".split(), strict=True)},
}
"""What says the same as a mark that a table does not know, best first."""


def plain(text: str) -> str:
    """A text without what is not heard: soft hyphens, marks without width, spaces of special widths."""
    return " ".join(text.translate(SPACES).translate(dict.fromkeys(map(ord, NOTHING))).split(" ")).strip("\r")


class Signs:
    """What each character that is not ASCII becomes before a table translates it; asked of the table once."""

    def __init__(self, translate: Translate) -> None:
        self._translate = translate
        self._known: dict[tuple[str, str], bool] = {}
        self.lacking: dict[str, str] = {}

    def learn(self, table: str, texts: Iterable[str]) -> None:
        """Ask ``table`` about every character of ``texts``, and all that may stand in their place."""
        chars = {char for text in texts for char in text if not char.isascii() and not char.isspace()}
        chars |= {char for known in tuple(chars) for other in self._others(known) for char in other}
        asked = sorted(char for char in chars if not char.isspace() and (table, char) not in self._known)
        if not asked:
            return
        probe, *found = self._translate(table, [PROBE, *asked])
        for char, cells in zip(asked, found, strict=True):
            escape = len(cells) > 5 and cells[:3] == probe[:3] and probe.strip(BLANK) != ""
            self._known[table, char] = bool(cells.strip(BLANK)) and not escape

    def fitted(self, table: str, text: str) -> str:
        """``text`` with what ``table`` does not know replaced by what says the same; what nothing says is left out."""
        return "".join(char if char.isascii() or char.isspace() else self._one(table, char) for char in text)

    def _one(self, table: str, char: str) -> str:
        for other in (char, *self._others(char)):
            if all(part.isascii() or self._known.get((table, part), False) for part in other):
                return other
        if not unicodedata.combining(char):
            self.lacking.setdefault(char, table)
        return ""

    def _others(self, char: str) -> tuple[str, ...]:
        split = unicodedata.normalize("NFKD", char)
        bare = "".join(part for part in split if not unicodedata.combining(part))
        return (*INSTEAD.get(char, ()), *(form for form in (split, bare) if form and form != char))
