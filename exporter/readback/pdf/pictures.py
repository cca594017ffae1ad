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
        elif (data := coded(tag.pictures[0], _small)) is not None:
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
        write(_plain(image, soft) or _decoded(image, soft), stream)
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


def _plain(image: Any, mask: Any) -> Any:
    """The same where both are coded as most are, bytes of a device space that are deflated; None for what else.

    pikepdf unpacks them twice, to see whether they are a file already, and copies what is the picture as it is.
    """
    if "/Mask" in image or "/Matte" in (mask if mask is not None else ()):
        return None
    shown = _of_bytes(image)
    if shown is None or mask is None:
        return shown if shown is None or shown.mode == "RGB" else shown.convert("RGB")
    soft = _of_bytes(mask)
    if soft is None:
        return None
    shown = shown.convert("RGB")
    shown.putalpha(soft.convert("L").resize(shown.size))
    return shown


MODES = {"/DeviceRGB": ("RGB", 3), "/DeviceGray": ("L", 1)}
"""Colour spaces whose bytes are pixels as they are: what Pillow calls them, and how many bytes make one."""


def _of_bytes(image: Any) -> Any:
    """An image of eight bits that is packed by one filter alone (ISO 32000-1, 8.9.5); None for what else."""
    space = image.get("/ColorSpace")
    if image.get("/Filter") != "/FlateDecode" or not isinstance(space, pikepdf.Name) or str(space) not in MODES:
        return None
    if image.get("/BitsPerComponent") != 8 or any(key in image for key in ("/Decode", "/ImageMask", "/DecodeParms")):
        return None
    from PIL import Image  # noqa: PLC0415  (start-up: only for pictures that are decoded)

    size = int(image.get("/Width")), int(image.get("/Height"))
    mode, width = MODES[str(space)]
    data = _inflated(image.read_raw_bytes(), size[0] * size[1] * width)
    return None if data is None else Image.frombuffer(mode, size, data, "raw", mode, 0, 1)


PIECE = 128 * 1024


def _inflated(packed: bytes, size: int) -> bytes | None:
    """``packed``, unpacked, where that gives ``size`` bytes; None for more, fewer, or broken data.

    In pieces, so that nothing larger is made on the way: to let one piece grow takes twice as long. Of large pictures
    they are larger, for what waits is copied with each.
    """
    unpacker, made, waiting, length = zlib.decompressobj(), list[bytes](), packed, 0
    try:
        while waiting and not unpacker.eof and length <= size:
            made.append(unpacker.decompress(waiting, max(PIECE, size // 16)))
            length, waiting = length + len(made[-1]), unpacker.unconsumed_tail
    except zlib.error:
        return None
    return b"".join(made) if unpacker.eof and length == size else None


def _fits(image: Any) -> bool:
    return 0 < int(image.get("/Width", 0)) * int(image.get("/Height", 0)) <= in_force().picture_pixels


def _small(picture: Any, stream: io.BytesIO) -> None:
    """The picture as it looks on paper, made small."""
    from PIL import Image  # noqa: PLC0415  (start-up: only for pictures that are decoded)

    if picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, (255, 255, 255))
        picture = Image.composite(picture.convert("RGB"), paper, picture.getchannel("A"))
    picture.resize((SIDE, SIDE), Image.Resampling.BOX).save(stream, "ppm")
