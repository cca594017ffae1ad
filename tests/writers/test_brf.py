"""Braille: what liblouis makes of an article, laid out in 40 cells by 25 lines, and read back by liblouis itself.

Those that need liblouis are judged as the other judges are: without it they fail in CI and are skipped elsewhere.
"""

from __future__ import annotations

import shutil
from typing import Any

import pytest

import exporter
from exporter.accessibility.braille import TABLES, table_of
from exporter.comparison.braille import compare_braille
from exporter.errors import InputError, UsageError, WriterError
from exporter.readback.brf import ASCII, read_lines
from exporter.writers.brf.pages import WIDTH, Line, centred, paged, wrapped
from exporter.writers.brf.tables import plain
from tests.conftest import ARTICLES
from tests.judges.harness import need

BLANK = "\u2800"


@pytest.fixture
def liblouis() -> None:
    need("liblouis", shutil.which("lou_translate") is not None)


def brf(markdown: str, lang: str = "en", **options: Any) -> Any:
    article = exporter.open_article(f"---\ntitle: The bridge\nlang: {lang}\n---\n\n{markdown}".encode(), name="a.md")
    return exporter.render(article, "brf", **options)


def shown(markdown: str, **options: Any) -> list[str]:
    """The lines of the first page."""
    return brf(markdown, **options).data.decode("ascii").split("\f")[0].split("\r\n")[:-1]


# --- the page -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("liblouis")
def test_a_page_has_25_lines_of_40_cells_and_its_number_at_the_end() -> None:
    data = brf("The river rose for three days. " * 120).data.decode("ascii")
    pages = data.split("\f")
    assert pages.pop() == ""
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        lines = page.split("\r\n")
        assert len(lines) == 26  # the last is what follows the last line end
        assert max(map(len, lines)) <= WIDTH
        assert lines[24] == f"{'#' + chr(ord('A') + number - 1):>40}"


@pytest.mark.usefixtures("liblouis")
def test_the_title_is_centred_and_a_paragraph_begins_in_cell_3_and_runs_over_to_cell_1() -> None:
    lines = shown("The river rose for three days and three nights.")
    assert lines[0] == " " * 14 + ",THE BRIDGE"
    assert lines[2:4] == ["  ,THE RIVER ROSE FOR THREE DAYS AND", "THREE NIGHTS4"]


@pytest.mark.usefixtures("liblouis")
def test_headings_are_centred_then_in_cell_5_then_in_cell_7() -> None:
    lines = shown("## First\n\n### Second\n\n#### Third\n\nWords.\n")
    assert [line for line in lines if line.strip()][1:5] == [
        " " * 17 + ",FIRST",
        "    ,SECOND",
        "      ,THIRD",
        "  ,WORDS4",
    ]


@pytest.mark.usefixtures("liblouis")
def test_items_run_over_two_cells_further_than_the_deepest_begins() -> None:
    lines = shown(
        "1. The river rose for three days and three nights.\n2. It fell.\n   - Slowly, and only after the rain.\n"
    )
    assert [line for line in lines if line.strip()][1:-1] == [
        "#A4 ,THE RIVER ROSE FOR THREE DAYS AND",
        "    THREE NIGHTS4",
        "#B4 ,IT FELL4",
        "  ,SLOWLY1 AND ONLY AFTER THE RAIN4",
    ]


@pytest.mark.usefixtures("liblouis")
def test_a_table_that_fits_is_set_in_columns_and_one_that_does_not_row_by_row() -> None:
    lines = shown("| Day | Fog |\n|---|---|\n| Monday | none |\n")
    assert [line for line in lines if line.strip()][1:-1] == [
        ",DAY     ,FOG",
        "3" * 7 + "  " + "3" * 4,
        ",MONDAY  NONE",
    ]
    wide = "| Day | What was seen from the old bridge |\n|---|---|\n| Monday | nothing but fog, all day long |\n"
    assert [line for line in shown(wide) if line.strip()][1:-1] == [
        ",DAY2 ,WHAT WAS SEEN FROM THE OLD BRIDGE",
        ",MONDAY",
        "  ,WHAT WAS SEEN FROM THE OLD BRIDGE3",
        "    NOTHING BUT FOG1 ALL DAY LONG",
    ]


@pytest.mark.usefixtures("liblouis")
def test_a_note_stands_after_its_block() -> None:
    lines = shown("One[^1].\n\nTwo.\n\n[^1]: The note, which runs over to a second line.\n")
    assert [line for line in lines if line.strip()][1:-1] == [
        '  ,ONE "<#A">4',
        '      "<#A"> ,THE NOTE1 WHICH RUNS OVER',
        "    TO A SECOND LINE4",
        "  ,TWO4",
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("liblouis")
def test_print_pages_are_numbered_at_the_head_and_where_they_begin() -> None:
    data = brf('[]{page="12"}First.\n\n[]{page="13"}Second.\n\n' + "Words go on. " * 200).data.decode("ascii")
    first, second = (page.split("\r\n") for page in data.split("\f")[:2])
    assert first[0].strip() == "#AB" or any(line.endswith("#AB") for line in first)
    assert any(line.startswith("-----") and line.endswith("#AC") for line in first)
    assert second[0].strip().endswith("#AC")
    assert second[0].strip() != "#AC"  # the page goes on: a13


def test_a_heading_stays_with_what_follows() -> None:
    lines = [*(Line("⠁") for _ in range(23)), Line("⠓", keep=True), Line("⠃"), Line("⠃")]
    first, second = paged(lines, lambda label: "⠼")
    assert "⠓" not in first
    assert second[0] == "⠓"


def test_a_word_longer_than_a_line_is_broken_where_the_line_ends() -> None:
    assert wrapped("⠁" * 50, 40, 38) == ["⠁" * 40, "⠁" * 10]
    assert centred("⠁⠁") == BLANK * 19 + "⠁⠁"


# --- signs ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("liblouis")
@pytest.mark.parametrize("lang", ["en", "it", "de"])
@pytest.mark.parametrize("grade", [1, 2])
def test_typographic_marks_never_come_out_as_codes(lang: str, grade: int) -> None:
    text = "„Lin\u00adea“ ‚b‘ «c» ‹d› “e” — f – g… 5\u00a0%\u202f× −3 \u2011 ß é • €"
    result = brf(text, lang, braille_grade=grade)
    said = "".join(translated(result.data, lang, grade))
    assert "x20" not in said
    assert [item.message for item in result.findings if item.rule == "BRF001"] == []


def translated(data: bytes, lang: str, grade: int) -> list[str]:
    from exporter.bounds.liblouis import translate

    return translate(table_of(lang, grade)[0], read_lines(data, "x"), back=True)


def test_what_is_not_heard_is_not_translated() -> None:
    assert plain("a\u00adb\u200bc\u00a0d\u2009e\ufeff") == "abc d e"


@pytest.mark.usefixtures("liblouis")
def test_what_has_no_sign_is_reported_once_and_named() -> None:
    result = brf("A 中 and a 文.")
    (found,) = [item for item in result.findings if item.rule == "BRF001"]
    assert "“中” (U+4E2D), “文” (U+6587)" in found.message


@pytest.mark.usefixtures("liblouis")
def test_a_passage_in_another_language_is_in_its_own_braille() -> None:
    result = brf("The school says:\n\n::: {lang=fr}\nÉté à la mer.\n:::\n", prove=True)
    assert result.proof is not None
    assert result.proof.losses == ()


# --- read back ------------------------------------------------------------------------------------------------------

PASSAGES = {
    "ar": "افتتح الجسر في عام 1903.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy v roce 1968.",
    "cy": "Mae'r afon yn llifo drwy'r dref.",
    "da": "Højskolen på øen åbnede i år 1844.",
    "de": "Die Brücke über den Fluß wurde 1903 gebaut, „sehr schön“, sagt sie.",
    "el": "Η γέφυρα άνοιξε το 1903.",
    "en": "The bridge “opened” in 1903 — it's fine.",
    "es": "El puente se abrió en 1903: ¿quién lo sabía?",
    "fi": "Silta avattiin vuonna 1903, äiti sanoi.",
    "fr": "Le pont fut ouvert en 1903 ; « déjà », dit-elle.",
    "ga": "Osclaíodh an droichead i 1903.",
    "he": "הגשר נפתח בשנת 1903.",
    "it": "Il ponte fu aperto nel 1903, perché sì.",
    "nl": "De brug werd in 1903 geopend, één keer.",
    "pl": "Most otwarto w 1903 roku, żółty jak słońce.",
    "pt": "A ponte foi aberta em 1903, não é?",
    "ru": "Мост открыли в 1903 году.",
    "sv": "Bron öppnades år 1903, sade hon.",
}


@pytest.mark.usefixtures("liblouis")
@pytest.mark.parametrize("lang", TABLES)
@pytest.mark.parametrize("grade", [1, 2])
def test_each_language_comes_back(lang: str, grade: int) -> None:
    article = exporter.open_article(f"# 1903\n\n{PASSAGES[lang]}\n".encode(), name="a.md", lang=lang)
    result = exporter.render(article, "brf", braille_grade=grade, prove=True)
    assert result.proof is not None
    assert result.proof.losses == ()
    graded = table_of(lang, grade)[1]
    assert ("BRF002" in {item.rule for item in result.findings}) == (not graded)


@pytest.mark.usefixtures("liblouis")
@pytest.mark.slow
@pytest.mark.parametrize("grade", [1, 2])
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_each_fixture_comes_back(path: Any, grade: int) -> None:
    result = exporter.render(exporter.open_article(path), "brf", braille_grade=grade, prove=True)
    assert result.proof is not None
    assert result.proof.losses == ()


DEFECTS = {
    "a word is missing": lambda text: text.replace("ROSE", "    ", 1),
    "a letter is another": lambda text: text.replace("ROSE", "RISE", 1),
    "a number is another": lambda text: text.replace("#AJ", "#AI", 1),
    "two words have changed places": lambda text: text.replace("THREE COLD", "COLD THREE", 1),
    "a sentence was added": lambda text: text.replace("  ,BUT", "  ,NOBODY REMEMBERED4\r\n  ,BUT", 1),
}


@pytest.mark.usefixtures("liblouis")
@pytest.mark.parametrize("defect", DEFECTS)
def test_what_a_file_says_otherwise_is_noticed(defect: str) -> None:
    text = b"# The river\n\nThe river rose for three cold days, 10 feet.\n\nBut it fell.\n"
    article = exporter.open_article(text, name="a.md", lang="en")
    data = exporter.render(article, "brf").data.decode("ascii")
    changed = DEFECTS[defect](data)
    assert changed != data
    assert compare_braille(article.document, read_lines(data.encode(), "x")) == []
    assert compare_braille(article.document, read_lines(changed.encode(), "x")) != []


def test_a_file_that_is_no_braille_is_refused() -> None:
    with pytest.raises(InputError, match="is not a BRF"):
        read_lines("Brücke".encode(), "a.brf")
    assert len(set(ASCII)) == 64


# --- refusals -------------------------------------------------------------------------------------------------------


def test_without_liblouis_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(WriterError, match="install liblouis-bin"):
        brf("Words.")


def test_a_language_without_a_table_is_refused() -> None:
    with pytest.raises(WriterError, match="there is no table for “zh”"):
        brf("桥", "zh")


def test_there_are_two_grades() -> None:
    with pytest.raises(UsageError, match="choose 1 or 2"):
        brf("Words.", braille_grade=3)


@pytest.mark.usefixtures("liblouis")
def test_the_same_article_gives_the_same_bytes() -> None:
    assert brf("The river.", braille_grade=2).data == brf("The river.", braille_grade=2).data
