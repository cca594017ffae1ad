"""What a file is that cannot be read back, for the one line that says so: by its first bytes and its parts.

Compound files ([MS-CFB], 2.2) hold old Word files, and new ones under a password ([MS-OFFCRYPTO], 2.3.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.bounds.packages import Package

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")

_BEGINNINGS = (
    (b"{\\rtf", "is a file of Rich Text Format; save it as .docx"),
    (b"\x89PNG", "is a PNG picture"),
    (b"\xff\xd8\xff", "is a JPEG picture"),
    (b"GIF8", "is a GIF picture"),
    (b"Rar!", "is a RAR archive"),
    (b"7z\xbc\xaf", "is a 7-Zip archive"),
    (b"\x1f\x8b", "is compressed by gzip"),
    (b"%!PS", "is a PostScript file; make a tagged PDF from its source"),
)
_TYPES = (
    ("spreadsheetml", "is an Excel workbook"),
    ("presentationml", "is a PowerPoint presentation"),
    ("opendocument.text", "is an OpenDocument text; save it as .docx"),
    ("opendocument.spreadsheet", "is an OpenDocument spreadsheet"),
    ("opendocument.presentation", "is an OpenDocument presentation"),
    ("epub+zip", "is an EPUB without META-INF/container.xml, which leads to all its pages; it is damaged"),
    ("wordprocessingml", "is a DOCX without the relationships that lead to its text; it is damaged"),
)
UNKNOWN = "is not a PDF, an EPUB, a DOCX or a page that exporter made; only these can be read back"


def what_else(data: bytes, package: Package | None) -> str:
    """What ``data`` is instead, as the end of a sentence that begins with its name."""
    if not data:
        return "is empty"
    if data.startswith(COMPOUND):
        return _compound(data)
    if package is not None:
        said = "".join(
            package.read(part).decode("utf-8", "replace")
            for part in ("mimetype", "[Content_Types].xml")
            if part in package
        )
        return next((words for key, words in _TYPES if key in said), UNKNOWN)
    named = next((words for beginning, words in _BEGINNINGS if data.startswith(beginning)), "")
    return f"{named}; only PDF, EPUB and DOCX files can be read back" if named else UNKNOWN


def _compound(data: bytes) -> str:
    if _LOCKED in data:
        return (
            "is encrypted with a password: without it no program opens it, and no screen reader gets a word of it; "
            "save a copy without a password"
        )
    return "is an old Office file (.doc, .xls, .ppt); open it in its program and save it as .docx"
