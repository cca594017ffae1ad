"""Which of the common languages a passage is in, told by its small words and its letters; nothing is loaded for it.

Stands apart from ``language`` and ``language_parts``, which both ask it before the big recogniser (half a second,
100 MiB): what it can tell for sure need not be asked again. It answers from counts alone: same words, same answer.
"""

from __future__ import annotations

from exporter.passes.language_words import DECIDED, ENDINGS, LETTERS, SCRIPTS, WORDS
from exporter.patterns import pattern

CERTAINTY = 0.99
"""What a sure answer is reported with, as for the recogniser: at least this."""
FEWEST = 5
"""Different small words that a language needs to be sure of."""
ENOUGH = 2
"""Different words and endings that a declared language needs to be taken at its word, a small word among them."""
LONG = 5
"""Letters of a word whose ending says something."""
IN_SCRIPT = (0.5, 0.1)
"""The share of letters in a language's own script that suffices; the second for Japanese, which mixes in Han signs."""
LEAD = 3
"""Different small words that it must have more than any other language, rivals included."""
SHARE = 0.3
"""The share of small words among all words written small."""
FOREIGN = 0.1
"""The share of words with letters of another alphabet from which nothing is sure."""
_WORD = pattern(r"[^\W\d_]+")
_WORDS_OF = pattern(r"([.!?:;–—(«„“\"\n]\W{0,3})?([^\W\d_]+)")


def sure_language(text: str) -> str:
    """The language that ``text`` is surely in, one of ``DECIDED``; "" where these means cannot tell."""
    words = _small(text)
    best, lead = _leader(words)
    if not best or lead < LEAD or not _in_its_letters(text, best):
        return ""
    met = [word for word in words if word in WORDS[best]]
    return best if len(set(met)) >= FEWEST and len(met) >= SHARE * len(words) else ""


def looks_like(text: str, lang: str, grammar: frozenset[str] = frozenset()) -> bool:
    """Whether ``text`` looks like ``lang``, the primary language declared for it, and like no other that is known here.

    Weaker than ``sure_language``: what is declared needs no proof, only that its words and endings lead, or its script.
    One word will do where it is one of ``grammar``, which are hardly met in other languages.
    """
    if lang in SCRIPTS:
        return _in_script(text, lang)
    if lang not in DECIDED or not _in_its_letters(text, lang):
        return False
    words = set(_small(text))
    own = _score(words, lang)
    if own < (1 if words & grammar else ENOUGH) or not words & WORDS[lang]:
        return False
    return all(own > _score(words, other) for other in WORDS if other != lang)


def _score(words: set[str], lang: str) -> int:
    """How many of ``words`` are small words of ``lang`` or longer ones that end as its words do."""
    ends = ENDINGS.get(lang, ())
    return sum(word in WORDS[lang] or (len(word) >= LONG and word.endswith(ends)) for word in words)


def _in_script(text: str, lang: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    first, last = SCRIPTS[lang]
    own = sum(first <= char <= last for char in letters)
    kana = any("\u3040" <= char <= "\u30ff" for char in letters)
    return own >= IN_SCRIPT[lang == "ja"] * len(letters) and not (lang == "zh" and kana)


def _small(text: str) -> list[str]:
    """The words written small or at the start of a sentence; names, with their particles, say nothing of the text."""
    pairs = _WORDS_OF.findall(f".{text}")  # a text begins as after a full stop
    return [word.lower() for start, word in pairs if word.islower() or (start and word.istitle())]


def _leader(words: list[str]) -> tuple[str, int]:
    """The language with most different small words, if it is one that is decided, and its lead over the next."""
    there = set(words)
    ranked = sorted(((len(there & known), lang) for lang, known in WORDS.items()), reverse=True)
    (most, best), (next_most, _) = ranked[:2]
    return (best, most - next_most) if best in DECIDED else ("", 0)


def _in_its_letters(text: str, lang: str) -> bool:
    others = set(text.lower()) - LETTERS[lang]
    if not any(char.isalnum() and not char.isdecimal() for char in others):
        return True
    words = _WORD.findall(text.lower())
    return sum(not LETTERS[lang].issuperset(word) for word in words) <= FOREIGN * len(words)
