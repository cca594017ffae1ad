"""Language tags as they were meant: ``en_GB``, as operating systems and programming languages write it, is ``en-GB``.

What is not a language tag even then is left as it is: the rules on documents report it, and writers leave it out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from exporter.findings import Finding, finding
from exporter.languages import corrected, is_tag
from exporter.model import Document, every_node, transform
from exporter.position import Position


def run(document: Document) -> tuple[Document, list[Finding]]:
    """``document`` with every language tag corrected that can be, and a finding for each kind of them."""
    places: dict[str, Position | None] = {}
    if document.metadata.lang:
        places[document.metadata.lang] = None
    for node in every_node(document):
        if node.lang:
            places.setdefault(node.lang, node.pos)
    meant = {tag: corrected(tag) for tag in places if not is_tag(tag) and is_tag(corrected(tag))}
    if not meant:
        return document, []

    def change(node: Any) -> Any:
        return replace(node, lang=meant[node.lang]) if node.lang in meant else node

    lang = document.metadata.lang
    made = replace(transform(document, change), metadata=replace(document.metadata, lang=meant.get(lang, lang)))
    return made, [
        finding("IN009", f"the language tag “{tag}” was read as “{right}”", places[tag]) for tag, right in meant.items()
    ]
