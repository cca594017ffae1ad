"""ProseMirror's documents, as TipTap, Atlassian's editor and many others store them: ``{"type": "doc", …}``.

A node is ``{type, attrs, content, marks, text}`` (prosemirror-model, ``Node.toJSON``); schemas choose the names.
TipTap's image has ``alt: null`` until somebody writes one: an empty one was meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporter.readers.cms import inlines, named, parts, runs, storyblok, tree_blocks, trees
from exporter.readers.cms.fields import Fields
from exporter.readers.cms.inlines import unknown_inline
from exporter.readers.cms.json_places import objects
from exporter.readers.cms.names import first, folded
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.runs import Mark, Run
from exporter.readers.cms.tree import Nodes
from exporter.readers.cms.trees import Node, Tree

EMPTY_ALT: EmptyAlt = "decorative"


def nodes(r: Reading, value: Mapping[str, Any]) -> Nodes:
    """The blocks of a ProseMirror document."""
    r.note_bodies.update(_note_bodies(value))
    return trees.blocks(TREE, r, children_of(value))


def _note_bodies(value: Node) -> dict[str, Node]:
    """The notes at a document's end, by the names that references have for them (tiptap-footnotes)."""
    found: dict[str, Node] = {}
    for node in children_of(value):
        if isinstance(node, Mapping) and folded(kind_of(node)) in ("footnotes", "endnotes", "footnotelist"):
            for note in children_of(node):
                for name in _names(note) if isinstance(note, Mapping) else ():
                    found.setdefault(name, note)
    return found


def _names(node: Node) -> list[str]:
    held = fields_of(node)
    return [str(held[key]) for key in ("data-id", "dataId", "id", "noteId", "footnoteId") if held.get(key) is not None]


def _reference(t: Tree, r: Reading, node: Node, marks: tuple[Mark, ...]) -> list[Run]:
    """The place of a note whose words stand at the end of the document, or in the reference itself."""
    name = next((name for name in _names(node) if name in r.note_bodies), "")
    if name:
        body = r.note_bodies[name]
        r.notes_used.update(_names(body))
        held = trees.content(t, r, body)
        made = [r.note(held if trees.has_blocks(held) else parts.paragraph(r, held))]
    else:
        made = inlines.inline(r, "footnote", fields_of(node), trees.content(t, r, node))
    return [Run("", marks, tuple(made), r.pos)] if made else []


def _notes_at_the_end(t: Tree, r: Reading, node: Node) -> Nodes:
    """Notes stand where they are referred to; one that nothing refers to stays where it is."""
    held = [note for note in children_of(node) if isinstance(note, Mapping)]
    wanted = [note for note in held if r.notes_used.isdisjoint(_names(note))]
    return trees.blocks(t, r, wanted)


def children_of(node: Node) -> list[Node]:
    """What a node holds."""
    held = node.get("content")
    return objects(held)


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
        **dict.fromkeys(("footnotes", "endnotes", "footnotelist"), _notes_at_the_end),
        "image": _image,
        "panel": _panel,
        "callout": _panel,
        "mediasingle": _media,
        "mediagroup": _media,
        "decisionlist": tree_blocks.BLOCKS["bulletlist"],
        "decisionitem": tree_blocks.BLOCKS["listitem"],
    },
    inlines={
        "inlinecard": _card,
        **dict.fromkeys(("footnotereference", "footnoteref", "noteref"), _reference),
    },
)

__all__ = ["TREE", "nodes"]
