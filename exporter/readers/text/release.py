"""Releases to the press: what they say of themselves above the headline, and the word that ends them.

Press offices begin with the name of the genre and the hour from which it may be printed, and end with "ENDS", so that
an editor knows that notes follow. None of these is a headline.
"""

from __future__ import annotations

import re

from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import lexicon, says
from exporter.readers.text.rules import RULES
from exporter.readers.text.words import is_bare

_TAIL = re.compile(r" ?[-–—|:/,] ?[\w./, ]{1,60}$")


def mark_release(draft: Draft) -> None:
    """What a press release says of itself above its headline, and the word that ends it."""
    for index in range(min(4, len(draft.pieces) - 1)):
        text = draft.text(index)
        if not draft.undecided(index):
            continue
        match = lexicon().find("release", text) if len(text) <= 120 else None
        if match and is_bare(text) and _is_date_behind(text[match.end() :]):
            draft.set(index, RULES["release"].label())
        elif len(text) <= 120 and says("embargo", text.lstrip("*–—- ")) and is_bare(text):
            draft.set(index, RULES["embargo"].label())
        else:
            break
    for index in range(3, len(draft.pieces)):
        if draft.undecided(index) and says("end", draft.text(index).strip("*–—-#. ")):
            draft.set(index, RULES["end-of-release"].label())


def _is_date_behind(tail: str) -> bool:
    return not tail or (_TAIL.match(tail) is not None and any(char.isdigit() for char in tail))
