"""Text that survives: what readers that share nothing with us find in the content stream (issue 4, point 5)."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from pdfminer.converter import PDFPageAggregator
from pdfminer.high_level import extract_text_to_fp
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from exporter.comparison.losses import compare
from exporter.errors import WriterError
from exporter.model import Block, Code, CodeBlock, Document, Metadata, Paragraph, Quote, Span, Styled, Text, plain_text
from exporter.readback import open_file
from exporter.writers import WriteOptions
from exporter.writers.pdf import structure_tree, write
from exporter.writers.pdf.engines.weasy.glyphs import Run, in_reading_order
from exporter.writers.pdf.structure import walk
from tests.checks.rich import p, words

NO_SOUND = "\u034f"
LONG = "Words that go on and on until the line is full and the next one begins, so that pages fill. " * 4
ENGLISH = Paragraph(
    (
        Text("The plans remain "),
        Quote(words("'inadequate'")),
        Text(" to us, "),
        Styled("strong", words("he")),
        Text(" said."),
    )
)
HEBREW = "שלום (עולם), זה משפט עם מספר 42 ומילים רבות כדי שהשורה תישבר ותמשיך בשורה הבאה של הפסקה."
MIXED = Paragraph((Text("Hello "), Span(words("שלום עולם"), lang="he"), Text(" and (מבחן) then words (too).")))
ARABIC = "مرحبا بالعالم، هذا نص عربي قصير للاختبار وفيه رقم ٣ وقوسان (هنا) في السطر."


def pdf_of(*blocks: Block) -> bytes:
    """The PDF of a document with these blocks."""
    return write(
        Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=blocks), WriteOptions()
    ).data


def fold(text: str) -> str:
    """The text without what is not heard, spaces folded."""
    return " ".join(text.replace(NO_SOUND, "").replace("\u200f", "").replace("\xa0", " ").split())


def poppler(data: bytes, folder: Path) -> list[str]:
    """The text that poppler finds by the tags, one string a marked-content sequence."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("poppler's pdfinfo is missing; make test installs it")
    file = folder / "text.pdf"
    file.write_bytes(data)
    shown = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, text=True, check=True).stdout
    return re.findall(r'^\s*"(.*)"$', shown, re.MULTILINE)


def content(data: bytes) -> str:
    """The text in the order of the content stream, as pdfminer reads it before it looks where it lies."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources)
    interpreter = PDFPageInterpreter(resources, device)
    found = []
    for page in PDFPage.get_pages(io.BytesIO(data)):
        interpreter.process_page(page)
        found += [item.get_text() for item in device.get_result() if isinstance(item, LTChar)]
    return "".join(found)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (ENGLISH, "The plans remain 'inadequate' to us, he said."),
        (p(LONG), LONG),
        (p("office fluffy “quoted” naïve café Ελλάδα Россия"), "office fluffy “quoted” naïve café Ελλάδα Россия"),
        (Paragraph(words(HEBREW), lang="he", dir="rtl"), HEBREW),
        (Paragraph(words(ARABIC), lang="ar", dir="rtl"), ARABIC),
        (MIXED, "Hello שלום עולם and (מבחן) then words (too)."),
        (Paragraph(words("Sum 12 שקל"), lang="he", dir="rtl"), "Sum 12 שקל"),
    ],
)
def test_readers_of_the_content_find_the_text_once_and_in_order(block: Block, expected: str, tmp_path: Path) -> None:
    data = pdf_of(block)
    assert fold("".join(poppler(data, tmp_path)[1:])) == fold(expected)
    assert fold(expected) in fold(content(data))


SUB, SUP = Styled("sub", words("2")), Styled("sup", words("2"))
SUB_AND_SUP = Paragraph((Text("H"), SUB, Text("O, x"), SUP, Text(" and the 4"), Styled("sup", words("th")), Text("!")))


@pytest.mark.parametrize(
    ("css", "block", "expected"),
    [
        (
            "p { font-variant-ligatures: common-ligatures discretionary-ligatures }",
            p("office fluffy first Th ct st"),
            "",
        ),
        ("p { font-variant-caps: small-caps }", p("Small Caps as typed, NATO and Unesco"), ""),
        ("p { font-variant-caps: all-small-caps }", p("Small Caps as typed, NATO and Unesco"), ""),
        ("p { font-variant-numeric: oldstyle-nums diagonal-fractions }", p("1934 and 1/2 and 3.14"), ""),
        ("p { letter-spacing: 0.2em }", p("Spaced words"), ""),
        ("p { text-align: justify }", p(LONG), ""),
        ("sup { font-variant-position: super } sub { font-variant-position: sub }", SUB_AND_SUP, ""),
        ("", SUB_AND_SUP, "H2O, x2 and the 4th!"),
    ],
)
def test_type_changes_no_character(css: str, block: Paragraph, expected: str, tmp_path: Path) -> None:
    style = tmp_path / "house.css"
    style.write_text(css)
    document = Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=(block,))
    data = write(document, WriteOptions(styles=(style,))).data
    wanted = fold(expected or plain_text(block))
    assert fold("".join(poppler(data, tmp_path)[1:])) == wanted
    assert wanted in fold(content(data))


HYPHENATED = "Extraordinarily incomprehensible administrative responsibilities, well-known, notwithstanding it. " * 6


@pytest.mark.parametrize("hyphen", ["auto", '"-"', '"\u2010"'])
def test_hyphenation_of_a_house_leaves_soft_hyphens_alone(hyphen: str, tmp_path: Path) -> None:
    style = tmp_path / "house.css"
    style.write_text(f"html {{ hyphens: auto; hyphenate-character: {hyphen} }}")
    document = Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=(p(HYPHENATED),))
    result = write(document, WriteOptions(styles=(style,)))
    assert result.claims == ("PDF/UA-1", "PDF/A-2a")
    pieces = [
        kid.text
        for here in walk(structure_tree(document, WriteOptions(styles=(style,))))
        for kid in here.kids
        if hasattr(kid, "text")
    ]
    assert sum(piece.endswith("\u00ad") for piece in pieces) >= 3
    assert fold("".join(pieces[1:]).replace("\u00ad", "")) == fold(HYPHENATED)
    file = tmp_path / "hyphenated.pdf"
    file.write_bytes(result.data)
    assert not compare(document, open_file(file), "pdf")
    if hyphen != '"-"':  # a hyphen that can be typed is said by ActualText alone, which pdfminer does not read
        assert "\u00ad" in content(result.data)
        assert fold(HYPHENATED) in fold(content(result.data).replace("\u00ad", ""))


def test_there_is_no_hyphenation_unless_asked() -> None:
    text = content(pdf_of(p(HYPHENATED)))
    assert "\u00ad" not in text
    assert fold(HYPHENATED) in fold(text)


def test_there_are_never_two_spaces_where_the_document_has_one(tmp_path: Path) -> None:
    joined = "".join(poppler(pdf_of(ENGLISH, MIXED, p(LONG)), tmp_path))
    assert "  " not in joined


def test_words_of_two_lines_do_not_join(tmp_path: Path) -> None:
    lines = poppler(pdf_of(p(LONG)), tmp_path)[1:]
    assert len(lines) > 3
    assert all(line.endswith(" ") for line in lines[:-1])


def test_right_to_left_words_are_said_in_the_tree() -> None:
    document = Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=(MIXED,))
    said = [here.actual for here in walk(structure_tree(document)) if here.actual]
    assert said == ["שלום עולם", " and (מבחן) then words (too)."]


def test_glyphs_lie_where_layout_put_them() -> None:
    """Reading order changes the order of the glyphs, never their places."""
    font = FakeFont("ABCDEF", {1: 500, 2: 250, 3: 250}, {1: "א", 2: "ב", 3: "ג"})
    operators = [b"/ABCDEF 10 Tf", b"[<0003>-100<00020001>] TJ"]
    run = Run(0, "אבג".encode(), True, (4, 2, 0))
    turned = in_reading_order(operators, None, [run], {"ABCDEF": font}, FakeCodes())
    assert turned is not None
    assert turned.font == ("ABCDEF", 10)
    # the first letter began at 2.5 + 1 + 2.5 = 6, the second at 3.5, the third at 0
    assert turned.operators == [b"/ABCDEF 10 Tf", b"[-600<0001>] TJ", b"[750<0002>] TJ", b"[600<0003>] TJ"]


def test_a_mirrored_bracket_has_a_code_of_its_own() -> None:
    font = FakeFont("ABCDEF", {1: 500, 2: 300}, {1: "א", 2: ")"})
    codes = FakeCodes()
    turned = in_reading_order(
        [b"[<00010002>] TJ"], ("ABCDEF", 10), [Run(0, "(א".encode(), True, (1, 0))], {"ABCDEF": font}, codes
    )
    assert codes.made == [("ABCDEF", 2, "(")]
    assert turned is not None
    assert turned.operators == [b"[-500<0064>] TJ", b"[800<0001>] TJ"]


def test_a_sign_painted_before_its_letter_is_spelt_after_it() -> None:
    """Devanagari: कि is painted as the sign and the letter, and read as the letter and the sign."""
    font = FakeFont("ABCDEF", {1: 250, 2: 500}, {1: "कि", 2: ""})
    codes = FakeCodes()
    turned = in_reading_order(
        [b"[<00010002>] TJ"], ("ABCDEF", 10), [Run(0, "कि".encode(), False, (0, 0))], {"ABCDEF": font}, codes
    )
    assert [text for _, _, text in codes.made] == ["क", "ि"]
    assert turned is not None
    assert turned.operators == [b"[<00640065>] TJ"]
    assert turned.spelt


def test_a_conjunct_of_one_glyph_is_spelt_letter_by_letter() -> None:
    font = FakeFont("ABCDEF", {1: 700, 9: 0}, {1: "प्र"})
    codes = FakeCodes()
    turned = in_reading_order(
        [b"[<0001>] TJ"], ("ABCDEF", 10), [Run(0, "प्र".encode(), False, (0,))], {"ABCDEF": font}, codes
    )
    assert codes.made == [("ABCDEF", 1, "प"), ("ABCDEF", 9, "्"), ("ABCDEF", 9, "र")]
    assert turned is not None
    assert turned.operators == [b"[<006400650066>] TJ"]


def test_a_letter_of_two_glyphs_is_spelt_by_its_parts() -> None:
    """The Bengali sign for o stands round its consonant: one letter, two glyphs, and two letters when decomposed."""
    font = FakeFont("ABCDEF", {1: 300, 2: 600, 3: 300}, {1: "কো", 2: "", 3: ""})
    codes = FakeCodes()
    run = Run(0, "কো".encode(), False, (0, 0, 0))
    turned = in_reading_order([b"[<000100020003>] TJ"], ("ABCDEF", 10), [run], {"ABCDEF": font}, codes)
    assert turned is not None
    assert "".join(text for _, _, text in codes.made) == unicodedata.normalize("NFD", "কো")


def test_glyphs_that_do_not_agree_with_the_runs_are_left_alone() -> None:
    font = FakeFont("ABCDEF", {1: 500}, {1: "א"})
    assert in_reading_order([b"[<0001>] TJ"], ("ABCDEF", 10), [], {"ABCDEF": font}, FakeCodes()) is None
    run = Run(0, "א".encode(), True, (0,))
    assert in_reading_order([b"0 0 m"], ("ABCDEF", 10), [run], {"ABCDEF": font}, FakeCodes()) is None


class FakeCodes:
    """Codes of our own, given in order from 100; glyph 9 shows nothing."""

    def __init__(self) -> None:
        self.made: list[tuple[str, int, str]] = []

    def alias(self, name: str, glyph: int, text: str) -> int:
        self.made.append((name, glyph, text))
        return 99 + len(self.made)

    def carrier(self, name: str) -> int | None:
        return 9


class FakeFont:
    """A font that is only what reordering asks of one."""

    def __init__(self, name: str, widths: dict[int, int], to_unicode: dict[int, str]) -> None:
        self.hash, self.widths, self.to_unicode = name, widths, to_unicode


HINDI = "प्रधानमंत्री ने कहा कि किताबें, प्रार्थना और श्रृंखला क्षत्रियों की हैं।"
VIETNAMESE = "Tiếng Việt được viết, decomposed: Café, q̃ và ǰ, ffl."


@pytest.mark.parametrize(("text", "lang"), [(HINDI, "hi"), (VIETNAMESE, "vi")])
def test_words_that_shaping_reorders_come_out_whole(text: str, lang: str, tmp_path: Path) -> None:
    data = write(
        Document(metadata=Metadata(title="T", lang=lang), title=words(text), blocks=(p(text),)), WriteOptions()
    ).data
    held = io.StringIO()  # in the order of the content: pdfminer knows no ActualText
    extract_text_to_fp(io.BytesIO(data), held, laparams=None)
    glyph_by_glyph = held.getvalue()
    assert "\u034f" not in glyph_by_glyph
    for found in (" ".join(poppler(data, tmp_path)), glyph_by_glyph):
        composed = unicodedata.normalize("NFC", "".join(found.split()))
        assert composed.count(unicodedata.normalize("NFC", "".join(text.split()))) == 2


def test_tabs_in_code_are_said() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(CodeBlock("if x:\n\ty  = 2")))) as pdf:
        said = [
            str(instruction.operands[1]["/ActualText"])
            for instruction in pikepdf.parse_content_stream(pdf.pages[0])
            if str(instruction.operator) == "BDC" and "/ActualText" in instruction.operands[1]
        ]
    assert said == ["\ty  = 2"]


def test_text_that_a_style_changes_is_no_text_of_the_document(tmp_path: Path) -> None:
    style = tmp_path / "house.css"
    style.write_text("p::before { content: 'Made up. ' } p { text-transform: uppercase }")
    data = write(
        Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=(p("Words."),)),
        WriteOptions(styles=(style,)),
    ).data
    assert not any("Made up" in text for text in poppler(data, tmp_path))


@pytest.mark.parametrize("hiding", ["display: none", "visibility: hidden", "font-size: 0", "visibility: collapse"])
def test_a_style_that_hides_text_is_refused(hiding: str, tmp_path: Path) -> None:
    style = tmp_path / "house.css"
    style.write_text(f"p {{ {hiding} }}")
    with pytest.raises(WriterError, match="the layout lost"):
        write(
            Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=(p("Words."),)),
            WriteOptions(styles=(style,)),
        )


@pytest.mark.parametrize("engine", ["weasyprint", "auto"])
def test_code_that_ends_a_line_after_it_was_broken_keeps_the_space_behind_it(engine: str) -> None:
    codes = [f"find({'a = b, ' * 8}{'z' * number})" for number in range(70)]
    wide = [Paragraph((Text("Then "), Code(code), Text(" went on and on."))) for code in codes]
    blocks = (p(LONG * 9), *wide)  # the first shows a reader that spaces are painted
    document = Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=blocks)
    data = write(document, WriteOptions(engine=engine)).data
    assert compare(document, open_file(data, "a.pdf"), "pdf") == []


@pytest.mark.parametrize("engine", ["weasyprint", "auto"])
def test_a_word_joiner_at_a_line_end_is_no_space(engine: str) -> None:
    ends = [
        Paragraph((Text("m" * number + " "), Quote(words("here")), Text("\u2060—he said."))) for number in range(99)
    ]
    blocks = (p(LONG * 9), *ends)
    document = Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=blocks)
    data = write(document, WriteOptions(engine=engine)).data
    assert compare(document, open_file(data, "a.pdf"), "pdf") == []
