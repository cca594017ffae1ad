"""How good is the checker? Every defect is noticed for what it is, and clean files are left in peace."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from exporter.checks.document import check
from exporter.checks.finished import check_file
from exporter.comparison.loss import KINDS
from exporter.comparison.losses import compare
from exporter.readback import open_file
from exporter.rules import RULES
from tests.conftest import FORMATS, Export
from tests.defects import Defect, load
from tests.defects.article import article, clean
from tests.defects.known_misses import WHY
from tests.defects.ours import named, told

DEFECTS = load()

MISSED = WHY
"""Defects that are not noticed, each with the reason. ``docs/defects.md`` lists them too."""


def cases() -> list[object]:
    return [
        pytest.param(
            defect,
            id=defect.id,
            marks=[pytest.mark.xfail(strict=True, reason=MISSED[defect.id])] if defect.id in MISSED else [],
        )
        for defect in DEFECTS
    ]


@pytest.mark.slow
@pytest.mark.parametrize("defect", cases())
def test_it_is_noticed_for_what_it_is(defect: Defect) -> None:
    lost, found = told(defect)
    assert named(lost + found, defect.expected), f"expected one of {defect.expected}, was told {sorted(lost + found)}"


def test_there_are_enough_and_no_two_are_one() -> None:
    assert len({defect.id for defect in DEFECTS}) == len(DEFECTS) >= 80
    assert all(sum(defect.format == form for defect in DEFECTS) >= 25 for form in FORMATS)
    assert set(MISSED) <= {defect.id for defect in DEFECTS}
    assert len(MISSED) <= 0.05 * len(DEFECTS), "fewer than 95 % are noticed"


def test_what_is_expected_exists() -> None:
    known = {*KINDS, *RULES}
    assert [(defect.id, kind) for defect in DEFECTS for kind in defect.expected if kind not in known] == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_defect_changes_the_file_and_nothing_else_is_broken(form: str) -> None:
    """The clean file loses nothing, and what is said of it is said of the article, too."""
    document = open_file(clean(form), f"clean.{form}")
    assert compare(article(), document, form) == []
    of_the_article = {item.rule for item in check(article())}
    assert [item for item in check_file(clean(form), "clean") if item.rule not in of_the_article] == []


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_no_false_alarm_on_any_fixture(exports: Sequence[Export], form: str) -> None:
    """A finished file of ours is told nothing but what its article is told; what it claims, it keeps."""
    for made in exports:
        data = getattr(made, form).read_bytes()
        of_the_article = {item.rule for item in check(made.document)}
        alarms = [item for item in check_file(data, f"{made.name}.{form}") if item.rule not in of_the_article]
        assert alarms == [], made.name
