"""Headlines and subheads in plain text: bare lines that head what comes after them.

A headline has no full stop, stands alone between blank lines, and has running text below it. In text where only
headlines have a blank line before them, that line is nearly proof; elsewhere the words must speak.
"""

from __future__ import annotations

import re
from dataclasses import replace

from exporter.readers.text.captions import caption_certainty
from exporter.readers.text.desk import is_sign_off, stands_under_a_name
from exporter.readers.text.labels import Draft, Label
from exporter.readers.text.lines import Layout
from exporter.readers.text.lists import is_numbered_subhead, item_marker
from exporter.readers.text.masthead import is_date
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
_ASKS = re.compile(
    r"^(?:how|why|what|where|when|who|which|is|are|can|should|will|do|does|comment|pourquoi|cómo|por qué|como|warum|"
    r"wie)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:said|says he|says she|told|would|was|were|has been|have been|had|am|i’m|i'm|i)\b|^(?:he|she|they|we|it|i|"
    r"you|this|there|these|those)\b",
    re.IGNORECASE,
)


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
    usual = _usual_gap(draft)
    for index in range(len(draft.pieces)):
        if not draft.undecided(index):
            continue
        heading = heading_certainty(draft, index, usual)
        caption = captions[index]
        # What says plainly that it was under a picture gives way to nothing but a headline's own gap.
        if heading >= 0.5 and (heading >= 0.9 or caption < 0.6):
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
    if item_marker(text) or not is_bare(text) or DASH.match(text) or text[0] in "([（［【":
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


def _usual_gap(draft: Draft) -> int:
    gaps = [piece.blanks for piece in draft.pieces[1:] if piece.blanks]
    return min(gaps) if gaps else 1


def heading_certainty(draft: Draft, index: int, usual: int) -> float:
    """How surely piece ``index`` is a headline, from 0 to 1."""
    text = draft.text(index)
    words = count_words(text)
    if words > MAX_WORDS or len(text) > 200 or not _has_letters(text) or DASH.match(text) or text[-1] in ":,;":
        return 0.0
    if (
        text[0] in "([（［【"
        or is_sign_off(text)
        or SENTENCE_INSIDE.search(text)
        or is_date(text)
        or _CLOCK.search(text)
        or text.count(",") >= MOST_COMMAS
        or _RECORDS.search(text)
    ):
        return 0.0
    if draft.glued(index + 1) and _is_one_of_many(draft, index + 1):
        return 0.0
    form = headline_form(text, words)
    if draft.layout is Layout.dense:
        return _dense(draft, index, form)
    if (index and draft.glued(index)) or (draft.glued(index + 1) and draft.layout is Layout.spaced):
        return 0.0
    if is_numbered_subhead(draft, index) and _heads_text(draft, index):
        return 0.8
    if form <= 0 or not _heads_text(draft, index):
        return 0.0
    if draft.pieces[index].blanks > usual and form > 0.2:
        return 0.95
    return form


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
        return 0.0
    if is_numbered_subhead(draft, index):
        return 0.85
    return 0.95 if form > 0 else 0.6 if form > -0.5 else 0.0


def headline_form(text: str, words: int) -> float:
    """What the words alone say: 0.9 for what can only be a headline, below 0 for a sentence."""
    if ends_sentence(text):
        if text.rstrip("”\"’'»")[-1:] == "?" and words <= (20 if ":" in text else 16) and not opening_mark(text):
            return 0.6 if _ASKS.match(text) or words <= 6 or title_share(text) > 0.6 else 0.5
        if opening_mark(text) in ("‘", "'") and title_share(text) > 0.6 and not is_wholly_quoted(text):
            return 0.7
        if opening_mark(text) and words <= 12 and not text.rstrip("”\"’'»").endswith("."):
            return 0.3
        if (text.endswith("!") and words <= 4) or re.search(r"\b[A-Z]\.[A-Z]\.$", text):
            return 0.4
        return -1.0
    if text[0].islower():
        return 0.0
    if is_wholly_quoted(text) and opening_mark(text) not in "‘'":
        return 0.3
    if not is_bare(text):
        return -1.0
    if title_share(text) > 0.6 or words <= 6:
        return 0.85
    return 0.7 if not _SENTENCE.search(text) else 0.55 if words <= 10 else 0.45


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _heads_text(draft: Draft, index: int) -> bool:
    """Whether something follows that a headline can head."""
    for other in range(index + 1, min(len(draft.pieces), index + 4)):
        kind = draft.kind(other)
        if kind == "furniture" or kind == "caption":
            continue
        return kind not in ("attribution",)
    return False
