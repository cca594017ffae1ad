"""Rules on input and its limits (IN)."""

from __future__ import annotations

from exporter.diagnostics import Level, Rule

RULES = (
    Rule(
        id="IN001",
        level=Level.warning,
        finds="A character that no XML file can hold was replaced or removed.",
        why="One such character makes an EPUB or DOCX unreadable as a whole.",
        source="XML 1.0, 2.2 Characters",
        example="the character U+0000",
        fix="Delete the character in the source.",
    ),
    Rule(
        id="IN002",
        level=Level.warning,
        finds="The text was not valid UTF-8 and was decoded another way.",
        why="A wrong guess shows as wrong letters, which a listener hears as nonsense.",
        source="Unicode Standard, 3.10 Unicode Encoding Schemes; exporter's own rule: articles are UTF-8",
        example="an article saved as Windows-1252",
        fix="Save the source as UTF-8.",
    ),
    Rule(
        id="IN003",
        level=Level.warning,
        finds="A bidirectional control character had no partner in its paragraph and was removed.",
        why="It would reorder text that comes after it, for those who look but not for those who listen.",
        source="Unicode Standard Annex 9",
        example="U+202E (right-to-left override) without U+202C",
        fix="Close each embedding, override or isolate in the paragraph that opens it.",
    ),
    Rule(
        id="IN004",
        level=Level.warning,
        finds="Structure nested deeper than the limit was flattened.",
        why="Nobody can follow it, and it can be made to stop a program.",
        source="exporter's own rule on what an article may cost",
        example="a list in a list, seventy deep",
        fix="Nest less deeply.",
    ),
)
