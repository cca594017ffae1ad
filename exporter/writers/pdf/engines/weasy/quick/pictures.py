"""Pictures without loss that come again: a logo, a portrait, the same article exported once more.

WeasyPrint unpacks each PNG and packs it anew, which takes longer than setting the page it stands on. What came out is
kept for the next document that has the same picture.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from typing import Any

import pydyf
from weasyprint.images import RasterImage

from exporter.records import record
from exporter.writers.pdf.engines.weasy.quick.stand import Stand

LARGEST = 2_000_000
"""Bytes of a picture that is kept, packed."""
MOST = 16_000_000
"""Bytes of all that are kept."""

_get_x_object = RasterImage.get_x_object


@record
class _Packed:
    """A stream: its bytes and what its dictionary says."""

    data: bytes
    said: dict[str, Any]
    mask: _Packed | None = None

    @property
    def size(self) -> int:
        return len(self.data) + (self.mask.size if self.mask else 0)

    def stream(self) -> Any:
        """A stream that can be put into a file."""
        made = pydyf.Stream([self.data], pydyf.Dictionary(self.said))
        if self.mask:
            made.extra["SMask"] = self.mask.stream()
        return made


_KEPT: OrderedDict[Any, _Packed] = OrderedDict()


def get_x_object(self: Any, interpolate: bool, dpi_ratio: float) -> Any:
    """A picture as a stream."""
    if self.format != "PNG":
        return _get_x_object(self, interpolate, dpi_ratio)
    digest = sha256(self.image_data.data).digest()
    key = digest, self.mode, self.width, self.height, self.optimize, interpolate, dpi_ratio
    if known := _KEPT.pop(key, None):
        _KEPT[key] = known
        return known.stream()
    made = _get_x_object(self, interpolate, dpi_ratio)
    packed = _packed(made)
    if packed.size <= LARGEST:
        _KEPT[key] = packed
        while sum(one.size for one in _KEPT.values()) > MOST:
            _KEPT.popitem(last=False)
    return made


def _packed(made: Any) -> _Packed:
    said = dict(made.extra)
    mask = said.pop("SMask", None)
    return _Packed(made.stream[0].data, said, None if mask is None else _packed(mask))


STANDS = (Stand(RasterImage, "get_x_object", get_x_object),)
