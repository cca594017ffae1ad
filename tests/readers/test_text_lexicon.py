"""The lexicon: each phrase is found where it says, none is in code, and a publisher can add its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from exporter import plugins
from exporter.errors import UsageError
from exporter.model import plain_text
from exporter.readers import Source
from exporter.readers.text import lexicon as room
from exporter.readers.text import read
from exporter.readers.text.furniture import is_control, is_furniture
from exporter.readers.text.labels import Kind
from exporter.readers.text.lexicon import (
    Lexicon,
    Phrase,
    lexicon_with,
    own_phrases,
    phrases_of,
    using,
)
from exporter.readers.text.lexicon.first_words import first_words
from exporter.readers.text.lexicon.phrase import PhraseError, expression
from exporter.readers.text.words import ends_sentence

PHRASES = own_phrases()
FOLDER = Path(room.__file__).parent
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml"))
STORY = (
    "The ferry lies in harbour",
    "The ferry between the two islands has been out of service since the storm, and a new one is not expected yet.",
)


def test_there_is_a_file_for_each_language() -> None:
    assert {"ar", "de", "en", "es", "fr", "it", "ja", "nl", "pt", "ru", "zh"} <= set(LANGUAGES)
    assert {phrase.language for phrase in PHRASES} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_phrase_is_found_in_its_example(language: str) -> None:
    text = (FOLDER / f"{language}.toml").read_text(encoding="utf-8")
    assert list(phrases_of(text, language, language)) == [item for item in PHRASES if item.language == language]


@pytest.mark.parametrize("phrase", [item for item in PHRASES if item.position != "word"], ids=lambda item: item.text)
def test_each_phrase_is_found_at_its_place(phrase: Phrase) -> None:
    assert Lexicon([phrase]).says(phrase.kind, phrase.example)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda item: item.text)
def test_where_a_phrase_stands_its_first_word_is_there(phrase: Phrase) -> None:
    if re.search(Lexicon([phrase]).bounded(phrase.kind), phrase.example, re.IGNORECASE):
        assert first_words([phrase.text]).may_be_in(f"It is: {phrase.example}!")


@pytest.mark.parametrize(
    ("phrase", "text", "there"),
    [
        ("according to", "They met, According to Ada", True),
        ("according to", "They met on Tuesday", False),
        ("according to", "The notes are according", False),
        ("has called", "It has been called so", True),
        ("(said|told us)", "Ada told us", True),
        ("(said|told us)", "Ada says", False),
        ("regret~", "We regretted it", True),
        ("regret~", "We forget it", False),
        ("co-operate", "They cooperate", True),
        ("[the] harbour", "in Harbour street", True),
        ("によると", "市によると", True),
        ("によると", "The city", False),
        ("(ein|kein)er", "Keiner weiß es", True),
        ("# comments", "no figure here", True),
    ],
)
def test_a_text_without_the_first_word_of_a_phrase_is_not_searched(phrase: str, text: str, there: bool) -> None:
    assert first_words([phrase]).may_be_in(text) is there


FURNITURE = ("order", "pointer", "notice", "invitation", "mention")


@pytest.mark.parametrize("phrase", [item for item in PHRASES if item.kind in FURNITURE], ids=lambda item: item.text)
def test_what_an_interface_says_is_no_part_of_the_article(phrase: Phrase) -> None:
    assert is_furniture(phrase.example)


@pytest.mark.parametrize("phrase", [item for item in PHRASES if item.kind == "control"], ids=lambda item: item.text)
def test_what_buttons_say_is_known_for_that(phrase: Phrase) -> None:
    assert is_control(phrase.example)


@pytest.mark.parametrize(
    "line", ["Share of the vote falls", "Related to nobody", "Read my lips, says the mayor", "Top"]
)
def test_a_word_of_the_story_ends_a_phrase(line: str) -> None:
    assert is_furniture(line) == (line == "Top")


# --- the language of phrases ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "found", "not_found"),
    [
        ("share this (story|page)", "share this page", "share this ferry"),
        ("[the] top stories", "top stories", "the top ferries"),
        ("read more :", "read more: the ferry", "read more"),
        ("chair~", "chairwoman", "char"),
        ("~er", "baker", "er"),
        ("# comments", "1,204 comments", "many comments"),
        ("more from ^", "More from Saltby", "more from us"),
        ("get ..2 newsletter", "get our weekly newsletter", "get the very best sea newsletter"),
        ("=VIDEO :", "VIDEO: the ferry", "Video: the ferry"),
        ("today's news", "today’s news", "todays news"),
        ("{#}", "(12)", "12"),
    ],
)
def test_a_phrase_says_which_lines_it_means(phrase: str, found: str, not_found: str) -> None:
    pattern = re.compile(expression(phrase), re.IGNORECASE)
    assert pattern.fullmatch(found) or pattern.match(found)
    assert pattern.match(not_found) is None


@pytest.mark.parametrize("phrase", ["share (this", "[the]", "", "a) b"])
def test_what_is_no_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        expression(phrase)


# --- a publisher's own ------------------------------------------------------------------------------------------------

OURS = '[notice.whole]\n"from the tea room" = "From the tea room"\n'
ARTICLE = f"{STORY[0]}\n\n{STORY[1]}\n\nFrom the tea room\n\n{STORY[1]}\n"


def read_with(*lexicons: str) -> str:
    data = ARTICLE.encode()
    return plain_text(read(Source(name="a.txt", data=data, text=ARTICLE, lexicons=lexicons)).document.blocks)


def test_a_publisher_adds_a_file_of_phrases(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(OURS, encoding="utf-8")
    assert "tea room" in read_with()
    assert "tea room" not in read_with(str(path))
    assert "tea room" in read_with()


def test_another_package_adds_a_file_of_phrases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "theirs.toml"
    path.write_text(OURS, encoding="utf-8")
    monkeypatch.setattr(plugins, "names", lambda group: ("tea",) if group == "exporter.lexicons" else ())
    monkeypatch.setattr(plugins, "load", lambda group, name: path)
    with using(lexicon_with.__wrapped__()):
        assert is_furniture("From the tea room")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[notice", "is not TOML"),
        ('notice = "x"', "is not a table"),
        ("[notice.before]\n", "is not a position"),
        ('[notice.whole]\n"(a" = "a"\n', "bracket without its partner"),
        ('[notice.whole]\n"tea room" = "The ferry"\n', "is not found in its example"),
    ],
)
def test_a_file_that_is_no_lexicon_is_refused_in_one_line(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said) as error:
        read_with(str(path))
    assert "ours.toml" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_lexicon_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_with(str(tmp_path / "none.toml"))


# --- languages --------------------------------------------------------------------------------------------------------

HUNGARIAN = "A komp a kikötőben marad\n\n" + "A két sziget között november óta nem jár komp, mert a vihar elvitte. " * 8
CASES = sorted(FOLDER.parents[3].glob("fixtures/text/**/*.case"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_languages_of_the_cases_are_known(path: Path) -> None:
    rows = path.read_text(encoding="utf-8").splitlines()
    assert lexicon_with().knows("\n".join(row.partition("|")[2] for row in rows if not row.startswith("#")))


def test_a_text_in_no_known_language_is_read_by_layout_and_that_is_said() -> None:
    text = f"{HUNGARIAN}\n\nShare this article\n\nA komp\n\n{HUNGARIAN}"
    result = read(Source(name="a.txt", data=text.encode(), text=text))
    assert result.findings[0].rule == "TXT009"
    assert "Share this article" in plain_text(result.document.blocks)
    assert not lexicon_with().knows(text)


@pytest.mark.parametrize("lead", ["", "王小明 "])
@pytest.mark.parametrize(
    "sentence",
    [
        "두 섬을 잇는 배는 폭풍이 지난 십일월부터 다니지 않고 봄이 오기 전에는 새 배가 오지 않는다. ",
        "Το καράβι ανάμεσα στα δύο νησιά δεν ταξιδεύει από τον Νοέμβριο και νέο δεν θα έρθει πριν την άνοιξη. ",
        "दो द्वीपों के बीच की नाव नवंबर के तूफ़ान के बाद से नहीं चलती और वसंत से पहले नई नाव नहीं आएगी। ",
    ],
    ids=["ko", "el", "hi"],
)
def test_scripts_without_a_lexicon_are_not_known(sentence: str, lead: str) -> None:
    assert not lexicon_with().knows(lead + sentence * 8)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("هل تبحر العبارة غدا؟", True),
        ("渡船明天开吗？", True),
        ("渡し船は欠航した。", True),
        ("Паром не выйдет.", True),
        ("العبارة في الميناء", False),
        ("渡船停航", False),
    ],
)
def test_sentences_end_with_the_marks_of_their_script(text: str, ends: bool) -> None:
    assert ends_sentence(text) == ends


# --- no vocabulary in code --------------------------------------------------------------------------------------------


def expressions_in(path: Path) -> Iterator[str]:
    """The strings of a module that may be patterns with alternatives."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "|" in node.value:
            yield node.value


NOT_WORDS = {"https", "http", "www"}


@pytest.mark.parametrize("path", sorted(FOLDER.parent.glob("*.py")), ids=lambda path: path.stem)
def test_no_words_of_a_language_are_in_code(path: Path) -> None:
    for source in expressions_in(path):
        words = re.findall(r"(?:(?<=[|(:])|^) ?(?<![\\\\[])([A-Za-zà-ÿ]{2,})(?=[ \\\\.]*[|)])", source)
        assert set(words) <= NOT_WORDS, source


@pytest.mark.parametrize("path", sorted(FOLDER.parent.glob("*.py")), ids=lambda path: path.stem)
def test_no_list_of_words_is_split_in_code(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr == "split":
            assert not isinstance(node.value, ast.Constant)
        if isinstance(node, ast.Set | ast.List | ast.Tuple) and len(node.elts) > 3:
            texts = [item.value for item in node.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            assert path.stem == "__init__" or not [text for text in texts if text.isalpha() and text not in KINDS]


KINDS = {*get_args(Kind), "drop"}
"""The kinds of blocks, which are no words of an article."""
