"""Fonts: which are there by themselves, which a user adds, and what is said of a character that none of them has."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

import exporter
from exporter.errors import UsageError
from exporter.model import BlockQuote, Document, Metadata, Paragraph, Section, Text
from exporter.position import Position
from exporter.writers import WriteOptions, WriteResult
from exporter.writers.pdf import write
from exporter.writers.pdf.engines.font_programs import can_embed, is_numbered_once
from tests.checks.rich import p, words
from tests.judges import harness
from tests.writers.test_pdf_text import content, fold

QUOTES = {
    "zh-Hans": "他说：“这条河会回来的。”",
    "ja": "「川は戻りたがるだろう」と彼は言った。",
    "ko": "“강은 돌아오고 싶어 할 것이다.”",
}
"""A sentence with a quotation in each language that the bundled fonts cannot set."""


def document(text: str, lang: str = "en") -> Document:
    """A document whose heading, paragraph and quotation hold ``text``."""
    return Document(
        metadata=Metadata(title="T", lang=lang),
        title=words("T"),
        blocks=(Section(words(text), (p(text), BlockQuote((p(text),), words(text)))),),
    )


def rules(result: WriteResult) -> list[str]:
    return [found.rule for found in result.findings if found.rule.startswith("PDF")]


def embedded(data: bytes) -> set[str]:
    """The fonts in a file, without the tags of their subsets; each must be embedded."""
    found = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                assert "/FontFile2" in item or "/FontFile3" in item
                found.add(str(item.FontName).partition("+")[2])
    return found


def make_font(file: Path, family: str, wanted: set[str]) -> None:
    """Write a font with a square for each character."""
    characters = sorted(wanted)
    names = [".notdef", *(f"u{ord(char):04X}" for char in characters)]
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 800), (950, 800), (950, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): name for char, name in zip(characters, names[1:], strict=True)})
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 50)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(file)


@pytest.fixture(scope="module")
def squares(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a font made here: a square for each character of QUOTES and for a face."""
    folder = tmp_path_factory.mktemp("fonts")
    characters = {char for text in QUOTES.values() for char in text if ord(char) > 0x2E00} | {" ", "\U00013000"}
    make_font(folder / "squares.ttf", "Test Squares", characters)
    return folder


# --- what is there by itself ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang", "font"),
    [
        ("Ein Fluß, l’Œuvre, żółć, Ærø", "de", "Source-Serif"),
        ("Ο ποταμός θα επιστρέψει.", "el", "Source-Serif"),
        ("Река вернётся.", "ru", "Source-Serif"),
        ("הנהר ישוב.", "he", "Noto-Serif-Hebrew"),
        ("سيعود النهر.", "ar", "Amiri"),
        ("नदी लौटेगी।", "hi", "Noto-Serif-Devanagari"),
        ("Ferries 🚢 are back 🙏🏽 ❤️ 👩‍👩‍👧", "en", "Noto-Emoji"),
        ("∑ ≤ ∞ → ℝ", "en", "Noto-Sans-Math"),
    ],
)
def test_the_bundled_fonts_have_the_scripts_that_are_promised(text: str, lang: str, font: str) -> None:
    for engine in ("auto", "weasyprint"):
        result = write(document(text, lang), WriteOptions.of(engine=engine))
        assert rules(result) == []
        assert result.claims == ("PDF/UA-1", "PDF/A-2a")
        assert any(name.replace("-", "").startswith(font.replace("-", "")) for name in embedded(result.data))


@pytest.mark.parametrize("lang", QUOTES)
def test_fonts_of_the_system_are_not_used(lang: str) -> None:
    """Whatever the machine has: a file that changes from machine to machine proves nothing."""
    result = write(document(QUOTES[lang], lang), WriteOptions())
    assert set(rules(result)) == {"PDF004"}
    assert result.claims == ()
    assert all(name.startswith(("Source", "Noto-Sans-Math")) for name in embedded(result.data))


@pytest.mark.slow
def test_the_machines_font_settings_change_nothing(tmp_path: Path) -> None:
    """One run with a settings file that replaces every font and one without any."""
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts</dir>'
        '<match target="pattern"><edit name="family" mode="assign" binding="strong">'
        "<string>DejaVu Sans</string></edit></match></fontconfig>"
    )
    script = (
        "import sys; from tests.checks.rich import rich; from exporter.writers import WriteOptions;"
        "from exporter.writers.pdf import write; sys.stdout.buffer.write(write(rich(), WriteOptions()).data)"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=Path(__file__).parents[2],
            env={**os.environ, **environment},
            capture_output=True,
            check=True,
            timeout=600,
        ).stdout
        for environment in ({}, {"FONTCONFIG_FILE": str(settings)})
    ]
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF")


# --- what is said of a character that no font has ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("char", "named"),
    [
        ("𓀀", "“𓀀” (U+13000 EGYPTIAN HIEROGLYPH A001)"),
        ("中", "“中” (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D)"),
        ("강", "“강” (U+AC15 HANGUL SYLLABLE GANG)"),
        ("\ue123", "“\ue123” (U+E123)"),
        ("\U000f0001", "“\U000f0001” (U+F0001)"),
    ],
)
def test_a_character_without_a_glyph_is_named_with_its_place(char: str, named: str, tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text(f"---\ntitle: T\nlang: en\n---\n\n# T\n\nA line.\n\nHere {char} it is, and {char} again.\n")
    result = write(exporter.read(article), WriteOptions())
    (found,) = [item for item in result.findings if item.rule == "PDF004"]
    assert found.message == f"no font has {named}"
    assert found.pos == Position(10, 1)
    assert result.claims == ()


def test_many_characters_of_one_place_are_one_finding() -> None:
    result = write(document("天地玄黃宇宙洪荒"), WriteOptions())
    (found,) = [item for item in result.findings if item.rule == "PDF004"]
    assert found.message.endswith(" and 3 more")
    assert found.message.count("U+") == 5


def test_a_character_without_a_glyph_can_be_refused(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("---\ntitle: T\nlang: en\n---\n\n# T\n\nHere 𓀀.\n")
    with pytest.raises(exporter.WriterError, match="EGYPTIAN HIEROGLYPH"):
        exporter.convert(article, to=("pdf",), require=("pdf/ua-1",))
    assert not (tmp_path / "a.pdf").exists()


# --- fonts that a user adds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", QUOTES)
def test_a_folder_of_fonts_has_what_the_bundled_ones_lack(lang: str, squares: Path) -> None:
    options = WriteOptions(fonts=(squares,))
    result = write(document(QUOTES[lang], lang), options)
    assert rules(result) == []
    assert result.claims == ("PDF/UA-1", "PDF/A-2a")
    assert "Test-Squares" in embedded(result.data)
    assert fold(content(result.data)).count(fold(QUOTES[lang])) == 4
    assert write(document(QUOTES[lang], lang), options).data == result.data


@pytest.mark.parametrize(
    ("lang", "family"),
    [("zh-Hans", "SC"), ("zh", "SC"), ("zh-Hant", "TC"), ("zh-TW", "TC"), ("ja", "JP"), ("ko", "KR")],
)
@pytest.mark.parametrize("whole", [True, False])
def test_each_language_gets_its_own_forms_of_the_characters(
    lang: str, family: str, whole: bool, tmp_path: Path
) -> None:
    for name in ("HK", "JP", "KR", "SC", "TC"):
        make_font(tmp_path / f"{name}.ttf", f"Noto Sans CJK {name}", {"河", "川", " "})
    text = Paragraph((Text("河川"),), lang="" if whole else lang)
    article = Document(
        metadata=Metadata(title="T", lang=lang if whole else "en"),
        title=words("T"),
        blocks=(Section(words("河川" if whole else "T"), (text,)),),
    )
    found = embedded(write(article, WriteOptions(fonts=(tmp_path,))).data)
    assert {name for name in found if "CJK" in name} == {f"Noto-Sans-CJK-{family}"}


def test_a_font_that_a_pdf_cannot_hold_is_left_out(squares: Path, tmp_path: Path) -> None:
    bad = {"cff2.otf": "CFF2", "broken.ttc": ""}
    for name, kind in bad.items():
        (tmp_path / name).write_bytes(outlines(kind))
    (tmp_path / "good.ttf").write_bytes((squares / "squares.ttf").read_bytes())
    result = write(document("川"), WriteOptions(fonts=(tmp_path,)))
    said = [(found.rule, Path(found.file).name) for found in result.findings]
    assert said == [("CSS004", name) for name in sorted(bad)]
    assert result.claims == ("PDF/UA-1", "PDF/A-2a")
    assert "Test-Squares" in embedded(result.data)
    style = tmp_path / "house.css"
    style.write_text("@font-face { font-family: Own; src: url(cff2.otf) } :root { --text-font: Own, 'Source Serif 4' }")
    assert [found.rule for found in write(document("x"), WriteOptions(styles=(style,))).findings] == ["CSS001"]


def outlines(kind: str) -> bytes:
    """A font with CFF2 outlines, one with CFF outlines, or none at all."""
    if not kind:
        return b"ttcf no font"
    names = [".notdef", "A", "B"]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({65: "A", 66: "B"})
    pen = T2CharStringPen(1000, None)
    shapes = {name: pen.getCharString() for name in names}
    if kind == "CFF2":
        builder.setupCFF2(shapes)
    else:
        builder.setupCFF("Own", {}, shapes, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    stream = io.BytesIO()
    builder.font.save(stream)
    return stream.getvalue()


def test_outlines_that_a_pdf_can_hold_are_used() -> None:
    assert can_embed(outlines("CFF"))
    assert not can_embed(outlines("CFF2"))


@pytest.mark.parametrize(
    ("charset", "good"),
    [(["cid00000", "cid00001"], True), ([".notdef", "cid00001"], True), ([".notdef", "cid7"], False)],
)
def test_glyphs_that_are_numbered_twice_come_out_as_others(charset: list[str], good: bool) -> None:
    """As in Noto Sans JP's .otf, which keeps the numbers that the characters have in the whole of Noto Sans CJK."""
    top = SimpleNamespace(ROS=("Adobe", "Identity", 0), charset=charset)
    assert is_numbered_once({"CFF ": SimpleNamespace(cff=SimpleNamespace(topDictIndex=[top]))}) is good


def test_added_fonts_change_nothing_that_the_bundled_ones_can_set(squares: Path) -> None:
    plain = document("Words, Ελλάδα, שלום, “quoted”.")
    assert write(plain, WriteOptions(fonts=(squares,))).data == write(plain, WriteOptions()).data


def test_a_style_sheet_can_name_an_added_font(squares: Path, tmp_path: Path) -> None:
    style = tmp_path / "house.css"
    style.write_text(':root { --text-font: "Test Squares", "Source Serif 4" }')
    plain = document("川")
    assert "Test-Squares" in embedded(write(plain, WriteOptions(fonts=(squares,), styles=(style,))).data)


def test_a_font_of_a_style_sheet_is_forgotten_after_its_document(squares: Path, tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes((squares / "squares.ttf").read_bytes())
    style = tmp_path / "house.css"
    style.write_text('@font-face { font-family: Own; src: url(own.ttf) } :root { --text-font: Own, "Source Serif 4" }')
    plain = document("Face 𓀀")
    before = write(plain, WriteOptions())
    styled = write(plain, WriteOptions(styles=(style,)))
    assert [found.message for found in styled.findings] == []
    after = write(plain, WriteOptions())
    assert after.data == before.data
    assert rules(after) == ["PDF004"]


def test_a_folder_without_fonts_is_an_error_of_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such folder"):
        WriteOptions.of(fonts=(tmp_path / "none",))
    with pytest.raises(UsageError, match="contains no font files"):
        write(document("x"), WriteOptions.of(fonts=(tmp_path,)))


@pytest.mark.slow
def test_the_command_takes_folders_of_fonts_from_its_option_and_from_settings(squares: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: T\nlang: ja\n---\n\n# T\n\n{QUOTES['ja']}\n")
    command = [sys.executable, "-m", "exporter", "convert", "a.md", "--to", "pdf"]
    plain = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "PDF004" in plain.stderr + plain.stdout
    asked = subprocess.run(
        [*command, "--fonts", str(squares)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "PDF004" not in asked.stderr + asked.stdout
    first = (tmp_path / "a.pdf").read_bytes()
    (tmp_path / "house").symlink_to(squares)
    (tmp_path / "exporter.toml").write_text('fonts = "house"\n')
    subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (tmp_path / "a.pdf").read_bytes() == first


# --- real fonts -------------------------------------------------------------------------------------------------------

MICRO_HEI = Path("/usr/share/fonts/truetype/wqy")


@pytest.mark.judge
def test_an_article_in_chinese_japanese_and_korean_meets_what_it_claims(tmp_path: Path) -> None:
    harness.need("the font WenQuanYi Micro Hei", MICRO_HEI.is_dir())
    blocks = tuple(Paragraph((Text(text * 4),), lang=lang) for lang, text in QUOTES.items())
    article = Document(metadata=Metadata(title="河流", lang="zh-Hans"), title=words("河流"), blocks=blocks)
    result = write(article, WriteOptions(fonts=(MICRO_HEI,)))
    assert result.findings == ()
    file = tmp_path / "cjk.pdf"
    file.write_bytes(result.data)
    for flavour in ("ua1", "2a"):
        assert harness.verapdf([file], flavour)[file] == []
    shown = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    for text in QUOTES.values():
        assert "".join((text * 4).split()) in "".join(shown.split())
