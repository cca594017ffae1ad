"""Office Math: letters, figures and signs each as what they are, whatever was typed in one run."""

from __future__ import annotations

import re

from exporter.model import DisplayMath, Math, walk
from tests.readers.word.files import TITLE, p, r, read


def run(text: str, look: str = "") -> str:
    return f"<m:r><m:rPr>{look}</m:rPr><m:t>{text}</m:t></m:r>"


def mathml(inner: str) -> str:
    """The inside of a formula's MathML, without namespaces."""
    made = read(TITLE + p(r("So ") + f"<m:oMath>{inner}</m:oMath>"))
    found = next(node for node in walk(made) if isinstance(node, Math))
    return re.sub(r"^<math[^>]*><mrow>|</mrow></math>$", "", found.mathml)


def test_a_run_is_taken_apart() -> None:
    assert mathml(run("F=2ab")) == "<mi>F</mi><mo>=</mo><mn>2</mn><mi>a</mi><mi>b</mi>"
    assert mathml(run("x≥10.5")) == "<mi>x</mi><mo>≥</mo><mn>10.5</mn>"


def test_only_normal_text_is_text() -> None:
    assert mathml(run("x") + run(" if open", "<m:nor/>")) == "<mi>x</mi><mtext> if open</mtext>"


def test_a_functions_name_is_one_identifier() -> None:
    plain = "<m:sty m:val='p'/>"
    function = f"<m:func><m:fName>{run('sin', plain)}</m:fName><m:e>{run('x')}</m:e></m:func>"
    assert mathml(function) == "<mrow><mi>sin</mi><mi>x</mi></mrow>"
    assert mathml(run("sin")) == "<mi>sin</mi>"


def test_structures() -> None:
    def sup(base: str) -> str:
        return f"<m:sSup><m:e>{run(base)}</m:e><m:sup>{run('2')}</m:sup></m:sSup>"

    assert mathml(sup("x")) == "<msup><mi>x</mi><mn>2</mn></msup>"
    assert mathml(f"<m:f><m:num>{run('a')}</m:num><m:den>{run('bc')}</m:den></m:f>") == (
        "<mfrac><mi>a</mi><mrow><mi>b</mi><mi>c</mi></mrow></mfrac>"
    )
    root = f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{run("x")}</m:e></m:rad>'
    assert mathml(root) == "<msqrt><mi>x</mi></msqrt>"
    limits = f"<m:sub>{run('i')}</m:sub><m:sup>{run('n')}</m:sup>"
    total = f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{limits}<m:e>{run("i")}</m:e></m:nary>'
    assert mathml(total) == "<mrow><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>i</mi></mrow>"
    bracket = f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{run("x")}</m:e></m:d>'
    assert mathml(bracket) == "<mrow><mo>[</mo><mrow><mi>x</mi></mrow><mo>]</mo></mrow>"


def test_a_formula_that_stands_alone_is_set_apart() -> None:
    made = read(TITLE + p(f"<m:oMathPara><m:oMath>{run('a=b')}</m:oMath></m:oMathPara>"))
    assert isinstance(made.blocks[0], DisplayMath)


def test_what_was_deleted_in_a_formula_is_not_in_it() -> None:
    assert mathml(run("a") + f'<w:del w:id="1">{run("b")}</w:del>') == "<mi>a</mi>"
