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
    Rule(
        id="META004",
        level=Level.info,
        finds="An ONIX message describes a file that has no ISBN.",
        why="Most shops take only products with an ISBN of their own.",
        source="ONIX for Books 3.0, P.2; ISO 2108",
        example="exporter convert weir.md --to epub,onix, without isbn-epub",
        fix="Give the ISBN of each format (docs/metadata.md), if the file is to be sold.",
    ),
    Rule(
        id="META005",
        level=Level.warning,
        finds="An ONIX message describes several files with one ISBN.",
        why="Each form of a publication has an ISBN of its own; a shop would take two products for one.",
        source="ISO 2108, 4.5",
        example='isbn = "978-3-16-148410-0", with --to epub,pdf,onix',
        fix="Give an ISBN for each format: isbn-epub, isbn-pdf, isbn-docx.",
    ),
)
