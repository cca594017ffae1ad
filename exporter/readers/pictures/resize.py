"""Pictures of more pixels than any page shows: bounded while they are decoded, and made smaller before anything else.

Layout and packing hold a picture several times over. At a hundred megapixels that is a gigabyte for a page that shows
a twentieth of it, so what is passed on has no more than ``SHOWN`` pixels.
"""

from __future__ import annotations

from typing import Any

from exporter.bounds.gate import Limits, Refused

SHOWN = 40_000_000
"""Pixels from which a picture is made smaller: an A4 page at 600 dots an inch has 35 million."""

_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "LA": 8, "RGBA": 8, "PA": 8}
"""Bytes that a pixel takes when it is decoded and made smaller; four in every other mode. Transparency costs a copy."""


def refuse_costly(opened: Any, limits: Limits) -> None:
    """Raises Refused when decoding a picture that was opened would take too much memory."""
    copies = 2 if opened.format == "WEBP" else 1  # its decoder hands over a whole second picture
    if opened.width * opened.height * _BYTES.get(opened.mode, 4) * copies > limits.picture_memory_bytes:
        raise Refused(limits.passed("picture_memory_bytes"))


def reduced(picture: Any) -> Any | None:
    """A decoded picture at a whole fraction of its size that has at most ``SHOWN`` pixels; None when it has no more."""
    width, height = picture.size
    if width * height <= SHOWN:
        return None
    factor = 2
    while (width // factor) * (height // factor) > SHOWN:
        factor += 1
    plain = picture if picture.mode in ("L", "LA", "RGB", "RGBA", "CMYK") else _converted(picture)
    return plain.reduce((min(factor, width), min(factor, height)))


def _converted(picture: Any) -> Any:
    if picture.mode == "1":
        return picture.convert("L")
    return picture.convert("RGBA" if picture.mode == "PA" or "transparency" in picture.info else "RGB")
