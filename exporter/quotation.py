"""Quotation marks and elisions by language: one knowledge for readers and passes.

Marks: the delimiters of the Unicode CLDR, release 48 (common/main, Unicode License 3.0), checked against the Unicode
Standard, 6.2. Languages that are not named have “ ” and ‘ ’. Where books of a language turn the marks round, or open
and close with one, Chicago Manual of Style and Duden say so, and CLDR names one form only. Elisions: the dictionaries
of each language.
"""

from __future__ import annotations

import re
from functools import cache

from exporter.languages import primary

Marks = tuple[str, str, str, str]
"""What opens and closes a quotation, and one inside another."""

DEFAULT: Marks = ("“", "”", "‘", "’")
_LANGUAGES: dict[Marks, str] = {
    ("„", "“", "‚", "‘"): "cs de dsb hr hsb is lb mk nds sk sl",
    ("„", "“", "„", "“"): "bg lt",
    ("„", "“", "«", "»"): "ka",
    ("„", "”", "‚", "’"): "ff",
    ("„", "”", "’", "’"): "sr",
    ("„", "”", "‘", "’"): "bs",
    ("„", "”", "«", "»"): "pl ro",
    ("„", "”", "»", "«"): "hu szl",
    ("«", "»", "“", "”"): "ast br ca el es eu it kk lij mg oc pms pt-pt sc ti",
    ("«\u00a0", "\u00a0»", "“", "”"): "fr",
    ("«", "»", "‹", "›"): "am fa fr-ch gsw rm",
    ("«", "»", "„", "“"): "be bua ky os ru sah uk",
    ("«", "»", "‘", "’"): "nb nn no",
    ("«", "»", "«", "»"): "hy",
    ("”", "”", "’", "’"): "fi rn se sv",
    ("「", "」", "『", "』"): "ja yue zh-hant",
}
_MARKS = {tag: marks for marks, tags in _LANGUAGES.items() for tag in tags.split()}

CLOSERS: dict[str, str] = {
    "“": "”",
    "”": "”",  # Swedish and Finnish open and close with the same mark
    "„": "“”",
    "‟": "”",
    '"': '"',
    "«": "»",
    "»": "«»",  # German books and Danish turn them round; Finnish uses » twice
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
    "「": "」",
    "『": "』",
}
"""What closes a quotation by what opened it, in any language here."""

MIXED: dict[str, str] = {"“": '"“', '"': "”", "„": '"', "‘": "'", "'": "’"}
"""What closes it besides where somebody typed it by hand: one mark of the printer's and one of the keyboard's."""

OPENING = frozenset(CLOSERS)
MARKS = "".join(dict.fromkeys([*CLOSERS, *"".join(CLOSERS.values())]))
"""Every mark that opens or closes."""

TURNED = frozenset("cs da de hr hu sk sl".split())
"""Languages in which » may open and « close (Duden, rule 11; CLDR: the inner marks of Hungarian)."""

SAME = frozenset("fi nb nn no sv".split())
"""Languages in which one mark opens and closes: ” and »."""

_DECADE = r"\d\ds?\b"
_ANYWHERE = "em tis twas twere til till cause bout round n nuff cos"
_ELIDED: dict[str, str] = {
    "en": f"{_ANYWHERE} im er",
    "nl": "s t n k m r ns",
    "af": "n",
    "de": "s n",
}
"""Words that begin with an apostrophe: what follows it is not a quotation."""


def marks_of(lang: str) -> Marks:
    """The quotation marks of the language of a tag; its region or script may decide (``pt-PT``, ``zh-Hant``)."""
    parts = lang.lower().split("-")
    for length in range(len(parts), 0, -1):
        if found := _MARKS.get("-".join(parts[:length])):
            return found
    return DEFAULT


@cache
def elided(lang: str = "") -> re.Pattern[str]:
    """A pattern for what comes after an apostrophe at the beginning of a word that lost its first letters.

    Without a language, such words as begin no sentence in any other.
    """
    words = _ELIDED.get(primary(lang), _ANYWHERE) if lang else _ANYWHERE
    return re.compile(rf"(?:{_DECADE}|(?:{'|'.join(words.split())})\b)", re.IGNORECASE)
