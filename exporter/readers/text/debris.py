"""List debris: what a page's row of section names leaves behind in copied text, a list of one short item."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporter.readers.text.labels import Draft
from exporter.readers.text.lists import item_marker, item_number
from exporter.readers.text.rule import Rule, first
from exporter.readers.text.words import count_words, ends_sentence

_DEBRIS = re.compile(r"(?:1[.)]|[•*·])[ \t]+(\S.*)")


def is_debris(text: str) -> bool:
    """Whether ``text`` is a list of one short item, as a page's row of section names leaves behind ("1. National").

    Writers do not number a single thing; a lone "1." with a label of one to three words was a menu.
    """
    match = _DEBRIS.match(text)
    label = match[1] if match else ""
    # A date, a price or a count is a fact, however short: a menu's names have no figures in them.
    named = 0 < count_words(label) <= 3 and not any(char.isdigit() for char in label)
    return named and not ends_sentence(label) and label[-1] not in ":："  # what announces something is not a menu's


@dataclass(frozen=True, slots=True)
class Item:
    """Evidence: a line that may be a list's only item, and whether it is a "1." without a "2."."""

    draft: Draft
    index: int
    lone_one: bool


def _is_leftover(item: Item) -> bool:
    draft, index = item.draft, item.index
    piece = draft.pieces[index]
    if not piece.indented or not is_debris(piece.text):
        return False
    after = draft.text(index + 1) if index + 1 < len(draft.pieces) else ""
    before = draft.text(index - 1) if index else ""
    lone = item_number(piece.text) < 0 and not item_marker(after) and not item_marker(before)
    return (item.lone_one or lone) and not before.endswith(":")


DEBRIS: tuple[Rule[Item], ...] = (Rule("furniture", "one-label-list", 0.9, "a list of one short label", _is_leftover),)
"""What a list of one item is."""


def mark_debris(draft: Draft) -> None:
    """A numbered list of one short item is what a page's row of section names leaves behind."""
    ones = _lone_ones(draft)
    # Browsers indent the lists they copy; "1. Oslo" at the margin is what an author typed.
    for index in [index for index, piece in enumerate(draft.pieces) if piece.indented]:
        rule = first(DEBRIS, Item(draft, index, ones[index])) if draft.undecided(index) else None
        if rule:
            draft.set(index, rule.label())


def _lone_ones(draft: Draft) -> list[bool]:
    """For each piece, whether it is a "1." without a "2.", be it after it or, in a countdown, before it."""
    numbers = [item_number(piece.text) for piece in draft.pieces]
    lone = [number == 1 for number in numbers]
    for order in (range(len(numbers)), range(len(numbers) - 1, -1, -1)):
        two = -1
        for index in order:
            number = numbers[index]
            if number == 2:
                two = index
            elif number == 1:
                near = two >= 0 and draft.pieces[two].indented == draft.pieces[index].indented
                lone[index] = lone[index] and not near
                two = -1
    return lone
