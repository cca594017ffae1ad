"""Finished files made to do harm (bombs, circles, lies), read by every command: a sample; `make hostile` has all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.cases_finished import CASES
from tests.hostile.run_finished import run_all

pytestmark = pytest.mark.slow
PLAIN = [case for case in CASES if case.name.endswith("-plain")]
PACKAGES = [case for case in CASES if case.suffix != "pdf" and "bomb" not in case.name and "many" not in case.name]
CIRCLES = [case for case in CASES if case.suffix == "pdf" and "circle" in case.name]
MENDED = [case for case in CASES if case.name == "pdf-words-of-a-range"]
SAMPLE = [*PACKAGES[1::24], *CIRCLES[::6], *MENDED]
"""Every twenty-fourth package that is not large, a few circles in PDFs, and what once ended in a fault: what a run of
all tests has time for."""


def test_crafted_files_are_read_or_refused(tmp_path: Path) -> None:
    made = run_all(SAMPLE, tmp_path / "run")
    assert len(made) >= 5 * len(SAMPLE)
    assert {one.name: one.wrong for one in made if one.wrong} == {}


def test_a_crafted_file_without_harm_is_read(tmp_path: Path) -> None:
    """The files that the others are made from are read: what refuses everything holds every rule."""
    made = run_all(PLAIN, tmp_path / "run")
    assert {one.name: one.code for one in made if one.code == 3} == {}
