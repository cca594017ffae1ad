"""How a text sets its headlines: the habits that a line is judged by, taken once for a whole text.

Apart from ``heading_rules``, which judges one line: what recurs in a text tells more than any line does.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from exporter.readers.text.blocks import head_of_block
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import says, words
from exporter.readers.text.lines import Layout
from exporter.readers.text.lists import item_marker
from exporter.readers.text.sign_offs import is_sign_off
from exporter.readers.text.words import count_words, ends_sentence, is_bare, name_pattern

LETTERED = re.compile(r"([A-Z])\d?[:.] ")
"""The letter of who speaks: "Q: ...", "A: ..."."""
COLONS = ":："
SIGN_OFF = 200
"""No line that says who made an article is longer; it also keeps the reading cheap."""
SERIES = 3
"""So many blocks of one form in a text are its habit."""


def is_told(text: str) -> bool:
    """Whether ``text`` has a verb or a pronoun that headlines leave out and sentences need."""
    return words("sentence").search(text) is not None or says("sentence-start", text)


def is_label(draft: Draft, index: int) -> bool:
    """Whether piece ``index`` is a few words and a colon, alone: a head, unless it announces what somebody says."""
    text = draft.text(index)
    if text[-1:] not in COLONS or not 1 < count_words(text) <= 12 or draft.adjacent(index) or draft.adjacent(index + 1):
        return False
    label = text[:-1].rstrip()
    told = words("announces").search(label) or is_told(label) or says("reference", text)
    return not (told or label[:1].islower() or "," in label)


@dataclass(frozen=True, slots=True)
class Habits:
    """How this text sets its headlines: the least gap between blocks; how many blocks begin with a head right over
    their text; how many short lines with a colon, with “!”, with “?” stand alone; which short lines recur; the letter
    of who asks; how many lines are a name and a place; how many stand over a list without announcing it; the lines that
    say who made the article; how many names of writers it has as a page of letters (-1: is not one); whether it has
    no blank line.
    """

    gap: int = 1
    heads: int = 0
    labels: int = 0
    exclaims: int = 0
    questions: int = 0
    repeated: frozenset[str] = frozenset()
    asker: str = ""
    signed: int = 0
    listed: int = 0
    makers: str = ""
    letters: int = -1
    gapless: bool = False


def habits_of(draft: Draft) -> Habits:
    """The habits of ``draft``."""
    gaps = [piece.blanks for piece in draft.pieces[1:] if piece.blanks]
    spaced = draft.layout is Layout.spaced
    heads = sum(1 for at in range(1, len(draft.pieces)) if spaced and head_of_block(draft, at))
    labels = sum(1 for at in range(1, len(draft.pieces)) if draft.undecided(at) and is_label(draft, at))
    texts = [(at, piece.text) for at, piece in enumerate(draft.pieces)]
    alone = [piece.text for at, piece in enumerate(draft.pieces) if draft.undecided(at) and not draft.adjacent(at)]
    short = Counter(text for text in alone if len(text) <= 200)
    exclaims = sum(1 for text in short if text.endswith("!") and count_words(text) <= 14)
    questions = sum(1 for text in alone if text.rstrip("”\"’'»").endswith("?") and count_words(text) <= 40)
    repeated = frozenset(text for text, times in short.items() if times > 1 and count_words(text) <= 3)
    asker = next((match[1] for text in alone if (match := LETTERED.match(text))), "")
    signed = sum(1 for text in short if is_name_and_place(text))
    listed = sum(1 for at in range(1, len(draft.pieces)) if draft.undecided(at) and stands_over_list(draft, at))
    makers = "\n".join(text for at, text in texts if draft.kind(at) == "byline" or _signs_off(text))
    gapless = len(draft.pieces) >= SERIES and not any(piece.blanks for piece in draft.pieces[1:])
    return Habits(
        min(gaps, default=1),
        heads,
        labels,
        exclaims,
        questions,
        repeated,
        asker,
        signed,
        listed,
        makers,
        _writers_of_letters(draft),
        gapless,
    )


def _writers_of_letters(draft: Draft) -> int:
    """How many lines are names right after text, where one of the first lines says that these are letters; else -1."""
    if not any(says("letters-page", piece.text) for piece in draft.pieces[:3] if len(piece.text) <= SIGN_OFF):
        return -1
    return sum(1 for index in range(2, len(draft.pieces)) if signs_letter(draft, index))


_INITIALS = re.compile(r"(?:[A-Z]\.? ?){1,4}$")


def signs_letter(draft: Draft, index: int) -> bool:
    """Whether piece ``index`` is a name, perhaps with a place, or initials, after the text of a letter."""
    text, above = draft.text(index).rstrip("."), draft.text(index - 1)
    written = ends_sentence(above) and count_words(above) > 8
    if not written or count_words(text) > 8:
        return False
    who, _, where = text.partition(", ")
    named = name_pattern().fullmatch(who) is not None or _INITIALS.match(text) is not None
    return named and count_words(where) <= 3


def _signs_off(text: str) -> bool:
    return len(text) <= SIGN_OFF and is_sign_off(text)


def stands_over_list(draft: Draft, index: int) -> bool:
    """Whether piece ``index`` is a few words, after a blank line, right over items that somebody has marked."""
    if draft.kind(index + 1) != "item" or not draft.pieces[index].blanks or not item_marker(draft.text(index + 1)):
        return False
    text = draft.text(index)
    return count_words(text) <= 8 and is_bare(text) and not item_marker(text) and text[-1] not in "–—-"


def is_name_and_place(text: str) -> bool:
    """Whether ``text`` is "Doreen Ashgrove, Mill Row", as writers of letters are named."""
    who, comma, where = text.partition(", ")
    named = bool(comma) and len(text) <= 60 and name_pattern().fullmatch(who) is not None
    return named and all(word[0].isupper() for word in where.split()) and count_words(where) <= 3
