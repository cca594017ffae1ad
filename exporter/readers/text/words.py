"""What the words and marks at the edges of a line tell: sentence ends, names, roles, languages' function words.

The words themselves are in the lexicon.
"""

from __future__ import annotations

import re
from functools import lru_cache

from exporter.readers.text.lexicon import Lexicon, shape, words

UPPER = "".join(chr(code) for code in (*range(0x41, 0x600), *range(0x1E00, 0x2000)) if chr(code).isupper())
"""Every capital letter of the scripts that have capitals, to be put into a class of a regular expression."""
SENTENCE_END = re.compile(r"[.!?…。！？．؟۔।](?: ?[”\"’'»“›」』«‹‘)）\]】]| ?\[[^\]]{1,4}\])*$")
SENTENCE_INSIDE = re.compile(rf"[^\W\d_]{{3}}[.!?…] [“\"‘'«„]?[{UPPER}]|[。！？](?=[^”」』）】])|[؟۔।] \S")
"""A sentence that ends inside a line: headlines and labels have none."""


@shape
def name_pattern(words: Lexicon) -> str:
    """Two to six words that look like the name of a person or an organisation."""
    small = rf"(?:{words.alternatives('particle-joined')})[-’'][\w’'-]+|(?:{words.alternatives('particle')})(?!\w)"
    return rf"[{UPPER}][\w’'.-]*(?: (?:[{UPPER}][\w’'.-]*|{small})){{1,5}}"


@shape
def saying(words: Lexicon) -> str:
    """What reporters write beside words that they report; "I said" is the speaker's own telling."""
    return rf"(?i:(?<!\bI )(?<!\b[Ww]e ){words.bounded('saying')})"


RECORD = re.compile(r"^(?:[\w’'-]+ ?){1,3}: (?:.*\(.*\)|.*,.*,.*,|(?=.*\d).*,.*,)")
"""A record: "Present: A. Obi (Chair), T. Reeve", "Voting: For 4, Against 1, Abstentions 0"."""
_NAME_INSIDE = re.compile(rf"(?<=[\w,;’] )(?!I\b|I’)[{UPPER}][\w-]+")
_FROM_KANA = re.compile("[\u3040-\U0010ffff]")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def words_of(text: str) -> list[str]:
    """The words of ``text``."""
    return _WORD.findall(text)


@lru_cache(maxsize=1024)
def count_words(text: str) -> int:
    """How many words ``text`` has; in scripts without spaces two characters count as one."""
    spaced = len(text.split())
    return spaced if text.isascii() else max(spaced, len(_FROM_KANA.findall(text)) // 2)


@lru_cache(maxsize=1024)
def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a sentence does: full stop, question or exclamation mark, closing marks after it."""
    return SENTENCE_END.search(text[-16:]) is not None


_GREEK_ASKS = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff][;\u037e]$")


def asked(text: str) -> str:
    """``text`` with the question mark of Greek, which looks like a semicolon, as other languages write it."""
    return f"{text[:-1]}?" if text[-1:] in ";\u037e" and _GREEK_ASKS.search(text) else text


def is_bare(text: str) -> bool:
    """Whether ``text`` is a line without a sentence's end: what headlines, captions, names and labels look like."""
    return not ends_sentence(text) and text[-1:] not in ",;:،；：，"


def title_share(text: str) -> float:
    """The share of words with a capital among those that a title would capitalise, the first left out."""
    small = words("small")
    capital = [word for word in words_of(text)[1:] if not small.fullmatch(word)]
    return sum(1 for word in capital if word[0].isupper()) / len(capital) if capital else 0.0


def names_inside(text: str) -> int:
    """How many words have a capital without standing at the start of a sentence."""
    return len(_NAME_INSIDE.findall(text))
