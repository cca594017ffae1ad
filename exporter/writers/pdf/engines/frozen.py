"""Objects of a finished file, whose bytes are made once: they are asked for to hash the file and again to write it.

Made as pydyf makes them, to the byte, but by the kind of each value: an article has thousands of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pydyf

_TO_ESCAPE = re.compile(rb"[\\()]")


def written(value: Any) -> bytes:
    """A value as it stands in a file (ISO 32000-1, 7.3)."""
    found = _KINDS.get(type(value))
    if found is not None:
        return found(value)
    data: bytes = pydyf._to_bytes(value)
    return data


def _dictionary(value: dict[str, Any]) -> bytes:
    return b"<<%s>>" % b"".join(
        [b"/%s %s" % (key.encode(), item if type(item) is bytes else written(item)) for key, item in value.items()]
    )


def _array(value: list[Any]) -> bytes:
    return b"[%s]" % b" ".join([item if type(item) is bytes else written(item) for item in value])


def _string(value: pydyf.String) -> bytes:
    text = value.string
    if type(text) is str and text.isascii():
        raw = text.encode()
        return b"(%s)" % (_TO_ESCAPE.sub(rb"\\\g<0>", raw) if _TO_ESCAPE.search(raw) else raw)
    data: bytes = value.data
    return data


_KINDS: dict[type, Callable[[Any], bytes]] = {
    bytes: bytes,
    str: lambda value: value.encode("ascii"),
    int: lambda value: b"%d" % value,
    pydyf.Dictionary: _dictionary,
    pydyf.Array: _array,
    pydyf.String: _string,
}


class _Frozen(pydyf.Object):  # type: ignore[misc]
    """An object whose bytes are made once: they are asked for to hash the file and again to write it."""

    def __init__(self, source: Any) -> None:
        self.number, self.generation, self.free, self.offset = source.number, source.generation, source.free, 0
        self.data = written(source)
        self.compressible: bool = source.compressible

    data: bytes = b""
    compressible: bool = False


def freeze(pdf: Any) -> None:
    """Make the bytes of all objects, which must not change any more."""
    pdf.objects[:] = [item if item.free == "f" else _Frozen(item) for item in pdf.objects]
