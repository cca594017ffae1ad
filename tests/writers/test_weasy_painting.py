"""Painting and tagging by WeasyPrint: what is done once is not done again. Counted in work, for clocks are noisy."""

from __future__ import annotations

import io
import sys
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pydyf
import pytest
from PIL import Image, ImageFile
from weasyprint import draw
from weasyprint.document import Document as TheirDocument
from weasyprint.formatting_structure import boxes
from weasyprint.images import RasterImage
from weasyprint.pdf.fonts import Font

from exporter import h
from exporter.model import Document
from exporter.writers import WriteOptions, pdf
from exporter.writers.pdf.engines.weasy.quick import embedded_fonts, pictures, switch

OPTIONS = WriteOptions(engine="weasyprint")
WORDS = "The weir was opened at nine, and the keeper wrote that the water stood at the upper gate until noon. "


def article(paragraphs: int = 6) -> Document:
    rows: list[list[Any]] = [[f"gate {row}", str(row * 7), "open"] for row in range(4)]
    blocks = [h.p(WORDS * (1 + number % 3)) for number in range(paragraphs)]
    return h.document("A", *blocks, h.quote(h.p(WORDS)), h.table(rows, head=["Gate", "No.", "State"]), lang="en")


def counted(monkeypatch: pytest.MonkeyPatch, *places: tuple[Any, str]) -> Counter[str]:
    """How often these functions are called from here on."""
    count: Counter[str] = Counter()

    def counting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            count[name] += 1
            return function(*args, **named)

        return run

    for owner, name in places:
        monkeypatch.setattr(owner, name, counting(name, getattr(owner, name)))
    return count


def test_plain_texts_are_painted_without_a_look_at_what_they_have_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Running heads and feet, an artifact each, go the longer way."""
    document = article(30)
    count = counted(monkeypatch, (draw, "draw_text"), (draw, "draw_inline_level"))
    made = pdf.write(document, OPTIONS)
    assert count["draw_text"] <= 2 * len(made.pages)
    assert len(made.pages) > 1


def test_boxes_are_not_copied_to_be_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    count = counted(monkeypatch, (boxes.Box, "copy"))
    before: list[int] = []
    paint = TheirDocument.write_pdf

    def write_pdf(*args: Any, **named: Any) -> Any:
        before.append(count["copy"])
        return paint(*args, **named)

    monkeypatch.setattr(TheirDocument, "write_pdf", write_pdf)
    made = pdf.write(article(30), OPTIONS)
    assert count["copy"] - before[0] <= 2 * len(made.pages)  # the page itself


@pytest.fixture
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has made no file yet."""
    for kept in ("_FACES", "_SUBSETS"):
        monkeypatch.setattr(embedded_fonts, kept, OrderedDict())


def other(letter: str) -> Document:
    """The article with a letter more."""
    return h.document("A", *article().blocks, h.p(letter), lang="en")


def test_references_of_pages_are_put_together_once() -> None:
    made = pydyf.PDF()
    with switch.less_effort():
        for _ in range(3):
            made.add_page(pydyf.Dictionary())
        first = made.page_references
        assert made.page_references is first
        made.add_page(pydyf.Dictionary())
        again = made.page_references
    assert first == again[:3]
    assert again == made.page_references


@pytest.mark.usefixtures("nothing_kept")
def test_a_face_is_made_ready_when_it_is_subset_again(monkeypatch: pytest.MonkeyPatch) -> None:
    count = counted(monkeypatch, (embedded_fonts, "_preprocessed"))
    expected = [pdf.write(other(letter), OPTIONS).data for letter in "xyz"]
    assert count["_preprocessed"] > 0
    monkeypatch.setattr(embedded_fonts, "_ready", lambda face: face)
    embedded_fonts._SUBSETS.clear()
    assert [pdf.write(other(letter), OPTIONS).data for letter in "xyz"] == expected
    assert len(embedded_fonts._FACES) <= embedded_fonts.FACES


@pytest.mark.usefixtures("nothing_kept")
def test_the_first_subset_of_a_face_is_made_of_the_face_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    count = counted(monkeypatch, (embedded_fonts, "_preprocessed"))
    pdf.write(article(), OPTIONS)
    assert not count


@pytest.mark.usefixtures("nothing_kept")
def test_an_article_made_again_takes_the_subsets_it_took(monkeypatch: pytest.MonkeyPatch) -> None:
    first = pdf.write(article(), OPTIONS).data
    count = counted(monkeypatch, (embedded_fonts, "_harfbuzz_subset"))
    assert pdf.write(article(), OPTIONS).data == first
    assert not count
    monkeypatch.setattr(embedded_fonts, "SUBSETS", 1)
    pdf.write(other("x"), OPTIONS)
    assert count["_harfbuzz_subset"] > 0
    embedded_fonts._SUBSETS.clear()
    assert pdf.write(article(), OPTIONS).data == first
    assert len(embedded_fonts._SUBSETS) == 1


@pytest.mark.usefixtures("nothing_kept")
def test_without_that_function_of_harfbuzz_faces_are_subset_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [pdf.write(other(letter), OPTIONS).data for letter in "xyz"]
    for kept in (embedded_fonts._FACES, embedded_fonts._SUBSETS):
        kept.clear()
    monkeypatch.setattr(embedded_fonts, "harfbuzz_subset", object())
    assert [pdf.write(other(letter), OPTIONS).data for letter in "xyz"] == expected


@pytest.mark.usefixtures("nothing_kept")
def test_few_faces_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [pdf.write(other(letter), OPTIONS).data for letter in "xyz"]
    for kept in (embedded_fonts._FACES, embedded_fonts._SUBSETS):
        kept.clear()
    monkeypatch.setattr(embedded_fonts, "FACES", 1)
    assert [pdf.write(other(letter), OPTIONS).data for letter in "xyz"] == expected
    assert len(embedded_fonts._FACES) == 1


def test_fonts_are_known_from_the_document_before(monkeypatch: pytest.MonkeyPatch) -> None:
    first = pdf.write(article(), OPTIONS).data
    count = counted(monkeypatch, (Font, "__init__"))
    assert pdf.write(article(), OPTIONS).data == first
    assert not count
    monkeypatch.undo()
    monkeypatch.setattr(embedded_fonts, "LARGEST", 0)  # too large to be kept
    assert pdf.write(article(), OPTIONS).data == first


def picture(mode: str, form: str = "PNG", size: tuple[int, int] = (90, 70)) -> bytes:
    """A picture with colours that change from dot to dot."""
    dots = bytes(number * number % 251 for number in range(size[0] * size[1] * len(mode)))
    image = Image.frombytes(mode, size, dots)
    out = io.BytesIO()
    image.save(out, form, lossless=True)
    return out.getvalue()


def pictured(*modes: str, form: str = "PNG") -> Document:
    name = form.lower()
    figures = [h.picture(f"{mode}.{name}", f"Dots in {mode}") for mode in modes]
    held = {f"{mode}.{name}": picture(mode, form) for mode in modes}
    return h.document("P", *figures, lang="en", pictures=held)


@pytest.mark.parametrize(
    ("form", "modes"), [("PNG", ("RGB", "RGBA", "L", "LA", "P")), ("GIF", ("L", "P")), ("WEBP", ("RGB", "RGBA"))]
)
def test_pictures_are_packed_as_weasyprint_packs_them(
    form: str, modes: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_KEPT", OrderedDict())
    document = pictured(*modes, form=form)
    each = (OPTIONS, replace(OPTIONS, picture_dpi=30))
    ours = [pdf.write(document, options).data for options in each]
    assert pictures._KEPT
    theirs = tuple(one for one in switch._places() if one.owner is not RasterImage)
    assert len(theirs) < len(switch._places())
    monkeypatch.setattr(switch, "_places", lambda: theirs)
    assert [pdf.write(document, options).data for options in each] == ours


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGB"), ("PNG", "P"), ("GIF", "L"), ("WEBP", "RGB")])
def test_a_picture_is_packed_once(form: str, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_KEPT", OrderedDict())
    document = pictured(mode, form=form)
    packed = counted(monkeypatch, (ImageFile, "_save"))
    pdf.write(document, OPTIONS)
    assert packed["_save"] == 1


def test_a_picture_that_comes_again_is_not_packed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_KEPT", OrderedDict())
    document = pictured("RGB", "RGBA", "LA")
    first = pdf.write(document, OPTIONS).data
    count = counted(monkeypatch, (pictures, "_get_x_object"))
    assert pdf.write(document, OPTIONS).data == first
    assert not count
    assert len(pictures._KEPT) == 3


def test_packed_pictures_are_kept_up_to_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = pdf.write(pictured("RGB", "L"), OPTIONS).data
    monkeypatch.setattr(pictures, "_KEPT", OrderedDict())
    monkeypatch.setattr(pictures, "MOST", 1)
    assert [pdf.write(pictured("RGB", "L"), OPTIONS).data for _ in range(2)] == [expected] * 2
    assert not pictures._KEPT
    monkeypatch.setattr(pictures, "LARGEST", 1)
    assert pdf.write(pictured("RGB", "L"), OPTIONS).data == expected
    assert not pictures._KEPT


def test_painting_tagging_and_writing_are_less_than_half_the_work_of_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    """In calls of functions, Python's and built-in: three quarters before lines, borders and the tree were made light.

    Seconds say less: a quarter (docs/benchmarks.md).
    """
    count: Counter[str] = Counter()
    part = [""]

    def within(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            before, part[0] = part[0], name
            try:
                return function(*args, **named)
            finally:
                part[0] = before

        return run

    def tick(frame: object, event: str, argument: object) -> None:
        count[part[0]] += event in ("call", "c_call")

    render = vars(TheirDocument)["_render"].__func__
    monkeypatch.setattr(TheirDocument, "_render", classmethod(within("layout", render)))
    monkeypatch.setattr(TheirDocument, "write_pdf", within("rest", TheirDocument.write_pdf))
    document = article(24)
    pdf.write(document, OPTIONS)
    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        pdf.write(document, OPTIONS)
    finally:
        sys.setprofile(before)
    assert 0 < count["rest"] < 0.5 * count["layout"]
