"""TeX that cannot be read is a finding in words, with its place, and never MathML that only looks like a formula."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.model import DisplayMath, Math, walk
from exporter.run.pipeline import read_article

PROBLEMS = {
    r"\nosuchcommand{x}": "“\\nosuchcommand” is not a command that is known",
    r"\frac{\alpha}{\beta": "its braces do not match",
    "}x{": "its braces do not match",
    r"\begin{matrix} a & b \end{other}": "an environment is begun and not ended",
    "x^": "a superscript or subscript is missing",
    "a^2^3": "it has two superscripts in one place",
    r"\left( a": r"a \left has no \right",
}


def read(tmp_path: Path, text: str) -> tuple[list[Math | DisplayMath], list[tuple[str, str, int]]]:
    path = tmp_path / "a.md"
    path.write_text(f"---\nlang: en\n---\n# The weir\n\n{text}\n", encoding="utf-8")
    article = read_article(path)
    formulas = [node for node in walk(article.document) if isinstance(node, Math | DisplayMath)]
    return formulas, [(item.rule, item.message, item.pos.line if item.pos else 0) for item in article.findings]


@pytest.mark.parametrize("tex", PROBLEMS)
def test_what_is_wrong_with_a_formula_is_said_in_words(tex: str, tmp_path: Path) -> None:
    (formula,), found = read(tmp_path, f"It is ${tex}$ here.")
    assert ("MD001", f"the formula “{tex}” could not be converted to MathML: {PROBLEMS[tex]}", 6) in found
    assert (formula.tex, formula.mathml) == (tex, "")


@pytest.mark.parametrize(
    "tex", [r"\{a\}", r"a \backslash b", r"\text{a \{ b}", r"\label{eq:1} x", r"x \tag{1}", "a_{b_{c}}"]
)
def test_what_is_unusual_and_right_is_read(tex: str, tmp_path: Path) -> None:
    (formula,), found = read(tmp_path, f"It is ${tex}$ here.")
    assert "MD001" not in {rule for rule, _, _ in found}
    assert formula.mathml


@pytest.mark.parametrize("formula", [r"$$ \text{} $$", "$$ $$", r"$$ \quad $$"])
def test_a_formula_without_anything_in_it_is_left_out_and_said(formula: str, tmp_path: Path) -> None:
    formulas, found = read(tmp_path, f"Words.\n\n{formula}\n\nMore words.")
    assert formulas == []
    assert ("DOC023", "an empty formula was left out", 8) in found


def test_a_spacing_in_running_text_is_no_formula(tmp_path: Path) -> None:
    formulas, found = read(tmp_path, r"Words $\,$ and words.")
    assert formulas == []
    assert "DOC023" in {rule for rule, _, _ in found}
