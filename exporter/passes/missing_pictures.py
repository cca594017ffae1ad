"""Keeps the words that stand for a picture which could not be loaded apart from the words beside them.

A picture needs no space before or after it; its alternative text does, or listeners hear “BeforePhoto”. No finding of
its own: that the picture is missing has been said (IMG002). Where a space, a break or a mark stands, nothing is added,
nor after one letter before others, which is an initial.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from exporter.findings import Finding
from exporter.model import Abbr, Code, Document, Inline, Link, Quote, Span, Styled, Text, nodes_of, transform
from exporter.model.traverse import child_fields

OPENING = frozenset("([{\u00ab\u201c\u2018\u201e\u201a\u2039\u00bf\u00a1/-\u2010\u2011\u2013\u2014\"'")
CLOSING = frozenset(".,;:!?)]}\u00bb\u201d\u2019\u203a\u2026%/-\u2010\u2011\u2013\u2014\"'")
HOLDING = (Styled, Link, Quote, Abbr, Span)


def run(document: Document) -> tuple[Document, list[Finding]]:
    """The document with a space wherever words for a missing picture would touch others."""
    if not any(map(_is_missing, nodes_of(document, Span))):
        return document, []
    made = transform(document, _parted)
    changed: dict[str, Any] = {name: _apart(getattr(made, name)) for name in child_fields(Document)}
    return replace(made, **changed), []


def _parted(node: Any) -> Any:
    changed = {}
    for name in child_fields(type(node)):
        before = getattr(node, name)
        after = _apart(before)
        if after is not before:
            changed[name] = after
    return replace(node, **changed) if changed else node


def _apart(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """Nodes of one parent, with a space between two of which one ends or begins with words for a missing picture."""
    if len(nodes) < 2 or not any(isinstance(node, Span | Link | Styled | Quote | Abbr) for node in nodes):
        return nodes
    made = [nodes[0]]
    for before, after in pairwise(nodes):
        one, two = _edge(before, -1), _edge(after, 0)
        if one is not None and two is not None and _touch(one, two):
            made.append(Text(" ", pos=after.pos))
        made.append(after)
    return tuple(made) if len(made) > len(nodes) else nodes


def _edge(node: Any, at: int) -> tuple[str, bool] | None:
    """The words at one end of an in-line node, and whether they stand for a picture; None where there are none."""
    missing = False
    while isinstance(node, HOLDING) and node.content:
        missing = missing or _is_missing(node)
        node = node.content[at]
    return (node.text, missing) if isinstance(node, Text | Code) and node.text else None


def _touch(one: tuple[str, bool], two: tuple[str, bool]) -> bool:
    (before, was_missing), (after, is_missing) = one, two
    if not (was_missing or is_missing) or before[-1].isspace() or after[0].isspace():
        return False
    if was_missing and len(before) == 1 and before.isalpha() and after[0].islower():
        return False
    return before[-1] not in OPENING and after[0] not in CLOSING


def _is_missing(node: Inline | Any) -> bool:
    return isinstance(node, Span) and node.role == "missing-image"
