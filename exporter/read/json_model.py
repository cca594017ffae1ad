"""Reads a document from the JSON form of our own model (``docs/reference/document.schema.json``)."""

from __future__ import annotations

from exporter import model_json
from exporter.diagnostics import InputError
from exporter.read import ReadResult, Source


def read(source: Source) -> ReadResult:
    """The document in ``source``, which must be JSON of the published form. Raises InputError naming the place."""
    try:
        return ReadResult(model_json.load(source.text))
    except InputError as error:
        raise InputError(f"{source.name}: {error}") from None
