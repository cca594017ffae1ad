"""What of written characters is heard: not where lines may break or which way words run; accents, however encoded.

Apart from ``facts``, which gathers what is compared: here stands what sounds the same (Unicode 16, chapter 23).
"""

from __future__ import annotations

import re
from html import unescape
from unicodedata import normalize

from exporter.model import Formula

_SPACE = re.compile(r"\s+")
_UNHEARD: dict[int, str | None] = dict.fromkeys(
    map(ord, "\u00ad\u034f\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
"""Characters that say where a line may or may not break, or which way words run: nobody hears them, and not every
format keeps them (Unicode 16, 23.2). The joiners U+200C and U+200D are letters' business and are compared."""
_UNHEARD |= {0x00A0: " ", 0x202F: " "}
"""A space is one whether or not a line may break there."""

_TAG = re.compile(r"<annotation[^>]*>.*?</annotation(?:-xml)?>|<[^>]*>", re.DOTALL)
_ACCENTS = str.maketrans("\u0302\u0303\u0304\u0305\u203e\u20d7\u0307\u0308\u030c\u0306\u02c6\u02dc", "^~¯¯¯→˙¨ˇ˘^~")
"""Combining accents to those that stand alone, as formulas write them over a letter."""


def heard(text: str) -> str:
    """``text`` without the characters that nobody hears."""
    return text if text.isascii() else text.translate(_UNHEARD)


def math_words(node: Formula) -> frozenset[str]:
    """Every form in which a formula's words may be given: its alternative, its TeX, the characters of its MathML.

    An accent is one whether it stands over its letter by its own nature or by the formula's (MathML Core, 3.4.3).
    """
    forms = {node.alt or "", node.tex, heard(unescape(_TAG.sub("", node.mathml)))}
    plain = (form if form.isascii() else normalize("NFD", form).translate(_ACCENTS) for form in forms)
    return frozenset(squeezed for form in plain if (squeezed := _SPACE.sub("", form)))
