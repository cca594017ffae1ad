"""Each kind of decision, in each family of formats, in all three files, with the proof."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter.model import BlockQuote, Cell, Image, Span, Table, plain_text, sections, walk
from tests.conftest import slow_but
from tests.decisions.sources import ALL, FRENCH, NEXT, QUOTED, RICH, SOURCES, content, decided

LANG = "en"


def opened(path: Path, **options: Any) -> exporter.Article:
    return exporter.open_article(path, lang=LANG, **options)


def rules(article: exporter.Article) -> list[str]:
    return [item.rule for item in article.findings if item.rule.startswith("DEC")]


def headings(article: exporter.Article) -> list[tuple[int, str]]:
    return [(level, plain_text(section.title)) for level, section in sections(article.document)]


@pytest.mark.parametrize("form", SOURCES)
def test_every_decision_is_in_the_model_and_named(form: str, tmp_path: Path) -> None:
    article = opened(decided(form, tmp_path))
    document = article.document
    nodes = list(walk(document))
    (quote,) = [node for node in nodes if isinstance(node, BlockQuote)]
    assert plain_text(quote.blocks).strip() == QUOTED
    assert plain_text(quote.attribution) == "Jo Bloggs, chair"
    assert (2, NEXT) in headings(article)
    assert "Details" not in [words for _, words in headings(article)]
    assert "Details" in plain_text(document.blocks)
    spans = [node for node in nodes if isinstance(node, Span) and node.lang == "fr"]
    assert [plain_text(node) for node in spans] == ["fait accompli"]
    (table,) = [node for node in nodes if isinstance(node, Table)]
    assert {plain_text(cell).strip(): cell.scope for cell in walk(table) if isinstance(cell, Cell) and cell.header} == (
        {"Year": "col", "Votes": "col", "2024": "row", "2025": "row"}
        if form in RICH
        else {"2024": "row", "2025": "row"}
    )
    assert "Back to the top" not in plain_text(document.blocks)
    assert "Bring your own" not in plain_text(document.blocks)
    if form in RICH:
        assert [node.alt for node in nodes if isinstance(node, Image)] == ["The weir at low water", ""]
    assert set(rules(article)) == {"DEC003"}
    assert all("weir.decisions.toml says on line" in item.message for item in article.findings if item.rule == "DEC003")


@pytest.mark.parametrize("form", slow_but(SOURCES, "markdown"))
def test_the_three_files_say_what_was_decided_and_the_proof_holds(form: str, tmp_path: Path) -> None:
    path = decided(form, tmp_path)
    made = exporter.convert(path, out_dir=tmp_path / "out", lang=LANG, prove=True)
    assert made.proof is not None
    assert made.proof.answers == (True, True, True), (made.proof.unread, made.proof.losses, made.proof.refuted)
    assert made.decisions == str(path.with_name("weir.decisions.toml"))
    for file in made.files:
        told = exporter.transcript(Path(file)).text
        assert "quote by Jo Bloggs, chair" in told
        assert f"heading level 2: {NEXT}" in told
        assert not re.search(r"heading level \d: Details", told)
        assert "language fr" in told or "(fr)" in told
        assert "row header" in told
        assert "to the top" not in told
        if form in RICH:
            assert told.count("The weir at low water") == 1
            assert "column header" in told


@pytest.mark.parametrize("form", SOURCES)
def test_what_was_decided_about_a_decided_article_changes_nothing(form: str, tmp_path: Path) -> None:
    first = opened(decided(form, tmp_path)).document
    (tmp_path / "again").mkdir()
    again = tmp_path / "again" / "weir.json"
    again.write_text(first.to_json(), encoding="utf-8")
    said = ALL.split("[[part]]")
    kept = "[[part]]".join(part for part in said if "Back to the top" not in part)
    kept = kept if form in RICH else '[[part]]\nwords = "Details"\nis = "paragraph"\n'
    (tmp_path / "again" / "weir.decisions.toml").write_text(kept, encoding="utf-8")
    second = opened(again)
    assert set(rules(second)) <= {"DEC003"}
    assert list(unlike(first, second.document)) == []


def unlike(one: Any, other: Any, place: str = "") -> Iterator[str]:
    """Where two documents say two things; the names of resources may differ."""
    if is_dataclass(one) and type(one) is type(other):
        for item in fields(one):
            if item.compare and item.name not in ("resource", "resources"):
                yield from unlike(getattr(one, item.name), getattr(other, item.name), f"{place}.{item.name}")
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for at, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from unlike(left, right, f"{place}[{at}]")
    elif one != other:
        yield f"{place}: {one!r:.80} and {other!r:.80}"


@pytest.mark.parametrize("form", ["markdown", "word"])
def test_the_same_decisions_make_the_same_bytes(form: str, tmp_path: Path) -> None:
    path = decided(form, tmp_path)
    made = [
        exporter.convert(path, "epub", out_dir=tmp_path / name, lang=LANG, timestamp=0).files[0] for name in ("a", "b")
    ]
    first, second = (Path(file).read_bytes() for file in made)
    assert first == second


@pytest.mark.parametrize("form", RICH)
def test_a_picture_can_be_left_out(form: str, tmp_path: Path) -> None:
    article = opened(decided(form, tmp_path, f'[[picture]]\ncontent = "{content("red")[:16]}"\nleave-out = true\n'))
    assert len([node for node in walk(article.document) if isinstance(node, Image)]) == 1
    assert rules(article) == ["DEC003"]


@pytest.mark.parametrize("form", SOURCES)
def test_the_language_of_the_whole_is_decided(form: str, tmp_path: Path) -> None:
    article = exporter.open_article(decided(form, tmp_path, 'lang = "en-GB"\n'))
    assert article.document.metadata.lang == "en-GB"


@pytest.mark.parametrize("form", SOURCES)
def test_a_part_is_in_another_language(form: str, tmp_path: Path) -> None:
    article = opened(decided(form, tmp_path, f'[[language]]\nwords = "{FRENCH}"\nlang = "fr"\n'))
    (held,) = [node for node in walk(article.document) if node.lang == "fr"]
    assert plain_text(held).strip() == FRENCH


@pytest.mark.parametrize(
    ("answer", "speaker", "quotes"), [("no-speaker = true", "", 1), ("quotation = false", None, 0)]
)
@pytest.mark.parametrize("form", RICH)
def test_a_quotation_has_no_speaker_or_is_none(
    form: str, answer: str, speaker: str | None, quotes: int, tmp_path: Path
) -> None:
    article = opened(decided(form, tmp_path, f'[[quote]]\nwords = "We were never"\n{answer}\n'))
    held = [node for node in walk(article.document) if isinstance(node, BlockQuote)]
    assert len(held) == quotes
    assert all(plain_text(node.attribution) == speaker for node in held)
    assert QUOTED in plain_text(article.document.blocks)
    assert "DOC006" not in [item.rule for item in article.findings]
