"""Zip packages (EPUB, DOCX) whose bytes depend on nothing but their content: fixed dates, modes and order."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence

from exporter.model import Resource

Change = Callable[[bytes], bytes]

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}(?:\.[a-z0-9]{1,5})?")


def picture_name(resource: Resource) -> str:
    """What a picture is called inside a file: its name where readers gave it, else one made here.

    A document that a program made may call its pictures anything; a name in a package leads nowhere else and is
    written alike by all who unpack it (EPUB 3.3, 4.2.3; rule 4 of the hostile corpus).
    """
    if _PLAIN.fullmatch(resource.name):
        return resource.name
    return "picture-" + hashlib.sha256(resource.name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip entry can have; never the clock's."""


def repacked(
    package: bytes, first: Sequence[str], stored: Sequence[str] = (), changed: Mapping[str, Change] | None = None
) -> bytes:
    """The same entries, those called ``first`` first, without the time of writing; ``stored`` ones uncompressed.

    ``changed`` has a function for each entry whose bytes are to be changed on the way.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        names = old.namelist()
        ordered = [*(name for name in first if name in names), *(name for name in names if name not in first)]
        entries = {name: old.read(name) for name in ordered}
    return packed({name: (changed or {}).get(name, bytes)(data) for name, data in entries.items()}, stored)


def packed(entries: Mapping[str, bytes], stored: Sequence[str] = ()) -> bytes:
    """A package of ``entries`` in their order; ``stored`` ones uncompressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        for name, data in entries.items():
            made = zipfile.ZipInfo(name, DATE)
            made.create_system = 3
            made.external_attr = 0o644 << 16
            made.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            new.writestr(made, data, compresslevel=6)
    return target.getvalue()
