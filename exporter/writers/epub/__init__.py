"""The EPUB 3 writer: XHTML chapters, navigation, package (EPUB 3.3), accessibility metadata that are computed.

EbookLib (AGPL) is used here and nowhere else; a publisher may replace this module. It makes the package document, the
container and the zip. What is done beside it, and which of its behaviours (0.20) forced that:

* chapters are handed over as plain items: its ``EpubHtml.get_content`` parses a page again as HTML, writes a head of
  its own, drops the attributes of ``html`` and ``body``, and gives an empty page where the parser fails;
* navigation and NCX (``epub_navigation``): its ``_get_nav`` has the book's title where the list's name belongs, gives
  entries no language, names no list for assistive technology, and takes its page list from ``epub:type`` alone;
* the cover page (``epub_cover``): its ``EpubCoverHtml`` says "Cover" of every picture and nothing else;
* metadata are emptied first: a new ``EpubBook`` has a random identifier and a generator line;
* the package document gets language and direction afterwards (``_in_language``): there is no way to give it them;
* the zip is packed again (``package``): its entries carry the clock's time.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial

from ebooklib import epub
from lxml import etree

from exporter.accessibility.publication import Claim
from exporter.model import Document, Metadata, Resource, plain_text
from exporter.phrases import direction, phrase
from exporter.writers import WriteOptions, WriteResult
from exporter.writers.epub.chapters import chapters
from exporter.writers.epub.cover import Cover, cover_of, cover_page
from exporter.writers.epub.identity import identifier, modified, parsed_date
from exporter.writers.epub.metadata import accessibility_lines, doubts_of, page_source
from exporter.writers.epub.navigation import navigation_document, ncx, page_skeleton, serialise
from exporter.writers.epub.styles import book_style
from exporter.writers.package import picture_name, repacked
from exporter.writers.page_starts import Paged, pages_left_out, with_pages
from exporter.writers.xhtml import Heading, Profile, Rendered, render_chapters
from exporter.writers.xhtml.elements import XHTML, XML_LANG, Element, xml_text

STYLE = "styles/book.css"
COVER = "cover.xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"


def write(document: Document, options: WriteOptions) -> WriteResult:
    """The document as an EPUB 3. Claims no conformance unless ``options.certified_by`` names who evaluated it."""
    paged = with_pages(document, options.pages) if options.pages else Paged(document)
    left_out = pages_left_out(document) if options.pages else ()
    document = paged.document
    profile = Profile(picture_href=_picture_href, notes="end", epub_types=True, interactive=True, breaks=paged.breaks)
    first, *others = chapters(document)
    rendered = render_chapters(document, profile, [replace(first, opening=paged.opening), *others])
    title = _one_line(document.metadata.title or plain_text(document.title))
    title = title or phrase("untitled", document.metadata.lang)
    cover = cover_of(document, title)
    style, unfit = book_style(options.styles)
    book = _package(document, title)
    pages = page_source(document, title, str(book.uid), options)
    lines = accessibility_lines(document, rendered, style, cover.picture, pages, options)
    for line in lines:
        _add_claim(book, line)
    _add_content(book, document, rendered, style, title)
    _add_cover(book, cover, document.metadata.lang)
    target = io.BytesIO()
    epub.EpubWriter(target, book, {"mtime": modified(document.metadata, options.timestamp)}).write()
    conforms = any(line.property == "dcterms:conformsTo" for line in lines)
    claims = ("EPUB Accessibility 1.1",) if conforms else ()
    doubts = doubts_of(document) if options.certified_by and not conforms else ()
    change = {"EPUB/content.opf": partial(_in_language, lang=document.metadata.lang)}
    data = repacked(target.getvalue(), ["mimetype"], ["mimetype"], change)
    return WriteResult(data, (*left_out, *unfit, *rendered.findings, *doubts), claims)


def _one_line(text: str) -> str:
    return xml_text(" ".join(text.split()))


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


def _name(chapter: int) -> str:
    return f"chapter-{chapter + 1}.xhtml"


def _href(chapter: int, name: str) -> str:
    return _name(chapter) + (f"#{name}" if name else "")


def _add_content(book: epub.EpubBook, document: Document, rendered: Rendered, style: bytes, title: str) -> None:
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
    listed = rendered.headings or (Heading(1, title, "", 0, lang),)  # a list of contents must not be empty
    navigation = navigation_document(title, lang, listed, rendered.pages, _href, STYLE, COVER)
    nav = epub.EpubItem("nav", "nav.xhtml", "application/xhtml+xml", navigation)
    nav.properties = ["nav"]
    old = ncx(title, book.uid, lang, listed, rendered.pages, _href)
    for item in [*chapters, nav, epub.EpubItem("ncx", "toc.ncx", "application/x-dtbncx+xml", old)]:
        book.add_item(item)
    book.add_item(epub.EpubItem("style", STYLE, "text/css", style))
    for number, resource in enumerate(document.resources, 1):
        book.add_item(
            epub.EpubItem(f"picture-{number}", _picture_href(resource), xml_text(resource.media_type), resource.data)
        )
    book.spine = [item.id for item in chapters]


def _add_cover(book: epub.EpubBook, cover: Cover, lang: str) -> None:
    """The cover's picture, known as such to new and old readers, and the page that shows it beside the spine's order.

    Not by EbookLib's own cover: its page calls the picture "Cover" and nothing else.
    """
    picture = book.get_item_with_href(_picture_href(cover.picture))
    if picture is None:
        picture = epub.EpubItem(
            "cover-picture", cover.picture.name, xml_text(cover.picture.media_type), cover.picture.data
        )
        book.add_item(picture)
    picture.properties = ["cover-image"]
    page = epub.EpubItem("cover", COVER, "application/xhtml+xml", cover_page(cover, picture.file_name, lang, STYLE))
    book.add_item(page)
    book.spine.append(("cover", "no"))
    book.add_metadata(None, "meta", "", {"name": "cover", "content": picture.id})


def _link_across(main: Element, number: int, places: dict[str, int]) -> None:
    """Give links to ids of other chapters their file's name."""
    for link in main.iter(f"{{{XHTML}}}a"):
        target = link.get("href", "")
        if target.startswith("#") and places.get(target[1:], number) != number:
            link.set("href", _href(places[target[1:]], target[1:]))


# --- package --------------------------------------------------------------------------------------------------------


def _package(document: Document, title: str) -> epub.EpubBook:
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
    return book


def _add_claim(book: epub.EpubBook, line: Claim) -> None:
    """One accessibility line; a report is linked, everything else is said (EPUB Accessibility 1.1, 2.2 and 2.4)."""
    if line.property == "a11y:certifierReport":
        book.add_metadata(None, "link", None, {"rel": line.property, "href": _one_line(line.value)})
    else:
        book.add_metadata("OPF", "meta", _one_line(line.value), {"property": line.property})


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
        kind = "creator" if person.role in ("aut", "cre") else "contributor"
        book.add_metadata("DC", kind, person.name, {"id": f"person-{number}"})
        refines = {"refines": f"#person-{number}", "property": "role", "scheme": "marc:relators"}
        book.add_metadata("OPF", "meta", _one_line(person.role), refines)
