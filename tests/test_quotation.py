"""Quotation marks and elisions: the table is in order, and readers and passes agree on it."""

from __future__ import annotations

from pathlib import Path

import pytest

import exporter
from exporter.languages import is_tag
from exporter.model import Document, Metadata, Paragraph, Quote, Text, plain_text, walk
from exporter.passes.inline_quotes import run
from exporter.quotation import _MARKS, CLOSERS, MARKS, OPENING, elided, marks_of


def test_every_language_of_the_table_is_one_and_its_marks_close_one_another() -> None:
    for tag, (opens, closes, inner, end) in _MARKS.items():
        assert is_tag(tag), tag
        for first, last in ((opens.strip(), closes.strip()), (inner, end)):
            if first != "’":  # Swedish and Serbian inner marks are apostrophes, which nobody can tell to open
                assert last in CLOSERS[first], tag
    assert set(MARKS) >= OPENING


@pytest.mark.parametrize(
    ("lang", "marks"),
    [
        ("en-GB", "“”‘’"), ("de-AT", "„“‚‘"), ("pt-BR", "“”‘’"), ("pt-PT", "«»“”"), ("zh-Hant-TW", "「」『』"),
        ("zh", "“”‘’"), ("fr-CH", "«»‹›"), ("pl", "„”«»"), ("sv-FI", "””’’"), ("", "“”‘’"), ("und", "“”‘’"),
        ("uk", "«»„“"),
    ],
)  # fmt: skip
def test_a_language_has_its_marks(lang: str, marks: str) -> None:
    assert "".join(marks_of(lang)) == marks


def test_a_q_element_gets_the_marks_of_its_language(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<html lang="pl"><title>A</title><h1>A</h1><p>Mówi <q>tak, <q>on</q></q>.</p>'
        '<p lang="fr">Il dit <q>oui</q>.</p><p lang="en"><q>’Tis true</q></p></html>'
    )
    said = [plain_text(block).strip() for block in exporter.read(tmp_path / "a.html").blocks]
    assert said == ["Mówi „tak, «on»”.", "Il dit «\u00a0oui\u00a0».", "“’Tis true”"]


@pytest.mark.parametrize(
    ("lang", "text", "quoted"),
    [
        ("nl", "Hij kwam 's avonds, zei hij, en 't was laat.", []),
        ("nl", "Zij zei 'dat klopt' en ging.", ["'dat klopt'"]),
        ("en", "In the '80s 'tis said 'they won' there.", ["'they won'"]),
        ("de", "Er rief 'Im Haus' und ging.", ["'Im Haus'"]),
        ("en", "Get 'im out' he said.", []),
        ("hu", "Azt mondta: „ezt a »szót« kerüld”.", ["„ezt a »szót« kerüld”", "»szót«"]),
        ("cs", "Řekl: „ano“.", ["„ano“"]),
    ],
)
def test_what_an_apostrophe_begins_depends_on_the_language(lang: str, text: str, quoted: list[str]) -> None:
    document = Document(metadata=Metadata(lang=lang), blocks=(Paragraph((Text(text),)),))
    made, _ = run(document)
    assert [plain_text(node) for node in walk(made) if isinstance(node, Quote)] == quoted


def test_elisions_of_no_language_begin_no_sentence_of_another() -> None:
    assert elided().match("tis")
    assert elided().match("80s")
    assert not elided().match("Er kam")
    assert elided("en-GB").match("er indoors")
    assert elided("nl").match("s avonds")
