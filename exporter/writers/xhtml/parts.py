"""Parts of nodes that have an element of their own: headings, captions, markers. One closed set for writer and reader.

The XHTML writer names them, the builder of a PDF's tree makes structure elements of them. They are known to both by
type, so that neither can use a name that the other does not know.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from exporter.writers.xhtml.elements import Element

PART_ATTRIBUTE = "data-part"
NODE_ATTRIBUTE = "data-node"
"""What says which node an element was made for, where its writer wants to know (``Profile.node_attribute``)."""

Part: TypeAlias = Literal[
    "attribution",
    "backlink",
    "caption",
    "captions",
    "code",
    "columns",
    "contents",
    "contents-item",
    "contents-line",
    "contents-title",
    "credit",
    "description",
    "foot",
    "head",
    "heading",
    "label",
    "link",
    "missing",
    "note",
    "note-text",
    "notes",
    "page-number",
    "quote",
    "reference",
    "region",
    "title",
]
PARTS: tuple[Part, ...] = get_args(Part)


def set_part(made: Element, part: Part) -> None:
    """Say which part of its node an element is."""
    made.set(PART_ATTRIBUTE, part)


def part_of(made: Element) -> Part | None:
    """Which part of its node an element is, None for the node itself. Raises ValueError for an unknown name."""
    name = made.get(PART_ATTRIBUTE)
    if name is not None and name not in PARTS:
        raise ValueError(f"no part of a node is called {name}")
    return name
