"""The third set of the plain-text reader: what was measured on public pages, and, where they are, measured again.

The texts belong to others, so their figures are kept (``benchmarks/text_third.json``), and the program that makes them.
Give $EXPORTER_TEXT_THIRD the folder that ``benchmarks/text_third.py make`` filled to measure again.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from benchmarks import text_third
from benchmarks.text_calibration import BINS
from tests.conftest import ROOT, shared

WRITTEN = text_third.results()
KINDS = {"live pages", "letters", "interviews", "newsletters", "minutes", "announcements", "posts"}
LEAST = {0.9: 0.9, 0.8: 0.8, 0.7: 0.7}
"""Of the decisions said to be so sure, at least so many must be right; what is less sure is a finding."""


def assert_certainty_means_something(found: dict[str, Any]) -> None:
    for bound, (right, all_of) in zip(BINS, text_third.certainty(found), strict=True):
        assert right >= LEAST.get(bound, 0) * all_of, bound


def test_the_set_has_the_kinds_and_five_languages() -> None:
    named = [source["name"] for source in text_third.sources()]
    assert list(WRITTEN) == named
    assert {source["kind"] for source in text_third.sources()} == KINDS
    assert {name.rsplit("-", 1)[-1] for name in named} >= {"en", "de", "fr", "it", "es", "zh"}


def test_certainty_means_something_on_the_third_set() -> None:
    assert_certainty_means_something(WRITTEN)


def test_no_sure_speaker_is_wrong_and_no_word_is_unread_on_the_third_set() -> None:
    assert {name for name, row in WRITTEN.items() if row["wrong speakers"] or row["unread"]} == set()


def test_the_docs_say_what_was_measured() -> None:
    page = (ROOT / "docs" / "reading-plain-text.md").read_text(encoding="utf-8")
    assert text_third.table(WRITTEN) in page
    assert text_third.certainty_row("third", WRITTEN) in page


@pytest.mark.slow
def test_the_third_set_measures_as_well_as_it_did() -> None:
    folder = os.environ.get("EXPORTER_TEXT_THIRD", "")
    if not folder:
        pytest.skip("the pages of the third set are not here: $EXPORTER_TEXT_THIRD names no folder")
    found = text_third.measure(Path(folder), shared("textbench"))
    assert_certainty_means_something(found)
    assert {name for name, row in found.items() if row["wrong speakers"] or row["unread"]} == set()
    for name, row in found.items():
        assert {kind for kind, f1 in row["f1"].items() if f1 < WRITTEN[name]["f1"][kind] - 0.02} == set(), name
