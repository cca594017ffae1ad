"""Do contents, list of pages and marks of pages follow the order in which the book is read (EPUB 3.3, 5.7 and 7.4)?

Entries must lead into the reading order; that they follow it, EPUBCheck asks for as a warning, and so does this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from lxml import etree

from exporter.checks.epub.package import Book, elements, place, words
from exporter.findings import Finding, finding
from exporter.phrases import direction
from exporter.readback.epub.spine import OPF, is_remote
from exporter.readback.epub.state import XHTML, Element, has_role
from exporter.rules.rule import Level

LISTS = {"toc": ("doc-toc", "the table of contents"), "page-list": ("doc-pagelist", "the list of pages")}
EITHER_WAY = frozenset(["ja", "zh", "ko", "mn", "ii", "jv", "ban", "nod", "yi"])
"""Languages whose books may turn their pages either way."""


def reading_order(book: Book) -> Iterator[Finding]:
    """The entries of the navigation, in the order in which they stand, and where they lead."""
    spine = _spine(book)
    for kind, (role, said) in LISTS.items():
        made = book.nav_list(kind, role)
        if made is not None:
            yield from _entries(book, made, said, spine)
    yield from _marks(book)
    yield from _linear(book)


def _spine(book: Book) -> dict[str, int]:
    """Each part of the reading order with its place there, those that stand in for others among them."""
    found: dict[str, int] = {}
    for number, reference in enumerate(book.opf.iter(OPF + "itemref")):
        name, seen = (reference.get("idref") or "").strip(), set[str]()
        while name in book.items and name not in seen:
            seen.add(name)
            found.setdefault(book.items[name].part, number)
            name = book.items[name].fallback
    return found


def _entries(book: Book, made: Element, said: str, spine: Mapping[str, int]) -> Iterator[Finding]:
    order = {part: _places(root) for part, root in book.pages.items()}
    before: tuple[int, int] = (-1, -1)
    for link in made.iter(XHTML + "a"):
        href = (link.get("href") or "").strip()
        key = book.target(book.navigation, href) if href else None
        shown = words(link)[:40]
        if href and key is None and is_remote(href):
            yield finding("EPUB123", f"the entry “{shown}” of {said} leads out of the book ({href[:60]})", place(link))
        if key is None or key[1].startswith("epubcfi("):
            continue
        if key[0] not in spine:
            if key[0] in book.package:
                message = f"the entry “{shown}” of {said} leads to “{key[0]}”, which is not in the spine"
                yield finding("EPUB123", message, place(link))
            continue
        at = (spine[key[0]], order.get(key[0], {}).get(key[1], 0))
        if at < before:
            message = f"the entry “{shown}” of {said} leads to a place before that of the entry above it"
            yield replace(finding("EPUB123", message, place(link)), level=Level.warning)
        before = at


def _places(root: Element) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, made in enumerate(root.iter(etree.Element)):
        if name := made.get("id"):
            found.setdefault(name, number)
    return found


def _marks(book: Book) -> Iterator[Finding]:
    """Marks of pages, by their numbers: one that stands after a later page. A second count may begin with 1."""
    marks: list[tuple[int, Element]] = []
    for _, made in elements(book):
        if has_role(made, "doc-pagebreak", "pagebreak"):
            label = (made.get("aria-label") or made.get("title") or words(made)).split()
            marks += [(int(label[-1]), made)] if label and label[-1].isdecimal() else []
    for (one, _), (two, made) in pairwise(marks):
        if 1 < two < one:
            message = f"page {two} is marked after page {one}"
            yield replace(finding("EPUB123", message, place(made)), level=Level.warning)


def _linear(book: Book) -> Iterator[Finding]:
    references = list(book.opf.iter(OPF + "itemref"))
    if references and all(made.get("linear") == "no" for made in references):
        yield finding("EPUB123", "no page of the book is in its linear reading order (linear)")
    spine = next(book.opf.iter(OPF + "spine"), None)
    turned = "" if spine is None else spine.get("page-progression-direction") or ""
    lang = book.document.metadata.lang
    fixed = "pre-paginated" in book.meta("rendition:layout")
    written = "rtl" if direction(lang) == "rtl" else "ltr"
    if turned in ("ltr", "rtl") and lang and lang.split("-")[0] not in EITHER_WAY and not fixed and turned != written:
        message = f"the pages turn {turned}, and the language of the book ({lang}) is written {written}"
        yield replace(finding("EPUB123", message), level=Level.warning)
