"""The commands that look into articles and files take a publication too: check, parity, report, speak."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import exporter
from exporter.cli import app
from exporter.errors import InputError, UsageError
from tests.publication.issues import issue

pytestmark = pytest.mark.slow


def run(*words: object) -> Result:
    """The command line, in this process."""
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issue and its files."""
    made = tmp_path_factory.mktemp("issue") / "in"
    exporter.bind(issue(made), ("pdf", "docx", "epub"))
    return made


def test_parity_compares_each_file_with_the_publication(folder: Path) -> None:
    ended = run("parity", folder / "issue.toml", folder / "issue.pdf", folder / "issue.docx")
    assert (ended.exit_code, ended.stdout.count(": no losses")) == (0, 2)


def test_parity_tells_by_article_what_another_file_lacks(folder: Path) -> None:
    other = folder / "other.toml"
    sheet = (folder / "issue.toml").read_text(encoding="utf-8")
    (folder / "more.md").write_text("# One more\n\nWhat the file does not say.\n", encoding="utf-8")
    other.write_text(sheet.replace('"editorial.md"', '"editorial.md", "more.md"'), encoding="utf-8")
    ended = run("parity", other, folder / "issue.docx", "--format", "json")
    losses = json.loads(ended.stdout)["files"][0]["losses"]
    assert ended.exit_code == 1
    assert {loss.get("article") for loss in losses} >= {"One more"}


def test_check_tells_of_every_article_by_its_own_file(folder: Path) -> None:
    found = json.loads(run("check", folder / "issue.toml", "--format", "json").stdout)
    rules = {item["rule"] for file in found["files"] for item in file["findings"]} if "files" in found else set()
    assert "PUB002" in (rules or json.dumps(found))


def test_speak_says_the_articles_one_after_another(folder: Path) -> None:
    said = run("speak", folder / "issue.toml").stdout
    assert said.index("heading level 2: From the editor") < said.index(": Der Hafen")
    assert "heading level 3: The weir" in run("speak", folder / "issue.pdf").stdout


def test_report_takes_the_files_beside_the_publication(folder: Path) -> None:
    ended = run("report", folder / "issue.toml", "--format", "json")
    data = json.loads(ended.stdout)
    assert [Path(file["file"]).suffix for file in data["files"]] == [".pdf", ".epub", ".docx"]
    assert [file["losses"] for file in data["files"]] == [[], [], []]


@pytest.mark.parametrize("command", ["check", "parity", "report", "speak"])
def test_a_publication_that_is_not_there_is_one_line(command: str, tmp_path: Path) -> None:
    words = [tmp_path / "none.toml"] + ([tmp_path / "a.pdf"] if command == "parity" else [])
    ended = run(command, *words)
    assert isinstance(ended.exception, InputError)
    assert "there is no such file" in str(ended.exception)


def test_two_publications_or_a_publication_and_its_file_are_compared_as_they_are_told(folder: Path) -> None:
    sheet = folder / "issue.toml"
    same = run("speak", sheet, "--diff", folder / "issue.epub")
    assert (same.exit_code, same.output) == (0, "both tell the same\n")
    other = folder / "other.toml"
    other.write_text(
        sheet.read_text(encoding="utf-8").replace('title = "The Valley"', 'title = "Another"'), encoding="utf-8"
    )
    differs = run("speak", sheet, "--diff", other)
    assert differs.exit_code == 1
    assert f"- {sheet}" in differs.output
    assert "+ heading level 1: Another" in differs.output
    assert run("speak", folder / "issue.epub", "--diff", other).exit_code == 1


NOTES = """
title = "Two counts"
lang = "en-GB"
articles = ["first.md", "plain.md", { path = "second.md" }]

[book]
notes-run = "RUN"
"""
NUMBERED = """---
title: TITLE
lang: en-GB
---

One.[^a] Two.[^b] Again the one.[^a]

[^a]: TITLE a.

[^b]: TITLE b.
"""


@pytest.mark.parametrize(("run_", "numbers"), [("book", "1 2 3 4"), ("article", "1 2 1 2")])
def test_speak_numbers_notes_as_the_files_show_them(tmp_path: Path, run_: str, numbers: str) -> None:
    sheet = tmp_path / "two.toml"
    sheet.write_text(NOTES.replace("RUN", run_), encoding="utf-8")
    for name in ("first", "second"):
        (tmp_path / f"{name}.md").write_text(NUMBERED.replace("TITLE", f"The {name}"), encoding="utf-8")
    (tmp_path / "plain.md").write_text("---\ntitle: Plain\nlang: en-GB\n---\n\nNo notes.\n", encoding="utf-8")
    exporter.bind(sheet, ("pdf", "docx", "epub"))
    for file in (sheet, *(sheet.with_suffix(suffix) for suffix in (".epub", ".docx", ".pdf"))):
        said = run("speak", file).stdout
        assert re.findall(r"^ *end of note (\d)$", said, re.MULTILINE) == numbers.split(), file
        stops = run("speak", file, "--browse", "notes").stdout
        assert re.findall(r": note (\d): ", stops) == numbers.split(), file
        assert run("speak", sheet, "--diff", file).exit_code == 0
    heard = run("speak", sheet.with_suffix(".epub"), "--as", "firefox").stdout
    assert re.findall(r"footnote Note (\d)", heard) == numbers.split()
    assert re.findall(r"Again the one. link Note (\d)", heard) == [numbers[0], numbers[4]]
    assert heard.index("The first b") < heard.index("heading level 2: The second")
    other = tmp_path / "other.toml"
    other.write_text(NOTES.replace("RUN", "article" if run_ == "book" else "book"), encoding="utf-8")
    assert run("speak", other, "--diff", sheet.with_suffix(".epub")).exit_code == 1


def test_a_folder_is_a_publication_before_every_command(tmp_path: Path) -> None:
    folder = tmp_path / "valley"
    folder.mkdir()
    for name in ("one", "two"):
        text = f"---\ntitle: The {name}\nlang: en-GB\n---\n\nSome words of the {name}.\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    exporter.bind(folder, ("epub", "docx"))
    assert run("speak", folder, "--diff", tmp_path / "valley.epub").exit_code == 0
    assert run("parity", folder, tmp_path / "valley.docx").exit_code == 0
    assert run("check", folder).exit_code == 0
    told = json.loads(run("report", folder, "--format", "json").stdout)
    assert [Path(file["file"]).name for file in told["files"]] == ["valley.epub", "valley.docx"]


def test_report_finds_the_files_that_bind_named_for_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "valley"
    folder.mkdir()
    (folder / "one.md").write_text("---\ntitle: One\nlang: en-GB\n---\n\nWords.\n", encoding="utf-8")
    sheet = folder / "publication.toml"
    sheet.write_text('title = "Valley"\nlang = "en-GB"\narticles = ["one.md"]\n', encoding="utf-8")
    missing = run("report", sheet)
    assert isinstance(missing.exception, UsageError)
    assert "has no valley.pdf, .epub or .docx beside it" in str(missing.exception)
    exporter.bind(sheet, "epub")
    told = json.loads(run("report", sheet, "--format", "json").stdout)
    assert [Path(file["file"]).name for file in told["files"]] == ["valley.epub"]
