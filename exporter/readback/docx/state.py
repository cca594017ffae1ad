"""What the reading of a DOCX has to remember: parts, relationships, notes, bookmarks, open fields."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from exporter.bounds.packages import Package
from exporter.model import Resource
from exporter.readback.docx.styles import Element, Language, Numbering, Styles, W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif"}

Relations = dict[str, tuple[str, str]]
"""Relationship id → its type's last word and its target (a part's name, or an address outside)."""


def relations(package: Package, part: str) -> Relations:
    """The relationships of a part ("" for the package's own)."""
    folder, base = posixpath.split(part)
    path = posixpath.join(folder, "_rels", base + ".rels")
    found: Relations = {}
    if path in package:
        for made in package.xml(path).iter("{*}Relationship"):
            target = made.get("Target") or ""
            if made.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[made.get("Id") or ""] = ((made.get("Type") or "").rpartition("/")[2], target)
    return found


@dataclass(slots=True)
class Field:
    """A field that is open: its instruction, and whether its result has begun (ECMA-376 part 1, 17.16.18)."""

    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class State:
    """The book-keeping of one reading."""

    package: Package
    styles: Styles
    numbering: Numbering
    relations: Relations
    language: Language
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    note_relations: dict[str, Relations] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    resources: dict[str, Resource] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    open_notes: set[tuple[str, str]] = field(default_factory=set)
    level: int = 1
    paragraphs: int = 0
    serial: int = 0

    def next_serial(self) -> str:
        """Something that no other place has, so that two neighbouring links to one target stay two."""
        self.serial += 1
        return str(self.serial)

    def part(self, kind: str) -> str:
        """The name of the part of type ``kind`` that the main part refers to, or ""."""
        return next((target for name, target in self.relations.values() if name == kind and target in self.package), "")

    def load_notes(self) -> None:
        """Footnotes and endnotes by kind and id; separators are furniture."""
        for kind in ("footnote", "endnote"):
            part = self.part(kind + "s")
            if not part:
                continue
            self.note_relations[kind] = relations(self.package, part)
            for made in self.package.xml(part).iter(W + kind):
                if made.get(W + "type") in (None, "normal"):
                    self.notes[kind, made.get(W + "id") or ""] = made

    def bookmark(self, made: Element) -> None:
        """Keep a bookmark that some link refers to, for the block it stands in or before."""
        name = made.get(W + "name") or ""
        if name in self.wanted:
            self.waiting.append(name)

    def take_id(self) -> str:
        """The id for the block at hand: the first bookmark that waits; the others lead to it too."""
        if not self.waiting:
            return ""
        first, *others = self.waiting
        self.waiting.clear()
        self.aliases.update(dict.fromkeys(others, first))
        return first

    def picture(self, relation: str) -> str:
        """The resource name of an embedded picture, or "" when it is not in the package."""
        kind, part = self.relations.get(relation, ("", ""))
        if kind != "image" or part not in self.package:
            return ""
        if part not in self.resources:
            media_type = MEDIA.get(posixpath.splitext(part)[1].lower(), "application/octet-stream")
            name = part.replace("/", "-")
            self.resources[part] = Resource(name=name, media_type=media_type, data=self.package.read(part))
        return self.resources[part].name

    def in_furniture(self) -> bool:
        """Whether the place at hand is inside a table of contents or an index that the program fills in."""
        return any(one.instruction.split()[:1] in (["TOC"], ["INDEX"]) for one in self.fields)


def parts_of(made: Element) -> Iterator[Element]:
    """The children of a container, content controls that hold furniture left out, revisions and such looked into."""
    for child in made:
        if child.tag in (W + "customXml", W + "smartTag"):
            yield from parts_of(child)
        elif isinstance(child.tag, str):
            yield child
