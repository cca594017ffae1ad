"""The balance is trusted because it was attacked: faults seeded into the readers are noticed by it alone.

A few of each format here; ``make bench-reading`` seeds all of them.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.census.faults import FAULTS, Fault, clean, noticed
from tests.census.rich import RICH

FEW = tuple(fault for number, fault in enumerate(FAULTS) if number % 6 == 0)


def test_there_are_enough_faults_over_all_formats() -> None:
    assert len(FAULTS) >= 60
    assert set(Counter(fault.source for fault in FAULTS)) == set(RICH)


@pytest.mark.parametrize("source", RICH)
def test_without_a_fault_everything_balances(source: str) -> None:
    assert clean(source).blocks


@pytest.mark.parametrize("fault", FEW, ids=lambda fault: f"{fault.source}-{fault.says}".replace(" ", "-"))
def test_a_fault_is_noticed(fault: Fault) -> None:
    changed, found = noticed(fault)
    assert found, "changed the article and went unnoticed" if changed else "changed nothing"


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.source}-{fault.says}".replace(" ", "-"))
def test_every_fault_is_noticed(fault: Fault) -> None:
    assert noticed(fault)[1]
