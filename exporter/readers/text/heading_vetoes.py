"""What a line is that may be a headline, and what no headline is: evidence and vetoes, a row for each.

Apart from ``heading_rules``, which has what makes a line a headline, because these hold wherever the line stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from exporter.readers.text.blocks import head_of_block
from exporter.readers.text.heading_habits import (
    COLONS,
    SERIES,
    Habits,
    is_name_and_place,
    signs_letter,
)
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import lexicon, says
from exporter.readers.text.lines import Layout
from exporter.readers.text.lists import is_numbered_subhead, item_number
from exporter.readers.text.masthead import is_byline, is_date
from exporter.readers.text.rule import Rule, worked_out
from exporter.readers.text.sign_offs import is_sign_off, stands_under_a_name
from exporter.readers.text.signatures import DASH
from exporter.readers.text.words import SENTENCE_INSIDE, asked, count_words, ends_sentence, is_bare, name_pattern

MAX_WORDS = 22
MOST_COMMAS = 4
"""A line with so many commas counts things up; no headline does."""
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
    r", \d{4}年\d+月\d+日$|: ?[+(]?\d[\d ()/-]{6,}$|©|https?://|\bwww\.\w|\w@\w+\.\w",
)
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
        return asked(self.draft.text(self.index))

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


def _precedes_number(line: Evidence) -> bool:
    """Whether the next of a series of numbered subheads follows: what parts such a series is under a picture."""
    below = line.index + 1
    if item_number(line.text) >= 0 or not line.draft.undecided(below) or item_number(line.draft.text(below)) < 2:
        return False
    return is_numbered_subhead(line.draft, below) and not line.draft.adjacent(below)


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
