"""One document of a publication: a part is a section, an article one that has its metadata (``Section.metadata``).

So every writer, read-back, the comparison, the transcript and the checks work on a publication as they are. Ids are
made unique by article, pictures kept once, links between articles led inside.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from exporter.findings import Finding
from exporter.model import (
    Block,
    Blocks,
    Cell,
    Document,
    Entry,
    Image,
    Link,
    Metadata,
    Node,
    NoteReference,
    Paragraph,
    Part,
    Publication,
    Resource,
    Section,
    Span,
    Text,
    child_fields,
    walk,
)
from exporter.model.nodes import BlockQuote, Direction, Quote
from exporter.phrases import direction
from exporter.publication.addresses import is_held, on_the_web
from exporter.publication.links import Table, Target, links_of, table_of

NAMESPACE = uuid.UUID("3d0a2b1e-6f5c-5b7a-8e55-6c0b5f7f2a90")
"""The namespace of identifiers of publications (RFC 9562, 6.5: name-based UUIDs)."""


def bound(publication: Publication) -> Document:
    """The publication as one document, in which each article is a section with its own metadata and language."""
    return joined(publication)[0]


def joined(
    publication: Publication, prefix: str = "", folder: Sequence[str] = ()
) -> tuple[Document, tuple[Finding, ...]]:
    """The publication as one document, and which links between its articles lead to nothing.

    ``prefix`` stands before the names of articles where places are told; ``folder`` names those they lie in.
    """
    entries = list(publication.texts)
    table = table_of(entries, prefix, folder)
    pictures = _Pictures(list(publication.resources))
    leads = _leads(entries, table, prefix)
    metadata = publication.metadata
    numbers = iter(range(len(entries)))
    blocks: list[Block] = [*publication.blocks]
    if publication.front is not None:
        blocks += _blocks(publication.front, next(numbers), leads, pictures)
    for piece in publication.parts:
        if isinstance(piece, Entry):
            blocks.append(_article(piece, next(numbers), leads, pictures, metadata))
            continue
        front = _blocks(piece.front, next(numbers), leads, pictures) if piece.front is not None else ()
        inside = (*front, *(_article(entry, next(numbers), leads, pictures, metadata) for entry in piece.entries))
        blocks.append(_part(piece, inside))
    made = Document(
        metadata=replace(metadata, identifier=metadata.identifier or _identifier(publication)),
        title=(Text(metadata.title),) if metadata.title else (),
        blocks=tuple(blocks),
        resources=tuple(pictures.kept),
    )
    return made, tuple(table.every())


def _part(part: Part, inside: tuple[Block, ...]) -> Section:
    return Section(part.title, inside, role="part", id=part.id, lang=part.lang, dir=part.dir, pos=part.pos)


def _article(entry: Entry, number: int, leads: _Leads, pictures: _Pictures, whole: Metadata) -> Block:
    document = entry.document
    if document is None:
        called = entry.title or entry.source or entry.id
        return Section((Text(called),), (Paragraph((Text(entry.note),)),), id=entry.id)
    blocks = _blocks(entry, number, leads, pictures)
    moving = _Moving(entry, number, leads, {})
    title: Any = tuple(_moved(node, moving) for node in document.title)
    return Section(
        title or (Text(document.metadata.title),),
        blocks,
        metadata=replace(document.metadata, cover=""),
        id=entry.id,
        lang=document.metadata.lang,
        dir=_direction(document.metadata.lang, whole.lang),
    )


def _blocks(entry: Entry, number: int, leads: _Leads, pictures: _Pictures) -> Blocks:
    """What an article says, its title aside, as it stands in the publication."""
    if entry.document is None:
        return ()
    moving = _Moving(entry, number, leads, pictures.names_in(entry, entry.document))
    return tuple(_moved(node, moving) for node in entry.document.blocks)


def _direction(lang: str, around: str) -> Direction:
    """The direction of an article where it is not that of what stands around it."""
    if not lang or direction(lang) == direction(around):
        return ""
    return "rtl" if direction(lang) == "rtl" else "ltr"


def _identifier(publication: Publication) -> str:
    """A name made of what the publication says: the same for the same articles, another for another issue."""
    said = publication.metadata
    if said.isbn("epub") or said.source.startswith(("http://", "https://")):
        return ""
    parts = [said.title, said.publisher, said.published, said.lang, said.series, said.number]
    for entry in publication.entries:
        held = entry.document.metadata if entry.document else Metadata(title=entry.note)
        parts += [held.title, held.source, held.identifier, held.published]
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, chr(0).join(parts))}"


# --- ids and links --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Leads:
    """Where each link leads, by article and target; the sections that get an id for it, by the ``id()`` of the node."""

    entries: list[Entry]
    prefix: str
    table: Table
    targets: dict[tuple[int, str], Target | str] = field(default_factory=dict)
    given: dict[int, str] = field(default_factory=dict)

    def inside(self, number: int, id: str) -> str:
        """The name in the publication of a place that the article ``number`` names as its own."""
        other = self.table.elsewhere(number, id)
        return _own(self.entries[number if other is None else other], id)

    def address(self, number: int, target: str) -> str:
        """What to write for a link of the article ``number``; "" where its words alone stay."""
        found = self.targets.get((number, target), target)
        if isinstance(found, str):
            return found
        entry = self.entries[found.entry]
        name = found.id or (self.given.get(id(found.section), "") if found.section else "")
        return f"#{_own(entry, name)}"


def _leads(entries: list[Entry], table: Table, prefix: str) -> _Leads:
    made = _Leads(entries, prefix, table)
    for number, entry in enumerate(entries):
        for link in links_of(entry.document) if entry.document else ():
            if (number, link.target) in made.targets:
                continue
            target = made.targets[number, link.target] = table.leads(number, link)
            if isinstance(target, Target) and target.section is not None and not target.id:
                made.given.setdefault(id(target.section), f"part-{len(made.given) + 1}")
    return made


def _own(entry: Entry, id: str) -> str:
    """An id of an article as it is among those of others: no name of an article has an underscore."""
    return f"{entry.id}_{id}" if id else entry.id


@dataclass(frozen=True, slots=True)
class _Moving:
    """What an article's nodes need on their way into the publication."""

    entry: Entry
    number: int
    leads: _Leads
    pictures: dict[str, str]


def _moved(node: Node, moving: _Moving) -> Any:
    """A node of an article as it stands in the publication: its ids, links, pictures, and the file of its place."""
    changes: dict[str, Any] = {}
    for name in child_fields(type(node)):
        held = getattr(node, name)
        if held:
            changes[name] = tuple(_moved(child, moving) for child in held)
    if node.id:
        changes["id"] = _own(moving.entry, node.id)
    elif (given := moving.leads.given.get(id(node))) is not None:
        changes["id"] = _own(moving.entry, given)
    if node.pos is not None and moving.entry.source:
        changes["pos"] = replace(node.pos, file=moving.leads.prefix + moving.entry.source)
    return _referring(replace(node, **changes) if changes else node, moving)


def _referring(node: Any, moving: _Moving) -> Any:
    match node:
        case Link():
            return _linked(node, moving)
        case NoteReference():
            return replace(node, note=_own(moving.entry, node.note))
        case Image():
            return replace(node, resource=moving.pictures.get(node.resource, node.resource))
        case Cell() if node.headers:
            return replace(node, headers=tuple(_own(moving.entry, name) for name in node.headers))
        case Quote() | BlockQuote() if is_held(node.cite):
            document = moving.entry.document
            source = document.metadata.source if document else ""
            return replace(node, cite=on_the_web(node.cite, moving.entry.source, source))
        case _:
            return node


def _linked(node: Link, moving: _Moving) -> Node:
    if node.target.startswith("#"):
        return replace(node, target=f"#{moving.leads.inside(moving.number, node.target[1:])}")
    target = moving.leads.address(moving.number, node.target)
    if not target:
        return Span(node.content, id=node.id, lang=node.lang, dir=node.dir, pos=node.pos)
    return node if target == node.target else replace(node, target=target)


# --- pictures -------------------------------------------------------------------------------------------------------


class _Pictures:
    """The pictures of all articles: the same bytes once, each under a name of its own."""

    def __init__(self, own: list[Resource]) -> None:
        self.kept = own
        self._names = {item.name for item in own}
        self._by_content = {_key(item): item.name for item in own}

    def names_in(self, entry: Entry, document: Document) -> dict[str, str]:
        """What each picture that ``document`` shows is called in the publication, by what the article calls it."""
        shown = {node.resource for node in _images(document)}
        made: dict[str, str] = {}
        for item in document.resources:
            if item.name not in shown:
                continue
            key = _key(item)
            if key not in self._by_content:
                name = self._unique(f"{entry.id}-{item.name}")
                self.kept.append(replace(item, name=name))
                self._by_content[key] = name
            made[item.name] = self._by_content[key]
        return made

    def _unique(self, wish: str) -> str:
        name, number = wish, 1
        while name in self._names:
            number += 1
            name = f"{number}-{wish}"
        self._names.add(name)
        return name


def _key(item: Resource) -> str:
    return hashlib.sha256(item.data).hexdigest() + item.media_type


def _images(document: Document) -> Iterator[Image]:
    return (node for node in walk(document) if isinstance(node, Image))
