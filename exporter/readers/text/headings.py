"""Headlines and subheads in plain text: bare lines that head what comes after them.

A headline has no full stop, stands alone between blank lines, and has running text below it. In text where only
headlines have a blank line before them, that line is nearly proof; elsewhere the words must speak.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from exporter.readers.text.captions import caption_rule
from exporter.readers.text.heading_habits import habits_of, is_name_and_place
from exporter.readers.text.heading_rules import Headline, heading_rule
from exporter.readers.text.labels import Draft
from exporter.readers.text.lines import Layout
from exporter.readers.text.lists import item_marker
from exporter.readers.text.masthead import is_date
from exporter.readers.text.quote_marks import opening_mark
from exporter.readers.text.rule import Line, Rule, first
from exporter.readers.text.sign_offs import is_sign_off
from exporter.readers.text.signatures import DASH
from exporter.readers.text.words import count_words, ends_sentence, is_bare

CLEAR_CAPTION = 0.6
"""What says so plainly that it was under a picture gives way to nothing but a headline's own gap."""
CLEAR_HEADING = 0.9


def _may_be_title(line: Line) -> bool:
    text, words = line.text, count_words(line.text)
    return words <= 40 and not DASH.match(text) and not (ends_sentence(text) and words > 25)


TITLES: tuple[Rule[Line], ...] = (Rule("title", "first-line", 0.95, "the first line of the text", _may_be_title),)
"""What the first line is that nothing has claimed."""


def mark_title(draft: Draft) -> None:
    """The first line is the headline: text is copied from the headline down."""
    if any(label.kind == "title" for label in draft.labels):
        return
    for index in range(min(6, len(draft.pieces))):
        if draft.kind(index) == "heading":
            draft.set(index, replace(draft.labels[index], kind="title"))
            return
        if draft.undecided(index):
            rule = first(TITLES, Line(draft, index))
            if rule:
                draft.set(index, rule.label())
            return


def mark_headings_and_captions(draft: Draft) -> None:
    """Label bare lines: captions by their credit or by what they show, headings by place and form.

    The evidence for both is gathered first; here, and nowhere else, it is decided between them.
    """
    captions = [caption_rule(piece.text) if draft.undecided(i) else None for i, piece in enumerate(draft.pieces)]
    habits = habits_of(draft)
    for index, caption in enumerate(captions):
        if not draft.undecided(index):
            continue
        rule = heading_rule(Headline(draft, index, habits))
        clear = rule.clear or rule.certainty >= CLEAR_HEADING
        if rule.certainty >= 0.5 and (clear or caption is None or caption.certainty < CLEAR_CAPTION):
            draft.set(index, rule.label())
        elif caption:
            draft.set(index, caption.label())
    _mark_lines_in_text(draft)


@dataclass(frozen=True, slots=True)
class InText:
    """Evidence: a line, and how many lines of the text that are not sentences stand between its paragraphs."""

    draft: Draft
    index: int
    alike: int


MOST_LOOSE = 3
"""More lines of that kind are not captions: an article with so many has minor subheads or items there."""

LOOSE: tuple[Rule[InText], ...] = (
    Rule("caption", "line-in-text", 0.55,
         "not a sentence, among running text, where headlines have a blank line before them",
         lambda line: line.alike <= MOST_LOOSE and _stands_in_text(line.draft, line.index)),
)  # fmt: skip
"""What a line is that no rule for headlines or captions has taken."""


def _mark_lines_in_text(draft: Draft) -> None:
    loose = [index for index in range(len(draft.pieces)) if draft.undecided(index) and _stands_in_text(draft, index)]
    for index in loose if len(loose) <= MOST_LOOSE else ():
        rule = first(LOOSE, InText(draft, index, len(loose)))
        if rule:
            draft.set(index, rule.label())


def _stands_in_text(draft: Draft, index: int) -> bool:
    """Whether a line that is not a sentence stands between paragraphs of a text whose headlines have a blank line
    before.

    There it cannot be a headline; what else content systems put there as a line is the caption of a picture.
    """
    text = draft.text(index)
    if draft.layout is not Layout.dense or not draft.adjacent(index) or not 3 <= count_words(text) <= 14:
        return False
    if item_marker(text) or not is_bare(text) or opening_mark(text) or DASH.match(text) or text[0] in "([（［【":
        return False
    if is_sign_off(text) or is_name_and_place(text) or is_date(text) or "://" in text or "www." in text:
        return False
    after = index + 1
    runs_on = draft.adjacent(after) and draft.kind(after) in ("", "furniture", "quote", "caption", "attribution")
    return _is_running(draft, index - 1) and (runs_on or after == len(draft.pieces) or draft.pieces[after].blanks > 0)


def _is_running(draft: Draft, index: int) -> bool:
    kind, text = draft.kind(index), draft.text(index)
    return kind in ("furniture", "attribution", "caption") or (
        kind in ("", "paragraph", "standfirst") and ends_sentence(text) and count_words(text) > 12
    )
