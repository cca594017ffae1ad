"""The table of rules: one entry for each thing that is checked, repaired or reported, by area.

Ids are stable: an entry is never renumbered or reused. ``docs/reference/rules.md`` is generated from this table.
Areas: IN input and limits, TXT plain text, MD Markdown, HTML, IMG pictures, DOC the document itself, PDF, EPUB, DOCX.
"""

from __future__ import annotations

from exporter.diagnostics import Level, Rule

_INPUT = [
    Rule(
        id="IN001",
        level=Level.warning,
        finds="A character that no XML file can hold was replaced or removed.",
        why="One such character makes an EPUB or DOCX unreadable as a whole.",
        source="XML 1.0, 2.2 Characters",
        fix="Delete the character in the source.",
    ),
    Rule(
        id="IN002",
        level=Level.warning,
        finds="The text was not valid UTF-8 and was decoded another way.",
        why="A wrong guess shows as wrong letters, which a listener hears as nonsense.",
        fix="Save the source as UTF-8.",
    ),
    Rule(
        id="IN003",
        level=Level.warning,
        finds="A bidirectional control character had no partner in its paragraph and was removed.",
        why="It would reorder text that comes after it, for those who look but not for those who listen.",
        source="Unicode Standard Annex 9",
        fix="Close each embedding, override or isolate in the paragraph that opens it.",
    ),
    Rule(
        id="IN004",
        level=Level.warning,
        finds="Structure nested deeper than the limit was flattened.",
        why="Nobody can follow it, and it can be made to stop a program.",
        fix="Nest less deeply.",
    ),
]

_IMAGES = [
    Rule(
        id="IMG001",
        level=Level.error,
        finds="A picture has no text alternative and is not marked as decorative.",
        why="Who cannot see the picture is told nothing, not even that it does not matter.",
        source="WCAG 2.2, 1.1.1 Non-text Content; ISO 14289-1, 7.3",
        example="![](chart.png)",
        fix="Write alt text that says what the picture tells, or mark it as decorative.",
    ),
    Rule(
        id="IMG002",
        level=Level.warning,
        finds="A picture could not be had and was left out; its alt text stands in its place.",
        why="What cannot be read safely from the article's folder is not in the files.",
        source="exporter's own rule: nothing is read outside the article's folder",
        fix="Put the picture into the article's folder and name it by a relative path.",
    ),
]

RULES: dict[str, Rule] = {rule.id: rule for rule in [*_INPUT, *_IMAGES]}
