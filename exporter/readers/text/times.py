"""Entries of a live page: the time at which each was posted, on a line of its own or before its headline.

A live page is a series. One line with a time may be the length of a video; two or more that run one way through the
day, each with text below it, are what parts the entries, and a listener needs them to find a way through. A time names
its entry: it goes under the entry's headline; without a headline it becomes the headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from exporter.readers.text.captions import caption_certainty
from exporter.readers.text.furniture import furniture_certainty, is_control
from exporter.readers.text.heading_rules import MAX_WORDS, headline_form
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import Lexicon, says, shape
from exporter.readers.text.lists import item_marker
from exporter.readers.text.quotes import DASH
from exporter.readers.text.rules import RULES
from exporter.readers.text.words import count_words, ends_sentence


def _hour(words: Lexicon) -> str:
    after, zone = words.alternatives("hour-after"), words.alternatives("zone")
    return (
        r"(?:(?P<hour>\d{1,2}) ?[:.hH] ?(?P<minute>\d{2})(?::\d{2})?(?! ?[:.]?\d)|(?P<full>\d{1,2})(?= ?[ap]\.?m\b))"
        rf"(?P<half> ?[ap]\.?m\b\.?)?(?P<zone> ?(?i:{after})\b| (?:[A-Z]{{3,4}}|{zone})\b)?"
    )


@shape
def _alone(words: Lexicon) -> str:
    return rf"(?i:(?:(?:{words.alternatives('hour')}) ?\.? ?)?{_hour(words)}$)"


@shape
def _before(words: Lexicon) -> str:
    return rf"(?:(?:{words.alternatives('hour')}) ?\.? ?)?{_hour(words)}(?: ?[:|·–—-] ?| )(?=\S)"


DAY = 24 * 60
RECORDING = 5
"""A series that begins in the first minutes after zero and increases marks places in a recording."""


def mark_entries(draft: Draft) -> None:
    """Label the times of a live page's entries, and the headlines under them or on their lines."""
    alone = [index for index in range(1, len(draft.pieces)) if _is_alone(draft, index)]
    if _is_series([_alone().match(draft.text(index)) for index in alone]):
        for index in alone:
            _mark_entry(draft, index)
    before = [index for index in range(1, len(draft.pieces)) if _heads_entry(draft, index)]
    if _is_series([_before().match(draft.text(index)) for index in before]):
        for index in before:
            draft.set(index, RULES["time-and-headline"].label())


def _is_alone(draft: Draft, index: int) -> bool:
    """Whether piece ``index`` is a time with an entry below it."""
    text = draft.text(index)
    if len(text) > 30 or not draft.undecided(index) or not _alone().match(text) or not draft.undecided(index + 1):
        return False
    below = draft.text(index + 1)
    return not (_alone().match(below) or is_control(below) or furniture_certainty(below) >= 0.5)


def _heads_entry(draft: Draft, index: int) -> bool:
    """Whether piece ``index`` is a time and a headline on one line, with running text below it."""
    text = draft.text(index)
    match = _before().match(text) if draft.undecided(index) and len(text) <= 200 else None
    if match is None or not _is_headline(text[match.end() :]) or not draft.undecided(index + 1):
        return False
    below = draft.text(index + 1)
    return ends_sentence(below) and count_words(below) > 6 and not _before().match(below)


def _is_headline(text: str) -> bool:
    words = count_words(text)
    return words <= MAX_WORDS and len(text) <= 200 and text[-1:] not in ":,;" and headline_form(text) > 0.3


def says_how_new(text: str) -> bool:
    """Whether ``text`` is what pages write above the headline of their newest entries: "Breaking", "Key event"."""
    return says("newness", text)


def _mark_entry(draft: Draft, index: int) -> None:
    below = draft.text(index + 1)
    newness = says_how_new(below) and draft.undecided(index + 2) and draft.adjacent(index + 2)
    if newness and _is_headline(draft.text(index + 2)) and not draft.adjacent(index + 3):
        draft.set(index, RULES["time-of-entry"].label())
        draft.set(index + 1, RULES["newness"].label())
        draft.set(index + 2, RULES["under-time"].label())
        return
    headed = not draft.adjacent(index + 2) or draft.adjacent(index + 1)
    named = item_marker(below) or DASH.match(below) or caption_certainty(below) >= 0.6
    if headed and not named and draft.undecided(index + 2) and _is_headline(below):
        draft.set(index, RULES["time-of-entry"].label())
        draft.set(index + 1, RULES["under-time"].label())
    else:
        draft.set(index, RULES["time-alone"].label())


def _is_series(times: Sequence[re.Match[str] | None]) -> bool:
    """Whether ``times`` are two or more times of a day that run one way: down a page or up it, through midnight too."""
    found = [match for match in times if match is not None]
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
