"""What a document needs of a layout engine beyond plain text: found in the tree that is to be laid out, and in options.

An engine says what it can as a set of the same needs, so that choosing one is comparing two sets (``engines``).
"""

from __future__ import annotations

import re
from enum import Enum

from lxml import etree

from exporter.patterns import pattern
from exporter.writers import WriteOptions
from exporter.writers.pdf.contents import PAGE_NUMBER
from exporter.writers.pdf.engines.painted import elements_of
from exporter.writers.pdf.foot_notes import FOOT
from exporter.writers.xhtml.parts import part_of

PUBLICATION = "publication"
"""The class of the page of a publication."""
START = "start-"
"""Before where its articles begin, as another class."""


class Need(Enum):
    """One thing that not every engine can, in words that end “the document has …”."""

    RIGHT_TO_LEFT = "text written from right to left"
    INDIC = "a script whose letters change places"
    EAST_ASIAN = "East Asian text"
    EMOJI = "emoji"
    MARKS = "marks written above or below letters as characters of their own"
    OTHER_SIGNS = "signs beyond Latin, Greek and Cyrillic letters"
    FORMULAS = "formulas"
    FOOT_NOTES = "notes at the foot of the page"
    PAGE_REFERENCES = "a contents list with page numbers"
    ARTICLES = "articles with running heads and page numbers of their own"
    FLOWING_ARTICLES = "articles that begin where the one before them ends"
    PICTURES = "pictures"
    TABLES = "tables"
    OVERHANGING_TABLES = "a table that reaches into the margins"
    BROKEN_WORDS = "a table whose words are broken to fit"
    TURNED_PAGES = "a table on a turned page"
    LONG_CODE = "code that runs over pages"
    EDITION = "an edition for readers who need another look"
    HOUSE_SHEETS = "style sheets of its publisher"
    HOUSE_FONTS = "fonts of its publisher"
    PDF_TWO = "PDF 2.0 as its aim"
    ATTACHMENT = "its source attached"
    PICTURE_RESOLUTION = "a bound on the resolution of its pictures"


EVERYTHING = frozenset(Need)

_SCRIPTS = (
    (
        Need.RIGHT_TO_LEFT,
        "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
        "\U0001e800-\U0001efff]",
    ),
    (Need.INDIC, "[\u0900-\u109f\u1780-\u17ff\u1900-\u1cff\ua800-\uaaff\uabc0-\uabff\U00011000-\U00011fff]"),
    (
        Need.EAST_ASIAN,
        "[\u1100-\u11ff\u2e80-\u303f\u3040-\ud7ff\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uffef"
        "\U00016fe0-\U00018dff\U0001b000-\U0001b2ff\U00020000-\U0003ffff]",
    ),
    (Need.EMOJI, "[\u20e3\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001fbff\U000e0020-\U000e007f]"),
    (Need.MARKS, "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20e2\u20e4-\u20ff\ufe20-\ufe2f]"),
)
_PLAIN = (
    "\t\n\r\x20-\x7e\xa0-\u012b\u012e-\u0131\u0134-\u0165\u0168-\u017f\u0192\u01cd-\u01dc\u0218-\u021b\u02c6\u02c7"
    "\u02d8-\u02dd\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491\u1e80-\u1e85\u1e9e"
    "\u1ea0-\u1ef9\u2009\u200b\u2010\u2012-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u202f\u2030\u2032\u2033"
    "\u2039\u203a\u2044\u20ac\u2116\u2122\u2190-\u2193\u2202\u2206\u2211\u2212\u221a\u221e\u2248\u2260\u2264\u2265"
)
OTHER = re.compile(f"[^{_PLAIN}]")
"""What is neither of these scripts nor sure to be in the text fonts of the house."""

_BY_SCRIPT = tuple((need, pattern(letters)) for need, letters in _SCRIPTS)

_BY_CLASS = {
    "formula": Need.FORMULAS,
    FOOT: Need.FOOT_NOTES,
    PUBLICATION: Need.ARTICLES,
    f"{START}none": Need.FLOWING_ARTICLES,
    "table-wide": Need.OVERHANGING_TABLES,
    "table-turned": Need.TURNED_PAGES,
    "table-broken": Need.BROKEN_WORDS,
    "long": Need.LONG_CODE,
}
_BY_NAME = {"img": Need.PICTURES, "table": Need.TABLES}


def needs_of(root: etree._Element, options: WriteOptions) -> frozenset[Need]:
    """What the page ``root``, ready to be laid out, and ``options`` need of an engine."""
    return frozenset({*_by_options(options), *_by_elements(root), *_by_text("".join(map(str, root.itertext())))})


def _by_options(options: WriteOptions) -> set[Need]:
    wanted = {
        Need.EDITION: options.edition,
        Need.HOUSE_SHEETS: options.styles,
        Need.HOUSE_FONTS: options.fonts,
        Need.PDF_TWO: options.pdf == "ua-2",
        Need.ATTACHMENT: options.attachment,
        Need.PICTURE_RESOLUTION: options.picture_dpi,
    }
    return {need for need, asked in wanted.items() if asked}


def _by_elements(root: etree._Element) -> set[Need]:
    found: set[Need] = set()
    for element in elements_of(root):
        if need := _BY_NAME.get(element.tag[element.tag.rfind("}") + 1 :]):
            found.add(need)
        if classes := element.get("class"):
            found.update(_BY_CLASS[name] for name in classes.split() if name in _BY_CLASS)
        if element.get("dir") == "rtl":
            found.add(Need.RIGHT_TO_LEFT)
        if part_of(element) == PAGE_NUMBER:
            found.add(Need.PAGE_REFERENCES)
    return found


def _by_text(text: str) -> set[Need]:
    """The scripts of a text that are not plain."""
    if text.isascii() or not OTHER.search(text):
        return set()
    found = {need for need, letters in _BY_SCRIPT if letters.search(text)}
    rest = OTHER.sub(lambda char: "" if any(letters.match(char[0]) for _, letters in _BY_SCRIPT) else char[0], text)
    return found | ({Need.OTHER_SIGNS} if OTHER.search(rest) else set())
