"""Editions for the eye: what is seen is changed as the sources want it, and nothing of what is told."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pypdfium2 as pdfium
import pytest
from lxml import etree
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar

import exporter
from exporter.errors import UsageError
from exporter.writers import Edition, WriteOptions
from exporter.writers.pdf import structure_tree
from exporter.writers.pdf.structure import Structure, walk
from tests.conftest import ARTICLES

EDITIONS = get_args(Edition)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ARTICLE = """---
title: The bridge
author: Ines Calder
lang: en
---

Nobody *was hurt, and the whole long night passed* in the harbour[^1], said the **police**.

[^1]: By its own count.

> We painted over the rust.
>
> -- Amira Haddad, baker

## What was measured

| Station | Trains | On time | Average delay | Note | Weather |
|---------|-------:|--------:|--------------:|------|---------|
| Northgate | 1,204 | 97.1 % | 2.5 | High wind near pillar | unremarkable |

Table: Arrivals

    code()
"""


@pytest.fixture(scope="module")
def article() -> Any:
    return exporter.open_article(ARTICLE.encode(), name="bridge.md")


def letters(data: bytes) -> Counter[tuple[str, float]]:
    """How many letters there are of each font and size, as they are painted."""
    found: Counter[tuple[str, float]] = Counter()
    stack: list[Any] = list(extract_pages(io.BytesIO(data)))
    while stack:
        item = stack.pop()
        if isinstance(item, LTChar):
            found[item.fontname.partition("+")[2], round(item.size, 1)] += item.get_text().isalnum()
        elif hasattr(item, "__iter__"):
            stack.extend(item)
    return found


def word_part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_is_lost_and_everything_is_claimed(article: Any, edition: Edition) -> None:
    made = exporter.render(article, ["pdf", "docx"], edition=edition, prove=True)
    assert made.proof is not None
    assert made.proof.losses == ()
    assert {"PDF/UA-1", "PDF/A-2a"} <= set(made["pdf"].claims)


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    "path", [path for path in ARTICLES if path.stem in ("feature", "data-story")], ids=lambda path: path.stem
)
def test_the_order_in_which_tags_are_reflowed_is_that_of_every_edition(path: Path, edition: Edition) -> None:
    """A reader that reflows by tags (Acrobat's Liquid Mode, VIP PDF Reader) gets the same words in the same order."""

    def told(options: WriteOptions) -> list[tuple[str, str]]:
        tree = structure_tree(exporter.open_article(path).document, options)
        return [(here.type, own_words(here)) for here in walk(tree)]

    assert told(WriteOptions.of(edition=edition)) == told(WriteOptions())


def own_words(structure: Structure) -> str:
    return "".join("".join(getattr(kid, "text", "") for kid in structure.kids).split())


def test_large_print_has_no_small_type_no_italics_and_a_sans(article: Any) -> None:
    found = letters(exporter.render(article, "pdf", edition="large-print").data)
    raised = {(font, size) for font, size in found if size < 17.9}
    assert sum(found[one] for one in raised) <= 2  # the note's number in the text
    assert min(size for _, size in raised) >= 15
    assert not [font for font, _ in found if "Italic" in font]
    assert not [font for font, _ in found if not font.startswith(("Atkinson-Hyperlegible-Next", "Source-Code-Pro"))]


@pytest.mark.parametrize(("edition", "least"), [("large-print", 18), ("high-contrast", 12.5), ("dyslexia", 12)])
def test_no_style_of_word_is_smaller(article: Any, edition: Edition, least: float) -> None:
    styles = word_part(exporter.render(article, "docx", edition=edition).data, "word/styles.xml")
    small = [size.get(f"{WORD}val") for size in styles.iter(f"{WORD}sz") if int(size.get(f"{WORD}val")) < least * 2]
    assert small == []
    fonts = {fonts.get(f"{WORD}ascii") for fonts in styles.iter(f"{WORD}rFonts")}
    assert fonts <= {"Arial", "Verdana", "Consolas"}
    if edition != "high-contrast":
        assert not list(styles.iter(f"{WORD}i"))


@pytest.mark.parametrize("edition", ["large-print", "high-contrast"])
def test_text_is_black_on_white(article: Any, edition: Edition) -> None:
    made = exporter.render(article, ["pdf", "docx"], edition=edition)
    styles = word_part(made["docx"].data, "word/styles.xml")
    colours = {colour.get(f"{WORD}val") for colour in styles.iter(f"{WORD}color")}
    assert colours <= {"000000", "00307A", "00005C"}
    page = pdfium.PdfDocument(io.BytesIO(made["pdf"].data))[0].render(scale=1).to_pil().convert("L")
    assert page.getpixel((4, 4)) == 255


def test_readers_with_dyslexia_get_coloured_paper_and_room_between_letters(article: Any) -> None:
    made = exporter.render(article, ["pdf", "docx"], edition="dyslexia")
    page = pdfium.PdfDocument(io.BytesIO(made["pdf"].data))[0].render(scale=1).to_pil()
    assert page.getpixel((4, 4)) == (0xFD, 0xF8, 0xEA)
    assert word_part(made["docx"].data, "word/document.xml")[0].get(f"{WORD}color") == "FDF8EA"
    assert word_part(made["docx"].data, "word/settings.xml").find(f"{WORD}displayBackgroundShape") is not None
    words = pdfium.PdfDocument(io.BytesIO(made["pdf"].data))[0].get_textpage().get_text_bounded()
    assert "Nobody was hurt, and the whole long night" in " ".join(words.split())  # no word falls apart


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_table_fits_the_page(article: Any, edition: Edition) -> None:
    pdf = pdfium.PdfDocument(io.BytesIO(exporter.render(article, "pdf", edition=edition).data))
    for page in pdf:
        width, _ = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        assert max(right for _, _, right, _ in boxes) <= width - 36


def test_an_epub_is_the_same_in_every_edition(article: Any) -> None:
    plain = exporter.render(article, "epub").data
    assert all(exporter.render(article, "epub", edition=edition).data == plain for edition in EDITIONS)


def test_fonts_are_embedded(article: Any) -> None:
    with pikepdf.open(io.BytesIO(exporter.render(article, "pdf", edition="large-print").data)) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_an_edition_and_a_template_are_refused_together(tmp_path: Path, article: Any) -> None:
    template = tmp_path / "house.docx"
    template.write_bytes(exporter.render(article, "docx").data)
    with pytest.raises(UsageError, match="both decide on Word's styles"):
        exporter.render(article, "docx", edition="large-print", docx_template=template)


def test_an_unknown_edition_is_refused(article: Any) -> None:
    with pytest.raises(UsageError, match="edition"):
        exporter.render(article, "pdf", edition="huge")  # type: ignore[arg-type]
