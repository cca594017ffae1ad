"""Rules on PDF files (PDF)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="PDF001",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because a picture has no meaningful alternative text.",
        why="A false claim misleads the people who rely on it.",
        source="ISO 14289-1, 7.3",
        example="![](map.png), not marked as decorative",
        fix="Write an alternative text that says what the picture shows, or mark it as decorative.",
    ),
    Rule(
        id="PDF002",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because a language is unknown, or its tag does not name one.",
        why="A screen reader chooses its voice by the language.",
        source="ISO 14289-1, 7.2",
        example="an article without “lang:” in its front matter",
        fix="Give the language with --lang or in the front matter.",
    ),
    Rule(
        id="PDF003",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because no title identifies the document.",
        why="Screen readers announce the title when the file is opened.",
        source="ISO 14289-1, 7.1",
        example="a text that begins without a heading and without “title:”",
        fix="Give the document a title.",
    ),
    Rule(
        id="PDF004",
        level=Level.warning,
        finds="No available font has a glyph for a character; a box is printed instead.",
        why="People cannot read it, and no standard for accessible or archived files allows it.",
        source="ISO 14289-1, 7.21.8; ISO 19005-2, 6.2.11.8",
        example="𓂀 (U+13080)",
        fix="Name a folder that contains a font with the character: --fonts FOLDER.",
    ),
    Rule(
        id="PDF005",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because the rows of a table do not have the same number of columns.",
        why="People who move through a table cell by cell hear the wrong row or column.",
        source="ISO 14289-1, 7.5 (veraPDF 7.2-43)",
        example="<tr><td>1</td></tr><tr><td>1</td><td>2</td></tr>",
        fix="Give every row a cell for each column, empty where there is no value; check the spans.",
    ),
    Rule(
        id="PDF006",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because a heading has no text.",
        why="The heading levels below it would skip one.",
        source="ISO 14289-1, 7.4.2",
        example="a section in a JSON document whose title is empty",
        fix="Write the heading, or remove the section.",
    ),
    Rule(
        id="PDF007",
        level=Level.info,
        finds="The layout engine that was asked for did not set the document; WeasyPrint did.",
        why="The file is as right as any other, but takes longer to make and may have its lines broken elsewhere.",
        source="docs/pdf.md, engines",
        example="--engine plutobook for an article with formulas",
        fix="Nothing has to be done; choose --engine auto to have no notice of it.",
    ),
    Rule(
        id="PDF008",
        level=Level.warning,
        finds="The PDF does not claim PDF/A, because an alternative text or an address is longer than a string may be.",
        why="What stands in for a picture, and where a link leads, is one string of the file; PDF/A bounds them.",
        source="ISO 19005-2, 6.1.13 (veraPDF 6.1.13-3); PDF/A-4 has no such bound",
        example="a picture whose alternative text has 20,000 letters",
        fix="Describe the picture in a few sentences and put the long description into the text, or use --pdf ua-2.",
    ),
)
