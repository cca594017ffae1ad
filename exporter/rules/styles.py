"""Rules on a publisher's own style sheets (CSS)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="CSS001",
        level=Level.warning,
        finds="A style sheet, picture or font that a custom style sheet names cannot be loaded and is left out.",
        why="The page does not look as the publisher wants, and nobody would know why.",
        source="exporter's own rule: nothing is read outside the style sheet's folder, nothing from the network",
        example='@import "https://example.org/house.css";',
        fix="Put the file beside the style sheet, or below, and name it by a relative address.",
    ),
    Rule(
        id="CSS002",
        level=Level.info,
        finds="A part of a custom style sheet has no effect on the page, because it is not understood.",
        why="A misspelt property or value is passed over in silence by CSS.",
        source="CSS Syntax Level 3, 2.2 Error Handling",
        example="p { colour: navy }",
        fix="Correct the spelling, or leave the part out; it may still be meant for the EPUB.",
    ),
    Rule(
        id="CSS003",
        level=Level.warning,
        finds="A custom style sheet gives text too little contrast to what lies behind it.",
        why="Who sees little, or reads a grey print, cannot read it.",
        source="WCAG 2.2, 1.4.3 Contrast (Minimum)",
        example=":root { --quiet: #aaaaaa }",
        fix="Make the text darker or the ground lighter, to 4.5:1, or 3:1 for text from 18 points (bold: 14).",
    ),
    Rule(
        id="CSS005",
        level=Level.warning,
        finds="A custom style sheet writes words of its own; they are left out of the EPUB, and not heard in the PDF.",
        why="They are not in the article: some reading systems would read them aloud, and others would not.",
        source="WCAG 2.2, 1.3.1 Info and Relationships (failure F87)",
        example='blockquote::before { content: "Not " }',
        fix="Write the words into the article.",
    ),
    Rule(
        id="CSS004",
        level=Level.info,
        finds="A font in a folder named with --fonts is not used, because a PDF cannot hold it.",
        why="Embedded all the same, some programs would show nothing in its place, and no standard would be met.",
        source="ISO 32000-1, 9.9, table 126; ISO 14289-1, 7.21.4.1",
        example="--fonts house, where house/Sans-Variable.otf is a variable font",
        fix="Take the font's static files with TrueType outlines (.ttf), not a variable font with CFF2 outlines.",
    ),
)
