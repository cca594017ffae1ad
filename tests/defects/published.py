"""Defects of what is said for shops and libraries: numbers, series, people, imprint, place, edition, licence."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.defects.epub_package import meta
from tests.defects.pdf_tools import File, pdf
from tests.defects.zip_tools import NAMES, Book, Word, cut, docx, epub

CUSTOM = "docProps/custom.xml"

GONE = {
    "the edition": ("schema:bookEdition", "prism:bookEdition", "Edition"),
    "the series": ("belongs-to-collection", "prism:seriesTitle", "Series"),
    "the place in the series": ("group-position", "prism:seriesNumber", "Series number"),
    "the imprint": ("schema:publisherImprint", "schema:publisherImprint", "Imprint"),
    "the place of the publisher": ("schema:locationCreated", "schema:locationCreated", "Place"),
    "the address of the licence": ("dcterms:license", "xmpRights:WebStatement", "Licence"),
    "the author's ORCID": ("schema:identifier", "schema:identifier", "ORCID"),
    "the author's affiliation": ("schema:affiliation", "schema:affiliation", "Affiliation"),
}
"""What can be missing → the property that says it in an EPUB, in a PDF and in a DOCX."""


def gone_epub(name: str) -> Callable[[Book], None]:
    def break_it(book: Book) -> None:
        if name == "belongs-to-collection":
            for refinement in book.opf.xpath("//o:meta[@refines='#series']", namespaces=NAMES):
                cut(refinement)
        cut(meta(book, name))

    return break_it


def gone_pdf(name: str) -> Callable[[File], None]:
    def break_it(file: File) -> None:
        file.packet(lambda text: re.sub(rf"<rdf:Description[^>]*><{name}>.*?</{name}></rdf:Description>", "", text))

    return break_it


def custom(word: Word, name: str) -> Any:
    return next(made for made in word.xml(CUSTOM) if made.get("name") == name)


def gone_docx(name: str) -> Callable[[Word], None]:
    return lambda word: cut(custom(word, name))


for _what, (_epub, _pdf, _docx) in GONE.items():
    epub(f"{_what} is gone from the metadata", "metadata")(gone_epub(_epub))
    pdf(f"{_what} is gone from the metadata", "metadata")(gone_pdf(_pdf))
    docx(f"{_what} is gone from the properties", "metadata")(gone_docx(_docx))


@epub("the ISBN is that of another book", "metadata")
def _(book: Book) -> None:
    book.opf.find(".//{*}identifier").text = "urn:isbn:9780306406157"


@pdf("the ISBN is that of another book", "metadata")
def _(file: File) -> None:
    file.packet(lambda text: text.replace("9783161484100", "9780306406157"))


@docx("the ISBN is that of another book", "metadata")
def _(word: Word) -> None:
    custom(word, "ISBN")[0].text = "9780306406157"


@epub("the translator is gone from the metadata", "metadata")
def _(book: Book) -> None:
    contributor = book.opf.find(".//{*}contributor")
    for refinement in book.opf.xpath(f"//o:meta[@refines='#{contributor.get('id')}']", namespaces=NAMES):
        cut(refinement)
    cut(contributor)


@pdf("the translator is gone from the metadata", "metadata")
def _(file: File) -> None:
    file.packet(lambda text: text.replace("dc:contributor", "dc:coverage"))


@docx("the translator is gone from the properties", "metadata")
def _(word: Word) -> None:
    cut(custom(word, "Contributors"))


@epub("the ISBN of the printed edition is gone from the metadata", "metadata")
def _(book: Book) -> None:
    cut(book.opf.find(".//{*}source"))


@pdf("the ISBN of the printed edition is gone from the metadata", "metadata")
def _(file: File) -> None:
    file.packet(lambda text: text.replace("dc:relation", "dc:coverage"))


@docx("the ISBN of the printed edition is gone from the properties", "metadata")
def _(word: Word) -> None:
    cut(custom(word, "Print ISBN"))
