"""Lists in plain text: what a line's first characters, or lines that are alike, say it is.

Numbers are ambiguous: "1." opens a list item, but also a subhead of a story that counts ("7 secrets ..."). Items of a
list follow each other; numbered subheads have running text between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from exporter.readers.text.blocks import PART, SPEAKER, head_of_block, is_line, is_paragraph
from exporter.readers.text.labels import Draft
from exporter.readers.text.lines import SIGNS, UNSPACED, Layout
from exporter.readers.text.masthead import is_date
from exporter.readers.text.quote_marks import closes_at_end, opening_mark, stays_open
from exporter.readers.text.rule import Rule, Run, first, worked_out
from exporter.readers.text.sign_offs import stands_under_a_name
from exporter.readers.text.words import SENTENCE_END, count_words, ends_sentence, is_bare, name_pattern

_BULLET = re.compile(rf"{SIGNS}[ \t]+(?=\S)|{UNSPACED}")
_DASH = re.compile(r"(?:[–—―-]|--)[ \t]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)][ \t]+(?=\S)")


def item_marker(text: str) -> str:
    """The list marker that ``text`` begins with, its space included, or ""."""
    for pattern in (_BULLET, _DASH, _NUMBER):
        match = pattern.match(text)
        if match:
            return match[0]
    return ""


def item_number(text: str) -> int:
    """The number that ``text`` begins with as a list item does, or -1."""
    match = _NUMBER.match(text)
    return int(match[1]) if match else -1


@dataclass(frozen=True)
class Items:
    """Evidence: lines from ``start`` to before ``end`` with markers of one family, further lines of numbered ones among
    them, and how many lists of this text stand right under a few words.
    """

    draft: Draft
    start: int
    end: int
    under_heads: int = 0

    @worked_out
    def is_list(self) -> bool:
        """Whether the lines by themselves are a list and no part of what somebody said."""
        listed = _is_list(self.draft, self.start, self.end)
        return listed and not _inside_quotation(self.draft, self.start)

    @worked_out
    def is_under_head(self) -> bool:
        """Whether they stand right under a few words that begin a block."""
        return _is_under_head(self.draft, self.start)


MARKED: tuple[Rule[Items], ...] = (
    Rule("item", "marked", 0.9, "a line with a list marker beside others of its kind", lambda items: items.is_list),
    Rule("item", "marked-under-head", 0.9, "a line with a list marker under a few words, as others in this text",
         lambda items: items.under_heads >= OFTEN and items.is_under_head),
)  # fmt: skip
"""What lines with markers are. A list of one is a list where many lists of the text are short and stand so."""


def mark_lists(draft: Draft) -> None:
    """Label items: marked lines that are next to each other, and numbered ones that are not subheads."""
    heads, lone = 0, list[Items]()
    for items in _marked_lines(draft):
        rule = first(MARKED, items)
        if rule:
            _mark(draft, range(items.start, items.end), rule)
        heads += rule is not None and items.is_under_head
        lone += [] if rule else [replace(items, end=items.start + 1)]
    for items in lone if heads >= OFTEN else ():
        rule = first(MARKED, replace(items, under_heads=heads))
        if rule:
            _mark(draft, [items.start], rule)


def _mark(draft: Draft, indices: Iterable[int], rule: Rule[Any]) -> None:
    label = rule.label(group=draft.new_group())
    for index in indices:
        draft.set(index, label)


def _marked_lines(draft: Draft) -> Iterator[Items]:
    index = 0
    while index < len(draft.pieces):
        if not draft.undecided(index) or not item_marker(draft.text(index)):
            index += 1
            continue
        end = _list_end(draft, index)
        yield Items(draft, index, end)
        index = end


OFTEN = 3
"""Where so many lists stand right under a few words, a list of one item may."""


def _is_under_head(draft: Draft, index: int) -> bool:
    """Whether piece ``index`` stands right under a few words that begin a block and do not end as a sentence does."""
    above = index - 1
    if above < 1 or not draft.adjacent(index) or draft.adjacent(above) or not draft.undecided(above):
        return False
    return count_words(draft.text(above)) <= 8 and is_bare(draft.text(above))


NEAR = 12
"""So many lines above are looked at, which keeps the reading linear."""


def _inside_quotation(draft: Draft, index: int) -> bool:
    """Whether the block of piece ``index`` has a quotation above it that is still open: what is quoted has items."""
    for at in range(index - 1, max(-1, index - NEAR), -1):
        if not draft.adjacent(at + 1) or closes_at_end(draft.text(at)):
            return False
        if opening_mark(draft.text(at)):
            return stays_open(draft.text(at))
    return False


def _list_end(draft: Draft, start: int) -> int:
    family = _family(draft.text(start))
    last = item_number(draft.text(start))
    end = start + 1
    while draft.undecided(end) and _family(draft.text(end)) in (family, ""):
        if not _family(draft.text(end)):
            if family == "number" and _continues_item(draft, end):
                end += 1
                continue
            break
        number = item_number(draft.text(end))
        if number >= 0 and number != last + 1:
            break
        last = number
        end += 1
    if family == "dash" and end - start == 2 and not draft.adjacent(start + 1):
        return start + 1  # two signatures can follow each other over a gap; three dashes or more are a list
    return end


def _continues_item(draft: Draft, index: int) -> bool:
    """Whether piece ``index`` is a further line of the numbered item above it: a link, a price, no text of its own."""
    text = draft.text(index)
    heads = is_bare(draft.text(index - 1)) and ends_sentence(text)  # "2. The wall", and what was said of it
    return draft.adjacent(index) and is_line(text) and count_words(text) <= 12 and not heads


def _family(text: str) -> str:
    for name, pattern in (("bullet", _BULLET), ("dash", _DASH), ("number", _NUMBER)):
        if pattern.match(text):
            return name
    return ""


def _is_dialogue(texts: Sequence[str]) -> bool:
    """Whether lines with dashes are what two people say in turn: sentences, a question and its answer among them."""
    answered = any(a[-1] in "?？؟" and b[-1] not in "?？؟" for a, b in pairwise(texts))
    return answered and all(ends_sentence(text) for text in texts)


def _is_list(draft: Draft, start: int, end: int) -> bool:
    family = _family(draft.text(start))
    if family == "dash" and _is_dialogue([draft.text(index) for index in range(start, end)]):
        return False
    if sum(1 for index in range(start, end) if _family(draft.text(index))) >= 2:
        return True
    if family == "dash":
        # One dash line is a signature or a remark, unless it is a sentence or a colon before it announces a list.
        text = draft.text(start)
        if is_date(text[len(item_marker(text)) :]):
            return True  # nobody's name: a page's list of one
        announced = start > 0 and draft.text(start - 1).endswith(":") and text[2:3].islower()
        return announced or (text[0] == "-" and count_words(text) > 8 and SENTENCE_END.search(text[-16:]) is not None)
    if family == "number":
        return draft.pieces[start].indented
    return True


_TIMED = re.compile(r"\d{1,2}[.:h]\d{2}(?: ?[ap]\.?m\.?)? \S")
_PLAYED = re.compile(r"[^\W\d_a-zà-ÿ]{2,20}\. \S")
_REACHED = re.compile(r"^\S+@\S+\.\w{2,}$")


def _is_bare_list(run: Run) -> bool:
    """Whether short lines one under the other, without markers, were a list."""
    draft, start, end = run.draft, run.start, run.end
    announced = _announces(run.above)
    if len(run) == 2 and not (announced or _same_sign(draft, start, end)):
        return False  # two lines are as often a label and what it labels, or a line that somebody broke
    if len(run) == 2 and name_pattern().fullmatch(draft.text(start)) and count_words(draft.text(start)) <= 4:
        return False  # whoever signs, and from where
    if len(run) < 2 or _goes_on(draft, start) or not _alike(draft, start, end):
        return False
    if all(_PLAYED.match(text) for text in run.texts) or any(_REACHED.search(text) for text in run.texts[1:]):
        return False  # a play, whatever is above it; a name, a number and where to write
    spoken = sum(1 for text in run.texts if _is_spoken(text))
    if spoken * 3 >= len(run) * 2 and not announced:
        return False  # an interview or a play: each line is what somebody says
    # Who reports from where, or somebody's post copied with its handle, is not a list.
    return not any(stands_under_a_name(text) for text in run.texts)


def _is_list_under_head(run: Run) -> bool:
    """Whether the lines, all short, are the rest of a block whose first line heads them."""
    head = run.start - 1
    return run.draft.pieces[head].blanks > 0 and not run.draft.adjacent(run.end) and len(run) >= SHORT_LINES


BARE: tuple[Rule[Run], ...] = (Rule("item", "alike", 0.6, "short lines one under the other", _is_bare_list),)
"""What lines without markers are, in a text that otherwise parts blocks by blank lines."""
UNDER_HEADS: tuple[Rule[Run], ...] = (
    Rule("item", "alike-under-head", 0.6, "short lines to the end of the block, under a head", _is_list_under_head),
)
"""What short lines under a first one are, where only headlines have a blank line before them."""


def mark_bare_lists(draft: Draft) -> None:
    """Lists that have lost their markers."""
    for run, table in _bare_runs(draft):
        rule = first(table, run)
        if rule:
            _mark(draft, range(run.start, run.end), rule)


def _bare_runs(draft: Draft) -> Iterator[tuple[Run, tuple[Rule[Run], ...]]]:
    if draft.layout is Layout.dense:
        for start, end in draft.runs(lambda index: _is_short_line(draft.text(index))):
            yield Run(draft, start + 1, end), UNDER_HEADS
        return
    for start, end in draft.runs(lambda index: _may_be_item(draft, index)):
        # What announces the items is not an item.
        yield Run(draft, start + 1 if _announces(draft.text(start)) else start, end), BARE


SHORT_LINES = 3
"""So many short lines under a head are a list: ingredients, prices, names."""


def _is_short_line(text: str) -> bool:
    plain = is_bare(text) and not opening_mark(text) and not item_marker(text) and text[0] not in "([（［【"
    return plain and count_words(text) <= 6 and re.search(r"[^\W\d_]", text) is not None


def _is_spoken(text: str) -> bool:
    return SPEAKER.match(text) is not None or PART.match(text) is not None


def _alike(draft: Draft, start: int, end: int) -> bool:
    """Whether lines under each other are of one kind, as items are: hardly one of them a paragraph."""
    paragraphs = sum(1 for index in range(start, end) if is_paragraph(draft.text(index)))
    inner = [draft.text(index) for index in range(start, end - 1)]
    parts = sum(1 for text in inner if text[-1] in _GOES_ON)
    listed = _announces(draft.text(start - 1)) or _same_sign(draft, start, end)
    verse = parts * 2 >= end - start and not listed
    # Sentences, some of them over two lines:
    broken = parts > 0 and any(ends_sentence(text) for text in inner) and not listed
    told = [ends_sentence(text) and count_words(text) > TOLD for text in (*inner, draft.text(end - 1))]
    signed = told[0] and not told[-1] and not listed  # a letter, and who signs it
    headed = bool(head_of_block(draft, start)) or (not listed and _is_head_over_sentences(draft, start, end))
    return paragraphs <= (end - start) // 4 and not (headed or verse or broken or signed)


TOLD = 6
"""A longer sentence is running text where lines without a full stop stand under it."""


_GOES_ON = ",;、，；،؛"
"""What a line ends with whose sentence goes on below it, or which is one of several parts of a sentence."""


def _announces(text: str) -> bool:
    return text.endswith((":", "："))


def _same_sign(draft: Draft, start: int, end: int) -> bool:
    """Whether all lines begin with one sign that is not a letter, as notes do ("※ ...", "† ..."), or with a time."""
    texts = [draft.text(index) for index in range(start, end)]
    first = texts[0][0]
    marked = not first.isalnum() and all(text[0] == first for text in texts)
    return marked or all(_TIMED.match(text) for text in texts)


def _is_head_over_sentences(draft: Draft, start: int, end: int) -> bool:
    """Whether the first line alone is not a sentence, or asks: items are alike, a head and its text are not."""
    first, rest = draft.text(start), [draft.text(index) for index in range(start + 1, end)]
    heads = is_bare(first) or first[-1] in "?？"
    return heads and all((ends_sentence(text) and text[-1] not in "?？") or _announces(text) for text in rest)


def _goes_on(draft: Draft, start: int) -> bool:
    """Whether piece ``start`` stands right under a line that does not announce it."""
    return start > 0 and draft.adjacent(start) and not _announces(draft.text(start - 1))


def _may_be_item(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    return count_words(text) <= 250 and not opening_mark(text) and not closes_at_end(text)


def is_numbered_subhead(draft: Draft, index: int) -> bool:
    """Whether piece ``index`` is a short numbered line that heads running text."""
    text = draft.text(index)
    if item_number(text) < 0 or draft.pieces[index].indented or count_words(text) > 16:
        return False
    return not ends_sentence(text) or text[-1] in "?!" or is_bare(text)
