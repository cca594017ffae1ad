"""ProseMirror's documents, as TipTap, Atlassian's editor and many others store them: ``{"type": "doc", …}``.

A node is ``{type, attrs, content, marks, text}`` (prosemirror-model, ``Node.toJSON``); schemas choose the names.
TipTap's image has ``alt: null`` until somebody writes one: an empty one was meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporter.readers.cms import named, parts, runs, storyblok, tree_blocks, trees
from exporter.readers.cms.fields import Fields
from exporter.readers.cms.inlines import unknown_inline
from exporter.readers.cms.names import first, folded
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.runs import Mark, Run
from exporter.readers.cms.tree import Nodes
from exporter.readers.cms.trees import Node, Tree

EMPTY_ALT: EmptyAlt = "decorative"


def nodes(r: Reading, value: Mapping[str, Any]) -> Nodes:
    """The blocks of a ProseMirror document."""
    return trees.blocks(TREE, r, children_of(value))


def children_of(node: Node) -> list[Node]:
    """What a node holds."""
    held = node.get("content")
    return held if isinstance(held, list) else []


def fields_of(node: Node) -> Mapping[str, Any]:
    """A node's attributes."""
    held = node.get("attrs")
    return held if isinstance(held, Mapping) else {}


def kind_of(node: Node) -> str:
    """A node's type."""
    kind = node.get("type")
    return kind if isinstance(kind, str) else ""


def leaf(r: Reading, node: Node) -> tuple[str, tuple[Mark, ...]] | None:
    """The words and marks of a text node."""
    if node.get("type") != "text":
        return None
    held = node.get("marks")
    found = [mark_of(r, mark) for mark in (held if isinstance(held, list) else []) if isinstance(mark, Mapping)]
    return str(node.get("text", "")), tuple(mark for mark in found if mark)


def mark_of(r: Reading, mark: Mapping[str, Any]) -> Mark | None:
    """The mark that a node's mark is; None for a look, and for one that nobody knows, which is reported."""
    kind, held = kind_of(mark), fields_of(mark)
    name = folded(kind)
    if name in ("link", "a"):
        return _link(held)
    if name in ("language", "lang", "textlanguage", "locale"):
        tag = first(held, ("lang", "language", "locale", "code"))
        return runs.language(tag) if isinstance(tag, str) and tag else None
    if name in ("abbr", "abbreviation", "acronym"):
        meaning = first(held, ("title", "expansion", "definition"))
        return Mark("abbr", (("title", meaning),) if isinstance(meaning, str) else ())
    if name == "subsup":
        return runs.SUP if held.get("type") == "sup" else runs.SUB
    if name == "anchor" and isinstance(held.get("id"), str):
        return Mark("span", (("id", held["id"]),))
    known = runs.by_name(kind)
    if known == "":
        unknown_inline(r, kind)
        return None
    return known if isinstance(known, Mark) else None


def _link(held: Mapping[str, Any]) -> Mark | None:
    """A link. Storyblok's links lead to stories by path, to mail addresses by name."""
    address = first(held, ("href", "url"))
    address = address.strip() if isinstance(address, str) else ""
    if held.get("linktype") == "email" and address and ":" not in address:
        address = "mailto:" + address
    anchor = held.get("anchor")
    if isinstance(anchor, str) and anchor:
        address += "#" + anchor
    title = held.get("title")
    return runs.link(address, title if isinstance(title, str) else "") if address else None


def _blok(t: Tree, r: Reading, node: Node) -> Nodes:
    """Storyblok's components inside rich text."""
    return r.rich(fields_of(node).get("body")) or []


def _image(t: Tree, r: Reading, node: Node) -> Nodes:
    """A picture. In Storyblok its title is the caption; elsewhere the title is what a mouse shows."""
    held = fields_of(node)
    if r.format == "storyblok":
        return storyblok.image(r, held)
    return named.block(r, "image", held)


def _panel(t: Tree, r: Reading, node: Node) -> Nodes:
    kinds = {"info": "note", "note": "note", "success": "tip", "tip": "tip", "warning": "warning", "error": "warning"}
    said = first(fields_of(node), ("paneltype", "type", "variant"))
    kind = kinds.get(said, "sidebar") if isinstance(said, str) else "sidebar"
    title = Fields(r, fields_of(node)).inline("title", "title", "label") if "title" in fields_of(node) else []
    return parts.aside(r, kind, title, trees.blocks(t, r, children_of(node)))


def _media(t: Tree, r: Reading, node: Node) -> Nodes:
    """Atlassian's pictures: a holder with the medium, and a caption."""
    return tree_blocks.BLOCKS["figure"](t, r, node)


def _card(t: Tree, r: Reading, node: Node, marks: tuple[Mark, ...]) -> list[Run]:
    address = first(fields_of(node), ("url", "href"))
    return [Run(address, (*marks, runs.link(address)), pos=r.pos)] if isinstance(address, str) else []


TREE = Tree(
    kind_of,
    children_of,
    fields_of,
    leaf,
    blocks={
        **tree_blocks.BLOCKS,
        "blok": _blok,
        "image": _image,
        "panel": _panel,
        "callout": _panel,
        "mediasingle": _media,
        "mediagroup": _media,
        "decisionlist": tree_blocks.BLOCKS["bulletlist"],
        "decisionitem": tree_blocks.BLOCKS["listitem"],
    },
    inlines={"inlinecard": _card},
)

__all__ = ["TREE", "nodes"]
