"""Block quotes in plain text: finding the line that names a speaker, and then how far back the quotation reaches.

Newsrooms set a statement apart and sign it below: a dash, the name, the office. The statement carries marks on every
paragraph or only on the first, closes them on the last or forgets to, or has none at all. The signature is the anchor:
without one, quoted paragraphs are speech inside the story and stay paragraphs. ``signatures`` and ``statements`` have
the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from exporter.readers.text.captions import caption_certainty
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import Lexicon, shape
from exporter.readers.text.quote_marks import CLOSING_CLASS, is_wholly_quoted, opening_mark, stays_open
from exporter.readers.text.rule import Line, Rule, first
from exporter.readers.text.sign_offs import is_sign_off
from exporter.readers.text.signatures import (
    MAX_SIGNATURE,
    OFFICES,
    SIGNATURES,
    Below,
    is_sentence,
    may_sign,
    names_somebody,
)
from exporter.readers.text.spoken import Manner, manner_of
from exporter.readers.text.statements import STARTS, Ending, earlier_openings, marked_start
from exporter.readers.text.words import count_words, ends_sentence, name_pattern

_INLINE_DASH = re.compile(
    rf"(?P<mark>[{CLOSING_CLASS}][.,]?|[.!?…])[ \t\u00a0]*(?:[–—―‒⸺]{{1,2}}|--?)[ \t\u00a0]*(?=[^\W\d_])"
)

_COMPOUND = re.compile(rf"[{CLOSING_CLASS}]-")


@shape
def _bracketed(words: Lexicon) -> str:
    return rf"\({name_pattern().pattern}(?:, [^()]{{2,80}})?\)$"


@dataclass(frozen=True, slots=True)
class Signed:
    """Evidence: piece ``index`` of a quotation that begins with piece ``start`` (-1: nowhere), and whose speaker stands
    on its last line, piece ``last``.
    """

    index: int
    start: int
    last: int


INLINE: tuple[Rule[Signed], ...] = (
    Rule("quote", "inside-marks", 0.95, "inside the marks of a signed quotation",
         lambda piece: 0 <= piece.start <= piece.index < piece.last),
    Rule("quote", "signed-on-last-line", 0.95, "a quotation with its speaker after a dash on the last line",
         lambda piece: piece.start >= 0 and piece.index == piece.last),
)  # fmt: skip
"""What a piece is down to a line with the mark of a signature after its words."""


def mark_quotes(draft: Draft) -> None:
    """Label signatures and the statements they sign. Looks at undecided pieces only."""
    manner = cache(lambda: manner_of([piece.text for piece in draft.pieces]))  # a third of reading, and few rules ask
    for index in range(1, len(draft.pieces)):
        if draft.kind(index) == "attribution" and not draft.labels[index].group and draft.undecided(index - 1):
            _attach(draft, index, None, manner)  # a person said so
        if not draft.undecided(index) or _sign_inline(draft, index):
            continue
        rule = first(SIGNATURES, Below(draft, index, manner)) if may_sign(draft.text(index)) else None
        if rule:
            _attach(draft, index, rule, manner)


def _sign_inline(draft: Draft, index: int) -> bool:
    """A signature on the statement's own last line, after the closing mark and a dash, or after it in brackets."""
    text = draft.text(index)
    cut = inline_signature(text) or _bracketed_signature(text)
    if not cut:
        return False
    start = _quoted_start(draft, index, without_dash(text[:cut]))
    pieces = range(start if start >= 0 else index, index + 1)
    found = [(member, first(INLINE, Signed(member, start, index))) for member in pieces]
    group = draft.new_group() if start >= 0 else 0
    for member, rule in found:
        if rule:
            draft.set(member, rule.label(group=group, cut=cut if member == index else 0))
    return start >= 0


def _quoted_start(draft: Draft, index: int, quoted: str) -> int:
    """The piece that opens the quotation of which ``quoted``, words of piece ``index``, are the end, or -1."""
    if is_wholly_quoted(quoted) or stays_open(quoted):
        return earlier_openings(draft, index, opening_mark(quoted))
    return -1 if opening_mark(quoted) else marked_start(draft, index - 1)


def _bracketed_signature(text: str) -> int:
    """Where the bracket begins that signs ``text``, one quotation: readers' answers, "“Never.” (Jo Bloggs, baker)"."""
    match = _bracketed().search(text)
    if not match or not is_wholly_quoted(text[: match.start()].rstrip()) or caption_certainty(match[0]) >= 0.5:
        return 0
    return match.start()


def without_dash(text: str) -> str:
    """``text`` without the dash and the spaces at its end."""
    return text.rstrip(" \u00a0").rstrip("–—―‒⸺-").rstrip(" \u00a0")


def inline_signature(text: str) -> int:
    """Where in ``text`` the name of a speaker begins, after a closing mark and a dash near its end; 0 for nowhere."""
    window = max(0, len(text) - 200)
    found = 0
    for match in _INLINE_DASH.finditer(text, window):
        if _COMPOUND.fullmatch(match[0]) and not ends_sentence(text[: match.end("mark")]):
            continue  # "“Openness”-culture": one word
        if match["mark"][0] not in ".!?…" or (stays_open(text) and name_pattern().match(text, match.end())):
            found = match.end()
    rest = text[found:]
    if not found or count_words(rest) > MAX_SIGNATURE or is_sign_off(rest) or not names_somebody(rest):
        return 0
    return 0 if re.search(r"[”\"»]", rest) or is_sentence(rest) else found


def _attach(draft: Draft, index: int, signature: Rule[Below] | None, manner: Callable[[], Manner]) -> None:
    """Label the signature at ``index``, a second line of it, and the statement before it; without a rule a person has
    said that it is one.
    """
    ending = Ending(draft, index - 1, manner)
    begins, start, group = first(STARTS, ending), ending.start, draft.new_group()
    sure = signature.certainty if signature else 1.0
    for member in range(start, index):
        if begins:
            draft.set(member, begins.label(min(begins.certainty, sure), group=group))
    draft.set(index, signature.label(group=group) if signature else replace(draft.labels[index], group=group))
    office = first(OFFICES, Line(draft, index + 1))
    if office:
        draft.set(index + 1, office.label(group=group))
