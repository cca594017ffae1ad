"""Furniture: what a web page has around an article (buttons, links to other stories, notices).

A person who copies a page gets them as lines of their own. They are not the article: read aloud they interrupt it.
The rules go by how interfaces speak: an order to the reader, a link's label, a notice, each short and without a full
stop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporter.readers.text.interface import is_interface, is_lone_button
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import Lexicon, lexicon, says, shape
from exporter.readers.text.rule import Rule, Words, first, worked_out
from exporter.readers.text.words import SENTENCE_INSIDE, count_words, ends_sentence

MAX_WORDS = 14
_ADDRESS = re.compile(r"(?:\S+@\S+|\+?[\d ()-]{6,20})\.?$")
_COUNTED = re.compile(r"\d{1,3} ?/ ?\d{1,3}$|\d{1,2}:\d{2}(?::\d{2})?$")
"""A number of a number, the length of a film: pages count so, articles say of what."""
_ASKED = re.compile(r"[^.!?]{3,60}\? (?=\S)")


@shape
def _names_somebody(words: Lexicon) -> str:
    """A notice that is also a byline."""
    return rf"\d.* (?:{words.alternatives('author-by')}) [A-ZÀ-Þ]"


@dataclass(frozen=True)
class Said(Words):
    """Evidence: the words of a line, and what of a page they may say."""

    @worked_out
    def points(self) -> bool:
        """Whether it points to another story."""
        return says("pointer", self.text) and (":" in self.text[:30] or self.count <= MAX_WORDS)

    @worked_out
    def notifies(self) -> bool:
        """Whether it is a notice of the page."""
        return says("notice", self.text) or _COUNTED.match(self.text) is not None


POINTERS: tuple[Rule[Said], ...] = (
    Rule("furniture", "tells-more-than-a-pointer", 0.0, "points to another story, and goes on to tell something",
         lambda line: line.points and SENTENCE_INSIDE.search(line.text)),
    Rule("furniture", "pointer", 0.9, "points to another story, as a page does", lambda line: line.points),
)  # fmt: skip
"""What may be longer than a label."""

SPEAKS: tuple[Rule[Said], ...] = (
    *POINTERS,
    Rule("furniture", "dated-byline", 0.0, "a notice that also names who wrote",
         lambda line: line.notifies and _names_somebody().search(line.text)),
    Rule("furniture", "page-notice", 0.9, "a notice of the page", lambda line: line.notifies),
    Rule("furniture", "invitation", 0.85, "asks readers to get in touch", lambda line: _invites(line.text)),
    Rule("furniture", "speaks-as-a-page", 0.9, "speaks as a page does, not as an article",
         lambda line: is_interface(line.text) and (line.count <= 6 or not ends_sentence(line.text))),
    Rule("furniture", "order-to-reader", 0.9, "tells readers to press something",
         lambda line: not ends_sentence(line.text) and says("order", line.text)),
    Rule("furniture", "mentions-page", 0.75, "names a part of the page",
         lambda line: not ends_sentence(line.text) and says("mention", line.text) and line.count <= 7),
)  # fmt: skip
"""What a short line is by its words alone."""


def furniture_rule(text: str) -> Rule[Said] | None:
    """The rule by which ``text``, a whole block, is furniture of the page and not of the article."""
    rule = judged_by_words(text)
    return rule if rule and rule.certainty > 0 else None


def judged_by_words(text: str) -> Rule[Said] | None:
    """The first rule that fits the words of ``text``; a certainty of 0 says that it is not furniture.

    Only short blocks are looked at; a longer one always stays, so that nothing of the article can be lost.
    """
    if len(text) > 200:
        return None
    line = Said(text.lstrip("↑↓←→▲▼►▶▸»›|> ").rstrip("→►▶▸»›>| ") or text)
    if line.count > MAX_WORDS * 2:
        return None
    return first(POINTERS if line.count > MAX_WORDS else SPEAKS, line)


def is_furniture(text: str) -> bool:
    """Whether ``text``, a whole block, is furniture by its words."""
    return furniture_rule(text) is not None


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


@dataclass(frozen=True, slots=True)
class Button:
    """Evidence: what may be the label of a button, how many such lines stand in a row, and whether the text has hardly
    any other line of one word alone.
    """

    text: str
    row: int
    lone: bool


BUTTONS: tuple[Rule[Button], ...] = (
    Rule("furniture", "buttons-in-a-row", 0.8, "one of several labels of buttons in a row",
         lambda button: button.row >= 3),
    Rule("furniture", "lone-button", 0.7, "the label of a button",
         lambda button: button.lone and is_lone_button(button.text)),
    Rule("paragraph", "perhaps-a-button", 0.5, "may be the label of a button", lambda button: True, otherwise="drop"),
)  # fmt: skip
"""What becomes of labels of buttons: one that stands alone goes where it is hardly ever a subhead and the article has
no other subheads of one word; else it stays and is reported."""


def mark_furniture(draft: Draft) -> None:
    """Label what is furniture by its words, and labels of buttons where they stand in a row."""
    row: list[int] = []
    lone = _one_word_heads(draft) < 2
    for index, piece in enumerate(draft.pieces):
        rule = furniture_rule(piece.text) if draft.undecided(index) else None
        if rule:
            draft.set(index, rule.label())
        if rule or (draft.undecided(index) and _may_be_button(piece.text)):
            row.append(index)
        else:
            _mark_buttons(draft, row, lone)
            row = []
    _mark_buttons(draft, row, lone)


def _may_be_button(text: str) -> bool:
    return is_control(text) or is_lone_button(text)


def _one_word_heads(draft: Draft) -> int:
    """How many lines of one word stand alone in the text that are not labels of a button."""
    words = (piece.text for piece in draft.pieces if " " not in piece.text and piece.text.isalpha())
    return sum(1 for word in words if word[0].isupper() and not is_control(word) and not is_lone_button(word))


def _mark_buttons(draft: Draft, row: list[int], lone: bool) -> None:
    for index in row:
        rule = first(BUTTONS, Button(draft.text(index), len(row), lone)) if draft.undecided(index) else None
        if rule:
            draft.set(index, rule.label())
