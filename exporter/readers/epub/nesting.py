"""Which pages of a book lie below others: headings often begin anew in each page, and only the contents say the depth.

EPUB 3.3, 7.4.1: the navigation's lists nest. A page whose entry is inside that of another page lies below it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree

from exporter.model import Document, Section, plain_text
from exporter.readers.epub.names import HEADINGS, X
from exporter.web_addresses import without_fragment

Element = etree._Element
OPS_TYPE = "{http://www.idpf.org/2007/ops}type"
MOST_LEVELS = 20


@dataclass(frozen=True, slots=True)
class Nesting:
    """By how many levels the headings of each page are lower than they say; pages that hold others; titles of parts."""

    lower: Mapping[str, int]
    holding: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()


def nesting(nav: Element | None, place: str, pages: Mapping[str, Element]) -> Nesting:
    """What the navigation document, the part at ``place``, says of the pages."""
    above: dict[str, str] = {}
    contents = _contents(nav)
    if contents is None:
        return Nesting({})
    for page, parent in _entries(contents, posixpath.dirname(place), "", 0):
        if page in pages and page not in above:
            above[page] = parent if parent in pages and parent != page else ""
    lower: dict[str, int] = {}
    for page, parent in above.items():  # in the order of the contents: what is above comes first
        top, over = _top(pages[page]), _top(pages[parent]) if parent else 0
        if parent and top and over:
            lower[page] = max(0, over + lower.get(parent, 0) + 1 - top)
    holding = frozenset(parent for page, parent in above.items() if lower.get(page))
    return Nesting(lower, holding, frozenset(_title(pages[page]) for page in holding if _is_part(pages[page])))


def with_parts(document: Document, parts: frozenset[str]) -> Document:
    """The document with the sections that are parts of the book said to be so."""

    def settled(block: Any) -> Any:
        is_one = isinstance(block, Section) and not block.role and _folded(plain_text(block.title)) in parts
        return (
            Section(block.title, block.blocks, role="part", id=block.id, lang=block.lang, dir=block.dir, pos=block.pos)
            if is_one
            else block
        )

    return document.with_blocks([settled(block) for block in document.blocks]) if parts else document


def _contents(nav: Element | None) -> Element | None:
    lists = nav.iter(X + "nav") if nav is not None else ()
    return next((made for made in lists if "toc" in (made.get(OPS_TYPE) or "").split()), None)


def _entries(made: Element, folder: str, parent: str, depth: int) -> Iterator[tuple[str, str]]:
    """Each page that an entry leads to, with that of the entry which it is in."""
    for entry in made.iterfind(f"{X}ol/{X}li"):
        link = next(iter(entry.iterfind(f"{X}a")), None)
        page = _page(link.get("href") or "", folder) if link is not None else ""
        if page:
            yield page, parent
        if depth < MOST_LEVELS:
            yield from _entries(entry, folder, page or parent, depth + 1)


def _page(href: str, folder: str) -> str:
    address = unquote(without_fragment(href.strip())[0])
    return posixpath.normpath(posixpath.join(folder, address)) if address else ""


def _top(page: Element) -> int:
    """The highest level of a page's headings; 0 for a page without any."""
    levels = [made.get("aria-level") or str(made.tag)[-1] for made in page.iter(*HEADINGS)]
    return min((int(level) for level in levels if level.isdecimal()), default=0)


def _is_part(page: Element) -> bool:
    said = (f"{made.get('role') or ''} {made.get(OPS_TYPE) or ''}".split() for made in page.iter(X + "*"))
    return any("doc-part" in names or "part" in names for names in said)


def _title(page: Element) -> str:
    first = next(page.iter(*HEADINGS), None)
    return _folded("".join(map(str, first.itertext()))) if first is not None else ""


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
