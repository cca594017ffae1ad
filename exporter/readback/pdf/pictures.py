"""The pictures that the figures of a PDF show, as files: a JPEG as it is, others decoded and made small.

What a figure draws with lines, or with several images, is not one picture: nothing is said of it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
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
        elif (data := _data(tag.pictures[0])) is not None:
            kind = "image/jpeg" if data.startswith(b"\xff\xd8") else "image/x-portable-pixmap"
            yield Resource(name=name, media_type=kind, data=data)


def _data(image: Any) -> bytes | None:
    """The bytes of a picture file; None for one that is too large, damaged, or coded in an unknown way."""
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    if not 0 < width * height <= in_force().picture_pixels:
        return None
    named = image.get("/Filter")
    filters = [str(one) for one in named] if isinstance(named, pikepdf.Array) else [str(named)]
    if filters == ["/DCTDecode"] and "/SMask" not in image and "/Decode" not in image:
        return bytes(image.read_raw_bytes())
    from PIL import Image  # noqa: PLC0415  (start-up: only for pictures that are decoded)

    try:
        with pikepdf.PdfImage(image).as_pil_image() as picture:
            shown = picture.convert("RGB")
            shown = _on_white(shown, image.get("/SMask"))
            stream = io.BytesIO()
            shown.resize((SIDE, SIDE), Image.Resampling.BOX).save(stream, "ppm")
    except UNREAD:
        return None
    return stream.getvalue()


def _on_white(picture: Any, mask: Any) -> Any:
    """The picture as it looks on paper, where its soft mask lets it be seen (ISO 32000-1, 11.6.5.3)."""
    if not isinstance(mask, pikepdf.Stream):
        return picture
    from PIL import Image  # noqa: PLC0415  (start-up: only for pictures with a mask)

    with pikepdf.PdfImage(mask).as_pil_image() as soft:
        cover = soft.convert("L").resize(picture.size)
    return Image.composite(picture, Image.new("RGB", picture.size, (255, 255, 255)), cover)
