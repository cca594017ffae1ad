"""Lists that a program cut in pieces: what is deeper stands between two parts of a list, in a list without items.

Google Docs puts ``<ol><li>A</li></ol><ol><ol><li>a</li></ol></ol><ol start="2"><li>B</li></ol>`` on the clipboard for
one list with another in its first item (a list holds only items: HTML Standard, 4.4.5 and 4.4.6).
"""

from __future__ import annotations

import re

from exporter.readers.html.marks import Marks
from exporter.readers.html.state import Reading
from exporter.readers.html.styles import declarations
from exporter.readers.html.tree import Node, attribute, descendants, elements

LISTS = frozenset(["ol", "ul"])


def may_be_cut(marks: Marks) -> bool:
    """Whether a page with ``marks`` may have a list that was cut."""
    return not LISTS.isdisjoint(marks.names)


def join_lists(reading: Reading, body: Node) -> None:
    """Make one list of the parts that a list without items of its own stands between, and put that into the first."""
    if reading.markdown:
        return
    holders = {id(node.parent): node.parent for node in descendants(body) if node.name in LISTS}
    for holder in holders.values():
        if holder is not None and holder.name not in LISTS:
            _join(holder)


def _join(holder: Node) -> None:
    kept: list[Node] = []
    before: Node | None = None
    cut = False
    for child in list(holder.children or ()):
        if child.name == "#comment" or (child.name == "#text" and not str(child.data or "").strip()):
            kept.append(child)
        elif before is not None and child.name in LISTS and _holds_only_lists(child):
            last = elements(before)[-1]
            _move(elements(child), last)
            _join(last)
            cut = True
        elif before is not None and cut and _goes_on(before, child):
            _move(elements(child), before)
        else:
            before = child if child.name in LISTS and elements(child) and elements(child)[-1].name == "li" else None
            kept.append(child)
            cut = False
    if len(kept) != len(holder.children or ()):
        holder.children[:] = kept


def _holds_only_lists(node: Node) -> bool:
    inner = [item for item in node.children or () if item.name != "#text" or str(item.data or "").strip()]
    return bool(inner) and all(item.name in LISTS for item in inner)


def _goes_on(before: Node, node: Node) -> bool:
    """Whether a list is the next part of another: of its kind and marks, its number the next."""
    items = [item for item in elements(node) if item.name == "li"]
    if node.name != before.name or len(items) != len(elements(node)) or not items or _mark(node) != _mark(before):
        return False
    following = _start(before) + sum(item.name == "li" for item in elements(before))
    return bool(node.name == "ul") or _start(node) == following


def _start(node: Node) -> int:
    said = (attribute(node, "start") or "1").strip()
    return int(said) if re.fullmatch(r"-?[0-9]{1,9}", said) else 1


def _mark(node: Node) -> str:
    first = next((item for item in elements(node) if item.name == "li"), node)
    return declarations(attribute(first, "style") or "").get("list-style-type", "")


def _move(nodes: list[Node], holder: Node) -> None:
    for node in nodes:
        if node.parent is not None:
            node.parent.remove_child(node)
        holder.append_child(node)
