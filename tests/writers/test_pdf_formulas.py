"""Formulas on the page: set in two dimensions for the eye, one Formula with its words for a listener."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from latex2mathml.converter import convert
from lxml import etree
from pdfminer.layout import LTChar

from exporter.comparison.losses import compare
from exporter.model import DisplayMath, Document, Math, Metadata, Paragraph, Text
from exporter.readback import open_file
from exporter.speak import as_text, transcript
from exporter.writers import WriteOptions
from exporter.writers.pdf import structure_tree, write
from exporter.writers.pdf.structure import walk
from exporter.writers.xhtml.formula import set_formula
from tests.checks.rich import p, words
from tests.writers.test_page_style import items, line
from tests.writers.test_pdf import sequences

TEX = [
    r"n",
    r"n^2/2",
    r"\frac{(10^6)^2}{2} = 5 \times 10^{11}",
    r"T(n) = 2\,T\!\left(\frac{n}{2}\right) + n \quad\Rightarrow\quad T(n) = n \log_2 n",
    r"\sum_{i=1}^{n} x_i = \frac{n(n+1)}{2}",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}",
    r"\int_0^1 f(x)\,dx",
    r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}",
    r"\bar{x}, \hat{y}, \sqrt[3]{8}",
    r"\overline{AB} \underbrace{a+b}_{c}",
    r"\text{speed} = \text{way} / \text{time}",
    r"\mathbb{R} \ni x' \le \infty",
]


def document(*blocks: Paragraph | DisplayMath) -> Document:
    return Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=blocks)


def math(tex: str) -> Math:
    return Math(tex, convert(tex), f"the words of {tex}")


def painted(tex: str) -> str:
    """The text of a formula as it is set."""
    holder = etree.Element("holder")
    set_formula(holder, etree.fromstring(convert(tex)))
    return "".join(map(str, holder.itertext()))


@pytest.mark.parametrize("tex", TEX)
def test_a_formula_is_one_element_with_its_words(tex: str) -> None:
    article = document(Paragraph((Text("So "), math(tex), Text(" it is."))), math(tex).displayed())
    formulas = [here for here in walk(structure_tree(article)) if here.type == "Formula"]
    assert [here.alt for here in formulas] == [f"the words of {tex}"] * 2
    assert all(not [kid for kid in here.kids if hasattr(kid, "kids")] for here in formulas)
    result = write(article, WriteOptions())
    assert result.claims == ("PDF/UA-1", "PDF/A-2a"), result.findings


def test_read_back_loses_nothing(tmp_path: Path) -> None:
    article = document(*(math(tex).displayed() for tex in TEX), Paragraph((Text("In "), math(TEX[3]), Text(" text."))))
    file = tmp_path / "formulas.pdf"
    file.write_bytes(write(article, WriteOptions()).data)
    assert not compare(article, open_file(file), "pdf")


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"n \log_2 n", "n log2 n"),
        (r"\sin(x)", "sin(x)"),
        (r"a+b=c", "a + b = c"),
        (r"-x", "−x"),
        (r"a_{i+1}", "ai+1"),
        (r"f(x, y)", "f(x, y)"),
        (r"x \quad y", "x\u2003y"),
        (r"x'", "x′"),
    ],
)
def test_signs_have_room_where_a_printer_gives_it(tex: str, text: str) -> None:
    assert painted(tex) == text


def test_a_numerator_stands_above_its_denominator_and_a_power_is_raised() -> None:
    data = write(document(math(r"\frac{7}{8}").displayed(), math(r"3^9").displayed()), WriteOptions()).data
    over, under, base, power = (line(data, char)[0] for char in "7839")
    assert over.y0 > under.y1 - 4
    assert abs((over.x0 + over.x1) / 2 - (under.x0 + under.x1) / 2) < 1
    assert power.y0 > base.y0 + 2
    assert power.size < base.size


def test_no_markup_is_painted() -> None:
    data = write(document(*(math(tex).displayed() for tex in TEX)), WriteOptions()).data
    text = "".join(letter.get_text() for letter in items(data, LTChar))
    assert not set(text) & set("\\^_{}&<>")


def test_a_page_that_begins_with_a_formula_is_found_there() -> None:
    blocks = [block for _ in range(60) for block in (p("x"), math(r"\frac{a}{b}").displayed())]
    article = document(*blocks)
    starts = write(article, WriteOptions()).pages
    assert len(starts) > 3
    assert all(start.node > 0 for start in starts[1:])


@pytest.mark.parametrize(
    ("mathml", "painted"),
    [
        ("<math>x + <mi>y</mi></math>", "T T-E-X"),
        ("<math><mfrac/></math>", "T T-E-X"),
        ("<math><msup><mi>q</mi></msup></math>", "T q"),
        ("<math><semantics><mi>q</mi><annotation>no</annotation></semantics></math>", "T q"),
        ("<math><merror><mtext>odd one</mtext></merror></math>", "T odd one"),
        ("no xml <", "T T-E-X"),
        ("<math>" + "<mrow>" * 200 + "<mi>q</mi>" + "</mrow>" * 200 + "</math>", "T q"),
    ],
)
def test_mathml_that_is_not_as_it_should_be_is_still_shown(mathml: str, painted: str) -> None:
    tree = structure_tree(document(DisplayMath("T-E-X", mathml, None)))
    text = " ".join("".join(kid.text for kid in here.kids if hasattr(kid, "text")) for here in walk(tree))
    assert " ".join(text.split()) == painted


def test_nothing_lies_outside_marked_content() -> None:
    data = write(document(*(math(tex).displayed() for tex in TEX)), WriteOptions()).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert {(tag, depth) for page in pdf.pages for tag, _, depth in sequences(page)} == {
            ("/Span", 1),
            ("/Artifact", 1),
        }


def test_words_after_a_formula_at_a_lines_end_stand_apart_from_it() -> None:
    """Layout drops the space there, and a formula's own words have no room for one."""
    lines = [
        Paragraph((Text("word " * 10 + "x" * wide + " and "), math("h"), Text(" goes on."))) for wide in range(1, 24)
    ]
    said = as_text(transcript(open_file(write(document(*lines), WriteOptions()).data)))
    assert said.count("[end of formula] goes on.") == len(lines)


def formulas_of(data: bytes) -> list[tuple[str, str, str, bool]]:
    """Of each Formula: its alternative, the owner of its attributes, its MathML there, whether a file is tied to it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Formula"]
        return [(str(one.Alt), str(one.A.O), str(one.A.get("/MSFT_MathML", "")), "/AF" in one) for one in found]


def test_pdf_1_7_has_the_formula_itself_in_words_attribute() -> None:
    """Read by pdf.js, which makes MathML of it for Firefox, and by NVDA: from one dictionary, not from several."""
    article = document(Paragraph((Text("So "), math(r"\frac{a}{b}"), Text(" it is."))), math("x^2").displayed())
    data = write(article, WriteOptions()).data
    found = formulas_of(data)
    assert {owner for _, owner, _, _ in found} == {"/MSFT_Office"}
    assert sorted("<mfrac>" in mathml for _, _, mathml, _ in found) == [False, True]
    assert sorted("<msup>" in mathml for _, _, mathml, _ in found) == [False, True]
    assert list(compare(article, open_file(data), "pdf")) == []  # which of them stands apart is told by its class


@pytest.mark.slow
def test_a_formula_too_long_for_a_string_has_its_words_alone() -> None:
    long = Math("x", "<math>" + "<mi>x</mi>" * 4000 + "</math>", "many times x")
    assert formulas_of(write(document(Paragraph((long,))), WriteOptions()).data) == [
        ("many times x", "/Layout", "", False)
    ]


def test_pdf_2_0_has_the_formula_as_a_file_instead() -> None:
    data = write(document(Paragraph((math("x^2"),))), WriteOptions(pdf="ua-2")).data
    assert formulas_of(data) == [("the words of x^2", "/Layout", "", True)]
