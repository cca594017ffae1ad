"""What only shows when articles stand together: the rules of a publication as a whole (PUB)."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.accessibility.needs import EPUB, UA, lacking
from exporter.findings import Finding, finding
from exporter.model import Document, Publication, outer_notes, plain_text

LONG_NOTE = 60
"""Characters from which a note is more than the “See above” that any two articles can have."""


def check(publication: Publication, document: Document, prefix: str = "") -> Iterator[Finding]:
    """The findings about a publication and the one document that it was bound into; ``prefix`` is before file names."""
    yield from _twice(publication, prefix)
    yield from _notes_twice(publication, prefix)
    yield from _weakest(publication, prefix)


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


def _weakest(publication: Publication, prefix: str) -> Iterator[Finding]:
    """The articles for whose sake a file of the whole cannot claim what the others alone could."""
    held = [entry for entry in publication.entries if entry.document]
    for entry in held:
        reasons: dict[str, list[Finding]] = {}
        for claim in (UA, EPUB):
            for item in lacking(entry.document, claim) if entry.document else ():
                if item.rule != "DOC002":  # it has the language of the publication
                    reasons.setdefault(claim, []).append(item)
        if reasons and len(held) > 1:
            first, *others = next(iter(reasons.values()))
            more = f", and {len(others)} more" if others else ""
            message = f"keeps the whole publication from {' and '.join(reasons)}: {first.message}{more}"
            yield finding("PUB008", message, first.pos).located(prefix + entry.source, ())
