"""A document as any file can hold it. Readers see to that; a document that a program made may hold any character.

What XML cannot hold (control characters, lone surrogates) becomes U+FFFD in every text of every node, here and once,
so that no writer can forget one (XML 1.0, 2.2).
"""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from itertools import chain
from typing import Any

from exporter.model import Document, transform, walk
from exporter.write.xhtml_state import xml_text


def writable(document: Document) -> Document:
    """``document`` with what no file can hold replaced; the same one when there is nothing of that."""
    metadata = document.metadata
    held = chain((metadata,), metadata.authors, document.resources, walk(document))
    if not any(map(_changes, held)) and all(word == xml_text(word) for word in metadata.keywords):
        return document
    cleaned = replace(
        _clean(metadata),
        authors=tuple(_clean(person) for person in metadata.authors),
        keywords=tuple(map(xml_text, metadata.keywords)),
    )
    resources = tuple(_clean(resource) for resource in document.resources)
    return replace(transform(document, _clean), metadata=cleaned, resources=resources)


@cache
def _texts(kind: type[Any]) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind) if item.name != "pos")


def _changes(node: Any) -> dict[str, str]:
    changed = {}
    for name in _texts(node.__class__):
        held = getattr(node, name)
        if type(held) is str and not held.isprintable() and (kept := xml_text(held)) != held:
            changed[name] = kept
    return changed


def _clean(node: Any) -> Any:
    changed = _changes(node)
    return replace(node, **changed) if changed else node
