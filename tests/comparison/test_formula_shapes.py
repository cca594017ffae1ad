"""Formulas in the proof: a fraction that has become a row of letters is not the same formula, whatever its letters."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from exporter.accessibility.maths.words import said
from exporter.comparison.formulas import formula
from exporter.comparison.losses import compare
from exporter.model import DisplayMath, Document, Formula, Math, Metadata, Paragraph, Text, walk
from exporter.readback import open_file
from exporter.readers.math import from_tex
from exporter.speak import as_text, transcript
from exporter.writers import WriteOptions
from exporter.writers.docx import write

TEX = [
    r"v = \frac{d}{t}",
    r"\binom{n}{k}",
    r"x_i^2 + {}^{14}_{6}C",
    r"\sqrt{b^2-4ac} + \sqrt[3]{x}",
    r"\sum_{i=1}^{n} w_i = \prod_{k} a_k",
    r"\int_0^\infty e^{-x} dx",
    r"\lim_{x\to 0} \sin x",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}",
    r"\begin{cases}1 & x>0\\0 & x \le 0\end{cases}",
    r"\left( \frac{a}{b} \right] |x|",
    r"\hat{x} \dot{y} \vec{v} \bar{z} \tilde{u} \ddot{w}",
    r"\underbrace{a+b}_{n} \overbrace{c}^{m} \underline{x} \overline{AB}",
    r"\boxed{x} \cancel{y} \phantom{z}",
    r"x \text{ for all } y \in \mathbb{R}",
    r"\stackrel{!}{=} \underset{a}{b} f''(x)",
]


def math(tex: str) -> Math:
    made, problem = from_tex(tex, None, None)
    assert not problem
    return made


def article(node: Math) -> Document:
    held = (Paragraph((Text("It is "), node, Text(" here."))), DisplayMath(node.tex, node.mathml))
    return Document(metadata=Metadata(title="T", lang="en"), title=(Text("T"),), blocks=held)


def changed(data: bytes, pattern: str, by: str) -> bytes:
    """The DOCX with one thing of its document part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                text, count = re.subn(pattern, by, content.decode(), flags=re.DOTALL)
                assert count
                content = text.encode()
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("tex", TEX)
def test_what_word_holds_of_a_formula_is_the_formula(tex: str) -> None:
    """The structure comes back whole, and so do the words that are made of it."""
    original = article(math(tex))
    copy = open_file(write(original, WriteOptions()).data, "x.docx")
    assert list(compare(original, copy, "docx")) == []
    for node in walk(copy):
        if isinstance(node, Formula):
            assert said(node.mathml, "en") == said(math(tex).mathml, "en")


def test_a_formula_in_a_sentence_is_told_from_word_as_it_is_from_the_article() -> None:
    original = article(math(r"v = \frac{d}{t}"))
    copy = open_file(write(original, WriteOptions()).data, "x.docx")
    assert "[formula] v equals d over t [end of formula]" in as_text(transcript(copy))
    assert as_text(transcript(copy)) == as_text(transcript(original))


@pytest.mark.parametrize(
    ("tex", "structure"),
    [(r"\frac{a}{b}", "f"), (r"x^2", "sSup"), (r"x_2", "sSub"), (r"\sqrt{x}", "rad"), (r"\overline{AB}", "acc|bar")],
)
def test_a_structure_that_became_a_row_of_its_letters_is_a_loss(tex: str, structure: str) -> None:
    original = article(math(tex))
    data = changed(write(original, WriteOptions()).data, rf"</?m:(?:{structure})>|<m:\w+Pr>.*?</m:\w+Pr>", "")
    data = changed(data, r"</?m:(?:num|den|e|sup|sub|deg)/?>", "")
    losses = list(compare(original, open_file(data, "x.docx"), "docx"))
    assert [loss.kind for loss in losses] == ["math", "math"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"\frac{a}{b}", "a b"),
        (r"\frac{a}{b}", r"\binom{a}{b}".replace("binom", "frac") + "c"),
        (r"x^2", "x2"),
        (r"x^2", "x_2"),
        (r"\sqrt[3]{x}", r"\sqrt{3x}"),
        (r"\begin{matrix}a&b\\c&d\end{matrix}", "abcd"),
        (r"\sum_i^n", r"\sum in"),
    ],
)
def test_formulas_of_the_same_letters_are_not_the_same(old: str, new: str) -> None:
    assert formula(math(old)).is_kept_in(formula(math(old)))
    assert not formula(math(old)).is_kept_in(formula(math(new)))


def test_signs_in_a_row_stand_for_a_formula_only_where_it_has_no_words() -> None:
    """Which is what a PDF's alternative says of a formula that cannot be put into words."""
    made = math(r"\frac{a}{b}")
    signs, words = Math("", "", "a b"), Math("", "", "a over b")
    assert formula(made).is_kept_in(formula(signs))
    described = Math(made.tex, made.mathml, "a over b")
    assert formula(described).is_kept_in(formula(words))
    assert not formula(described).is_kept_in(formula(signs))
