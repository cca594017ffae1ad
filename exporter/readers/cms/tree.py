"""The neutral vocabulary of the CMS readers: elements of HTML, made here one by one, never as text.

HTML names every block and mark that these formats have, and its reader already knows quotes with their speakers,
captions and credits, header cells, asides, notes and links that must not be kept. What a reader of a CMS makes is a
tree of these elements with places in the CMS's own file; HTML inside a block is grafted into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from exporter.position import Position
from exporter.readers.html.plain_tree import Element
from exporter.readers.html.tree import Node as ParsedNode
from exporter.readers.html.tree import find, parse

Nodes: TypeAlias = list[Element]


def element(name: str, attrs: dict[str, str] | None, children: Iterable[Element], pos: Position | None) -> Element:
    """An element that holds ``children``."""
    made = Element(name, attrs, pos)
    for child in children:
        made.append_child(child)
    return made


def text(words: str, pos: Position | None) -> Element:
    """A text."""
    made = Element("#text", None, pos)
    made.data = words
    return made


def fragment(html: str, pos: Position | None) -> Nodes:
    """The nodes of a piece of HTML, all at ``pos``: where the CMS's file has it. Raises InputError above a bound."""
    root, _ = parse(html)
    body = find(root, "body") or root
    return [_grafted(child, pos) for child in body.children or ()]


def _grafted(node: ParsedNode, pos: Position | None) -> Element:
    made = Element(node.name, None, pos)
    made.attrs = dict(getattr(node, "attrs", None) or {})
    made.data = node.data if isinstance(node.data, str) else None
    made.namespace = node.namespace
    for child in node.children or ():
        made.append_child(_grafted(child, pos))
    return made


def words_of(nodes: Iterable[Element]) -> str:
    """All characters in ``nodes`` and below; a line end for a break and between blocks."""
    parts: list[str] = []
    stack = list(reversed(list(nodes)))
    while stack:
        node = stack.pop()
        if node.name == "#text":
            parts.append(node.data or "")
        elif node.name in ("br", "p", "li", "div", "td", "th"):
            parts.append("\n")
        stack.extend(reversed(node.children))
    return "".join(parts)


def shows_something(nodes: Iterable[Element]) -> bool:
    """Whether there are words, pictures or formulas in ``nodes``."""
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if node.name in ("img", "math", "svg", "hr", "x-note") or (node.name == "#text" and (node.data or "").strip()):
            return True
        stack.extend(node.children)
    return False


def descendants(nodes: Iterable[Element]) -> Nodes:
    """Everything below ``nodes``, in document order; not they themselves."""
    made: Nodes = []
    stack = [child for node in reversed(list(nodes)) for child in reversed(node.children)]
    while stack:
        node = stack.pop()
        made.append(node)
        stack.extend(reversed(node.children))
    return made


_BODY = "<body>"


def page(html: str) -> Nodes:
    """The nodes of the body of a page or fragment at their own places. Raises InputError above a bound.

    A comment before everything else belongs to the body, where a block comment stands beside its block.
    """
    alone = not re.search(r"<(?:html|head|body|!doctype)\b", html[:4096], re.IGNORECASE)
    root, _ = parse(_BODY + html if alone else html)
    body = find(root, "body") or root
    return [_placed(child, len(_BODY) if alone else 0) for child in body.children or ()]


def _placed(node: ParsedNode, shift: int) -> Element:
    line, column = node.origin_line, node.origin_col
    pos = Position(line, max(1, (column or 1) - (shift if line == 1 else 0))) if line else None
    made = Element(node.name, None, pos)
    made.attrs = dict(getattr(node, "attrs", None) or {})
    made.data = node.data if isinstance(node.data, str) else None
    made.namespace = node.namespace
    for child in node.children or ():
        made.append_child(_placed(child, shift))
    return made


def strings_in(value: object) -> str:
    """All strings in a value of JSON, each on a line: what is left out where the value is."""
    found: list[str] = []
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            stack += item.values()
        elif isinstance(item, list):
            stack += item
    return "\n".join(found)


ONE_MARK = {"b": "strong", "i": "em", "strike": "del", "s": "del"}
MARKS = frozenset(["strong", "em", "del", "code", "u", "mark", "sub", "sup"])


def undoubled(node: Element, inside: frozenset[str] = frozenset()) -> Nodes:
    """``node`` without the marks in it that repeat one round them: Lexical writes bold as ``<b><strong>``."""
    name = ONE_MARK.get(node.name, node.name)
    within = inside | {name} if name in MARKS else inside
    node.children = [part for child in node.children for part in undoubled(child, within)]
    for child in node.children:
        child.parent = node
    return list(node.children) if name in inside and name in ("strong", "em", "del") else [node]


def trimmed(nodes: Nodes) -> Nodes:
    """``nodes`` without the line ends and white space that editors leave at the ends of a line."""
    made = list(nodes)
    for at in (-1, 0):
        while made and (made[at].name == "br" or (made[at].name == "#text" and not (made[at].data or "").strip())):
            made.pop(at)
    if made and made[-1].name == "#text":
        made[-1].data = (made[-1].data or "").rstrip()
    return made
