"""A finished EPUB with what its rules look at: package document, navigation, pages, style sheets (EPUB 3.3, 5 to 7)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from lxml import etree

from exporter.bounds.packages import Package
from exporter.model import Document
from exporter.position import Position
from exporter.readback.epub import Opened, opened_book
from exporter.readback.epub.spine import OPF, Item, is_remote, resolved, spine_of
from exporter.readback.epub.state import XHTML, Element, has_role
from exporter.web_addresses import without_fragment

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass(slots=True)
class Book:
    """An opened EPUB. ``pages`` are those of XHTML in the spine, in reading order, ``ids`` the identifiers of any.

    ``unread`` says of the others why they cannot be read.
    """

    package: Package
    document: Document
    opf: Element
    items: Mapping[str, Item] = field(default_factory=dict)
    pages: dict[str, Element] = field(default_factory=dict)
    navigation: str = ""
    nav: Element | None = None
    ids: dict[str, set[str]] = field(default_factory=dict)
    styles: str = ""
    unread: tuple[str, ...] = ()

    def texts(self) -> dict[str, Element]:
        """The pages without the navigation document."""
        return {part: root for part, root in self.pages.items() if part != self.navigation}

    def nav_list(self, kind: str, role: str = "") -> Element | None:
        """The ``nav`` of a kind: ``toc``, ``page-list``, ``landmarks``."""
        for found in self.nav.iter(XHTML + "nav") if self.nav is not None else ():
            if has_role(found, role or "-", kind):
                return found
        return None

    def meta(self, name: str) -> list[str]:
        """The values of a metadata property; EPUB 2 states them by name and content (EPUB Accessibility 1.1, 2.1)."""
        found = [(made.text or "").strip() for made in self.opf.iter(OPF + "meta") if made.get("property") == name]
        if self.is_old:
            found += [made.get("content") or "" for made in self.opf.iter(OPF + "meta") if made.get("name") == name]
        return found + [made.get("href") or "" for made in self.opf.iter(OPF + "link") if made.get("rel") == name]

    @property
    def is_old(self) -> bool:
        """Whether it is a book of EPUB 2."""
        return (self.opf.get("version") or "").startswith("2")

    def properties(self) -> set[str]:
        """The names of all metadata properties of the book itself."""
        return {made.get("property") or "" for made in self.opf.iter(OPF + "meta") if made.get("refines") is None} - {
            ""
        }

    def old_properties(self) -> set[str]:
        """The names that a book of EPUB 3 states in the form of EPUB 2, and not in its own."""
        named = {made.get("name") or "" for made in self.opf.iter(OPF + "meta")}
        return set() if self.is_old else {name for name in named if name.startswith("schema:")} - self.properties()

    def target(self, part: str, href: str) -> tuple[str, str] | None:
        """The part and identifier that a reference names; None for one that leads out of the book."""
        path, fragment = without_fragment(href.strip())
        if is_remote(path):
            return None
        found = resolved(posixpath.dirname(part), path) if path else part
        return found, unquote(fragment)


def open_book(data: bytes, name: str, document: Document, opened: Opened | None = None) -> Book:
    """The book in ``data``, or as read-back has ``opened`` it: its pages are read anew, for reading takes them apart.

    Raises InputError when a part that must be there is missing or damaged.
    """
    opened = opened or opened_book(data, name)
    book = Book(replace(opened.package, _spent=0), document, opened.opf, opened.items)
    _read_pages(book)
    book.styles = "\n".join(_styles(book))
    return book


def _read_pages(book: Book) -> None:
    spine = spine_of(book.package, book.opf, book.items)
    book.unread = spine.unread
    book.pages = {part: page for part, page in spine.pages.items() if part not in spine.drawings}
    navigation = next((item.part for item in book.items.values() if "nav" in item.properties), "")
    if navigation in book.package:
        book.navigation = navigation
        book.nav = book.pages.get(navigation)
        if book.nav is None:
            book.nav = book.package.xml(navigation)
    for part, root in [*spine.pages.items(), *([(navigation, book.nav)] if book.nav is not None else [])]:
        drawn = book.package.xml(part) if part in spine.drawings else root
        book.ids[part] = {found for one in drawn.iter(etree.Element) if (found := one.get("id"))}


def _styles(book: Book) -> Iterator[str]:
    for item in book.items.values():
        if item.media_type == "text/css" and item.part in book.package:
            yield book.package.read(item.part).decode("utf-8", "replace")
    for root in book.pages.values():
        yield from (found.text or "" for found in root.iter(XHTML + "style"))


def elements(book: Book, *names: str) -> Iterator[tuple[str, Element]]:
    """Elements of the pages with the part they are in; all of them when no name is given."""
    wanted: list[Any] = [XHTML + name for name in names] or [etree.Element]
    for part, root in book.texts().items():
        for made in root.iter(*wanted):
            yield part, made


def words(made: Element) -> str:
    """The words of an element as they are heard: alternatives of pictures in, references to notes out."""
    return " ".join("".join(_words(made)).split())


def _words(made: Element) -> Iterator[str]:
    if has_role(made, "doc-noteref", "noteref"):
        return
    if made.tag == XHTML + "img":
        yield made.get("alt") or ""
    yield " " if made.tag == XHTML + "br" else made.text or ""
    for child in made:
        if isinstance(child.tag, str):
            yield from _words(child)
        yield child.tail or ""


def place(made: Element) -> Position | None:
    """The line of the page's source on which an element begins."""
    line: Any = made.sourceline
    return Position(line) if line else None
