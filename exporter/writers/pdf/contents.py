"""The contents list of a long document, on its first page: entries that are links, each with its page number.

Its structure is TOC, TOCI, Reference, Link (ISO 32000-1, table 333; WCAG 2.2, 2.4.5). Page numbers are known only when
everything is laid out: the layout fills them in, in elements whose part is ``PAGE_NUMBER``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from exporter.model import Document, Figure, Paragraph, ParagraphRole, Section, Table, is_part, plain_text
from exporter.phrases import has_phrases, phrase
from exporter.writers.book_options import BookOptions, ListOf
from exporter.writers.contents_list import LEVELS
from exporter.writers.xhtml import Heading, Rendered
from exporter.writers.xhtml.elements import inherited
from exporter.writers.xhtml.parts import NODE_ATTRIBUTE, PART_ATTRIBUTE, Part, part_of

PAGE_NUMBER: Part = "page-number"
MASTHEAD = frozenset(["title", "subtitle", "standfirst", "byline", "dateline", "kicker"])
LISTED: tuple[ParagraphRole, ...] = ("byline", "standfirst")
"""What a contents list says of an article, where it is asked to."""
_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a contents list names: how deep, its words, the id of the place, and what stands below it in small type.

    ``kind`` is a class for the style sheet; each of ``lines`` has the class of its part of the masthead.
    """

    level: int
    text: str
    id: str
    lang: str = ""
    kind: str = ""
    lines: tuple[tuple[ParagraphRole, str], ...] = ()


def add_contents(
    document: Document, rendered: Rendered, levels: Sequence[int] = LEVELS, book: BookOptions | None = None
) -> None:
    """Put the contents list into the page, after the masthead and before the first words of the text."""
    at = _end_of_masthead(rendered.root)
    lang = document.metadata.lang
    lines = book is not None and book.contents_lines
    headings = [heading for heading in rendered.headings if heading.level in levels]
    lists = [("contents", _entries(rendered, headings, lines=lines))]
    if book is not None:
        lists += [(f"list-of-{kind}", list(_captioned(rendered, kind))) for kind in book.lists]
    for label, entries in lists:
        if entries:
            rendered.root.insert(at, _navigation(label, entries, lang))
            at += 1


def _entries(rendered: Rendered, headings: Sequence[Heading], *, lines: bool) -> list[Entry]:
    """An entry for each heading; of articles with what they say of themselves, where ``lines`` are asked for."""
    sections = {
        heading.get("id", ""): node
        for heading in rendered.root.iter("{*}h1", "{*}h2", "{*}h3", "{*}h4", "{*}h5", "{*}h6")
        if isinstance(node := rendered.nodes[int(heading.get(NODE_ATTRIBUTE, "0"))], Section)
    }
    made = []
    for one in headings:
        section = sections.get(one.id)
        kind = "" if section is None else "article" if section.metadata else "part" if is_part(section) else ""
        about = tuple(_about(section)) if lines and section is not None and section.metadata else ()
        made.append(Entry(one.level, one.text, one.id, one.lang, kind, about))
    return made


def _about(section: Section) -> Iterator[tuple[ParagraphRole, str]]:
    """Byline and standfirst of an article, as its masthead has them, in that order."""
    for role in LISTED:
        for block in section.blocks:
            if (
                isinstance(block, Paragraph)
                and block.role == role
                and (words := " ".join(plain_text((block,)).split()))
            ):
                yield role, words


def _captioned(rendered: Rendered, kind: ListOf) -> Iterator[Entry]:
    """An entry for each figure or table that has a caption."""
    for number, element in enumerate(rendered.root.iter("{*}figure" if kind == "figures" else "{*}table"), 1):
        node = rendered.nodes[int(element.get(NODE_ATTRIBUTE, "0"))]
        if isinstance(node, Figure | Table) and (words := " ".join(plain_text(node.caption).split())):
            if not element.get("id"):
                element.set("id", f"listed-{kind}-{number}")
            lang, _ = inherited(element)
            yield Entry(LEVELS[0], words, element.get("id", ""), lang)


def _navigation(label: str, entries: Sequence[Entry], lang: str) -> etree._Element:
    navigation = etree.Element(f"{_XHTML}nav", {"class": f"contents {label}", PART_ATTRIBUTE: "contents"})
    title = _part(navigation, "p", "contents-title")
    title.text = phrase(label, lang if has_phrases(lang) else "en")
    if not has_phrases(lang):
        title.set("lang", "en")
    lists = {LEVELS[0]: etree.SubElement(navigation, f"{_XHTML}ul")}
    for entry in entries:
        _entry(lists, entry, lang)
    return navigation


def _entry(lists: dict[int, etree._Element], entry: Entry, lang: str) -> None:
    """Add an entry below the last one of the level above it; a level that is skipped has no list of its own."""
    above = max(level for level in lists if level < entry.level or level == LEVELS[0])
    parent = lists.get(entry.level)
    if parent is None:
        last = lists[above][-1] if len(lists[above]) else None
        parent = lists[above] if last is None else _part(last, "ul", "contents")
    for level in [level for level in lists if level >= entry.level]:
        del lists[level]
    lists[entry.level] = parent
    item = _part(parent, "li", "contents-item")
    if entry.kind:
        item.set("class", f"contents-item listed-{entry.kind}")
    link = _part(_part(item, "p", "reference"), "a", "link", href=f"#{entry.id}")
    words = etree.SubElement(link, f"{_XHTML}span", {"class": "contents-words"})
    words.text = entry.text
    other = entry.lang if entry.lang and entry.lang != lang else ""
    if other:
        words.set("lang", other)
    link[-1].tail = " "
    _part(link, "span", PAGE_NUMBER, **{"data-target": f"#{entry.id}"})
    for role, text in entry.lines:
        line = _part(item, "p", "contents-line")
        line.text = text
        line.set("class", f"contents-line contents-{role}")
        if other:
            line.set("lang", other)


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
