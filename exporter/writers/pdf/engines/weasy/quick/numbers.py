"""PDF objects written as bytes: the same bytes, with fewer questions asked of each operand."""

from __future__ import annotations

import zlib
from typing import Any

import pydyf

from exporter.writers.pdf.engines.weasy.quick.stand import Stand

_to_bytes = pydyf._to_bytes


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
    return _to_bytes(item)  # type: ignore[no-any-return]  # pydyf has no types


def stream_data(self: Any) -> bytes:
    """A stream with its dictionary."""
    stream = b"\n".join([item if type(item) is bytes else to_bytes(item) for item in self.stream])
    extra = pydyf.Dictionary(self.extra.copy())
    if self.compress:
        extra["Filter"] = "/FlateDecode"
        stream = zlib.compress(stream, level=9)
    extra["Length"] = len(stream)
    return b"\n".join((extra.data, b"stream", stream, b"endstream"))


STANDS = (
    Stand(pydyf, "_to_bytes", to_bytes),
    Stand(pydyf.Stream, "data", property(stream_data)),
)
