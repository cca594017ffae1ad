"""Reads a document from the JSON form of our own model (``docs/reference/document.schema.json``).

What comes as JSON may be from a stranger: it keeps the same rules as every other input. Links lead only
where a file may lead, text holds only what a file can hold, pictures are decoded within the limits.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from typing import Any

from exporter.bounds.gate import Gate, Limits, Refused
from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.model import (
    BlockQuote,
    Cell,
    DisplayMath,
    Document,
    Image,
    Link,
    Math,
    Node,
    Quote,
    Resource,
    Span,
    Text,
    transform,
)
from exporter.readers import ReadResult, Source
from exporter.readers.cms.envelope import refusal
from exporter.readers.html.addresses import address_of, is_relative
from exporter.readers.html.link import safe_target, safe_web
from exporter.readers.html.table import MAX_SPAN
from exporter.readers.html.tree import find, parse
from exporter.readers.input.characters import writable
from exporter.readers.math import from_mathml
from exporter.readers.pictures import Pictures


def read(source: Source) -> ReadResult:
    """The document in ``source``, which must be JSON of the published form. Raises InputError naming the place."""
    _refuse_another_form(source)
    try:
        document = _resolved(Document.from_json(source.text), source.base_url)
        return ReadResult(*kept_to_the_rules(document, source.gate))
    except InputError as error:
        raise error.of(source.name) from None
    except RecursionError:
        raise InputError(f"{source.name}: is nested too deeply; nest less deeply") from None


def _resolved(document: Document, base: str) -> Document:
    """Relative links as addresses, where the article's own is known; any other leads nowhere and is told."""
    addresses = address_of(base, document.metadata.source)

    def change(node: Any) -> Any:
        if isinstance(node, Link) and is_relative(node.target):
            return replace(node, target=addresses.resolved(node.target))
        return node

    return transform(document, change)


def _refuse_another_form(source: Source) -> None:
    """Raises InputError for JSON that is plainly not of the published form, naming what was seen in it."""
    try:
        item = json.loads(source.text)
    except (ValueError, RecursionError):
        return  # said below, with its place
    if not isinstance(item, dict) or not {"version", "blocks", "metadata"} & set(item):
        raise InputError(f"{source.name}: {refusal(item)}")


def kept_to_the_rules(
    document: Document, gate: Gate, *, keep_names: bool = False
) -> tuple[Document, tuple[Finding, ...]]:
    """``document`` with nothing in it that a file may not hold, and what was changed. Raises InputError.

    ``keep_names`` leaves its pictures the names that they have, where these are safe in any package.
    """
    found: list[Finding] = []
    resources = _resources(document, gate, found, keep_names=keep_names)

    def change(node: Any) -> Any:
        return _safe(_clean(node), resources, found)

    cover = resources.get(document.metadata.cover)
    metadata = _clean(replace(document.metadata, cover=cover.name if cover else ""))
    authors = tuple(_clean(person) for person in metadata.authors)
    keywords = tuple(writable(word) for word in metadata.keywords)
    _bounded(document, gate.limits)
    safe = replace(
        transform(document, change),
        metadata=replace(metadata, authors=authors, keywords=keywords),
        resources=tuple(dict.fromkeys(resources.values())),
    )
    return safe, tuple(found)


SPARE = 10
"""Levels allowed beyond the limit: readers count quotes, lists and phrases; the sections that headings make (six), and
words quoted inside quoted words (four), come on top, and what was written must be read again."""


def _bounded(document: Document, limits: Limits) -> None:
    """Raises InputError when blocks, or phrases, nest deeper than the limit."""
    stack: list[tuple[Any, int, int]] = [(block, 1, 0) for block in document.blocks]
    while stack:
        node, blocks, phrases = stack.pop()
        if max(blocks, phrases) > limits.depth + SPARE:
            raise InputError(f"is nested deeper than {limits.depth} levels (depth); nest less deeply")
        for item in fields(node):
            held = getattr(node, item.name)
            if isinstance(held, tuple):
                inner, deeper = (int(item.name == name) for name in ("blocks", "content"))
                stack.extend((child, blocks + inner, phrases + deeper) for child in held if isinstance(child, Node))


def _clean(node: Any) -> Any:
    """``node`` with every text of its own without what XML cannot hold."""
    updates = {}
    for item in fields(node):
        held = getattr(node, item.name)
        if isinstance(held, str) and (kept := writable(held)) != held:
            updates[item.name] = kept
    return replace(node, **updates) if updates else node


def _safe(node: Any, resources: dict[str, Resource], found: list[Finding]) -> Any:
    match node:
        case Link():
            target = safe_target(node.target)
            if not target:
                found.append(finding("HTML002", "a link leads where a file may not lead; its text stays", node.pos))
                return Span(node.content, id=node.id, lang=node.lang, dir=node.dir, pos=node.pos)
            return node if target == node.target else replace(node, target=target)
        case Image():
            kept = resources.get(node.resource)
            if kept is None:
                found.append(finding("IMG002", "a picture was left out: it is not in the document", node.pos))
                return Span((Text(node.alt),), role="missing-image", pos=node.pos) if node.alt else ()
            return replace(node, resource=kept.name) if kept.name != node.resource else node
        case Quote() | BlockQuote():
            return node if safe_web(node.cite) == node.cite else replace(node, cite=safe_web(node.cite))
        case Cell():
            down, across = (min(max(number, 1), MAX_SPAN) for number in (node.rowspan, node.colspan))
            same = (down, across) == (node.rowspan, node.colspan)
            return node if same else replace(node, rowspan=down, colspan=across)
        case Math() | DisplayMath() if node.mathml:
            tree = find(parse(node.mathml)[0], "math")
            rebuilt = from_mathml(tree, node.pos) if tree is not None else None
            return replace(node, mathml=rebuilt.mathml if rebuilt else "")
        case _:
            return node


_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}\.(?P<suffix>png|jpg|gif)")


def _resources(document: Document, gate: Gate, found: list[Finding], *, keep_names: bool) -> dict[str, Resource]:
    """Each picture by the name that the document gives it, judged like those of any article, and named like them."""
    pictures = Pictures(gate)
    kept: dict[str, Resource] = {}
    for resource in document.resources:
        try:
            taken = pictures.take(resource.data)
        except Refused as refused:
            named = f"the picture “{resource.name[:80]}”" if keep_names else "a picture"
            found.append(finding("IMG002", f"{named} was left out: {refused}"))
            continue
        safe = _NAME.fullmatch(resource.name)
        own = keep_names and safe and taken.name.endswith(f".{safe['suffix']}")
        kept[resource.name] = replace(taken, name=resource.name) if own else taken
    return kept
