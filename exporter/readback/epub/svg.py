"""A page of the spine that is an SVG drawing (EPUB 3.3, 6.2), as the page of XHTML that says the same.

What a listener gets of a drawing is its name (SVG 2, 5.8: title, desc; SVG-AAM 1.0), its words, and the XHTML that it
holds. Only what is drawn has words: definitions and metadata are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from urllib.parse import quote

from lxml import etree

from exporter.readback.epub.state import XHTML, XML_LANG, Element, local

SVG = "{http://www.w3.org/2000/svg}"
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_NOT_DRAWN = frozenset(["defs", "metadata", "style", "script", "symbol", "clipPath", "mask", "pattern", "marker"])


def page_of_drawing(root: Element, source: str) -> Element:
    """The page of XHTML for the drawing at ``root``; ``source`` is the name of its file."""
    page = etree.Element(XHTML + "html")
    if lang := root.get(XML_LANG) or root.get("lang"):
        page.set(XML_LANG, lang)
    head = etree.SubElement(page, XHTML + "head")
    title = etree.SubElement(head, XHTML + "title")
    title.text = _own(root, "title")
    body = etree.SubElement(page, XHTML + "body")
    if name := root.get("id"):
        body.set("id", name)
    said = list(_said(root))
    alt = root.get("aria-label") or ". ".join(filter(None, [_own(root, "title"), _own(root, "desc")]))
    if alt or not said:
        picture = etree.SubElement(body, XHTML + "img", src=quote(source))
        picture.sourceline = root.sourceline
        if alt:
            picture.set("alt", alt)
    body.extend(said)
    return page


def _own(made: Element, name: str) -> str:
    """What the title or description of an element itself says."""
    found = made.find(SVG + name)
    return "" if found is None else " ".join("".join(str(text) for text in found.itertext()).split())


def _said(made: Element, link: str = "") -> Iterator[Element]:
    """A paragraph for each text that is drawn, in a link where the drawing has one; XHTML as it stands."""
    for child in made.iterchildren(etree.Element):
        name = local(child)
        if name == "foreignObject":
            yield from (deepcopy(one) for one in child.iterchildren(XHTML + "*"))
        elif name == "text":
            if words := " ".join("".join(_letters(child)).split()):
                yield _paragraph(child, words, link or _link_inside(child))
        elif name not in _NOT_DRAWN:
            yield from _said(child, link or (_href(child) if name == "a" else ""))


def _letters(made: Element) -> Iterator[str]:
    yield made.text or ""
    for child in made:
        if local(child) not in ("", "title", "desc"):
            yield from _letters(child)
        yield child.tail or ""


def _href(made: Element) -> str:
    return next((held for name in HREFS if (held := made.get(name))), "")


def _link_inside(text: Element) -> str:
    return next((held for one in text.iter(SVG + "a") if (held := _href(one))), "")


def _paragraph(text: Element, words: str, link: str) -> Element:
    made = etree.Element(XHTML + "p")
    made.sourceline = text.sourceline
    if name := text.get("id"):
        made.set("id", name)
    holder = etree.SubElement(made, XHTML + "a", href=link) if link else made
    holder.text = words
    return made
