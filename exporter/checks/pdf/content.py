"""The annotations of a PDF page by page (ISO 32000-1, 12.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf


def each_annotation(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any]]:
    """Every annotation with the number of its page."""
    for number, page in enumerate(pdf.pages, 1):
        found = page.obj.get("/Annots")
        for annotation in list(found) if isinstance(found, pikepdf.Array) else []:
            if isinstance(annotation, pikepdf.Dictionary):
                yield number, annotation
