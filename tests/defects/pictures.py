"""Defects of pictures: another one, one exchanged for its neighbour, none, nothing in the file."""

from __future__ import annotations

import io
from typing import Any

from pikepdf import Dictionary, Name
from PIL import Image as Picture
from PIL import ImageDraw

from tests.defects.pdf_tools import File, pdf
from tests.defects.zip_tools import Book, Package, Word, docx, epub


def drawn() -> bytes:
    """A picture unlike all of the article's."""
    picture = Picture.new("RGB", (40, 30), (30, 30, 200))
    ImageDraw.Draw(picture).rectangle((0, 15, 20, 30), (250, 240, 20))
    stream = io.BytesIO()
    picture.save(stream, "png")
    return stream.getvalue()


def _put(package: Package, data: bytes) -> None:
    name = next(name for name in package.parts if name.endswith(".png"))
    package.parts[name] = data


@epub("another picture is shown", "picture")
def _(book: Book) -> None:
    _put(book, drawn())


@docx("another picture is shown", "picture")
def _(word: Word) -> None:
    _put(word, drawn())


@epub("a picture has no bytes", "picture")
def _(book: Book) -> None:
    _put(book, b"")


@docx("a picture has no bytes", "picture")
def _(word: Word) -> None:
    _put(word, b"")


def _images(file: File) -> list[Any]:
    return [
        (page, name)
        for page in file.pdf.pages
        for name, found in (page.Resources.get("/XObject") or Dictionary()).items()
        if found.get("/Subtype") == Name("/Image")
    ]


@pdf("another picture is shown", "picture")
def _(file: File) -> None:
    page, name = _images(file)[0]
    found = page.Resources.XObject[name]
    picture = Picture.open(io.BytesIO(drawn()))
    for key in ("/SMask", "/Decode", "/DecodeParms"):
        if key in found:
            del found[key]
    found.write(picture.tobytes())
    found.Width, found.Height, found.BitsPerComponent, found.ColorSpace = 40, 30, 8, Name("/DeviceRGB")


@pdf("a picture is gone from the page", "picture")
def _(file: File) -> None:
    _, name = _images(file)[0]

    def change(instructions: list[Any]) -> list[Any]:
        return [one for one in instructions if not (str(one[1]) == "Do" and str(one[0][0]) == name)]

    for number in range(len(file.pdf.pages)):
        file.edit_page(number, change)
