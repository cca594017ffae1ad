"""Office Math as other programs write it, read back as MathML: every structure of ECMA-376 part 1, 22.1.2."""

from __future__ import annotations

import pytest
from lxml import etree

from exporter.accessibility.maths.words import said
from exporter.readback.docx.math import M, mathml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def told(office: str) -> str:
    """The MathML of a formula, as a bracketed line."""
    formula = etree.fromstring(f'<m:oMath xmlns:m="{M[1:-1]}" xmlns:w="{W}">{office}</m:oMath>')
    return _line(etree.fromstring(mathml(formula)))


def _line(element: etree._Element) -> str:
    name = etree.QName(element).localname
    inner = element.text or " ".join(_line(child) for child in element)
    return inner if name in ("mi", "mn", "mo", "mtext", "math") else f"{name}({inner})"


def r(text: str, properties: str = "") -> str:
    return f"<m:r>{properties}<m:t>{text}</m:t></m:r>"


def e(inner: str, name: str = "e") -> str:
    return f"<m:{name}>{inner}</m:{name}>"


A, B, X = r("a"), r("b"), r("x")
LIM = r("lim", '<m:rPr><m:sty m:val="p"/></m:rPr>')
LOW = f"<m:limLow>{e(X)}{e(A, 'lim')}</m:limLow>"
FORMULAS = {
    r("2ab+1,5"): "2 a b + 1,5",
    r("-x"): "− x",
    r("if", "<m:rPr><m:nor/></m:rPr>"): "if",
    r("sin", '<m:rPr><m:sty m:val="p"/></m:rPr>'): "sin",
    "<w:r><w:t>see</w:t></w:r>": "see",
    f"<m:f>{e(A, 'num')}{e(B, 'den')}</m:f>": "mfrac(a b)",
    f'<m:f><m:fPr><m:type m:val="noBar"/></m:fPr>{e(A, "num")}{e(B, "den")}</m:f>': "mfrac(a b)",
    f'<m:f><m:fPr><m:type m:val="lin"/></m:fPr>{e(A, "num")}{e(B, "den")}</m:f>': "a / b",
    f"<m:sSup>{e(X)}{e(A, 'sup')}</m:sSup>": "msup(x a)",
    f"<m:sSub>{e(X)}{e(A, 'sub')}</m:sSub>": "msub(x a)",
    f"<m:sSubSup>{e(X)}{e(A, 'sub')}{e(B, 'sup')}</m:sSubSup>": "msubsup(x a b)",
    f"<m:sSubSup>{e(X)}{e(A, 'sub')}<m:sup/></m:sSubSup>": "msub(x a)",
    f"<m:sPre>{e(A, 'sub')}{e(B, 'sup')}{e(X)}</m:sPre>": "mmultiscripts(x mprescripts() a b)",
    f"<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/>{e(X)}</m:rad>": "msqrt(x)",
    f"<m:rad>{e(A, 'deg')}{e(X)}</m:rad>": "mroot(x a)",
    f"<m:d>{e(A)}{e(B)}</m:d>": "mrow(( a | b ))",
    f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr>{e(A)}</m:d>': "mrow([ a)",
    f"<m:nary>{e(A, 'sub')}{e(B, 'sup')}{e(X)}</m:nary>": "msubsup(∫ a b) x",
    f'<m:nary><m:naryPr><m:chr m:val="∑"/><m:supHide m:val="1"/></m:naryPr>{e(A, "sub")}<m:sup/>{e(X)}</m:nary>': (
        "munder(∑ a) x"
    ),
    f"<m:func>{e(r('sin'), 'fName')}{e(X)}</m:func>": "sin x",
    f"<m:limLow>{e(LIM)}{e(A, 'lim')}</m:limLow>": "munder(lim a)",
    f"<m:limUpp>{e(X)}{e(A, 'lim')}</m:limUpp>": "mover(x a)",
    f"<m:limUpp>{e(LOW)}{e(B, 'lim')}</m:limUpp>": "munderover(x a b)",
    f"<m:acc>{e(X)}</m:acc>": "mover(x ^)",
    f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>{e(X)}</m:bar>': "mover(x ¯)",
    f"<m:bar>{e(X)}</m:bar>": "munder(x _)",
    f'<m:groupChr><m:groupChrPr><m:pos m:val="top"/></m:groupChrPr>{e(X)}</m:groupChr>': "mover(x ⏟)",
    f"<m:m><m:mr>{e(A)}{e(B)}</m:mr></m:m>": "mtable(mtr(mtd(a) mtd(b)))",
    f"<m:eqArr>{e(r('a&amp;=b'))}{e(X)}</m:eqArr>": "mtable(mtr(mtd(a = b)) mtr(mtd(x)))",
    f"<m:borderBox>{e(X)}</m:borderBox>": "menclose(x)",
    f"<m:box>{e(X)}</m:box>": "x",
    f"<m:phant>{e(X)}</m:phant>": "x",
    f'<m:phant><m:phantPr><m:show m:val="0"/></m:phantPr>{e(X)}</m:phant>': "mphantom(x)",
    f'<w:del w:id="1">{A}</w:del><w:ins w:id="2">{B}</w:ins>': "b",
}


@pytest.mark.parametrize("office", FORMULAS)
def test_a_structure_of_office_math(office: str) -> None:
    assert told(office) == FORMULAS[office]


def test_what_others_write_is_said_in_words() -> None:
    """The quadratic formula, as Word saves it: whole runs of letters and signs."""
    power = f"<m:sSup>{e(B)}{e(r('2'), 'sup')}</m:sSup>"
    root = f"<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/>{e(power + r('-4ac'))}</m:rad>"
    office = f"{r('x=')}<m:f>{e(r('-b±') + root, 'num')}{e(r('2a'), 'den')}</m:f>"
    formula = etree.fromstring(f'<m:oMath xmlns:m="{M[1:-1]}">{office}</m:oMath>')
    assert said(mathml(formula), "en") == (
        "x equals the fraction with numerator minus b plus or minus the square root of b squared minus 4 a c end root "
        "and denominator 2 a end fraction"
    )
