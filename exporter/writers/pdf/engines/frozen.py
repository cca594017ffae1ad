"""Objects of a finished file, whose bytes are made once, and the file that holds them (ISO 32000-1, 7.5).

Objects are made as pydyf makes them, to the byte, but by the kind of each value: an article has thousands. pydyf
asks each object for its bytes to write it and again to hash the file, and compresses its stream of objects for both.
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
SMALL, WINDOW, MEMORY = 4096, 12, 5
"""Up to so many bytes are looked back at within so many bits (RFC 1950, CINFO), with as much memory as they need.

To get the usual 256 KiB ready takes longer than to compress so little.
"""
HEADER = b"%%PDF-%s\n%%\xf0\x9f\x96\xa4\n"


def deflated(data: bytes, level: int) -> bytes:
    """Data as ``/FlateDecode`` has it (ISO 32000-1, 7.4.4)."""
    if len(data) > SMALL:
        return zlib.compress(data, level)
    made = zlib.compressobj(level, zlib.DEFLATED, WINDOW, MEMORY)
    return made.compress(data) + made.flush()


def compressed(entries: bytes, data: bytes, level: int = HARDEST) -> bytes:
    """A stream with these entries in its dictionary (ISO 32000-1, 7.3.8)."""
    packed = deflated(data, level)
    return b"<<%s/Filter /FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def packed(pdf: Any, version: bytes = b"1.7") -> bytes:
    """The file: streams by themselves, all other objects in one stream, and where each is (7.5.7 and 7.5.8)."""
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
    data = compressed(entries, b"\n".join([index, *small]), OBJECTS_LEVEL)
    digest.update(data)
    places.append((1, position, 0))
    add(holder, data)
    places.append((1, position, 0))
    file.append(_places(pdf, places, len(small), digest.hexdigest().encode()))
    return b"".join(file)


def _places(pdf: Any, places: list[tuple[int, int, int]], small: int, identifier: bytes) -> bytes:
    """The stream that says where each object is, itself the last of them, and the end of the file."""
    position = places[-1][1]
    wide, last = (position.bit_length() + 7) // 8, 2 if small < 1 << 16 else 3
    width = 1 + wide + last
    rows = [bytes([kind]) + place.to_bytes(wide, "big") + at.to_bytes(last, "big") for kind, place, at in places]
    info = b"/Info %s" % pdf.info.reference if pdf.info else b""
    entries = b"/Type /XRef/Index [0 %d]/W [1 %d %d]/Size %d/Root %s%s/ID [(%s) (%s)]%s" % (
        *(len(places), wide, last, len(places), pdf.catalog.reference, info, identifier, identifier),
        b"/DecodeParms <</Predictor 12/Columns %d>>" % width,
    )
    data = compressed(entries, _differences(b"".join(rows), width), OBJECTS_LEVEL)
    return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (len(places) - 1, data, position)


def _differences(rows: bytes, width: int) -> bytes:
    """What each row adds to the one above it (7.4.4.4: PNG's filter 2, which is named before each row).

    Most objects stand behind the one before them, so that most rows become the same: a tenth of the bytes.
    """
    made = bytearray(b"\2") * (len(rows) // width * (width + 1))
    for column in range(width):
        own = rows[column::width]
        above = b"\0" + own[:-1]
        made[column + 1 :: width + 1] = bytes([(here - there) & 0xFF for here, there in zip(own, above, strict=True)])
    return bytes(made)
