"""Rules on PDF files (PDF)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="PDF001",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because a picture has no text alternative that says anything.",
        why="A claim that a file does not keep misleads those who rely on it.",
        source="ISO 14289-1, 7.3",
        example="![](map.png), and nobody has said whether it is decorative",
        fix="Write alt text that says what the picture tells, or mark it as decorative.",
    ),
    Rule(
        id="PDF002",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because a language is not known, or its tag does not name one.",
        why="A screen reader picks its voice by the language.",
        source="ISO 14289-1, 7.2",
        example="an article without “lang:” in its front matter",
        fix="Say the language with --lang or in the front matter.",
    ),
    Rule(
        id="PDF003",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because no title identifies the document.",
        why="The title is what is announced when the file is opened.",
        source="ISO 14289-1, 7.1",
        example="a text that begins at once, without a heading and without “title:”",
        fix="Give the document a title.",
    ),
    Rule(
        id="PDF004",
        level=Level.warning,
        finds="A character has no glyph in any font at hand; a box stands in its place.",
        why="Who looks cannot read it, and no standard for accessible or archived files allows it.",
        source="ISO 14289-1, 7.21.8; ISO 19005-2, 6.2.11.8",
        example="𓂀 (U+13080)",
        fix="Name a folder with a font that has the character: --fonts FOLDER.",
    ),
    Rule(
        id="PDF005",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because the rows of a table do not have the same number of columns.",
        why="Who moves through a table cell by cell is told the wrong row or column.",
        source="ISO 14289-1, 7.5 (veraPDF 7.2-43)",
        example="<tr><td>1</td></tr><tr><td>1</td><td>2</td></tr>",
        fix="Give every row a cell for each column, an empty one where there is nothing to say; check the spans.",
    ),
    Rule(
        id="PDF006",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because a heading has no text.",
        why="The levels of the headings below it would skip one.",
        source="ISO 14289-1, 7.4.2",
        example="a section of a model in JSON whose title has no words",
        fix="Write the heading, or take the section away.",
    ),
)
