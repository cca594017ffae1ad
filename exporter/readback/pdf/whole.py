"""What an article that is made of a PDF needs besides its tree: whole pictures, and what else is in the file.

Apart from ``pictures``, which makes decoded ones small: a comparison needs no more.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from exporter.bounds.gate import in_force
from exporter.readback.pdf.open import open_pdf
from exporter.readback.pdf.pictures import UNREAD

NAME = "image-"


def whole_pictures(data: bytes, name: str, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The pictures that a document read back names, each as a JPEG or PNG; those that cannot be decoded are left out.

    Raises InputError when the file cannot be opened.
    """
    names = [one for one in wanted if one.startswith(NAME)]
    if not names:
        return
    with open_pdf(data, name) as pdf:
        for one in names:
            number, _, generation = one.removeprefix(NAME).partition("-")
            image = pdf.get_object((int(number), int(generation)))
            made = _file(image) if isinstance(image, pikepdf.Stream) else None
            if made is not None:
                yield one, made


def _file(image: Any) -> bytes | None:
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    if not 0 < width * height <= in_force().picture_pixels:
        return None
    named = image.get("/Filter")
    filters = [str(one) for one in named] if isinstance(named, pikepdf.Array) else [str(named)]
    if filters == ["/DCTDecode"] and "/SMask" not in image and "/Decode" not in image:
        return bytes(image.read_raw_bytes())
    try:
        with pikepdf.PdfImage(image).as_pil_image() as picture:
            shown = picture.convert("RGB")
            mask = image.get("/SMask")
            if isinstance(mask, pikepdf.Stream) and 0 < int(mask.Width) * int(mask.Height) <= in_force().picture_pixels:
                with pikepdf.PdfImage(mask).as_pil_image() as soft:
                    shown.putalpha(soft.convert("L").resize(shown.size))
            stream = io.BytesIO()
            shown.save(stream, "png")
    except UNREAD:
        return None
    return stream.getvalue()


def besides(data: bytes, name: str) -> list[str]:
    """What a PDF holds besides pages: form fields, remarks, attached files, scripts; "" counts for nothing."""
    with open_pdf(data, name) as pdf:
        kinds = [
            str(one.get("/Subtype", ""))
            for page in pdf.pages
            for one in page.obj.get("/Annots") or ()
            if isinstance(one, pikepdf.Dictionary)
        ]
        names = pdf.Root.get("/Names")
        held = names if isinstance(names, pikepdf.Dictionary) else pikepdf.Dictionary()
        said = {
            "form fields": kinds.count("/Widget"),
            "remarks and other annotations": sum(kind not in ("/Link", "/Widget", "/Popup") for kind in kinds),
            "attached files": int("/EmbeddedFiles" in held),
            "scripts": int("/JavaScript" in held),
        }
    return [what for what, number in said.items() if number]
