"""Rules on DOCX files (DOCX)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="DOCX001",
        level=Level.warning,
        finds="A link could not be written to the DOCX; its text was kept without the link.",
        why="A link that leads nowhere, or to an unsafe address, helps nobody.",
        source="ECMA-376 part 1, 17.16.22; WCAG 2.2, 2.4.4",
        example="[the plan](file:///C:/plan.docx)",
        fix="Correct the link's target.",
    ),
    Rule(
        id="DOCX002",
        level=Level.info,
        finds="What an abbreviation stands for is cut short in the DOCX.",
        why="Word has no element for abbreviations; the title of a content control holds at most 64 characters.",
        source="WCAG 2.2, 3.1.4 Abbreviations; ECMA-376 part 1, 17.5.2.1",
        example="an expansion of more than 64 characters",
        fix="Write the full words at the first use in the text.",
    ),
    Rule(
        id="DOCX003",
        level=Level.warning,
        finds="A note inside a note was put in brackets in the DOCX.",
        why="Word does not allow notes inside notes.",
        source="ECMA-376 part 1, 17.11",
        example="a note whose text refers to another note",
        fix="Move the inner note into the text of the outer one.",
    ),
    Rule(
        id="DOCX004",
        level=Level.info,
        finds="The description of a formula is cut short in the DOCX; the formula itself is whole.",
        why="Office Math has no place for a description; the title of a content control holds at most 64 characters.",
        source="ECMA-376 part 1, 22.1 and 17.5.2.1",
        example="a formula that its author described in more than 64 characters",
        fix="Describe the formula in the text.",
    ),
    Rule(
        id="DOCX005",
        level=Level.warning,
        finds="A heading deeper than level 9 is written at level 9 in the DOCX.",
        why="Word has nine heading levels.",
        source="ECMA-376 part 1, 17.3.1.20",
        example="a section in a section, ten deep",
        fix="Use fewer levels of headings.",
    ),
    Rule(
        id="DOCX006",
        level=Level.info,
        finds="The source address of a quote is lost in the DOCX.",
        why="Word cannot hold it.",
        source="ECMA-376 part 1, 17.5.2",
        example='<blockquote cite="https://example.org/speech">',
        fix="Link to the source in the attribution.",
    ),
    Rule(
        id="DOCX007",
        level=Level.info,
        finds="The publisher's template lacks styles that the DOCX needs; exporter added its own.",
        why="These parts look like exporter's own style and may not match the publisher's.",
        source="ECMA-376 part 1, 17.7",
        example="a template without the style “Quote Attribution”",
        fix="Add styles with these names to the template.",
    ),
)
