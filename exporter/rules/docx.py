"""Rules on DOCX files (DOCX)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="DOCX001",
        level=Level.warning,
        finds="A link could not be written into the DOCX; its words stand without it.",
        why="A link that leads nowhere, or where no file may lead, helps nobody.",
        source="ECMA-376 part 1, 17.16.22; WCAG 2.2, 2.4.4",
        example="[the plan](file:///C:/plan.docx)",
        fix="Correct the link's target.",
    ),
    Rule(
        id="DOCX002",
        level=Level.warning,
        finds="What an abbreviation stands for is lost in the DOCX.",
        why="Word has no abbreviations; a content control's title can hold up to 64 characters of it.",
        source="WCAG 2.2, 3.1.4 Abbreviations",
        example="an expansion of more than 64 characters",
        fix="Write the full words at the first use in the text.",
    ),
    Rule(
        id="DOCX003",
        level=Level.warning,
        finds="A note inside a note stands in brackets in the DOCX.",
        why="Word allows no note inside a note.",
        source="ECMA-376 part 1, 17.11",
        example="a note whose text refers to another note",
        fix="Take the inner note into the text of the outer one.",
    ),
    Rule(
        id="DOCX004",
        level=Level.info,
        finds="The words that describe a formula are lost in the DOCX; the formula itself is not.",
        why="Office Math has no place for them; a content control's title can hold up to 64 characters.",
        source="ECMA-376 part 1, 22.1 and 17.5.2.1",
        example="a formula described in more than 64 characters",
        fix="Say in the text what the formula says.",
    ),
    Rule(
        id="DOCX005",
        level=Level.warning,
        finds="A heading deeper than level 9 is written at level 9 in the DOCX.",
        why="Word has nine heading levels.",
        source="ECMA-376 part 1, 17.3.1.20",
        example="a section in a section, ten deep",
        fix="Nest less deeply.",
    ),
    Rule(
        id="DOCX006",
        level=Level.info,
        finds="The address that a quote was taken from is lost in the DOCX.",
        why="Word has no place for it.",
        source="ECMA-376 part 1, 17.5.2",
        example='<blockquote cite="https://example.org/speech">',
        fix="Link the source in the attribution.",
    ),
    Rule(
        id="DOCX007",
        level=Level.info,
        finds="The publisher's template lacks styles that the DOCX needs; they were added with exporter's own look.",
        why="What the template does not say looks like exporter's own styles, which may not fit the publisher's.",
        source="ECMA-376 part 1, 17.7",
        example="a template without the style “Quote Attribution”",
        fix="Add styles of these names to the template.",
    ),
)
