"""Furniture: what a web page has around an article (buttons, links to other stories, notices), and list debris.

A person who copies a page gets them as lines of their own. They are not the article: read aloud they interrupt it.
The rules go by how interfaces speak: an order to the reader, a link's label, a notice, each short and without a full
stop.
"""

from __future__ import annotations

import re

from exporter.readers.text.interface import is_interface, is_lone_button
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import Lexicon, lexicon, says, shape
from exporter.readers.text.rules import RULES
from exporter.readers.text.words import SENTENCE_INSIDE, count_words, ends_sentence

MAX_WORDS = 14
_ADDRESS = re.compile(r"(?:\S+@\S+|\+?[\d ()-]{6,20})\.?$")
_COUNTED = re.compile(r"\d{1,3} ?/ ?\d{1,3}$|\d{1,2}:\d{2}(?::\d{2})?$")
"""A number of a number, the length of a film: pages count so, articles say of what."""
_ASKED = re.compile(r"[^.!?]{3,60}\? (?=\S)")
_DEBRIS = re.compile(r"(?:1[.)]|[•*·])[ \t]+(\S.*)")


@shape
def _names_somebody(words: Lexicon) -> str:
    """A notice that is also a byline."""
    return rf"\d.* (?:{words.alternatives('author-by')}) [A-ZÀ-Þ]"


def furniture_certainty(text: str) -> float:
    """How sure it is (0 to 1) that ``text``, a whole block, is furniture of the page and not of the article.

    Only short blocks are looked at; a longer one always stays, so that nothing of the article can be lost.
    """
    if len(text) > 200:
        return 0.0
    text = text.lstrip("↑↓←→▲▼►▶▸»›|> ").rstrip("→►▶▸»›>| ") or text
    words = count_words(text)
    if len(text) > 200 or words > MAX_WORDS * 2:
        return 0.0
    if says("pointer", text) and (":" in text[:30] or words <= MAX_WORDS):
        return 0.9 if not SENTENCE_INSIDE.search(text) else 0.0
    if words > MAX_WORDS:
        return 0.0
    if says("notice", text) or _COUNTED.match(text):
        return 0.9 if not _names_somebody().search(text) else 0.0
    if _invites(text):
        return 0.85
    if is_interface(text) and (words <= 6 or not ends_sentence(text)):
        return 0.9
    if ends_sentence(text):
        return 0.0
    if says("order", text):
        return 0.9
    return 0.75 if says("mention", text) and words <= 7 else 0.0


def _invites(text: str) -> bool:
    """Whether ``text`` asks for contact: a question, then where to answer it; or the second half alone."""
    asked = _ASKED.match(text)
    if not asked:
        return says("invitation", text)
    rest = text[asked.end() :]
    reach = lexicon().find("reach", rest)
    if reach and _ADDRESS.match(rest[reach.end() :].strip()):
        return True
    return (says("answer", rest) and len(rest) <= 60 and not re.search(r"[.?].", rest)) or says("invitation", text)


def is_control(text: str) -> bool:
    """Whether ``text`` may be the label of a button or of a picture's place."""
    return len(text) <= 80 and count_words(text) <= 10 and says("control", text)


def is_debris(text: str) -> bool:
    """Whether ``text`` is a list of one short item, as a page's row of section names leaves behind ("1. National").

    Writers do not number a single thing; a lone "1." with a label of one to three words was a menu.
    """
    match = _DEBRIS.match(text)
    label = match[1] if match else ""
    # A date, a price or a count is a fact, however short: a menu's names have no figures in them.
    named = 0 < count_words(label) <= 3 and not any(char.isdigit() for char in label)
    return named and not ends_sentence(label) and label[-1] not in ":："  # what announces something is not a menu's


def mark_furniture(draft: Draft) -> None:
    """Label what is furniture by its words, and labels of buttons where they stand in a row."""
    controls: list[int] = []
    lone = _one_word_heads(draft) < 2
    for index, piece in enumerate(draft.pieces):
        certainty = furniture_certainty(piece.text) if draft.undecided(index) else 0.0
        if certainty >= 0.5:
            draft.set(index, RULES["speaks-as-a-page"].label(certainty))
        if certainty >= 0.5 or (draft.undecided(index) and _may_be_button(piece.text)):
            controls.append(index)
        else:
            _mark_controls(draft, controls, lone)
            controls = []
    _mark_controls(draft, controls, lone)


def _may_be_button(text: str) -> bool:
    return is_control(text) or is_lone_button(text)


def _one_word_heads(draft: Draft) -> int:
    """How many lines of one word stand alone in the text that are not labels of a button."""
    words = (piece.text for piece in draft.pieces if " " not in piece.text and piece.text.isalpha())
    return sum(1 for word in words if word[0].isupper() and not is_control(word) and not is_lone_button(word))


def _mark_controls(draft: Draft, row: list[int], lone: bool) -> None:
    """Leave out labels of buttons where three or more stand in a row.

    One that stands alone goes where it is hardly ever a subhead and the article has no other subheads of one word
    (``lone``); else it stays and is reported.
    """
    for index in row:
        if not draft.undecided(index):
            continue
        if len(row) >= 3:
            draft.set(index, RULES["buttons-in-a-row"].label())
        elif lone and is_lone_button(draft.text(index)):
            draft.set(index, RULES["lone-button"].label())
        else:
            draft.set(index, RULES["perhaps-a-button"].label())
