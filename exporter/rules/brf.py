"""Rules on writing braille."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="BRF001",
        level=Level.warning,
        finds="Characters for which the language's braille has no sign were left out of the BRF.",
        why="A braille reader does not get them; liblouis would spell their code instead.",
        source="Rules of Unified English Braille 2013, 3 and 4; exporter's own rule: nothing is left out in silence",
        example="中 in an English article",
        fix="Write in words what they mean, or mark the language of the passage.",
    ),
    Rule(
        id="BRF002",
        level=Level.info,
        finds="The language has no contracted braille in liblouis; the BRF is in grade 1.",
        why="Readers who asked for contractions get letters.",
        source="liblouis, tables by language and grade",
        example="--braille-grade 2 for an Italian article",
        fix="Nothing needs to be done.",
    ),
)
