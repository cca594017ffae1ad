"""``exporter decide``: the open questions as a file to fill in; answers are kept, and what has no place is marked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter.decisions.file import parse
from exporter.decisions.written import NO_PLACE
from exporter.model import BlockQuote, Image, Section, plain_text, sections, walk
from tests.decisions.sources import RICH, SOURCES, content, picture
from tests.readers.test_hints import ARTICLE as FERRY

ARTICLE = """---
lang: en
---
# The weir vote

The council voted on Monday.

> We were never asked.

![](weir.png "")

**What comes next**

It was late.
"""
UNSURE = """Island ferry will not sail before the spring

The ferry has been out of service since the storm in November, according to the harbour board.

The ferry is not sailing

Traders on the north side said on Friday that takings had fallen by a third since the crossing closed.

A decision on the new vessel will be taken by the transport committee at its next meeting in the town.
"""


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "exporter", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=600, check=False)


def folder_with(tmp_path: Path, text: str = ARTICLE, name: str = "vote.md") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "weir.png").write_bytes(picture())
    return tmp_path / name


def kinds(text: str) -> list[str]:
    return [entry.kind for entry in parse("d", text).entries]


def saved(path: Path, decided: exporter.Decided) -> Path:
    beside = path.with_name(path.stem + ".decisions.toml")
    beside.write_text(decided.text, encoding="utf-8")
    return beside


def test_every_question_is_written_with_what_a_person_needs(tmp_path: Path) -> None:
    decided = exporter.decide(folder_with(tmp_path))
    assert kinds(decided.text) == ["quote", "picture", "part"]
    assert (decided.waiting, decided.kept, decided.lost) == (3, 0, 0)
    for words in (
        "# Line 8. Nobody is named for this quotation.",
        "# Before it: “The council voted on Monday.”",
        "# Picture “weir.png”, 40 × 30 pixels.",
        f'content = "{content()}"',
        "# Line 12. A line that is entirely bold was read as a paragraph.",
        "# What is it? “paragraph” as it was read or “heading 2”; “drop” leaves it out.",
    ):
        assert words in decided.text


def test_answers_are_used_and_not_asked_again(tmp_path: Path) -> None:
    path = folder_with(tmp_path)
    beside = saved(path, exporter.decide(path))
    text = beside.read_text(encoding="utf-8").replace('speaker = ""', 'speaker = "Jo Bloggs"  # by telephone')
    text = text.replace('alt = ""', 'alt = "The weir"').replace('is = ""', 'is = "heading 2"')
    beside.write_text(text, encoding="utf-8")
    decided = exporter.decide(path)
    assert (decided.waiting, decided.kept, decided.lost, decided.questions) == (0, 3, 0, ())
    assert "# by telephone" in decided.text
    document = exporter.read(path)
    assert [node.alt for node in walk(document) if isinstance(node, Image)] == ["The weir"]
    assert [plain_text(node.attribution) for node in walk(document) if isinstance(node, BlockQuote)] == ["Jo Bloggs"]
    assert [plain_text(section.title) for _, section in sections(document)] == ["What comes next"]


def test_the_next_version_of_the_article_keeps_the_answers_and_marks_what_is_gone(tmp_path: Path) -> None:
    path = folder_with(tmp_path)
    text = exporter.decide(path).text.replace('speaker = ""', "no-speaker = true")
    text = text.replace('is = ""', 'is = "heading 3"')
    saved(path, exporter.decide(path)).write_text(text, encoding="utf-8")
    path.write_text(
        ARTICLE.replace("> We were never asked.\n", "A new paragraph.\n\n> Nobody told us.\n")
        .replace("What comes next", "What come next")
        .replace("It was late.", "It was late.\n\n> Another one says this."),
        encoding="utf-8",
    )
    decided = exporter.decide(path)
    assert decided.lost == 1
    lines = decided.text.split("\n")
    assert lines[lines.index(NO_PLACE) + 1] == "[[quote]]"
    assert kinds(decided.text) == ["quote", "picture", "part", "quote", "quote"]
    assert 'words = "What come next"' in decided.text, "the new words are noted"
    assert sorted(item.rule for item in decided.findings) == ["DEC001", "DEC003", "DEC004"]
    saved(path, decided)
    again = exporter.decide(path)
    assert again.text == decided.text, "twice is once"
    path.write_text(ARTICLE, encoding="utf-8")
    back = exporter.decide(path)
    assert NO_PLACE not in back.text.split("[[quote]]")[0]
    assert back.lost == 0


@pytest.mark.parametrize("form", SOURCES)
def test_every_format_is_asked_and_its_file_is_understood(form: str, tmp_path: Path) -> None:
    path = SOURCES[form](tmp_path)
    decided = exporter.decide(path, lang="en")
    if form in RICH:
        assert kinds(decided.text).count("picture") == 2
        assert kinds(decided.text).count("quote") == 1
        assert kinds(decided.text).count("table") == (form != "word"), "Word says that its first row is a header"
    saved(path, decided)
    again = exporter.decide(path, lang="en")
    assert again.text == decided.text
    assert [item.rule for item in again.findings] == []
    answered = (
        decided.text.replace('alt = ""', 'alt = "The weir in May"')
        .replace('speaker = ""', 'speaker = "Jo Bloggs"')
        .replace('header-rows = ""\nheader-columns = ""', "header-rows = 1")
        .replace('is = ""', 'is = "paragraph"')
    )
    path.with_name("weir.decisions.toml").write_text(answered, encoding="utf-8")
    after = exporter.decide(path, lang="en")
    assert (after.waiting, after.lost) == (0, 0)
    assert {item.rule for item in after.findings} <= {"DEC003"}


def test_uncertain_lines_of_plain_text_are_asked_with_both_readings(tmp_path: Path) -> None:
    path = folder_with(tmp_path, UNSURE, "ferry.txt")
    told = exporter.open_article(path, lang="en").findings
    (unsure,) = [item for item in told if item.rule == "TXT004"]
    assert unsure.certainty < 0.7
    assert unsure.readings == ("caption", "heading")
    assert unsure.pos is not None
    assert unsure.pos.line == 5
    decided = exporter.decide(path, lang="en")
    asked = next(item for item in decided.questions if item.line == 5)
    assert (asked.choices, asked.certainty) == (unsure.readings, unsure.certainty)
    assert f"# Line 5. The line was read as a caption, with a certainty of {unsure.certainty:.2f}: " in decided.text
    assert "# What is it? “caption” as it was read or “heading”; “drop” leaves it out." in decided.text
    answers = decided.text.replace('is = ""', 'is = "heading 2"', 1)
    saved(path, decided).write_text(answers, encoding="utf-8")
    article = exporter.open_article(path, lang="en")
    assert [plain_text(section.title) for _, section in sections(article.document)] == ["The ferry is not sailing"]
    assert "TXT004" not in [item.rule for item in article.findings]


def test_hints_and_decisions_hold_together(tmp_path: Path) -> None:
    path = folder_with(tmp_path, FERRY, "ferry.txt")
    (tmp_path / "ferry.txt.hints").write_text('5 "Flooded streets" = caption\n', encoding="utf-8")
    said = '[[part]]\nwords = "Back to top"\nis = "paragraph"\n'
    (tmp_path / "ferry.decisions.toml").write_text(said, encoding="utf-8")
    document = exporter.read(path, lang="en")
    assert "Back to top" in plain_text(document.blocks)
    assert not [node for node in walk(document) if isinstance(node, Section)]


# --- the command line -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_check_and_convert_say_how_many_questions_there_are(tmp_path: Path) -> None:
    folder_with(tmp_path)
    line = "vote.md: 3 questions for a person; exporter decide vote.md writes them into a file to fill in"
    checked = run("check", "vote.md", "--fail-on", "never", cwd=tmp_path)
    assert checked.stdout.splitlines()[-1] == line
    converted = run("convert", "vote.md", "--to", "epub", cwd=tmp_path)
    assert converted.stderr.splitlines()[-1] == line
    for command in (("check", "--fail-on", "never"), ("convert", "--to", "epub")):
        said: Any = json.loads(run(*command, "vote.md", "--format", "json", cwd=tmp_path).stdout)
        assert said["questions"] == [{"source": "vote.md", "count": 3}]


def test_the_command_writes_the_file_and_says_so(tmp_path: Path) -> None:
    folder_with(tmp_path)
    done = run("decide", "vote.md", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "vote.decisions.toml: 3 questions for a person, 0 answers\n",
        "",
    )
    again = run("decide", "vote.md", cwd=tmp_path)
    assert again.stderr == "decisions: vote.decisions.toml\n"
    assert again.stdout == done.stdout
    printed = run("decide", "vote.md", "-o", "-", cwd=tmp_path)
    assert printed.stdout == (tmp_path / "vote.decisions.toml").read_text(encoding="utf-8")
    (tmp_path / "vote.decisions.toml").unlink()
    asked = json.loads(run("decide", "vote.md", "--format", "json", cwd=tmp_path).stdout)
    assert [item["kind"] for item in asked["questions"]] == ["quote", "picture", "part"]
    assert asked["questions"][1]["picture"]["file"] == "weir.png"
    assert not (tmp_path / "vote.decisions.toml").exists()


def test_an_article_without_questions_needs_no_file(tmp_path: Path) -> None:
    folder_with(tmp_path, "---\nlang: en\n---\n# The weir\n\nIt holds.\n")
    done = run("decide", "vote.md", cwd=tmp_path)
    assert done.stdout == "vote.md: no questions for a person, and no answers; nothing was written\n"
    assert not (tmp_path / "vote.decisions.toml").exists()


@pytest.mark.slow
def test_a_file_that_was_found_is_named_once(tmp_path: Path) -> None:
    folder_with(tmp_path)
    (tmp_path / "vote.decisions.toml").write_text('lang = "en-GB"\n', encoding="utf-8")
    for command in (("check", "vote.md"), ("speak", "vote.md"), ("convert", "vote.md", "--to", "epub")):
        assert run(*command, cwd=tmp_path).stderr.count("decisions: vote.decisions.toml\n") == 1
    named = run("speak", "vote.md", "--decisions", "vote.decisions.toml", cwd=tmp_path)
    assert "decisions:" not in named.stderr


def test_answers_for_recurring_pictures_hold_for_every_article(tmp_path: Path) -> None:
    folder_with(tmp_path)
    shared = f'[[picture]]\ncontent = "{content()}"\ndecorative = true\n\n[[picture]]\nfile = "logo.png"\nalt = "x"\n'
    (tmp_path / "pictures.toml").write_text(shared, encoding="utf-8")
    (tmp_path / "exporter.toml").write_text('picture-decisions = "pictures.toml"\n', encoding="utf-8")
    assert "IMG001" not in run("check", "vote.md", cwd=tmp_path).stdout
    article = exporter.open_article(tmp_path / "vote.md", picture_decisions=tmp_path / "pictures.toml")
    assert [node.alt for node in walk(article.document) if isinstance(node, Image)] == [""]
    assert "DEC001" not in [item.rule for item in article.findings], "a picture of other articles is not missed"
    asked = exporter.decide(tmp_path / "vote.md", picture_decisions=tmp_path / "pictures.toml").questions
    assert [item.kind for item in asked] == ["quote", "part"]
    own = f'[[picture]]\ncontent = "{content()}"\nalt = "The weir"\n'
    said = exporter.read(tmp_path / "vote.md", picture_decisions=tmp_path / "pictures.toml", decisions=own.encode())
    assert [node.alt for node in walk(said) if isinstance(node, Image)] == ["The weir"], "the article’s own wins"


def test_a_file_that_a_person_wrote_in_their_own_way_keeps_its_answers(tmp_path: Path) -> None:
    path = folder_with(tmp_path)
    said = """# mine
picture = [{ file = "weir.png", decorative = true }]
part = [{ words = "What comes next", is = "heading 2" }]

[article]
marks = ""
[[quote]]
words = \"\"\"We were
never asked\"\"\"
no-speaker = true
"""
    (tmp_path / "vote.decisions.toml").write_text(said, encoding="utf-8")
    decided = exporter.decide(path)
    assert (decided.waiting, decided.kept, decided.lost) == (0, 3, 0)
    assert {item.rule for item in decided.findings} == {"DEC003"}
    assert [entry.answer for entry in parse("d", decided.text).entries] == [
        entry.answer for entry in parse("d", said).entries
    ]
    assert saved(path, decided)
    assert exporter.decide(path).text == decided.text


def test_one_file_cannot_be_named_for_several_articles(tmp_path: Path) -> None:
    folder_with(tmp_path)
    (tmp_path / "two.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "d.toml").write_text("", encoding="utf-8")
    done = run("convert", "vote.md", "two.md", "--decisions", "d.toml", cwd=tmp_path)
    assert done.returncode == 2
    assert "put ARTICLE.decisions.toml beside each" in done.stderr
