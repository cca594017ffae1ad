"""Where a statement begins that a signature below it names the speaker of: at its opening mark, after the line that
announces it, or as far back as the text sounds like one person speaking.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from exporter.readers.text.labels import Draft
from exporter.readers.text.quote_marks import closes_at_end, is_wholly_quoted, opening_mark, stays_open
from exporter.readers.text.rule import Rule, worked_out
from exporter.readers.text.spoken import Manner, voice
from exporter.readers.text.words import count_words, ends_sentence

REPORT = -1.2
"""A paragraph that speaks less than this is not part of a statement."""
REACH = 12
"""No statement runs to more paragraphs; it also keeps the search linear."""


@dataclass(frozen=True)
class Ending:
    """Evidence: piece ``last``, with which a signed statement ends, in an article of such a manner."""

    draft: Draft
    last: int
    manner: Callable[[], Manner]

    @worked_out
    def opened(self) -> int:
        """The piece whose mark opens what this piece opens itself, or -1."""
        text = self.draft.text(self.last)
        mark = opening_mark(text)
        own = mark and (is_wholly_quoted(text) or stays_open(text))
        return earlier_openings(self.draft, self.last, mark) if own else -1

    @worked_out
    def open_since(self) -> int:
        """The piece that opens the quotation in which this piece stands, without a mark of its own, or -1."""
        return -1 if opening_mark(self.draft.text(self.last)) else marked_start(self.draft, self.last - 1)

    @worked_out
    def announced(self) -> int:
        """The piece after a line that announces a statement, or -1."""
        return after_lead(self.draft, self.last)

    @property
    def start(self) -> int:
        """The first piece of the statement: by marks, else by what announces it, else by how it sounds."""
        for start in (self.opened, self.open_since):
            if start >= 0:
                return start
        return self.announced if self.announced >= 0 else spoken_start(self.draft, self.last, self.manner)


STARTS: tuple[Rule[Ending], ...] = (
    Rule("quote", "opened-by-mark", 0.95, "the statement that the line after it signs, in its marks",
         lambda end: end.opened >= 0),
    Rule("quote", "opened-above", 0.95, "the statement that the line after it signs, from the mark that opens it on",
         lambda end: end.open_since >= 0 and closes_at_end(end.draft.text(end.last))),
    Rule("quote", "opened-and-not-closed", 0.8,
         "the statement that the line after it signs, from a mark on that nothing closes",
         lambda end: end.open_since >= 0),
    Rule("quote", "announced", 0.85, "the statement that the line after it signs, after the line that announces it",
         lambda end: end.announced >= 0),
    Rule("quote", "before-signature", 0.6, 
         "the statement that the line after it signs, as far back as it sounds spoken",
         lambda end: True),
)  # fmt: skip
"""How it is known where a signed statement begins, surest first."""


def earlier_openings(draft: Draft, start: int, mark: str) -> int:
    """Books and papers repeat the opening mark on each paragraph and close only the last (Chicago 13.32)."""
    while start > 0 and draft.undecided(start - 1) and _opens_same(draft.text(start - 1), mark):
        start -= 1
    return start


def _opens_same(text: str, mark: str) -> bool:
    return opening_mark(text) == mark and stays_open(text)


def marked_start(draft: Draft, index: int) -> int:
    """The piece that opens the quotation which is still open after piece ``index``, or -1."""
    for at in range(index, max(-1, index - REACH), -1):
        if not draft.undecided(at):
            return -1
        text = draft.text(at)
        mark = opening_mark(text)
        if mark and stays_open(text):
            return earlier_openings(draft, at, mark)
        if mark or closes_at_end(text) or not _may_be_inside(text):
            return -1
    return -1


def _may_be_inside(text: str) -> bool:
    return ends_sentence(text) or count_words(text) > 12


def after_lead(draft: Draft, last: int) -> int:
    """The piece after a line that announces a statement ("In a statement, the council said:"), or -1."""
    for at in range(last, max(-1, last - 6), -1):
        if not draft.undecided(at) or opening_mark(draft.text(at)):
            return -1
        if draft.text(at).endswith((":", "：")):
            return at + 1 if at < last and count_words(draft.text(at)) <= 40 else -1
    return -1


def spoken_start(draft: Draft, last: int, manner: Callable[[], Manner]) -> int:
    """The paragraph from which on, down to ``last``, the text sounds most like one person speaking.

    What is nearest to the signature is certainly signed. A paragraph that is plainly a report ends the search.
    """
    start, total, best = last, 0.0, 0.0
    for at in range(last - 1, max(-1, last - REACH), -1):
        if not draft.undecided(at) or not _may_be_inside(draft.text(at)):
            break
        score = voice(draft.text(at), manner())
        if score < REPORT:
            break
        total += score
        if total > best:
            start, best = at, total
    return start
