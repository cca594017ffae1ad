"""The last look at every text of a document that was read: character references and escapes bring in what bytes cannot.

The decoder cleans an article's bytes (``read.decode``). But ``&#8;`` in an attribute, ``\\x1b`` in front matter and
``\\ud800`` in JSON become characters only when they are parsed. Here every string of the model is looked at, so that no
reader can forget one (XML 1.0, 2.2; Unicode Standard Annex 9).
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from exporter.diagnostics import Finding, finding
from exporter.model import Document, transform, walk
from exporter.read.characters import UNWRITABLE, unpaired_bidi, writable

RUNNING = frozenset(["text"])
"""Fields whose bidirectional controls may find their partner in the next node of the paragraph."""


def cleaned(document: Document) -> tuple[Document, tuple[Finding, ...]]:
    """The document with every text such as a file can hold, and a finding where one was not."""
    found: list[str] = []
    holders = (*walk(document), document.metadata, *document.metadata.authors)
    if all(map(str.isprintable, document.metadata.keywords)) and not any(map(_has_suspects, holders)):
        return document, ()

    def change(node: Any) -> Any:
        return _clean(node, found)

    made = transform(document, change)
    metadata = _clean(document.metadata, found)
    authors = tuple(_clean(person, found) for person in metadata.authors)
    keywords = tuple(_text(word, found, running=False) for word in metadata.keywords)
    if not found:
        return document, ()
    made = replace(made, metadata=replace(metadata, authors=authors, keywords=keywords))
    message = f"characters that no file can hold were replaced or removed: {found[0]}"
    return made, (finding("IN001", message + (f" and {len(found) - 1} more texts" if len(found) > 1 else "")),)


def _has_suspects(node: Any) -> bool:
    held = (getattr(node, name) for name in _names(node.__class__))
    return any(type(text) is str and not text.isprintable() for text in held)


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """The fields of a class, looked up once."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(item.name for item in fields(kind) if item.name != "pos")
    return _NAMES[kind]


def _clean(node: Any, found: list[str]) -> Any:
    changed = {}
    for name in _names(node.__class__):
        held = getattr(node, name)
        if type(held) is str and not held.isprintable():  # what is meant here never is
            kept = _text(held, found, running=name in RUNNING)
            if kept != held:
                changed[name] = kept
    return replace(node, **changed) if changed else node


def _text(text: str, found: list[str], *, running: bool) -> str:
    kept = writable(text) if UNWRITABLE.search(text) else text
    if not running and (alone := unpaired_bidi(kept)):
        gone = set(alone)
        kept = "".join(char for at, char in enumerate(kept) if at not in gone)
    if kept != text:
        found.append(" ".join(kept.split())[:40])
    return kept
