"""Whether a picture's file is built as its format says, to the last byte: only then its bytes are passed on.

Decoders forgive much, each of them something else: one shows what another takes for broken, stops where another goes on
to unpack a gigabyte, or runs what lies behind the end. What is not plain is written anew from its pixels.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

MOST_CHUNKS = 20_000
PIECE = 1024 * 1024
MOST_EXTRA_BYTES = 1024 * 1024
"""Of a PNG's chunks that hold no pixels: profiles, texts, EXIF. Pillow unpacks no more of one either."""
MOST_SEGMENTS = 5_000
LAST_FILTER = 4
"""The filters of PNG's rows are 0 to 4."""
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by colour type (PNG, 11.2.2)."""


def is_plain(kind: str, data: bytes) -> bool:
    """Whether ``data`` is a well-built file of ``kind`` (PNG, JPEG or GIF) and nothing else."""
    try:
        match kind:
            case "PNG":
                return _is_plain_png(data)
            case "JPEG":
                return _is_plain_jpeg(data)
            case "GIF":
                return data.endswith(b";")
            case _:
                return False
    except (struct.error, IndexError, KeyError, zlib.error):
        return False


def decodes(data: bytes) -> bool:
    """Whether ``data`` is a PNG that is known to decode without its pixels being painted: plain, not interlaced, of
    chunks that any decoder understands, with a filter that there is before each row (PNG, 9.2). Nothing is known of
    any other file.
    """
    try:
        return data.startswith(b"\x89PNG\r\n\x1a\n") and _is_plain_png(data, simple=True)
    except (struct.error, IndexError, KeyError, zlib.error):
        return False


_SIMPLE = frozenset([b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"bKGD", b"sBIT", b"IDAT", b"IEND"])
"""Chunks that say how pixels are shown, and nothing of EXIF, profiles, texts or several pictures."""


def _is_plain_png(data: bytes, *, simple: bool = False) -> bool:
    at, chunks = 8, list[tuple[bytes, int, int]]()
    while at < len(data) and len(chunks) < MOST_CHUNKS:
        length, kind = struct.unpack_from(">I4s", data, at)
        chunks.append((kind, at + 8, length))
        at += 12 + length
        if not _sum_is_right(data[at - length - 8 : at]):
            return False
        if kind == b"IEND":
            break
    kinds = [kind for kind, _, _ in chunks]
    if at != len(data) or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or kinds.count(b"IHDR") != 1:
        return False
    width, height, depth, colour, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, chunks[0][1])
    if (colour == 3 and b"PLTE" not in kinds) or not all(length <= _most(kind) for kind, _, length in chunks):
        return False
    row = (width * depth * _SAMPLES[colour] + 7) // 8 + 1
    most = row * height + (height * 8 if interlaced else 0)  # each pass of an interlaced picture has rows of its own
    pieces = [data[at : at + size] for kind, at, size in chunks if kind == b"IDAT"]
    if simple and (interlaced or not _SIMPLE.issuperset(kinds) or not width * height or not _lie_together(kinds)):
        return False
    return _unpacks_to(most, not interlaced, pieces, row if simple else 0)


def _lie_together(kinds: Sequence[bytes]) -> bool:
    """Whether the chunks of pixels follow one another up to the end (PNG, 5.6); decoders stop where they do not."""
    places = [at for at, kind in enumerate(kinds) if kind == b"IDAT"]
    return bool(places) and places == [*range(places[0], len(kinds) - 1)]


def _sum_is_right(chunk: bytes) -> bool:
    """Whether a chunk, from its kind to its check sum, is what was summed up (PNG, 5.3)."""
    return len(chunk) >= 8 and zlib.crc32(chunk[:-4]) == int.from_bytes(chunk[-4:], "big")


def _most(kind: bytes) -> int:
    """The most bytes that a chunk of ``kind`` may hold: 256 colours, and a byte for how clear each is."""
    return {b"IDAT": 2**31 - 1, b"PLTE": 768, b"tRNS": 256, b"hIST": 512}.get(kind, MOST_EXTRA_BYTES)


def _unpacks_to(most: int, exactly: bool, pieces: list[bytes], row: int = 0) -> bool:
    """Whether ``pieces`` together inflate to ``most`` bytes, or no more; nothing is kept, and no more unpacked.

    ``row``: each so many bytes begin with the number of a filter (0 for: do not ask).
    """
    unpacker, made = zlib.decompressobj(), 0
    for piece in pieces:
        waiting = piece
        while waiting and made <= most:
            unpacked = unpacker.decompress(waiting, PIECE)
            if row and max(unpacked[-made % row :: row], default=0) > LAST_FILTER:
                return False
            made += len(unpacked)
            waiting = unpacker.unconsumed_tail
    return unpacker.eof and not unpacker.unused_data and (made == most if exactly else made <= most)


def _is_plain_jpeg(data: bytes) -> bool:
    """Segments that follow one another to the scan, and an end that is the end (ISO/IEC 10918-1, B.1)."""
    at = 2
    for _ in range(MOST_SEGMENTS):
        if data[at] != 0xFF:
            return False
        marker = data[at + 1]
        if marker == 0xFF:  # fill bytes
            at += 1
            continue
        if marker == 0xDA:
            return data.rstrip(b"\0").endswith(b"\xff\xd9")
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return False
