"""Rules on EPUB files (EPUB)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="EPUB001",
        level=Level.warning,
        finds="A link could not be written; its words stand without it.",
        why="A link that leads nowhere, or where no book may lead, helps nobody.",
        source="EPUB 3.3, 6.1; WCAG 2.2, 2.4.4 Link Purpose (In Context)",
        example="[see the results](#nowhere)",
        fix="Correct the link's target.",
    ),
    Rule(
        id="EPUB002",
        level=Level.warning,
        finds="A link leads to an address that may not or cannot stand in a file; its words stand without it.",
        why="Only web, mail and telephone addresses are safe to follow from a file.",
        source="EPUB 3.3, 6.1; exporter's own rule on safe addresses",
        example="[the plan](file:///C:/plan.docx)",
        fix="Use an address that begins with https:, http:, mailto: or tel:.",
    ),
    Rule(
        id="EPUB003",
        level=Level.info,
        finds="The page numbers that the article has were left out of the EPUB, which has those of the PDF.",
        why="Two files of one run must mean the same by “page 7”; one book cannot have two page lists.",
        source="EPUB Accessibility 1.1, 3.2; Page Source Identification",
        example="an article with marks of printed pages, exported to EPUB with the pages of its PDF",
        fix="Make the EPUB in a run without a PDF (--to epub) to keep the article's own page numbers.",
    ),
    Rule(
        id="EPUB004",
        level=Level.info,
        finds="A part of a custom style sheet was left out of the EPUB or web page: it would be fetched.",
        why="A book is whole in itself; what it names and does not bring is missing, or tells others who reads it.",
        source="EPUB 3.3, 3.4 (publication resource locations) and 6.3.1 (CSS)",
        example='@font-face { font-family: "House"; src: url(house.ttf) }',
        fix="Nothing, if it is meant for the PDF, which takes it from the sheet's folder.",
    ),
    Rule(
        id="EPUB005",
        level=Level.warning,
        finds="The EPUB does not claim to conform, although somebody evaluated it: this speaks against it.",
        why="A claim that a file does not keep misleads those who rely on it.",
        source="EPUB Accessibility 1.1, 3.5",
        example="--certified-by, and a picture without a text alternative",
        fix="Mend what is named, and export the article again.",
    ),
)
