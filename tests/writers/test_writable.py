"""A document that a program made holds what it likes; what is written of it is what a file can hold."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from exporter.model import Document, Image, Metadata, Paragraph, Resource, Span, Text, walk
from exporter.writers import WriteOptions, writer
from exporter.writers.writable import writable
from tests.checks.rich import red_square

NASTY = '"><evil/>'


def article(*, lang: str = "en", kind: str = "image/png", data: bytes = b"") -> Document:
    inside = (Span((Text("words"),), lang=lang), Image("r1", "A red square"))
    picture = Resource(name="r1", media_type=kind, data=data or red_square(), width=40, height=30)
    return Document(
        metadata=Metadata(title="T", lang=lang), title=(Text("T"),), blocks=(Paragraph(inside),), resources=(picture,)
    )


def test_what_can_be_written_is_left_alone() -> None:
    document = article(lang="zh-Hant-TW")
    assert writable(document) is document


@pytest.mark.parametrize("lang", [NASTY, "en GB", "portuguese", "x", "e", "en-", "de_DE", "../x", "en-\u202e"])
def test_what_has_not_the_form_of_a_language_is_none(lang: str) -> None:
    made = writable(article(lang=lang))
    assert (made.metadata.lang, {node.lang for node in walk(made)}) == ("", {""})
    assert writable(article(lang=lang), any_language=True).metadata.lang == lang


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", "image/png"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"GIF89a", "image/gif"), (b"other", "image/unknown")],
)
def test_a_picture_of_no_known_kind_is_known_by_its_content(data: bytes, kind: str) -> None:
    assert writable(article(kind=NASTY, data=data)).resources[0].media_type == kind


@pytest.mark.parametrize("form", ["epub", "docx"])
def test_no_package_repeats_them(form: str) -> None:
    data = writer(form)(article(lang=NASTY, kind=NASTY), WriteOptions()).data
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            assert b"evil" not in package.read(name), name


def test_a_pdf_does_not_claim_what_such_a_language_costs() -> None:
    assert "PDF/UA-1" in writer("pdf")(article(), WriteOptions()).claims
    assert "PDF/UA-1" not in writer("pdf")(article(lang=NASTY), WriteOptions()).claims
