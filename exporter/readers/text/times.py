"""Entries of a live page: the time at which each was posted, on a line of its own or before its headline.

A live page is a series. One line with a time may be the length of a video; two or more that run one way through the
day, each with text below it, are what parts the entries, and a listener needs them to find a way through. A time names
its entry: it goes under the entry's headline; without a headline it becomes the headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from exporter.readers.text.captions import caption_certainty
from exporter.readers.text.furniture import is_control, is_furniture
from exporter.readers.text.heading_rules import headline_form
from exporter.readers.text.heading_vetoes import MAX_WORDS
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import Lexicon, says, shape
from exporter.readers.text.lists import item_marker
from exporter.readers.text.masthead import days
from exporter.readers.text.rule import Line, Rule, first, worked_out
from exporter.readers.text.signatures import DASH
from exporter.readers.text.words import count_words, ends_sentence


def _hour(words: Lexicon) -> str:
    after, zone = words.alternatives("hour-after"), words.alternatives("zone")
    return (
        r"(?:(?P<hour>\d{1,2}) ?[:.hH] ?(?P<minute>\d{2})(?::\d{2})?(?! ?[:.]?\d)|(?P<full>\d{1,2})(?= ?[ap]\.?m\b))"
        rf"(?P<half> ?[ap]\.?m\b\.?)?(?P<zone> ?(?i:{after})\b| (?:[A-Z]{{3,4}}|{zone})\b)?"
    )


@shape
def _alone(words: Lexicon) -> str:
    day = rf"(?:{days(words)},?(?: [-–—|·])? )?"
    return rf"(?i:(?:[•●▪‣◦] )?{day}(?:(?:{words.alternatives('hour')}) ?\.? ?)?{_hour(words)}$)"


@shape
def _before(words: Lexicon) -> str:
    """ "10.48am – School closed", "[10:48] School closed", and between the marks of a ticker: "+++ 10.48 ... +++"."""
    time = rf"(?:(?i:{words.alternatives('hour')}) ?\.? ?)?{_hour(words)}"
    return rf"(?:\+{{2,3}} ?|\[)?{time}\]?(?: ?[:|·–—-] ?| )(?=\S)"


DAY = 24 * 60
RECORDING = 5
"""A series that begins in the first minutes after zero and increases marks places in a recording."""


@dataclass(frozen=True)
class Entry:
    """Evidence: the entry of a live page whose time is piece ``at``, in a series of such times."""

    draft: Draft
    at: int

    @worked_out
    def is_new(self) -> bool:
        """Whether what is under the time says how new the entry is, and a headline stands right under that."""
        draft, below = self.draft, self.at + 1
        newness = says_how_new(draft.text(below)) and draft.undecided(below + 1) and draft.adjacent(below + 1)
        return newness and _is_headline(draft.text(below + 1)) and not draft.adjacent(below + 2)

    @worked_out
    def is_headed(self) -> bool:
        """Whether a headline is under the time, and text under that."""
        draft, below = self.draft, self.at + 1
        text = draft.text(below)
        if not draft.undecided(below + 1) or (draft.adjacent(below + 1) and not draft.adjacent(below)):
            return False
        named = item_marker(text) or DASH.match(text) or caption_certainty(text) >= 0.6
        return not named and _is_headline(text)


@dataclass(frozen=True, slots=True)
class Part:
    """Evidence: line ``place`` of an entry, its time being line 0."""

    entry: Entry
    place: int


ENTRIES: tuple[Rule[Part], ...] = (
    Rule("time", "time-of-entry", 0.9, "one of a series of times, each above an entry of a live page",
         lambda part: part.place == 0 and (part.entry.is_new or part.entry.is_headed)),
    Rule("heading", "time-alone", 0.8, "one of a series of times, each above an entry that has no headline",
         lambda part: part.place == 0),
    Rule("time", "newness", 0.8, "says how new an entry of a live page is",
         lambda part: part.place == 1 and part.entry.is_new),
    Rule("heading", "under-time", 0.9, "the line under the time of an entry",
         lambda part: part.place == 2 if part.entry.is_new else part.place == 1 and part.entry.is_headed),
)  # fmt: skip
"""What the first lines of an entry are whose time stands alone."""

HEADED: tuple[Rule[Line], ...] = (
    Rule("heading", "time-and-headline", 0.85, "a time and a headline: one of a series down the page",
         lambda line: _heads_entry(line.draft, line.index)),
)  # fmt: skip
"""What a line is that has a time of a series before its other words."""


def mark_entries(draft: Draft) -> None:
    """Label the times of a live page's entries, and the headlines under them or on their lines."""
    alone = [index for index in range(1, len(draft.pieces)) if _is_alone(draft, index)]
    if _is_series([_alone().match(draft.text(index)) for index in alone]):
        for index in alone:
            _mark_entry(Entry(draft, index))
    before = [index for index in range(1, len(draft.pieces)) if _heads_entry(draft, index)]
    if _is_series([_before().match(draft.text(index)) for index in before]):
        for index, rule in [(index, first(HEADED, Line(draft, index))) for index in before]:
            if rule:
                draft.set(index, rule.label())


def _mark_entry(entry: Entry) -> None:
    found = [(entry.at + place, first(ENTRIES, Part(entry, place))) for place in range(3)]
    for index, rule in found:
        if rule:
            entry.draft.set(index, rule.label())


def _is_alone(draft: Draft, index: int) -> bool:
    """Whether piece ``index`` is a time with an entry below it."""
    text = draft.text(index)
    if len(text) > 30 or not draft.undecided(index) or not _alone().match(text) or not draft.undecided(index + 1):
        return False
    below = draft.text(index + 1)
    return not (_alone().match(below) or is_control(below) or is_furniture(below))


def _heads_entry(draft: Draft, index: int) -> bool:
    """Whether piece ``index`` is a time and a headline on one line, with running text below it."""
    text = draft.text(index)
    match = _before().match(text) if draft.undecided(index) and len(text) <= 200 else None
    if match is None or not _is_headline(text[match.end() :].rstrip(" +")) or not draft.undecided(index + 1):
        return False
    below = draft.text(index + 1)
    return ends_sentence(below) and count_words(below) > 6 and not _before().match(below)


def _is_headline(text: str) -> bool:
    words = count_words(text)
    return words <= MAX_WORDS and len(text) <= 200 and text[-1:] not in ":,;" and headline_form(text) > 0.3


def says_how_new(text: str) -> bool:
    """Whether ``text`` is what pages write above the headline of their newest entries: "Breaking", "Key event"."""
    return says("newness", text)


def _is_series(times: Sequence[re.Match[str] | None]) -> bool:
    """Whether ``times`` are two or more times of a day that run one way: down a page or up it, through midnight too."""
    found = [match for match in times if match is not None]
    return _runs_one_way(found) or (len(found) > 3 and _runs_one_way(found[1:]))  # the first may be held at the top


def _runs_one_way(found: Sequence[re.Match[str]]) -> bool:
    minutes = [_minutes(match) for match in found]
    if len(found) < 2 or min(minutes) < 0 or not (len(found) > 2 or any(_is_plain(match) for match in found)):
        return False
    steps = [(later - earlier) % DAY for earlier, later in pairwise(minutes)]
    up = all(step <= DAY // 2 for step in steps)
    down = all(step == 0 or step >= DAY // 2 for step in steps)
    return down or (up and minutes[0] >= RECORDING)


def _is_plain(match: re.Match[str]) -> bool:
    """Whether this is how a time of the day is written, and the length of a video is not."""
    return len(match["hour"] or "") == 2 or bool(match["half"] or match["zone"])


def _minutes(match: re.Match[str]) -> int:
    """Minutes since midnight, or -1 for what is not a time of a day."""
    hour, minute = int(match["hour"] or match["full"]), int(match["minute"] or 0)
    half = (match["half"] or "").strip().lower()
    if half:
        if not 1 <= hour <= 12:
            return -1
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return hour * 60 + minute if hour <= 24 and minute < 60 else -1
