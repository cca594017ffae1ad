"""Storyblok's components ("bloks"): objects with ``component`` and ``_uid``; their rich text is ProseMirror's form.

``filename`` is an asset's address, ``title`` its caption, ``source`` its credit (storyblok, the asset field).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporter.readers.cms import named, pictures
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.tree import Nodes

EMPTY_ALT: EmptyAlt = "unsaid"


def nodes(r: Reading, value: list[Mapping[str, Any]]) -> Nodes:
    """The blocks of a list of components."""
    made: Nodes = []
    for item in value:
        with r.at(item):
            held = {key: held for key, held in item.items() if key not in ("component", "_uid", "_editable")}
            made.extend(named.block(r, str(item["component"]), held))
    return made


def image(r: Reading, held: Mapping[str, Any]) -> Nodes:
    """A picture in rich text."""
    about = {
        "alt": held.get("alt"),
        "caption": held.get("title"),
        "credit": held.get("source") or held.get("copyright"),
    }
    return pictures.figure_of(r, about, held.get("src"))
