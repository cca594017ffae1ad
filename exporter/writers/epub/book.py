"""What an EPUB's package holds, as plain data, and the two packagers that make it a file.

The EPUB writer says what goes in; how it is packed is decided here. EbookLib packs wherever it is installed (extra
``ebooklib``; AGPL-3.0-or-later, so its module stands alone), else our own packager does. Both write the same bytes:
which of them is there changes no file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from exporter.records import record

DC = "http://purl.org/dc/elements/1.1/"
OPF = "http://www.idpf.org/2007/opf"


@record
class Line:
    """One element of the metadata (EPUB 3.3, 5.5): ``space`` is DC, OPF (meta with a property), or "" (meta, link)."""

    space: str
    name: str
    text: str
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Item:
    """One resource of the manifest, in the folder EPUB (EPUB 3.3, 5.6.2)."""

    id: str
    href: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


@dataclass(slots=True)
class Book:
    """All that a package says: ``spine`` has an item's id and whether it is in the linear order."""

    identifier: str
    title: str
    lang: str
    modified: datetime
    rtl: bool = False
    lines: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    spine: list[tuple[str, bool]] = field(default_factory=list)

    def say(self, space: str, name: str, text: str, /, **attributes: str) -> None:
        """Add a line to the metadata."""
        self.lines.append(Line(space, name, text, tuple(attributes.items())))

    def grouped(self) -> Iterator[Line]:
        """The lines in the order of the package: by vocabulary and name, each where it is first said."""
        own = (
            Line(DC, "identifier", self.identifier, (("id", "id"),)),
            Line(DC, "title", self.title),
            Line(DC, "language", self.lang),
        )
        groups: dict[str, dict[str, list[Line]]] = {}
        for line in (*own, *self.lines):
            groups.setdefault(line.space, {}).setdefault(line.name, []).append(line)
        for names in groups.values():
            for lines in names.values():
                yield from lines


class Packager(Protocol):
    """A module that makes a book a zip file: ``mimetype`` and every part, in any compression (packed again after)."""

    @staticmethod
    def pack(book: Book) -> bytes: ...


def packager() -> Packager:
    """EbookLib's where it is installed, else our own."""
    name = "ebooklib_packager" if find_spec("ebooklib") is not None else "own_packager"
    return cast(Packager, import_module(f"exporter.writers.epub.{name}"))
