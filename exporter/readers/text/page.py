"""Furniture that is known by its place on the page: above the headline, under a button, under a label over links.

``text_furniture`` knows what speaks as a page does; these lines speak as an article does, or say a number.
"""

from __future__ import annotations

import re

from exporter.readers.text.furniture import MAX_WORDS
from exporter.readers.text.interface import is_interface
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import says
from exporter.readers.text.lines import Layout
from exporter.readers.text.rules import RULES
from exporter.readers.text.words import count_words, ends_sentence, is_bare

_STEP = re.compile(r" ?[>›»→] ?")
TOP = 6


def mark_page_top(draft: Draft) -> None:
    """Label what pages have above the headline: a link over the menu, the path ("Home > News > Floods").

    The headline is the first line that is neither. A path begins with the home page or has three steps or more.
    """
    for index in range(min(TOP, len(draft.pieces) - 1)):
        if not draft.undecided(index):
            continue
        text = draft.text(index)
        if _is_path(text):
            draft.set(index, RULES["path-of-pages"].label())
        elif says("skip", text) and is_interface(text) and count_words(text) <= 6:
            draft.set(index, RULES["link-above-headline"].label())
        else:
            return


def _is_path(text: str) -> bool:
    if len(text) > 160 or ends_sentence(text):
        return False
    steps = _STEP.split(text)
    short = all(0 < count_words(step) <= 5 for step in steps[:-1]) and bool(steps[-1])
    return ((len(steps) > 1 and says("home", steps[0])) or len(steps) >= 3) and short


_COUNT = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?[kKmM]?$|\d{1,6}$")


def mark_counts(draft: Draft) -> None:
    """A button with its count below it: "Share", "153". No subhead has a number for its text."""
    for index in range(1, len(draft.pieces)):
        if not (draft.undecided(index) and draft.adjacent(index) and draft.undecided(index - 1)):
            continue
        if _COUNT.match(draft.text(index)) and says("shared", draft.text(index - 1)):
            for at in (index - 1, index):
                draft.set(at, RULES["button-and-count"].label())


def mark_links_under_labels(draft: Draft) -> None:
    """Lines right under a label over links ("Related stories") are those links: other stories' headlines, topics.

    Only where blank lines part blocks does a line that follows without one belong to the label.
    """
    if draft.layout is Layout.dense:
        return
    under = False
    for index in range(1, len(draft.pieces)):
        before = draft.text(index - 1)
        if draft.kind(index - 1) == "furniture" and _is_over_links(before):
            under = True
        under = under and draft.adjacent(index) and draft.undecided(index)
        text = draft.text(index)
        if under and count_words(text) <= MAX_WORDS and not ends_sentence(text) and is_bare(text):
            draft.set(index, RULES["link-under-label"].label())
        else:
            under = False


def _is_over_links(text: str) -> bool:
    # Not every pointer stands over links: "Story continues below" stands over the story.
    return count_words(text) <= 6 and says("over-links", text) and not re.search(r":\s*\S", text)
