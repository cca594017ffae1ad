"""Rules on what is said about an article: its people, numbers, dates and subjects (META)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="META001",
        level=Level.warning,
        finds="A name in a file of metadata is not known.",
        why="What it says is missing from the files.",
        source="docs/metadata.md",
        example="pubisher: The Valley",
        fix="Use the names that docs/metadata.md lists.",
    ),
    Rule(
        id="META002",
        level=Level.warning,
        finds="A value of the metadata cannot be used and was left out.",
        why="Catalogues and shops could not read it, or would read something else.",
        source="docs/metadata.md",
        example="date: 5/4/2026",
        fix="Write the value in the form that the message names.",
    ),
    Rule(
        id="META003",
        level=Level.error,
        finds="A number of the metadata has a wrong check digit or length and was left out: ISBN, ISSN or ORCID.",
        why="It would name another book or person, or none; shops refuse it.",
        source="ISO 2108 (ISBN), annex C; ISO 3297 (ISSN); ISO/IEC 7064, MOD 11-2 (ORCID)",
        example="isbn: 978-1-4920-0000-0",
        fix="Copy the number again from where it was assigned.",
    ),
)
