"""The pre-pass over an EPUB's pages: which ids are referred to, which elements are notes or long descriptions.

Ids are known by the page they are on; what something refers to gets an id of the document, which no other place has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from exporter.model import Metadata, Resource
from exporter.readback.epub.state import (
    XHTML,
    Element,
    Key,
    Registry,
    descriptions,
    has_role,
    is_note_reference,
    key_of,
)


def survey(
    pages: Sequence[tuple[str, Element]], pictures: Mapping[str, Resource], said: Mapping[str, Metadata] | None = None
) -> Registry:
    """What the reading of ``pages`` (their names and roots, in reading order) has to know beforehand.

    ``said`` is what the package says of the article on a page.
    """
    elements: dict[Key, Element] = {}
    anchors: dict[Element, tuple[str, str]] = {}
    for file, root in pages:
        here = file, ""
        for made in root.iter(etree.Element):
            if name := made.get("id"):
                elements.setdefault((file, name), made)
                here = file, name
            anchors[made] = here
        for body in root.iter(XHTML + "body"):
            elements.setdefault((file, ""), body)
    ids = _Ids(elements)
    notes: dict[Element, Key] = {}
    hidden: set[Element] = set()
    for file, root in pages:
        _follow(file, root, ids, notes)
        for made in root.iter(etree.Element):
            for name in (made.get("headers") or "").split():
                ids.want((file, name))
            hidden.update(descriptions(elements, file, made))
    names = {root: file for file, root in pages}
    in_text = frozenset(key for file, root in pages for key in _from_the_text(file, root, notes))
    return Registry(names, elements, anchors, ids.wanted, notes, in_text, frozenset(hidden), pictures, said or {})


def _from_the_text(file: str, root: Element, notes: Mapping[Element, Key]) -> Iterator[Key]:
    """What references to notes that stand in no note themselves lead to."""
    for link in root.iter(XHTML + "a"):
        if is_note_reference(link) and not any(holder in notes for holder in link.iterancestors()):
            key = key_of(file, link.get("href", ""))
            if key is not None:
                yield key


def _follow(file: str, root: Element, ids: _Ids, notes: dict[Element, Key]) -> None:
    """Find what the links of a page lead to: notes, or places that get an id."""
    for link in root.iter(XHTML + "a"):
        key = key_of(file, link.get("href", ""))
        if key is None or key not in ids.elements:
            continue
        if is_note_reference(link):
            if ids.elements[key] in notes:  # referred to once more: the note needs a name
                ids.want(key)
            notes.setdefault(ids.elements[key], key)
        elif not has_role(link, "doc-backlink", "backlink"):
            ids.want(key)


@dataclass(slots=True)
class _Ids:
    """The ids of the document that are being given."""

    elements: Mapping[Key, Element]
    wanted: dict[Key, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def want(self, key: Key) -> None:
        """Give the element at ``key`` an id of the document, because something refers to it."""
        if key in self.elements and key not in self.wanted:
            base = name = key[1] or "page"
            while name in self.taken:
                self.counts[base] = self.counts.get(base, 1) + 1
                name = f"{base}-{self.counts[base]}"
            self.wanted[key] = name
            self.taken.add(name)
