"""Formulas in words: what a person would read aloud, in English and German, and nothing where it cannot be said."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from latex2mathml.converter import convert

from exporter import open_article, render
from exporter.accessibility.maths.engine import by_engine, checked_engine, speaking
from exporter.accessibility.maths.vocabulary import SPOKEN, vocabulary
from exporter.accessibility.maths.words import LARGEST, made_of, said
from exporter.errors import UsageError
from exporter.model import DisplayMath, Document, Math, Metadata, Paragraph, Span, Text, walk
from exporter.passes.formula_words import run
from exporter.readback import open_file
from exporter.run.rendering import Rendering
from exporter.speak import transcript
from tests.judges import harness

SAID = [
    (r"v = \frac{d}{t}", "v equals d over t", "v gleich d durch t"),
    (r"E = mc^2", "capital E equals m c squared", "groß E gleich m c Quadrat"),
    (
        r"\sum_{i=1}^{n} w_i = 480",
        "the sum from i equals 1 to n of w sub i equals 480",
        "Summe von i gleich 1 bis n über w Index i gleich 480",
    ),
    (
        r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}",
        "x equals the fraction with numerator minus b plus or minus the square root of b squared minus 4 a c end root "
        "and denominator 2 a end fraction",
        "x gleich Bruch mit Zähler minus b plus oder minus Wurzel aus b Quadrat minus 4 a c Ende Wurzel und Nenner 2 a "
        "Ende Bruch",
    ),
    (
        r"\int_0^\infty e^{-x}\,dx",
        "the integral from 0 to infinity of e to the power minus x d x",
        "Integral von 0 bis unendlich über e hoch minus x d x",
    ),
    (
        r"\lim_{x\to 0} \sin x",
        "the limit as x approaches 0 of sine of x",
        "Limes für x gegen 0 von Sinus von x",
    ),
    (
        r"\begin{pmatrix}a&b\\c&0\end{pmatrix}",
        "the 2 by 2 matrix; row 1: a, b; row 2: c, 0; end matrix",
        "2 mal 2 Matrix; Zeile 1: a, b; Zeile 2: c, 0; Ende Matrix",
    ),
    (
        r"\begin{cases}1 & x>0\\0 & x \le 0\end{cases}",
        "2 cases; case 1: 1, x is greater than 0; case 2: 0, x is less than or equal to 0; end cases",
        "2 Fälle; Fall 1: 1, x größer als 0; Fall 2: 0, x kleiner oder gleich 0; Ende Fälle",
    ),
    (r"\alpha_{i,j}^{2}", "alpha sub i, j end sub squared", "Alpha Index i, j Ende Index Quadrat"),
    (r"\Omega \in \mathbb{R}", "capital omega is an element of the real numbers", None),
    (r"\binom{n}{k}", "n choose k", "n über k"),
    (r"|x| < \frac12", "the absolute value of x is less than one half", "Betrag von x kleiner als ein halb"),
    (r"\sqrt[3]{x+1}", "the cube root of x plus 1 end root", "dritte Wurzel aus x plus 1 Ende Wurzel"),
    (r"f'(x)", "f prime of x", "f Strich von x"),
    (r"f(x+1)", "f of open parenthesis x plus 1 close parenthesis", None),
    (r"\vec{v} \cdot \bar{n}", "vector v times n bar", "Vektor v mal n quer"),
    (r"\log_2 8", "the logarithm base 2 of 8", "Logarithmus zur Basis 2 von 8"),
    (r"90^\circ", "90 degrees", "90 Grad"),
    (r"\max_{x} g(x)", "the maximum over x of g of x", "Maximum für x von g von x"),
    (r"\begin{aligned}a&=b\\c&=d\end{aligned}", "2 lines; line 1: a equals b; line 2: c equals d", None),
]


def maths(tex: str) -> str:
    known = tex.replace("aligned", "align*")
    return convert(known, display="block")


@pytest.mark.parametrize(("tex", "english", "german"), SAID)
def test_a_formula_is_said(tex: str, english: str, german: str | None) -> None:
    assert said(maths(tex), "en-GB") == english
    if german is not None:
        assert said(maths(tex), "de") == german
    assert made_of(maths(tex), english)


ALIKE = [
    (r"\frac{a}{b} c", r"\frac{a}{bc}", r"\frac{a b}{c}"),
    (r"\sqrt{a} + b", r"\sqrt{a + b}"),
    (r"x^{a} b", r"x^{ab}"),
    (r"x_i y", r"x_{iy}"),
    (r"|a| + b", r"|a + b|"),
    (r"\sqrt[3]{a} b", r"\sqrt[3]{ab}"),
    (r"\bar{a} b", r"\overline{ab}"),
    (r"A", r"a", r"\alpha"),
]


@pytest.mark.parametrize("formulas", ALIKE)
@pytest.mark.parametrize("lang", SPOKEN)
def test_formulas_that_differ_sound_different(lang: str, formulas: tuple[str, ...]) -> None:
    heard = [said(maths(tex), lang) for tex in formulas]
    assert "" not in heard
    assert len(set(heard)) == len(formulas)


UNSAID = {
    "a language without words": (maths("x^2"), "fr"),
    "no language": (maths("x^2"), ""),
    "no formula": ("", "en"),
    "not XML": ("<math><mi>x</math>", "en"),
    "not a formula": ("<p>x</p>", "en"),
    "nothing in it": ("<math><mspace/></math>", "en"),
    "a box, which has no words": ("<math><menclose><mi>x</mi></menclose></math>", "en"),
    "a sign that is not known": ("<math><mo>⨳</mo></math>", "en"),
    "a letter of a script that is not known": ("<math><mi>ش</mi></math>", "en"),
    "a fraction of one part": ("<math><mfrac><mi>x</mi></mfrac></math>", "en"),
    "very deep": ("<math>" + "<msqrt>" * 60 + "<mi>x</mi>" + "</msqrt>" * 60 + "</math>", "en"),
    "very long": ("<math>" + "<mi>x</mi>" * LARGEST + "</math>", "en"),
}


@pytest.mark.parametrize("kind", UNSAID)
def test_what_cannot_be_said_is_not_guessed_at(kind: str) -> None:
    assert said(*UNSAID[kind]) == ""


def test_each_language_has_words_for_the_same_things() -> None:
    tables = {lang: vocabulary(lang) for lang in SPOKEN}
    english = tables["en"]
    assert english is not None
    for words in tables.values():
        assert words is not None
        assert words.structures.keys() == english.structures.keys()
        for name in ("operators", "relations", "fences", "large", "limits", "sets"):
            assert words.tables[name].keys() == english.tables[name].keys()


# --- in the files ---------------------------------------------------------------------------------------------------

ARTICLE = r"""---
title: The speed of a train
lang: {lang}
---

A train has the speed $v = \frac{{d}}{{t}}$.

$$\sum_{{i=1}}^{{n}} w_i$$
"""


def rendered(form: str, lang: str = "en") -> Rendering:
    return render(open_article(ARTICLE.format(lang=lang).encode(), name="a.md"), form, prove=True)


WORDS = {
    "en": ["v equals d over t", "the sum from i equals 1 to n of w sub i"],
    "de": ["v gleich d durch t", "Summe von i gleich 1 bis n über w Index i"],
}


@pytest.mark.parametrize("lang", WORDS)
def test_the_pdf_says_formulas_in_its_language(lang: str) -> None:
    with pikepdf.open(io.BytesIO(rendered("pdf", lang).data)) as pdf:
        said_there = [
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Formula" and "/Alt" in item
        ]
    assert sorted(said_there) == sorted(WORDS[lang])


def test_an_epub_says_formulas() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered("epub").data)) as package:
        pages = "".join(package.read(name).decode() for name in package.namelist() if name.endswith("html"))
    for words in WORDS["en"]:
        assert f'alttext="{words}"' in pages


def test_word_says_formulas_by_itself(tmp_path: Path) -> None:
    """Office Math is told by what reads it; words of ours would be a control round it (docs/docx.md)."""
    data = rendered("docx").data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        page = package.read("word/document.xml").decode()
    assert page.count("<m:oMath>") + page.count("<m:oMath ") == len(WORDS["en"])
    assert "<w:sdt>" not in page
    (tmp_path / "a.docx").write_bytes(data)
    told = "\n".join(str(line) for line in transcript(open_file(tmp_path / "a.docx")))
    for words in WORDS["en"]:
        assert words in told


def test_tex_is_never_said() -> None:
    """Where there are no words in the article's language, MathML stands alone, and a finding says so."""
    result = rendered("epub", "fr")
    with zipfile.ZipFile(io.BytesIO(result.data)) as package:
        pages = "".join(package.read(name).decode() for name in package.namelist() if name.endswith("html"))
    assert "alttext" not in pages
    assert "<math" in pages
    assert [item.rule for item in result.findings].count("DOC015") == 2
    with pikepdf.open(io.BytesIO(rendered("pdf", "fr").data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item:
                assert "\\" not in str(item.Alt)


def test_a_formula_in_another_language_is_said_in_that() -> None:
    formula = Math("x^2", convert("x^2"))
    held = Document(
        metadata=Metadata(title="T", lang="en"),
        title=(Text("T"),),
        blocks=(Paragraph((formula, Span((formula,), lang="de"))),),
    )
    made, found = run(held)
    (paragraph,) = made.blocks
    assert isinstance(paragraph, Paragraph)
    english, german = paragraph.content
    assert isinstance(english, Math)
    assert isinstance(german, Span)
    assert english.alt == "x squared"
    assert german.content == (Math("x^2", convert("x^2"), "x Quadrat"),)
    assert [item.rule for item in found] == ["DOC041"]
    assert run(made) == (made, [])


def test_the_words_of_an_author_stay_and_tex_is_none() -> None:
    def alt(given: str) -> str | None:
        blocks = (Paragraph((Math("x^2", convert("x^2"), given),)),)
        made, _ = run(Document(metadata=Metadata(title="T", lang="en"), title=(Text("T"),), blocks=blocks))
        (paragraph,) = made.blocks
        assert isinstance(paragraph, Paragraph)
        (formula,) = paragraph.content
        assert isinstance(formula, Math)
        return formula.alt

    assert alt("the area of the square") == "the area of the square"
    assert alt(r"{\displaystyle x^{2}}") == "x squared"
    assert alt("x^2") == "x squared"


# --- by an engine of the user's -------------------------------------------------------------------------------------


@pytest.fixture
def engine() -> Path:
    folder = harness.TOOLS / "node_modules" / "speech-rule-engine"
    harness.need("speech-rule-engine", folder.is_dir())
    return folder


@pytest.mark.judge
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "v equals d over t"),
        ("de", "v ist gleich d geteilt durch t"),
        ("fr", "v égale début fraction d sur t fin fraction"),
        ("es", "v igual empezar fracción d entre t finalizar fracción"),
        ("it", "v uguale a inizio frazione d fratto t fine frazione"),
    ],
)
def test_the_engine_says_formulas_in_the_language_around_them(lang: str, words: str, engine: Path) -> None:
    text = f"---\ntitle: T\nlang: {lang}\n---\n\n$v = \\frac{{d}}{{t}}$\n"
    article = open_article(text.encode(), name="a.md", maths_engine=engine)
    assert [node.alt for node in walk(article.document) if isinstance(node, Math | DisplayMath)] == [words]


@pytest.mark.judge
def test_what_the_engine_has_no_words_for_is_said_by_ours(engine: Path) -> None:
    with speaking(checked_engine(engine)):
        assert by_engine([("pl", maths("x")), ("fr", "")]) == ["", ""]
        assert by_engine([("fr", maths("x^2")), ("de", maths("x^2"))]) == ["x au carré", "x Quadrat"]


def test_a_folder_without_the_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not the folder of the npm package"):
        open_article(b"# T\n\nWords.\n", name="a.md", maths_engine=tmp_path)


@pytest.mark.slow
def test_an_engine_that_breaks_or_lies_costs_nothing_but_its_words(tmp_path: Path) -> None:
    """It is somebody else's program: what it does wrong is no reason to write nothing."""
    (tmp_path / "lib" / "mathmaps").mkdir(parents=True)
    (tmp_path / "lib" / "mathmaps" / "en.json").write_text("{}", encoding="utf-8")
    for number, program in enumerate(
        ("throw new Error('broken')", "module.exports = {}", "process.exit(0)", "console.log('[1]')")
    ):
        (tmp_path / "lib" / "sre.js").write_text(program, encoding="utf-8")
        text = f"---\ntitle: T\nlang: en\n---\n\n$x^2 + {number}$\n"
        article = open_article(text.encode(), name="a.md", maths_engine=tmp_path)
        found = [node.alt for node in walk(article.document) if isinstance(node, Math | DisplayMath)]
        assert found == [f"x squared plus {number}"]
