"""A page's own metadata: JSON-LD (schema.org), Open Graph, ``meta`` and ``link`` elements, and its title.

Machines wrote most of it and copied some: of two sources that name the same thing the more exact one is taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from exporter.model import Metadata, Person
from exporter.readers.html.tree import Node, attribute, descendants, find, text_of
from exporter.readers.plain_words import without_markup

AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author")
DATE_NAMES = ("article:published_time", "dcterms.created", "dc.date", "date", "dcterms.issued", "datepublished")
MODIFIED_NAMES = ("article:modified_time", "dcterms.modified", "last-modified")
ARTICLES = frozenset(["Article", "BlogPosting", "LiveBlogPosting", "NewsArticle", "Report", "ReportageNewsArticle"])
MOST_BYTES = 256 * 1024
MOST_PEOPLE = 20


def metadata_of(root: Node, lang: str) -> Metadata:
    """The metadata of a page whose ``html`` element declares ``lang``."""
    named = _named(root)
    linked = next(_articles(root), {})

    def first(*names: str) -> str:
        return next((named[name][0] for name in names if name in named), "")

    shown = find(root, "title")
    words = " ".join(text_of(shown).split()) if shown is not None and shown.namespace != "svg" else ""
    headline = _text(linked.get("headline")) or first("og:title", "dc.title")
    return Metadata(
        title=headline if headline and (headline in words or not words) else words or headline,
        authors=tuple(Person(name) for name in _authors(named, linked)),
        publisher=_name(linked.get("publisher")) or first("og:site_name", "dc.publisher", "dcterms.publisher"),
        published=_text(linked.get("datePublished")) or first(*DATE_NAMES),
        modified=_text(linked.get("dateModified")) or first(*MODIFIED_NAMES),
        source=_canonical(root),
        lang=lang or _text(linked.get("inLanguage")),
        identifier=first("dc.identifier", "dcterms.identifier"),
        description=first("description", "og:description", "dc.description") or _text(linked.get("description")),
        keywords=_keywords(first("keywords"), linked.get("keywords")),
        rights=first("dc.rights", "dcterms.rights", "copyright"),
    )


def _named(root: Node) -> dict[str, list[str]]:
    """The contents of the page's ``meta`` elements, by name or property."""
    found: dict[str, list[str]] = {}
    for node in descendants(root):
        if node.name == "meta":
            name = (attribute(node, "name") or attribute(node, "property") or "").lower()
            value = without_markup(" ".join((attribute(node, "content") or "").split()))
            if name and value:
                found.setdefault(name, []).append(value)
    return found


def _articles(root: Node) -> Iterator[dict[str, Any]]:
    """The articles that the page's JSON-LD describes; data that cannot be understood is as none."""
    for node in descendants(root):
        if node.name != "script" or (attribute(node, "type") or "").lower() != "application/ld+json":
            continue
        text = text_of(node)
        if len(text) > MOST_BYTES:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        for item in items:
            graph = item.get("@graph") if isinstance(item, dict) else None
            for inner in graph if isinstance(graph, list) else [item]:
                if isinstance(inner, dict) and ARTICLES & set(_types(inner)):
                    yield inner


def _types(item: dict[str, Any]) -> list[str]:
    held = item.get("@type")
    return [kind for kind in (held if isinstance(held, list) else [held]) if isinstance(kind, str)]


def _authors(named: dict[str, list[str]], linked: dict[str, Any]) -> list[str]:
    """Who wrote it, each once; an address of a profile is not a name."""
    held = linked.get("author")
    names = [_name(item) for item in (held if isinstance(held, list) else [held])]
    if not any(names):
        names = [value for name in AUTHOR_NAMES for value in named.get(name, ()) if "://" not in value]
    return list(dict.fromkeys(filter(None, names)))[:MOST_PEOPLE]


def _keywords(listed: str, linked: Any) -> tuple[str, ...]:
    words: Any = listed or linked
    words = words.split(",") if isinstance(words, str) else words if isinstance(words, list) else ()
    found = (" ".join(word.split()) for word in words if isinstance(word, str))
    return tuple(dict.fromkeys(word for word in found if word))


def _name(item: Any) -> str:
    return _text(item.get("name")) if isinstance(item, dict) else _text(item)


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _canonical(root: Node) -> str:
    for node in descendants(root):
        if node.name == "link" and (attribute(node, "rel") or "").lower() == "canonical":
            address = (attribute(node, "href") or "").strip()
            return address if address.startswith(("http://", "https://")) else ""
    return ""
