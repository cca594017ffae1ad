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

_DOCUMENT = [
    Rule(
        id="DOC001",
        level=Level.error,
        finds="The article has no title.",
        why="The title is what a listener hears first, and how a file is found among others.",
        source="WCAG 2.2, 2.4.2 Page Titled; ISO 14289-1, 7.1",
        fix="Give the article a title: its first heading, or “title” in its metadata.",
    ),
    Rule(
        id="DOC002",
        level=Level.error,
        finds="Nobody has said which language the article is in, and its words do not tell clearly.",
        why="A screen reader speaks it with the voice of whatever language its user has set.",
        source="WCAG 2.2, 3.1.1 Language of Page; ISO 14289-1, 7.2",
        fix="Declare the language in the article (lang) or with --lang.",
    ),
    Rule(
        id="DOC003",
        level=Level.error,
        finds="A link has no text.",
        why="A listener hears “link” and no more.",
        source="WCAG 2.2, 2.4.4 Link Purpose (In Context)",
        example="[](https://example.org)",
        fix="Write link text that says where the link goes.",
    ),
    Rule(
        id="DOC004",
        level=Level.warning,
        finds="A link's text says nothing about where the link goes.",
        why="Listeners jump from link to link and hear the link texts alone.",
        source="WCAG 2.2, 2.4.4 Link Purpose (In Context), 2.4.9",
        example="[click here](https://example.org)",
        fix="Name the page or document that the link leads to.",
    ),
    Rule(
        id="DOC005",
        level=Level.error,
        finds="A table has no header cell.",
        why="A listener hears a cell's value and not what it is a value of.",
        source="WCAG 2.2, 1.3.1 Info and Relationships; ISO 14289-1, 7.5",
        fix="Mark the row or column that names the others as a header.",
    ),
    Rule(
        id="DOC006",
        level=Level.person,
        finds="A block quote has no speaker.",
        why="Who looks may know from the layout who speaks; who listens only if it is said.",
        source="WCAG 2.2, 1.3.1 Info and Relationships",
        fix="If somebody is quoted, end the quote with a line “— Name, role”.",
        decides="person",
    ),
    Rule(
        id="DOC007",
        level=Level.error,
        finds="A section's heading has no text.",
        why="It is an empty entry in every list of headings.",
        source="WCAG 2.2, 2.4.6 Headings and Labels; 1.3.1",
        fix="Write the heading, or remove its mark.",
    ),
    Rule(
        id="DOC008",
        level=Level.warning,
        finds="A heading skips a level; it was put one level below the heading before it.",
        why="A listener who goes by levels looks for the one in between.",
        source="WCAG 2.2, 1.3.1 (technique G141); ISO 14289-1, 7.4.2",
        example="# Title, then ### Part",
        fix="Use the next level down.",
    ),
    Rule(
        id="DOC009",
        level=Level.info,
        finds="A table has no caption.",
        why="A listener has to read into a table to learn what it is about.",
        source="WCAG 2.2, 1.3.1 (technique H39)",
        fix="Give the table a caption.",
    ),
    Rule(
        id="DOC010",
        level=Level.warning,
        finds="A table has merged header cells or cells over several rows or columns.",
        why="Not every screen reader tells the right headers then.",
        source="WCAG 2.2, 1.3.1 (techniques H43, H63)",
        fix="Split the table into simple ones where that is possible.",
    ),
    Rule(
        id="DOC011",
        level=Level.warning,
        finds="A link leads to an anchor that the article does not have.",
        why="It would lead nowhere; writers print its text without a link.",
        source="WCAG 2.2, 2.4.4 Link Purpose (In Context)",
        fix="Correct the anchor's name.",
    ),
    Rule(
        id="DOC012",
        level=Level.warning,
        finds="Two places of the article have the same anchor name; links lead to the first.",
        why="The second cannot be reached.",
        source="WCAG 2.2, 1.3.1; XML 1.0, ID attributes",
        fix="Rename one of them.",
    ),
    Rule(
        id="DOC013",
        level=Level.warning,
        finds="A language tag is not well-formed.",
        why="No voice can be chosen by it.",
        source="WCAG 2.2, 3.1.2 Language of Parts; BCP 47",
        example="lang=english",
        fix="Use a tag such as en, en-GB or ar.",
    ),
    Rule(
        id="DOC014",
        level=Level.info,
        finds="A link's text is a bare address.",
        why="It is spelled out sign by sign to a listener.",
        source="WCAG 2.2, 2.4.4 Link Purpose (In Context)",
        fix="Name what the link leads to.",
    ),
    Rule(
        id="DOC015",
        level=Level.info,
        finds="A formula has no description in words; its source is given instead.",
        why="TeX read aloud is hard to follow.",
        source="WCAG 2.2, 1.1.1; ISO 14289-1, 7.7",
        fix="Describe the formula in words (alt).",
    ),
    Rule(
        id="DOC016",
        level=Level.info,
        finds="The article's language was recognised from its words.",
        why="A recognised language can be wrong, above all in short texts.",
        source="WCAG 2.2, 3.1.1 Language of Page",
        fix="Declare the language in the article (lang) or with --lang.",
    ),
    Rule(
        id="DOC017",
        level=Level.warning,
        finds="A paragraph that is bold as a whole may be a heading.",
        why="It looks like a heading and is not in any list of headings.",
        source="WCAG 2.2, 1.3.1 (failure F2)",
        fix="Mark it as a heading if it is one.",
    ),
    Rule(
        id="IMG003",
        level=Level.warning,
        finds="An alternative text is a file name or a word that fits any picture.",
        why="It tells a listener nothing.",
        source="WCAG 2.2, 1.1.1 (failure F30)",
        example="![IMG_2034.jpg](IMG_2034.jpg)",
        fix="Write what the picture tells, or mark it as decorative.",
    ),
    Rule(
        id="IMG004",
        level=Level.warning,
        finds="An alternative text repeats the caption.",
        why="A listener hears the same words twice, and what the picture shows not at all.",
        source="WCAG 2.2, 1.1.1 Non-text Content",
        fix="Say in the alternative text what the caption does not.",
    ),
    Rule(
        id="IMG005",
        level=Level.person,
        finds="Alternative texts are there; whether they are good, no machine can judge.",
        why="A wrong text passes every automated check.",
        source="WCAG 2.2, 1.1.1 Non-text Content",
        fix="Let somebody read each alternative text beside its picture.",
        decides="person",
    ),
]

_TEXT = [
    Rule(
        id="TXT001",
        level=Level.info,
        finds="A line that belongs to a web page and not to the article was left out.",
        why="Buttons, notices and links to other stories interrupt a person who listens, and lead nowhere.",
        example="Back to top",
        fix="Keep it with --keep-all if it belongs to the article.",
    ),
    Rule(
        id="TXT002",
        level=Level.info,
        finds="A list of one short label, the leftover of a page's menu, was left out.",
        why="It would be announced as a list, or be heard as part of the paragraph before it.",
        example="  1. National",
        fix="Keep it with --keep-all if it belongs to the article.",
    ),
    Rule(
        id="TXT003",
        level=Level.info,
        finds="A space was missing between two sentences and was put in.",
        why="A screen reader runs the two words together, and a search does not find them.",
        example="the scandal.Three months ago",
        fix="Put the space into the source.",
    ),
    Rule(
        id="TXT004",
        level=Level.info,
        finds="What a line is could not be told for sure.",
        why="A wrong heading, caption or list misleads those who move through the article by them.",
        fix="If it is wrong, set it apart with a blank line or light marks, or give the article as Markdown.",
        decides="person",
    ),
    Rule(
        id="TXT005",
        level=Level.warning,
        finds="A speaker is named below a statement without quotation marks; where the statement begins is a guess.",
        why="Words put into somebody's mouth, or taken out of it, are a factual error.",
        fix="Put quotation marks around the statement, or announce it with a line that ends in a colon.",
        decides="person",
    ),
    Rule(
        id="TXT006",
        level=Level.info,
        finds="An opening quotation mark has no closing mark in its paragraph.",
        why="Where the quoted words end cannot be told, so they are not marked as a quotation.",
        example="He said “nothing and left.",
        fix="Add the closing mark.",
    ),
]

_PDF = [
    Rule(
        id="PDF001",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because a picture has no text alternative.",
        why="A claim that a file does not keep misleads those who rely on it.",
        source="ISO 14289-1, 7.3",
        fix="Write alt text that says what the picture tells, or mark it as decorative.",
    ),
    Rule(
        id="PDF002",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because the document's language is not known.",
        why="A screen reader picks its voice by the language.",
        source="ISO 14289-1, 7.2",
        fix="Say the language with --lang or in the front matter.",
    ),
    Rule(
        id="PDF003",
        level=Level.warning,
        finds="The PDF does not claim PDF/UA-1, because the document has no title.",
        why="The title is what is announced when the file is opened.",
        source="ISO 14289-1, 7.1",
        fix="Give the document a title.",
    ),
    Rule(
        id="PDF004",
        level=Level.warning,
        finds="A character has no glyph in any font at hand; a box stands in its place.",
        why="Who looks cannot read it, and no standard for accessible or archived files allows it.",
        source="ISO 14289-1, 7.21.8; ISO 19005-2, 6.2.11.8",
        fix="Install a font that has the character, or name one in a style sheet with --style.",
    ),
]

_HTML = [
    Rule(
        id="HTML001",
        level=Level.warning,
        finds="An element that is no text, or that could act, was left out.",
        why="A document must not run, fetch or submit anything; what such an element shows is not in the files.",
        source="exporter's own rule: no active content",
        fix="Say in the text what the element showed, or link to it.",
    ),
    Rule(
        id="HTML002",
        level=Level.warning,
        finds="A link led where a file may not lead; its text stays without it.",
        why="Only web, mail and telephone addresses and places in the document are safe to follow anywhere.",
        source="exporter's own rule on safe addresses",
        fix="Use a full address that begins with https:, http:, mailto: or tel:, or the id of a part of the article.",
    ),
    Rule(
        id="HTML003",
        level=Level.info,
        finds="Text that the page hides was left out.",
        why="Nobody who looked at the page could read it.",
        source="HTML Standard, 6.1 The hidden attribute",
        fix="Make it visible if it belongs to the article.",
    ),
    Rule(
        id="HTML004",
        level=Level.info,
        finds="The quotation marks that a browser shows around a “q” element were put into the text.",
        why="Text is the same in all three files, and so are its marks.",
        source="HTML Standard, 15.3.4 Phrasing content: quotes",
        fix="Type the marks into the text if others are wanted.",
    ),
    Rule(
        id="HTML005",
        level=Level.warning,
        finds="A table that only places things was taken apart.",
        why="A listener would be told of rows and columns that mean nothing.",
        source="WCAG 2.2, 1.3.1 (failure F46), 1.3.2",
        fix="Use tables for data only.",
    ),
    Rule(
        id="HTML006",
        level=Level.info,
        finds="A part of the page outside its article was left out.",
        why="Menus and teasers are not the article; they are listed so that nothing goes silently.",
        source="HTML Standard, 4.4.2 and 4.3.2: article and main",
        fix="Move it into the article element if it belongs there.",
    ),
]

_MARKDOWN = [
    Rule(
        id="MD001",
        level=Level.warning,
        finds="A formula could not be turned into MathML; its TeX stands as it is.",
        why="A listener hears TeX, and who looks sees TeX.",
        source="WCAG 2.2, 1.1.1; EPUB 3.3, 6.1 MathML",
        fix="Correct the formula, or describe it in words (alt).",
    ),
    Rule(
        id="MD002",
        level=Level.warning,
        finds="A key of the front matter is not known, or its value is not of the kind it must be.",
        why="What it says is not in the files.",
        source="docs/reference/markdown.md",
        fix="Use the keys and kinds that the reference lists.",
    ),
]

_EPUB = [
    Rule(
        id="EPUB001",
        level=Level.warning,
        finds="A link could not be written; its words stand without it.",
        why="A link that leads nowhere, or where no book may lead, helps nobody.",
        source="EPUB 3.3, 6.1; WCAG 2.2, 2.4.4 Link Purpose (In Context)",
        fix="Correct the link's target.",
    ),
    Rule(
        id="EPUB002",
        level=Level.warning,
        finds="A link leads to an address that may not or cannot stand in a file; its words stand without it.",
        why="Only web, mail and telephone addresses are safe to follow from a file.",
        source="EPUB 3.3, 6.1; exporter's own rule on safe addresses",
        fix="Use an address that begins with https:, http:, mailto: or tel:.",
    ),
]

_DOCX = [
    Rule(
        id="DOCX001",
        level=Level.warning,
        finds="A link could not be written into the DOCX; its words stand without it.",
        why="A link that leads nowhere, or where no file may lead, helps nobody.",
        source="ECMA-376 part 1, 17.16.22; WCAG 2.2, 2.4.4",
        fix="Correct the link's target.",
    ),
    Rule(
        id="DOCX002",
        level=Level.warning,
        finds="What an abbreviation stands for is lost in the DOCX.",
        why="Word has no abbreviations; a content control's title can hold up to 64 characters of it.",
        source="WCAG 2.2, 3.1.4 Abbreviations",
        fix="Write the full words at the first use in the text.",
    ),
    Rule(
        id="DOCX003",
        level=Level.warning,
        finds="A note inside a note stands in brackets in the DOCX.",
        why="Word allows no note inside a note.",
        source="ECMA-376 part 1, 17.11",
        fix="Take the inner note into the text of the outer one.",
    ),
    Rule(
        id="DOCX004",
        level=Level.info,
        finds="The words that describe a formula are lost in the DOCX; the formula itself is not.",
        why="Office Math has no place for them; Word reads the formula by its own rules.",
        source="ECMA-376 part 1, 22.1",
        fix="Say in the text what the formula says.",
    ),
    Rule(
        id="DOCX005",
        level=Level.warning,
        finds="A heading deeper than level 9 is written at level 9 in the DOCX.",
        why="Word has nine heading levels.",
        source="ECMA-376 part 1, 17.3.1.20",
        fix="Nest less deeply.",
    ),
    Rule(
        id="DOCX006",
        level=Level.info,
        finds="The address that a quote was taken from is lost in the DOCX.",
        why="Word has no place for it.",
        source="ECMA-376 part 1, 17.5.2",
        fix="Link the source in the attribution.",
    ),
]

RULES: dict[str, Rule] = {
    rule.id: rule for rule in [*_INPUT, *_IMAGES, *_DOCUMENT, *_TEXT, *_HTML, *_MARKDOWN, *_PDF, *_EPUB, *_DOCX]
}
