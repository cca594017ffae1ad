"""The navigation document (EPUB 3.3, 7) and, for older readers, the NCX: contents, landmarks, page list.

They are made here and not by EbookLib, because its navigation document has no page list with our labels, no language of
its own for fixed text, and a heading structure that Ace finds fault with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree

from exporter.phrases import direction, has_phrases, phrase
from exporter.writers.epub.listed import Contents
from exporter.writers.xhtml import Heading, Page
from exporter.writers.xhtml.elements import EPUB_TYPE, OPS, XHTML, XML_LANG, Element, xml_text

NCX = "http://www.daisy.org/z3986/2005/ncx/"
PAGE_NAMESPACES: Any = {None: XHTML, "epub": OPS}  # Any: the stubs of lxml know no default namespace
NCX_NAMESPACES: Any = {None: NCX}
Href = Callable[[int, str], str]
"""Gives the address of an id in a chapter."""


def set_page_language(root: Element, lang: str) -> None:
    """The language and direction of a whole XHTML page; none when nobody knows it."""
    if lang:
        root.set("lang", xml_text(lang))
        root.set(XML_LANG, xml_text(lang))
        if direction(lang) == "rtl":
            root.set("dir", "rtl")


def page_skeleton(title: str, lang: str, style: str) -> tuple[Element, Element]:
    """An XHTML page with its head; the page and its empty body."""
    root = etree.Element(f"{{{XHTML}}}html", nsmap=PAGE_NAMESPACES)
    set_page_language(root, lang)
    head = etree.SubElement(root, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}meta", charset="utf-8")
    etree.SubElement(head, f"{{{XHTML}}}title").text = xml_text(title)
    etree.SubElement(head, f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href=style)
    return root, etree.SubElement(root, f"{{{XHTML}}}body")


def serialise(root: Element) -> bytes:
    """A page as bytes: XML declaration, HTML document type, UTF-8."""
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def navigation_document(contents: Contents, pages: Sequence[Page], style: str, cover: str) -> bytes:
    """The navigation document: contents by heading level, lists of figures and tables where they are asked for,
    landmarks, and a page list where there are page markers.
    """
    lang, href = contents.lang, contents.href
    root, body = page_skeleton(contents.title, lang, style)
    toc = nav_element(body, "toc", "doc-toc", phrase("contents", lang), lang)
    _contents(toc, contents.listed, href)
    for kind, name, places in contents.lists:
        held = etree.SubElement(nav_element(body, kind, "", phrase(name, lang), lang), f"{{{XHTML}}}ol")
        for place in places:
            _entry(held, href(place.chapter, place.id), place.text, place.lang)
    landmarks = nav_element(body, "landmarks", "", phrase("landmarks", lang), lang)
    landmarks.set("hidden", "hidden")
    entries = etree.SubElement(landmarks, f"{{{XHTML}}}ol")
    _entry(entries, cover, phrase("cover", lang)).set(EPUB_TYPE, "cover")
    if contents.is_publication:
        _entry(entries, contents.page or "#toc", phrase("contents", lang)).set(EPUB_TYPE, "toc")
    _entry(entries, href(contents.body, ""), phrase("start-of-text", lang)).set(EPUB_TYPE, "bodymatter")
    if pages:
        listed = nav_element(body, "page-list", "doc-pagelist", phrase("page-list", lang), lang)
        listed.set("hidden", "hidden")
        entries = etree.SubElement(listed, f"{{{XHTML}}}ol")
        for page in pages:
            _entry(entries, href(page.chapter, page.id), page.label)
    return serialise(root)


def nav_element(body: Element, kind: str, role: str, heading: str, lang: str) -> Element:
    """A list of navigation with its heading, whose language is told where it is not that of the page."""
    nav = etree.SubElement(body, f"{{{XHTML}}}nav", id=kind)
    nav.set(EPUB_TYPE, kind)
    if role:
        nav.set("role", role)
    nav.set("aria-labelledby", f"{kind}-heading")
    made = etree.SubElement(nav, f"{{{XHTML}}}h1" if kind == "toc" else f"{{{XHTML}}}h2", id=f"{kind}-heading")
    made.text = heading
    if not has_phrases(lang):
        made.set("lang", "en")
        made.set(XML_LANG, "en")
    return nav


def _entry(parent: Element, target: str, text: str, lang: str = "") -> Element:
    item = etree.SubElement(parent, f"{{{XHTML}}}li")
    link = etree.SubElement(item, f"{{{XHTML}}}a", href=target)
    link.text = xml_text(text)
    if lang:
        link.set("lang", xml_text(lang))
        link.set(XML_LANG, xml_text(lang))
    return link


def _contents(nav: Element, headings: Sequence[Heading], href: Href) -> None:
    """Nested lists by level; a list is opened only for an entry, so that none is empty."""
    top = etree.SubElement(nav, f"{{{XHTML}}}ol")
    open_lists: list[tuple[int, Element]] = [(0, top)]
    items: dict[int, Element] = {}
    for heading in headings:
        while len(open_lists) > 1 and open_lists[-1][0] >= heading.level:
            open_lists.pop()
        level, holder = open_lists[-1]
        if level and level < heading.level:
            item = items[level]
            existing = item.find(f"{{{XHTML}}}ol")
            holder = existing if existing is not None else etree.SubElement(item, f"{{{XHTML}}}ol")
        link = _entry(holder, href(heading.chapter, heading.id), heading.text, heading.lang)
        parent = link.getparent()
        assert parent is not None
        items[heading.level] = parent
        open_lists.append((heading.level, holder))


def ncx(uid: str, contents: Contents, pages: Sequence[Page]) -> bytes:
    """The NCX of EPUB 2 (OPF 2.0.1, 2.4.1): the same contents and pages for readers that know nothing newer."""
    lang, headings, href = contents.lang, contents.listed, contents.href
    root = etree.Element(f"{{{NCX}}}ncx", nsmap=NCX_NAMESPACES, version="2005-1")
    if lang:
        root.set(XML_LANG, xml_text(lang))
    head = etree.SubElement(root, f"{{{NCX}}}head")
    depth = max((heading.level for heading in headings), default=1)
    numbers = {"dtb:uid": uid, "dtb:depth": str(depth)}
    numbers |= {"dtb:totalPageCount": str(len(pages)), "dtb:maxPageNumber": str(_highest(pages))}
    for name, value in numbers.items():
        etree.SubElement(head, f"{{{NCX}}}meta", name=name, content=xml_text(value))
    _label(etree.SubElement(root, f"{{{NCX}}}docTitle"), contents.title)
    order = 0
    open_points: list[tuple[int, Element]] = [(0, etree.SubElement(root, f"{{{NCX}}}navMap"))]
    for heading in headings:
        order += 1
        while len(open_points) > 1 and open_points[-1][0] >= heading.level:
            open_points.pop()
        point = etree.SubElement(open_points[-1][1], f"{{{NCX}}}navPoint", id=f"point-{order}", playOrder=str(order))
        _label(etree.SubElement(point, f"{{{NCX}}}navLabel"), heading.text)
        etree.SubElement(point, f"{{{NCX}}}content", src=href(heading.chapter, heading.id))
        open_points.append((heading.level, point))
    if pages:
        listed = etree.SubElement(root, f"{{{NCX}}}pageList")
        values: set[str] = set()  # the value of a page is its own (OPF 2.0.1, NCX)
        for page in pages:
            order += 1
            target = etree.SubElement(listed, f"{{{NCX}}}pageTarget", id=f"page-{order}", playOrder=str(order))
            numbered = page.label.isascii() and page.label.isdigit() and page.label not in values
            target.set("type", "normal" if numbered else "special")
            if numbered:
                target.set("value", page.label)
                values.add(page.label)
            _label(etree.SubElement(target, f"{{{NCX}}}navLabel"), page.label)
            etree.SubElement(target, f"{{{NCX}}}content", src=href(page.chapter, page.id))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _label(parent: Element, text: str) -> None:
    etree.SubElement(parent, f"{{{NCX}}}text").text = xml_text(text)


def _highest(pages: Sequence[Page]) -> int:
    return max((int(page.label) for page in pages if page.label.isascii() and page.label.isdigit()), default=0)
