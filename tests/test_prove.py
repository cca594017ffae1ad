"""``convert --prove``: files are read back before they are put in place; losses are told and cost the exit code."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import exporter
from exporter.comparison.loss_table import line
from exporter.run.pipeline import read_article
from exporter.run.prove import prove
from exporter.run.rendering import write_all
from exporter.writers import WriteOptions, writer
from tests.conftest import ARTICLES, FORMATS, Export
from tests.test_cli import names, run
from tests.work import calls

pytestmark = pytest.mark.slow

CLEAN = "---\nlang: en\n---\n\n# Vote\n\n## Why\n\n> “No.”\n>\n> — Ann Lee\n"
DEEP = 10
"""Lists in one another: Word has nine levels, a loss that is known and cannot be helped."""
ITEMS = "".join(f"<ul><li>item {number}" for number in range(DEEP)) + "</li></ul>" * DEEP
LOSSY = f'<html lang="en"><title>T</title><h1>T</h1><p>They met.</p>{ITEMS}</html>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean.md").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "lossy.html").write_text(LOSSY, encoding="utf-8")
    return tmp_path


def test_files_without_losses_say_so(folder: Path) -> None:
    done = run("convert", "clean.md", "--prove", cwd=folder)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.decode().splitlines()
    assert [line.endswith("read back: no losses)") for line in lines] == [True, True, True, False]
    answers = "all of the source was read: yes; the files say all of it: yes; they claim only what holds: yes"
    assert lines[3] == f"clean.md: {answers}"


def test_a_loss_is_told_and_costs_the_exit_code_but_files_are_written(folder: Path) -> None:
    done = run("convert", "lossy.html", "--to", "epub,docx", "--prove", cwd=folder)
    assert done.returncode == 1
    assert names(folder) == ["clean.md", "lossy.docx", "lossy.epub", "lossy.html"]
    assert "lossy.docx (read back: 10 losses)" in done.stdout.decode()
    told = done.stderr.decode()
    assert "lossy.html: 10 losses\n" in told
    assert ["list", "0", "10"] in [line.split() for line in told.splitlines()]
    assert "docx: list lost" in told
    assert run("convert", "lossy.html", "--to", "docx", cwd=folder).returncode == 0


def test_what_was_not_read_is_told_with_its_place_and_costs_the_exit_code(
    folder: Path, monkeypatch: pytest.MonkeyPatch, here: None
) -> None:
    """A reader that loses words: no file can lose what the article never had, so only the source tells."""
    from exporter.readers.html.block import flow

    monkeypatch.setattr("exporter.readers.markdown.flow", lambda *given: flow(*given)[:-1])
    made = exporter.convert(folder / "clean.md", to=("epub",), out_dir=folder / "new", prove=True)
    assert made.proof is not None
    assert made.proof.answers == (False, True, True)
    assert made.proof.failed
    assert {item.rule for item in made.proof.unread or ()} == {"READ001"}
    assert [item.rule for item in exporter.check(folder / "clean.md") if item.rule == "READ001"]
    report = json.loads(exporter.report(folder / "clean.md", folder / "new" / "clean.epub", form="json").text)
    assert [item["holds"] for item in report["proof"].values()] == [False, True, True]


def test_where_a_standard_is_required_a_loss_means_that_nothing_is_written(folder: Path) -> None:
    done = run("convert", "lossy.html", "--require", "pdf/ua-1", "--prove", cwd=folder)
    assert done.returncode == 4
    assert names(folder) == ["clean.md", "lossy.html"]
    assert len(done.stderr.decode().splitlines()) == 1
    assert "docx: list lost" in done.stderr.decode()


def test_json_has_the_proof_of_each_article(folder: Path) -> None:
    done = run("convert", "clean.md", "lossy.html", "--to", "docx,json", "--prove", "--format", "json", cwd=folder)
    assert done.returncode == 1
    proof = json.loads(done.stdout)["proof"]
    assert [(item["source"], item["formats"]) for item in proof] == [("clean.md", ["docx"]), ("lossy.html", ["docx"])]
    assert [[loss["kind"] for loss in item["losses"]] for item in proof] == [[], ["list"] * DEEP]
    held = [[item[name]["holds"] for name in ("source_read", "files_say_all", "claims_hold")] for item in proof]
    assert held == [[True, True, True], [True, False, True]]
    assert [len(item["files_say_all"]["against"]) for item in proof] == [0, DEEP]


def test_what_cannot_be_read_back_cannot_be_proved(folder: Path) -> None:
    done = run("convert", "clean.md", "--to", "json,pandoc", "--prove", cwd=folder)
    assert (done.returncode, names(folder)) == (2, ["clean.md", "lossy.html"])
    assert done.stderr.decode().splitlines() == [
        "error: --prove: json, pandoc cannot be read back; only pdf, epub, docx, html, brf can"
    ]


def test_a_printed_file_is_proved_too(folder: Path) -> None:
    done = run("convert", "lossy.html", "--to", "docx", "-o", "-", "--prove", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.startswith(b"PK")
    assert b"docx: list lost" in done.stderr


def test_a_house_can_ask_for_proof_always(folder: Path) -> None:
    (folder / "exporter.toml").write_text("prove = true\n", encoding="utf-8")
    assert run("convert", "lossy.html", "--to", "docx", cwd=folder).returncode == 1


def test_the_api_gives_the_losses(folder: Path) -> None:
    result = exporter.convert(folder / "lossy.html", to=("epub", "docx"), prove=True)
    assert result.proof is not None
    assert [(loss.format, loss.kind) for loss in result.proof.losses] == [("docx", "list")] * DEEP
    assert exporter.convert(folder / "clean.md", to=("epub",)).proof is None
    with pytest.raises(exporter.WriterError, match="list lost"):
        exporter.convert(folder / "lossy.html", to=("docx",), out_dir=folder / "new", require=["pdf/ua-1"], prove=True)
    assert list((folder / "new").iterdir()) == []


def test_code_that_wraps_in_a_narrow_cell_is_told_as_typed(folder: Path) -> None:
    """Its lines on paper are not lines of the code, and no spaces in it (was: 8 losses in a table of file names)."""
    cells = "| file | what it is |\n|---|---|\n| `rotherham-live-updates.txt` | " + "a real article " * 20 + "|\n"
    (folder / "cells.md").write_text(
        f"---\nlang: en\n---\n\n# T\n\n{cells}\nSee `../a_long_name.py`.\n", encoding="utf-8"
    )
    assert run("convert", "cells.md", "--to", "pdf", "--prove", cwd=folder).returncode == 0


def test_proving_takes_less_than_writing(exports: Sequence[Export]) -> None:
    """In calls of functions, by the engine whose layout is Python (``make bench-prove`` measures the time)."""
    (item,) = (one for one in exports if one.name == "feature-md")
    files = [(form, getattr(item, form).read_bytes()) for form in FORMATS]
    options = WriteOptions(engine="weasyprint")
    writing = calls(lambda: [writer(form)(item.document, options) for form in FORMATS])
    assert calls(lambda: prove(item.document, files, "feature")) < writing * 2 / 3  # the checks of claims are in it


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_no_fixture_loses_anything_in_a_run_of_all_formats(path: Path) -> None:
    """With the pages that the PDF lends to the others, which files written one by one do not have."""
    article = read_article(path)
    made = write_all(article, path.name, FORMATS, WriteOptions())
    proof = prove(article.document, [(item.format, item.data) for item in made.files], path.name)
    assert proof.losses == (), "\n".join(line(loss) for loss in proof.losses)


def test_an_article_is_compared_as_it_was_converted(tmp_path: Path) -> None:
    """What was kept by an option is not an addition to an article that is read with the same option."""
    (tmp_path / "a.txt").write_text("The vote\n\nIt was close.\n\nBack to top\n", encoding="utf-8")
    assert run("convert", "a.txt", "--to", "docx", "--keep-all", "--lang", "en", cwd=tmp_path).returncode == 0
    for command in ("parity", "report"):
        assert run(command, "a.txt", "a.docx", "--lang", "en", cwd=tmp_path).returncode == 1
        done = run(command, "a.txt", "a.docx", "--lang", "en", "--keep-all", cwd=tmp_path)
        assert done.returncode == 0, done.stdout


def test_a_page_that_begins_inside_code_has_its_mark_in_every_file(tmp_path: Path) -> None:
    code = "\n".join(f"    line_{number} = {number}" for number in range(120))
    (tmp_path / "a.md").write_text(f"---\nlang: en\n---\n# T\n\nWords.\n\n```\n{code}\n```\n\nEnd.\n", encoding="utf-8")
    result = exporter.convert(tmp_path / "a.md", prove=True)
    assert result.proof is not None
    assert [line(loss) for loss in result.proof.losses] == []
