"""The state of reading an EPUB's pages, in three kinds: known in advance, current place, results."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast
from urllib.parse import unquote

from lxml import etree

from exporter.bounds.packages import composed
from exporter.findings.place import Place as PlaceInFile
from exporter.model import Block, Blocks, Direction, Metadata, Resource
from exporter.position import Position
from exporter.readback.headings import Heading
from exporter.web_addresses import without_fragment

XHTML = "{http://www.w3.org/1999/xhtml}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

Element = etree._Element
Key = tuple[str, str]
"""A page and an id on it: two pages may use one id."""
Flow = list[Block | Heading]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reading is: the page, the level of the heading before, the notes that are being read."""

    file: str
    level: int = 1
    open_notes: frozenset[Key] = frozenset()

    def after(self, flow: Flow) -> Place:
        """The place behind ``flow``: below the last heading in it."""
        for item in reversed(flow):
            if isinstance(item, Heading):
                return replace(self, level=item.level)
        return self


@dataclass(frozen=True, slots=True)
class Registry:
    """What is known of the pages before they are read (``survey`` makes it).

    ``wanted`` are the ids of the document, for what something refers to; ``notes`` the elements that are read where
    they are referred to; ``in_text`` the notes that the text itself refers to, and not other notes alone; ``hidden``
    the long descriptions, read with what they describe; ``anchors`` the page of each element and the last id at or
    before it there; ``said`` what the package says of the article on a page; ``lists`` the styles of lists that sheets
    give them.
    """

    pages: Mapping[Element, str]
    elements: Mapping[Key, Element]
    anchors: Mapping[Element, tuple[str, str]]
    wanted: Mapping[Key, str]
    notes: Mapping[Element, Key]
    in_text: frozenset[Key]
    hidden: frozenset[Element]
    pictures: Mapping[str, Resource]
    said: Mapping[str, Metadata] = field(default_factory=dict)
    lists: Mapping[Element, str] = field(default_factory=dict)

    def page_of(self, place: Place, made: Element) -> str:
        """The page an element is on."""
        known = self.anchors.get(made)
        return known[0] if known is not None else self.pages.get(made.getroottree().getroot(), place.file)

    def position(self, place: Place, made: Element) -> Position | None:
        """Where an element begins: its page, the line of that page's source, the last id at or before it there."""
        line: Any = made.sourceline
        part, anchor = self.anchors.get(made) or (self.page_of(place, made), "")
        return PlaceInFile(line, part=part, anchor=anchor) if line else None

    def id_of(self, place: Place, made: Element) -> str:
        """The id under which this document's links know the element, or ""."""
        name = made.get("id")
        if name is None and local(made) == "body":
            name = ""
        return "" if name is None else self.wanted.get((self.page_of(place, made), name), "")

    def target(self, place: Place, href: str) -> str:
        """A link's target as the model says it: an address, or ``#id``."""
        key = key_of(place.file, href)
        if key is None:
            return href
        return f"#{self.wanted[key]}" if key in self.wanted else href


@dataclass(frozen=True, slots=True)
class Results:
    """What a reading adds to and never takes back: pictures in use, ids that share their place with another.

    ``notes`` are those that have been read: what refers to one of them again only names it. ``labels`` are what their
    references say, in order.
    """

    resources: dict[str, Resource] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    notes: set[Key] = field(default_factory=set)
    labels: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading. ``blocks`` reads the blocks of a container, for the inlines and tables that hold some."""

    registry: Registry
    results: Results
    blocks: Callable[[Reading, Place, Element], Blocks]


def key_of(file: str, href: str) -> Key | None:
    """The page and id that a relative reference on page ``file`` names; None for an address outside the book."""
    path, fragment = without_fragment(href.strip())
    if ":" in path.split("/")[0] or path.startswith("//"):
        return None
    page = composed(posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path)))) if path else file
    return page, unquote(fragment)


def descriptions(elements: Mapping[Key, Element], file: str, made: Element) -> Iterator[Element]:
    """The long descriptions of a figure, picture or table that stand right after it."""
    for name in f"{made.get('aria-details', '')} {made.get('aria-describedby', '')}".split():
        target = elements.get((file, name))
        holder = made
        while target is not None and local(holder) not in ("figure", "table", "body", "section"):
            parent = holder.getparent()
            if parent is None:
                break
            holder = parent
        if target is not None and local(holder) in ("figure", "table"):
            following = holder.getnext()
            if following is not None and (target is following or target.getparent() is following):
                yield following


def local(made: Element) -> str:
    """An element's name without its namespace; "" for what is not an element."""
    tag = made.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def has_role(made: Element, role: str, epub_type: str = "") -> bool:
    """Whether an element has a DPUB-ARIA role or the older ``epub:type`` of the same meaning."""
    stated = made.get("role")
    if stated and role in stated.split():
        return True
    older = made.get(EPUB_TYPE) if epub_type else None
    return bool(older) and epub_type in str(older).split()


def is_note_reference(made: Element) -> bool:
    """Whether a link refers to a note."""
    return has_role(made, "doc-noteref", "noteref")


def classes(made: Element) -> list[str]:
    """The classes of an element."""
    return (made.get("class") or "").split()


def lang_of(made: Element) -> str:
    """The language an element states itself."""
    return made.get(XML_LANG) or made.get("lang") or ""


def changed_lang(made: Element) -> str:
    """The language an element states, where that is another than the one around it."""
    stated = lang_of(made)
    return stated if stated and stated.lower() != effective_lang(made.getparent()).lower() else ""


def dir_of(made: Element) -> Direction:
    """The direction an element states itself."""
    value = made.get("dir")
    return cast(Direction, value) if value in ("ltr", "rtl") else ""


def effective_lang(made: Element | None) -> str:
    """The language that holds at an element."""
    while made is not None:
        if stated := lang_of(made):
            return stated
        made = made.getparent()
    return ""


def all_text(made: Element) -> str:
    """All characters inside an element."""
    return "".join(str(part) for part in made.itertext())
