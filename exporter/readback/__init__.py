"""Open a finished file, ours or anybody's, and rebuild the Document that assistive technology receives from it.

The format is told by content, never by the name. What is read comes from the file alone.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from exporter.bounds.gate import Gate
from exporter.bounds.packages import open_package
from exporter.errors import InputError
from exporter.model import Document

MODULES = {
    "pdf": "exporter.readback.pdf",
    "epub": "exporter.readback.epub",
    "docx": "exporter.readback.docx",
}


def format_of(data: bytes, name: str) -> str:
    """``pdf``, ``epub`` or ``docx``, by the file's first bytes and parts. Raises InputError for anything else."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:2] == b"PK":
        package = open_package(data, name)
        if "META-INF/container.xml" in package:
            return "epub"
        if "[Content_Types].xml" in package and any(part in package for part in ("word/document.xml", "_rels/.rels")):
            return "docx"
    raise InputError(f"{name}: is not a PDF, an EPUB or a DOCX; only these can be read back")


def is_finished(data: bytes) -> bool:
    """Whether ``data`` looks like a finished file (a PDF or a zip package) and not like an article's source."""
    return b"%PDF-" in data[:1024] or data[:4] == b"PK\x03\x04"


def open_file(file: str | Path | bytes, name: str = "") -> Document:
    """The document in a finished file, given by its path or its bytes. Raises InputError naming the file."""
    if isinstance(file, bytes):
        data = file
    else:
        name = name or str(file)
        data = Gate().read_article(Path(file), "file_bytes")
    name = name or "file"
    read = cast(Callable[[bytes, str], Document], import_module(MODULES[format_of(data, name)]).read)
    try:
        return read(data, name)
    except RecursionError:
        raise InputError(f"{name}: is nested too deeply to be read back; it is refused") from None
