"""Writes the document as JSON of our own model, exactly (``docs/reference/document.schema.json``)."""

from __future__ import annotations

from exporter.model import Document
from exporter.writers import WriteOptions, WriteResult


def write(document: Document, options: WriteOptions) -> WriteResult:
    """The document's JSON; nothing is lost, and no option changes it."""
    return WriteResult(document.to_json().encode("utf-8", "backslashreplace"))
