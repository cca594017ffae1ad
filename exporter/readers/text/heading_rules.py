"""What makes a line a headline, and what forbids it: one row per rule, each a pure test of a line and its neighbours.

``FIRST`` and ``VETOES`` come first, then ``PLACES`` in order; where none of these decides, the first of ``FORMS`` that
fits does. The order of the rows is the order of decisions. What decides between headline and caption is in
``headings``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from exporter.readers.text.blocks import head_of_block, is_paragraph
from exporter.readers.text.heading_habits import (
    COLONS,
    LETTERED,
    SERIES,
    Habits,
    is_label,
    is_name_and_place,
    is_told,
    signs_letter,
    stands_over_list,
)
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import lexicon, says, words
from exporter.readers.text.lexicon.phrase import is_unspaced
from exporter.readers.text.lines import Layout
from exporter.readers.text.lists import is_numbered_subhead, item_number
from exporter.readers.text.masthead import is_byline, is_date
from exporter.readers.text.quote_marks import is_wholly_quoted, opening_mark
from exporter.readers.text.rule import Rule, first, worked_out
from exporter.readers.text.sign_offs import is_sign_off, stands_under_a_name
from exporter.readers.text.signatures import DASH
from exporter.readers.text.words import SENTENCE_INSIDE, count_words, ends_sentence, is_bare, name_pattern, title_share

MAX_WORDS = 22
MOST_COMMAS = 4
"""A line with so many commas counts things up; no headline does."""
FEW = 6
"""No more words stand over a letter as its question."""
RUN = 3
"""So many bare lines in a row are as often a list of things or links as headlines over headlines."""
_CLOCK = re.compile(r"^\D{0,12}\d{1,2}[:.h]\d{2}\b")
# "Present: A. Obi (Chair), T. Reeve", "Voting: For 4, Against 1, Abstentions 0", a line to sign on, a day and its hour.
_RECORDS = re.compile(
    r"^(?:[\w’'-]+ ?){1,3}: (?:.*\(.*\)|.*,.*,.*,|(?=.*\d).*,.*,)|[.…_]{4}|\b\d{1,2} [^\W\d_]+ \d{4}\b.*\d[.:h]\d{2}"
)
# A command, a path, a hash, an address, the length of a film, a speaker's letter, a date at the end, a right.
_NO_WORDS = re.compile(
    r"^[$>@<#→←↑↓►▶»①-⑳] ?\S|^//|[{};]$|\(\)|\w:\d\d|\d:\d\d\d|[0-9a-f]{24}|^[A-Z]\d?[:.] |^\W*(?:https?:|www\.)|"
    r", \d{4}年\d+月\d+日$|©|https?://|\bwww\.\w|\w@\w+\.\w",
)
_BRAND = re.compile(r"[a-z]{1,3}[A-Z]")  # eSports, iPhone
_PARTS = re.compile(r"\w+ .*, |^\w+: |[，；：、]")
"""What parts a sentence, or a speaker from what is said; a headline's question may begin with "So, "."""
_BRACKETED_LABEL = re.compile(r"(?:\[[^\]\d]{2,12}\]|【[^】]{1,12}】) ?[^\W\d_]")
"""A label in brackets before a headline ("[Update] ...", "【速報】...")."""
_FOOTNOTE = re.compile(r"[*†‡※][*†‡※\d]{0,2}[^\W\d_]")  # "*Name changed", under the article


@dataclass(frozen=True)
class Evidence:
    """A line, its place in the text, and the habits of the text."""

    draft: Draft
    index: int
    habits: Habits

    @worked_out
    def text(self) -> str:
        """The line."""
        return self.draft.text(self.index)

    @worked_out
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.text)

    @worked_out
    def heads_text(self) -> bool:
        """Whether something follows that a headline can head."""
        for other in range(self.index + 1, min(len(self.draft.pieces), self.index + 4)):
            kind = self.draft.kind(other)
            if kind not in ("furniture", "caption") and not _FOOTNOTE.match(self.draft.text(other)):
                return kind != "attribution"
        return False

    @worked_out
    def above_running(self) -> bool:
        """Whether running text comes next."""
        return self.above_sentence and count_words(self.draft.text(self.index + 1)) > 12

    @worked_out
    def above_sentence(self) -> bool:
        """Whether a sentence of the text comes next."""
        after = self.index + 1
        text = self.draft.text(after) if after < len(self.draft.pieces) else ""
        return self.draft.kind(after) in ("", "paragraph") and ends_sentence(text) and count_words(text) > 5

    @worked_out
    def in_run(self) -> bool:
        """Whether three or more bare lines follow each other, each alone, and this is one of them but the last."""
        if self.dense or not self._is_like(self.index + 1):
            return False
        first = self.index
        while first > 0 and self.index - first < RUN and self._is_like(first - 1):
            first -= 1
        last = self.index + 1
        while last - first < RUN and self._is_like(last + 1):
            last += 1
        return last - first >= RUN - 1

    def _is_like(self, at: int) -> bool:
        """Whether piece ``at`` is a bare line that stands alone and that nothing else claims."""
        if not (self.draft.undecided(at) or self.draft.kind(at) == "heading") or self.draft.adjacent(at + 1):
            return False
        text = self.draft.text(at)
        return not self.draft.adjacent(at) and is_bare(text) and count_words(text) <= MAX_WORDS

    @worked_out
    def alone(self) -> bool:
        """Whether blank lines stand above and below it."""
        return not (self.draft.adjacent(self.index) or self.draft.adjacent(self.index + 1))

    @worked_out
    def dense(self) -> bool:
        """Whether only headlines have a blank line before them in this text."""
        return self.draft.layout is Layout.dense

    @worked_out
    def own_gap(self) -> bool:
        """Whether only headlines have a blank line before them in this text, and this line has one."""
        return self.dense and self.draft.pieces[self.index].blanks > 0 and not self.one_of_many

    @worked_out
    def glued_below(self) -> bool:
        """Whether the line right below it does not belong to the same running text."""
        return self.draft.adjacent(self.index + 1) and self.draft.layout is Layout.spaced

    @worked_out
    def one_of_many(self) -> bool:
        """Whether it is the first of short lines under each other: an address, a reporter and a place, a post."""
        below = self.index + 1
        if not self.draft.adjacent(below):
            return False
        text = self.draft.text(below)
        if stands_under_a_name(text):
            return True
        more = self.draft.adjacent(below + 1)
        few = count_words(text) <= (6 if more else 8)
        return not self.dense and (more or self.draft.layout is Layout.wrapped) and is_bare(text) and few

    @worked_out
    def form(self) -> Rule[Evidence]:
        """What the words alone say."""
        return next(rule for rule in FORMS if rule.test(self))

    @worked_out
    def heads_of_block(self) -> int:
        """How many lines of its block head the text right under them, where it is one of these; else 0."""
        first = self.index - 1 if self.draft.adjacent(self.index) else self.index
        heads = head_of_block(self.draft, first) if self.draft.pieces[first].blanks else 0
        return heads if self.index < first + heads else 0

    @worked_out
    def block_text(self) -> str:
        """The text that the heads of its block stand over."""
        first = self.index - 1 if self.draft.adjacent(self.index) else self.index
        return self.draft.text(first + self.heads_of_block)


def _row(
    name: str, certainty: float, reason: str, test: Callable[[Evidence], object], *, clear: bool = False
) -> Rule[Evidence]:
    return Rule("heading", name, certainty, reason, test, clear=clear)


def words_begin(kind: str, text: str) -> bool:
    """Whether ``text`` begins with words of ``kind``."""
    return lexicon().find(kind, text) is not None


def _labels(line: Evidence) -> bool:
    quoted = opening_mark(line.draft.text(line.index + 1)) if line.heads_text else "."
    return line.heads_text and not quoted and is_label(line.draft, line.index)


def _is_title_label(line: Evidence) -> bool:
    label = line.text[:-1].rstrip()
    return _labels(line) and title_share(label) > 0.6 and count_words(label) > 2


def _asked_by_letter(line: Evidence) -> bool:
    letter = LETTERED.match(line.text)
    if letter is None or not line.heads_text or not line.alone or line.words > 40:
        return False
    answer = LETTERED.match(line.draft.text(line.index + 1))
    if answer is None or not letter[1] == line.habits.asker != answer[1]:
        return False
    return line.text.endswith("?") or (not ends_sentence(line.text) and line.words <= MAX_WORDS)


def _asked_in_interview(line: Evidence) -> bool:
    asked = line.habits.questions >= SERIES and line.text.rstrip().endswith("?") and line.words <= 40
    plain = not opening_mark(line.text) and not LETTERED.match(line.text) and not line.text[0].islower()
    return asked and plain and line.alone and line.heads_text and SENTENCE_INSIDE.search(line.text) is not None


def _precedes_number(line: Evidence) -> bool:
    """Whether the next of a series of numbered subheads follows: what parts such a series is under a picture."""
    below = line.index + 1
    if item_number(line.text) >= 0 or not line.draft.undecided(below) or item_number(line.draft.text(below)) < 2:
        return False
    return is_numbered_subhead(line.draft, below) and not line.draft.adjacent(below)


FIRST: tuple[Rule[Evidence], ...] = (
    _row("titled-label", 0.75, "a title with a colon, alone above text", _is_title_label),
    _row("labels-in-series", 0.6, "a few words and a colon, alone, as others in this text",
         lambda line: line.habits.labels >= 2 and _labels(line)),
    _row("asked-by-letter", 0.75, "a question with the letter of who asks, above an answer", _asked_by_letter),
    _row("asked-in-interview", 0.6, "one of several questions of an interview", _asked_in_interview),
)  # fmt: skip
"""What is a headline whatever else may forbid it."""


def _names_a_maker(line: Evidence) -> bool:
    """Whether the line is a name that byline or sign-off have too, and the text below it begins with that name."""
    named = line.text in line.habits.makers and name_pattern().fullmatch(line.text) is not None
    return named and line.draft.text(line.index + 1).startswith(f"{line.text} ") if line.heads_text else False


def _signs_letter(line: Evidence) -> bool:
    if line.habits.letters < 2:
        return False
    under_name = line.words <= 3 and line.index > 2 and signs_letter(line.draft, line.index - 1)
    return signs_letter(line.draft, line.index) or (under_name and ("," in line.text or not line.above_sentence))


_DATED = re.compile(r"(.{6,40}?) [-–—|·] (.+?)(?: \([^()]+\))?$")
_ISSUE = re.compile(r"[^:]{2,40} \d{1,3}/\d{2,4}: ")  # "Harbour News 51/26: ...", what a letter answers


def _is_dated_name(line: Evidence) -> bool:
    dated = _DATED.match(line.text)
    return dated is not None and is_date(dated[1]) and name_pattern().fullmatch(dated[2]) is not None


VETOES: tuple[Rule[Evidence], ...] = (
    _row("ends-with-colon", 0.0, "a colon announces what follows", lambda line: line.text[-1] in COLONS),
    _row("recurs", 0.0, "a few words that stand in the text twice", lambda line: line.text in line.habits.repeated),
    _row("exclaims-often", 0.0, "the text exclaims often",
         lambda line: line.text[-1] == "!" and line.habits.exclaims > SERIES),
    _row("too-long", 0.0, "longer than a headline", lambda line: line.words > MAX_WORDS or len(line.text) > 200),
    _row("no-letters", 0.0, "has no letters", lambda line: not any(char.isalpha() for char in line.text)),
    _row("begins-with-dash", 0.0, "begins with a dash", lambda line: DASH.match(line.text) is not None),
    _row("goes-on", 0.0, "ends with a comma or a dash", lambda line: line.text[-1] in ",;–—-"),
    _row("goes-on-from-above", 0.0, "begins with dots, as what goes on",
         lambda line: line.text.startswith(("...", "…"))),
    _row("in-brackets", 0.0, "begins with a bracket",
         lambda line: line.text[0] in "([（［【" and not _BRACKETED_LABEL.match(line.text)),
    _row("above-next-number", 0.0, "stands before the next numbered subhead, with no text between", _precedes_number),
    _row("sign-off", 0.0, "says who made the article", lambda line: is_sign_off(line.text)),
    _row("promotion", 0.0, "points to another story", lambda line: says("promotion", line.text)),
    _row("sentence-inside", 0.0, "has a sentence in it",
         lambda line: SENTENCE_INSIDE.search(line.text) is not None and not (line.words <= 6 and line.text[-1] == "!")),
    _row("date", 0.0, "is a date", lambda line: is_date(line.text)),
    _row("no-words", 0.0, "a command, an address, a length, a right",
         lambda line: _NO_WORDS.search(line.text) is not None),
    _row("byline", 0.0, "says who wrote", lambda line: is_byline(line.text)),
    _row("notice", 0.0, "speaks as a page does", lambda line: says("notice", line.text)),
    _row("clock", 0.0, "tells a time", lambda line: _CLOCK.search(line.text) is not None),
    _row("two-statements", 0.0, "has two statements in it", lambda line: "; " in line.text or "；" in line.text),
    _row("counts-up", 0.0, "counts things up", lambda line: line.text.count(",") >= MOST_COMMAS),
    _row("writers-of-letters", 0.0, "a name and a place, as others in this text",
         lambda line: line.habits.signed >= 2 and is_name_and_place(line.text)),
    _row("source", 0.0, "says where something is from", lambda line: words_begin("source-credit", line.text)),
    _row("above-figures", 0.0, "stands right above figures",
         lambda line: line.draft.adjacent(line.index + 1)
         and not any(char.isalpha() for char in line.draft.text(line.index + 1))),
    _row("about-an-author", 0.0, "the name of somebody who made the article, above who that is", _names_a_maker),
    _row("writer-of-a-letter", 0.0, "the writer of the letter above, or where that person lives", _signs_letter),
    _row("dated-name", 0.0, "a date, and who wrote then", _is_dated_name),
    _row("refers-to-article", 0.0, "says what a letter is about",
         lambda line: says("reference", line.text.lstrip("■▪• "))
         or (line.habits.letters >= 0 and _ISSUE.match(line.text))),
    _row("salutation", 0.0, "speaks to readers, as a letter begins",
         lambda line: line.words <= 8 and says("salutation", line.text.lstrip("¡")) and line.text[-1] in "!,"),
    _row("record", 0.0, "a record of who was there", lambda line: _RECORDS.search(line.text) is not None),
)  # fmt: skip
"""What no headline is."""

PLACES: tuple[Rule[Evidence], ...] = (
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
)  # fmt: skip
"""Where headlines stand, surest first. Where none of these decides, the words of the line do."""


def _asks(line: Evidence) -> bool:
    mark = line.text.rstrip("”\"’'»")[-1:] in ("?", "？", "؟")
    return mark and line.words <= (20 if ":" in line.text else 16) and not opening_mark(line.text)


def _exclaims(line: Evidence) -> bool:
    plain = not opening_mark(line.text) and not is_told(line.text) and not words("addressed").search(line.text)
    return line.text[-1] in "!！" and line.words <= 12 and plain


def _quotes(line: Evidence) -> bool:
    whole = is_wholly_quoted(line.text) and 3 <= line.words <= 9
    return whole and not ends_sentence(line.text[1:-1]) and line.text[-2:-1] not in ",;:"


FORMS: tuple[Rule[Evidence], ...] = (
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


def heading_rule(line: Evidence) -> Rule[Evidence]:
    """The rule that decides whether ``line`` is a headline, and how surely: a certainty of 0 or less says no."""
    return first((*FIRST, *VETOES, *PLACES), line) or line.form


def headline_form(text: str) -> float:
    """How surely the words of ``text`` alone are a headline's, from 0.9 to below 0 for a sentence."""
    line = Evidence(_NOWHERE, 0, Habits())
    line.__dict__["text"] = text
    return line.form.certainty


_NOWHERE = Draft((), Layout.spaced)
