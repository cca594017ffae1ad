"""Whether a paragraph is somebody's own words or a report: how far back a statement without quotation marks reaches.

Reporters name people, say who said what, quote, explain, and pack much into long sentences. People who speak for
themselves do so in short sentences without names; they say "we", promise, regret and demand. None of this is proof, so
each sign only adds or takes weight, and the beginning is where all paragraphs down to the signature speak best.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from exporter.readers.text.lexicon import Lexicon, count, lexicon, shape
from exporter.readers.text.quote_marks import opening_mark
from exporter.readers.text.words import count_words, names_inside, saying


@shape
def _own_words(words: Lexicon) -> str:
    """ "I told my colleagues", "they told us": the speaker's own telling, not a report of it."""
    helper = words.alternatives("own-helper")
    own = rf"\b(?:{words.alternatives('own-subject')})(?:[’']ve|[’']d)?(?: (?:{helper}))* \w+"
    return rf"{own}|(?i:{words.bounded('own-telling')})"


_MARKS = re.compile('[“”"«»„「」‹›]')
_SENTENCES = re.compile(r"[.!?…。！？](?=\s|$|[^\x00-\x7f])")
BASE, NEWS, LEAST = 0.7, -2.5, -4.0
"""What a paragraph without any sign scores, what an article of news does on average, and the least that counts."""
GERMAN_SHARE = 0.15
"""Where more of the words have capitals, all nouns have them, and capitals name nobody."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the article itself is written: the share of its paragraphs that say "I" or "we", the share of its words that
    have a capital inside a sentence, and how much it sounds like a person speaking (essays do, news does not).
    """

    first_person: float = 0.0
    capitals: float = 0.0
    spoken: float = NEWS


def manner_of(texts: Sequence[str]) -> Manner:
    """The manner of an article with these paragraphs."""
    running = [text for text in texts if count_words(text) > 15 and not opening_mark(text)]
    if not running:
        return Manner()
    own = sum(1 for text in running if count("first-person", text))
    total = sum(count_words(text) for text in running)
    written = Manner(own / len(running), sum(names_inside(text) for text in running) / max(1, total))
    spoken = sum(max(LEAST, voice(text, written)) for text in running) / len(running)
    return replace(written, spoken=spoken)


def voice(text: str, manner: Manner = Manner()) -> float:
    """How much ``text`` sounds like somebody speaking for themselves (above 0) and not like a report (below 0)."""
    # Where the whole article sounds spoken, as a column does, more is asked of what is to be told from it.
    return BASE + _spoken(text, manner) - _reported(text, manner) - 0.5 * max(0.0, manner.spoken - NEWS)


def _spoken(text: str, manner: Manner) -> float:
    score = 0.0
    own = count("first-person", text)
    if own:  # an article that says "we" itself tells less by it
        score += (1.0 + min(own, 4) * 0.25) * (1 - 0.6 * manner.first_person)
    if count("resolve", text):
        score += 0.5
    if count("stance", text):
        score += 0.5
    if count("absolute", text):
        score += 0.3
    return score


def _reported(text: str, manner: Manner) -> float:
    score = 0.0
    length = count_words(text)
    if lexicon().may_find("saying", text) and saying().search(_own_words().sub("", text)):
        score += 2.0
    if _MARKS.search(text):
        score += 2.5
    if count("second-person", text) >= 2:  # explainers speak to their reader; a statement to the press does not
        score += 1.5
    if manner.capitals < GERMAN_SHARE:
        score += min(names_inside(text), 4) * 0.8
    if count("third-person", text):
        score += 0.3
    score += 1.0 if length > 90 else 0.0
    score += 1.5 if length > 60 else 0.0
    sentences = max(1, len(_SENTENCES.findall(text)))
    if length / sentences > 24:
        score += 0.9
    return score
