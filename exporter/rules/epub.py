"""Rules on EPUB files (EPUB)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="EPUB001",
        level=Level.warning,
        finds="A link could not be written; its text was kept without the link.",
        why="A link that leads nowhere, or to an unsafe address, helps nobody.",
        source="EPUB 3.3, 6.1; WCAG 2.2, 2.4.4 Link Purpose (In Context)",
        example="[see the results](#nowhere)",
        fix="Correct the link's target.",
    ),
    Rule(
        id="EPUB002",
        level=Level.warning,
        finds="A link leads to an address that is unsafe or invalid; its text was kept without the link.",
        why="Only web, mail and telephone addresses are safe to follow from a file.",
        source="EPUB 3.3, 6.1; exporter's own rule on safe addresses",
        example="[the plan](file:///C:/plan.docx)",
        fix="Use an address that begins with https:, http:, mailto: or tel:.",
    ),
    Rule(
        id="EPUB003",
        level=Level.info,
        finds="The article's own page numbers were left out of the EPUB, which uses those of the PDF.",
        why="“Page 7” must mean the same in both files, and an EPUB can have only one page list.",
        source="EPUB Accessibility 1.1, 3.2; Page Source Identification",
        example="an article that marks printed pages, exported to EPUB together with PDF",
        fix="To keep the article's own page numbers, make the EPUB without a PDF (--to epub).",
    ),
    Rule(
        id="EPUB004",
        level=Level.info,
        finds="Part of a custom style sheet was left out of the EPUB or web page: it loads another file.",
        why="The file must be complete in itself; loading something would fail, or reveal who is reading.",
        source="EPUB 3.3, 3.4 (publication resource locations) and 6.3.1 (CSS)",
        example='@font-face { font-family: "House"; src: url(house.ttf) }',
        fix="Nothing, if it is meant for the PDF, which loads it from the style sheet's folder.",
    ),
    Rule(
        id="EPUB005",
        level=Level.warning,
        finds="The EPUB does not claim conformance although somebody evaluated it, because of a known fault.",
        why="A false claim misleads the people who rely on it.",
        source="EPUB Accessibility 1.1, 3.5",
        example="--certified-by, and a picture without alternative text",
        fix="Repair the fault that the message names, and export the article again.",
    ),
)
