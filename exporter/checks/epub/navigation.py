"""Rules on the navigation of a finished EPUB: contents, links, landmarks, pages (EPUB 3.3, 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from exporter.checks.epub.package import HEADINGS, Book, place, words
from exporter.comparison.sequences import opcodes
from exporter.findings import Finding, finding
from exporter.model import is_publication
from exporter.readback.epub.state import XHTML, Element, has_role, local


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a navigation list or a heading: its depth, its words, and the places that stand for it."""

    depth: int
    text: str
    places: frozenset[tuple[str, str]]


def contents(book: Book) -> Iterator[Finding]:
    """The table of contents beside the headings of the pages."""
    found = book.nav_list("toc", "doc-toc")
    if found is None and _has_ncx(book):
        return
    if found is None:
        yield finding("EPUB101", "the navigation document has no table of contents")
        return
    entries = list(_entries(book, found))
    depths = {key: entry.depth for entry in reversed(entries) for key in entry.places}
    headings = list(_headings(book, depths))
    if is_publication(book.document):  # how deep its contents go is its maker's choice
        deepest = max((entry.depth for entry in entries), default=0)
        headings = [heading for heading in headings if heading.depth <= deepest]
    one, two = [item.text for item in headings], [item.text for item in entries]
    for equal, a, b, c, d in opcodes(one, two):
        if not equal and b - a == d - c:
            for old, new in zip(one[a:b], two[c:d], strict=True):
                yield finding("EPUB102", f"the entry for the heading “{old[:60]}” says “{new[:60]}”")
        elif not equal:
            title = " ".join(book.document.metadata.title.split())  # a title page need not be in the contents
            for text in one[a:b]:
                if text != title:
                    yield finding("EPUB102", f"the heading “{text[:60]}” is not in the table of contents")
            for entry in entries[c:d]:
                if not _is_page(book, entry):
                    yield finding(
                        "EPUB102", f"the entry “{entry.text[:60]}” does not match a heading, or is out of order"
                    )
        else:
            yield from _matched(headings[a:b], entries[c:d])


def _has_ncx(book: Book) -> bool:
    """The contents list of EPUB 2 (OPF 2.0.1, 2.4.1), which that version's reading systems show."""
    return book.is_old and any(item.media_type == "application/x-dtbncx+xml" for item in book.items.values())


def _is_page(book: Book, entry: Entry) -> bool:
    """An entry may stand for a whole page, whose heading it need not repeat."""
    return any(part in book.pages and not name for part, name in entry.places)


def _matched(headings: list[Entry], entries: list[Entry]) -> Iterator[Finding]:
    for heading, entry in zip(headings, entries, strict=True):
        if not heading.places & entry.places:
            yield finding("EPUB102", f"the entry “{entry.text[:60]}” does not lead to that heading")
        elif heading.depth != entry.depth:
            message = f"the entry “{entry.text[:60]}” lies at depth {entry.depth}, its heading at {heading.depth}"
            yield finding("EPUB102", message)


def _entries(book: Book, made: Element, depth: int = 0) -> Iterator[Entry]:
    for child in made:
        name = local(child)
        if name == "ol":
            yield from _entries(book, child, depth + 1)
        elif name == "li":
            label = next((one for one in child if local(one) in ("a", "span")), None)
            if label is not None:
                key = book.target(book.navigation, label.get("href") or "") if label.get("href") else None
                yield Entry(depth, words(label), frozenset([key] if key else []))
            yield from _entries(book, child, depth)


def _headings(book: Book, listed: Mapping[tuple[str, str], int]) -> Iterator[Entry]:
    """The headings of the pages, each with its depth among them, and every identifier that stands for it.

    Those in asides need not be in the contents; where they are ``listed`` by their own identifier, they are headings.
    A page that begins with a level-1 heading of its own has the depth at which the contents list it.
    """
    levels: list[int] = []
    above = 0
    for part, root in book.texts().items():
        begins = True
        for made in root.iter(etree.Element):
            if local(made) not in HEADINGS or not words(made):
                continue
            if _is_furniture(made) and (part, made.get("id") or "") not in listed:
                continue
            level = int(made.get("aria-level") or local(made)[1])
            if begins and level == 1:
                above = next((listed[key] - 1 for key in _places(part, made) if key in listed), 0)
            begins = False
            level += above
            while levels and levels[-1] >= level:
                levels.pop()
            levels.append(level)
            yield Entry(len(levels), words(made), frozenset(_places(part, made)))


def _is_furniture(made: Element) -> bool:
    return any(local(one) in ("nav", "aside") or one.get("hidden") is not None for one in made.iterancestors())


def _places(part: str, heading: Element) -> Iterator[tuple[str, str]]:
    """A heading is reached by its own identifier, one inside it, or one of what begins with it."""
    for made in heading.iter(etree.Element):
        if name := made.get("id"):
            yield part, name
    holder = heading
    while (parent := holder.getparent()) is not None and local(parent) != "html":
        if any(isinstance(one.tag, str) and words(one) for one in holder.itersiblings(preceding=True)):
            break
        if name := parent.get("id"):
            yield part, name
        if local(parent) == "body":
            yield part, ""
        holder = parent


def links(book: Book) -> Iterator[Finding]:
    """Links of the navigation and of the pages lead to places that are there."""
    for part, root in [*book.texts().items(), *([(book.navigation, book.nav)] if book.nav is not None else [])]:
        for link in root.iter(XHTML + "a"):
            key = book.target(part, link.get("href") or "")
            if link.get("href") is None or key is None or key[1].startswith("epubcfi("):
                continue
            known = key[0] in book.ids or any(item.part == key[0] for item in book.items.values())
            if not known or (key[1] and key[0] in book.ids and key[1] not in book.ids[key[0]]):
                shown = "".join(str(text) for text in link.itertext()).strip()[:40]
                yield finding("EPUB103", f"the link “{shown}” leads to “{link.get('href')}”", place(link))


def landmarks(book: Book) -> Iterator[Finding]:
    """A reading system can take its reader to the beginning of the text."""
    if book.nav is not None and book.nav_list("landmarks") is None:
        yield finding("EPUB104", "the navigation document has no landmarks")


def pages(book: Book) -> Iterator[Finding]:
    """Marks of pages and the list of pages name the same pages in the same places."""
    marked: dict[str, tuple[str, str]] = {}
    for part, root in book.texts().items():
        for made in root.iter(etree.Element):
            if not has_role(made, "doc-pagebreak", "pagebreak"):
                continue
            label = made.get("aria-label") or made.get("title") or words(made)
            if not label.strip():
                yield finding("EPUB105", "a page break has no page number", place(made))
            else:
                marked[" ".join(label.split())] = (part, made.get("id") or "")
    found = book.nav_list("page-list", "doc-pagelist")
    listed = {entry.text: entry for entry in _entries(book, found)} if found is not None else {}
    if marked and found is None:
        yield finding("EPUB105", f"{len(marked)} page breaks are marked but there is no page list")
        return
    for label, key in marked.items():
        if not any(_same_page(label, text) for text in listed):
            yield finding("EPUB105", f"page {label} is marked but not in the page list")
        elif not any(_same_page(label, text) and key in entry.places for text, entry in listed.items()):
            yield finding("EPUB105", f"the page list does not lead to the beginning of page {label}")
    for text in listed:
        if marked and not any(_same_page(label, text) for label in marked):
            yield finding("EPUB105", f"page {text} is in the page list but not marked in the text")


def _same_page(label: str, text: str) -> bool:
    """The mark may say “Page 12” where the list says “12”."""
    return label == text or label.split()[-1:] == text.split()[-1:]
