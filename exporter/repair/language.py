"""The language of a finished file that states none (WCAG 2.2, 3.1.1), where its words leave no doubt.

Certain is what ``passes.language_evidence`` is sure of for all undeclared words together, where it is sure of no other
language for any paragraph of them: a declared language is a promise about every word that has none of its own.
"""

from __future__ import annotations

from exporter.comparison.facts import facts
from exporter.model import Document
from exporter.passes.language_evidence import sure_language

FEWEST_LETTERS = 120
"""Fewer letters are not sure of anything: a line of a menu, a name and a number."""
MOST_CHARACTERS = 200_000
"""More words say no more; every paragraph is still asked about."""


def sure_language_of(document: Document) -> str:
    """The language of all words of ``document`` that have none; "" where there is doubt, or hardly a word."""
    texts = [unit.text for unit in facts(document).units if unit.text and not any(lang for *_, lang in unit.langs)]
    whole = "\n".join(texts)[:MOST_CHARACTERS]
    if sum(char.isalpha() for char in whole) < FEWEST_LETTERS:
        return ""
    lang = sure_language(whole)
    if not lang or any(sure_language(text) not in ("", lang) for text in texts):
        return ""
    return lang
