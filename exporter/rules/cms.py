"""Rules on articles in the block formats of content management systems (CMS)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="CMS001",
        level=Level.warning,
        finds="A block of an unknown type was read for its words only.",
        why="What the block was (a quotation, a picture with its caption, a box) is lost for every reader.",
        source="exporter's own rule: no word is lost, and nothing is guessed",
        example='{"type": "tideBox", "attrs": {"heading": "Tides this week"}}',
        fix="Declare the block in exporter.toml, under [cms.blocks]: see docs/reference/cms.md.",
    ),
    Rule(
        id="CMS002",
        level=Level.info,
        finds="A mark or in-line element of an unknown type was left out; its words were kept.",
        why="If it had a meaning (a language, a note), no reader or listener learns it.",
        source="exporter's own rule: no word is lost, and nothing is guessed",
        example='{"type": "text", "text": "demurrage", "marks": [{"type": "glossaryTerm"}]}',
        fix="Nothing, if the mark only changes the look; otherwise use a mark that docs/reference/cms.md lists.",
    ),
    Rule(
        id="CMS003",
        level=Level.person,
        finds="A picture has an empty alternative text, which this CMS also writes when nobody has decided.",
        why="Screen readers skip the picture; only a person can say whether that is right.",
        source="WCAG 2.2, 1.1.1 Non-text Content",
        example='<!-- wp:image --><figure><img src="chart.png" alt=""/></figure><!-- /wp:image -->',
        fix="Look at the picture: if it carries information, write that as its alternative text in the CMS.",
        decides="person",
    ),
    Rule(
        id="CMS004",
        level=Level.warning,
        finds="A field of the article or of a known block is unknown.",
        why="Its words are placed after the block, or left out of the article, and may lose their meaning.",
        source="exporter's own rule: no word is lost, and nothing is guessed",
        example='{"type": "quote", "data": {"text": "We waited.", "strap": "Said at the quay"}}',
        fix="Declare the block in exporter.toml, under [cms.blocks], or delete the field from the export.",
    ),
    Rule(
        id="CMS005",
        level=Level.info,
        finds="A block that is not part of the article was left out: a form, newsletter content, or declared so.",
        why="It is not meant for readers of the article; it is reported so that nothing is dropped silently.",
        source="exporter's own rule: nothing goes silently",
        example='{"type": "email-cta", "html": "<p>Only in the letter.</p>"}',
        fix="Nothing, if that is right; otherwise use a block that the article shows.",
    ),
    Rule(
        id="CMS006",
        level=Level.warning,
        finds="Something that the article refers to by a CMS id is not in the file.",
        why="Its words, or the link to it, are missing from the exported files.",
        source="exporter's own rule: nothing is fetched",
        example='{"sys": {"type": "Link", "linkType": "Entry", "id": "4kQuote"}}',
        fix="Export the article with everything it links to (Contentful: include=10), or use full addresses.",
    ),
    Rule(
        id="CMS007",
        level=Level.info,
        finds="The article is there in several languages, and one of them was read.",
        why="Readers of the other languages get no file from this run.",
        source="exporter's own rule: nothing goes silently",
        example='{"title": {"en-GB": "The quay", "de-DE": "Der Kai"}}',
        fix="Nothing, if that is the language you want; otherwise choose another with --lang.",
    ),
)
