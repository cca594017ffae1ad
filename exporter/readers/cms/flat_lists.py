"""Flat blocks as nested lists and whole quotations: Portable Text and Draft.js say an item's depth on the item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from exporter.position import Position
from exporter.readers.cms import parts
from exporter.readers.cms.reading import Reading
from exporter.readers.cms.tree import Nodes, shows_something
from exporter.readers.html.plain_tree import Element


@dataclass(frozen=True, slots=True)
class Flat:
    """A block as it lies in a flat format: ``depth`` is 0 for no item of a list; ``quoted`` is part of a quotation,
    one that ``speaks`` names its speaker.

    ``start`` is the number that a list begins with at this item, 0 for none said; ``style`` HTML's for its numbers.
    """

    nodes: Nodes
    depth: int = 0
    ordered: bool = False
    quoted: bool = False
    who: Nodes = field(default_factory=list)
    speaks: bool = False
    pos: Position | None = None
    start: int = 0
    style: str = ""


def nested_lists(r: Reading, flat: Sequence[Flat]) -> Nodes:
    """The blocks, with items gathered to lists and neighbouring parts of a quotation to one."""
    made: Nodes = []
    at = 0
    while at < len(flat):
        item = flat[at]
        end = at + 1
        if item.depth:
            while end < len(flat) and flat[end].depth:
                end += 1
            made.extend(_lists(r, flat[at:end]))
        elif item.quoted:
            while end < len(flat) and flat[end].quoted and not flat[end - 1].who:
                end += 1
            body = [node for part in flat[at:end] for node in part.nodes]
            who = flat[end - 1].who
            if not who and end < len(flat) and flat[end].speaks:
                who, end = [child for node in flat[end].nodes for child in node.children], end + 1
            r.pos, before = item.pos, r.pos
            made.extend(parts.quote(r, body, who))
            r.pos = before
        else:
            made.extend(item.nodes)
        at = end
    return made


def _lists(r: Reading, items: Sequence[Flat]) -> Nodes:
    """Items as lists: a deeper one belongs to the item before it; one of another kind at the same depth begins anew."""
    made: Nodes = []
    open_lists: list[tuple[int, Element]] = []
    for item in items:
        if not shows_something(item.nodes):
            continue
        name = "ol" if item.ordered else "ul"
        while open_lists and open_lists[-1][0] > item.depth:
            open_lists.pop()
        if open_lists and open_lists[-1][0] == item.depth and open_lists[-1][1].name != name:
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < item.depth:
            new = Element(name, _numbers(item), item.pos)
            if open_lists:
                open_lists[-1][1].children[-1].append_child(new)
            else:
                made.append(new)
            open_lists.append((item.depth, new))
        entry = Element("li", None, item.pos)
        for node in item.nodes:
            entry.append_child(node)
        open_lists[-1][1].append_child(entry)
    return made


def _numbers(item: Flat) -> dict[str, str]:
    said = {"start": str(item.start) if item.start > 1 else "", "type": item.style}
    return {name: value for name, value in said.items() if value} if item.ordered else {}
