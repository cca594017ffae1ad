"""The pictures that the figures of a PDF show, as files: a JPEG as it is, others decoded and made small.

What a figure draws with lines, or with several images, is not one picture: nothing is said of it.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from exporter.bounds.gate import in_force
from exporter.model import Resource
from exporter.readback.pdf.tree import Tag
from exporter.readback.small import rows_of, shrunk

NOTHING = "nothing"
"""The name of the picture of a figure that paints nothing: it has no bytes."""
SIDE = 64
"""Sides of a decoded picture in pixels, whatever its shape: enough to tell it from another."""

UNREAD = (
    pikepdf.PdfError,
    pikepdf.UnsupportedImageTypeError,
    NotImplementedError,
    AttributeError,
    KeyError,
    OSError,
    TypeError,
    ValueError,
)
"""What pikepdf and its decoders raise of a picture that cannot be decoded: it is not judged."""


def picture_of(figure: Tag) -> str:
    """The name of the one picture that a figure shows, ``NOTHING`` for one that paints nothing; "" for what else."""
    if _paints(figure) == 0:
        return NOTHING
    shown = figure.pictures
    return f"image-{shown[0].objgen[0]}-{shown[0].objgen[1]}" if len(shown) == 1 and _paints(figure) == 1 else ""


def _paints(tag: Tag) -> int:
    return tag.paints + sum(_paints(kid) for kid in tag.tags())


def pictures_in(root: Tag) -> Iterator[Resource]:
    """The pictures that the figures below ``root`` name, each once."""
    made: set[str] = {""}
    stack = [root]
    while stack:
        tag = stack.pop()
        stack.extend(tag.tags())
        name = picture_of(tag) if tag.role == "Figure" else ""
        if name in made:
            continue
        made.add(name)
        if name == NOTHING:
            yield Resource(name=name, media_type="image/png", data=b"")
        elif (data := _in_strips(tag.pictures[0]) or coded(tag.pictures[0], _small)) is not None:
            kind = "image/jpeg" if data.startswith(b"\xff\xd8") else "image/x-portable-pixmap"
            yield Resource(name=name, media_type=kind, data=data)


def coded(image: Any, write: Callable[[Any, io.BytesIO], None]) -> bytes | None:
    """The bytes of a picture file: a JPEG as it is, another as ``write`` makes a file of the decoded picture.

    That is RGBA where it has a soft mask (ISO 32000-1, 11.6.5.3). None for one that is too large, damaged, or coded in
    an unknown way.
    """
    if not _fits(image):
        return None
    named, mask = image.get("/Filter"), image.get("/SMask")
    filters = [str(one) for one in named] if isinstance(named, pikepdf.Array) else [str(named)]
    if filters == ["/DCTDecode"] and mask is None and "/Decode" not in image:
        return bytes(image.read_raw_bytes())
    stream = io.BytesIO()
    try:
        soft = mask if isinstance(mask, pikepdf.Stream) and _fits(mask) else None
        write(_decoded(image, soft), stream)
    except UNREAD:
        return None
    return stream.getvalue()


def _decoded(image: Any, mask: Any) -> Any:
    """The picture as pikepdf decodes it, whatever it is coded in."""
    with pikepdf.PdfImage(image).as_pil_image() as picture:
        shown = picture.convert("RGB")
        if mask is not None:
            with pikepdf.PdfImage(mask).as_pil_image() as soft:
                shown.putalpha(soft.convert("L").resize(shown.size))
    return shown


MODES = {"/DeviceRGB": ("RGB", 3), "/DeviceGray": ("L", 1)}
"""Colour spaces whose bytes are pixels as they are: what Pillow calls them, and how many bytes make one."""
NOT_PLAIN = ("/Decode", "/DecodeParms", "/ImageMask", "/Mask", "/SMask")


def _in_strips(image: Any) -> bytes | None:
    """What ``coded`` makes of a picture, made small, where it is coded as most are; None for what else.

    That is eight bits of a device space, packed by one filter (ISO 32000-1, 8.9.5). pikepdf unpacks such a picture
    twice, to see whether it is a file already, and whole.
    """
    space = image.get("/ColorSpace")
    if image.get("/Filter") != "/FlateDecode" or not isinstance(space, pikepdf.Name) or str(space) not in MODES:
        return None
    if image.get("/BitsPerComponent") != 8 or any(key in image for key in NOT_PLAIN) or not _fits(image):
        return None
    mode, size = MODES[str(space)]
    width, height = int(image.get("/Width")), int(image.get("/Height"))
    stream = io.BytesIO()
    try:
        shrunk(_strips(image.read_raw_bytes(), mode, width, height, size), height, SIDE).save(stream, "ppm")
    except (zlib.error, *UNREAD):
        return None
    return stream.getvalue()


def _strips(packed: bytes, mode: str, width: int, height: int, size: int) -> Iterator[Any]:
    """A packed picture in strips, in RGB. Raises ValueError when it does not hold as many bytes as it must."""
    from PIL import Image  # noqa: PLC0415  (start-up: only for pictures that are decoded)

    unpacker, waiting = zlib.decompressobj(), packed
    step = rows_of(width, height)
    for top in range(0, height, step):
        rows = min(step, height - top)
        data = unpacker.decompress(waiting, rows * width * size)
        waiting = unpacker.unconsumed_tail
        if len(data) != rows * width * size:
            raise ValueError("the picture ends before its last row")
        strip = Image.frombuffer(mode, (width, rows), data, "raw", mode, 0, 1)
        yield strip if mode == "RGB" else strip.convert("RGB")
    if unpacker.decompress(waiting, 1) or not unpacker.eof:
        raise ValueError("the picture goes on after its last row")


def _fits(image: Any) -> bool:
    return 0 < int(image.get("/Width", 0)) * int(image.get("/Height", 0)) <= in_force().picture_pixels


def _small(picture: Any, stream: io.BytesIO) -> None:
    """The picture as it looks on paper, made small."""
    from PIL import Image  # noqa: PLC0415  (start-up: only for pictures that are decoded)

    if picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, (255, 255, 255))
        picture = Image.composite(picture.convert("RGB"), paper, picture.getchannel("A"))
    picture.resize((SIDE, SIDE), Image.Resampling.BOX).save(stream, "ppm")
