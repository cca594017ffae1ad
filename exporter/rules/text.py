"""Rules on reading plain text (TXT)."""

from __future__ import annotations

from exporter.diagnostics import Level, Rule

RULES = (
    Rule(
        id="TXT001",
        level=Level.info,
        finds="A line that belongs to a web page and not to the article was left out.",
        why="Buttons, notices and links to other stories interrupt a person who listens, and lead nowhere.",
        source="WCAG 2.2, 1.3.2 Meaningful Sequence",
        example="Back to top",
        fix="Keep it with --keep-all if it belongs to the article.",
    ),
    Rule(
        id="TXT002",
        level=Level.info,
        finds="A list of one short label, the leftover of a page's menu, was left out.",
        why="It would be announced as a list, or be heard as part of the paragraph before it.",
        source="WCAG 2.2, 1.3.1 Info and Relationships",
        example="  1. National",
        fix="Keep it with --keep-all if it belongs to the article.",
    ),
    Rule(
        id="TXT003",
        level=Level.info,
        finds="A space was missing between two sentences and was put in.",
        why="A screen reader runs the two words together, and a search does not find them.",
        source="WCAG 2.2, 1.3.2 Meaningful Sequence",
        example="the scandal.Three months ago",
        fix="Put the space into the source.",
    ),
    Rule(
        id="TXT004",
        level=Level.info,
        finds="What a line is could not be told for sure.",
        why="A wrong heading, caption or list misleads those who move through the article by them.",
        source="WCAG 2.2, 1.3.1 Info and Relationships, 2.4.6 Headings and Labels",
        example="a short line without a full stop between two paragraphs",
        fix="If it is wrong, set it apart with a blank line or light marks, or give the article as Markdown.",
        decides="person",
    ),
    Rule(
        id="TXT005",
        level=Level.warning,
        finds="A speaker is named below a statement without quotation marks; where the statement begins is a guess.",
        why="Words put into somebody's mouth, or taken out of it, are a factual error.",
        source="WCAG 2.2, 1.3.1 Info and Relationships",
        example="We were never asked. / Jane Roe, chair of the board",
        fix="Put quotation marks around the statement, or announce it with a line that ends in a colon.",
        decides="person",
    ),
    Rule(
        id="TXT006",
        level=Level.info,
        finds="An opening quotation mark has no closing mark in its paragraph.",
        why="Where the quoted words end cannot be told, so they are not marked as a quotation.",
        source="WCAG 2.2, 1.3.1 Info and Relationships",
        example="He said “nothing and left.",
        fix="Add the closing mark.",
    ),
    Rule(
        id="TXT007",
        level=Level.error,
        finds="A hint of the hint file matches no line of the article and was not used.",
        why="The article has changed since somebody decided about it: the decision is lost unless it is looked at.",
        source="exporter's own rule on hint files",
        example='12 "These words are not there" = drop',
        fix="Correct the line number and the quoted words, or delete the hint.",
    ),
    Rule(
        id="TXT008",
        level=Level.info,
        finds="A hint was used on another line than it names, because its words stand there now.",
        why="The next change of the article may leave it without a line.",
        source="exporter's own rule on hint files",
        example='12 "National" = drop',
        fix="Correct the line number.",
    ),
)
