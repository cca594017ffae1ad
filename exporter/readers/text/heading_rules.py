"""What makes a line a headline, and what forbids it: one row per rule, each a pure test of a line and its neighbours.

``FIRST`` and ``VETOES`` come first, then ``PLACES`` in order; where none of these decides, the first of ``FORMS`` that
fits does. The order of the rows is the order of decisions. What decides between headline and caption is in
``headings``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from exporter.readers.text.blocks import is_paragraph
from exporter.readers.text.heading_habits import (
    LETTERED,
    SERIES,
    Habits,
    is_label,
    is_told,
    stands_over_list,
)
from exporter.readers.text.heading_vetoes import MAX_WORDS, VETOES, Evidence
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import says, words
from exporter.readers.text.lexicon.phrase import is_unspaced
from exporter.readers.text.lines import Layout
from exporter.readers.text.lists import is_numbered_subhead
from exporter.readers.text.quote_marks import is_wholly_quoted, opening_mark
from exporter.readers.text.rule import Rule, first, worked_out
from exporter.readers.text.words import SENTENCE_INSIDE, count_words, ends_sentence, is_bare, title_share

FEW = 6
"""No more words stand over a letter as its question."""
_BRAND = re.compile(r"[a-z]{1,3}[A-Z]")  # eSports, iPhone
_PARTS = re.compile(r"\w+ .*, |^\w+: |[，；：、]")
"""What parts a sentence, or a speaker from what is said; a headline's question may begin with "So, "."""


@dataclass(frozen=True)
class Headline(Evidence):
    """A line with what its words alone say."""

    @worked_out
    def form(self) -> Rule[Headline]:
        """What the words alone say."""
        return next(rule for rule in FORMS if rule.test(self))


def _row(
    name: str, certainty: float, reason: str, test: Callable[[Headline], object], *, clear: bool = False
) -> Rule[Headline]:
    return Rule("heading", name, certainty, reason, test, clear=clear)


def _is_salutation(draft: Draft, index: int) -> bool:
    text = draft.text(index) if index < len(draft.pieces) else ""
    return count_words(text) <= 8 and text[-1:] in "!,:" and says("salutation", text.lstrip("¡"))


def _labels(line: Headline) -> bool:
    quoted = opening_mark(line.draft.text(line.index + 1)) if line.heads_text else "."
    return line.heads_text and not quoted and is_label(line.draft, line.index)


def _is_title_label(line: Headline) -> bool:
    label = line.text[:-1].rstrip()
    return _labels(line) and title_share(label) > 0.6 and count_words(label) > 2


def _asked_by_letter(line: Headline) -> bool:
    letter = LETTERED.match(line.text)
    if letter is None or not line.heads_text or not line.alone or line.words > 40:
        return False
    answer = LETTERED.match(line.draft.text(line.index + 1))
    if answer is None or not letter[1] == line.habits.asker != answer[1]:
        return False
    return line.text.endswith("?") or (not ends_sentence(line.text) and line.words <= MAX_WORDS)


def _asked_in_interview(line: Headline) -> bool:
    asked = line.habits.questions >= SERIES and line.text.rstrip().endswith("?") and line.words <= 40
    plain = not opening_mark(line.text) and not LETTERED.match(line.text) and not line.text[0].islower()
    return asked and plain and line.alone and line.heads_text and SENTENCE_INSIDE.search(line.text) is not None


FIRST: tuple[Rule[Headline], ...] = (
    _row("titled-label", 0.75, "a title with a colon, alone above text", _is_title_label),
    _row("labels-in-series", 0.6, "a few words and a colon, alone, as others in this text",
         lambda line: line.habits.labels >= 2 and _labels(line)),
    _row("asked-by-letter", 0.75, "a question with the letter of who asks, above an answer", _asked_by_letter),
    _row("asked-in-interview", 0.6, "one of several questions of an interview", _asked_in_interview),
)  # fmt: skip
"""What is a headline whatever else may forbid it."""


PLACES: tuple[Rule[Headline], ...] = (
    _row("in-newsletter", 0.85, "right above its text, as others in this text",
         lambda line: line.glued_below and line.habits.heads >= SERIES and line.heads_of_block > 0, clear=True),
    _row("numbered-after-gap", 0.85, "numbered, after a blank line of its own",
         lambda line: line.own_gap
         and is_numbered_subhead(line.draft, line.index)),
    _row("after-its-own-gap", 0.95, "only headlines have a blank line before them",
         lambda line: line.own_gap and line.form.certainty > 0),
    _row("sentence-after-gap", 0.6, "a sentence, but only headlines have a blank line before them",
         lambda line: line.own_gap and line.form.certainty > -0.5),
    _row("section-of-newsletter", 0.75, "above another headline and its text",
         lambda line: line.heads_of_block == 2 and line.form.certainty > 0),
    _row("above-long-text", 0.75, "right above its text, which is long",
         lambda line: line.glued_below and line.heads_of_block > 0 and line.form.certainty > 0
         and is_paragraph(line.block_text)),
    _row("above-short-text", 0.6, "right above its text",
         lambda line: line.glued_below and line.heads_of_block > 0 and line.form.certainty > 0),
    _row("over-lists", 0.8, "a few words over a list, as others in this text",
         lambda line: line.habits.listed >= SERIES and stands_over_list(line.draft, line.index), clear=True),
    _row("over-list", 0.7, "a few words right over a list, which they do not announce",
         lambda line: stands_over_list(line.draft, line.index) and line.form.certainty > 0.5),
    _row("in-gapless-text", 0.6, "a line without a full stop above running text, in a text without blank lines",
         lambda line: line.habits.gapless and line.above_sentence and line.form.certainty >= 0.7
         and ends_sentence(line.draft.text(line.index - 1))),
    _row("asked-over-letter", 0.6, "a few words that ask, above a letter, in a page of letters without blank lines",
         lambda line: line.habits.gapless and line.habits.letters >= 0 and line.words <= FEW and _asks(line)
         and line.heads_text and count_words(line.draft.text(line.index + 1)) > 12),
    _row("over-salutation", 0.6, "a few words right above how a letter begins",
         lambda line: line.words <= 8 and line.form.certainty >= 0.5 and _is_salutation(line.draft, line.index + 1)),
    _row("first-of-short-lines", 0.0, "the first of short lines under each other", lambda line: line.one_of_many),
    _row("not-alone", 0.0, "does not stand alone",
         lambda line: line.dense or (line.index > 0 and line.draft.adjacent(line.index)) or line.glued_below),
    _row("numbered", 0.8, "numbered, alone above text",
         lambda line: is_numbered_subhead(line.draft, line.index) and line.heads_text),
    _row("above-nothing", 0.0, "nothing follows that it could head", lambda line: not line.heads_text),
    _row("after-wider-gap", 0.95, "a line with a wider gap above it than others have",
         lambda line: line.draft.pieces[line.index].blanks > line.habits.gap and line.form.certainty > 0.2),
    _row("one-of-a-run", 0.55, "one of three or more such lines, with no text between them",
         lambda line: line.in_run and line.form.certainty > 0.5),
    _row("one-of-several-questions", 0.6, "a question that stands alone before text, as others in this text",
         lambda line: line.words <= 10 and line.form.certainty < 0.5 and line.alone and line.heads_text and _asks(line)
         and line.habits.questions >= SERIES and line.draft.text(line.index + 1)[-1:] not in "?？؟"),
)  # fmt: skip
"""Where headlines stand, surest first. Where none of these decides, the words of the line do."""


def _asks(line: Headline) -> bool:
    mark = line.text.rstrip("”\"’'»")[-1:] in ("?", "？", "؟")
    return mark and line.words <= (20 if ":" in line.text else 16) and not opening_mark(line.text)


def _exclaims(line: Headline) -> bool:
    plain = not opening_mark(line.text) and not is_told(line.text) and not words("addressed").search(line.text)
    return line.text[-1] in "!！" and line.words <= 12 and plain


def _quotes(line: Headline) -> bool:
    whole = is_wholly_quoted(line.text) and 3 <= line.words <= 9
    return whole and not ends_sentence(line.text[1:-1]) and line.text[-2:-1] not in ",;:"


FORMS: tuple[Rule[Headline], ...] = (
    _row("question", 0.6, "a question that stands alone before text",
         lambda line: _asks(line) and (says("asks", line.text) or line.words <= 6 or title_share(line.text) > 0.6)),
    _row("long-question", 0.5, "a longer question that stands alone before text",
         lambda line: _asks(line) and not _PARTS.search(line.text)),
    _row("title-after-quote", 0.7, "words in marks and a title, alone before text",
         lambda line: ends_sentence(line.text) and opening_mark(line.text) in ("‘", "'")
         and title_share(line.text) > 0.6 and not is_wholly_quoted(line.text)),
    _row("quoted-exclamation", 0.3, "words in marks that exclaim or ask",
         lambda line: ends_sentence(line.text) and bool(opening_mark(line.text)) and line.words <= 12
         and not line.text.rstrip("”\"’'»").endswith(".")),
    _row("exclamation", 0.5, "a few words that exclaim, alone before text", _exclaims),
    _row("trails-off", 0.55, "a few words that trail off, alone before text",
         lambda line: line.text.endswith(("…", "...")) and line.words <= 8 and not opening_mark(line.text)),
    _row("ends-with-initials", 0.4, "ends with initials",
         lambda line: re.search(r"\b[A-Z]\.[A-Z]\.$", line.text) is not None),
    _row("sentence", -1.0, "a sentence", lambda line: ends_sentence(line.text)),
    _row("small-letters", 0.5, "a few words in small letters, alone before text",
         lambda line: line.text[0].islower() and not _BRAND.match(line.text) and 2 < line.words <= 8
         and is_bare(line.text) and not is_told(line.text)),
    _row("begins-small", 0.0, "begins with a small letter",
         lambda line: line.text[0].islower() and not _BRAND.match(line.text)),
    _row("words-in-marks", 0.7, "a few words in marks, alone before text", _quotes),
    _row("long-words-in-marks", 0.3, "words in marks",
         lambda line: is_wholly_quoted(line.text) and opening_mark(line.text) not in "‘'"),
    _row("not-bare", -1.0, "goes on", lambda line: not is_bare(line.text)),
    _row("title-case", 0.85, "a title's capitals, without a full stop, alone before text",
         lambda line: title_share(line.text) > 0.6),
    _row("few-words", 0.85, "few words without a full stop, alone before text", lambda line: line.words <= 6),
    _row("no-verb", 0.7, "a line without a full stop or a verb of telling, alone above running text",
         lambda line: not is_told(line.text) and not is_unspaced(line.text) and line.above_running),
    _row("no-verb-above-others", 0.6, "a line without a full stop or a verb of telling, not above running text",
         lambda line: not is_told(line.text) and not is_unspaced(line.text)),
    _row("short-clause", 0.55, "a short line without a full stop, alone before text", lambda line: line.words <= 10),
    _row("clause", 0.45, "a line without a full stop", lambda line: True),
)  # fmt: skip
"""What the words of a line alone say, surest first."""


def heading_rule(line: Headline) -> Rule[Headline]:
    """The rule that decides whether ``line`` is a headline, and how surely: a certainty of 0 or less says no."""
    return first(FIRST, line) or first(VETOES, line) or first(PLACES, line) or line.form


def headline_form(text: str) -> float:
    """How surely the words of ``text`` alone are a headline's, from 0.9 to below 0 for a sentence."""
    line = Headline(_NOWHERE, 0, Habits())
    line.__dict__["text"] = text
    return line.form.certainty


_NOWHERE = Draft((), Layout.spaced)
