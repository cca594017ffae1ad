"""The EPUB 3 writer: XHTML chapters, navigation, package (EPUB 3.3), accessibility metadata that are computed.

What goes into the package is said here, as plain data (``epub.book``); EbookLib packs it, or our own packager. The
package document gets language and direction afterwards (``_in_language``): EbookLib has no way to take them. The zip is
packed again (``package``): its entries carry the clock's time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from lxml import etree

from exporter.accessibility.publication import Claim
from exporter.model import Document, Resource, plain_text
from exporter.phrases import direction, phrase
from exporter.writers import WriteOptions, WriteResult
from exporter.writers.book_options import BookOptions
from exporter.writers.epub.book import OPF, Book, Item, packager
from exporter.writers.epub.chapters import chapters
from exporter.writers.epub.contents import CONTENTS, contents_of, contents_page
from exporter.writers.epub.cover import Cover, cover_of, cover_page
from exporter.writers.epub.identity import identifier, modified
from exporter.writers.epub.listed import Contents
from exporter.writers.epub.metadata import accessibility_lines, doubts_of, page_source
from exporter.writers.epub.navigation import navigation_document, ncx, page_skeleton, serialise
from exporter.writers.epub.said import one_line, say_all, say_articles
from exporter.writers.epub.styles import book_style
from exporter.writers.package import picture_name, repacked
from exporter.writers.page_starts import Paged, pages_left_out, with_pages
from exporter.writers.xhtml import Profile, Rendered, render_chapters
from exporter.writers.xhtml.elements import XHTML, XML_LANG, Element, xml_text

STYLE = "styles/book.css"
COVER = "cover.xhtml"
XHTML_TYPE = "application/xhtml+xml"
MATHML = "http://www.w3.org/1998/Math/MathML"


def write(document: Document, options: WriteOptions) -> WriteResult:
    """The document as an EPUB 3. Claims no conformance unless ``options.certified_by`` names who evaluated it."""
    paged = with_pages(document, options.pages) if options.pages else Paged(document)
    left_out = pages_left_out(document) if options.pages else ()
    document = paged.document
    setting = BookOptions.for_document(document, options.book)
    profile = Profile(
        picture_href=_picture_href,
        notes="end",
        notes_run=setting.notes_run,
        epub_types=True,
        interactive=True,
        breaks=paged.breaks,
    )
    first, *others = chapters(document)
    split = [replace(first, opening=paged.opening), *others]
    rendered = render_chapters(document, profile, split)
    title = one_line(document.metadata.title or plain_text(document.title))
    title = title or phrase("untitled", document.metadata.lang)
    cover = cover_of(document, title)
    style, unfit = book_style(options.styles)
    book = _package(document, title, modified(document.metadata, options.timestamp))
    pages = page_source(document, title, book.identifier, options)
    contents = contents_of(document, rendered, split, title, setting)
    lines = accessibility_lines(document, rendered, style, cover.picture, pages, options, contents)
    for line in lines:
        _add_claim(book, line)
    _add_content(book, document, rendered, contents, style)
    _add_cover(book, cover, document.metadata.lang)
    conforms = any(line.property == "dcterms:conformsTo" for line in lines)
    claims = ("EPUB Accessibility 1.1",) if conforms else ()
    doubts = doubts_of(document) if options.certified_by and not conforms else ()
    change = {"EPUB/content.opf": partial(_in_language, lang=document.metadata.lang)}
    data = repacked(packager().pack(book), ["mimetype"], ["mimetype"], change)
    return WriteResult(data, (*left_out, *unfit, *rendered.findings, *doubts), claims)


SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
}


def _picture_href(resource: Resource) -> str:
    """Where a picture is in the package; readers go by the suffix, which a model that was made by hand may lack."""
    suffix = SUFFIXES.get(resource.media_type, "")
    name = picture_name(resource)
    same = name.endswith(suffix) or (suffix == ".jpg" and name.endswith(".jpeg"))
    return f"pictures/{name}" + ("" if same else suffix)


# --- content --------------------------------------------------------------------------------------------------------


def _add_content(book: Book, document: Document, rendered: Rendered, contents: Contents, style: bytes) -> None:
    places = {
        found.get("id", ""): number
        for number, root in enumerate(rendered.roots)
        for found in root.iterfind(".//*[@id]")
    }
    for number, main in enumerate(rendered.roots):
        _link_across(main, number, places, contents)
        heading = next((item.text for item in rendered.headings if item.chapter == number), contents.title)
        root, body = page_skeleton(heading, contents.lang_of(number), STYLE)
        body.append(main)
        etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
        properties = ("mathml",) if next(main.iter(f"{{{MATHML}}}math"), None) is not None else ()
        page = serialise(root)
        book.items.append(Item(contents.id_of(number), contents.name(number), XHTML_TYPE, page, properties))
        book.spine.append((contents.id_of(number), True))
    navigation = navigation_document(contents, rendered.pages, STYLE, COVER)
    old = ncx(book.identifier, contents, rendered.pages)
    if contents.is_publication:
        _add_contents_page(book, contents)
        say_articles(book, contents)
    book.items += [
        Item("nav", "nav.xhtml", XHTML_TYPE, navigation, ("nav",)),
        Item("ncx", "toc.ncx", "application/x-dtbncx+xml", old),
        Item("style", STYLE, "text/css", style),
    ]
    for number, resource in enumerate(document.resources, 1):
        kind = xml_text(resource.media_type)
        book.items.append(Item(f"picture-{number}", _picture_href(resource), kind, resource.data))


def _add_contents_page(book: Book, contents: Contents) -> None:
    """The contents of a publication among its pages, after the title page: with bylines where they are asked for.

    The navigation document itself stands there where they are not: its lists hold links alone (EPUB 3.3, 7.3).
    """
    if not contents.lines:
        book.spine.insert(1, ("nav", True))
        return
    book.items.append(Item("contents", CONTENTS, XHTML_TYPE, contents_page(contents, STYLE)))
    book.spine.insert(1, ("contents", True))


def _add_cover(book: Book, cover: Cover, lang: str) -> None:
    """The cover's picture, known as such to new and old readers, and the page that shows it beside the spine's order.

    Not by EbookLib's own cover: its page calls the picture "Cover" and nothing else.
    """
    href = _picture_href(cover.picture)
    picture = next((item for item in book.items if item.href == href), None)
    if picture is None:
        kind = xml_text(cover.picture.media_type)
        picture = Item("cover-picture", cover.picture.name, kind, cover.picture.data)
        book.items.append(picture)
    picture.properties = ("cover-image",)
    page = cover_page(cover, picture.href, lang, STYLE)
    book.items.append(Item("cover", COVER, XHTML_TYPE, page))
    book.spine.append(("cover", False))
    book.say("", "meta", "", name="cover", content=picture.id)


def _link_across(main: Element, number: int, places: dict[str, int], contents: Contents) -> None:
    """Give links to ids of other chapters their file's name."""
    for link in main.iter(f"{{{XHTML}}}a"):
        target = link.get("href", "")
        if target.startswith("#") and places.get(target[1:], number) != number:
            link.set("href", contents.href(places[target[1:]], target[1:]))


# --- package --------------------------------------------------------------------------------------------------------


def _package(document: Document, title: str, changed: datetime) -> Book:
    metadata = document.metadata
    name = one_line(identifier(metadata, plain_text(document.blocks)))
    lang = one_line(metadata.lang)
    book = Book(name, title, lang or "und", changed, rtl=bool(lang) and direction(metadata.lang) == "rtl")
    say_all(book, metadata)
    return book


def _add_claim(book: Book, line: Claim) -> None:
    """One accessibility line; a report is linked, everything else is said (EPUB Accessibility 1.1, 2.2 and 2.4)."""
    if line.property == "a11y:certifierReport":
        book.say("", "link", "", rel=line.property, href=one_line(line.value))
    else:
        book.say(OPF, "meta", one_line(line.value), property=line.property)


def _in_language(package: bytes, lang: str) -> bytes:
    """The package document with its language and direction, which EbookLib does not write (EPUB 3.3, 5.3)."""
    if not lang:
        return package
    root = etree.fromstring(package)
    root.set(XML_LANG, xml_text(lang))
    root.set("dir", direction(lang))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
