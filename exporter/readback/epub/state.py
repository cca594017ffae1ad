"""What the reading of an EPUB's pages has to remember: ids across pages, notes, languages, pictures."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import unquote, urldefrag

from lxml import etree

from exporter.findings.place import Place
from exporter.model import Direction, Resource
from exporter.position import Position

XHTML = "{http://www.w3.org/1999/xhtml}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

Element = etree._Element
Key = tuple[str, str]


@dataclass(slots=True)
class State:
    """The book-keeping of one reading. Ids are known by the page they are on, because two pages may use one id."""

    elements: dict[Key, Element] = field(default_factory=dict)
    wanted: dict[Key, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    notes: dict[Element, Key] = field(default_factory=dict)
    hidden: set[Element] = field(default_factory=set)
    open_notes: set[Key] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    pages: dict[Element, str] = field(default_factory=dict)
    pictures: dict[str, Resource] = field(default_factory=dict)
    file: str = ""
    level: int = 1
    anchor: Key = ("", "")

    # --- before reading: who is referred to -------------------------------------------------------------------------

    def survey(self, file: str, root: Element) -> None:
        """Remember the ids of a page and what its links, notes and descriptions refer to."""
        self.pages[root] = file
        for made in root.iter(etree.Element):
            if name := made.get("id"):
                self.elements.setdefault((file, name), made)
        for body in root.iter(XHTML + "body"):
            self.elements.setdefault((file, ""), body)

    def survey_references(self, file: str, root: Element) -> None:
        """After ``survey`` of every page: which elements are notes, which ids are targets, which are descriptions."""
        for link in root.iter(XHTML + "a"):
            key = self.key(file, link.get("href", ""))
            if key is None or key not in self.elements:
                continue
            if is_note_reference(link):
                self.notes.setdefault(self.elements[key], key)
            elif not has_role(link, "doc-backlink", "backlink"):
                self.want(key)
        for made in root.iter(etree.Element):
            for name in (made.get("headers") or "").split():
                self.want((file, name))
            for target in self.descriptions(file, made):
                self.hidden.add(target)

    def want(self, key: Key) -> None:
        """Give the element at ``key`` an id of the document, because something refers to it."""
        if key in self.elements and key not in self.wanted:
            base = name = key[1] or "page"
            while name in self.taken:
                self.counts[base] = self.counts.get(base, 1) + 1
                name = f"{base}-{self.counts[base]}"
            self.wanted[key] = name
            self.taken.add(name)

    def descriptions(self, file: str, made: Element) -> Iterator[Element]:
        """The long descriptions of a figure, picture or table that stand right after it."""
        for name in f"{made.get('aria-details', '')} {made.get('aria-describedby', '')}".split():
            target = self.elements.get((file, name))
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

    def key(self, file: str, href: str) -> Key | None:
        """The page and id that a relative reference names; None for an address outside the book."""
        path, fragment = urldefrag(href)
        if ":" in path.split("/")[0] or href.startswith("//"):
            return None
        page = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path))) if path else file
        return page, unquote(fragment)

    # --- while reading ------------------------------------------------------------------------------------------------

    def place(self, made: Element) -> Position | None:
        """Where an element begins: its page, the line of that page's source, the last id at or before it there."""
        page = self.page_of(made)
        if name := made.get("id"):
            self.anchor = (page, name)
        line: Any = made.sourceline
        anchor = self.anchor[1] if self.anchor[0] == page else ""
        return Place(line, 1, page, anchor) if line else None

    def id_of(self, made: Element) -> str:
        """The id under which this document's links know the element, or ""."""
        name = made.get("id")
        if name is None and local(made) == "body":
            name = ""
        return "" if name is None else self.wanted.get((self.page_of(made), name), "")

    def page_of(self, made: Element) -> str:
        """The page an element is on."""
        return self.pages.get(made.getroottree().getroot(), self.file)

    def target(self, href: str) -> str:
        """A link's target as the model says it: an address, or ``#id``."""
        key = self.key(self.file, href)
        if key is None:
            return href
        return f"#{self.wanted[key]}" if key in self.wanted else href


def local(made: Element) -> str:
    """An element's name without its namespace; "" for what is not an element."""
    tag = made.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def has_role(made: Element, role: str, epub_type: str = "") -> bool:
    """Whether an element has a DPUB-ARIA role or the older ``epub:type`` of the same meaning."""
    return role in (made.get("role") or "").split() or (
        epub_type != "" and epub_type in (made.get(EPUB_TYPE) or "").split()
    )


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
    return stated if stated.lower() != effective_lang(made.getparent()).lower() else ""


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
