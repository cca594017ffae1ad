"""Rules on reading HTML (HTML)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="HTML001",
        level=Level.warning,
        finds="An element that is not text, or that could act, was left out.",
        why="A document must not run, fetch or submit anything; what such an element shows is not in the files.",
        source="exporter's own rule: no active content",
        example='<iframe src="https://example.org/chart"></iframe>',
        fix="Say in the text what the element showed, or link to it.",
    ),
    Rule(
        id="HTML002",
        level=Level.warning,
        finds="A link led where a file may not lead; its text stays without it.",
        why="Only web, mail and telephone addresses and places in the document are safe to follow anywhere.",
        source="exporter's own rule on safe addresses",
        example='<a href="javascript:show()">Show more</a>',
        fix="Use a full address that begins with https:, http:, mailto: or tel:, or the id of a part of the article.",
    ),
    Rule(
        id="HTML003",
        level=Level.info,
        finds="Text that the page hides was left out.",
        why="Nobody who looked at the page could read it.",
        source="HTML Standard, 6.1 The hidden attribute",
        example="<p hidden>Draft.</p>",
        fix="Make it visible if it belongs to the article.",
    ),
    Rule(
        id="HTML004",
        level=Level.info,
        finds="The quotation marks that a browser shows around a “q” element were put into the text.",
        why="Text is the same in all three files, and so are its marks.",
        source="HTML Standard, 15.3.4 Phrasing content: quotes",
        example="<q>we were late</q>",
        fix="Type the marks into the text if others are wanted.",
        repair="safe",
    ),
    Rule(
        id="HTML005",
        level=Level.warning,
        finds="A table that only places things was taken apart.",
        why="A listener would be told of rows and columns that mean nothing.",
        source="WCAG 2.2, 1.3.1 (failure F46), 1.3.2",
        example='<table role="presentation">',
        fix="Use tables for data only.",
    ),
    Rule(
        id="HTML006",
        level=Level.info,
        finds="A part of the page outside its article was left out.",
        why="Menus and teasers are not the article; they are listed so that nothing goes silently.",
        source="HTML Standard, 4.4.2 and 4.3.2: article and main",
        example='<div class="teasers">…</div>, outside <article>',
        fix="Move it into the article element if it belongs there.",
    ),
    Rule(
        id="HTML007",
        level=Level.info,
        finds="A paragraph that is one bold line was taken for a heading.",
        why="It looks like a heading and is none: a listener cannot go to it.",
        source="WCAG 2.2, 1.3.1 (failure F2), 2.4.6",
        example="<p><strong>What happens next</strong></p>",
        fix="Use h2 to h6 for headings, and no bold paragraphs.",
    ),
    Rule(
        id="HTML008",
        level=Level.info,
        finds="Lines that begin with typed bullets or numbers were taken for a list.",
        why="A listener is not told that there is a list, nor how long it is.",
        source="WCAG 2.2, 1.3.1 (technique H48)",
        example="<p>• one</p><p>• two</p>",
        fix="Use ul or ol.",
    ),
)
