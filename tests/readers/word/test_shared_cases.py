"""The Word files of the shared cases: each is read as its README says is right, and comes through the proof."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.model import DisplayMath, Math, walk
from exporter.run.pipeline import Article, ReadOptions, read_bytes
from tests.conftest import SHARED, shared
from tests.readers.word.shown import shown

FOLDER = SHARED / "cases" / "word"
NAMES = sorted(path.name for path in FOLDER.glob("*.docx")) if FOLDER.is_dir() else []

RIGHT: dict[str, list[str]] = {
    "71-docx-textbox": ["= Rules", "Before the box.", "aside:", "  Call 999 first.", "After."],
    "74-docx-symbol": ["= Rules", "Done ✔ and a °C."],
    "d01-word-default-table": [
        "= Votes in the wards",
        "The clerk counted them.",
        "table:",
        "  !Ward | !2024 | !2025",
        "  East | 410 | 388",
        "  West | 275 | 301",
        "After it.",
    ],
    "d02-core-author-date": ["= The bridge opens", "Cars crossed the bridge on Monday."],
    "d03-two-heading1": [
        "= First chapter",
        "Some words.",
        "# Second chapter",
        "More words.",
        "# A part of it",
        "And more.",
    ],
    "d03b-title-and-heading1": ["= The report", "# First chapter", "Some words.", "# Second chapter", "More words."],
    "d04-emoji-symex": ["= Thanks", "Well done 😊 everyone."],
    "d06-text-box": [
        "= With a box",
        "Before the box.",
        "aside:",
        "  The words inside the box matter.",
        "After the box.",
    ],
    "d09-drop-cap": ["= A long read", "Once the river ran through the town."],
    "d10-field-links": [
        "= Links",
        "See [the end](#target1) and [that page](https://example.org/page#part2) and [The end](#target1).",
        "# The end",
        "Last words.",
    ],
    "d11-list-continues": [
        "= Steps",
        "1. One",
        "2. Two",
        "A word between, not in the list.",
        "3. Three",
        "4. Four",
    ],
    "d14-tracked": ["= Draft", "The mayor confirmed it."],
    "d16-code-paragraphs": [
        "= Code",
        "code: 'for i in range(3):\\n    print(i)\\n\\nprint(\"done\")'",
        "Between.",
        "code: 'a = 1\\nb = 2'",
    ],
    "d18-caption-below-table": ["= Caps", "table: Table 1: Sums", "  !00 | !01", "  10 | 11", "End."],
    "d23-picture-bmp": ["= Picture inside", "Before.", "!(None)", "After."],
    "d24-picture-garbage": ["= Picture inside", "Before.", "After."],
    "d25-picture-svg-script": ["= Picture inside", "Before.", "!(None)", "After."],
    "d26-picture-wmf": ["= Picture inside", "Before.", "After."],
    "o14-title-after-subtitle": [
        "= The bridge opens again",
        "subtitle: Harbour news",
        "It was shut for nine weeks.",
        "# What was mended",
        "Two bearings.",
    ],
    "o15-table-alternative-text": [
        "= Tolls",
        "What a boat pays:",
        "table: Tolls by length | Tolls rise with the length of the boat.",
        "  !Length | !Pounds",
        "  6 m | 4",
        "  9 m | 7",
        "Paid at the lock.",
    ],
    "o17-relative-link": [
        "= Papers of the meeting",
        "Read the minutes of March and [the agenda for April](https://port.example/agenda).",
    ],
    "o18-list-goes-on-inside": [
        "= Starting the pump",
        "1. Open the valve",
        "  a. Turn it left",
        "  It is stiff in winter.",
        "  b. Wait for the click",
        "2. Start the motor",
    ],
}
FINDINGS = {
    "d14-tracked": ["WORD001"],
    "d24-picture-garbage": ["IMG002"],
    "d26-picture-wmf": ["IMG002"],
    "o17-relative-link": ["WORD008"],
}


def opened(name: str) -> Article:
    path = shared(f"cases/word/{name}.docx")
    return read_bytes(path.read_bytes(), path.name, ReadOptions(lang="en"))


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_a_handed_file_is_read_as_word_shows_it(name: str) -> None:
    assert shown(opened(name).document) == RIGHT[name]


@pytest.mark.parametrize("name", sorted(FINDINGS))
def test_what_a_handed_file_loses_is_said_once(name: str) -> None:
    rules = [found.rule for found in opened(name).findings if found.rule.startswith(("WORD", "IMG", "DOC003"))]
    assert rules == FINDINGS[name]


def test_nobody_is_an_author_by_the_files_properties() -> None:
    data = opened("d02-core-author-date").document.metadata
    assert (data.authors, data.published, data.description) == ((), "", "")


def test_runs_of_formulas_are_letters_numbers_and_signs() -> None:
    formulas = [
        node.mathml for node in walk(opened("o16-formula-runs").document) if isinstance(node, Math | DisplayMath)
    ]
    assert all(f"<mi>{letter}</mi>" in formulas[0] for letter in "FρghAk")
    assert "<mn>2</mn>" in formulas[0]
    assert "<mo>=</mo>" in formulas[0]
    assert "<mtext> if open</mtext>" in formulas[1]
    assert "<mn>10</mn>" in formulas[1]


def test_every_handed_file_has_its_right_value_here() -> None:
    shared("cases/word")
    assert {Path(name).stem for name in NAMES} == {*RIGHT, "o16-formula-runs"}
