"""The things in the block formats of content systems that are trees: headings, items, cells, links, quotations, notes.

Apart from ``values``, which has their words: here a node's type says what its words are, and its place what number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from exporter.census import schemas
from exporter.census.counted import Census, Kind, Thing
from exporter.census.gathering import BEFORE, CUT, Gathering
from exporter.census.keys import folded, is_data
from exporter.census.schemas import Tree


def count_nodes(census: Census, tree: Tree, nodes: list[Any]) -> None:
    """Add the things in ``nodes`` to a census, which has their words already."""
    own = Census()
    _Nodes(own, tree).all(nodes)
    census.things += own.things


def is_tree(tree: Tree, held: list[Any]) -> bool:
    """Whether a list is one of a format's nodes."""
    return any(isinstance(one, Mapping) and isinstance(one.get(tree.inner), list) for one in held)


class _Nodes:
    """The words of the line at hand, the lists that are open, the notes at the document's end."""

    def __init__(self, census: Census, tree: Tree) -> None:
        self.gathering = Gathering(census)
        self.census = census
        self.tree = tree
        self.lists: list[int | None] = []
        self.opened = 0
        self.address = ""
        self.referred: dict[str, str] = {}

    def all(self, nodes: Iterable[Any]) -> None:
        held = [node for node in nodes if isinstance(node, Mapping)]
        in_line = any(schemas.words(self.tree, node) for node in held)
        for node in held:
            self.node(node, in_line)
        self.lead("")

    def node(self, node: Mapping[str, Any], in_line: bool) -> None:
        """One node, and what is in it."""
        words = schemas.words(self.tree, node)
        if words is not None:
            own = schemas.marked_target(node.get("marks"))
            self.lead(own)
            self.gathering.add(words)
            return
        kind = folded(str(node.get(self.tree.kind, "")))
        said = schemas.attributes(self.tree, node)
        inner = node.get(self.tree.inner)
        inner = inner if isinstance(inner, list) else []
        if kind in schemas.BREAKS:
            self.gathering.add("\n")
        elif kind in schemas.LINKS:
            self.lead(schemas.target(said))
            for one in inner:
                if isinstance(one, Mapping):
                    self.linked(one)
            self.lead("")
        elif kind == "footnotereference":
            self.referred.setdefault(_id(said), "".join(self.gathering.parts)[-BEFORE:])
        elif in_line and kind == "footnote":
            self.note(inner)
        elif in_line and kind not in schemas.THINGS:
            self.lead("")
            self.gathering.add(CUT)
            self.all(inner)
            self.gathering.add(CUT)
        else:
            self.block(kind, said, inner)
        self.beside(node, said)

    def linked(self, node: Mapping[str, Any]) -> None:
        """What is in a link; anything but words may be told otherwise."""
        words = schemas.words(self.tree, node)
        self.gathering.add(CUT if words is None else words)

    def lead(self, address: str) -> None:
        """Words lead to an address from here on; neighbours that lead to the same are one link."""
        if address == self.address:
            return
        if self.address:
            self.gathering.end_link(self.address)
        if address:
            self.gathering.begin_link()
        self.address = address

    def block(self, kind: str, said: Mapping[str, Any], inner: list[Any]) -> None:
        """A block, which may be a thing."""
        self.lead("")
        self.gathering.close()
        is_list = kind in schemas.LISTS
        if is_list:
            self.lists.append(schemas.start(kind, said))
            self.opened += 1
        thing = _thing(kind, said)
        if thing == "note":
            self.end_note(_id(said), inner)
            return
        if thing:
            self.gathering.begin(thing, self.data(thing, kind, said, inner))
        self.all(inner)
        self.gathering.close()
        if thing:
            self.gathering.end(thing)
        if thing == "quote":  # its last line may be the speaker
            self.census.things.append(self.census.things.pop()._replace(text=_said(self.tree, inner)))
        if is_list:
            self.lists.pop()

    def data(self, thing: Kind, kind: str, said: Mapping[str, Any], inner: list[Any]) -> Any:
        """The level of a heading, the number of an item and of its list."""
        if thing == "heading":
            return schemas.level(kind, said)
        if thing != "item" or not self.lists or self.lists[-1] is None or self.only_lists(inner):
            return None
        number = self.lists[-1]
        self.lists[-1] = number + 1
        return number, self.opened

    def only_lists(self, inner: list[Any]) -> bool:
        """Whether an item holds lists alone: it goes on with the item before it (Lexical); or has no words at all."""
        kinds = [folded(str(one.get(self.tree.kind, ""))) for one in inner if isinstance(one, Mapping)]
        return all(kind in schemas.LISTS for kind in kinds) or not _said(self.tree, inner).strip()

    def note(self, inner: list[Any]) -> None:
        """A note that stands where it is referred to."""
        words = _said(self.tree, inner)
        if words.strip():
            self.census.things.append(Thing("note", words, "".join(self.gathering.parts)[-BEFORE:]))

    def end_note(self, name: str, inner: list[Any]) -> None:
        """A note at the end of its document; one that nothing refers to stays what it is."""
        if name in self.referred and name:
            self.census.things.append(Thing("note", _said(self.tree, inner), self.referred[name]))

    def beside(self, node: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        """Documents that stand in a node's attributes: captions, blocks of a publisher's own."""
        stack = [value for held in (node, said) for key, value in held.items() if self.may_hold(key)]
        while stack:
            value = stack.pop()
            if isinstance(value, Mapping):
                stack += [inner for key, inner in value.items() if not is_data(str(key))]
            elif isinstance(value, list):
                if is_tree(self.tree, value):
                    count_nodes(self.census, self.tree, value)
                else:
                    stack += value

    def may_hold(self, key: str) -> bool:
        return key not in (self.tree.inner, self.tree.attributes) and not is_data(key)


def _thing(kind: str, said: Mapping[str, Any]) -> Kind | None:
    thing = schemas.THINGS.get(kind)
    return "header" if thing == "cell" and schemas.is_header(said) else thing


def _said(tree: Tree, nodes: list[Any]) -> str:
    """All words below some nodes."""
    parts: list[str] = []
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        if not isinstance(node, Mapping):
            continue
        words = schemas.words(tree, node)
        inner = node.get(tree.inner)
        if words is not None:
            parts.append(words)
        elif isinstance(inner, list) and inner:
            stack += reversed(inner)
            parts.append("" if folded(str(node.get(tree.kind))) in schemas.LINKS else "\n")
        elif folded(str(node.get(tree.kind))) in schemas.BREAKS:
            parts.append("\n")
    return "".join(parts)


def _id(said: Mapping[str, Any]) -> str:
    return next((str(said[key]) for key in ("data-id", "dataId", "id", "noteId") if said.get(key) is not None), "")
