"""A picture is as wide in each file as its author shows it, and never wider than the page."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from PIL import Image as Pillow

from exporter.model import Document, Image, Metadata, Paragraph, Resource, Text
from exporter.writers import WriteOptions, writer


def document(width: int) -> Document:
    target = io.BytesIO()
    Pillow.new("RGB", (400, 200), "red").save(target, "PNG")
    picture = Resource(name="picture-1.png", media_type="image/png", data=target.getvalue(), width=400, height=200)
    content = Paragraph((Image("picture-1.png", "A red field", width=width),))
    return Document(
        metadata=Metadata(title="Red", lang="en"), title=(Text("Red"),), blocks=(content,), resources=(picture,)
    )


def part(made: Document, form: str, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(writer(form)(made, WriteOptions()).data)) as package:
        return next(package.read(item) for item in package.namelist() if name in item).decode()


def test_an_epub_and_a_docx_say_its_width() -> None:
    assert 'width="100" height="50"' in part(document(100), "epub", "chapter-1.xhtml")
    assert 'width="400" height="200"' in part(document(0), "epub", "chapter-1.xhtml")
    assert 'cx="952500" cy="476250"' in part(document(100), "docx", "word/document.xml")


@pytest.mark.parametrize("width", [-5, 0, 5_000_000])
def test_a_width_that_cannot_be_is_that_of_its_pixels(width: int) -> None:
    assert part(document(width), "docx", "word/document.xml") == part(document(0), "docx", "word/document.xml")


def test_a_pdf_paints_it_as_wide() -> None:
    def painted(width: int) -> float:
        """How wide the picture is painted, in points: the box of its figure (ISO 32000-1, table 344)."""
        with pikepdf.open(io.BytesIO(writer("pdf")(document(width), WriteOptions()).data)) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                    left, _, right, _ = (float(value) for value in item["/A"]["/BBox"])
                    return round(right - left)
        raise AssertionError("there is no figure")

    assert painted(100) == 75
    assert painted(0) == 300
