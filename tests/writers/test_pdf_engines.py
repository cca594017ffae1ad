"""What a document needs of a layout engine, and what is chosen by that."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from exporter import open_article
from exporter.assets import styles_folder
from exporter.model import Document
from exporter.writers import EngineName, WriteOptions, pdf
from exporter.writers.pdf.engines import CAN, ENGINES, engine_called, missing
from exporter.writers.pdf.engines import needs as needs_module
from exporter.writers.pdf.engines.needs import EVERYTHING, Need

PLAIN = "Words “in” *print* – [here](https://example.org/).\n\n## A part\n\n- one\n- two\n"


def read(markdown: str) -> Document:
    return open_article(f"---\ntitle: The river\nlang: en\n---\n\n{markdown}".encode(), name="a.md").document


def needs(text: str, monkeypatch: pytest.MonkeyPatch, **options: Any) -> frozenset[Need]:
    """What was found to be needed when the article was laid out."""
    found = []

    def noting(*arguments: Any) -> frozenset[Need]:
        found.append(needs_module.needs_of(*arguments))
        return found[-1]

    monkeypatch.setattr(pdf, "needs_of", noting)
    pdf.write(read(text), WriteOptions(**options))
    return found[0]


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Words in *print* – “here”, Αθήνα, Москва, żółć.", set()),
        ("- one\n- two\n\n> said\n\n```\ncode\n```", set()),
        ("שלום", {Need.RIGHT_TO_LEFT}),
        ("नमस्ते", {Need.INDIC}),
        ("a ⇒ b", {Need.OTHER_SIGNS}),
        ("🙂", {Need.EMOJI}),
        ("a\u0301\u0302", {Need.MARKS}),
        ("$x^2$", {Need.FORMULAS}),
        ("Word[^1].\n\n[^1]: A note.", {Need.FOOT_NOTES}),
        ("| a | b |\n|---|---|\n| 1 | 2 |", {Need.TABLES}),
        ("```\n" + "line\n" * 40 + "```", {Need.LONG_CODE}),
    ],
)
def test_what_a_document_needs_is_found_in_it(text: str, needed: set[Need], monkeypatch: pytest.MonkeyPatch) -> None:
    assert needs(text, monkeypatch) == needed


def test_wide_tables_need_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def table(columns: int) -> str:
        return "\n".join(["| " + "word-of-fourteen | " * columns, "|" + "---|" * columns, "| x " * columns + "|"])

    assert needs(table(7), monkeypatch) == {Need.TABLES, Need.TURNED_PAGES}
    assert Need.BROKEN_WORDS in needs(table(14), monkeypatch)


@pytest.mark.parametrize(
    ("options", "need"),
    [
        ({"edition": "large-print"}, Need.EDITION),
        ({"pdf": "ua-2"}, Need.PDF_TWO),
        ({"contents": "always"}, Need.PAGE_REFERENCES),
        ({"picture_dpi": 150}, Need.PICTURE_RESOLUTION),
        ({"fonts": (styles_folder() / "fonts",)}, Need.HOUSE_FONTS),
    ],
)
def test_options_need_what_they_ask_for(options: dict[str, Any], need: Need, monkeypatch: pytest.MonkeyPatch) -> None:
    assert needs("Words.\n\n## Part\n\nMore.", monkeypatch, **options) == {need}


def test_what_is_called_plain_is_in_the_text_fonts() -> None:
    """Each character that needs nothing special is in every face of the text font, or shows nothing."""
    from fontTools.ttLib import TTFont

    plain = {chr(code) for code in range(32, 0x10000) if not needs_module._by_text(chr(code))}
    for face in sorted((styles_folder() / "fonts").glob("SourceSerif4_*.ttf")):
        known = {chr(code) for code in TTFont(face).getBestCmap()}
        assert plain - known - set("\x7f\xad\u200b") == set(), face.name


def test_the_given_engine_can_everything() -> None:
    assert next(iter(ENGINES)) == "weasyprint"
    assert CAN["weasyprint"] == EVERYTHING
    assert missing({Need.TABLES}, {Need.FORMULAS, Need.TABLES, Need.EMOJI}) == [Need.EMOJI, Need.FORMULAS]


def test_the_file_names_the_engine_that_set_it(tmp_path: Path) -> None:
    import pikepdf

    fast: EngineName = "plutobook" if find_spec("plutoprint") else "weasyprint"  # which sets it where that is missing
    for name, engine in (("weasyprint", "weasyprint"), ("plutobook", fast)):
        made = read(PLAIN).write(tmp_path / name, "pdf", engine=name)
        with pikepdf.open(Path(made)) as file:
            producer = str(file.docinfo["/Producer"])
        assert producer == engine_called(engine).producer()
        assert producer.lower().startswith(f"{engine} "), "its name, and a version"
