"""The language pass: recognises a document's language, and guesses nothing from too little."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exporter.model import CodeBlock, Document, Metadata, Paragraph, Person, Text, plain_text
from exporter.passes import run_passes
from exporter.passes.language import run

pytest.importorskip("py3langid", reason="the extra exporter[language] is not installed")

SAMPLES = {
    "en": "The council said on Tuesday that the bridge would stay closed until the spring, when the works are to end.",
    "fr": "Le conseil municipal a décidé mardi que le pont resterait fermé jusqu'au printemps, à la fin des travaux.",
    "de": "Der Stadtrat hat am Dienstag beschlossen, dass die Brücke bis zum Ende der Arbeiten gesperrt bleibt.",
    "ar": "قال المجلس يوم الثلاثاء إن الجسر سيظل مغلقا حتى الربيع عندما تنتهي الأعمال الجارية فيه منذ الصيف الماضي",
}


def article(text: str, lang: str = "") -> Document:
    return Document(metadata=Metadata(lang=lang), blocks=(Paragraph((Text(text),)),))


@pytest.mark.parametrize(("lang", "text"), SAMPLES.items())
def test_a_language_is_recognised_and_reported(lang: str, text: str) -> None:
    document, found = run(article(text))
    assert document.metadata.lang == lang
    assert [item.rule for item in found] == ["DOC016"]
    assert found[0].certainty > 0.9


@pytest.mark.parametrize("text", ["Yes.", "123 456 789", "", "Rotherham", "Zk qw vv xq jj pl mn bq"])
def test_nothing_is_guessed_from_too_little(text: str) -> None:
    document, found = run(article(text))
    assert document.metadata.lang == ""
    assert found == []


def test_a_declared_language_is_never_overruled() -> None:
    document, found = run(article(SAMPLES["fr"], lang="en"))
    assert document.metadata.lang == "en"
    assert found == []


def test_the_masthead_says_nothing_of_the_language_so_that_a_second_reading_says_the_same() -> None:
    people = tuple(Person("The Council of the Town and the Port and the Bridges") for _ in range(3))
    made = replace(article("Noon."), metadata=Metadata(title="Noon", authors=people))
    once, _ = run_passes(made)
    assert plain_text(once.blocks).count("Council") >= 3
    assert run_passes(once)[0] == once


def test_code_tells_no_language_where_there_are_words_enough() -> None:
    latin = "lorem = 'Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed do eiusmod tempor incididunt'\n"
    words = article(SAMPLES["fr"])
    document, _ = run(words.with_blocks([CodeBlock(latin * 20), *words.blocks]))
    assert document.metadata.lang == "fr"
    comments = "# The council said on Tuesday that the bridge would stay closed until the spring of the year.\n" * 3
    document, _ = run(article("Yes.").with_blocks([CodeBlock(comments)]))
    assert document.metadata.lang == "en"
