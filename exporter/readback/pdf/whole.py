"""What an article that is made of a PDF needs besides its tree: whole pictures, and what else is in the file.

Apart from ``pictures``, which makes decoded ones small: a comparison needs no more.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from exporter.readback.pdf.open import open_pdf
from exporter.readback.pdf.pictures import coded

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
            made = coded(image, _png) if isinstance(image, pikepdf.Stream) else None
            if made is not None:
                yield one, made


def _png(picture: Any, stream: io.BytesIO) -> None:
    picture.save(stream, "png")


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
