"""Zip packages that may have been made to do harm, opened within the bounds in force.

One place for reading back EPUB (OCF) and DOCX (ECMA-376 part 2) and for publisher's templates.
"""

from __future__ import annotations

import io
import lzma
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from exporter.bounds.gate import in_force
from exporter.bounds.safe_xml import one_line, parse_xml
from exporter.bounds.strict_ooxml import is_strict, make_transitional
from exporter.errors import InputError

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, RuntimeError, NotImplementedError),
    *(EOFError, ValueError, struct.error, OverflowError),
)
"""What the standard library raises over a package that is damaged, encrypted, or packed in a way it does not know."""


@dataclass(slots=True)
class Package:
    """A zip package in memory. ``name`` is the file as the user named it, for messages.

    A part is found by its name in any normal form (Unicode Standard Annex 15): what writes a name into a file and what
    packs the file need not use the same.
    """

    name: str
    archive: zipfile.ZipFile
    _spent: int = 0
    entries: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    _composed: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, as the package spells them."""
        return frozenset(self.entries)

    def spelled(self, part: str) -> str | None:
        """The name of ``part`` as the package spells it; None when it is not there."""
        return part if part in self.entries else self._composed.get(composed(part))

    def __contains__(self, part: str) -> bool:
        return self.spelled(part) is not None

    def read(self, part: str) -> bytes:
        """The bytes of ``part``. Raises InputError when it is missing, damaged, or above the limits."""
        spelled = self.spelled(part)
        if spelled is None:
            raise InputError(f"{self.name}: the part “{part}” is missing; the file is damaged", place=part)
        limits = in_force()
        try:
            with self.archive.open(self.entries[spelled]) as stream:
                data = stream.read(limits.part_bytes + 1)
        except BROKEN as error:
            raise InputError(f"{self.name}: the part “{part}” cannot be read: {one_line(error)}", place=part) from None
        self._spent += len(data)
        limits.refuse_above("part_bytes", len(data), f"{self.name}: the part “{part}” unpacked")
        limits.refuse_above("package_bytes", self._spent, f"{self.name}: what is read of it, unpacked,")
        return data

    def xml(self, part: str) -> etree._Element:
        """The root of an XML part, read with no DTD, no entities and no network; Strict Open XML made transitional.

        Raises InputError when it is not XML.
        """
        return self.parsed(part, self.read(part))

    def parsed(self, part: str, data: bytes) -> etree._Element:
        """The root of an XML part whose bytes have been read. Raises as ``xml``."""
        try:
            root = parse_xml(data, f"{self.name}: the part “{part}”")
        except InputError as error:
            error.place = error.place or part
            raise
        if is_strict(data):
            make_transitional(root)
        return root


def open_package(data: bytes, name: str) -> Package:
    """The package in ``data``. Raises InputError when it is not a zip file, or has unsafe names or too many parts."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise InputError(f"{name}: is not a zip package: {one_line(error)}") from None
    entries = archive.infolist()
    in_force().refuse_above("package_parts", len(entries), f"{name}: the number of its parts")
    for entry in entries:
        entry.filename = _name(entry)
    names = [entry.filename for entry in entries]
    for part in names:
        if part.startswith(("/", "\\")) or ".." in part.replace("\\", "/").split("/") or "\0" in part:
            raise InputError(f"{name}: a part's name points outside the package; the file was rejected")
    if len(set(names)) != len(names):
        raise InputError(f"{name}: two parts have the same name; the file was rejected")
    known: dict[str, str] = {}
    for part in names:
        known.setdefault(composed(part), part)
    return Package(name, archive, 0, dict(zip(names, entries, strict=True)), known)


def composed(name: str) -> str:
    """A part's name for comparison: names that look alike are one name (EPUB 3.3, 4.2.3)."""
    return unicodedata.normalize("NFC", name)


_UTF_8 = 0x800
"""The flag of a zip entry whose name is in UTF-8 (APPNOTE, appendix D)."""


def _name(entry: zipfile.ZipInfo) -> str:
    """An entry's name; one in UTF-8 whose flag was forgotten is read as what it is (EPUB 3.3, 4.2.3)."""
    if entry.flag_bits & _UTF_8 or entry.filename.isascii():
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename
