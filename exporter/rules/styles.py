"""Rules on a publisher's own style sheets (CSS)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="CSS001",
        level=Level.warning,
        finds="A style sheet, picture or font named in a custom style sheet cannot be loaded.",
        why="The page does not look as the publisher intended.",
        source="exporter's own rule: nothing is read outside the style sheet's folder, nothing from the network",
        example='@import "https://example.org/house.css";',
        fix="Put the file in the style sheet's folder, or below it, and refer to it by a relative path.",
    ),
    Rule(
        id="CSS002",
        level=Level.info,
        finds="A part of a custom style sheet was not understood and has no effect on the page.",
        why="CSS ignores misspelt properties and values silently.",
        source="CSS Syntax Level 3, 2.2 Error Handling",
        example="p { colour: navy }",
        fix="Correct the spelling, or remove it; it may still have an effect in the EPUB.",
    ),
    Rule(
        id="CSS003",
        level=Level.warning,
        finds="A custom style sheet gives text too little contrast with its background.",
        why="People with low vision, or with a pale print-out, cannot read it.",
        source="WCAG 2.2, 1.4.3 Contrast (Minimum)",
        example=":root { --quiet: #aaaaaa }",
        fix="Make the text darker or the background lighter: 4.5:1, or 3:1 for text from 18 points (bold: 14).",
    ),
    Rule(
        id="CSS005",
        level=Level.warning,
        finds="A custom style sheet adds words; they are left out of the EPUB and not read aloud in the PDF.",
        why="They are not in the article: some reading systems would read them aloud and others would not.",
        source="WCAG 2.2, 1.3.1 Info and Relationships (failure F87)",
        example='blockquote::before { content: "Not " }',
        fix="Write the words into the article.",
    ),
    Rule(
        id="CSS004",
        level=Level.info,
        finds="A font in a folder named with --fonts was not used, because a PDF cannot embed it.",
        why="If it were embedded, some programs would show nothing in its place, and the PDF would meet no standard.",
        source="ISO 32000-1, 9.9, table 126; ISO 14289-1, 7.21.4.1",
        example="--fonts house, where house/Sans-Variable.otf is a variable font",
        fix="Use a static version of the font with TrueType outlines (.ttf), not a variable font with CFF2 outlines.",
    ),
)
