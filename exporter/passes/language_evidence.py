"""Which of the common languages a passage is in, told by its small words and its letters; nothing is loaded for it.

Stands apart from ``language`` and ``language_parts``, which both ask it before the big recogniser (half a second, numpy,
100 MiB): what it can tell for sure need not be asked again. It answers from counts alone: same words, same answer.
"""

from __future__ import annotations

import re

from exporter.passes.language_words import DECIDED, LETTERS, WORDS

CERTAINTY = 0.99
"""What a sure answer is reported with, as for the recogniser: at least this."""
FEWEST = 4
"""Different small words that a language needs to be sure of."""
LEAD = 3
"""Different small words that it must have more than any other language, rivals included."""
SHARE = 0.3
"""The share of small words among all words written small."""
FOREIGN = 0.1
"""The share of words with letters of another alphabet from which nothing is sure."""
_WORD = re.compile(r"[^\W\d_]+")


def sure_language(text: str) -> str:
    """The language that ``text`` is surely in, one of ``DECIDED``; "" where these means cannot tell."""
    words = _small(text)
    best, lead = _leader(words)
    if not best or lead < LEAD or not _in_its_letters(text, best):
        return ""
    met = [word for word in words if word in WORDS[best]]
    return best if len(set(met)) >= FEWEST and len(met) >= SHARE * len(words) else ""


def looks_like(text: str, lang: str) -> bool:
    """Whether nothing in ``text`` speaks against ``lang``, the primary language declared for it, and something for it.

    Weaker than ``sure_language``: what is declared needs no proof, only that its words and no other's lead.
    """
    best, lead = _leader(_small(text))
    return best == lang and lead >= 2 and _in_its_letters(text, lang)


def _small(text: str) -> list[str]:
    """The words that are written small; names, and the particles in names, say nothing about the text around them."""
    return [word for word in _WORD.findall(text) if word.islower()]


def _leader(words: list[str]) -> tuple[str, int]:
    """The language with most different small words, if it is one that is decided, and its lead over the next."""
    there = set(words)
    ranked = sorted(((len(there & known), lang) for lang, known in WORDS.items()), reverse=True)
    (most, best), (next_most, _) = ranked[:2]
    return (best, most - next_most) if best in DECIDED else ("", 0)


def _in_its_letters(text: str, lang: str) -> bool:
    words = _WORD.findall(text.lower())
    return sum(not LETTERS[lang].issuperset(word) for word in words) <= FOREIGN * len(words)
