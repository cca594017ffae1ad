"""Lexical's editor state (``{"root": …}``), as Payload, Ghost and others store it; Ghost's cards are in ``ghost``.

Text formats are a bit mask (lexical, ``LexicalConstants.ts``); an item that holds only a list continues the item before
it (``LexicalListItemNode.ts``); a cell's ``headerState`` is 1 for a row of headers, 2 for a column, 3 for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporter.readers.cms import ghost, inlines, named, parts, runs, tree_blocks, trees
from exporter.readers.cms.fields import inline_of, string_in
from exporter.readers.cms.json_places import Item, objects, offset_of
from exporter.readers.cms.names import first
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.runs import Mark, Run
from exporter.readers.cms.tree import Nodes
from exporter.readers.cms.trees import Node, Tree

EMPTY_ALT: EmptyAlt = "decorative"
BITS: dict[int, Mark] = {
    1: runs.STRONG,
    2: runs.EMPHASIS,
    4: runs.DELETED,
    16: runs.CODE,
    32: runs.SUB,
    64: runs.SUP,
    128: runs.HIGHLIGHT,
}
TEXTS = frozenset(["text", "extended-text", "code-highlight", "hashtag", "mention", "keyword", "emoji", "autocomplete"])


def nodes(r: Reading, value: Mapping[str, Any]) -> Nodes:
    """The blocks of a Lexical editor state. Ghost's own: there an empty alternative text is what nobody wrote."""
    if r.format == "ghost":
        r.empty_alt = "unsaid"
    root = value.get("root", value)
    return trees.blocks(TREE, r, _children(root))


def _children(node: Node) -> list[Node]:
    held = node.get("children")
    return objects(held)


def _fields(node: Node) -> Mapping[str, Any]:
    """A node's properties without those of the editor; what is in its state ``$`` stands beside them."""
    state = node.get("$")
    own = {key: value for key, value in node.items() if key not in EDITOR}
    return {**own, **state} if isinstance(state, Mapping) else own


EDITOR = frozenset("children type version $ direction indent textFormat textStyle detail mode style format".split())


def _kind(node: Node) -> str:
    kind = node.get("type")
    return kind if isinstance(kind, str) else ""


def _leaf(r: Reading, node: Node) -> tuple[str, tuple[Mark, ...]] | None:
    if not isinstance(node.get("text"), str) or (_kind(node) not in TEXTS and "children" in node):
        return None
    bits = node.get("format")
    made = [mark for bit, mark in BITS.items() if bits & bit] if isinstance(bits, int) else []
    state = node.get("$")
    lang = first(state, ("lang", "language")) if isinstance(state, Mapping) else None
    if isinstance(lang, str):
        made.append(runs.language(lang))
    return node["text"], tuple(made)


def _list(t: Tree, r: Reading, node: Node) -> Nodes:
    ordered = node.get("listType") == "number" or (node.get("listType") is None and node.get("tag") == "ol")
    start = node.get("start")
    items = tree_blocks.list_items(t, r, _unchecked(node))
    return parts.list_of(r, items, ordered=ordered, start=start if isinstance(start, int) else 1)


def _unchecked(node: Node) -> list[Node]:
    """The items; only those of a check list have a box."""
    if node.get("listType") == "check":
        return [
            Item({**child, "checked": bool(child.get("checked"))}, offset_of(child)) if _has_own_words(child) else child
            for child in _children(node)
        ]
    return [
        Item({key: held for key, held in child.items() if key != "checked"}, offset_of(child))
        for child in _children(node)
    ]


def _has_own_words(node: Node) -> bool:
    return any(_kind(child) != "list" for child in _children(node))


def _image(t: Tree, r: Reading, node: Node) -> Nodes:
    """A picture; its caption is an editor state of its own."""
    held = dict(_fields(node))
    caption = held.get("caption")
    if isinstance(caption, Mapping) and "editorState" in caption:
        shown = held.get("showCaption", True)
        held["caption"] = caption["editorState"] if shown else None
    return named.block(r, "image", {key: value for key, value in held.items() if key != "showCaption"})


def _payload_block(t: Tree, r: Reading, node: Node) -> Nodes:
    held = node.get("fields")
    held = held if isinstance(held, Mapping) else {}
    return named.block(r, str(held.get("blockType", "block")), held)


def _payload_inline(t: Tree, r: Reading, node: Node, marks: tuple[Mark, ...]) -> list[Run]:
    held = node.get("fields")
    held = held if isinstance(held, Mapping) else {}
    made = inlines.inline(r, str(held.get("blockType", "inline")), held, [])
    return [Run("", marks, tuple(made), r.pos)] if made else []


def _upload(t: Tree, r: Reading, node: Node) -> Nodes:
    """Payload's picture: the medium in ``value``, the writer's own words about it in ``fields``."""
    own = node.get("fields")
    value = node.get("value")
    held = {**(own if isinstance(own, Mapping) else {}), "image": value}
    if isinstance(value, Mapping):
        held = {**{key: value[key] for key in ("alt", "caption", "credit") if key in value}, **held}
    return named.block(r, "image", held)


def _link(t: Tree, r: Reading, node: Node, marks: tuple[Mark, ...]) -> list[Run]:
    held = node.get("fields")
    held = held if isinstance(held, Mapping) else node
    address = string_in(first(held, ("url", "href")))
    title = node.get("title")
    mark = (runs.link(address, title if isinstance(title, str) else ""),) if address else ()
    return trees.runs_of(t, r, _children(node), (*mark, *marks))


def _equation(t: Tree, r: Reading, node: Node, marks: tuple[Mark, ...]) -> list[Run]:
    made = parts.formula(r, str(node.get("equation", "")), display=not node.get("inline", True))
    return [Run("", marks, tuple(made), r.pos)] if made else []


def _video(t: Tree, r: Reading, node: Node) -> Nodes:
    """A film or post that is known by its service's number alone."""
    held = _fields(node)
    number = first(held, ("videoid", "id", "documentid"))
    services = {
        "youtube": "https://www.youtube.com/watch?v=",
        "tweet": "https://twitter.com/i/status/",
        "figma": "https://www.figma.com/file/",
    }
    address = string_in(first(held, ("url", "src"))) or services[_kind(node)] + str(number or "")
    return parts.embed(r, address, string_in(held.get("title")), inline_of(r, held.get("caption")))


def _page_break(t: Tree, r: Reading, node: Node) -> Nodes:
    return []


TREE = Tree(
    _kind,
    _children,
    _fields,
    _leaf,
    blocks={
        **tree_blocks.BLOCKS,
        "list": _list,
        "image": _image,
        "block": _payload_block,
        "upload": _upload,
        "pagebreak": _page_break,
        **dict.fromkeys(("youtube", "tweet", "figma"), _video),
        **ghost.CARDS,
    },
    inlines={
        "link": _link,
        "autolink": _link,
        "inlineblock": _payload_inline,
        "equation": _equation,
    },
)

__all__ = ["TREE", "nodes"]
