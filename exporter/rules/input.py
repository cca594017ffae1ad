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
        repair="safe",
    ),
    Rule(
        id="IN002",
        level=Level.warning,
        finds="The text was not valid UTF-8 and was decoded another way.",
        why="A wrong guess shows as wrong letters, which a listener hears as nonsense.",
        source="Unicode Standard, 3.10 Unicode Encoding Schemes; exporter's own rule: articles are UTF-8",
        example="an article saved as Windows-1252",
        fix="Save the source as UTF-8.",
        repair="unsafe",
    ),
    Rule(
        id="IN003",
        level=Level.warning,
        finds="A bidirectional control character had no partner in its paragraph and was removed.",
        why="It would reorder text that comes after it, for those who look but not for those who listen.",
        source="Unicode Standard Annex 9",
        example="U+202E (right-to-left override) without U+202C",
        fix="Close each embedding, override or isolate in the paragraph that opens it.",
        repair="safe",
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
    Rule(
        id="IN006",
        level=Level.warning,
        finds="The feed has only a summary of the article; that is what was converted.",
        why="A reader takes the part for the whole.",
        source="RSS 2.0, item; RFC 4287, 4.1.3 and 4.2.13",
        example="an item with a description and no content:encoded",
        fix="Use a feed with full content, or the article's own file.",
    ),
    Rule(
        id="IN005",
        level=Level.info,
        finds="The source is not stored as it is read: its line ends, a byte order mark or composed characters differ.",
        why="Programs that compare or search the text find other characters than those that are seen and heard.",
        source="Unicode Standard Annex 15; exporter's own rule: articles are UTF-8 with plain line ends",
        example="an article saved with CR LF at the end of its lines",
        fix="Save the source as UTF-8 with LF line ends; exporter fix does it.",
        repair="safe",
    ),
    Rule(
        id="IN007",
        level=Level.info,
        finds="A paragraph or quotation was recognised to be in another language than the article.",
        why="A screen reader changes its voice where the language is marked; marked wrongly, it reads noise.",
        source="WCAG 2.2, 3.1.2 Language of Parts",
        example="« Nous n’avons jamais été consultés », in an English article",
        fix="Mark the language in the source, where its format can (HTML: lang; Markdown: [text]{lang=fr}).",
    ),
)
