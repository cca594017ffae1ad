"""Phrases around blocks: a link round a card, bold round paragraphs (HTML Standard, 3.2.5.2.5 transparent content).

In the model phrases hold words only, so each paragraph's words become that phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from exporter.model import Abbr, Inline, Inlines, Link, Note, Paragraph, Quote, Span, Styled, Text, transform, walk
from exporter.readers.html.tree import Node
from exporter.readers.sections import Close, Flow, Heading

Phrase = Styled | Link | Quote | Abbr | Span


class Shell:
    """An element whose content is replaced by one word."""

    def __init__(self, node: Node) -> None:
        self.name, self.attrs, self.parent = node.name, node.attrs, None
        self.origin_line, self.origin_col = node.origin_line, node.origin_col
        self.children = [_Word()]


class _Word:
    name, attrs, children, data, parent = "#text", None, (), "\ufffc", None
    origin_line = origin_col = None


class Wrapper:
    """What puts words into a phrase; the id of the phrase goes with the first of them."""

    def __init__(self, phrase: Phrase) -> None:
        self.phrase, self._id = phrase, phrase.id

    def __call__(self, content: Inlines) -> Inline:
        name, self._id = self._id, ""
        held = _without_links(content) if isinstance(self.phrase, Link) else content
        return replace(self.phrase, content=held, id=name)


def wrapped(content: Inlines, wrappers: Sequence[Wrapper]) -> Inlines:
    """``content`` in the phrases that are around it, the outermost first."""
    for wrap in reversed(wrappers):
        content = (wrap(content),)
    return content


def within(item: Flow, wrappers: Sequence[Wrapper]) -> Flow:
    """A block inside phrases: each of its paragraphs is in them; what holds notes stays as it is."""
    if isinstance(item, Close | Heading) or any(isinstance(node, Note) for node in walk([item])):
        return item

    def settle(node: Any) -> Any:
        return replace(node, content=wrapped(node.content, wrappers)) if _has_words(node) else node

    return cast(Flow, settle(transform(cast(Any, item), settle)))


def _has_words(node: Any) -> bool:
    return isinstance(node, Paragraph) and any(not isinstance(item, Text) or item.text.strip() for item in node.content)


def _without_links(content: Inlines) -> Inlines:
    """``content`` with the words of its links in their place: a link never holds another (4.5.1)."""
    return transform(Span(content), lambda node: node.content if isinstance(node, Link) else node).content
