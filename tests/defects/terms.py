"""Defects of an EPUB's accessibility metadata: words, properties and contradictions (EPUB Accessibility 1.1, 2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from tests.defects.zip_tools import Book, epub

Change = Callable[[Book], None]


def metas(book: Book, name: str) -> list[Any]:
    return [made for made in book.opf.iter("{*}meta") if made.get("property") == f"schema:{name}"]


def add(book: Book, name: str, value: str) -> None:
    after = metas(book, "accessMode")[0]
    made = etree.Element(after.tag, property=f"schema:{name}")
    made.text = value
    after.addnext(made)


def added(name: str, value: str) -> Change:
    return lambda book: add(book, name, value)


def changed(name: str, value: str) -> Change:
    def change(book: Book) -> None:
        metas(book, name)[0].text = value

    return change


def renamed(name: str, to: str) -> Change:
    def change(book: Book) -> None:
        for made in metas(book, name):
            made.set("property", to)

    return change


def _as_in_epub_2(book: Book) -> None:
    for made in metas(book, "accessibilityHazard"):
        made.set("name", made.attrib.pop("property"))
        made.set("content", made.text or "")
        made.text = None


for _name, _expected, _change in (
    ("a feature is not in the vocabulary", "EPUB122", added("accessibilityFeature", "screenReaderFriendly")),
    ("a feature is written in another case", "EPUB122", changed("accessibilityFeature", "ReadingOrder")),
    ("an access mode is a feature", "EPUB122", added("accessMode", "alternativeText")),
    ("an access mode is not in the vocabulary", "EPUB122", changed("accessMode", "text")),
    ("sufficient modes are separated by blanks", "EPUB122", changed("accessModeSufficient", "textual visual")),
    ("the sufficient modes are not stated", "EPUB113", renamed("accessModeSufficient", "schema:conditionsOfAccess")),
    ("the summary is not stated", "EPUB113", renamed("accessibilitySummary", "schema:abstract")),
    (
        "a property is written in another case",
        "EPUB122",
        renamed("accessibilityFeature", "schema:accessibilityfeature"),
    ),
    ("a property is written in the plural", "EPUB122", renamed("accessibilityHazard", "schema:accessibilityHazards")),
    ("hazards are stated as in EPUB 2", "EPUB122", _as_in_epub_2),
    ("features are listed beside none", "EPUB114", added("accessibilityFeature", "none")),
    ("a hazard is stated beside unknown", "EPUB114", added("accessibilityHazard", "flashing")),
    ("captions are claimed of a book without recordings", "EPUB114", added("accessibilityFeature", "closedCaptions")),
    ("ruby is claimed of a book without any", "EPUB114", added("accessibilityFeature", "rubyAnnotations")),
):
    epub(_name, _expected)(_change)


@epub("a hazard is there and is not there", "EPUB114")
def _(book: Book) -> None:
    metas(book, "accessibilityHazard")[0].text = "flashing"
    add(book, "accessibilityHazard", "noFlashingHazard")


@epub("conformance is stated in other words", "EPUB122")
def _(book: Book) -> None:
    add(book, "accessMode", "textual")
    made = metas(book, "accessMode")[0]
    made.set("property", "dcterms:conformsTo")
    made.text = "EPUB Accessibility 1.1, WCAG AA"
