"""Lists, tables and code in plain text: what a line's first characters, tabs or brackets say it is.

Numbers are ambiguous: "1." opens a list item, but also a subhead of a story that counts ("7 secrets ..."). Items of a
list follow each other; numbered subheads have running text between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from exporter.readers.text.blocks import PART, SPEAKER, head_of_block, is_line, is_paragraph
from exporter.readers.text.furniture import is_debris
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import Lexicon, shape
from exporter.readers.text.lines import COLUMN_GAP, MARKER, UNSPACED, Layout
from exporter.readers.text.masthead import is_date
from exporter.readers.text.quote_marks import closes_at_end, opening_mark, stays_open
from exporter.readers.text.rules import RULES
from exporter.readers.text.sign_offs import stands_under_a_name
from exporter.readers.text.words import SENTENCE_END, count_words, ends_sentence, is_bare, name_pattern

_BULLET = re.compile(rf"[•●▪◦‣·∙*][ \t]+(?=\S)|{UNSPACED}")
_DASH = re.compile(r"(?:[–—―-]|--)[ \t]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)][ \t]+(?=\S)")


@shape
def _code_end(words: Lexicon) -> str:
    begins = rf"(?:{words.alternatives('program')})\b.*[:;({{]$"
    return rf"(?i:[;{{}}]$|^\s*(?:</?[a-z!][^>]*>|[#/]{{2}} |{begins}))"


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


def mark_code(draft: Draft) -> None:
    """Lines together of which half end in brackets or semicolons are program text."""
    for start, end in draft.runs(lambda index: True):
        coded = [index for index in range(start, end) if _is_code(draft.text(index))]
        if len(coded) < 2:
            continue
        first, last = coded[0], coded[-1] + 1
        if len(coded) < 0.4 * (last - first) or any(count_words(draft.text(i)) > 25 for i in range(first, last)):
            continue
        group = draft.new_group()
        for index in range(first, last):
            draft.set(index, RULES["program-lines"].label(group=group))


TYPED_COLUMNS = 5
"""The column at which lines begin that are indented as text for a fixed pitch is (CommonMark 0.31, 4.4)."""
_COLUMN_GAP = re.compile(r"\S {2,}\S")


def mark_columns(draft: Draft) -> None:
    """Indented lines that are set in columns with spaces are kept as typed: nothing else holds the columns."""
    for start, end in draft.runs(lambda index: _is_set_in(draft, index)):
        if end - start < 3 or all(item_marker(draft.text(index)) for index in range(start, end)):
            continue
        gaps = sum(1 for index in range(start, end) if _COLUMN_GAP.search(draft.pieces[index].lines[0].text))
        if gaps * 2 > end - start:
            group = draft.new_group()
            for index in range(start, end):
                draft.set(index, RULES["columns-by-spaces"].label(group=group))


def _is_set_in(draft: Draft, index: int) -> bool:
    lines = draft.pieces[index].lines
    typed = lines[0].column >= TYPED_COLUMNS or COLUMN_GAP.search(lines[0].text) is not None
    return len(lines) == 1 and typed and not is_paragraph(lines[0].text)


def _is_code(text: str) -> bool:
    return count_words(text) <= 12 and not MARKER.match(text) and _code_end().search(text) is not None


def mark_debris(draft: Draft) -> None:
    """A numbered list of one short item is what a page's row of section names leaves behind."""
    ones = _lone_ones(draft)
    for index, piece in enumerate(draft.pieces):
        if not draft.undecided(index) or not is_debris(piece.text):
            continue
        after = draft.text(index + 1) if index + 1 < len(draft.pieces) else ""
        before = draft.text(index - 1) if index else ""
        counted = ones[index]
        lone = not counted and item_number(piece.text) < 0 and not item_marker(after) and not item_marker(before)
        # Browsers indent the lists they copy; "1. Oslo" at the margin is what an author typed.
        if (counted or lone) and piece.indented and not before.endswith(":"):
            draft.set(index, RULES["one-label-list"].label())


def _lone_ones(draft: Draft) -> list[bool]:
    """For each piece, whether it is a "1." without a "2.", be it after it or, in a countdown, before it."""
    numbers = [item_number(piece.text) for piece in draft.pieces]
    lone = [number == 1 for number in numbers]
    for order in (range(len(numbers)), range(len(numbers) - 1, -1, -1)):
        two = -1
        for index in order:
            number = numbers[index]
            if number == 2:
                two = index
            elif number == 1:
                near = two >= 0 and draft.pieces[two].indented == draft.pieces[index].indented
                lone[index] = lone[index] and not near
                two = -1
    return lone


def mark_lists(draft: Draft) -> None:
    """Label items: marked lines that are next to each other, and numbered ones that are not subheads."""
    heads, lone = 0, list[int]()
    index = 0
    while index < len(draft.pieces):
        if not draft.undecided(index) or not item_marker(draft.text(index)):
            index += 1
            continue
        end = _list_end(draft, index)
        listed = _is_list(draft, index, end) and not _inside_quotation(draft, index)
        if listed:
            group = draft.new_group()
            for member in range(index, end):
                draft.set(member, RULES["marked"].label(group=group))
        heads += listed and _is_under_head(draft, index)
        lone += [index] if not listed and _is_under_head(draft, index) else []
        index = end
    for index in lone if heads >= OFTEN else ():
        draft.set(index, RULES["marked"].label(group=draft.new_group()))


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


def mark_bare_lists(draft: Draft) -> None:
    """Short lines one under the other, in a text that otherwise parts blocks by blank lines, were a list."""
    if draft.layout is Layout.dense:
        _mark_lists_under_heads(draft)
        return
    for start, end in draft.runs(lambda index: _may_be_item(draft, index)):
        if _announces(draft.text(start)):
            start += 1  # what announces the items is not an item
        announced = start > 0 and _announces(draft.text(start - 1))
        if end - start == 2 and not (announced or _same_sign(draft, start, end)):
            continue  # two lines are as often a label and what it labels, or a line that somebody broke
        if end - start == 2 and name_pattern().fullmatch(draft.text(start)) and count_words(draft.text(start)) <= 4:
            continue  # whoever signs, and from where
        if end - start < 2 or _goes_on(draft, start) or not _alike(draft, start, end):
            continue
        spoken = sum(1 for index in range(start, end) if _is_spoken(draft.text(index)))
        talk = spoken * 3 >= (end - start) * 2
        if talk and not announced:
            continue  # an interview or a play: each line is what somebody says
        if any(stands_under_a_name(draft.text(index)) for index in range(start, end)):
            continue  # who reports from where, or somebody's post copied with its handle
        group = draft.new_group()
        for index in range(start, end):
            draft.set(index, RULES["alike"].label(group=group))


def _mark_lists_under_heads(draft: Draft) -> None:
    """Where only headlines have a blank line before them: a head and, to the end of its block, only short lines."""
    for start, end in draft.runs(lambda index: _is_short_line(draft.text(index))):
        whole = draft.pieces[start].blanks > 0 and not draft.adjacent(end)
        if whole and end - start > SHORT_LINES:
            group = draft.new_group()
            for index in range(start + 1, end):
                draft.set(index, RULES["alike"].label(group=group))


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
    """Whether all lines begin with one sign that is not a letter, as notes do ("※ ...", "† ...")."""
    first = draft.text(start)[0]
    return not first.isalnum() and all(draft.text(index)[0] == first for index in range(start, end))


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
