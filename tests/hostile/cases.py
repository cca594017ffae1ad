"""Every case of our own, all rules."""

from __future__ import annotations

from tests.hostile import cases_active, cases_characters, cases_files, cases_pictures, cases_structure
from tests.hostile.ground import Case

CASES: tuple[Case, ...] = (
    *cases_files.CASES,
    *cases_active.CASES,
    *cases_characters.CASES,
    *cases_pictures.CASES,
    *cases_structure.CASES,
)
