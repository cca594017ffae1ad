"""What of written characters is heard: not where lines may break or which way words run; accents, however encoded.

Apart from ``facts``, which gathers what is compared: here stands what sounds the same (Unicode 16, chapter 23).
"""

from __future__ import annotations

import re

from exporter.model import Code, CodeBlock, Inlines, Span

_UNHEARD: dict[int, str | None] = dict.fromkeys(
    map(ord, "\u00ad\u034f\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
"""Characters that say where a line may or may not break, or which way words run: nobody hears them, and not every
format keeps them (Unicode 16, 23.2). The joiners U+200C and U+200D are letters' business and are compared."""
_UNHEARD |= {0x00A0: " ", 0x202F: " "}
"""A space is one whether or not a line may break there."""
_HAS_UNHEARD = re.compile(f"[{''.join(map(chr, _UNHEARD))}]")


def heard(text: str) -> str:
    """``text`` without the characters that nobody hears."""
    if text.isascii() or _HAS_UNHEARD.search(text) is None:  # to copy a text takes five times as long as to look
        return text
    return text.translate(_UNHEARD)


def is_cut_short(whole: str, copy: str) -> bool:
    """Whether ``copy`` is the beginning of ``whole``, cut for a title of Word, which holds 64 characters.

    The writer says so (DOCX002, DOCX004): what a format has no room for is told, and is not a loss besides.
    """
    return copy.endswith("…") and CUT <= len(copy) < len(whole) and whole.startswith(copy[:-1].rstrip())


CUT = 30
"""The least that a title holds of words that are cut; white space does not count where it is left out."""


def lone_code(content: Inlines) -> CodeBlock | None:
    """The block that a paragraph sounds like which holds code alone, whatever place or language is named around it."""
    lang = ""
    while len(content) == 1 and isinstance(span := content[0], Span):
        content, lang = span.content, span.lang or lang
    match content:
        case (Code() as code,):
            return CodeBlock(code.text, lang=code.lang or lang)
        case _:
            return None
