"""Slate's values: arrays of elements whose texts bear their marks as properties; Plate, Hygraph and others build on it.

Slate names nothing but ``text`` and ``children``: types are the editor's own, and those in common use are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporter.readers.cms import parts, runs, tree_blocks, trees
from exporter.readers.cms.inlines import inline, unknown_inline
from exporter.readers.cms.json_places import Item, objects, offset_of
from exporter.readers.cms.names import folded
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.runs import Mark, Run
from exporter.readers.cms.tree import Nodes
from exporter.readers.cms.trees import Node, Tree

EMPTY_ALT: EmptyAlt = "doubtful"


def nodes(r: Reading, value: Any) -> Nodes:
    """The blocks of a Slate value."""
    held = value.get("children") if isinstance(value, Mapping) else value
    return trees.blocks(TREE, r, _with_lists(held if isinstance(held, list) else []))


def children_of(node: Node) -> list[Node]:
    """What an element holds; a void one holds an empty text that stands for nothing."""
    held = node.get("children")
    return _with_lists(objects(held))


def fields_of(node: Node) -> Mapping[str, Any]:
    """An element's own properties."""
    return {key: value for key, value in node.items() if key not in ("type", "children")}


def kind_of(node: Node) -> str:
    """An element's type; one without is a paragraph."""
    kind = node.get("type")
    return kind if isinstance(kind, str) else "paragraph"


def leaf(r: Reading, node: Node) -> tuple[str, tuple[Mark, ...]] | None:
    """The words and marks of a text."""
    if not isinstance(node.get("text"), str) or "children" in node:
        return None
    made: list[Mark] = []
    for key, value in node.items():
        if key in ("text", "type") or value in (None, False, "", 0):
            continue
        mark = _mark(key, value)
        if mark == "":
            unknown_inline(r, key)
        elif isinstance(mark, Mark):
            made.append(mark)
    return node["text"], tuple(made)


def _mark(key: str, value: Any) -> Mark | str | None:
    name = folded(key)
    if name in ("lang", "language", "locale") and isinstance(value, str):
        return runs.language(value)
    if name in ("link", "href", "url") and isinstance(value, str):
        return runs.link(value)
    if name in ("id", "key", "datapart") or name.startswith(("comment", "suggestion", "slate")):
        return None
    return runs.by_name(key)


def _footnote(t: Tree, r: Reading, node: Node, marks: tuple[Mark, ...]) -> list[Run]:
    """A note; the words that its element holds stay in place."""
    inside = trees.runs_of(t, r, children_of(node), marks)
    body = inline(r, "footnote", fields_of(node), [])
    if not body and any(run.words.strip() for run in inside):
        return [Run("", marks, (r.note(parts.paragraph(r, runs.nested(inside))),), r.pos)]
    return [*inside, Run("", marks, tuple(body), r.pos)] if body else inside


def _with_lists(held: list[Any]) -> list[Any]:
    """Paragraphs that say they are items (Plate's ``listStyleType`` and ``indent``) as the nested lists they are."""
    if not any(isinstance(node, Mapping) and node.get("listStyleType") for node in held):
        return held
    made: list[Any] = []
    open_lists: list[tuple[int, dict[str, Any]]] = []
    for node in held:
        style = node.get("listStyleType") if isinstance(node, Mapping) else None
        if not style:
            open_lists.clear()
            made.append(node)
            continue
        depth = node.get("indent") if isinstance(node.get("indent"), int) else 1
        while open_lists and open_lists[-1][0] > depth:
            open_lists.pop()
        kind = (
            "numbered-list"
            if style in ("decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman")
            else "bulleted-list"
        )
        item = Item(
            {key: value for key, value in node.items() if key not in ("listStyleType", "indent")}, offset_of(node)
        )
        item["type"] = "list-item"
        if "checked" in node and style != "todo":
            item.pop("checked")
        if not open_lists or open_lists[-1][0] < depth or open_lists[-1][1]["type"] != kind:
            if open_lists and open_lists[-1][0] == depth:
                open_lists.pop()
            new: dict[str, Any] = {"type": kind, "children": [], "start": node.get("listStart", 1)}
            holder = open_lists[-1][1]["children"] if open_lists else made
            holder.append(new)
            open_lists.append((depth, new))
        open_lists[-1][1]["children"].append(item)
    return made


TREE = Tree(
    kind_of,
    children_of,
    fields_of,
    leaf,
    blocks=tree_blocks.BLOCKS,
    inlines=dict.fromkeys(("footnote", "endnote"), _footnote),
)
