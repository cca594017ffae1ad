"""Opening zip packages and their XML parts that may have been made to do harm (rules 4 and 7 of the hostile corpus)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from exporter.diagnostics import InputError

MAX_ENTRIES = 20_000
MAX_PART = 128 * 1024 * 1024
MAX_ALL = 512 * 1024 * 1024


@dataclass(slots=True)
class Package:
    """A zip package in memory. ``name`` is the file as the user named it, for messages."""

    name: str
    archive: zipfile.ZipFile
    _spent: int = 0
    _names: frozenset[str] = field(default_factory=frozenset)

    def __contains__(self, part: str) -> bool:
        return part in self._names

    def read(self, part: str) -> bytes:
        """The bytes of ``part``. Raises InputError when it is missing, damaged, or above the limits."""
        if part not in self._names:
            raise InputError(f"{self.name}: the part “{part}” is missing; the file is damaged")
        try:
            with self.archive.open(part) as stream:
                data = stream.read(MAX_PART + 1)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
            raise InputError(f"{self.name}: the part “{part}” cannot be read: {error}") from None
        self._spent += len(data)
        if len(data) > MAX_PART or self._spent > MAX_ALL:
            raise InputError(f"{self.name}: the part “{part}” unpacks to more than the limit; it is refused")
        return data

    def xml(self, part: str) -> etree._Element:
        """The root of an XML part, read with no DTD, no entities and no network. Raises InputError if not XML."""
        return parse_xml(self.read(part), f"{self.name}: the part “{part}”")


def open_package(data: bytes, name: str) -> Package:
    """The package in ``data``. Raises InputError when it is no zip file, or has unsafe names or too many parts."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise InputError(f"{name}: is not a zip package: {error}") from None
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise InputError(f"{name}: has more than {MAX_ENTRIES} parts; it is refused")
    names = [entry.filename for entry in entries]
    for part in names:
        if part.startswith(("/", "\\")) or ".." in part.replace("\\", "/").split("/") or "\0" in part:
            raise InputError(f"{name}: a part's name leads out of the package; it is refused")
    if len(set(names)) != len(names):
        raise InputError(f"{name}: two parts have the same name; it is refused")
    return Package(name, archive, 0, frozenset(names))


def parse_xml(data: bytes, what: str) -> etree._Element:
    """The root element of ``data``. Raises InputError naming ``what`` and the line when it is not well-formed."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{what} is not well-formed XML: {error}") from None
