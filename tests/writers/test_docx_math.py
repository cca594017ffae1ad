"""Formulas as Office Math: what MathML says in elements, Word must be told in elements."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from exporter import open_article
from exporter.comparison.losses import compare
from exporter.model import DisplayMath, Document, Formula, Math, Metadata, Paragraph, Text, walk
from exporter.readback import open_file
from exporter.writers import WriteOptions
from exporter.writers.docx import write
from exporter.writers.docx.math import office_math


def told(mathml: str) -> str:
    """The elements and letters of a formula in Word, as a bracketed line."""
    made = office_math(Math("", f'<math xmlns="http://www.w3.org/1998/Math/MathML">{mathml}</math>'))
    assert made is not None
    return _line(made)


def _line(element: etree._Element) -> str:
    name = etree.QName(element).localname
    if name == "t":
        return element.text or ""
    inner = " ".join(filter(None, (_line(child) for child in element)))
    return inner if name in ("r", "oMath") else "" if name.endswith("Pr") else f"{name}({inner})"


@pytest.mark.parametrize(
    ("mathml", "wanted"),
    [
        ("<mfrac><mi>a</mi><mn>2</mn></mfrac>", "f(num(a) den(2))"),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "sSup(e(x) sup(2))"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "sSubSup(e(x) sub(i) sup(2))"),
        ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", "rad(deg() e(x + 1))"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "rad(deg(3) e(x))"),
        ("<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable>", "m(mr(e(a) e(b)))"),
        (
            "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>x</mi><mo>+</mo><mn>1</mn>",
            "nary(sub(i) sup(n) e(x)) + 1",
        ),
        (
            "<mmultiscripts><mi>X</mi><mi>b</mi><none/><mprescripts/><mi>c</mi><mi>d</mi></mmultiscripts>",
            "sPre(sub(c) sup(d) e(sSubSup(e(X) sub(b) sup())))",
        ),
        ('<menclose notation="box"><mi>x</mi></menclose>', "borderBox(e(x))"),
        ("<mphantom><mi>x</mi></mphantom><mi>y</mi>", "phant(e(x)) y"),
        ("<mover><mi>x</mi><mo>⏞</mo></mover>", "groupChr(e(x))"),
        ("<munder><mi>x</mi><mo>_</mo></munder>", "bar(e(x))"),
        ("<mfenced><mi>x</mi><mi>y</mi></mfenced>", "d(e(x) e(y))"),
        ('<mfenced separators=";,"><mi>x</mi><mi>y</mi><mi>z</mi></mfenced>', "d(e(x ; y , z))"),
        ("<maction><mi>x</mi><mi>y</mi></maction>", "x"),
    ],
)
def test_meaning_is_kept_in_elements(mathml: str, wanted: str) -> None:
    assert told(mathml) == wanted


def test_an_unknown_element_keeps_its_letters() -> None:
    assert told("<mfancy><mi>a</mi><mi>b</mi></mfancy>") == "a b"


@pytest.mark.parametrize("source", ["", "<math", '<!DOCTYPE x [<!ENTITY a "b">]><math>&a;', "\ud800"])
def test_what_is_no_mathml_is_none(source: str) -> None:
    assert office_math(Math("x", source)) is None


def test_a_formula_nested_without_end_is_none_and_no_overflow() -> None:
    deep = "<msqrt>" * 200 + "<mi>x</mi>" + "</msqrt>" * 200
    assert office_math(Math("x", f"<math>{deep}</math>")) is None


MATHML = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'


def formula(alt: str) -> DisplayMath:
    return DisplayMath("x", MATHML, alt)


LONG = "the number that nobody in the whole of the valley could ever name"


@pytest.mark.parametrize(("alt", "rules"), [("the unknown", []), (LONG, ["DOCX004"] * 2)])
def test_the_words_that_somebody_gave_a_formula_are_the_title_of_a_control(alt: str, rules: list[str]) -> None:
    """A building block: with another, LibreOffice 25.2 tells nothing of the paragraph around it (fixtures/heard)."""
    document = Document(
        metadata=Metadata(title="T", lang="en"),
        blocks=(Paragraph((Text("a "), Math("x", MATHML, alt), Text(" b"))), formula(alt)),
    )
    result = write(document, WriteOptions())
    assert [item.rule for item in result.findings] == rules
    with zipfile.ZipFile(io.BytesIO(result.data)) as package:
        assert package.read("word/document.xml").count(b"<w:docPartObj>") == 2
    for read in (open_file(result.data, "x.docx"), open_article(result.data, name="x.docx").document):
        kept = alt if len(alt) <= 64 else alt[:63].rstrip() + "…"
        assert [node.alt for node in walk(read) if isinstance(node, Formula)] == [kept, kept]
    assert compare(document, open_file(result.data, "x.docx"), "docx") == []


def test_words_that_are_made_of_a_formula_anyway_are_not_kept() -> None:
    result = write(Document(metadata=Metadata(lang="en"), blocks=(formula("x"),)), WriteOptions())
    assert result.findings == ()
    assert [type(node) for node in walk(open_file(result.data, "x.docx"))] == [DisplayMath]
