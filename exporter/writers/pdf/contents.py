"""The contents list of a long document, on its first page: entries that are links, each with its page number.

Its structure is TOC, TOCI, Reference, Link (ISO 32000-1, table 333; WCAG 2.2, 2.4.5). Page numbers are known only when
everything is laid out: the layout fills them in, in elements whose part is ``PAGE_NUMBER``.
"""

from __future__ import annotations

from lxml import etree

from exporter.model import Document
from exporter.phrases import has_phrases, phrase
from exporter.writers.contents_list import LEVELS
from exporter.writers.xhtml import Heading, Rendered
from exporter.writers.xhtml.parts import PART_ATTRIBUTE, Part, part_of

PAGE_NUMBER: Part = "page-number"
MASTHEAD = frozenset(["title", "subtitle", "standfirst", "byline", "dateline", "kicker"])
_XHTML = "{http://www.w3.org/1999/xhtml}"


def add_contents(document: Document, rendered: Rendered) -> None:
    """Put the contents list into the page, after the masthead and before the first words of the text."""
    headings = [heading for heading in rendered.headings if heading.level in LEVELS]
    if not headings:
        return
    lang = document.metadata.lang
    navigation = etree.Element(f"{_XHTML}nav", {"class": "contents", PART_ATTRIBUTE: "contents"})
    label = _part(navigation, "p", "contents-title")
    label.text = phrase("contents", lang if has_phrases(lang) else "en")
    if not has_phrases(lang):
        label.set("lang", "en")
    lists = {LEVELS[0]: etree.SubElement(navigation, f"{_XHTML}ul")}
    for heading in headings:
        _entry(lists, heading, lang)
    rendered.root.insert(_end_of_masthead(rendered.root), navigation)


def _entry(lists: dict[int, etree._Element], heading: Heading, lang: str) -> None:
    """Add an entry below the last one of the level above it; a level that is skipped has no list of its own."""
    above = max(level for level in lists if level < heading.level or level == LEVELS[0])
    parent = lists.get(heading.level)
    if parent is None:
        last = lists[above][-1] if len(lists[above]) else None
        parent = lists[above] if last is None else _part(last, "ul", "contents")
    for level in [level for level in lists if level >= heading.level]:
        del lists[level]
    lists[heading.level] = parent
    item = _part(parent, "li", "contents-item")
    link = _part(_part(item, "p", "reference"), "a", "link", href=f"#{heading.id}")
    words = etree.SubElement(link, f"{_XHTML}span", {"class": "contents-words"})
    words.text = heading.text
    if heading.lang and heading.lang != lang:
        words.set("lang", heading.lang)
    link[-1].tail = " "
    _part(link, "span", PAGE_NUMBER, **{"data-target": f"#{heading.id}"})


def _part(parent: etree._Element, tag: str, part: Part, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{_XHTML}{tag}", {"class": part, PART_ATTRIBUTE: part, **attributes})


def _end_of_masthead(main: etree._Element) -> int:
    """How many children of the page are its title, its masthead and the notes that these refer to."""
    count = 0
    for child in main:
        if child.get("class", "") not in MASTHEAD and part_of(child) != "note":
            break
        count += 1
    return count
