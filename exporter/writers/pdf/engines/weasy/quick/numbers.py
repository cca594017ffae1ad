"""PDF objects written as bytes: the same as pydyf's, with fewer questions asked of each operand; then compressed.

Only what compressed data look like is not as pydyf has it (``frozen``).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pydyf

from exporter.writers.pdf.engines.frozen import deflated, packed, written
from exporter.writers.pdf.engines.weasy.quick.stand import Stand

LEVEL = 6
"""How hard pages and fonts are compressed: level 9, which pydyf takes, needs three times as long, for 3 % of them."""

LARGEST = 200_000
"""Bytes of a font or a colour profile of which it is kept how it is compressed."""

_to_bytes = pydyf._to_bytes
_write = pydyf.PDF.write


def to_bytes(item: Any) -> bytes:
    """A number, a name or an object as a file has it."""
    kind = type(item)
    if kind is bytes:
        return item  # type: ignore[no-any-return]  # just asked
    if kind is str:
        return item.encode("ascii")  # type: ignore[no-any-return]
    if kind is int:
        return b"%d" % item
    if kind is float:
        return b"%d" % item if item.is_integer() else (b"%f" % item).rstrip(b"0")
    if kind is pydyf.Dictionary:
        return written(item)
    if isinstance(item, pydyf.Object):
        return item.data  # type: ignore[no-any-return]
    return _to_bytes(item)  # type: ignore[no-any-return]  # pydyf has no types


def stream_data(self: Any) -> bytes:
    """A stream with its dictionary."""
    stream = b"\n".join([item if type(item) is bytes else to_bytes(item) for item in self.stream])
    extra = pydyf.Dictionary(self.extra.copy())
    if self.compress:
        extra["Filter"] = "/FlateDecode"
        # a font, often the same as in the file before, or the colour profile
        again = ("Length1" in self.extra or "N" in self.extra) and len(stream) <= LARGEST
        stream = _kept(stream, LEVEL) if again else deflated(stream, LEVEL)
    extra["Length"] = len(stream)
    return b"\n".join((extra.data, b"stream", stream, b"endstream"))


_kept = lru_cache(maxsize=24)(deflated)


def write(
    self: Any, output: Any, version: bytes | str = b"1.7", identifier: Any = False, compress: bool = False
) -> None:
    """Write the file. Each object, and the stream that holds most of them, is made once."""
    number = version.encode() if isinstance(version, str) else version
    if identifier is True and compress and number in (b"1.7", b"2.0"):
        output.write(packed(self, number))
    else:
        _write(self, output, version, identifier, compress)


def page_references(self: Any) -> tuple[bytes, ...]:
    """The references of the pages, put together once: every bookmark asks for all of them."""
    kids = self.pages["Kids"]
    known: tuple[bytes, ...] = self.__dict__.get("known_references", ())
    if 3 * len(known) != len(kids):
        self.known_references = known = tuple(b"%d 0 R" % number for number in kids[::3])
    return known


STANDS = (
    Stand(pydyf.PDF, "page_references", property(page_references)),
    Stand(pydyf.PDF, "write", write),
    Stand(pydyf, "_to_bytes", to_bytes),
    Stand(pydyf.Stream, "data", property(stream_data)),
)
