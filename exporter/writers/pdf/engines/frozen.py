"""Objects of a finished file, whose bytes are made once, and the file that holds them (ISO 32000-1, 7.5).

Made as pydyf makes them, to the byte, but by the kind of each value: an article has thousands of them. pydyf asks each
object for its bytes to write it and again to hash the file, and compresses its stream of objects for both.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from hashlib import md5
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


class Properties(pydyf.Dictionary):  # type: ignore[misc]
    """The property list of a marked-content sequence: there are many, and none is an object with a number."""

    def __init__(self, mcid: int) -> None:
        self["MCID"] = mcid


_KINDS: dict[type, Callable[[Any], bytes]] = {
    bytes: bytes,
    str: lambda value: value.encode("ascii"),
    int: lambda value: b"%d" % value,
    pydyf.Dictionary: _dictionary,
    Properties: _dictionary,
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


_KINDS[_Frozen] = lambda value: value.data


def freeze(pdf: Any) -> None:
    """Make the bytes of all objects, which must not change any more."""
    pdf.objects[:] = [item if item.free == "f" else _Frozen(item) for item in pdf.objects]


OBJECTS_LEVEL = 5
"""How hard the stream of objects is compressed: level 9 takes nine times as long, for 6 % of it, 2 % of a long file."""
HARDEST = 9
"""How hard pydyf compresses, and what is worth it here."""
HEADER = b"%%PDF-%s\n%%\xf0\x9f\x96\xa4\n"


def compressed(entries: bytes, data: bytes, level: int = HARDEST) -> bytes:
    """A stream with these entries in its dictionary (ISO 32000-1, 7.3.8)."""
    packed = zlib.compress(data, level)
    return b"<<%s/Filter /FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def packed(pdf: Any, version: bytes = b"1.7", *, as_pydyf: bool = False) -> bytes:
    """The file: streams by themselves, all other objects in one stream, and where each is (7.5.7 and 7.5.8).

    ``as_pydyf`` has these two streams as pydyf writes them, which takes longer.
    """
    header = HEADER % version
    if pdf.info:
        pdf.add_object(pdf.info)
    file, digest, position = [header], md5(usedforsecurity=False), len(header)
    places, numbers, small = [(0, 0, 65535)], list[bytes](), list[bytes]()

    def add(number: int, data: bytes) -> None:
        nonlocal position
        whole = b"%d 0 obj\n%s\nendobj\n" % (number, data)
        file.append(whole)
        position += len(whole)

    holder, length = len(pdf.objects), 0
    for item in pdf.objects[1:]:
        data = written(item)
        digest.update(data)
        if item.compressible:
            places.append((2, holder, len(small)))
            numbers.append(b"%d %d" % (item.number, length))
            length += len(data) + 1
            small.append(data)
        else:
            places.append((1, position, 0))
            add(item.number, data)
    index = b" ".join(numbers)
    entries = b"/Type /ObjStm/N %d/First %d" % (len(small), len(index) + 1)
    data = compressed(entries, b"\n".join([index, *small]), HARDEST if as_pydyf else OBJECTS_LEVEL)
    digest.update(data)
    places.append((1, position, 0))
    add(holder, data)
    places.append((1, position, 0))
    file.append(_places(pdf, places, len(small), digest.hexdigest().encode(), predicted=not as_pydyf))
    return b"".join(file)


def _places(pdf: Any, places: list[tuple[int, int, int]], small: int, identifier: bytes, *, predicted: bool) -> bytes:
    """The stream that says where each object is, itself the last of them, and the end of the file.

    Where it is ``predicted``, each row is written as its difference to the one above it (7.4.4.4).
    """
    position = places[-1][1]
    wide, last = (position.bit_length() + 7) // 8, 2 if small < 1 << 16 else 3
    rows = [bytes([kind]) + place.to_bytes(wide, "big") + at.to_bytes(last, "big") for kind, place, at in places]
    info = b"/Info %s" % pdf.info.reference if pdf.info else b""
    entries = b"/Type /XRef/Index [0 %d]/W [1 %d %d]/Size %d/Root %s%s/ID [(%s) (%s)]" % (
        *(len(places), wide, last, len(places), pdf.catalog.reference, info, identifier, identifier),
    )
    if predicted:
        entries += b"/DecodeParms <</Predictor 12/Columns %d>>" % (1 + wide + last)
        above = [bytes(1 + wide + last), *rows]
        rows = [_UP + _difference(row, before) for row, before in zip(rows, above, strict=False)]
    data = compressed(entries, b"".join(rows))
    return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (len(places) - 1, data, position)


_UP = b"\x02"
"""Says of a row that it is the difference to the one above it."""


def _difference(row: bytes, before: bytes) -> bytes:
    return bytes([(one - other) & 0xFF for one, other in zip(row, before, strict=True)])
