"""What only shows when articles stand together: the rules of a publication as a whole (PUB)."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.findings import Finding, finding
from exporter.model import Document, Publication, outer_notes, plain_text

LONG_NOTE = 60
"""Characters from which a note is more than the “See above” that any two articles can have."""


def check(publication: Publication, document: Document, prefix: str = "") -> Iterator[Finding]:
    """The findings about a publication and the one document that it was bound into; ``prefix`` is before file names."""
    yield from _twice(publication, prefix)
    yield from _notes_twice(publication, prefix)


def _twice(publication: Publication, prefix: str) -> Iterator[Finding]:
    """Articles whose words are the same as those of one before."""
    seen: dict[str, str] = {}
    for entry in publication.entries:
        if entry.document is None:
            continue
        words = " ".join(plain_text(entry.document.blocks).split())
        first = seen.setdefault(words, entry.source) if words else entry.source
        if first != entry.source:
            message = f"the article says the same as {first}, word for word"
            yield finding("PUB004", message).located(prefix + entry.source, ())


def _notes_twice(publication: Publication, prefix: str) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for entry in publication.entries:
        for note in outer_notes(entry.document) if entry.document else ():
            words = " ".join(plain_text(note.blocks).split())
            if len(words) < LONG_NOTE:
                continue
            first = seen.setdefault(words, entry.source)
            if first != entry.source:
                message = f"the note “{words[:60]}” stands in {first} too"
                yield finding("PUB007", message, note.pos).located(prefix + entry.source, ())
