"""With which words phrases begin: a text that has none of them need not be searched for the phrases.

Apart from the lexicon, which asks it before each search of running text: an expression of many phrases is tried at
every word, and most texts have none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat

from exporter.readers.text.lexicon.phrase import choices, first_token, is_unspaced, openings
from exporter.records import record

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u3040-\u9fff\uf900-\ufaff]")
"""Letters of scripts that put no spaces between words, as ``is_unspaced`` has them."""


@record
class FirstWords:
    """The first words of some phrases, and the beginnings of first words (``apolog~``).

    ``needed`` has, by the first word of phrases, all the words that each needs. ``unspaced``: a phrase is of a script
    without spaces. ``anyhow``: one may begin with any word, or inside a word.
    """

    needed: Mapping[str, Sequence[frozenset[str]]]
    beginnings: tuple[str, ...]
    unspaced: bool
    anyhow: bool

    def may_be_in(self, text: str) -> bool:
        """Whether one of the phrases can stand in ``text``; false only where none does."""
        if self.anyhow or (self.unspaced and not text.isascii() and _UNSPACED.search(text) is not None):
            return True
        there = words_in(text)
        if any(words <= there for first in self.needed.keys() & there for words in self.needed[first]):
            return True
        return bool(self.beginnings) and any(map(str.startswith, there, repeat(self.beginnings)))


@lru_cache(maxsize=64)
def words_in(text: str) -> frozenset[str]:
    """The words of ``text`` in small letters, figures among them."""
    return frozenset(_WORD.findall(text.lower()))


def first_words(phrases: Iterable[str]) -> FirstWords:
    """With which words ``phrases`` begin that are searched for as whole words."""
    needed: dict[str, list[frozenset[str]]] = {}
    beginnings: set[str] = set()
    unspaced = anyhow = False
    for phrase in (choice for one in phrases for choice in choices(one)):
        first, begins = first_token(phrase), openings(phrase)
        if is_unspaced(phrase):
            unspaced = True
        elif first[:-1].isalpha() and first.endswith("~"):
            beginnings.add(first[:-1].lower())
        elif first.lstrip("([=")[:1].isalpha() and _is_whole(first) and all(map(str.isalpha, begins)):
            plain = phrase.lower().split(" ")
            for word in begins:
                needed.setdefault(word, []).append(frozenset(plain if all(map(str.isalpha, plain)) else (word,)))
        else:
            anyhow = True
    return FirstWords(needed, tuple(sorted(beginnings)), unspaced, anyhow)


def _is_whole(first: str) -> bool:
    """Whether nothing is joined to a choice that a phrase begins with: of ``(ein|kein)er`` the words are others."""
    return not first.startswith("(") or first.find(")") in (-1, len(first) - 1)
