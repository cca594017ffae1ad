"""Notes in HTML that was made here: their bodies taken out of the tree, so that each first reference can hold its own.

A note that is referred to more than once is one note: the first reference in the text holds it, the others name it.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from typing import Any

from exporter.model import Document, Note, NoteReference, nodes_of, transform
from exporter.readers.html.block import flow
from exporter.readers.html.state import Place, Reading, Results
from exporter.readers.html.tree import Node, attribute, descendants
from exporter.readers.sections import nest


def take_notes(reading: Reading, place: Place, body: Node) -> None:
    """Read the note bodies below ``body`` into the results, inner notes first, and remove them."""
    notes = [node for node in descendants(body) if node.name in ("x-note", "x-note-body")]
    if not notes:
        return
    bodies = [node for node in notes if node.name == "x-note-body"]
    for node in bodies:
        node.parent.remove_child(node)
    _tell_references_apart(reading, body, bodies)
    waiting = list(bodies)
    for _ in range(len(bodies) + 1):
        names = {attribute(node, "data-note") for node in waiting}
        ready = [node for node in waiting if not _refers_to(node, names)] or waiting[:1]
        for node in ready:
            inner = nest(flow(reading, place, node.children or ()), reading.results.findings, base=9)
            reading.results.notes[attribute(node, "data-note") or ""] = inner
        done = set(map(id, ready))
        waiting = [node for node in waiting if id(node) not in done]
        if not waiting:
            break


def _tell_references_apart(reading: Reading, body: Node, bodies: list[Node]) -> None:
    """Name each note that is referred to more than once, and the references that only name it.

    Those in the text come first: a note that another note refers to as well stands in the text, not in that note.
    """
    names = {attribute(node, "data-note") or "": attribute(node, "data-name") or "" for node in bodies}
    first: dict[str, Node] = {}
    for node in [item for top in (body, *bodies) for item in descendants(top) if item.name == "x-note"]:
        key = attribute(node, "data-note") or ""
        if key not in first:
            first[key] = node
            continue
        name = names.get(key) or f"footnote-{key}"
        first[key].attrs["data-name"] = node.attrs["data-name"] = name
        reading.results.note_keys[name] = key
        node.name = "x-note-again"


def _refers_to(node: Node, names: Container[str | None]) -> bool:
    return any(item.name == "x-note" and attribute(item, "data-note") in names for item in descendants(node))


def settle_notes(document: Document, results: Results) -> Document:
    """The document with every note in it: where the first reference was left out, the next one holds the note."""
    held = {node.id for node in nodes_of(document, Note)}
    if all(node.note in held for node in nodes_of(document, NoteReference)):
        return document

    def settle(node: Any) -> Any:
        if not isinstance(node, NoteReference) or node.note in held:
            return node
        held.add(node.note)
        blocks = results.notes.get(results.note_keys.get(node.note, ""))
        return replace(Note(blocks, id=node.note), pos=node.pos) if blocks is not None else ()

    return transform(document, settle)
