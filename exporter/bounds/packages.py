"""Zip packages that may have been made to do harm, opened within the bounds in force.

One place for reading back EPUB (OCF) and DOCX (ECMA-376 part 2) and for publisher's templates.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from exporter.bounds.gate import in_force
from exporter.bounds.safe_xml import one_line, parse_xml
from exporter.errors import InputError

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, RuntimeError, NotImplementedError),
    *(EOFError, ValueError, struct.error, OverflowError),
)
"""What the standard library raises over a package that is damaged, encrypted, or packed in a way it does not know."""


@dataclass(slots=True)
class Package:
    """A zip package in memory. ``name`` is the file as the user named it, for messages."""

    name: str
    archive: zipfile.ZipFile
    _spent: int = 0
    names: frozenset[str] = field(default_factory=frozenset)

    def __contains__(self, part: str) -> bool:
        return part in self.names

    def read(self, part: str) -> bytes:
        """The bytes of ``part``. Raises InputError when it is missing, damaged, or above the limits."""
        if part not in self.names:
            raise InputError(f"{self.name}: the part “{part}” is missing; the file is damaged", place=part)
        limits = in_force()
        try:
            with self.archive.open(part) as stream:
                data = stream.read(limits.part_bytes + 1)
        except _BROKEN as error:
            raise InputError(f"{self.name}: the part “{part}” cannot be read: {one_line(error)}", place=part) from None
        self._spent += len(data)
        limits.refuse_above("part_bytes", len(data), f"{self.name}: the part “{part}” unpacked")
        limits.refuse_above("package_bytes", self._spent, f"{self.name}: what is read of it, unpacked,")
        return data

    def xml(self, part: str) -> etree._Element:
        """The root of an XML part, read with no DTD, no entities and no network. Raises InputError if not XML."""
        try:
            return parse_xml(self.read(part), f"{self.name}: the part “{part}”")
        except InputError as error:
            error.place = error.place or part
            raise


def open_package(data: bytes, name: str) -> Package:
    """The package in ``data``. Raises InputError when it is not a zip file, or has unsafe names or too many parts."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise InputError(f"{name}: is not a zip package: {one_line(error)}") from None
    entries = archive.infolist()
    in_force().refuse_above("package_parts", len(entries), f"{name}: the number of its parts")
    names = [entry.filename for entry in entries]
    for part in names:
        if part.startswith(("/", "\\")) or ".." in part.replace("\\", "/").split("/") or "\0" in part:
            raise InputError(f"{name}: a part's name points outside the package; the file was rejected")
    if len(set(names)) != len(names):
        raise InputError(f"{name}: two parts have the same name; the file was rejected")
    return Package(name, archive, 0, frozenset(names))
