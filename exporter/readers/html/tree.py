"""HTML as a tree of nodes that know their place in the source, parsed as the HTML Standard says (by justhtml).

justhtml is pure Python, follows the standard's tree construction, and tells line and column of every node. What is
nested deeper than ``MAX_DEPTH`` is flattened here, before anything walks the tree by recursion.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exporter.bounds.gate import in_force
from exporter.readers.html.plain_tree import read_plain

Node = Any
"""A node of justhtml's tree: ``name`` ("#text", "#comment", or an element's), ``attrs``, ``children``, ``data``."""

MAX_DEPTH = 150


def parse(text: str) -> tuple[Node, bool]:
    """The tree of a page or fragment, and whether something had to be flattened. Raises InputError above a bound."""
    from justhtml import JustHTML  # noqa: PLC0415  (start-up: only for HTML)

    from exporter.readers.html.source import with_plain_comments  # noqa: PLC0415  (start-up: only for HTML)

    in_force().refuse_above("elements", text.count("<"), "the number of its elements")
    root = JustHTML(with_plain_comments(text), track_node_locations=True, sanitize=False, scripting_enabled=False).root
    return root, _flatten(root)


def parse_made(text: str) -> tuple[Node, bool]:
    """As ``parse``, for markup that was made by us: where it is plain, nodes have no place and no parser is loaded."""
    in_force().refuse_above("elements", text.count("<"), "the number of its elements")
    plain = read_plain(text)
    return parse(text) if plain is None else (plain, False)


def parse_fragment(text: str) -> Node:
    """The tree of markup that a page holds as text; its nodes have no place. Raises InputError above a bound."""
    from justhtml import JustHTML  # noqa: PLC0415  (start-up: only for HTML)

    from exporter.readers.html.source import with_plain_comments  # noqa: PLC0415  (start-up: only for HTML)

    in_force().refuse_above("elements", text.count("<"), "the number of its elements")
    root = JustHTML(with_plain_comments(text), sanitize=False, scripting_enabled=False).root
    _flatten(root)
    return find(root, "body") or root


def text_like(node: Node, words: str) -> Node:
    """A text of its own with the place of ``node``, or of a text in it."""
    held = node if node.name == "#text" else next((item for item in descendants(node) if item.name == "#text"), None)
    if held is None:
        held = next(iter(parse_fragment("x").children))
    made = held.clone_node()
    made.data = words
    return made


def element_like(node: Node, name: str, attrs: dict[str, str]) -> Node:
    """An element of its own with the place of ``node``, which is an element too."""
    made = node.clone_node(deep=False)
    made.name, made.attrs = name, attrs
    return made


def _flatten(root: Node) -> bool:
    """Put the words of what lies too deep where it lay; true when there was such a thing."""
    stack = [(root, 0)]
    flattened = False
    while stack:
        node, depth = stack.pop()
        if depth >= MAX_DEPTH and node.children:
            texts = _texts(node)
            flattened = True
            for child in list(node.children):
                node.remove_child(child)
            for item in texts:
                node.append_child(item)
            continue
        stack.extend((child, depth + 1) for child in node.children or ())
    return flattened


def _texts(node: Node) -> list[Node]:
    """The texts below ``node``, with a line break where a block begins or ends between two of them."""
    found: list[Node] = []
    stack: list[Node | None] = list(reversed(node.children or ()))
    parted = False
    while stack:
        item = stack.pop()
        if item is None:
            parted = True
        elif item.name == "#text":
            if parted and found and str(item.data or "").strip():
                found.append(element_like(node, "br", {}))
                parted = False
            found.append(item)
        elif item.name not in ("script", "style", "template", "#comment"):
            edge = [] if item.name in WORDS_GO_ON else [None]
            stack += [*edge, *reversed(item.children or ()), *edge]
    return found


def attribute(node: Node, name: str) -> str | None:
    """An attribute's value, "" when it is there without one, None when it is not there."""
    attrs = getattr(node, "attrs", None)
    if not attrs or name not in attrs:
        return None
    return attrs[name] or ""


def has_class(node: Node, *names: str) -> bool:
    """Whether an element has a class that is one of ``names`` or contains one as a word part."""
    classes = (attribute(node, "class") or "").lower()
    return bool(classes) and any(name in part for part in classes.split() for name in names)


def elements(node: Node) -> list[Node]:
    """The element children of ``node``."""
    return [child for child in node.children or () if not child.name.startswith("#") and child.name != "!doctype"]


def descendants(node: Node) -> Iterator[Node]:
    """Every node below ``node`` in document order."""
    stack = list(reversed(node.children or ()))
    while stack:
        item = stack.pop()
        yield item
        if item.name != "#text" and (held := item.children):  # justhtml makes those of a text when they are asked for
            stack.extend(reversed(held))


def find(node: Node, *names: str) -> Node | None:
    """The first element below ``node`` with one of these names."""
    return next((item for item in descendants(node) if item.name in names), None)


WORDS_GO_ON = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong "
    "sub sup time tt u var wbr".split()
)
"""Elements at whose edges no word ends."""


def words_below(node: Node) -> str:
    """What is told below ``node`` but in scripts and style sheets, with a line end where a block ends.

    A picture tells its alternative text.
    """
    parts: list[str] = []
    stack: list[Node | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item.name == "#text":
            parts.append(str(item.data or ""))
        elif item.name == "img" and (said := attribute(item, "alt")):
            parts.append(f"\n{said}\n")
        elif item.name not in ("script", "style", "template", "#comment"):
            edge = "" if item.name in WORDS_GO_ON else "\n"
            stack += [edge, *reversed(item.children or ()), edge]
    return "".join(parts)


def text_of(node: Node) -> str:
    """All characters below ``node``."""
    if node.name == "#text":
        return str(node.data or "")
    return "".join(str(item.data or "") for item in descendants(node) if item.name == "#text")
