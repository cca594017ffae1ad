"""Every case of our own, all rules."""

from __future__ import annotations

from tests.hostile import cases_active, cases_files
from tests.hostile.ground import Case

CASES: tuple[Case, ...] = (*cases_files.CASES, *cases_active.CASES)
