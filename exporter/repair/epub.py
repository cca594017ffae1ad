"""Certain repairs of an EPUB: languages, titles of pages, landmarks, roles, and computed accessibility metadata.

What is written stands in the package document, in the head of a page or in an attribute (EPUB 3.3, 5 and 7; EPUB
Accessibility 1.1, 2.2); every other byte of every part stays. What the maker of the book says is never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from exporter.checks.epub.package import Book, open_book
from exporter.errors import InputError
from exporter.findings import Finding
from exporter.model import Document
from exporter.readback import open_file
from exporter.readback.epub.spine import package_document
from exporter.repair.change import Change, Made
from exporter.repair.epub_book import Opened
from exporter.repair.epub_metadata import accessibility, language_of_book, modified
from exporter.repair.epub_pages import landmarks, languages, roles, titles
from exporter.repair.markup import NotEditable

ENCRYPTION = "META-INF/encryption.xml"
FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways in which only fonts are obfuscated: their bytes stay as they are."""


def repair(data: bytes, name: str, document: Document, found: Sequence[Finding], lang: str) -> Made:
    """A copy of an EPUB with every certain repair, in ``lang`` where it states no language.

    Raises InputError for one that is signed or encrypted.
    """
    try:
        return _repaired(data, name, document, lang)
    except NotEditable:
        raise InputError(
            f"{name}: a part of it is written in a way that cannot be changed safely; it is refused"
        ) from None


def _repaired(data: bytes, name: str, document: Document, lang: str) -> Made:
    made = Made(data)
    for steps in STEPS:
        book = open_book(made.data, name, document)
        _refuse_protected(book, name)
        opened = Opened(book.package, name, made.data, book, package_document(book.package)[0], lang)
        for step in steps:
            opened.changes += step(opened)
        made = opened.made(made)
        document = open_file(made.data, name) if opened.changes else document
    return made


def _refuse_protected(book: Book, name: str) -> None:
    if "META-INF/signatures.xml" in book.package:
        raise InputError(f"{name}: is signed; any change would break the signature, so it is refused")
    if ENCRYPTION in book.package:
        ways = [made.get("Algorithm") or "" for made in book.package.xml(ENCRYPTION).iter("{*}EncryptionMethod")]
        if any(way not in FONTS for way in ways):
            raise InputError(f"{name}: is encrypted; ask its maker for a copy without protection")
    if "META-INF/rights.xml" in book.package:
        raise InputError(f"{name}: is limited in what may be done with it (META-INF/rights.xml); it is refused")


STEPS: tuple[tuple[Callable[[Opened], Iterator[Change]], ...], ...] = (
    (language_of_book,),
    (languages, titles, roles, landmarks),
    (accessibility, modified),
)
"""Every repair, in the order in which they are made and told; each row rests on what those before it wrote."""
