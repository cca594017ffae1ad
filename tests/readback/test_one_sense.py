"""What only the eye or only the ear gets of a file, with harmless cases of the same make beside each."""

from __future__ import annotations

import io

import pikepdf
import pytest
from lxml import etree
from pikepdf import Array, Dictionary, Name

from exporter.checks.finished import check_file
from exporter.readback.epub.sight import one_sense, rules_of
from exporter.readback.pdf.content import Reader
from exporter.readback.pdf.sight import layers_off
from exporter.writers import WriteOptions, writer
from tests.defects import load
from tests.defects.article import article, clean

TEXT = "/P <</MCID 0>> BDC BT /F 12 Tf 100 400 Td (Words) Tj ET EMC"
WORDS = [
    ("0 g", "", ""),
    ("1 g", "", "ground"),
    ("1 1 1 rg", "", "ground"),
    ("0 0 0 0 k", "", "ground"),
    ("0.97 g", "", "ground"),
    ("0.6 g", "", ""),
    ("0 g 50 300 300 300 re f 1 g", "", ""),
    ("0 0 1 rg 50 300 300 300 re f 0 0 1 rg", "", "ground"),
    ("0 g 400 700 100 20 re f 1 g", "", "ground"),
    ("q 0 g 50 300 300 300 re W n 0 0 600 800 re f Q 1 g", "", ""),
    ("3 Tr", "", "mode"),
    ("q 600 0 0 800 0 0 cm /I Do Q 3 Tr", "", ""),
    ("q 600 0 0 800 0 0 cm /I Do Q 1 g", "", ""),
    ("/Clear gs", "", "transparent"),
    ("/Half gs", "", ""),
    ("/Blend gs 1 g", "", ""),
    ("1 0 0 1 2000 0 cm", "", "off"),
    ("0.05 0 0 0.05 100 380 cm", "", "tiny"),
    ("", "1 g 50 300 300 300 re f", "covered"),
    ("", "1 g 50 500 300 300 re f", ""),
    ("", "q 50 500 300 300 re W n 1 g 0 0 600 800 re f Q", ""),
    ("", "/Half gs 1 g 50 300 300 300 re f", ""),
    ("/Sep cs 1 scn", "", ""),
]


@pytest.mark.parametrize(("before", "after", "why"), WORDS)
def test_painted_words_are_seen_or_it_is_said_why_not(before: str, after: str, why: str) -> None:
    made = _read(f"q {before} {TEXT} Q q {after} Q")
    assert made.sequences[made_key(made)].texts[0].unseen == why


@pytest.mark.parametrize(("state", "why"), [("OFF", "layer"), ("ON", "")])
def test_a_layer_is_shown_or_not(state: str, why: str) -> None:
    made = _read(f"/OC /L BDC {TEXT} EMC", state)
    assert made.sequences[made_key(made)].texts[0].unseen == why


def made_key(reader: Reader) -> tuple[tuple[int, int], int]:
    return next(iter(reader.sequences))


def _read(content: str, layer: str = "ON") -> Reader:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(600, 800))
    page = pdf.pages[0]
    font = Dictionary(Type=Name("/Font"), Subtype=Name("/Type1"), BaseFont=Name("/Helvetica"))
    image = pdf.make_stream(b"\0" * 12, Type=Name("/XObject"), Subtype=Name("/Image"), Width=2, Height=2)
    shown = pdf.make_indirect(Dictionary(Type=Name("/OCG"), Name="Draft"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([shown]), D=Dictionary({f"/{layer}": Array([shown])}))
    page.Resources = Dictionary(
        Font=Dictionary(F=font),
        XObject=Dictionary(I=image),
        ExtGState=Dictionary(Clear=Dictionary(ca=0), Half=Dictionary(ca=0.5), Blend=Dictionary(BM=Name("/Multiply"))),
        Properties=Dictionary(L=shown),
        ColorSpace=Dictionary(Sep=Array([Name("/Separation"), Name("/Spot"), Name("/DeviceCMYK")])),
    )
    page.Contents = pdf.make_stream(content.encode())
    stored = io.BytesIO()
    pdf.save(stored)
    again = pikepdf.open(stored)
    reader = Reader(off=layers_off(again))
    reader.page(again.pages[0], 1)
    return reader


PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><head/><body><section class="s"><p id="a" class="c">First words.</p>'
    '<p>Other <em class="e">words</em>.</p></section></body></html>'
)
SHEETS = [
    ("p { opacity: 0 } p { opacity: 1 }", []),
    ("p { opacity: 0 !important } p { opacity: 1 }", ["First words.", "Other words."]),
    ("#a { opacity: 0 } p { opacity: 1 }", ["First words."]),
    ("@media print { p { display: none } }", []),
    ("@media screen { #a { display: none } }", ["First words."]),
    ("@media (prefers-color-scheme: dark) { p { color: white } }", []),
    ("section { color: #fff }", ["First words.", "Other words."]),
    ("section { color: #fff; background: #000 }", []),
    ("section { color: #fff; background: #000 } .e { background: #fff }", ["words"]),
    ("section { color: #fff; background: url(x.png) }", []),
    ("p { left: -9999px }", []),
    (".c { position: fixed; top: -9999px }", ["First words."]),
    (".c::before { content: '• ' }", []),
    (".c::before { content: 'Not: ' }", ["Not: First words."]),
    (".none::before { content: 'Not: ' }", []),
    ("section { display: flex; flex-direction: column-reverse }", ["First words.Other words."]),
    ("section { visibility: hidden } .e { visibility: visible }", ["First words.Other words."]),
    ("p { font-size: 0.9em; color: #333 }", []),
    ("} p { opacity 0 ; } @", []),
]


@pytest.mark.parametrize(("sheet", "unseen"), SHEETS)
def test_style_sheets_hide_by_the_cascade(sheet: str, unseen: list[str]) -> None:
    root = etree.fromstring(PAGE)
    rules = rules_of(root, [sheet])
    found = list(one_sense(root, rules, lambda made: None)) if rules else []
    assert [item.words for item in found] == unseen


@pytest.mark.parametrize(
    ("form", "rule", "name"),
    [
        ("pdf", "PDF123", "words are white on white"),
        ("pdf", "PDF123", "words are written on the page by a note"),
        ("epub", "EPUB110", "words are transparent"),
        ("docx", "DOCX127", "words are half a point high"),
    ],
)
def test_check_names_them_as_a_warning_for_a_person(form: str, rule: str, name: str) -> None:
    defect = next(one for one in load() if (one.format, one.name) == (form, name))
    found = [item for item in check_file(defect.break_it(clean(form)), f"a.{form}") if item.rule == rule]
    assert [item.level.value for item in found] == ["warning"]
    assert "a person decides" in found[0].message


def test_check_names_them_in_a_page_of_html() -> None:
    data = writer("html")(article(), WriteOptions()).data
    assert [item for item in check_file(data, "a.html") if item.rule == "HTML103"] == []
    broken = data.replace(b"</style>", b"blockquote { opacity: 0 }</style>", 1)
    assert broken != data
    assert "HTML103" in {item.rule for item in check_file(broken, "a.html")}
