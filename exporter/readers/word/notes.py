"""Footnotes, endnotes and comments as parts hold them (ECMA-376 part 1, 17.11 and 17.13.4), by kind and id."""

from __future__ import annotations

from dataclasses import dataclass, field

from exporter.readers.word.ooxml import Element, W
from exporter.readers.word.package import WordPackage

_MARKS = [W + name for name in ("bookmarkStart", "bookmarkEnd", "footnoteReference", "endnoteReference")]
MOST_OPEN = 50
"""Bookmarks that may lie round one reference: more are a file's own disorder, and name no note."""
PARTS = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}


@dataclass(slots=True)
class Notes:
    """The notes of a file. Separators (17.11.1) are furniture. ``open`` are those being read, ``ids`` those read.

    ``marked`` are the notes whose references have a bookmark, which NOTEREF fields name (17.16.5.43).
    """

    elements: dict[tuple[str, str], Element] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    roots: list[Element] = field(default_factory=list)
    open: set[tuple[str, str]] = field(default_factory=set)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    marked: dict[str, tuple[str, str]] = field(default_factory=dict)

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

    def mark(self, body: Element) -> None:
        """Find the bookmarks round references to notes."""
        open_ones: dict[str, str] = {}
        for made in body.iter(*_MARKS):
            match made.tag.rpartition("}")[2]:
                case "bookmarkStart":
                    open_ones[made.get(W + "id") or ""] = made.get(W + "name") or ""
                case "bookmarkEnd":
                    open_ones.pop(made.get(W + "id") or "", None)
                case name if len(open_ones) < MOST_OPEN:
                    key = name.removesuffix("Reference"), made.get(W + "id") or ""
                    self.marked.update(dict.fromkeys(open_ones.values(), key))
                case _:
                    pass
