"""Defects of an EPUB outside its text: navigation, package document, accessibility metadata, styles."""

from __future__ import annotations

from typing import Any

from lxml import etree

from tests.defects.zip_tools import NAMES, XML, Book, cut, drop, epub, unwrap

TYPE = f"{{{NAMES['e']}}}type"
XML_LANG = f"{{{XML}}}lang"


def nav(book: Book, kind: str) -> Any:
    (found,) = book.nav.xpath(f"//h:nav[@e:type='{kind}']", namespaces=NAMES)
    return found


def nav_link(book: Book, kind: str, words: str) -> Any:
    return nav(book, kind).xpath(f".//h:a[contains(., '{words}')]", namespaces=NAMES)[0]


def meta(book: Book, name: str, value: str = "") -> Any:
    """The first metadata entry of a property, with a value."""
    found = book.opf.xpath(f"//o:meta[@property='{name}']", namespaces=NAMES)
    return next(item for item in found if value in ("", item.text))


def add_meta(book: Book, name: str, value: str) -> None:
    made = etree.SubElement(book.opf[0], f"{{{NAMES['o']}}}meta", property=name)
    made.text = value


# --- navigation -----------------------------------------------------------------------------------------------------


@epub("an entry is missing from the table of contents", "EPUB102")
def _(book: Book) -> None:
    item = nav_link(book, "toc", "Deeper").getparent()
    holder = item.getparent()
    holder.remove(item)
    if not len(holder):
        holder.getparent().remove(holder)


@epub("an entry of the contents has another text than its heading", "EPUB102")
def _(book: Book) -> None:
    nav_link(book, "toc", "Second section").text = "Another section"


@epub("an entry of the contents leads to another heading", "EPUB102")
def _(book: Book) -> None:
    one, two = nav_link(book, "toc", "First section"), nav_link(book, "toc", "Second section")
    one.set("href", two.get("href"))


@epub("an entry of the contents leads nowhere", "EPUB103")
def _(book: Book) -> None:
    link = nav_link(book, "toc", "Second section")
    link.set("href", link.get("href").partition("#")[0] + "#nowhere")


@epub("the table of contents is flat", "EPUB102")
def _(book: Book) -> None:
    contents = nav(book, "toc").find("{*}ol")
    for inner in reversed(list(contents.iter("{*}ol"))):
        if inner is not contents:
            item = inner.getparent()
            for offset, one in enumerate(list(inner)):
                item.getparent().insert(item.getparent().index(item) + 1 + offset, one)
            item.remove(inner)


@epub("the landmarks are gone", "EPUB104")
def _(book: Book) -> None:
    cut(nav(book, "landmarks"))


@epub("the list of pages is gone", "EPUB105")
def _(book: Book) -> None:
    cut(nav(book, "page-list"))


@epub("a page is missing from the list of pages", "EPUB105")
def _(book: Book) -> None:
    item = nav_link(book, "page-list", "12").getparent()
    item.getparent().remove(item)


@epub("a page of the list leads to another page", "EPUB105")
def _(book: Book) -> None:
    one, two = nav_link(book, "page-list", "11"), nav_link(book, "page-list", "12")
    one.set("href", two.get("href"))


@epub("a page marker says nothing", "page")
def _(book: Book) -> None:
    drop(book.one("//*[@role='doc-pagebreak']"), "role", TYPE, "aria-label", "title")


@epub("a page marker has another number", "page")
def _(book: Book) -> None:
    marker = book.one("//*[@role='doc-pagebreak']")
    for name in ("aria-label", "title"):
        if name in marker.attrib:
            marker.set(name, "99")
    if marker.text:
        marker.text = "99"


# --- the package document -------------------------------------------------------------------------------------------


@epub("the book has no title", "metadata", "EPUB112")
def _(book: Book) -> None:
    cut(book.opf.find(".//{*}title"))


@epub("the book has another title", "metadata")
def _(book: Book) -> None:
    book.opf.find(".//{*}title").text = "Untitled"


@epub("the author is gone from the metadata", "metadata")
def _(book: Book) -> None:
    creator = book.opf.find(".//{*}creator")
    for refinement in book.opf.xpath(f"//o:meta[@refines='#{creator.get('id')}']", namespaces=NAMES):
        refinement.getparent().remove(refinement)
    cut(creator)


@epub("the book is said to be in another language", "language")
def _(book: Book) -> None:
    book.opf.find(".//{*}language").text = "fr"


@epub("a page has no language", "language", "EPUB106")
def _(book: Book) -> None:
    for element in [book.xml(book.pages[0]), book.one("//h:main")]:
        element.attrib.pop("lang", None)
        element.attrib.pop(XML_LANG, None)


@epub("a page is said to be in another language", "language")
def _(book: Book) -> None:
    for element in [book.xml(book.pages[0]), book.one("//h:main")]:
        element.set("lang", "fr")
        element.set(XML_LANG, "fr")


@epub("a page has no title", "EPUB112")
def _(book: Book) -> None:
    cut(book.one("//h:head/h:title"))


# --- accessibility metadata (EPUB Accessibility 1.1, 2) -------------------------------------------------------------


@epub("the accessibility metadata are gone", "EPUB113")
def _(book: Book) -> None:
    for item in book.opf.xpath("//o:meta[starts-with(@property, 'schema:access')]", namespaces=NAMES):
        item.getparent().remove(item)


@epub("the hazards are not stated", "EPUB113")
def _(book: Book) -> None:
    cut(meta(book, "schema:accessibilityHazard"))


@epub("the access modes are not stated", "EPUB113")
def _(book: Book) -> None:
    for item in book.opf.xpath("//o:meta[@property='schema:accessMode']", namespaces=NAMES):
        item.getparent().remove(item)


@epub("alternative texts are claimed although one is missing", "EPUB114")
def _(book: Book) -> None:
    drop(book.one("//h:img[@alt!='']"), "alt")


@epub("long descriptions are claimed that are not there", "EPUB114")
def _(book: Book) -> None:
    add_meta(book, "schema:accessibilityFeature", "longDescription")


@epub("an audio narration is claimed that is not there", "EPUB114")
def _(book: Book) -> None:
    add_meta(book, "schema:accessibilityFeature", "synchronizedAudioText")


@epub("pages are claimed although nothing marks them", "EPUB114", "page")
def _(book: Book) -> None:
    for marker in book.every("//*[@role='doc-pagebreak']"):
        drop(marker, "role", TYPE, "aria-label", "title")
    cut(nav(book, "page-list"))


@epub("a table of contents is claimed that is not there", "EPUB101", "EPUB114")
def _(book: Book) -> None:
    contents = nav(book, "toc")
    drop(contents, TYPE, "role")


@epub("two hazards contradict each other", "EPUB114")
def _(book: Book) -> None:
    add_meta(book, "schema:accessibilityHazard", "none")


@epub("conformance is claimed that nobody evaluated", "EPUB115")
def _(book: Book) -> None:
    link = etree.SubElement(book.opf[0], f"{{{NAMES['o']}}}meta", property="dcterms:conformsTo")
    link.text = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"


# --- references and styles ------------------------------------------------------------------------------------------


@epub("a label refers to an element that is not there", "EPUB116")
def _(book: Book) -> None:
    book.one("//h:figure[@aria-labelledby]").set("aria-labelledby", "nowhere")


@epub("two elements have one identifier", "EPUB116", "DOC012")
def _(book: Book) -> None:
    book.one("//h:section/h:p[not(@id)]").set("id", "second")


@epub("a picture is missing from the package", "EPUB117")
def _(book: Book) -> None:
    name = next(name for name in book.parts if "picture" in name)
    del book.parts[name]


@epub("the page cannot be made larger", "EPUB118")
def _(book: Book) -> None:
    viewport = etree.SubElement(book.one("//h:head"), f"{{{NAMES['h']}}}meta", name="viewport")
    viewport.set("content", "width=device-width, user-scalable=no, maximum-scale=1")


@epub("the book runs a script", "EPUB119")
def _(book: Book) -> None:
    body = book.one("//h:body")
    script = etree.SubElement(body, f"{{{NAMES['h']}}}script")
    script.text = "document.title = 'x';"


@epub("the section structure is lost", "EPUB114")
def _(book: Book) -> None:
    for heading in book.every("//h:h1 | //h:h2 | //h:h3"):
        unwrap(heading)
