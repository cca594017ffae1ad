"""Releases to the press: what they say of themselves above the headline, and the word that ends them.

Press offices begin with the name of the genre and the hour from which it may be printed, and end with "ENDS", so that
an editor knows that notes follow. None of these is a headline.
"""

from __future__ import annotations

import re

from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import lexicon, says
from exporter.readers.text.rule import Line, Rule, first
from exporter.readers.text.words import is_bare

HEAD = 3
"""So many lines are the head of the text: nothing ends there."""
_TAIL = re.compile(r" ?[-–—|:/,] ?[\w./, ]{1,60}$")


def _says_release(line: Line) -> bool:
    text = line.text
    match = lexicon().find("release", text) if len(text) <= 120 else None
    return match is not None and is_bare(text) and _is_date_behind(text[match.end() :])


def _says_embargo(line: Line) -> bool:
    return len(line.text) <= 120 and says("embargo", line.text.lstrip("*–—- ")) and is_bare(line.text)


ABOVE_RELEASE: tuple[Rule[Line], ...] = (
    Rule("kicker", "release", 0.85, "says that this is a release to the press", _says_release),
    Rule("dateline", "embargo", 0.85, "says from when on this may be printed", _says_embargo),
)
"""What a line is that has nothing but such lines above it."""

UNDER_RELEASE: tuple[Rule[Line], ...] = (
    Rule("paragraph", "end-of-release", 0.8, "the word that ends a release to the press",
         lambda line: line.index >= HEAD and says("end", line.text.strip("*–—-#. "))),
)  # fmt: skip
"""What parts the release from the notes to editors."""


def mark_release(draft: Draft) -> None:
    """What a press release says of itself above its headline, and the word that ends it."""
    for index in range(min(4, len(draft.pieces) - 1)):
        if not draft.undecided(index):
            continue
        rule = first(ABOVE_RELEASE, Line(draft, index))
        if rule is None:
            break
        draft.set(index, rule.label())
    for index in range(HEAD, len(draft.pieces)):
        rule = first(UNDER_RELEASE, Line(draft, index)) if draft.undecided(index) else None
        if rule:
            draft.set(index, rule.label())


def _is_date_behind(tail: str) -> bool:
    return not tail or (_TAIL.match(tail) is not None and any(char.isdigit() for char in tail))
