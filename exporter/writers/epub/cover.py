"""The cover of an EPUB: the picture that was given, or one drawn from the title (EPUB 3.3, ``cover-image``).

The drawn one is SVG, a core media type: words as text, sharp at any size, no font of ours needed for any script. Its
alternative text is the same words. The page that shows it is beside the reading order (``linear="no"``) and reached by
a landmark: a reader begins with the article, and a listener does not hear the title twice.
"""

from __future__ import annotations

import unicodedata
from itertools import accumulate, takewhile
from typing import Any

from lxml import etree

from exporter.model import Document, Resource
from exporter.phrases import direction, phrase
from exporter.records import record
from exporter.writers.epub.navigation import page_skeleton, serialise
from exporter.writers.xhtml.elements import EPUB_TYPE, XHTML, XML_LANG, xml_text

SVG = "http://www.w3.org/2000/svg"
NAMESPACES: Any = {None: SVG}  # Any: the stubs of lxml know no default namespace
WIDTH, HEIGHT, MARGIN = 1600, 2560, 160
TITLE_SIZES = (190, 160, 130, 110, 90, 75, 60)
"""Letter sizes tried for the title, largest first, until it fits the upper two thirds."""

PAPER, INK = "#ffffff", "#1a1a1a"
"""Contrast 17:1 (WCAG 1.4.6 asks for 7:1)."""


@record
class Cover:
    """A cover: its picture, and the words that say what it shows."""

    picture: Resource
    alt: str


def cover_of(document: Document, title: str) -> Cover:
    """The cover that the article names, else one drawn from ``title`` and the authors' names."""
    lang = document.metadata.lang
    label = phrase("cover", lang)
    given = next((item for item in document.resources if item.name == document.metadata.cover), None)
    if given is not None:
        return Cover(given, f"{label}: {title}")
    names = [" ".join(person.name.split()) for person in document.metadata.authors if person.role == "aut"]
    byline = ", ".join(xml_text(name) for name in names if name)
    picture = Resource(name="cover.svg", media_type="image/svg+xml", data=_drawn(title, byline, lang))
    return Cover(picture, f"{label}: {title}" + (f", {byline}" if byline else ""))


def cover_page(cover: Cover, address: str, lang: str, style: str) -> bytes:
    """The page that shows the cover."""
    root, body = page_skeleton(phrase("cover", lang), lang, style)
    body.set(EPUB_TYPE, "cover")
    main = etree.SubElement(body, f"{{{XHTML}}}main")
    image = etree.SubElement(main, f"{{{XHTML}}}img", src=address, alt=xml_text(cover.alt), role="doc-cover")
    image.set("class", "cover")
    return serialise(root)


def _drawn(title: str, byline: str, lang: str) -> bytes:
    root = etree.Element(f"{{{SVG}}}svg", nsmap=NAMESPACES)
    root.set("viewBox", f"0 0 {WIDTH} {HEIGHT}")
    root.set("width", str(WIDTH))
    root.set("height", str(HEIGHT))
    if lang:
        root.set(XML_LANG, xml_text(lang))
    etree.SubElement(root, f"{{{SVG}}}title").text = title + (f", {byline}" if byline else "")
    _rectangle(root, 0, 0, WIDTH, HEIGHT, PAPER)
    _rectangle(root, MARGIN, MARGIN, WIDTH - 2 * MARGIN, 24, INK)
    size, lines = _fitted(title, HEIGHT * 2 // 3 - 2 * MARGIN)
    below = _lines(root, lines, size, MARGIN + 80 + size, lang, bold=True)
    if byline:
        _lines(root, _wrapped(byline, 64)[:4], 64, max(below + 64, HEIGHT - 5 * MARGIN), lang, bold=False)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _rectangle(root: etree._Element, x: int, y: int, width: int, height: int, fill: str) -> None:
    made = etree.SubElement(root, f"{{{SVG}}}rect", x=str(x), y=str(y), width=str(width), height=str(height))
    made.set("fill", fill)


def _lines(root: etree._Element, lines: list[str], size: int, top: int, lang: str, *, bold: bool) -> int:
    """Draw lines from ``top`` down, at the side where the language begins; where the last one ends."""
    made = etree.SubElement(root, f"{{{SVG}}}text", fill=INK)
    made.set("font-family", "serif")
    made.set("font-size", str(size))
    made.set("font-weight", "bold" if bold else "normal")
    right = direction(lang) == "rtl"
    if right:
        made.set("direction", "rtl")
    start = WIDTH - MARGIN if right else MARGIN
    for number, line in enumerate(lines):
        etree.SubElement(made, f"{{{SVG}}}tspan", x=str(start), y=str(top + number * size * 5 // 4)).text = line
    return top + len(lines) * size * 5 // 4


def _fitted(title: str, room: int) -> tuple[int, list[str]]:
    """The largest letter size at which the title fits, and its lines; at the smallest, as many lines as fit."""
    lines: list[str] = []
    for size in TITLE_SIZES:
        lines = _wrapped(title, size)
        longest = max((_width(line) for line in lines), default=0)
        if len(lines) * size * 5 // 4 <= room and longest * size <= WIDTH - 2 * MARGIN:
            return size, lines
    most = room * 4 // 5 // size
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-1].rstrip() + "…"]
    return size, lines


def _wrapped(text: str, size: int) -> list[str]:
    """Words put into lines of the page's width; a word that is wider than a line is cut."""
    room = (WIDTH - 2 * MARGIN) / size
    lines: list[str] = []
    for word in text.split():
        while _width(word) > room and size == TITLE_SIZES[-1]:
            fits = _fits(word, room)
            lines.append(word[:fits])
            word = word[fits:]
        if lines and _width(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _fits(word: str, room: float) -> int:
    """How many characters of ``word`` have room, marks on the last one included; at least one."""
    taken = accumulate(map(_advance, word))
    return max(1, sum(1 for _ in takewhile(lambda width: width <= room, taken)))


def _width(text: str) -> float:
    """How wide text is at most, in letter sizes: no font is at hand, so wide letters are taken for all."""
    return sum(_advance(char) for char in text)


def _advance(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    return 0.78 if char.isupper() or char in "mwMW—…%@&" else 0.58
