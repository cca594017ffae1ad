"""A PNG that is known to decode without its pixels being painted is one that Pillow paints, and needs no change."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from exporter.readers.pictures import _AS_IT_IS
from exporter.readers.pictures.image_format import decodes, is_plain
from tests.conftest import tries

MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
Chunk = tuple[bytes, bytes]


def picture(mode: str, size: tuple[int, int] = (9, 7), **saved: object) -> bytes:
    target = io.BytesIO()
    grey = Image.new("L", size)
    grey.putdata([(at * 37 + at // 5 * 11) % 256 for at in range(size[0] * size[1])])
    grey.convert(mode).save(target, "PNG", **saved)
    return target.getvalue()


def chunks(data: bytes) -> list[Chunk]:
    found, at = [], 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        found.append((kind, data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def written(held: Iterable[Chunk]) -> bytes:
    """A PNG of these chunks, with right sums."""
    parts = [
        struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in held
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def is_opened(data: bytes) -> bool:
    """Whether Pillow knows from its head what it is, in a mode whose bytes are passed on; this is asked before."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as opened:
            return opened.mode in _AS_IT_IS
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, KeyError):
        return False


def is_painted(data: bytes) -> bool:
    """Whether Pillow paints it, as one upright picture; WeasyPrint, once loaded, bids it paint what is cut off."""
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as opened:
            opened.load()
            return getattr(opened, "n_frames", 1) == 1 and opened.getexif().get(0x0112, 1) == 1
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, KeyError):
        return False
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


@pytest.mark.parametrize("mode", MODES)
def test_plain_pictures_decode(mode: str) -> None:
    assert decodes(picture(mode))
    assert decodes(picture(mode, (640, 400)))


@pytest.mark.parametrize("filter_type", range(7))
def test_a_filter_that_there_is_not_is_found(filter_type: int) -> None:
    """In the first row as in the last."""
    held = dict(chunks(picture("L")))
    rows = bytearray(zlib.decompress(held[b"IDAT"]))
    for row in (0, 6):
        changed = bytearray(rows)
        changed[row * 10] = filter_type
        made = written((kind, zlib.compress(changed) if kind == b"IDAT" else body) for kind, body in held.items())
        assert decodes(made) == is_painted(made) == (filter_type < 5)


def test_of_what_says_more_nothing_is_known() -> None:
    info = PngInfo()
    info.add_text("Title", "The weir")
    exif = Image.Exif()
    exif[0x0112] = 6
    assert not decodes(picture("RGB", pnginfo=info))
    assert not decodes(picture("RGB", exif=exif))
    target = io.BytesIO()
    Image.new("RGB", (9, 7)).save(target, "JPEG")
    assert not decodes(target.getvalue())


def test_many_pieces_are_one_picture() -> None:
    held = chunks(picture("RGB", (300, 200)))
    body = next(body for kind, body in held if kind == b"IDAT")
    pieces = [(b"IDAT", body[at : at + 1000]) for at in range(0, len(body), 1000)]
    apart = [*held[:1], *pieces[:3], (b"gAMA", b"\0\0\xb1\x8f"), *pieces[3:], held[-1]]
    assert decodes(written([*held[:1], *pieces, held[-1]]))
    assert not decodes(written(apart))


@settings(max_examples=tries(400), deadline=None)
@given(st.sampled_from(MODES), st.data())
def test_what_decodes_is_painted_by_pillow(mode: str, data: st.DataObject) -> None:
    held = chunks(picture(mode))
    at = data.draw(st.integers(0, len(held) - 1))
    kind, body = held[at]
    match data.draw(st.sampled_from(["byte", "shorter", "twice", "gone", "other", "pixels", "as it is"])):
        case "byte" if body:
            place = data.draw(st.integers(0, len(body) - 1))
            changed = bytearray(body)
            changed[place] = data.draw(st.integers(0, 255))
            held[at] = (kind, bytes(changed))
        case "shorter":
            held[at] = (kind, body[: data.draw(st.integers(0, len(body)))])
        case "twice":
            held.insert(at, held[at])
        case "gone":
            del held[at]
        case "other":
            held.insert(at, (data.draw(st.sampled_from([b"tRNS", b"gAMA", b"PLTE", b"acTL", b"zTXt"])), body[:8]))
        case "pixels":
            held = [
                (one, zlib.compress(data.draw(st.binary(max_size=300))) if one == b"IDAT" else held_)
                for one, held_ in held
            ]
    made = written(held)
    if decodes(made) and is_opened(made):
        assert is_plain("PNG", made)
        assert is_painted(made)
