"""The accessibility of a finished file as codes of ONIX list 196, computed from the file and from what it claims.

An EPUB's follow from its own metadata (``checks.epub.onix``). Of a PDF and a DOCX, which have no such metadata, the
same lines are computed from the document that is read back; only those count that do not depend on a package round it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from exporter.accessibility.publication import FEATURE, Book, claims
from exporter.checks.epub.explain_metadata import explain
from exporter.checks.epub.onix import codes
from exporter.model import Image, Resource, walk
from exporter.readback import open_file

UA = {"PDF/UA-1": "05", "PDF/UA-2": "06"}
BORNE = {
    (FEATURE, "readingOrder"): "13",
    (FEATURE, "alternativeText"): "14",
    (FEATURE, "longDescription"): "15",
    (FEATURE, "structuralNavigation"): "29",
    (FEATURE, "describedMath"): "53",
    ("schema:accessModeSufficient", "textual"): "52",
}
"""What the text of a tagged file bears by itself → its code."""


def features(format_name: str, data: bytes, stated: Sequence[str]) -> list[tuple[str, str]]:
    """Codes and what describes them further ("" for nothing), in the list's order; ``stated`` is what it claims."""
    if format_name == "epub":
        return [(item.code, item.description) for item in codes(explain(data, "the epub"))]
    return sorted((code, "") for code in _features(format_name, data, stated))


def _features(format_name: str, data: bytes, stated: Sequence[str]) -> Iterator[str]:
    met = [UA[claim] for claim in stated if claim in UA]
    yield from met
    if not met and format_name != "docx":
        return  # nothing says that what is tagged is all there is
    document = open_file(data, f"the {format_name}")
    shown = dict.fromkeys(node.resource for node in walk(document) if isinstance(node, Image))
    stand_ins = tuple(Resource(name=name, media_type="image/png", data=b"") for name in shown)
    document = replace(document, resources=stand_ins)  # a read-back need not keep a picture's bytes
    for claim in claims(document, Book()):
        if claim.holds and (claim.property, claim.value) in BORNE:
            yield BORNE[claim.property, claim.value]
        if claim.holds and format_name == "docx" and claim.value == "displayTransformability":
            yield "36"
    if document.metadata.lang:
        yield "22"
