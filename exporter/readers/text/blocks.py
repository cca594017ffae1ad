"""Blocks of lines in plain text, between blank lines: a head and its text right under it, or lines that are alike.

Newsletters and copied pages put a story's headline on the line above its text and blank lines between stories only. So
what a line end means is told by the block it stands in, not by the layout of the whole text.
"""

from __future__ import annotations

import re

from exporter.readers.text.labels import Draft
from exporter.readers.text.lines import Layout, cells
from exporter.readers.text.quote_marks import opening_mark
from exporter.readers.text.rule import Rule, Run, first
from exporter.readers.text.words import UPPER, count_words, ends_sentence, is_bare

PARAGRAPH = 150
"""A line as wide as this, in cells, is a paragraph wherever it stands: nobody lists what fills two lines."""
RUNNING = 60
"""A sentence as wide as this is text under its headline; a shorter one may be an item or an answer."""
HEAD_WORDS = 14
NEAR = 8
"""So many lines of a block are looked at, which keeps the reading linear."""

# "Q: ...", "SPIEGEL: ...", "Anna Ruiz: ...": who speaks, then a colon. Words of running text are not capitalised there.
SPEAKER = re.compile(rf"(?:[{UPPER}][\w’'.-]*)(?: [{UPPER}][\w’'.-]*){{0,3}}: \S")
# "Q. ...", "MAUD. ...": who speaks, in capitals, as plays and short interviews have it.
PART = re.compile(rf"[{UPPER}]{{1,20}}(?: [{UPPER}]{{2,20}})?\. \S")


def is_paragraph(text: str) -> bool:
    """Whether ``text`` is too long for an item without a mark."""
    return len(text) > PARAGRAPH or cells(text) > PARAGRAPH


def head_of_block(draft: Draft, index: int) -> int:
    """How many lines from piece ``index``, the first of its block, head the text right under them: 0, 1 or 2.

    A head is bare and shorter than the first line of text, which is a sentence; a second head may name the section.
    """
    if draft.adjacent(index) or not _may_head(draft, index):
        return 0
    for heads in (1, 2):
        text = index + heads
        if not draft.adjacent(text) or not draft.undecided(text):
            return 0
        if _is_running(draft.text(text)) and _is_wider(draft.text(text), draft.text(text - 1)):
            return heads if _is_text_to_end(draft, text) else 0
        if not _may_head(draft, text):
            return 0
    return 0


def _is_wider(text: str, head: str) -> bool:
    return is_paragraph(text) or cells(text) > cells(head)


def _is_text_to_end(draft: Draft, index: int) -> bool:
    """Whether the lines from piece ``index`` to the end of its block, or those that are near, are text."""
    for at in range(index + 1, min(len(draft.pieces), index + NEAR)):
        if not draft.adjacent(at):
            break
        if draft.undecided(at) and not (is_paragraph(draft.text(at)) or ends_sentence(draft.text(at))):
            return False
    return True


def _may_head(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    open_or_head = draft.undecided(index) or draft.kind(index) == "heading"
    asked = text[-1:] in "?？" and not SPEAKER.match(text) and not opening_mark(text) and not _DASH.match(text)
    return open_or_head and count_words(text) <= HEAD_WORDS and (is_bare(text) or text[-1:] in "!…" or asked)


def _is_running(text: str) -> bool:
    wide = len(text) >= RUNNING or cells(text) >= RUNNING
    return is_paragraph(text) or (wide and (ends_sentence(text) or text[-1:] in ":："))


_DASH = re.compile(r"[–—―-]{1,2} ?\S")


def _are_lines(run: Run) -> bool:
    draft, start, end = run.draft, run.start, run.end
    return len(run) > 1 and not _is_talk(draft, start, end) and not _is_among_text(draft, start, end)


LINES: tuple[Rule[Run], ...] = (
    Rule("paragraph", "lines-of-a-block", 0.75, "lines of one block, between blank lines", _are_lines),
)
"""What lines right under each other are that nothing else claims, where blank lines part blocks."""


def mark_lines_of_blocks(draft: Draft) -> None:
    """Lines right under each other that nothing else claims are lines of one paragraph, where blank lines part blocks:
    verse, an address, a name and its link.
    """
    if draft.layout is Layout.dense:
        return
    for start, end in draft.runs(lambda index: is_line(draft.text(index))):
        rule = first(LINES, Run(draft, start, end))
        if rule:
            label = rule.label(group=draft.new_group())
            for index in range(start, end):
                draft.set(index, label)


def _is_among_text(draft: Draft, start: int, end: int) -> bool:
    """Whether running text stands in the same block: there each line is a paragraph, however short."""
    return any(
        draft.undecided(at) and not is_line(draft.text(at))
        for at in ([start - 1] if draft.adjacent(start) else []) + ([end] if draft.adjacent(end) else [])
    )


def is_line(text: str) -> bool:
    """Whether ``text`` may be a line of a block rather than a paragraph of its own."""
    return not is_paragraph(text) and not (ends_sentence(text) and cells(text) >= RUNNING)


def _is_talk(draft: Draft, start: int, end: int) -> bool:
    """Whether lines under each other are what several people say in turn: sentences, after a name or a dash."""
    texts = [draft.text(index) for index in range(start, end)]
    said = (text for text in texts if ends_sentence(text) and (SPEAKER.match(text) or PART.match(text)))
    return any(_DASH.match(text) or opening_mark(text) for text in texts[:-1]) or any(said)
