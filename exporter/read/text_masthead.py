"""The head of an article in plain text: kicker, standfirst, byline, dateline, between the headline and the story.

Newsrooms put them in a fixed place, so place decides: what looks like a byline further down is a sentence.
"""

from __future__ import annotations

import re

from exporter.model import Person
from exporter.read.text_labels import Draft, Label
from exporter.read.text_lines import Layout
from exporter.read.text_quote_marks import opening_mark
from exporter.read.text_quotes import DASH
from exporter.read.text_words import count_words, ends_sentence, is_bare

HEAD = 8
_NAME = r"[A-ZÀ-Þ][\w’'.-]*(?: (?:[A-ZÀ-Þ][\w’'.-]*|de|da|do|dos|del|di|du|la|le|van|von|der|den|bin|al|el)){1,4}"
_BYLINE = re.compile(
    rf"(?i:(?:exclusive )?(?:by|words by|written by|story by|reported by|report by|par|por|von|texto de|"
    rf"text:))\s*:? (?P<names>{_NAME}(?:(?:,| and| &| et| y| e| und) (?:and )?{_NAME}){{0,4}})"
    r"(?P<rest>,.{0,80}|(?: in | at | for | [|–—-] ).{0,60})?$"
)
_DATE = re.compile(
    r"(?:(?:published|posted|updated|last updated|first published|date|publié le|publicado(?: em|"
    r" el)?)(?: on)?[ :]*)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)? (?:de )?[a-zà-ÿ]{3,10}\.?,? (?:de )?\d{4}|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|"
    r"th)?,? \d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
    r"(?:,? (?:at )?\d{1,2}[:.h]\d{2}.{0,12})?$",
    re.IGNORECASE,
)


def mark_kicker(draft: Draft) -> None:
    """A line in capitals of one to four words above a longer headline is its kicker."""
    if len(draft.pieces) < 3 or not (draft.undecided(0) and draft.undecided(1)):
        return
    first, second = draft.text(0), draft.text(1)
    if (
        first.isupper()
        and count_words(first) <= 4
        and is_bare(first)
        and is_bare(second)
        and 4 <= count_words(second) <= 25
    ):
        draft.set(0, Label("kicker", 0.7, "a few words in capitals above the headline"))


def mark_byline(draft: Draft) -> None:
    """Lines near the top that name authors or say a date and nothing else."""
    for index in range(1, min(HEAD, len(draft.pieces))):
        if not draft.undecided(index):
            continue
        text = draft.text(index)
        if len(text) <= 160 and _BYLINE.match(text):
            draft.set(index, Label("byline", 0.9, "“by” and names, under the headline"))
        elif is_date(text):
            draft.set(index, Label("dateline", 0.8, "a date and nothing else, under the headline"))


def is_date(text: str) -> bool:
    """Whether ``text`` is a date and nothing else."""
    return len(text) <= 60 and _DATE.match(text) is not None


def authors_of(byline: str) -> tuple[Person, ...]:
    """The people that a byline names."""
    match = _BYLINE.match(byline)
    if not match:
        return ()
    names = re.split(r",? (?:and|&|et|y|e|und) |, ", match["names"])
    return tuple(Person(name.strip()) for name in names if name.strip())


def mark_standfirst(draft: Draft) -> None:
    """One short paragraph between the headline and the first subhead or byline tells what the story is about."""
    shown = [i for i in range(min(len(draft.pieces), HEAD + 4)) if draft.kind(i) != "furniture"]
    after = [i for i in shown if draft.kind(i) not in ("title", "kicker", "dateline")]
    if not after or draft.kind(shown[0]) not in ("title", "kicker") or not draft.undecided(after[0]):
        return
    first = draft.text(after[0])
    following = draft.kind(after[1]) if len(after) > 1 else ""
    if (
        following in ("heading", "byline")
        and 4 <= count_words(first) <= 70
        and not opening_mark(first)
        and not DASH.match(first)
    ):
        draft.set(
            after[0], Label("standfirst", 0.75, "one paragraph between the headline and what comes first under it")
        )
    elif draft.layout is not Layout.dense and not ends_sentence(first) and following == "byline":
        draft.set(after[0], Label("subtitle", 0.7, "a line between headline and byline"))
