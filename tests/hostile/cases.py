"""Every case of our own, all rules."""

from __future__ import annotations

from tests.hostile import (
    cases_active,
    cases_addresses,
    cases_characters,
    cases_codecs,
    cases_costs,
    cases_files,
    cases_formats,
    cases_metadata,
    cases_mutations,
    cases_pictures,
    cases_scripts,
    cases_structure,
)
from tests.hostile.ground import Case

CASES: tuple[Case, ...] = (
    *cases_files.CASES,
    *cases_addresses.CASES,
    *cases_active.CASES,
    *cases_mutations.CASES,
    *cases_characters.CASES,
    *cases_scripts.CASES,
    *cases_pictures.CASES,
    *cases_codecs.CASES,
    *cases_metadata.CASES,
    *cases_formats.CASES,
    *cases_structure.CASES,
    *cases_costs.CASES,
)
