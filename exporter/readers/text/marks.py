"""Light marks that people type in plain text on purpose: underlined or hashed headings, rules between parts.

They say outright what the other steps must infer, so they come first; with them an author settles what is uncertain.
"""

from __future__ import annotations

import re

from exporter.readers.text.labels import Draft
from exporter.readers.text.rule import Line, Rule, first
from exporter.readers.text.words import count_words

HASHED = re.compile(r"#{1,6}[ \t]+(?=\S)")
TICKER = re.compile(r"(\+{2,3}) ?(\S.*\S) ?\1$")
"""A line between the marks of a ticker: "+++ 10.48 Ferry shut +++"."""
BULLET = re.compile(r"[•●▪‣◦] ")
_RULE = re.compile(r"(?:([-*_=~#•⁂])(?: ?\1){2,}|⁂|\* \* \*)$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})$")


def _is_hashed(line: Line) -> bool:
    return HASHED.match(line.text) is not None and count_words(line.text) <= 40


def _is_ruled(line: Line) -> bool:
    return _RULE.match(line.text) is not None


def _is_underlined(line: Line) -> bool:
    """Whether a line of rules stands right under this one, which begins its block."""
    draft, index = line.draft, line.index
    if not (draft.adjacent(index + 1) and draft.undecided(index) and draft.undecided(index + 1)):
        return False
    lone = index == 0 or draft.pieces[index].blanks > 0
    if not lone or not _UNDERLINE.match(draft.text(index + 1)) or count_words(line.text) > 30:
        return False
    return not _is_ruled(line) and not _is_hashed(line)


def _underlines(line: Line) -> bool:
    return _UNDERLINE.match(line.text) is not None and line.index > 0 and _is_underlined(_above(line))


def _above(line: Line) -> Line:
    return Line(line.draft, line.index - 1)


TYPED: tuple[Rule[Line], ...] = (
    Rule("heading", "hashed", 0.95, "typed with # before it", _is_hashed),
    Rule("underline", "underline", 0.95, "the line under a heading", _underlines),
    Rule("break", "ruled", 0.9, "a line of rules or stars", _is_ruled),
    Rule("heading", "underlined", 0.95, "underlined", _is_underlined),
)
"""What an author has typed as a mark."""


def mark_typed_structure(draft: Draft) -> None:
    """Label hashed and underlined headings, and lines of three or more rules or stars as breaks."""
    found = {index: first(TYPED, Line(draft, index)) for index in _candidates(draft)}
    for index, rule in found.items():
        if rule:
            hashed = HASHED.match(draft.text(index)) if rule.kind == "heading" else None
            level = hashed[0].count("#") if hashed else 0
            draft.set(index, rule.label(cut=hashed.end() if hashed else 0, level=level))


def _candidates(draft: Draft) -> list[int]:
    """The undecided lines that begin with a sign of a mark, and those above them."""
    signed = [index for index, piece in enumerate(draft.pieces) if piece.text[:1] in "#-*_=~•⁂"]
    near = {at for index in signed for at in (index - 1, index)}
    return [index for index in sorted(near) if draft.undecided(index)]
