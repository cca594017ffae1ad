"""Where the pages of the PDF begin, as page markers in the document (EPUB Accessibility 1.1, page navigation).

The EPUB and the DOCX of one run take them from here.

The PDF writer says before which character of which node a page begins; here that becomes a ``PageMarker`` at exactly
that place, so that everything else (ids, page list, NCX) is as for markers that stand in the source. A place at the
very start of something is put before it: no heading, link or expansion is then called by a page number.

A page that begins inside a note is the exception. The PDF has the note right after the block that refers to it, an EPUB
at the chapter's end: its marker stands after that block, where the running text of that page begins.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import field, fields, replace
from itertools import chain
from typing import Any

from exporter.findings import Finding, finding
from exporter.model import (
    Block,
    Blocks,
    Code,
    CodeBlock,
    DisplayMath,
    Document,
    Image,
    Inline,
    Inlines,
    Link,
    Math,
    Node,
    Note,
    NoteReference,
    PageMarker,
    Section,
    Span,
    Text,
    child_fields,
    walk,
)
from exporter.records import record
from exporter.writers import PageStart

Breaks = dict[int, tuple[tuple[int, PageMarker], ...]]
"""``id`` of a code node → the page breaks inside its text, each before a character. The document keeps the nodes."""


@record
class Paged:
    """A document with its page markers: those before its title, and those inside the text of code."""

    document: Document
    opening: tuple[PageMarker, ...] = ()
    breaks: Breaks = field(default_factory=dict)


def with_pages(document: Document, pages: Iterable[PageStart]) -> Paged:
    """``document`` with a marker where each of ``pages`` begins, in place of the markers that its source has."""
    placer = _Placer(document, tuple(pages))
    opening = placer.markers_before(document.title[0]) if document.title else []
    title_start = placer.count
    title = placer.inlines(document.title)
    blocks = [*placer.noted(title_start), *placer.blocks(document.blocks, flow=True), *placer.rest()]
    return Paged(replace(document, title=title, blocks=tuple(blocks)), tuple(opening), placer.breaks)


def pages_left_out(document: Document) -> tuple[Finding, ...]:
    """What is said of the page markers of a source that give way to the pages of the PDF made in the same run."""
    markers = [node for node in walk(document) if isinstance(node, PageMarker)]
    if not markers:
        return ()
    message = f"{len(markers)} page numbers of a printed edition were replaced by those of the PDF made with the EPUB"
    return (finding("EPUB003", message, markers[0].pos),)


class _Placer:
    """Goes through a document in reading order, counting as ``model.walk`` does, and puts markers in."""

    def __init__(self, document: Document, pages: tuple[PageStart, ...]) -> None:
        notes = _notes(document)
        self.count = 0
        self.breaks: Breaks = {}
        self._in_notes = [(page, note) for page in pages for note in [_note_of(page, notes)] if note is not None]
        running = (page for page in pages if _note_of(page, notes) is None)
        self._waiting = deque(sorted(running, key=lambda page: (page.node, page.offset)))
        self._targets = {node.target[1:] for node in walk(document) if isinstance(node, Link)}

    # --- which markers ------------------------------------------------------------------------------------------------

    def markers_before(self, child: Node) -> list[PageMarker]:
        """Markers of the pages that begin with the first words or picture of ``child``, which comes next."""
        first = self.count + _steps_to_content(child)
        out: list[PageMarker] = []
        while self._waiting and (self._waiting[0].node, self._waiting[0].offset) <= (first, 0):
            out.append(PageMarker(self._waiting.popleft().label))
        return out

    def noted(self, start: int) -> list[PageMarker]:
        """Markers of the pages that begin in notes referred to since node ``start``, each told once."""
        found = [page for page, note in self._in_notes if start <= note < self.count]
        self._in_notes = [(page, note) for page, note in self._in_notes if page not in found]
        return [PageMarker(page.label) for page in found]

    def rest(self) -> list[PageMarker]:
        """Markers of pages that begin after everything."""
        return [PageMarker(page.label) for page in self._waiting]

    def _inside(self, index: int) -> list[PageStart]:
        """The pages that begin inside the text of node ``index``."""
        found: list[PageStart] = []
        while self._waiting and self._waiting[0].node <= index:
            found.append(self._waiting.popleft())
        return found

    # --- the document -------------------------------------------------------------------------------------------------

    def blocks(self, content: Blocks, *, flow: bool = False) -> Blocks:
        """Blocks with the markers before and inside them; after those of a ``flow``, the markers of their notes."""
        out: list[Block] = []
        anchor = ""
        for child in content:
            out += self.markers_before(child)
            start = self.count
            if isinstance(child, PageMarker):
                self.count += 1
                anchor = self._anchor(child)
                continue
            made = self._node(child)
            out.append(replace(made, id=anchor) if anchor and not made.id else made)
            anchor = ""
            if flow and not isinstance(child, Section):
                out += self.noted(start)
        return tuple(out)

    def inlines(self, content: Inlines) -> Inlines:
        """Inlines with the markers before and inside them."""
        out: list[Inline] = []
        for child in content:
            out += self.markers_before(child)
            match child:
                case PageMarker():
                    self.count += 1
                    out += [Span((), id=name)] if (name := self._anchor(child)) else []
                case Text():
                    out += self._text(child)
                case _:
                    out.append(self._node(child))
        return tuple(out)

    def _anchor(self, marker: PageMarker) -> str:
        """The id of a marker that is left out, when a link leads to it."""
        return marker.id if marker.id in self._targets else ""

    def _text(self, node: Text) -> Iterator[Text | PageMarker]:
        """A text, cut where pages begin in it."""
        cuts = self._inside(self.count)
        self.count += 1
        start, name = 0, node.id
        for page in cuts:
            yield replace(node, text=node.text[start : page.offset], id=name)
            yield PageMarker(page.label)
            start, name = page.offset, ""
        yield replace(node, text=node.text[start:], id=name) if cuts else node

    def _node(self, node: Any) -> Any:
        """A node with what its children became."""
        start = self.count
        if isinstance(node, Code | CodeBlock):
            return self._code(node)
        self.count += 1
        changes: dict[str, Any] = {}
        for name, kind in _content_fields(node):
            before = getattr(node, name)
            match kind:
                case "Inlines":
                    changes[name] = self.inlines(before)
                case "Blocks" if isinstance(node, Section):
                    changes[name] = (*self.noted(start), *self.blocks(before, flow=True))
                case "Blocks":
                    changes[name] = self.blocks(before)
                case _:
                    changes[name] = tuple(self._node(child) for child in before)
        return replace(node, **changes) if changes else node

    def _code(self, node: Code | CodeBlock) -> Code | CodeBlock:
        """Code is not cut in two, which would make it two pieces of code; its breaks are reported beside it."""
        cuts = self._inside(self.count)
        self.count += 1
        if not cuts:
            return node
        own = replace(node)
        self.breaks[id(own)] = tuple((page.offset, PageMarker(page.label)) for page in cuts)
        return own


def _content_fields(node: Node) -> Iterator[tuple[str, str]]:
    kinds = {known.name: str(known.type) for known in fields(node)}
    for name in child_fields(type(node)):
        yield name, kinds[name]


def _steps_to_content(child: Node) -> int:
    """How many nodes of ``model.walk`` come between ``child`` and its first words or picture; to its end without."""
    steps = -1
    for node in chain([child], walk(child)):
        steps += 1
        if _is_leaf(node):
            break
    return steps


def _is_leaf(node: Node) -> bool:
    return isinstance(node, Code | CodeBlock | DisplayMath | Image | Math | Note | NoteReference) or (
        isinstance(node, Text) and bool(node.text)
    )


def _notes(document: Document) -> list[tuple[int, int]]:
    """The places of the document's outermost notes in ``model.walk``: each note's own and that of its last node."""
    found: list[tuple[int, int]] = []
    last = -1
    for number, node in enumerate(walk(document)):
        if isinstance(node, Note) and number > last:
            last = number + sum(1 for _ in walk(node))
            found.append((number, last))
    return found


def _note_of(page: PageStart, notes: list[tuple[int, int]]) -> int | None:
    """The note in which a page begins. A note's own place is its body: no page begins with a reference to a note."""
    return next((start for start, end in notes if start <= page.node <= end), None)
