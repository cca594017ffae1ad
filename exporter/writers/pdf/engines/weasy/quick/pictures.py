"""Pictures without loss: packed once, and not again where they come again (a logo, an article that is made once more).

WeasyPrint turns other pictures (WebP, GIF, a PNG of few colours) into PNG, and unpacks each PNG and packs it anew: that
takes longer than setting the page it stands on. What it has packed itself would come out the same. What came out is
kept for the next document that has the same picture.
"""

from __future__ import annotations

import struct
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

_init = RasterImage.__init__
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


def init(self: Any, pillow_image: Any, image_id: str, image_data: bytes | None, *rest: Any, **named: Any) -> None:
    """A picture, which knows whether it was packed here."""
    _init(self, pillow_image, image_id, image_data, *rest, **named)
    self.packed_here = self.format == "PNG" and self.image_data.data is not image_data


def get_x_object(self: Any, interpolate: bool, dpi_ratio: float) -> Any:
    """A picture as a stream."""
    if self.format != "PNG":
        return _get_x_object(self, interpolate, dpi_ratio)
    data = self.image_data.data
    key = sha256(data).digest(), self.mode, self.width, self.height, self.optimize, interpolate, dpi_ratio
    if known := _KEPT.pop(key, None):
        _KEPT[key] = known
        return known.stream()
    if self.__dict__.get("packed_here") and self.mode in ("RGB", "L") and dpi_ratio == 1 and not self.optimize:
        self._get_png_data = lambda _: _image_data(data)
    made = _get_x_object(self, interpolate, dpi_ratio)
    packed = _packed(made)
    if packed.size <= LARGEST:
        _KEPT[key] = packed
        while sum(one.size for one in _KEPT.values()) > MOST:
            _KEPT.popitem(last=False)
    return made


def _image_data(png: bytes) -> bytes:
    """What a PNG says of its dots: its IDAT chunks, put together (PNG, third edition, 11.2.3)."""
    found, at = [], 8
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        if kind == b"IDAT":
            found.append(png[at + 8 : at + 8 + length])
        at += length + 12
    return b"".join(found)


def _packed(made: Any) -> _Packed:
    said = dict(made.extra)
    mask = said.pop("SMask", None)
    return _Packed(made.stream[0].data, said, None if mask is None else _packed(mask))


STANDS = (
    Stand(RasterImage, "__init__", init),
    Stand(RasterImage, "get_x_object", get_x_object),
)
