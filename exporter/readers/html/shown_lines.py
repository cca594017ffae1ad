"""Phrases that a style sets as lines of their own (``display: block``): their words do not join those beside them.

HTML calls a ``span`` or ``b`` phrasing, but what its style makes a block begins and ends a line (CSS Display 3, 2.1).
The breaks that a browser shows are put round it before the page is mapped.
"""

from __future__ import annotations

from exporter.readers.html.marks import Marks
from exporter.readers.html.state import Reading
from exporter.readers.html.styles import Styles
from exporter.readers.html.tree import Node, attribute, descendants, element_like, text_of

PHRASES = frozenset("a b big cite em font i label mark small span strong time".split())
SET_APART = frozenset(["block", "flex", "grid", "list-item", "table", "flow-root"])
PARTED = frozenset(
    "address article aside blockquote br center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
"""Elements at whose edges a line ends anyway."""


def may_be_lines(marks: Marks, styles: Styles) -> bool:
    """Whether a page with ``marks`` may have phrases that are shown as lines."""
    return not PHRASES.isdisjoint(marks.names) and ("display" in marks.said or styles.set_any("display"))


def break_lines(reading: Reading, body: Node) -> None:
    """Put a break before and after each phrase below ``body`` that is shown as a block and has words beside it."""
    styles = reading.registry.styles
    has_sheet = styles.set_any("display")
    apart: set[int] = set()
    holders: dict[int, Node] = {}
    for node in descendants(body):
        if node.name not in PHRASES or not (has_sheet or "display" in (attribute(node, "style") or "").lower()):
            continue
        if styles.of(node).get("display", "") in SET_APART and text_of(node).strip():
            apart.add(id(node))
            holders[id(node.parent)] = node.parent
    for holder in holders.values():
        _break(holder, apart)


def _break(holder: Node, apart: set[int]) -> None:
    """Put breaks between the children of ``holder`` where one of two beside each other is ``apart``."""
    made: list[Node] = []
    before: Node | None = None
    for child in list(holder.children or ()):
        if child.name == "#comment" or (child.name == "#text" and not str(child.data or "").strip()):
            made.append(child)
            continue
        parted = before is None or before.name in PARTED or child.name in PARTED
        if not parted and before is not None and (id(before) in apart or id(child) in apart):
            line_end = element_like(before if id(before) in apart else child, "br", {})
            line_end.parent = holder
            made.append(line_end)
        made.append(child)
        before = child
    holder.children[:] = made
