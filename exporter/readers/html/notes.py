"""Bodies of notes in HTML that was made here: taken out of the tree, so that each reference can hold its own."""

from __future__ import annotations

from collections.abc import Iterable

from exporter.readers.html.block import flow
from exporter.readers.html.state import State
from exporter.readers.html.tree import Node, attribute, descendants
from exporter.readers.sections import nest


def take_notes(state: State, body: Node) -> None:
    """Read the note bodies below ``body`` into ``state.notes``, inner notes first, and remove them."""
    bodies = [node for node in descendants(body) if node.name == "x-note-body"]
    for node in bodies:
        node.parent.remove_child(node)
    waiting = list(bodies)
    for _ in range(len(bodies) + 1):
        ready = [node for node in waiting if not _refers_to(node, waiting)] or waiting[:1]
        for node in ready:
            inner = nest(flow(state, node.children or ()), state.findings, base=9)
            state.notes[attribute(node, "data-note") or ""] = inner
        waiting = [node for node in waiting if node not in ready]
        if not waiting:
            break


def _refers_to(node: Node, others: Iterable[Node]) -> bool:
    names = {attribute(other, "data-note") for other in others}
    return any(item.name == "x-note" and attribute(item, "data-note") in names for item in descendants(node))
