"""Invented articles in the manner of many newsrooms (``fixtures/text``), each line with what it is beside it.

A case is read by a person: left of the bar what the line is, right of it the line as it was typed. ``quote 1`` and
``speaker 1`` belong together; ``.`` continues the line above; ``out`` is left out, ``mark`` belongs to the line above.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from exporter.readers.text import label
from exporter.readers.text.labels import Label

FOLDER = Path(__file__).parents[2] / "fixtures" / "text"
CASES = sorted(FOLDER.glob("*.case"))
NAMES = {"": "paragraph", "furniture": "out", "attribution": "speaker", "underline": "mark"}
Row = tuple[str, str]


def rows_of(path: Path) -> list[Row]:
    """The lines of a case: what each is, and its text."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, _, text = line.partition("|")
            rows.append((kind.strip(), text.removeprefix(" ")))
    return rows


def found_in(lines: Sequence[str]) -> list[Row]:
    """What the reader takes the first line of each block for."""
    draft, _ = label("\n".join(lines) + "\n")
    numbers: dict[int, int] = {}
    return [
        (_name(mark, numbers), lines[piece.lines[0].number - 1])
        for piece, mark in zip(draft.pieces, draft.labels, strict=True)
    ]


def _name(mark: Label, numbers: dict[int, int]) -> str:
    kind = NAMES.get(mark.kind, mark.kind)
    if kind not in ("quote", "speaker"):
        return kind
    return f"{kind} {numbers.setdefault(mark.group, len(numbers) + 1)}"


def wrapped(rows: Sequence[Row]) -> Iterator[Row]:
    """The same article as an editor wraps it; marks of debris keep their line."""
    for kind, text in rows:
        folded = textwrap.wrap(text, 72, break_on_hyphens=False) if not text.startswith(" ") else [text]
        yield from ((kind if not at else ".", line) for at, line in enumerate(folded or [""]))


def expected(rows: Sequence[Row]) -> list[Row]:
    return [(kind, text) for kind, text in rows if kind and kind != "."]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_line_is_taken_for_what_the_newsroom_meant(path: Path) -> None:
    rows = rows_of(path)
    assert found_in([text for _, text in rows]) == expected(rows)


NOT_WRAPPED = ("dense-copy", "wrapped-mail", "zh-news", "ja-shimbun", "dialogue", "schedule-in-wrapped")
"""Wrapped already, or with more line ends that are meant than lines that are full: the width cannot be told."""
ONE_LINE_A_BLOCK = [path for path in CASES if path.stem not in NOT_WRAPPED]


@pytest.mark.parametrize("path", ONE_LINE_A_BLOCK, ids=lambda path: path.stem)
def test_it_is_the_same_when_an_editor_has_wrapped_the_lines(path: Path) -> None:
    rows = list(wrapped(rows_of(path)))
    assert found_in([text for _, text in rows]) == expected(rows)


# --- the same articles with other marks and other names ---------------------------------------------------------------

PAIRS = ["“”", '""', "«»", "„“", "„”", "‘’", "»«", "‹›", "””", "「」"]


def with_marks(text: str, pair: str) -> str:
    """``text`` with the double marks of its language replaced by others; those inside are left as they are."""
    return text.replace("“", "\0").replace("”", pair[1]).replace("\0", pair[0])


SWAPPED = [
    "uk-regional",
    "us-magazine",
    "live-blog",
    "dense-copy",
    "letters",
    "pt-jornal",
    "report-document",
]


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("stem", SWAPPED)
def test_other_quotation_marks_change_nothing(stem: str, pair: str) -> None:
    rows = [(kind, with_marks(text, pair)) for kind, text in rows_of(FOLDER / f"{stem}.case")]
    assert found_in([text for _, text in rows]) == expected(rows)


NAMES_OF = {
    "Polish": ("Łukasz Świątek", "Żaneta Dębska-Wójcik"),
    "Arabic": ("Yusuf al-Rashid", "Hind bint Khalid al-Saud"),
    "Vietnamese": ("Nguyễn Văn Đức", "Trần Thị Ánh"),
    "Dutch": ("Jan van der Meer", "Sophie de la Haye"),
    "Irish": ("Pádraig Ó Súilleabháin", "Niamh Ní Dhomhnaill"),
    "initials": ("J. R. Okafor", "M. O’Neill"),
}
SIGNED = [path for path in CASES if "speaker" in path.read_text(encoding="utf-8") and path.stem != "zh-news"]


@pytest.mark.parametrize("names", NAMES_OF.values(), ids=NAMES_OF.keys())
@pytest.mark.parametrize("path", SIGNED, ids=lambda path: path.stem)
def test_other_names_of_speakers_change_nothing(path: Path, names: tuple[str, str]) -> None:
    rows = []
    for at, (kind, text) in enumerate(rows_of(path)):
        if kind.startswith("speaker") and "," in text and not text.startswith(("– Inspection", "– Mrs", "—— ")):
            dash = text[: len(text) - len(text.lstrip("–—- "))]
            text = dash + names[at % 2] + text[text.index(",") :]
        rows.append((kind, text))
    assert found_in([text for _, text in rows]) == expected(rows)
