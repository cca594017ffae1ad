"""Cross-references from one article of a publication to what another has: ``@sec-tides`` in a book of chapters.

An article is read alone, so that such a reference is a link that only names a label (``addresses.LABELS``). When all
are read, it leads to the article that has the label, and says what that is called there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from exporter.findings import Finding
from exporter.model import Document, Figure, Link, Section, Span, Table, Text, every_node, plain_text, transform, walk
from exporter.phrases import phrase
from exporter.publication.addresses import held_address, label_of
from exporter.readers.markdown.references import KINDS
from exporter.readers.noted import Noted

NEAR = 40
"""So many nodes after a thing its caption is looked for."""

Place = tuple[str, Document]
"""The path of an article that has a label, and the article."""


def resolved(articles: Sequence[tuple[str, Document | None]]) -> list[tuple[Document | None, tuple[Finding, ...]]]:
    """Each article of a publication (its path and what was read) with its cross-references, and which lead nowhere.

    Of two articles with one label the first has it.
    """
    if not any(_asked(document) for _, document in articles if document):
        return [(document, ()) for _, document in articles]
    places: dict[str, Place] = {}
    for path, document in articles:
        for node in every_node(document) if document else ():
            if node.id and document:
                places.setdefault(node.id, (path, document))
    return [_resolved(document, places) if document else (None, ()) for _, document in articles]


def _asked(document: Document) -> bool:
    return any(isinstance(node, Link) and label_of(node.target) for node in every_node(document))


def _resolved(document: Document, places: Mapping[str, Place]) -> tuple[Document, tuple[Finding, ...]]:
    noted = Noted()

    def change(node: Any) -> Any:
        if not isinstance(node, Link) or (asked := label_of(node.target)) is None:
            return node
        label, told = asked
        name = next((name for name in (label, label.lower()) if name in places), "")
        if not name:
            line = node.pos.line if node.pos else 1
            noted.note("MD007", "the label is not in the publication", label, line)
            return Span(node.content, id=node.id, pos=node.pos)
        path, other = places[name]
        said = called(other, name, number_only=told == "number")
        content = node.content if told == "as-written" else (Text(said, pos=node.pos),)
        return replace(node, target=f"{held_address(path)}#{quote(name)}", content=content)

    return transform(document, change), tuple(noted.findings())


def called(document: Document, id: str, *, number_only: bool = False) -> str:
    """What a reference from another article says of the node with this id: a heading's words, or a caption's number.

    Things are numbered by article, so that their article is named with them; what has no number has its title.
    """
    title = " ".join(plain_text(document.title).split())
    nodes = every_node(document)
    at = next(at for at, node in enumerate(nodes) if node.id == id)
    node = nodes[at]
    if isinstance(node, Section):
        return " ".join(plain_text(node.title).split())
    kind = KINDS.get(re.split("[-:]", id)[0], "")
    if kind in ("", "section"):
        return title
    numbered = re.compile(phrase(f"ref-{kind}", document.metadata.lang, number="@").replace("@", r"(\w*\d[\w.]*)"))
    holds = [held for held in nodes[:at] if isinstance(held, Figure) and any(inner is node for inner in walk(held))]
    for place in (*holds[-1:], *nodes[at : at + NEAR]):  # a caption is in what holds the thing, or comes after it
        words = place.caption if isinstance(place, Figure | Table) else place
        if found := numbered.match(plain_text(words).strip()):
            return found[1] if number_only else f"{found[0]} ({title})"
    return title
