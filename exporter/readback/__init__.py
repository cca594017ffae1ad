"""Open a finished file, ours or anybody's, and rebuild the Document that assistive technology receives from it.

The format is told by content, never by the name. What is read comes from the file alone.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from exporter.bounds.gate import Gate
from exporter.errors import InputError, about
from exporter.model import Document
from exporter.patterns import pattern
from exporter.records import record

if TYPE_CHECKING:
    from exporter.readback.sight import OneSense

MODULES = {
    "pdf": "exporter.readback.pdf",
    "epub": "exporter.readback.epub",
    "docx": "exporter.readback.docx",
    "html": "exporter.readback.html",
}


@record
class ReadFile:
    """A finished file that was read back: the document in it, and the words that are only seen or only heard.

    ``opened`` is the file as its format's module opened it, for rules that go on with it; None where none do.
    ``format`` is what ``format_of`` says of it, "" where nobody asked.
    """

    document: Document
    one_sense: tuple[OneSense, ...]
    opened: Any = None
    format: str = ""


def format_of(data: bytes, name: str) -> str:
    """``pdf``, ``epub``, ``docx`` or ``html``, by its first bytes and parts. Raises InputError for all else."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    package = None
    if data[:2] == b"PK":
        from exporter.bounds.packages import open_package  # noqa: PLC0415  (start-up: an article's check opens none)

        package = open_package(data, name)
        if "META-INF/container.xml" in package:
            return "epub"
        if "[Content_Types].xml" in package and any(part in package for part in ("word/document.xml", "_rels/.rels")):
            return "docx"
    if _is_page(data):
        return "html"
    from exporter.readback.kinds import what_else  # noqa: PLC0415  (start-up: only for other files)

    raise InputError(f"{name}: {what_else(data, package)}")


def is_finished(data: bytes) -> bool:
    """Whether ``data`` looks like a finished file (a PDF, a zip package, our page) and not like an article's source."""
    return b"%PDF-" in data[:1024] or data[:4] == b"PK\x03\x04" or _is_page(data)


_OUR_PAGE = pattern(rb'<meta name="generator" content="exporter[^"]*">')
_HEAD = 4096


def _is_page(data: bytes) -> bool:
    """Whether this is a page of HTML that exporter made, and says so: any other page is an article's source."""
    return data[:15].lower() == b"<!doctype html>" and _OUR_PAGE.search(data, 0, _HEAD) is not None


def open_file(file: str | Path | bytes, name: str = "") -> Document:
    """The document in a finished file, given by its path or its bytes. Raises InputError naming the file."""
    if isinstance(file, bytes):
        data = file
    else:
        name = name or str(file)
        data = Gate().read_article(Path(file), "file_bytes")
    name = name or "file"
    return open_both(data, name)[0]


def open_both(data: bytes, name: str) -> tuple[Document, tuple[OneSense, ...]]:
    """The document in a finished file, and the words of it that are only seen or only heard.

    Raises InputError naming the file.
    """
    read = read_file(data, name)
    return read.document, read.one_sense


def read_file(data: bytes, name: str) -> ReadFile:
    """A finished file read back, and open still for the rules on it. Raises InputError naming the file."""
    with about(name):  # and not about the article that it is compared with
        form = format_of(data, name)
        module = import_module(MODULES[form])
        read = cast(Callable[[bytes, str], tuple[Any, ...]], getattr(module, "read_open", module.read_both))
        try:
            document, one_sense, *more = read(data, name)
            return ReadFile(document, one_sense, more[0] if more else None, form)
        except RecursionError:
            raise InputError(f"{name}: is nested too deeply to be read back; it is refused") from None
