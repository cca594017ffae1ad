"""Headings that were never ended, and so hold what follows them, up to the whole article (HTML Standard, 13.2.6.4.7).

The words before the first block are the heading; what it holds beside them goes behind it, where its author meant it.
"""

from __future__ import annotations

from exporter.readers.html.marks import Marks
from exporter.readers.html.state import Reading
from exporter.readers.html.tree import Node, descendants, element_like, text_of

FOLLOWING = frozenset("article aside blockquote dl figure main nav ol pre section table ul".split())
"""Elements that no heading holds."""
PARAGRAPHS = frozenset(["p", "div", "li"])
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
LONGEST = 200
"""More characters than these are not a headline: then the heading has no words of its own."""


def has_headings(marks: Marks) -> bool:
    """Whether a page with ``marks`` may have any."""
    return not HEADINGS.isdisjoint(marks.names)


def end_headings(reading: Reading, body: Node) -> None:
    """Move out of each heading below ``body`` what it holds only because its end is missing, and say so."""
    for node in [item for item in descendants(body) if item.name in HEADINGS]:
        if node.parent is None or not _is_open(node):
            continue
        words, following = _parts(node)
        shown = " ".join("".join(text_of(item) for item in words).split())
        if not shown or len(shown) > LONGEST:
            continue
        message = f"a heading has no end; the words before the first block are taken as the heading: “{shown[:60]}”"
        reading.report("HTML024", message, reading.position(node))
        _move_behind(node, following)


def _is_open(node: Node) -> bool:
    """Whether a heading holds another, or what only follows headings: several paragraphs, a list, an article."""
    paragraphs = 0
    for item in descendants(node):
        if item.name in FOLLOWING or item.name in HEADINGS:
            return True
        paragraphs += item.name == "p" and bool(text_of(item).strip())
    return paragraphs > 1


def _holds_blocks(node: Node) -> bool:
    names = FOLLOWING | PARAGRAPHS
    below = (item.name for item in descendants(node))
    return node.name in names or any(name in names or name in HEADINGS for name in below)


def _parts(node: Node) -> tuple[list[Node], list[Node]]:
    """What a heading says, and what follows it: words up to the first block, or that block where there are none."""
    children = list(node.children or ())
    at = next((number for number, item in enumerate(children) if _ends(item)), len(children))
    if not "".join(text_of(item) for item in children[:at]).strip() and at < len(children):
        at += not _is_open(children[at]) and children[at].name not in FOLLOWING
    return children[:at], children[at:]


def _ends(node: Node) -> bool:
    return node.name in HEADINGS or _holds_blocks(node)


def _move_behind(node: Node, following: list[Node]) -> None:
    """Put nodes behind a heading, in a division, so that text among them is a paragraph."""
    holder = element_like(node, "div", {})
    for item in following:
        node.remove_child(item)
        holder.append_child(item)
    siblings = list(node.parent.children or ())
    at = next(number for number, item in enumerate(siblings) if item is node) + 1
    if at < len(siblings):
        node.parent.insert_before(holder, siblings[at])
    else:
        node.parent.append_child(holder)
