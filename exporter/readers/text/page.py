"""Furniture that is known by its place on the page: above the headline, under a button, under a label over links.

``furniture`` knows what speaks as a page does; these lines speak as an article does, or say a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporter.readers.text.furniture import MAX_WORDS
from exporter.readers.text.interface import is_interface
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import says
from exporter.readers.text.lines import Layout
from exporter.readers.text.rule import Line, Rule, first
from exporter.readers.text.words import count_words, ends_sentence, is_bare

_STEP = re.compile(r" ?[>›»→] ?")
TOP = 6


ABOVE_HEADLINE: tuple[Rule[Line], ...] = (
    Rule("furniture", "path-of-pages", 0.9, "the path of pages that leads to the article",
         lambda line: _is_path(line.text)),
    Rule("furniture", "link-above-headline", 0.9, "a link of the page, above the headline",
         lambda line: says("skip", line.text) and is_interface(line.text) and count_words(line.text) <= 6),
)  # fmt: skip
"""What a line is that has nothing but such lines above it."""


def mark_page_top(draft: Draft) -> None:
    """Label what pages have above the headline: a link over the menu, the path ("Home > News > Floods").

    The headline is the first line that is neither. A path begins with the home page or has three steps or more.
    """
    for index in range(min(TOP, len(draft.pieces) - 1)):
        if not draft.undecided(index):
            continue
        rule = first(ABOVE_HEADLINE, Line(draft, index))
        if rule is None:
            return
        draft.set(index, rule.label())


def _is_path(text: str) -> bool:
    if len(text) > 160 or ends_sentence(text):
        return False
    steps = _STEP.split(text)
    short = all(0 < count_words(step) <= 5 for step in steps[:-1]) and bool(steps[-1])
    return ((len(steps) > 1 and says("home", steps[0])) or len(steps) >= 3) and short


_COUNT = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?[kKmM]?$|\d{1,6}$")


def _is_count(line: Line) -> bool:
    """Whether this is a number right under a button that counts."""
    if not line.glued or not _COUNT.match(line.text):
        return False
    return line.draft.undecided(line.index - 1) and says("shared", line.above)


def _is_counted(line: Line) -> bool:
    return line.draft.undecided(line.index + 1) and _is_count(Line(line.draft, line.index + 1))


@dataclass(frozen=True, slots=True)
class Link:
    """Evidence: a line, and whether nothing but links stands between it and a label over links, or nothing at all."""

    text: str
    under_label: bool


COUNTS: tuple[Rule[Line], ...] = (
    Rule("furniture", "button-and-count", 0.85, "a button and its count",
         lambda line: _is_count(line) or _is_counted(line)),
)  # fmt: skip
"""What numbers and the lines above them are. No subhead has a number for its text."""

LINKS: tuple[Rule[Link], ...] = (
    Rule("furniture", "link-under-label", 0.75, "a link under a label of the page",
         lambda link: link.under_label and count_words(link.text) <= MAX_WORDS and not ends_sentence(link.text)
         and is_bare(link.text)),
)  # fmt: skip
"""What stands right under a label of the page."""


def mark_counts(draft: Draft) -> None:
    """A button with its count below it: "Share", "153"."""
    numbers = [index for index, piece in enumerate(draft.pieces) if index and piece.text[:1].isdigit()]
    near = [at for index in numbers for at in (index - 1, index) if draft.undecided(at)]
    found = [(at, first(COUNTS, Line(draft, at))) for at in near]
    for at, rule in found:
        if rule:
            draft.set(at, rule.label())


def mark_links_under_labels(draft: Draft) -> None:
    """Lines right under a label over links ("Related stories") are those links: other stories' headlines, topics.

    Only where blank lines part blocks does a line that follows without one belong to the label.
    """
    if draft.layout is Layout.dense:
        return
    under = False
    for index in range(1, len(draft.pieces)):
        if draft.kind(index - 1) == "furniture" and _is_over_links(draft.text(index - 1)):
            under = True
        under = under and draft.adjacent(index) and draft.undecided(index)
        rule = first(LINKS, Link(draft.text(index), under)) if under else None
        under = rule is not None
        if rule:
            draft.set(index, rule.label())


def _is_over_links(text: str) -> bool:
    # Not every pointer stands over links: "Story continues below" stands over the story.
    return count_words(text) <= 6 and says("over-links", text) and not re.search(r":\s*\S", text)
