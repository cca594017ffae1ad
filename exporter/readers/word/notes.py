"""Footnotes, endnotes and comments as parts hold them (ECMA-376 part 1, 17.11 and 17.13.4), by kind and id."""

from __future__ import annotations

from dataclasses import dataclass, field

from exporter.readers.word.ooxml import Element, W
from exporter.readers.word.package import WordPackage

PARTS = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}


@dataclass(slots=True)
class Notes:
    """The notes of a file. Separators (17.11.1) are furniture. ``open`` are those being read, ``ids`` those read."""

    elements: dict[tuple[str, str], Element] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    roots: list[Element] = field(default_factory=list)
    open: set[tuple[str, str]] = field(default_factory=set)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def load(cls, package: WordPackage) -> Notes:
        """All notes of a file."""
        made = cls()
        for kind, name in PARTS.items():
            part = package.part(name)
            root = package.optional(part) if part else None
            if root is None:
                continue
            made.parts[kind] = part
            made.roots.append(root)
            for one in root.iter(W + kind):
                if one.get(W + "type") in (None, "normal"):
                    made.elements[kind, one.get(W + "id") or ""] = one
        return made
