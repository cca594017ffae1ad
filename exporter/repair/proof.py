"""Proof that a repaired copy says what the file said: both are read back, and their documents must be the same one.

Only what the changes name may differ: the title of the metadata, a language, the scope of a header cell. What is not
read back is compared by its bytes: every stream of a PDF, every other part of a package.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from exporter.bounds.packages import open_package
from exporter.comparison.losses import compare
from exporter.errors import InputError, WriterError
from exporter.model import Cell, Document, Image, Section, Span, Table, TableBody, transform
from exporter.readback import ReadFile, read_file
from exporter.readback.sight import OneSense
from exporter.repair.change import Made


def prove(form: str, before: bytes, made: Made, name: str, read: ReadFile) -> ReadFile:
    """What is read back of the copy ``made``, ``read`` being what was of the file. Raises WriterError for a change
    that no repair has named."""
    try:
        again = read_file(made.data, name)
    except InputError as error:
        raise WriterError(f"{name}: the repaired copy cannot be read back ({error}); nothing was written") from None
    touched: set[str] = {change.touches for change in made.changes}
    old, new = (_without(touched, one.document, again.document.metadata.lang) for one in (read, again))
    if old != new:
        message = f"the repaired copy would say something else: {_first(old, new)}"
        raise WriterError(f"{name}: {message}; nothing was written")
    if _sight(read.one_sense) != _sight(again.one_sense):
        message = "other words would be only seen or only heard in the repaired copy"
        raise WriterError(f"{name}: {message}; nothing was written")
    if form == "pdf":
        from exporter.repair.pdf import streams  # noqa: PLC0415  (start-up: only for a PDF)

        kept = streams(before, name) == streams(made.data, name)
    else:
        kept = _parts(before, made, name) == _parts(made.data, made, name)
    if not kept:
        raise WriterError(f"{name}: content that no repair has named would change in the copy; nothing was written")
    return again


def _without(touched: set[str], document: Document, lang: str) -> Document:
    """``document`` without what changes may have changed; ``lang`` is the language of the copy."""
    metadata = document.metadata
    if "title" in touched:
        metadata = replace(metadata, title="")
    if "modified" in touched:
        metadata = replace(metadata, modified="")
    if "lang" in touched:
        metadata = replace(metadata, lang="")

    def leave_out(node: Any) -> Any:
        if "lang" in touched and node.lang and node.lang in (lang, "und"):
            node = replace(node, lang="")
        if "lang" in touched and isinstance(node, Span) and node == Span(node.content):
            return node.content  # it was there for its language alone
        if "role" in touched and isinstance(node, Section) and not node.role.startswith("level-"):
            node = replace(node, role="")
        if "scope" in touched and isinstance(node, Cell):
            node = replace(node, scope="")
        if "headers" in touched and isinstance(node, Cell):
            node = replace(node, header=False, scope="", headers=())
        if "headers" in touched and isinstance(node, Table):
            rows = (*node.head, *(row for body in node.bodies for row in body.rows), *node.foot)
            node = replace(node, head=(), bodies=(TableBody(rows),), foot=())
        if "alt" in touched and isinstance(node, Image):
            node = replace(node, alt=None)
        return node

    return replace(transform(document, leave_out) if touched else document, metadata=metadata)


def _first(old: Document, new: Document) -> str:
    """The first difference, in the words of the comparison."""
    found = compare(old, new, "") or compare(new, old, "")
    return found[0].message if found else "its parts are put together in another way"


def _sight(found: tuple[OneSense, ...]) -> Counter[tuple[str, str, str]]:
    return Counter((item.words, item.why, item.way) for item in found)


def _parts(data: bytes, made: Made, name: str) -> dict[str, bytes]:
    """A fingerprint of each part of a package that no change has named, in their order."""
    return dict(_fingerprints(data, made, name))


def _fingerprints(data: bytes, made: Made, name: str) -> Iterator[tuple[str, bytes]]:
    package = open_package(data, name)
    for entry in package.archive.infolist():
        if entry.filename not in made.parts and not entry.is_dir():
            yield entry.filename, hashlib.sha256(package.read(entry.filename)).digest()
