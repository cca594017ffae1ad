"""The language of parts: recognised where it is certain, left alone where it is short, marked or the article's own."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

import exporter
from exporter.model import Block, Document, Inline, Metadata, Paragraph, Quote, Section, Span, Text, walk
from exporter.passes.language_parts import THRESHOLD, run
from tests.conftest import ARTICLES

pytest.importorskip("py3langid", reason="the extra exporter[language] is not installed")

ENGLISH = "The council said on Tuesday that the bridge would stay closed until the spring, when the works are to end."
PARTS = {
    "fr": "Nous n’avons jamais été consultés sur ce projet, et personne ne nous répond.",
    "de": "Wir haben seit Jahren vor diesem Schaden gewarnt, und niemand wollte es hören.",
    "es": "Los vecinos del pueblo llevan años pidiendo que se arregle el puente y nadie les ha respondido.",
    "it": "Non abbiamo mai visto una cosa simile in quarant'anni di lavoro sul fiume.",
    "nl": "Het water is van iedereen, en dat moet voor altijd zo blijven, zeggen wij.",
    "pl": "Nie możemy dłużej czekać na decyzję ministerstwa w sprawie mostu.",
    "ru": "Мы больше не можем ждать решения министерства по поводу этого моста.",
    "ar": "لا يمكننا الانتظار أكثر من ذلك حتى تقرر الوزارة مصير هذا الجسر القديم",
    "zh": "我們早就說過這座橋有問題，但是沒有人理會我們的警告，現在大家都要付出代價，連學校也要關閉。",
}


def article(*content: Inline, lang: str = "en-GB") -> Document:
    blocks: tuple[Block, ...] = (Paragraph((Text(ENGLISH),)), Paragraph(content))
    return Document(metadata=Metadata(lang=lang), blocks=blocks)


def test_the_title_and_headings_go_with_an_article_that_is_wholly_in_another_language() -> None:
    french = Paragraph((Text(PARTS["fr"]),))
    document = Document(
        metadata=Metadata(lang="en"),
        title=(Text("Le pont de la discorde"),),
        blocks=(french, Section((Text("Une colère"),), (french,)), Section((Text("The Fat Duck"),), (french,))),
    )
    made, found = run(document)
    assert made.title == (Span(document.title, lang="fr"),)
    assert [node.title for node in made.blocks if isinstance(node, Section)] == [
        (Span((Text("Une colère"),), lang="fr"),),
        (Text("The Fat Duck"),),
    ]
    assert [item.message.split(" is ")[0] for item in found] == ["a paragraph"] * 3 + ["the title", "a heading"]


def test_the_title_of_an_article_with_paragraphs_in_two_languages_stays() -> None:
    document = replace(article(Text(PARTS["fr"])), title=(Text("Le pont de la discorde"),))
    assert run(document)[0].title == document.title


def languages(document: Document) -> list[str]:
    return [node.lang for node in walk(document) if node.lang]


@pytest.mark.parametrize(("lang", "text"), PARTS.items())
def test_a_paragraph_in_another_language_is_marked_and_reported(lang: str, text: str) -> None:
    document, found = run(article(Text(text)))
    assert [block.lang for block in document.blocks] == ["", lang]
    assert [item.rule for item in found] == ["IN007"]
    assert found[0].certainty >= THRESHOLD


@pytest.mark.parametrize(("lang", "text"), PARTS.items())
def test_quoted_words_are_marked_and_the_sentence_around_them_is_not(lang: str, text: str) -> None:
    around = (Text("One of them stood up and said "), Quote((Text(f"“{text}”"),)), Text(" before he left the hall."))
    document, found = run(article(*around))
    assert [(type(node).__name__, node.lang) for node in walk(document) if node.lang] == [("Quote", lang)]
    assert "a quotation is taken as" in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "C’est la vie.",
        "Rotherham, Sheffield, Doncaster, Barnsley, Wakefield, Bradford, Huddersfield",
        "Schadenfreude und Weltschmerz",
        "1 234 567 – 8 910 111",
        "",
    ],
)
def test_nothing_is_marked_that_is_short_or_names_or_the_articles_own(text: str) -> None:
    document, found = run(article(Text(text)))
    assert languages(document) == []
    assert found == []


def test_what_the_author_has_marked_is_left_alone() -> None:
    marked = Span((Text(PARTS["fr"]),), lang="oc")
    document, found = run(article(marked))
    assert languages(document) == ["oc"]
    assert found == []


def test_a_part_in_the_articles_language_inside_one_in_another_is_marked() -> None:
    inner = Paragraph((Text(ENGLISH),))
    document = Document(metadata=Metadata(lang="fr"), blocks=(inner, Paragraph((Text(PARTS["fr"]),))))
    assert [block.lang for block in run(document)[0].blocks] == ["en", ""]


def test_without_a_language_of_the_article_nothing_is_said_of_its_parts() -> None:
    assert run(article(Text(PARTS["fr"]), lang=""))[1] == []


def test_it_is_idempotent() -> None:
    once, _ = run(article(Text(PARTS["fr"])))
    assert run(once) == (once, [])


def test_the_finding_of_a_text_file_names_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Bridge stays closed\n\n{ENGLISH}\n\n“{PARTS['fr']}”\n\n{ENGLISH}\n", encoding="utf-8")
    (found,) = [item for item in exporter.open_article(path, lang="en").findings if item.rule == "IN007"]
    assert (found.pos and (found.pos.line, found.pos.column), found.snippet) == ((5, 1), f"“{PARTS['fr']}”")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_no_fixture_is_told_to_be_what_it_is_not(path: Path) -> None:
    found = [item.message for item in exporter.open_article(path).findings if item.rule == "IN007"]
    assert [message for message in found if "“fr”" not in message and "“de”" not in message] == []


BENCHMARK = Path(os.environ.get("EXPORTER_TEXTBENCH", "../shared/textbench")) / "open"


@pytest.mark.skipif(not BENCHMARK.is_dir(), reason="the benchmark of texts is not here")
def test_no_paragraph_of_real_articles_is_taken_for_another_language() -> None:
    wrong = []
    for path in sorted(BENCHMARK.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if path.name.partition(".")[0].endswith("--aug"):
            continue  # into these, statements in other languages were put
        blocks = tuple(Paragraph((Text(block["text"]),)) for block in gold["blocks"] if block["kind"] == "paragraph")
        found = run(Document(metadata=Metadata(lang=gold["lang"]), blocks=blocks))[1]
        wrong += [f"{path.name}: {item.message}" for item in found]
    assert wrong == []
