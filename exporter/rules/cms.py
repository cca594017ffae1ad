"""Rules on articles in the block formats of content management systems (CMS)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="CMS001",
        level=Level.warning,
        finds="A block of a type that is not known was read as its words alone.",
        why="What the block was, a quotation, a picture with its caption, a box, is lost to everybody.",
        source="exporter's own rule: no word is lost, and nothing is guessed",
        example='{"type": "tideBox", "attrs": {"heading": "Tides this week"}}',
        fix="Declare the block in exporter.toml, under [cms.blocks]: see docs/reference/cms.md.",
    ),
    Rule(
        id="CMS002",
        level=Level.info,
        finds="A mark or an inline of a type that is not known was left out; its words were kept.",
        why="If it meant something (a language, a note), listeners and readers are not told.",
        source="exporter's own rule: no word is lost, and nothing is guessed",
        example='{"type": "text", "text": "demurrage", "marks": [{"type": "glossaryTerm"}]}',
        fix="Nothing, if the mark is only a look; else use a mark that docs/reference/cms.md lists.",
    ),
    Rule(
        id="CMS003",
        level=Level.person,
        finds="A picture has an empty text alternative in a system that writes one when nobody has said anything.",
        why="The picture is passed over in silence; whether that is right, only a person can say.",
        source="WCAG 2.2, 1.1.1 Non-text Content",
        example='<!-- wp:image --><figure><img src="chart.png" alt=""/></figure><!-- /wp:image -->',
        fix="Look at the picture: if it tells something, write that as its alternative text in the CMS.",
        decides="person",
    ),
    Rule(
        id="CMS004",
        level=Level.warning,
        finds="A field of an article or of a known block is not known.",
        why="Its words stand after the block, or outside the article, where they may mean nothing.",
        source="exporter's own rule: no word is lost, and nothing is guessed",
        example='{"type": "quote", "data": {"text": "We waited.", "strap": "Said at the quay"}}',
        fix="Declare the block in exporter.toml, under [cms.blocks], or delete the field from the export.",
    ),
    Rule(
        id="CMS005",
        level=Level.info,
        finds="A block that is not part of the article was left out: for letters only, a form, or so declared.",
        why="It is not for those who read the article; it is named so that nothing goes silently.",
        source="exporter's own rule: nothing goes silently",
        example='{"type": "email-cta", "html": "<p>Only in the letter.</p>"}',
        fix="Nothing, if that is right; else use a block that the article shows.",
    ),
    Rule(
        id="CMS006",
        level=Level.warning,
        finds="What the article links to or shows by an id of the CMS is not in the file.",
        why="Its words, or the way to it, are missing from the files.",
        source="exporter's own rule: nothing is fetched",
        example='{"sys": {"type": "Link", "linkType": "Entry", "id": "4kQuote"}}',
        fix="Export the article with everything it links to (Contentful: include=10), or use full addresses.",
    ),
)
