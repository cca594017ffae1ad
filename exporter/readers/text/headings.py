"""Headlines and subheads in plain text: bare lines that head what comes after them.

A headline has no full stop, stands alone between blank lines, and has running text below it. In text where only
headlines have a blank line before them, that line is nearly proof; elsewhere the words must speak.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from exporter.readers.text.blocks import head_of_block, is_paragraph
from exporter.readers.text.captions import caption_certainty
from exporter.readers.text.desk import is_sign_off, stands_under_a_name
from exporter.readers.text.labels import Draft, Label
from exporter.readers.text.lexicon import says, words
from exporter.readers.text.lines import Layout
from exporter.readers.text.lists import is_numbered_subhead, item_marker
from exporter.readers.text.masthead import is_byline, is_date
from exporter.readers.text.quote_marks import is_wholly_quoted, opening_mark
from exporter.readers.text.quotes import DASH
from exporter.readers.text.words import SENTENCE_INSIDE, count_words, ends_sentence, is_bare, title_share

MAX_WORDS = 22
MOST_COMMAS = 4
"""A line with so many commas counts things up; no headline does."""
_CLOCK = re.compile(r"^\D{0,12}\d{1,2}[:.h]\d{2}\b")
# "Present: A. Obi (Chair), T. Reeve", "Voting: For 4, Against 1, Abstentions 0", a line to sign on, a day and its hour.
_RECORDS = re.compile(
    r"^(?:[\w’'-]+ ?){1,3}: (?:.*\(.*\)|.*,.*,.*,|(?=.*\d).*,.*,)|[.…_]{4}|\b\d{1,2} [^\W\d_]+ \d{4}\b.*\d[.:h]\d{2}"
)


def _is_told(text: str) -> bool:
    """Whether ``text`` has a verb or a pronoun that headlines leave out and sentences need."""
    return words("sentence").search(text) is not None or says("sentence-start", text)


# A command, a path, a hash, an address, the length of a film, a speaker's letter, a byline, a date at the end.
_NO_WORDS = re.compile(
    r"^[$>@<#→←↑↓►▶»①-⑳] ?\S|^//|[{};]$|\(\)|\w:\d\d|\d:\d\d\d|[0-9a-f]{24}|^[A-Z]\d?[:.] |^\W*(?:https?:|www\.)|"
    r", \d{4}年\d+月\d+日$|©",
)
_LETTERED = re.compile(r"([A-Z])\d?[:.] ")  # "Q: ...", "A: ..."
_BRAND = re.compile(r"[a-z]{1,3}[A-Z]")  # eSports, iPhone


def mark_title(draft: Draft) -> None:
    """The first line is the headline: text is copied from the headline down."""
    if any(label.kind == "title" for label in draft.labels):
        return
    for index in range(min(6, len(draft.pieces))):
        if draft.kind(index) == "heading":
            draft.set(index, replace(draft.labels[index], kind="title"))
            return
        if draft.undecided(index):
            text = draft.text(index)
            if (
                count_words(text) <= 40
                and not DASH.match(text)
                and not (ends_sentence(text) and count_words(text) > 25)
            ):
                draft.set(index, Label("title", 0.95, "the first line of the text"))
            return


def mark_headings_and_captions(draft: Draft) -> None:
    """Label bare lines: captions by their credit or by what they show, headings by place and form."""
    captions = [caption_certainty(piece.text) if draft.undecided(i) else 0.0 for i, piece in enumerate(draft.pieces)]
    habits = habits_of(draft)
    for index in range(len(draft.pieces)):
        if not draft.undecided(index):
            continue
        heading = heading_certainty(draft, index, habits)
        caption = captions[index]
        # What says plainly that it was under a picture gives way to nothing but a headline's own gap.
        if heading >= 0.5 and (heading >= 0.85 + 0.05 * (not _in_series(draft, index, habits)) or caption < 0.6):
            draft.set(
                index, Label("heading", heading, "a line without a full stop that stands alone before running text")
            )
        elif caption >= 0.5:
            draft.set(index, Label("caption", caption, "says what a picture shows, or who took it"))
    _mark_lines_in_text(draft)


MOST_LOOSE = 3
"""More lines of that kind are not captions: an article with so many has minor subheads or items there."""


def _mark_lines_in_text(draft: Draft) -> None:
    loose = [index for index in range(len(draft.pieces)) if draft.undecided(index) and _stands_in_text(draft, index)]
    reason = "no sentence, among running text, where headlines have a blank line before them"
    for index in loose if len(loose) <= MOST_LOOSE else ():
        draft.set(index, Label("caption", 0.55, reason))


def _stands_in_text(draft: Draft, index: int) -> bool:
    """Whether a line that is not a sentence stands between paragraphs of a text whose headlines have a blank line
    before.

    There it cannot be a headline; what else content systems put there as a line is the caption of a picture.
    """
    text = draft.text(index)
    if draft.layout is not Layout.dense or not draft.glued(index) or not 3 <= count_words(text) <= 14:
        return False
    if item_marker(text) or not is_bare(text) or opening_mark(text) or DASH.match(text) or text[0] in "([（［【":
        return False
    if is_sign_off(text) or is_date(text):
        return False
    after = index + 1
    runs_on = draft.glued(after) and draft.kind(after) in ("", "furniture", "quote", "caption", "attribution")
    return _is_running(draft, index - 1) and (runs_on or after == len(draft.pieces) or draft.pieces[after].blanks > 0)


def _is_running(draft: Draft, index: int) -> bool:
    kind, text = draft.kind(index), draft.text(index)
    return kind in ("furniture", "attribution", "caption") or (
        kind in ("", "paragraph", "standfirst") and ends_sentence(text) and count_words(text) > 12
    )


@dataclass(frozen=True, slots=True)
class Habits:
    """How this text sets its headlines: the least gap between blocks, how many blocks begin with a head right over
    their text, and how many short lines that end with a colon stand alone.
    """

    gap: int = 1
    heads: int = 0
    labels: int = 0
    exclaims: int = 0
    questions: int = 0
    repeated: frozenset[str] = frozenset()
    asker: str = ""


SERIES = 3
"""So many blocks of one form in a text are its habit."""


def habits_of(draft: Draft) -> Habits:
    """The habits of ``draft``."""
    gaps = [piece.blanks for piece in draft.pieces[1:] if piece.blanks]
    spaced = draft.layout is Layout.spaced
    heads = sum(1 for at in range(1, len(draft.pieces)) if spaced and head_of_block(draft, at))
    labels = sum(1 for at in range(1, len(draft.pieces)) if draft.undecided(at) and _is_label(draft, at))
    alone = [piece.text for at, piece in enumerate(draft.pieces) if draft.undecided(at) and not draft.glued(at)]
    short = Counter(text for text in alone if len(text) <= 200)
    exclaims = sum(1 for text in short if text.endswith("!") and count_words(text) <= 14)
    questions = sum(1 for text in alone if text.rstrip("”\"’'»").endswith("?") and count_words(text) <= 40)
    repeated = frozenset(text for text, times in short.items() if times > 1 and count_words(text) <= 3)
    asker = next((match[1] for text in alone if (match := _LETTERED.match(text))), "")
    return Habits(min(gaps, default=1), heads, labels, exclaims, questions, repeated, asker)


def _asks(draft: Draft, index: int, habits: Habits) -> float:
    """How surely piece ``index`` is a question of an interview, which heads its answer."""
    text = draft.text(index)
    if draft.glued(index) or draft.glued(index + 1) or count_words(text) > 40 or not _heads_text(draft, index):
        return 0.0
    letter, answer = _LETTERED.match(text), _LETTERED.match(draft.text(index + 1))
    if letter and answer and letter[1] == habits.asker != answer[1]:
        return (
            0.75 if text.endswith("?") else 0.7 if not ends_sentence(text) and count_words(text) <= MAX_WORDS else 0.0
        )
    interview = habits.questions >= SERIES and text.rstrip().endswith("?") and not opening_mark(text) and not letter
    return 0.7 if interview and not text[0].islower() and SENTENCE_INSIDE.search(text) else 0.0


def _in_series(draft: Draft, index: int, habits: Habits) -> bool:
    return habits.heads >= SERIES and draft.layout is Layout.spaced and head_of_block(draft, index) > 0


def _is_label(draft: Draft, index: int) -> bool:
    """Whether piece ``index`` is a few words and a colon, alone: a head, unless it announces what somebody says."""
    text = draft.text(index)
    if text[-1:] not in ":：" or not 1 < count_words(text) <= 12 or draft.glued(index) or draft.glued(index + 1):
        return False
    label = text[:-1].rstrip()
    return not (words("announces").search(label) or _is_told(label) or label[:1].islower() or "," in label)


def _label(draft: Draft, index: int, habits: Habits) -> float:
    """How surely a few words and a colon are a headline: where the words are a title's, or others are like it."""
    if not _is_label(draft, index) or not _heads_text(draft, index) or opening_mark(draft.text(index + 1)):
        return 0.0
    text = draft.text(index)[:-1].rstrip()
    return 0.75 if title_share(text) > 0.6 and count_words(text) > 2 else 0.6 if habits.labels >= 2 else 0.0


def heading_certainty(draft: Draft, index: int, habits: Habits) -> float:
    """How surely piece ``index`` is a headline, from 0 to 1."""
    text = draft.text(index)
    words = count_words(text)
    if text[-1] in ":：" and not says("promotion", text):
        return _label(draft, index, habits)
    asks = _asks(draft, index, habits)
    if asks or text in habits.repeated or (text[-1] == "!" and habits.exclaims > SERIES):
        return asks
    if words > MAX_WORDS or len(text) > 200 or not _has_letters(text) or DASH.match(text) or text[-1] in ",;–—-":
        return 0.0
    if (
        text[0] in "([（［【"
        or is_sign_off(text)
        or says("promotion", text)
        or (SENTENCE_INSIDE.search(text) and not (words <= 6 and text[-1] == "!"))
        or is_date(text)
        or _NO_WORDS.search(text)
        or is_byline(text)
        or says("notice", text)
        or _CLOCK.search(text)
        or text.count(",") >= MOST_COMMAS
        or _RECORDS.search(text)
    ):
        return 0.0
    form = headline_form(text, words)
    if draft.glued(index + 1) and _is_one_of_many(draft, index + 1):
        return _over_text(draft, index, form, habits) if draft.layout is not Layout.dense else 0.0
    if draft.layout is Layout.dense:
        return _dense(draft, index, form)
    if (index and draft.glued(index)) or (draft.glued(index + 1) and draft.layout is Layout.spaced):
        return _over_text(draft, index, form, habits)
    if is_numbered_subhead(draft, index) and _heads_text(draft, index):
        return 0.8
    if form <= 0 or not _heads_text(draft, index):
        return 0.0
    if draft.pieces[index].blanks > habits.gap and form > 0.2:
        return 0.95
    return form


def _over_text(draft: Draft, index: int, form: float, habits: Habits) -> float:
    """How surely piece ``index`` heads text without a blank line between them, as in newsletters."""
    first = index - 1 if draft.glued(index) else index
    heads = head_of_block(draft, first) if draft.pieces[first].blanks else 0
    if index >= first + heads or (form <= 0 and habits.heads < SERIES):
        return 0.0
    if habits.heads >= SERIES:
        return 0.85
    return 0.75 if is_paragraph(draft.text(first + heads)) else 0.6


def _is_one_of_many(draft: Draft, index: int) -> bool:
    """Whether piece ``index``, right under a line, is short itself with another right under it, or tells of a name.

    Such lines are an embedded post, an address, a reporter and a place; the first of them heads nothing.
    """
    text = draft.text(index)
    if stands_under_a_name(text):
        return True
    return draft.layout is not Layout.dense and draft.glued(index + 1) and is_bare(text) and count_words(text) <= 6


def _dense(draft: Draft, index: int, form: float) -> float:
    if not draft.pieces[index].blanks:
        return 0.75 if form > 0 and draft.glued(index) and head_of_block(draft, index - 1) == 2 else 0.0
    if is_numbered_subhead(draft, index):
        return 0.85
    return 0.95 if form > 0 else 0.6 if form > -0.5 else 0.0


def headline_form(text: str, words: int) -> float:  # noqa: C901  (steps in order)
    """What the words alone say: 0.9 for what can only be a headline, below 0 for a sentence."""
    if ends_sentence(text):
        if text.rstrip("”\"’'»")[-1:] == "?" and words <= (20 if ":" in text else 16) and not opening_mark(text):
            return 0.6 if says("asks", text) or words <= 6 or title_share(text) > 0.6 else 0.5
        if opening_mark(text) in ("‘", "'") and title_share(text) > 0.6 and not is_wholly_quoted(text):
            return 0.7
        if opening_mark(text) and words <= 12 and not text.rstrip("”\"’'»").endswith("."):
            return 0.3
        if (text.endswith("!") and words <= 12) and not opening_mark(text) and not _is_told(text):
            return 0.6
        if text.endswith(("…", "...")) and words <= 8 and not opening_mark(text):
            return 0.55
        if re.search(r"\b[A-Z]\.[A-Z]\.$", text):
            return 0.4
        return -1.0
    if text[0].islower() and not _BRAND.match(text):
        return 0.5 if 2 < words <= 8 and is_bare(text) and not _is_told(text) else 0.0
    if is_wholly_quoted(text) and 3 <= words <= 9 and not ends_sentence(text[1:-1]) and text[-2:-1] not in ",;:":
        return 0.7
    if is_wholly_quoted(text) and opening_mark(text) not in "‘'":
        return 0.3
    if not is_bare(text):
        return -1.0
    if title_share(text) > 0.6 or words <= 6:
        return 0.85
    return 0.7 if not _is_told(text) else 0.55 if words <= 10 else 0.45


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _heads_text(draft: Draft, index: int) -> bool:
    """Whether something follows that a headline can head."""
    for other in range(index + 1, min(len(draft.pieces), index + 4)):
        kind = draft.kind(other)
        if kind == "furniture" or kind == "caption":
            continue
        return kind != "attribution"
    return False
