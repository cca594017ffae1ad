"""How well the plain-text reader does on a set of our own that no rule is made for (``fixtures/text/own``)."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher

import pytest

from exporter.readers.text import label
from tests.readers.test_text_cases import FOLDER, Row, expected, found_in, rows_of

SET = sorted((FOLDER / "own").glob("*.case"))
FLOOR = 0.9
"""The share of lines of each kind that must be right; docs/reading-plain-text.md has the figures."""


def kind_of(row: Row) -> str:
    return row[0].split()[0]


def figures() -> dict[str, tuple[int, int, int]]:
    """By kind: how many lines are right, how many there are, how many were taken for it."""
    right: Counter[str] = Counter()
    there: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for path in SET:
        rows = rows_of(path)
        meant, found = expected(rows), found_in([text for _, text in rows])
        there.update(map(kind_of, meant))
        taken.update(map(kind_of, found))
        matcher = SequenceMatcher(None, [text for _, text in meant], [text for _, text in found], autojunk=False)
        for start, other, size in matcher.get_matching_blocks():
            pairs = zip(meant[start : start + size], found[other : other + size], strict=True)
            right.update(kind_of(row) for row, same in pairs if kind_of(row) == kind_of(same))
    return {kind: (right[kind], there[kind], taken[kind]) for kind in there}


def test_there_are_six_languages_and_more_kinds() -> None:
    assert len({path.stem.rsplit("-", 1)[-1] for path in SET}) >= 6
    assert len(SET) >= 8


@pytest.mark.parametrize("kind", ["heading", "paragraph", "item", "caption", "quote", "speaker"])
def test_nine_lines_in_ten_are_right(kind: str) -> None:
    right, there, taken = figures()[kind]
    assert right >= FLOOR * there
    assert right >= FLOOR * taken


def test_nothing_of_an_article_is_left_out() -> None:
    for path in SET:
        rows = rows_of(path)
        meant = {text: kind for kind, text in expected(rows)}
        assert {meant[text] for kind, text in found_in([text for _, text in rows]) if kind == "out"} <= {"out"}


def test_who_is_sure_is_right() -> None:
    sure = wrong = 0
    for path in SET:
        rows = rows_of(path)
        lines = [text for _, text in rows]
        meant = {text: kind_of((kind, text)) for kind, text in expected(rows)}
        draft, _ = label("\n".join(lines) + "\n")
        found = found_in(lines)
        for mark, row in zip(draft.labels, found, strict=True):
            if (mark.certainty or 0.9) >= 0.9:
                sure += 1
                wrong += meant.get(row[1]) != kind_of(row)
    assert sure > 60
    assert wrong <= 0.1 * sure
