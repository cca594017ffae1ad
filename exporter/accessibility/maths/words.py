"""Formulas in words: presentation MathML (MathML 3, chapter 3) read as a person reads it aloud.

What is said has named ends wherever two formulas would sound alike. What has no words here is not guessed at: the
whole formula is then left unsaid, and a rule reports it.
"""

from __future__ import annotations

from lxml import etree

from exporter.accessibility.maths.reading import Reading
from exporter.accessibility.maths.vocabulary import SPOKEN, Unsayable, vocabulary
from exporter.bounds.safe_xml import xml_parser

__all__ = ["LARGEST", "SPOKEN", "made_of", "said"]

LARGEST = 2_000
"""Elements of a formula that is said; nobody can follow the words of a longer one."""


def said(mathml: str, lang: str) -> str:
    """The words of a formula in the language of the tag ``lang``, or "" where it cannot be said."""
    words = vocabulary(lang)
    if words is None or not mathml:
        return ""
    try:
        tree = etree.fromstring(mathml.encode("utf-8", "replace"), xml_parser())
    except (etree.XMLSyntaxError, ValueError):
        return ""
    if etree.QName(tree).localname != "math" or sum(1 for _ in tree.iter()) > LARGEST:
        return ""
    try:
        return Reading(words).whole(tree)
    except Unsayable:
        return ""


def made_of(mathml: str, words: str) -> bool:
    """Whether ``words`` are those that are made of a formula anyway: who has the formula has lost nothing with them."""
    return any(words == said(mathml, lang) for lang in SPOKEN)
