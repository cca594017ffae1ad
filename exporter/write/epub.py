"""The EPUB 3 writer: XHTML chapters, navigation, package (EPUB 3.3), accessibility metadata that are computed.

EbookLib (AGPL) is used here and nowhere else; a house may replace this module. It makes the package document. What is
done beside it, and why: navigation (``epub_navigation``), because its own lacks what we need; chapters are handed over
as plain items, because its ``EpubHtml`` parses a page again and drops attributes; the zip is packed again, because its
entries carry the clock's time and the package document has no language.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial

from ebooklib import epub
from lxml import etree

from exporter.assets import styles_folder
from exporter.model import Block, Document, Metadata, Resource, Section, plain_text
from exporter.phrases import direction, phrase
from exporter.write import WriteOptions, WriteResult
from exporter.write.epub_identity import identifier, modified, parsed_date
from exporter.write.epub_metadata import accessibility_lines
from exporter.write.epub_navigation import navigation_document, ncx, page_skeleton, serialise
from exporter.write.package import repacked
from exporter.write.xhtml import Chapter, Profile, Rendered, render_chapters
from exporter.write.xhtml_state import XHTML, XML_LANG, Element, xml_text

CHAPTER_CHARACTERS = 200_000
"""A document longer than this is split at its top sections into chapters of about this size or less."""

STYLE = "styles/book.css"
MATHML = "http://www.w3.org/1998/Math/MathML"


def write(document: Document, options: WriteOptions) -> WriteResult:
    """The document as an EPUB 3. Claims no conformance unless ``options.certified_by`` names who evaluated it."""
    profile = Profile(picture_href=_picture_href, notes="end", epub_types=True, interactive=True)
    rendered = render_chapters(document, profile, _chapters(document))
    title = _one_line(document.metadata.title or plain_text(document.title)) or phrase(
        "untitled", document.metadata.lang
    )
    book = _package(document, options, title)
    _add_content(book, document, rendered, options, title)
    target = io.BytesIO()
    epub.EpubWriter(target, book, {"mtime": modified(document.metadata, options.timestamp)}).write()
    claims = ("EPUB Accessibility 1.1",) if options.certified_by else ()
    change = {"EPUB/content.opf": partial(_in_language, lang=document.metadata.lang)}
    data = repacked(target.getvalue(), ["mimetype"], ["mimetype"], change)
    return WriteResult(data, rendered.findings, claims)


def _one_line(text: str) -> str:
    return xml_text(" ".join(text.split()))


def _picture_href(resource: Resource) -> str:
    return f"pictures/{resource.name}"


# --- chapters -------------------------------------------------------------------------------------------------------


def _chapters(document: Document) -> list[Chapter]:
    """One chapter, or for long documents several that begin at top sections."""
    sizes = [len(plain_text(block, notes=True)) for block in document.blocks]
    if sum(sizes) <= CHAPTER_CHARACTERS:
        return [Chapter(document.blocks)]
    groups: list[list[Block]] = [[]]
    size = 0
    for block, length in zip(document.blocks, sizes, strict=True):
        if isinstance(block, Section) and groups[-1] and size + length > CHAPTER_CHARACTERS:
            groups.append([])
            size = 0
        groups[-1].append(block)
        size += length
    return [Chapter(tuple(group)) for group in groups]


def _name(chapter: int) -> str:
    return f"chapter-{chapter + 1}.xhtml"


def _href(chapter: int, name: str) -> str:
    return _name(chapter) + (f"#{name}" if name else "")


def _add_content(
    book: epub.EpubBook, document: Document, rendered: Rendered, options: WriteOptions, title: str
) -> None:
    lang = document.metadata.lang
    places = {
        found.get("id", ""): number
        for number, root in enumerate(rendered.roots)
        for found in root.iterfind(".//*[@id]")
    }
    chapters = []
    for number, main in enumerate(rendered.roots):
        _link_across(main, number, places)
        heading = next((item.text for item in rendered.headings if item.chapter == number), title)
        root, body = page_skeleton(heading, lang, STYLE)
        body.append(main)
        etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
        item = epub.EpubItem(f"chapter-{number + 1}", _name(number), "application/xhtml+xml", serialise(root))
        item.properties = ["mathml"] if next(main.iter(f"{{{MATHML}}}math"), None) is not None else []
        chapters.append(item)
    listed = rendered.headings
    navigation = navigation_document(title, lang, listed, rendered.pages, _href, STYLE)
    nav = epub.EpubItem("nav", "nav.xhtml", "application/xhtml+xml", navigation)
    nav.properties = ["nav"]
    old = ncx(title, book.uid, lang, listed, rendered.pages, _href)
    for item in [*chapters, nav, epub.EpubItem("ncx", "toc.ncx", "application/x-dtbncx+xml", old)]:
        book.add_item(item)
    book.add_item(epub.EpubItem("style", STYLE, "text/css", _style(options)))
    for number, resource in enumerate(document.resources, 1):
        book.add_item(epub.EpubItem(f"picture-{number}", _picture_href(resource), resource.media_type, resource.data))
    book.spine = [item.id for item in chapters]


def _link_across(main: Element, number: int, places: dict[str, int]) -> None:
    """Give links to ids of other chapters their file's name."""
    for link in main.iter(f"{{{XHTML}}}a"):
        target = link.get("href", "")
        if target.startswith("#") and places.get(target[1:], number) != number:
            link.set("href", _href(places[target[1:]], target[1:]))


def _style(options: WriteOptions) -> bytes:
    own = (styles_folder() / "book.css").read_bytes()
    return b"\n".join([own, *(path.read_bytes() for path in options.styles)])


# --- package --------------------------------------------------------------------------------------------------------


def _package(document: Document, options: WriteOptions, title: str) -> epub.EpubBook:
    metadata = document.metadata
    book = epub.EpubBook()
    book.metadata = {}  # EbookLib puts a generator line and a random identifier there
    book.set_identifier(_one_line(identifier(metadata, plain_text(document.blocks))))
    book.set_title(title)
    book.set_language(_one_line(metadata.lang) or "und")
    if metadata.lang and direction(metadata.lang) == "rtl":
        book.direction = "rtl"
    _add_people(book, metadata)
    plain = {
        "publisher": metadata.publisher,
        "source": metadata.source,
        "description": metadata.description,
        "rights": metadata.rights,
        "date": metadata.published if parsed_date(metadata.published) else "",
    }
    for name, value in plain.items():
        if _one_line(value):
            book.add_metadata("DC", name, _one_line(value))
    for keyword in metadata.keywords:
        if _one_line(keyword):
            book.add_metadata("DC", "subject", _one_line(keyword))
    if options.certified_by and options.certifier_report:
        report = {"rel": "a11y:certifierReport", "href": _one_line(options.certifier_report)}
        book.add_metadata(None, "link", None, report)
    for line in accessibility_lines(document, options):
        book.add_metadata("OPF", "meta", _one_line(line.value), {"property": line.property})
    return book


def _in_language(package: bytes, lang: str) -> bytes:
    """The package document with its language and direction, which EbookLib does not write (EPUB 3.3, 5.3)."""
    if not lang:
        return package
    root = etree.fromstring(package)
    root.set(XML_LANG, xml_text(lang))
    root.set("dir", direction(lang))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_people(book: epub.EpubBook, metadata: Metadata) -> None:
    """Authors as creators, everybody else as contributors, each with a MARC relator code (EPUB 3.3, D.3.7)."""
    named = [replace(person, name=_one_line(person.name)) for person in metadata.authors]
    for number, person in enumerate((person for person in named if person.name), 1):
        kind = "creator" if person.role == "aut" else "contributor"
        book.add_metadata("DC", kind, person.name, {"id": f"person-{number}"})
        refines = {"refines": f"#person-{number}", "property": "role", "scheme": "marc:relators"}
        book.add_metadata("OPF", "meta", _one_line(person.role), refines)
