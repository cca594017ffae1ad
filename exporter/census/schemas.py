"""Where the block formats of content systems keep what their nodes are, and what these are to a listener.

Written from the formats' own definitions: prosemirror-model and TipTap's nodes, ``@contentful/rich-text-types``,
Lexical's ``exportJSON``, Slate's and Plate's examples, Strapi's blocks. Types that a publisher adds have no schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exporter.census.counted import Kind
from exporter.census.keys import ALTERNATIVES, folded

ONES = {name: at for at, name in enumerate(("one", "two", "three", "four", "five", "six"), start=1)}
LINKS = frozenset("link a hyperlink autolink".split())
BREAKS = frozenset("hardbreak linebreak br break tab".split())
TEXTS = frozenset("text extendedtext codehighlight hashtag keyword emoji span".split())
THINGS: dict[str, Kind] = {
    **dict.fromkeys("heading header extendedheading".split(), "heading"),
    **{f"{name}{level}": "heading" for name in ("heading", "header", "h") for level in (*range(1, 7), *ONES)},
    **dict.fromkeys("listitem li taskitem".split(), "item"),
    **dict.fromkeys("tableheader tableheadercell th".split(), "header"),
    **dict.fromkeys("tablecell td".split(), "cell"),
    **dict.fromkeys("blockquote quote extendedquote".split(), "quote"),
    "footnote": "note",
}
"""Types, folded, that are things to a listener."""
ORDERED = frozenset("orderedlist numberedlist ol".split())
LISTS = ORDERED | frozenset("bulletlist bulletedlist unorderedlist ul tasklist list".split())
NUMBERED = frozenset("ordered number numbered decimal ol".split())
"""What a list says of itself that has one type for all (Lexical, Strapi)."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The keys under which a format has a node's type, what it holds, its attributes, the words of a text."""

    kind: str
    inner: str
    attributes: str = ""
    words: str = "text"


_SLATE = Tree("type", "children")
_PROSEMIRROR = Tree("type", "content", "attrs")
TREES: dict[str, Tree] = {
    "prosemirror": _PROSEMIRROR,
    "storyblok": _PROSEMIRROR,
    "contentful": Tree("nodeType", "content", "data", "value"),
    "lexical": _SLATE,
    "ghost": _SLATE,
    "slate": _SLATE,
    "strapi": _SLATE,
}


def attributes(tree: Tree, node: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a node says of itself."""
    held = node.get(tree.attributes) if tree.attributes else node
    return held if isinstance(held, Mapping) else {}


def words(tree: Tree, node: Mapping[str, Any]) -> str | None:
    """The words of a text; None for any other node."""
    held, kind = node.get(tree.words), node.get(tree.kind)
    if not isinstance(held, str) or isinstance(node.get(tree.inner), list):
        return None
    return held if kind is None or folded(str(kind)) in TEXTS else None


def level(kind: str, said: Mapping[str, Any]) -> int | None:
    """The level of a heading; None where it does not say."""
    named = kind.removeprefix("extended").removeprefix("heading").removeprefix("header").removeprefix("h")
    tag = str(said.get("level", said.get("tag", "")))
    for one in (named, tag.removeprefix("h")):
        if one in ONES or (one.isascii() and one.isdigit() and len(one) == 1):
            return ONES.get(one) or int(one)
    return None


def start(kind: str, said: Mapping[str, Any]) -> int | None:
    """The first number of a list; None for one without numbers."""
    form = {str(said.get(key)) for key in ("listType", "format", "tag")}
    if kind not in ORDERED and not (kind == "list" and not NUMBERED.isdisjoint(form)):
        return None
    first = next((said[key] for key in ("start", "order") if isinstance(said.get(key), int)), 1)
    return int(first)


def is_header(said: Mapping[str, Any]) -> bool:
    """Whether a cell says that it is a header (Lexical's ``headerState``, Slate's ``header``)."""
    return said.get("header") is True or (isinstance(said.get("headerState"), int) and said["headerState"] > 0)


def target(said: Mapping[str, Any]) -> str:
    """Where a link leads; Payload keeps it among its ``fields``."""
    own = said.get("fields")
    for held in (own if isinstance(own, Mapping) else {}, said):
        for key in ("href", "url", "uri"):
            if isinstance(held.get(key), str) and held[key].strip():
                return str(held[key]).strip()
    return ""


def marked_target(marks: Any) -> str:
    """Where a text leads whose marks have a link (ProseMirror)."""
    for mark in marks if isinstance(marks, list) else ():
        if isinstance(mark, Mapping) and mark.get("type") in LINKS and isinstance(mark.get("attrs"), Mapping):
            address = target(mark["attrs"])
            mail = mark["attrs"].get("linktype") == "email" and ":" not in address
            return f"mailto:{address}" if mail and address else address
    return ""


def alternative(held: Mapping[str, Any]) -> str:
    """The alternative text of a picture, of whatever format; "" where nobody wrote one."""
    named = {folded(str(key)): value for key, value in held.items()}
    if named.get("decorative") is True:
        return ""
    if not any(named.get(key) for key in ("src", "url", "asset", "filename", "image", "file")):
        return ""
    found = next((named[key] for key in ALTERNATIVES if isinstance(named.get(key), str)), "")
    if not found and str(named.get("contenttype", "")).startswith("image/"):
        found = named.get("description", "")  # Contentful's asset
    return found.strip() if isinstance(found, str) else ""
