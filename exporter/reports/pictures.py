"""Pictures of a PDF's pages, shown beside what a listener hears. Needs ``exporter[report]`` (pypdfium2).

The only module that knows the renderer. Without it a report has no pictures and says how to get them.
"""

from __future__ import annotations

import io
from importlib.util import find_spec

WIDTH = 640
"""Width of a picture in pixels."""
MAX_PAGES = 60
"""Pages that are shown; a picture is some 60 KiB."""


def available() -> bool:
    """Whether the renderer is installed."""
    return find_spec("pypdfium2") is not None


THUMBNAIL = 320
"""Longest side of a small picture in pixels."""


def thumbnail(data: bytes) -> bytes:
    """A picture of the article, small, as a PNG file; nothing where it cannot be read (a drawing in SVG)."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  (start-up: only for pictures)

    try:
        with Image.open(io.BytesIO(data)) as image:
            image.thumbnail((THUMBNAIL, THUMBNAIL))
            stream = io.BytesIO()
            image.convert("RGB").quantize(128).save(stream, "png", optimize=True)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return b""
    return stream.getvalue()


def pages(data: bytes) -> list[bytes]:
    """The first ``MAX_PAGES`` pages as PNG files; none where the renderer is missing or cannot read the file."""
    if not available():
        return []
    import pypdfium2  # noqa: PLC0415  (optional extra)

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return []
    made: list[bytes] = []
    try:
        for number in range(min(len(pdf), MAX_PAGES)):
            page = pdf[number]
            image = page.render(scale=WIDTH / max(page.get_width(), 1.0)).to_pil().convert("RGB").quantize(64)
            stream = io.BytesIO()
            image.save(stream, "png", optimize=True)
            made.append(stream.getvalue())
    finally:
        pdf.close()
    return made
