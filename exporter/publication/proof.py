"""Proof that binding lost nothing: each article, as it was before, is compared with its section of the one document.

What files say is compared with the bound document (``run.prove``); this is the step before it. An article that fails
both ways would be whole in every file and still not be what its author wrote.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Any

from exporter.comparison.loss import Loss
from exporter.comparison.losses import compare
from exporter.model import Document, Entry, Link, Publication, Section, Text, articles, plain_text, transform, walk
from exporter.publication.addresses import is_held

BOUND = "bound"
"""What stands in the place of a format for what binding lost."""


def lost_in_binding(publication: Publication, document: Document) -> tuple[Loss, ...]:
    """What ``document``, into which ``publication`` was bound, lost of its articles: none missing, each whole."""
    entries = [entry for entry in publication.entries if entry.document is not None]
    bound = [article.section for article in articles(document)]
    found: list[Loss] = []
    for number, entry in enumerate(entries):
        if number >= len(bound):
            found.append(_loss(entry, "the article is not in the publication"))
            continue
        found += _compared(entry, bound[number], document)
    found += [_added(section) for section in bound[len(entries) :]]
    return tuple(found)


def _compared(entry: Entry, section: Section, document: Document) -> list[Loss]:
    """What an article lost on its way into its section."""
    assert entry.document is not None
    before = entry.document
    if not before.title:
        before = replace(before, title=(Text(before.metadata.title),))
    metadata = replace(section.metadata or before.metadata, lang=section.lang)
    after = Document(metadata=metadata, title=section.title, blocks=section.blocks, resources=document.resources)
    before = _led_inside(before, after, document)
    losses = compare(before, _out_of_the_article(after, document), BOUND)
    return [replace(loss, article=_title(entry)) for loss in losses]


def _led_inside(before: Document, after: Document, document: Document) -> Document:
    """``before`` with its links to other articles as they lead now, and without those that lead to no article.

    Only an address that no file can hold, or a place that is not in it, may have become another one; that it is the
    right one is for the tests of ``links`` to say. A link that leads nowhere has its finding (PUB002), and its words
    stay.
    """
    anchors = _anchors(document)
    others = anchors - _anchors(after)
    own = {f"#{name}" for name in _anchors(before)}
    now = deque((node.target, plain_text(node.content)) for node in walk(after) if isinstance(node, Link))

    def settle(node: Any) -> Any:
        if not isinstance(node, Link):
            return node
        here, words = now[0] if now else ("", "")
        if words != plain_text(node.content):
            return list(node.content) if is_held(node.target) else node
        now.popleft()
        inside = here.startswith("#") and here[1:] in anchors and node.target not in own
        return _leading_out(node, here, others) if inside or is_held(node.target) else node

    return transform(before, settle)


def _out_of_the_article(article: Document, document: Document) -> Document:
    """An article with its links to others apart from those to places of its own that have the same name."""
    others = _anchors(document) - _anchors(article)
    return transform(article, lambda node: _leading_out(node, node.target, others) if isinstance(node, Link) else node)


def _leading_out(link: Link, target: str, others: frozenset[str]) -> Link:
    """A link that leads to ``target``, which is in another article where it is one of the places of ``others``."""
    elsewhere = target.startswith("#") and target[1:] in others
    return replace(link, target=f"publication:{target[1:]}" if elsewhere else target)


def _anchors(document: Document) -> frozenset[str]:
    return frozenset(node.id for node in walk(document) if node.id)


def _title(entry: Entry) -> str:
    assert entry.document is not None
    return " ".join((plain_text(entry.document.title) or entry.document.metadata.title).split())


def _loss(entry: Entry, message: str) -> Loss:
    return Loss(format=BOUND, kind="article", change="lost", message=message, article=_title(entry))


def _added(section: Section) -> Loss:
    title = " ".join(plain_text(section.title).split())
    message = "an article that was not given to be bound"
    return Loss(format=BOUND, kind="article", change="added", message=message, article=title)
