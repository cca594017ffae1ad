"""Characters of private use, and glyphs whose names say no character, are named: nobody hears them."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

import exporter
from exporter.checks.pdf.fonts import fonts, meaning


@pytest.mark.parametrize("form", ["md", "epub", "docx"])
def test_characters_of_private_use_are_named_in_articles_and_files(tmp_path: Path, form: str) -> None:
    article = tmp_path / "a.md"
    article.write_text("# Tides\n\nCall \uf095 or \uf0e0 us, `\uf095`.\n", encoding="utf-8")
    if form != "md":
        exporter.convert(article, form, output=tmp_path / f"a.{form}", lang="en")
    found = [item for item in exporter.check(tmp_path / f"a.{form}") if item.rule == "DOC026"]
    assert [item.message for item in found] == [
        "3 characters of private use mean nothing without their font: U+F095, U+F0E0"
    ]


def test_what_unicode_gives_a_meaning_is_not_named(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("# Tides\n\nCall ☎ or ✉ us, 𝔄 and 漢.\n", encoding="utf-8")
    assert [item for item in exporter.check(article) if item.rule == "DOC026"] == []


@pytest.mark.parametrize(
    ("names", "meant"),
    [(["/A", "/eacute", "/uni20AC", "/.notdef"], True), (["/A", "/g23"], False), (["/box1.alt7"], False)],
)
def test_glyphs_that_adobe_has_no_character_for_have_no_meaning(names: list[str], meant: bool) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    differences = pikepdf.Array([65, *(pikepdf.Name(name) for name in names)])
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Vale,
        Encoding=pikepdf.Dictionary(Differences=differences),
    )
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    assert list(meaning(fonts(pdf))) == ([] if meant else ["Vale"])
