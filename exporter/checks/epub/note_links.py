"""Notes of an EPUB: each reference leads to a note, each way back to a reference to it (EPUB 3.3; DPUB-ARIA 1.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from lxml import etree

from exporter.checks.epub.package import Book, elements, place, words
from exporter.findings import Finding, advice, finding
from exporter.readback.epub.state import XHTML, Element, has_role, local

Named = Mapping[str, Mapping[str, Element]]
"""Part → id → element."""


def notes(book: Book) -> Iterator[Finding]:
    """References and notes belong together, and the way back from a note leads to one of its own references."""
    named = {part: _names(root) for part, root in book.pages.items()}
    found: dict[tuple[str, str], Element] = {}
    references: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for part, link in elements(book, "a"):
        if not has_role(link, "doc-noteref", "noteref"):
            continue
        key = book.target(part, link.get("href") or "")
        note = _named(named, key) if key else None
        if key is None or note is None:
            yield finding("EPUB107", f"the note “{words_of_link(link)}” is not in the book", place(link))
        else:
            found.setdefault(key, note)
            references[key].append(link)
    notes_of = {id(link): key for key, links in references.items() for link in links}
    for key, note in found.items():
        listed = local(note) == "li" and any(has_role(one, "doc-endnotes", "endnotes") for one in note.iterancestors())
        marked = has_role(note, "doc-footnote", "footnote") or has_role(note, "doc-endnote", "endnote")
        if not (marked or listed):
            message = f"“{words(note)[:40]}” is referred to as a note and is not marked as one"
            yield finding("EPUB107", message, place(note))
        back = [led for link in note.iter(XHTML + "a") if (led := _leads_back(book, named, key[0], link)) is not None]
        if not back:
            yield advice("EPUB107", f"no link leads back from the note “{words(note)[:40]}”", place(note))
        for led in back:
            others = {notes_of[id(one)] for one in (led, *led.iter(XHTML + "a")) if id(one) in notes_of}
            if others and key not in others:
                message = f"the note “{words(note)[:40]}” leads back to the reference of another note"
                yield advice("EPUB107", message, place(note))


def words_of_link(link: Element) -> str:
    """A reference's own words, which ``words`` leaves out."""
    return "".join(str(part) for part in link.itertext()).strip()


def _leads_back(book: Book, named: Named, part: str, link: Element) -> Element | None:
    """Where a link of a note leads in the book."""
    key = book.target(part, link.get("href") or "")
    return None if key is None else _named(named, key)


def _names(root: Element) -> dict[str, Element]:
    """The elements of a page by their ids; the first of two with one id."""
    found: dict[str, Element] = {}
    for made in root.iter(etree.Element):
        if name := made.get("id"):
            found.setdefault(name, made)
    return found


def _named(named: Named, key: tuple[str, str]) -> Element | None:
    return named.get(key[0], {}).get(key[1])
