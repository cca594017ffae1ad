"""Files of the fast engine: one font for each face, in its true size, so that no word falls apart where it is told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from exporter import open_article
from exporter.assets import styles_folder
from exporter.comparison.losses import compare
from exporter.readback import open_file
from exporter.writers.pdf import engines
from tests.checks import rich
from tests.writers.two_engines import by, is_fast

if not engines.is_installed():
    pytest.skip("PlutoBook is not installed: pip install accessible-exporter[fast]", allow_module_level=True)

from exporter.writers.pdf.engines.pluto.faces import dealt, grouped
from exporter.writers.pdf.engines.pluto.misfit import Misfit

WORDS = (
    "The office’s craft – a well-fed ‘flock’ after five, off the shuffled raft – isn’t naïve: café, Łódź, Ωmega, Жук."
)
ARTICLE = f"""\
# Drift after the ferry

{WORDS} *{WORDS}* **{WORDS}** `{WORDS}`

- {WORDS}

| Craft’s | Office |
|---------|--------|
| after   | fifty-five |
"""


def made(markdown: str) -> pikepdf.Pdf:
    document = open_article(f"---\ntitle: Fifty rafts\nlang: en\n---\n\n{markdown}".encode(), name="a.md").document
    result, _ = by(document)
    assert is_fast(result), result.engine
    assert [str(loss) for loss in compare(document, open_file(result.data, "a.pdf"), "pdf")] == []
    return pikepdf.open(io.BytesIO(result.data))


def operations(pdf: pikepdf.Pdf) -> Iterator[tuple[list[Any], str]]:
    for page in pdf.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            yield list(operands), str(operator)


def fonts(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {name: font for page in pdf.pages for name, font in dict(page.Resources.Font).items()}  # type: ignore[call-overload]


def test_a_face_is_one_font() -> None:
    pdf = made(ARTICLE)
    used = {str(operands[0]) for operands, operator in operations(pdf) if operator == "Tf"}
    names = [str(fonts(pdf)[name].BaseFont).partition("+")[2] for name in used]
    assert sorted(names) == sorted(set(names)), "each face by one font"
    assert len(names) == 4
    descriptors = [font.FontDescriptor for font in fonts(pdf).values() if "/FontDescriptor" in font]
    assert descriptors
    assert all(one.is_indirect for one in descriptors), "ISO 32000-1, table 111"


def test_the_size_of_a_text_is_that_of_its_font() -> None:
    pdf = made(ARTICLE)
    sizes = {round(float(operands[1]), 2) for operands, operator in operations(pdf) if operator == "Tf"}
    assert sizes >= {11.0, 26.95}, "headings are told by it"
    assert min(sizes) > 5
    matrices = {tuple(map(float, operands[:4])) for operands, operator in operations(pdf) if operator == "Tm"}
    assert matrices == {(1.0, 0.0, 0.0, -1.0)}


def test_letters_are_drawn_as_the_font_has_them() -> None:
    """Composed letters too, whose parts have other numbers in a joined font."""
    originals = {path.stem: TTFont(path) for path in (styles_folder() / "fonts").glob("Source*.ttf")}
    by_name = {str(font["name"].getDebugName(6)): font for font in originals.values()}
    looked, pdf = 0, made(ARTICLE)
    for font in fonts(pdf).values():
        if font.get("/Encoding") is not None:
            continue
        name = str(font.BaseFont).partition("+")[2]
        original = next(font for key, font in by_name.items() if key == name)
        program = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
        codes = program.getBestCmap() or program["cmap"].getcmap(3, 0).cmap
        widths = {code: float(width) for code, width in enumerate(font.Widths, int(font.FirstChar))}
        for code, said in characters(font.ToUnicode.read_bytes()).items():
            glyph = codes[0xF000 + code]
            scaled = program["hmtx"][glyph][0] * 1000 / program["head"].unitsPerEm
            assert scaled == pytest.approx(widths[code], abs=1)
            theirs = original.getBestCmap().get(ord(said)) if len(said) == 1 else None
            if theirs is not None and original["hmtx"][theirs] == program["hmtx"][glyph]:
                assert outline(program, glyph) == outline(original, theirs), said
                looked += 1
    assert looked > 100, "most of them"


def characters(cmap: bytes) -> dict[int, str]:
    pairs = [line.split() for line in cmap.decode().splitlines() if line.startswith("<") and line.count("<") == 2]
    return {
        int(code[1:-1], 16): bytes.fromhex(said[1:-1]).decode("utf-16-be")
        for code, said in pairs
        if len(code) == 4 < len(said)
    }


def outline(font: TTFont, glyph: str) -> list[tuple[str, Any]]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[glyph].draw(pen)
    return list(pen.value)


def test_words_with_ligatures_are_copied_whole() -> None:
    document = open_article(f"---\ntitle: T\nlang: en\n---\n\n{WORDS}".encode(), name="a.md").document
    with pypdfium2.PdfDocument(by(document)[0].data) as pdf:
        text = " ".join(pdf[0].get_textpage().get_text_range().split())
    assert WORDS in text


def test_fonts_are_grouped_by_their_face() -> None:
    assert grouped(["f-1-1", "f-0-0", "f-1-0", "f-10-0"]) == [["f-1-0", "f-1-1"]]


def test_each_glyph_has_a_code_of_its_own() -> None:
    first, second = dealt({0x20, 0x41}, [[1, 2, 3], [1, 5]])
    codes = [*first.values(), *second.values()]
    assert len({*codes, 0x20, 0x41}) == 7
    assert not {0, 9, 10, 13} & set(codes)
    with pytest.raises(Misfit):
        dealt(range(32, 200), [range(120)])


@pytest.mark.parametrize("times", [2, 14])
def test_a_picture_that_is_shown_several_times_is_named_once(times: int) -> None:
    """A dictionary that names an entry twice is damaged to some programs, which leave out the whole page."""
    shown = "\n\n".join("![A red square](red.png)" for _ in range(times))
    source = f"---\ntitle: T\nlang: en\n---\n\nWords before.\n\n{shown}\n\nWords after.\n".encode()
    document = open_article(source, name="a.md", resources={"red.png": rich.red_square()}).document
    result, _ = by(document)
    assert is_fast(result), result.engine
    with pikepdf.open(io.BytesIO(result.data)) as pdf, pypdfium2.PdfDocument(result.data) as other:
        assert len(pdf.pages) == len(other)
        assert pdf.get_warnings() == []
    assert [str(loss) for loss in compare(document, open_file(result.data, "a.pdf"), "pdf")] == []
