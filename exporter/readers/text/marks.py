"""Light marks that people type in plain text on purpose: underlined or hashed headings, rules between parts.

They say outright what the other steps must infer, so they come first; with them an author settles what is uncertain.
"""

from __future__ import annotations

import re

from exporter.readers.text.labels import Draft
from exporter.readers.text.rules import RULES
from exporter.readers.text.words import count_words

HASHED = re.compile(r"#{1,6}[ \t]+(?=\S)")
_RULE = re.compile(r"(?:([-*_=~#•⁂])(?: ?\1){2,}|⁂|\* \* \*)$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})$")


def mark_typed_structure(draft: Draft) -> None:
    """Label hashed and underlined headings, and lines of three or more rules or stars as breaks."""
    for index, piece in enumerate(draft.pieces):
        text = piece.text
        if not draft.undecided(index):
            continue
        hashed = HASHED.match(text)
        if hashed and count_words(text) <= 40:
            level = hashed[0].count("#")
            draft.set(index, RULES["hashed"].label(cut=hashed.end(), level=level))
        elif len(text) >= 1 and _RULE.match(text):
            _rule(draft, index)


def _rule(draft: Draft, index: int) -> None:
    above = index - 1
    if _UNDERLINE.match(draft.text(index)) and draft.adjacent(index) and draft.undecided(above):
        lone = above == 0 or draft.pieces[above].blanks > 0
        if lone and count_words(draft.text(above)) <= 30:
            draft.set(above, RULES["underlined"].label())
            draft.set(index, RULES["underline"].label())
            return
    draft.set(index, RULES["ruled"].label())
