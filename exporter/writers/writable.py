"""A document as any file can hold it. Readers see to that; a document that a program made may hold any character.

What XML cannot hold (control characters, lone surrogates) becomes U+FFFD in every text of every node, here and once,
so that no writer can forget one (XML 1.0, 2.2). A picture whose name is unknown has the kind of its content,
and a language tag that is not one is left out (BCP 47; the checker reports it, rule DOC013).
"""

from __future__ import annotations

import re
import weakref
from dataclasses import fields, replace
from functools import cache
from itertools import chain
from typing import Any

from exporter.languages import is_tag
from exporter.model import Document, Resource, every_node, transform
from exporter.writers.xhtml.elements import xml_text

KINDS = ((b"\x89PNG\r\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"), (b"", "image/unknown"))
"""How pictures begin, and the names of their kinds (IANA media types)."""

_KIND = re.compile(r"image/[a-z0-9][a-z0-9.+-]{0,60}")


def writable(document: Document, *, any_language: bool = False) -> Document:
    """``document`` with what no file can hold replaced; the same one when there is nothing of that.

    ``any_language`` keeps what is not a language, for a writer that has its own way with it.
    """
    made = document
    if not _is_known(document):
        made = _with_what_xml_can_hold(document)
        if not all(_KIND.fullmatch(resource.media_type) for resource in made.resources):
            made = replace(made, resources=tuple(map(_of_known_kind, made.resources)))
        if made is document:
            key = id(document)
            _KNOWN[key] = weakref.ref(document, lambda _: _KNOWN.pop(key, None) and None)
    return made if any_language else _with_languages(made)


_KNOWN: dict[int, weakref.ref[Document]] = {}
"""The documents whose texts any file can hold, by identity, as long as they live: each format asks."""


def _is_known(document: Document) -> bool:
    known = _KNOWN.get(id(document))
    return known is not None and known() is document


def _of_known_kind(resource: Resource) -> Resource:
    if _KIND.fullmatch(resource.media_type):
        return resource
    return replace(resource, media_type=next(kind for start, kind in KINDS if resource.data.startswith(start)))


def _with_languages(document: Document) -> Document:
    tags = {node.lang for node in every_node(document)} | {document.metadata.lang}
    wrong = {tag for tag in tags if tag and not is_tag(tag)}
    if not wrong:
        return document
    made = transform(document, lambda node: replace(node, lang="") if node.lang in wrong else node)
    return replace(
        made, metadata=replace(made.metadata, lang="" if made.metadata.lang in wrong else made.metadata.lang)
    )


def _with_what_xml_can_hold(document: Document) -> Document:
    metadata = document.metadata
    held = chain(
        (metadata,), metadata.authors, metadata.identifiers, metadata.subjects, document.resources, every_node(document)
    )
    if not any(map(_changes, held)) and all(word == xml_text(word) for word in metadata.keywords):
        return document
    cleaned = replace(
        _clean(metadata),
        authors=tuple(_clean(person) for person in metadata.authors),
        keywords=tuple(map(xml_text, metadata.keywords)),
        identifiers=tuple(_clean(item) for item in metadata.identifiers),
        subjects=tuple(_clean(item) for item in metadata.subjects),
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
