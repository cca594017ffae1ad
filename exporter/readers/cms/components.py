"""Lists of a page builder's blocks: Strapi's dynamic zones, Payload's blocks, ACF's flexible content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporter.readers.cms import named
from exporter.readers.cms.reading import Reading
from exporter.readers.cms.shapes import TYPE_KEYS
from exporter.readers.cms.tree import Nodes


def nodes(r: Reading, value: list[Mapping[str, Any]]) -> Nodes:
    """The blocks of a list of components."""
    made: Nodes = []
    for item in value:
        kind = next(str(item[key]) for key in TYPE_KEYS if isinstance(item.get(key), str))
        held = {key: held for key, held in item.items() if key not in (*TYPE_KEYS, "id", "blockName")}
        with r.at(item):
            made.extend(named.block(r, kind, held))
    return made
