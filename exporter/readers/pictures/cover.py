"""The cover of a book made of an article: the picture that its front matter names, or that the user gives.

Judged like every picture of an article: known by its content, bounded, re-encoded only when it must be.
"""

from __future__ import annotations

from dataclasses import replace

from exporter.bounds.gate import Gate, Refused
from exporter.errors import UsageError
from exporter.findings import Finding, finding
from exporter.model import Document, Metadata
from exporter.position import Position
from exporter.readers.pictures import Pictures


def named_cover(metadata: Metadata, pictures: Pictures, pos: Position) -> tuple[Metadata, list[Finding]]:
    """``metadata`` with the resource's name where the article named a file; a picture that cannot be loaded is told."""
    if not metadata.cover:
        return metadata, []
    try:
        return replace(metadata, cover=pictures.load(metadata.cover).name), []
    except Refused as refused:
        message = f"the cover “{metadata.cover[:80]}” was left out: {refused}"
        return replace(metadata, cover=""), [finding("IMG002", message, pos, hint="One is drawn from the title.")]


def with_cover(document: Document, data: bytes, gate: Gate, name: str) -> Document:
    """``document`` with the picture in ``data`` as its cover. UsageError names ``name`` if it is not a picture."""
    try:
        picture = Pictures(gate).take(data)
    except Refused as refused:
        raise UsageError(f"--cover {name}: the picture cannot be used: {refused}") from None
    same = next((item for item in document.resources if item.data == picture.data), None)
    kept = same or replace(picture, name=f"cover.{picture.name.rpartition('.')[2]}")
    resources = document.resources if same else (*document.resources, kept)
    return replace(document, metadata=replace(document.metadata, cover=kept.name), resources=resources)
