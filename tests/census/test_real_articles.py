"""What we read of the articles beside the project balances: the balance cries no wolf."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import exporter
from exporter.errors import ExporterError
from exporter.run.reading_proof import differences
from tests.conftest import ARTICLES, ROOT, shared

SETS = {
    "html cases": ("cases/html", "*.html"),
    "markdown cases": ("cases/markdown", "*.md"),
    "word cases": ("cases/word", "*.docx"),
    "cms cases": ("cases/cms", "[!e]*.json"),
    "newsroom cases": ("cases/newsroom", "*"),
    "text cases": ("cases/text", "*.txt"),
    "seed": ("seed", "*.txt"),
    "text benchmark": ("textbench/open", "*.txt"),
    "text benchmark, fresh": ("textbench/fresh", "*.txt"),
}


def unbalanced(paths: Iterable[Path]) -> dict[str, list[str]]:
    """The articles that do not balance, with what was found first."""
    wrong = {}
    for path in paths:
        try:
            article = exporter.open_article(path)
        except ExporterError:
            continue  # refused for what it is; nothing was read
        if found := differences(article):
            wrong[path.name] = [f"{one.kind} “{one.shown}” in line {one.line}" for one in found[:3]]
    return wrong


def test_every_fixture_balances() -> None:
    assert unbalanced(ARTICLES) == {}


@pytest.mark.slow
def test_every_case_of_a_dialect_balances() -> None:
    wrong = {}
    for path in sorted((ROOT / "fixtures").glob("*/*.case")):
        parts = re.split(r"^--- (.*)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        if len(parts) < 3 or parts[1].split()[0] not in ("markdown", "text", "html") or path.stem == "decorative":
            continue  # “decorative” is a picture that is not there: nothing was read
        article = exporter.open_article(parts[2].encode(), format=parts[1].split()[0], name=path.name)
        if found := differences(article):
            wrong[path.name] = [f"{one.kind} “{one.shown}” in line {one.line}" for one in found[:3]]
    assert wrong == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_articles_beside_the_project_balance(name: str, here: None) -> None:
    folder, pattern = SETS[name]
    assert unbalanced(sorted(shared(folder).glob(pattern))) == {}


@pytest.mark.slow
def test_every_example_of_commonmark_balances(here: None) -> None:
    text = shared("commonmark/spec.txt").read_text(encoding="utf-8")
    examples = re.findall(r"^`{32} example\n(.*?)^\.\n", text, re.DOTALL | re.MULTILINE)
    assert len(examples) > 600
    wrong = {}
    for number, example in enumerate(examples, 1):
        source = example.replace("→", "\t")
        try:
            article = exporter.open_article(source.encode(), format="commonmark", name="example.md")
        except ExporterError:
            continue
        if found := differences(article):
            wrong[number] = (source, [f"{one.kind} “{one.shown}”" for one in found[:2]])
    assert wrong == {}
