"""``exporter fix``: the source is made to say what was understood; nothing is made up; twice is once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import exporter
from exporter.cli import app
from exporter.errors import UsageError
from exporter.rules import RULES
from exporter.run.fix import Fixed, fix_article, says_the_same
from exporter.run.pipeline import ReadOptions, read_article
from exporter.run.repairs import GUESSES, SAFE
from tests.conftest import ARTICLES

RUN = CliRunner()
MARKDOWN = "---\nlang: en\n---\n\n# The title\n\n"
PAGE = "<!DOCTYPE html><html lang='en'><title>T</title><article><h1>T</h1>{}</article></html>"


def fixed(folder: Path, name: str, text: str | bytes, *, unsafe: bool = False, lang: str = "") -> Fixed:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return fix_article(str(path), ReadOptions(lang=lang), unsafe=unsafe)


def rules(result: Fixed) -> set[str]:
    return {item.rule for item in result.repairs}


CASES = {
    "TXT003": ("a.txt", "A headline of today\n\nThe first ends here.Then another one begins and goes on.\n"),
    "DOC008": ("a.md", MARKDOWN + "#### Deep\n\nText.\n\n##### Deeper\n\nText.\n\n#### Second\n\nText.\n"),
    "HTML004": ("a.html", PAGE.format("<p>He said <q>late, and <q>in</q> too</q>.</p>")),
    "IN001": ("a.md", MARKDOWN + "A bell\x07 rings.\n"),
    "IN003": ("a.md", MARKDOWN + "Turned \u202eround and not back.\n"),
    "IN008": ("a.md", MARKDOWN + "The fer\u200bry sails.\n"),
    "IN005": ("a.md", (MARKDOWN + "Text.\n").replace("\n", "\r\n")),
}


@pytest.mark.parametrize("rule", CASES)
def test_a_safe_repair_changes_the_source_and_not_the_article(rule: str, tmp_path: Path) -> None:
    name, text = CASES[rule]
    result = fixed(tmp_path, name, text)
    assert rules(result) == {rule}
    assert result.changed
    before = read_article(tmp_path / name)
    (tmp_path / name).write_bytes(result.after)
    after = read_article(tmp_path / name)
    assert says_the_same(before.document, after.document)
    assert rule not in {item.rule for item in after.findings}


@pytest.mark.parametrize("rule", CASES)
def test_fixing_twice_changes_nothing(rule: str, tmp_path: Path) -> None:
    name, text = CASES[rule]
    once = fixed(tmp_path, name, text, unsafe=True)
    twice = fixed(tmp_path, name, once.after, unsafe=True)
    assert twice.after == once.after
    assert twice.repairs == ()
    assert not twice.changed


def test_quotation_marks_are_those_of_the_language(tmp_path: Path) -> None:
    page = PAGE.replace("'en'", "'fr'").format("<p>Il dit <q>tard</q>.</p>")
    assert "<q>« tard »</q>" in fixed(tmp_path, "a.html", page).after.decode().replace("\xa0", " ").replace(
        "\u202f", " "
    )


def test_headings_get_the_levels_at_which_they_are_read(tmp_path: Path) -> None:
    name, text = CASES["DOC008"]
    assert fixed(tmp_path, name, text).after.decode().splitlines()[6::4] == ["## Deep", "### Deeper", "## Second"]
    page = PAGE.format("<h4 class='x'>One</h4><p>Text.</p>")
    assert b"<h2 class='x'>One</h2>" in fixed(tmp_path, "a.html", page).after
    underlined = "Title\n=====\n\n#### Deep\n\nText.\n\nSecond\n======\n\nText.\n"
    assert "## Second\n\nText." in fixed(tmp_path, "b.md", underlined).after.decode()


GUESSED = {
    "DOC017": ("a.md", MARKDOWN + "Text.\n\n**What happens next**\n\nText.\n"),
    "TXT001": (
        "a.txt",
        "A headline of today\n\nThe first paragraph ends here.\n\nBack to top\n\nThe second one ends.\n",
    ),
    "IN002": ("a.md", (MARKDOWN + "A café.\n").encode("cp1252")),
}


@pytest.mark.parametrize("rule", GUESSED)
def test_a_guess_is_made_only_when_asked_for(rule: str, tmp_path: Path) -> None:
    name, text = GUESSED[rule]
    safe = fixed(tmp_path, name, text)
    assert not safe.changed
    assert safe.repairs == ()
    assert {item.rule for item in safe.guesses} == {rule}
    asked = fixed(tmp_path, name, text, unsafe=True)
    assert rules(asked) == {rule}
    (tmp_path / name).write_bytes(asked.after)
    assert rule not in {item.rule for item in read_article(tmp_path / name).findings}


def test_a_recognised_language_is_declared_only_when_asked_for(tmp_path: Path) -> None:
    pytest.importorskip("py3langid")
    text = (
        "# Die Schule\n\n" + "Die Kinder gehen am Morgen in die Schule und lernen dort lesen und schreiben. " * 4 + "\n"
    )
    assert not fixed(tmp_path, "a.md", text).changed
    asked = fixed(tmp_path, "a.md", text, unsafe=True)
    assert asked.after.startswith(b"---\nlang: de\n---\n\n# Die Schule")
    assert rules(asked) == {"DOC016"}


def test_leftovers_of_a_menu_go_only_when_asked_for(tmp_path: Path) -> None:
    text = "A headline of today\n\nThe first paragraph ends here.\n\n  1. National\n\nThe second one ends here.\n"
    assert "National" in fixed(tmp_path, "a.txt", text).after.decode()
    asked = fixed(tmp_path, "a.txt", text, unsafe=True)
    assert "National" not in asked.after.decode()
    assert "TXT002" in rules(asked)


def test_a_guess_makes_a_heading_below_the_one_above(tmp_path: Path) -> None:
    text = MARKDOWN + "## Part\n\n**What happens next**\n\nText.\n"
    assert "\n### What happens next\n" in fixed(tmp_path, "a.md", text, unsafe=True).after.decode()


def test_alternative_texts_and_speakers_are_never_made_up(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes((ARTICLES[0].parent / "images" / "tree.png").read_bytes())
    for name, text in (
        ("a.md", MARKDOWN + "![](map.png)\n\n> We were never asked.\n"),
        ("a.html", PAGE.format("<p><img src='map.png'></p><blockquote><p>We were never asked.</p></blockquote>")),
    ):
        result = fixed(tmp_path, name, text, unsafe=True)
        assert result.after == text.encode()
        assert result.repairs == ()


def test_the_language_that_a_user_names_is_declared(tmp_path: Path) -> None:
    bare = fixed(tmp_path, "a.md", "# T\n\nText.\n", lang="en-GB")
    assert bare.after.startswith(b"---\nlang: en-GB\n---\n\n# T")
    assert rules(bare) == {"DOC002"}
    with_matter = fixed(tmp_path, "a.md", "---\ntitle: T\n---\n\nText.\n", lang="en-GB")
    assert with_matter.after.startswith(b"---\nlang: en-GB\ntitle: T\n---")
    page = fixed(tmp_path, "a.html", "<!DOCTYPE html><html><title>T</title><h1>T</h1><p>Text.</p></html>", lang="cy")
    assert b'<html lang="cy">' in page.after
    said = fixed(tmp_path, "b.md", "---\nlang: fr\n---\n\n# T\n\nTexte.\n", lang="en-GB")
    assert not said.changed, "what the article says holds"


@pytest.mark.slow
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_every_fixture_says_the_same_after_it(path: Path, tmp_path: Path) -> None:
    for picture in (path.parent / "images").iterdir():
        (tmp_path / "images").mkdir(exist_ok=True)
        (tmp_path / "images" / picture.name).write_bytes(picture.read_bytes())
    once = fixed(tmp_path, path.name, path.read_bytes())
    (tmp_path / path.name).write_bytes(once.after)
    assert says_the_same(exporter.read(path), exporter.read(tmp_path / path.name))
    assert not fixed(tmp_path, path.name, once.after).changed


PIECES = st.sampled_from(
    [
        "# T\n\n",
        "## a\n\n",
        "#### b\n\n",
        "###### c\n\n",
        "**bold**\n\n",
        "text.\n\n",
        "> #### q\n\n",
        "- x\n\n",
        "\x07\n\n",
    ]
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=12))
def test_any_article_says_the_same_after_it_and_twice_is_once(tmp_path: Path, pieces: list[str]) -> None:
    text = "begin.\n\n" + "".join(pieces)
    once = fixed(tmp_path, "a.md", text)
    before = read_article(tmp_path / "a.md").document
    (tmp_path / "a.md").write_bytes(once.after)
    assert says_the_same(before, read_article(tmp_path / "a.md").document)
    assert not fixed(tmp_path, "a.md", once.after).changed


def test_the_table_of_rules_says_what_is_repaired() -> None:
    assert {key for key, rule in RULES.items() if rule.repair == "safe"} == set(CASES)
    assert {key for key, rule in RULES.items() if rule.repair == "unsafe"} == {*GUESSED, "TXT002", "DOC016"}
    assert all(made.__doc__ for made in (*SAFE, *GUESSES))


def test_the_command_shows_what_it_did_and_why(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(CASES["TXT003"][1])
    shown = RUN.invoke(app, ["fix", str(path), "--diff"])
    assert shown.exit_code == 1
    assert path.read_text() == CASES["TXT003"][1], "--diff writes nothing"
    assert ":3: TXT003 a space was put in after" in shown.stdout
    assert "+The first ends here. Then another one begins and goes on." in shown.stdout
    done = RUN.invoke(app, ["fix", str(path)])
    assert done.exit_code == 0
    assert done.stdout == shown.stdout
    assert "here. Then" in path.read_text()
    again = RUN.invoke(app, ["fix", str(path), "--diff"])
    assert again.exit_code == 0
    assert again.stdout.strip() == f"{path}: no repairs"


def test_another_file_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(CASES["TXT003"][1])
    assert RUN.invoke(app, ["fix", str(path), "-o", str(tmp_path / "b.txt")]).exit_code == 0
    assert path.read_text() == CASES["TXT003"][1]
    assert "here. Then" in (tmp_path / "b.txt").read_text()


def test_a_model_has_no_source_to_repair(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no source to repair"):
        fixed(tmp_path, "a.json", "{}")
