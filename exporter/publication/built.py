"""A publication that a program built, or that was kept as JSON: every article goes down the road of built documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from exporter.bounds.gate import Gate
from exporter.errors import InputError, UsageError
from exporter.findings import Finding
from exporter.model import Document, Entry, Part, Publication, Text, plain_text
from exporter.passes.masthead import run as masthead
from exporter.publication.plan import names, numbers
from exporter.publication.reading import ReadPublication
from exporter.readers.json_model import kept_to_the_rules
from exporter.run.pipeline import ReadOptions
from exporter.run.road import built, with_cover
from exporter.run.said_metadata import with_patch


def finished(publication: Publication, reading: ReadOptions) -> ReadPublication:
    """The publication with every article validated, repaired and checked. Raises UsageError, InputError."""
    if not any(entry.document for entry in publication.entries):
        raise UsageError("publication: has no article; give it entries with documents")
    found: list[Finding] = []
    wishes = names([_wish(entry) for entry in publication.entries])
    entries = iter(
        [_finished(entry, wish, reading, found) for entry, wish in zip(publication.entries, wishes, strict=True)]
    )
    front = publication.front
    if front is not None:
        publication = replace(publication, front=_finished(front, "front_0", reading, found))
    parts = tuple(
        _part(piece, count, entries, reading, found)
        for piece, count in zip(publication.parts, numbers(publication.parts), strict=True)
    )
    frame = _frame(publication, reading)
    whole = replace(publication, metadata=frame.metadata, parts=parts, blocks=frame.blocks, resources=frame.resources)
    return ReadPublication(whole, (*reading.metadata_findings, *found), None)


def kept_as_json(word: str, reading: ReadOptions) -> ReadPublication:
    """The publication that ``Publication.to_json`` wrote. Raises InputError naming the place of what is wrong."""
    data = Gate(limits=reading.limits).read_article(Path(word))
    try:
        publication = Publication.from_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(f"{word}: is not UTF-8; save it as UTF-8", name=word) from None
    except InputError as error:
        raise error.of(word) from None
    if not any(entry.document for entry in publication.entries):
        raise InputError(f"{word}: has no article", name=word)
    reading.limits.refuse_above("articles", sum(1 for _ in publication.entries), f"{word}: it")
    return finished(publication, reading)


def _wish(entry: Entry) -> str:
    document = entry.document
    title = plain_text(document.title) or document.metadata.title if document else ""
    return entry.id or title or entry.source


def _finished(entry: Entry, id: str, reading: ReadOptions, found: list[Finding]) -> Entry:
    if entry.document is None:
        return replace(entry, id=id)
    name = entry.source or id
    article = built(entry.document, name, reading.limits)
    found += article.findings
    return replace(entry, id=id, document=article.document, source=name)


def _part(
    piece: Part | Entry, number: int, entries: Iterator[Entry], reading: ReadOptions, found: list[Finding]
) -> Part | Entry:
    if isinstance(piece, Entry):
        return next(entries)
    inside = tuple(next(entries) for _ in piece.entries)
    front = _finished(piece.front, f"front_{number}", reading, found) if piece.front is not None else None
    title, _ = kept_to_the_rules(Document(title=piece.title), Gate(limits=reading.limits), keep_names=True)
    return replace(piece, title=title.title, entries=inside, front=front, id=f"part_{number}")


def _frame(publication: Publication, reading: ReadOptions) -> Document:
    """What the publication itself says, with what the user says of it, and its language by its articles."""
    metadata = with_patch(publication.metadata, reading.metadata)
    if not metadata.lang:
        counted = Counter(entry.document.metadata.lang for entry in publication.entries if entry.document)
        metadata = replace(metadata, lang=reading.lang or max(counted, key=lambda tag: (bool(tag), counted[tag])))
    front = publication.front
    said = front.document.blocks if front is not None and front.document is not None else ()
    frame = Document(
        metadata=metadata,
        title=(Text(metadata.title),) if metadata.title else (),
        blocks=(*publication.blocks, *said),
        resources=publication.resources,
    )
    frame, _ = kept_to_the_rules(frame, Gate(limits=reading.limits), keep_names=True)
    frame, _ = masthead(frame)
    frame = frame.with_blocks(frame.blocks[: len(frame.blocks) - len(said)])
    return with_cover(frame, reading.cover, reading.limits) if reading.cover else frame
