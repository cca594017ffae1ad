"""Is it the same picture? Two pictures' bytes compared as the eye would, whatever file format they are in.

Equal bytes are the same picture. Others are compared when small: recoding and scaling change little there, another
picture changes much. Drawings (SVG) and what cannot be decoded are not compared.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from exporter.readback.small import shrunk, strips_of

SIDE = 16
"""Both pictures are made so small, in pixels, before they are compared."""
ALIKE = 8.0
"""Mean difference of a colour value (of 255) up to which two small pictures are one."""
RELATED = 0.9
"""Correlation of light and dark above which they are one all the same: recoded with other colours."""


@dataclass(slots=True)
class Looks:
    """Small pictures by the bytes of the whole ones, each made once."""

    made: dict[bytes, bytes] = field(default_factory=dict)
    told: dict[tuple[bytes, bytes], bool] = field(default_factory=dict)
    """Of two pictures that were compared, whether they differ."""

    def of(self, data: bytes) -> bytes:
        """The small picture; nothing for what cannot be decoded here."""
        if data not in self.made:
            self.made[data] = _small(data)
        return self.made[data]

    def differ(self, one: bytes, two: bytes) -> bool:
        """Whether two files show different pictures, as far as that can be told."""
        if one == two:
            return False
        if (one, two) not in self.told:
            self.told[one, two] = self._differ(one, two)
        return self.told[one, two]

    def _differ(self, one: bytes, two: bytes) -> bool:
        first, second = self.of(one), self.of(two)
        if not first or not second:
            return False
        difference = sum(abs(a - b) for a, b in zip(first, second, strict=True)) / len(first)
        return difference > ALIKE and _correlation(first, second) < RELATED


def _small(data: bytes) -> bytes:
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  (start-up: only for pictures that differ)

    try:
        with Image.open(io.BytesIO(data)) as image:
            image.draft("RGB", (SIDE * 8, SIDE * 8))
            image.load()
            turned = ImageOps.exif_transpose(image) if image.getexif() else image  # it copies what it does not turn
            if turned.mode in ("LA", "PA", "RGBA", "La", "RGBa") or (
                turned.mode == "P" and "transparency" in turned.info
            ):
                clear = turned.convert("RGBA")
                turned = Image.alpha_composite(Image.new("RGBA", clear.size, (255, 255, 255, 255)), clear)
            return bytes(shrunk(strips_of(turned), turned.height, SIDE).tobytes())
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""


def _correlation(one: bytes, two: bytes) -> float:
    """How far two pictures are light and dark in the same places: 1 for all, 0 for no relation."""
    first, second = (_light(part) for part in (one, two))
    mean_one, mean_two = sum(first) / len(first), sum(second) / len(second)
    both = sum((a - mean_one) * (b - mean_two) for a, b in zip(first, second, strict=True))
    spread = sum((a - mean_one) ** 2 for a in first) * sum((b - mean_two) ** 2 for b in second)
    return both / spread**0.5 if spread > 0 else 0.0


def _light(data: bytes) -> list[int]:
    return [sum(data[at : at + 3]) for at in range(0, len(data), 3)]
