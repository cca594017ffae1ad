"""Walking a document: the one place that knows how; writers, passes and checks use it."""

from __future__ import annotations

import unicodedata
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import is_not
from typing import Any, TypeAlias, TypeVar

from exporter.model.document import Document
from exporter.model.nodes import (
    Abbr,
    AnyNode,
    Code,
    CodeBlock,
    DisplayMath,
    Image,
    LineBreak,
    Link,
    Math,
    Node,
    Note,
    PageMarker,
    Quote,
    Section,
    Span,
    Styled,
    Text,
)

N = TypeVar("N", bound="Node | Document")
K = TypeVar("K", bound="AnyNode")


def child_fields(kind: type[Any]) -> tuple[str, ...]:
    """Names of the fields of a node class that hold child nodes, in reading order."""
    names: tuple[str, ...] = kind.CHILDREN
    return names


def children(node: Node | Document) -> Iterator[AnyNode]:
    """The direct children of ``node`` in reading order."""
    for name in child_fields(type(node)):
        yield from getattr(node, name)


def walk(root: Node | Document | Iterable[Node]) -> Iterator[AnyNode]:
    """Every node below ``root`` in reading order, parents first, without ``root`` itself."""
    stack: list[Any] = [*(root if isinstance(root, Iterable) else children(root))]
    stack.reverse()
    while stack:
        node = stack.pop()
        yield node
        for name in reversed(node.CHILDREN):  # as ``children``, without an iterator for each node
            if held := getattr(node, name):
                stack.extend(reversed(held))


Kinds: TypeAlias = dict[type[Any], list[Any]]
_GONE_THROUGH: dict[int, tuple[weakref.ref[Document], tuple[AnyNode, ...], Kinds]] = {}
"""The nodes of documents by the identity of these, as long as they live: they are immutable, so both stay so."""


def every_node(document: Document) -> tuple[AnyNode, ...]:
    """Every node of ``document``, as ``walk`` gives them; it is gone through once, however many ask.

    For what looks at all of a document and mostly finds nothing, as passes and rules do one after another.
    """
    return _gone_through(document)[0]


def nodes_of(document: Document, kind: type[K]) -> Sequence[K]:
    """The nodes of one kind in ``document``, in reading order: as ``every_node``, for what asks for one kind alone."""
    return _gone_through(document)[1].get(kind, ())


def _gone_through(document: Document) -> tuple[tuple[AnyNode, ...], Kinds]:
    key = id(document)
    known = _GONE_THROUGH.get(key)
    if known is not None and known[0]() is document:
        return known[1:]
    gone = weakref.ref(document, lambda _: _GONE_THROUGH.pop(key, None) and None)
    _GONE_THROUGH[key] = gone, *(found := _sorted(document))
    return found


def _sorted(document: Document) -> tuple[tuple[AnyNode, ...], Kinds]:
    found: list[Any] = []
    kinds: Kinds = {}
    stack: list[Any] = [*children(document)]
    stack.reverse()
    while stack:  # as ``walk``, without a generator that is asked for each node
        node = stack.pop()
        found.append(node)
        kinds.setdefault(type(node), []).append(node)
        for name in reversed(node.CHILDREN):
            if held := getattr(node, name):
                stack.extend(reversed(held))
    return tuple(found), kinds


def outer_notes(document: Document) -> Iterator[Note]:
    """The notes that do not stand in another note, in reading order."""
    if not nodes_of(document, Note):
        return
    inside = 0
    for node in every_node(document):
        if inside:
            inside -= 1
        elif isinstance(node, Note):
            inside = sum(1 for _ in walk(node))
            yield node


Change: TypeAlias = Callable[[Any], "Node | Sequence[Node]"]


def transform(root: N, change: Change) -> N:
    """A copy of ``root`` in which every node below it has been replaced by ``change(node)``, children first.

    ``change`` returns the node itself to keep it, another node, or a sequence of nodes to put in its place (an empty
    one removes it). What is unchanged is shared, not copied. ``root`` itself is not given to ``change``.
    """
    updates: dict[str, Any] = {}
    for name in root.CHILDREN:
        before = getattr(root, name)
        after: list[Node] = []
        changed = False
        for child in before:
            result = change(transform(child, change) if child.CHILDREN else child)
            if result is not child:
                changed = True
            if isinstance(result, Node):
                after.append(result)
            else:
                after.extend(result)
        if changed:
            updates[name] = tuple(after)
    return replace(root, **updates) if updates else root


def with_children(node: N, change: Callable[[Any], Any]) -> N:
    """``node`` with ``change(child)`` in the place of each child of its own; ``node`` itself where none is another."""
    updates: dict[str, Any] = {}
    for name in node.CHILDREN:
        before = getattr(node, name)
        after = tuple([change(child) for child in before])
        if any(map(is_not, before, after)):
            updates[name] = after
    return replace(node, **updates) if updates else node


def plain_text(nodes: Node | Iterable[Node], *, notes: bool = False) -> str:
    """The words of ``nodes`` as they are read aloud in place: no alternative texts, and no notes unless ``notes``."""
    parts: list[str] = []
    _collect_text([nodes] if isinstance(nodes, Node) else nodes, parts, notes)
    return "".join(parts)


def _collect_text(nodes: Iterable[Any], parts: list[str], notes: bool) -> None:
    for node in nodes:
        match node:
            case Text() | Code() | CodeBlock():
                parts.append(node.text)
            case LineBreak():
                parts.append("\n")
            case Math() | DisplayMath():
                parts.append(node.alt or node.tex)
            case Note() if not notes:
                pass
            case Styled() | Link() | Quote() | Abbr() | Span() | PageMarker() | Image():
                _collect_text(children(node), parts, notes)
            case _:  # a block, or a part of one, ends a line
                _collect_text(children(node), parts, notes)
                parts.append("\n")


def spoken(*nodes: AnyNode) -> str:
    """The words of ``nodes`` as a listener gets them: their text with the alternative texts of pictures in it."""
    return "".join(_said(nodes))


def _said(nodes: Iterable[AnyNode]) -> Iterator[str]:
    for node in walk(nodes):
        match node:
            case Text() | Code() | CodeBlock():
                yield node.text
            case Image():
                yield node.alt or ""
            case Math() | DisplayMath():
                yield node.alt or node.tex or node.mathml
            case Abbr():
                yield node.expansion
            case _:
                pass


def says_something(*nodes: AnyNode) -> bool:
    """Whether a listener hears anything of ``nodes``: white space and characters that cannot be seen are nothing."""
    if nodes and isinstance(nodes[0], Text) and is_visible(nodes[0].text):  # as nearly all begin
        return True
    return any(map(is_visible, _said(nodes)))


def is_visible(text: str, categories: str = "LNPS") -> bool:
    """Whether ``text`` has a character of one of the general categories (letters, numbers, punctuation, symbols)."""
    if text[:1].isalpha() and "L" in categories:  # as most texts begin
        return True
    return any(unicodedata.category(char)[0] in categories for char in text)


def sections(document: Document) -> Iterator[tuple[int, Section]]:
    """Every section with its heading level (2 and deeper), in reading order, wherever it lies."""
    straight = [*_nested(document.blocks, 1)]
    if len(straight) == len(nodes_of(document, Section)):  # as nearly always, none lies in anything but a section
        yield from straight
        return
    stack: list[tuple[int, Any]] = [(1, node) for node in reversed(document.blocks)]
    while stack:
        level, node = stack.pop()
        held: Sequence[AnyNode] = ()
        if isinstance(node, Section):
            level = node.level_below(level)
            yield level, node
            held = node.blocks
        elif node.CHILDREN:
            held = tuple(children(node))
        stack += [(level, one) for one in reversed(held) if one.CHILDREN]


def _nested(blocks: Iterable[AnyNode], level: int) -> Iterator[tuple[int, Section]]:
    """The sections among ``blocks``, and those that lie in sections only."""
    stack: list[tuple[int, AnyNode]] = [(level, node) for node in blocks if isinstance(node, Section)]
    stack.reverse()
    while stack:
        level, node = stack.pop()
        if isinstance(node, Section):
            level = node.level_below(level)
            yield level, node
            stack += [(level, one) for one in reversed(node.blocks) if isinstance(one, Section)]
