"""Program text and columns set with spaces: lines that are kept as they were typed."""

from __future__ import annotations

import re

from exporter.readers.text.blocks import is_paragraph
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import Lexicon, shape
from exporter.readers.text.lines import COLUMN_GAP, MARKER
from exporter.readers.text.lists import item_marker
from exporter.readers.text.rule import Rule, Run, first
from exporter.readers.text.words import count_words


@shape
def _code_end(words: Lexicon) -> str:
    begins = rf"(?:{words.alternatives('program')})\b.*[:;({{]$"
    return rf"(?i:[;{{}}]$|^\s*(?:</?[a-z!][^>]*>|[#/]{{2}} |{begins}))"


TYPED_COLUMNS = 5
"""The column at which lines begin that are indented as text for a fixed pitch is (CommonMark 0.31, 4.4)."""
_COLUMN_GAP = re.compile(r"\S {2,}\S")


def _is_program(run: Run) -> bool:
    """Whether nearly half of these lines, from the first that is to the last, end in brackets or semicolons."""
    coded = sum(1 for text in run.texts if _is_code(text))
    return coded >= 2 and coded >= 0.4 * len(run) and all(count_words(text) <= 25 for text in run.texts)


def _is_in_columns(run: Run) -> bool:
    """Whether these lines, indented or with wide gaps, are mostly parted into columns."""
    if len(run) < 3 or all(item_marker(text) for text in run.texts):
        return False
    typed = (run.draft.pieces[index].lines[0].text for index in range(run.start, run.end))
    return sum(1 for text in typed if _COLUMN_GAP.search(text)) * 2 > len(run)


PROGRAM: tuple[Rule[Run], ...] = (
    Rule("code", "program-lines", 0.7, "lines that end as program text does", _is_program),
)
"""Of lines together, from the first to the last that end so."""
COLUMNS: tuple[Rule[Run], ...] = (
    Rule("code", "columns-by-spaces", 0.75, "indented lines, set in columns with spaces", _is_in_columns),
)
"""Of lines together that are indented or have wide gaps."""


def mark_code(draft: Draft) -> None:
    """Lines together of which half end in brackets or semicolons are program text."""
    for start, end in draft.runs(lambda index: True):
        coded = [index for index in range(start, end) if _is_code(draft.text(index))]
        if coded:
            _mark(Run(draft, coded[0], coded[-1] + 1), PROGRAM)


def mark_columns(draft: Draft) -> None:
    """Indented lines that are set in columns with spaces are kept as typed: nothing else holds the columns."""
    for start, end in draft.runs(lambda index: _is_set_in(draft, index)):
        _mark(Run(draft, start, end), COLUMNS)


def _mark(run: Run, table: tuple[Rule[Run], ...]) -> None:
    if rule := first(table, run):
        label = rule.label(group=run.draft.new_group())
        for index in range(run.start, run.end):
            run.draft.set(index, label)


def _is_set_in(draft: Draft, index: int) -> bool:
    lines = draft.pieces[index].lines
    typed = lines[0].column >= TYPED_COLUMNS or COLUMN_GAP.search(lines[0].text) is not None
    return len(lines) == 1 and typed and not is_paragraph(lines[0].text)


def _is_code(text: str) -> bool:
    return count_words(text) <= 12 and not MARKER.match(text) and _code_end().search(text) is not None
