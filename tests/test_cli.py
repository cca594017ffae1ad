"""The command line as its users meet it: real processes, exit codes, what is printed where, what is left in folders."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = """\
---
title: A vote at dawn
lang: en
---

The council met. [here](https://example.org/)

> “We were all tired.”
>
> — Ann Lee, councillor
"""


def run(*arguments: str, cwd: Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "exporter", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=600,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "vote.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


def test_one_article_becomes_three_files_beside_it(folder: Path) -> None:
    done = run("convert", "vote.md", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert names(folder) == ["vote.docx", "vote.epub", "vote.md", "vote.pdf"]
    assert (folder / "vote.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert [line.split()[0] for line in done.stdout.decode().splitlines()] == ["vote.pdf", "vote.epub", "vote.docx"]


def test_a_finding_has_its_place_its_line_and_a_hint(folder: Path) -> None:
    done = run("check", "vote.md", cwd=folder)
    assert done.returncode == 0
    lines = done.stdout.decode().splitlines()
    at = next(i for i, line in enumerate(lines) if "DOC004" in line)
    assert lines[at].startswith("vote.md:6:18: warning DOC004 ")
    assert lines[at + 1].strip() == "| The council met. [here](https://example.org/)"
    assert lines[at + 2].strip().startswith("hint: ")


@pytest.mark.slow
def test_findings_decide_the_exit_code_where_asked(folder: Path) -> None:
    assert run("check", "vote.md", "--fail-on", "warning", cwd=folder).returncode == 1
    assert run("check", "vote.md", "--fail-on", "never", cwd=folder).returncode == 0
    done = run("convert", "vote.md", "--to", "html", "--fail-on", "warning", cwd=folder)
    assert done.returncode == 1
    assert "vote.html" in names(folder)


def test_machines_get_json_on_standard_output_alone(folder: Path) -> None:
    done = run("convert", "vote.md", "--to", "epub,html", "--format", "json", cwd=folder)
    data = json.loads(done.stdout)
    assert [item["path"] for item in data["files"]] == ["vote.epub", "vote.html"]
    assert {item["rule"] for item in data["findings"]} >= {"DOC004"}
    assert done.stderr == b""


def test_standard_input_and_output(folder: Path) -> None:
    done = run("convert", "-", "--from", "markdown", "--to", "json", "-o", "-", cwd=folder, stdin=ARTICLE.encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["metadata"]["title"] == "A vote at dawn"
    assert names(folder) == ["vote.md"]


@pytest.mark.slow
def test_the_model_can_be_written_and_read_again(folder: Path) -> None:
    run("convert", "vote.md", "--to", "json", cwd=folder)
    assert run("convert", "vote.json", "--to", "html", cwd=folder).returncode == 0
    again = (folder / "vote.html").read_bytes()
    run("convert", "vote.md", "--to", "html", cwd=folder)
    assert (folder / "vote.html").read_bytes() == again


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["convert", "missing.md"], 3, "missing.md: there is no such file"),
        pytest.param(["convert", "."], 3, "is a folder", marks=pytest.mark.slow),
        (["convert", "vote.xyz"], 3, "names no format"),
        (["convert", "vote.md", "--to", "odt"], 2, "--to odt"),
        pytest.param(["convert", "vote.md", "--from", "odt"], 2, "--from odt", marks=pytest.mark.slow),
        pytest.param(["convert", "vote.md", "vote.md"], 2, "vote.pdf: would be written for", marks=pytest.mark.slow),
        pytest.param(["convert", "vote.md", "-o", "a.pdf"], 2, "-o names a single file", marks=pytest.mark.slow),
        (["convert", "vote.md", "--require", "wcag"], 2, "--require wcag"),
        pytest.param(["convert", "vote.md", "--page", "a5"], 2, "page", marks=pytest.mark.slow),
        pytest.param(
            ["convert", "vote.md", "--style", "missing.css"],
            2,
            "missing.css: there is no such file",
            marks=pytest.mark.slow,
        ),
        (["convert", "vote.md", "--to", "html", "-o", "no/such/folder/a.html"], 4, "cannot be written"),
        (["frobnicate"], 2, "frobnicate"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_its_code(
    folder: Path, arguments: list[str], code: int, words: str
) -> None:
    done = run(*arguments, cwd=folder)
    error = done.stderr.decode()
    assert done.returncode == code, error
    assert words in error
    assert "Traceback" not in error
    assert names(folder) == ["vote.md"]


def test_an_article_is_never_overwritten(folder: Path) -> None:
    done = run("convert", "vote.md", "--to", "html", "-o", "vote.md", cwd=folder)
    assert done.returncode == 2
    assert (folder / "vote.md").read_text(encoding="utf-8") == ARTICLE


def test_one_bad_article_does_not_stop_the_others(folder: Path) -> None:
    (folder / "two.md").write_text("# Two\n\nWords.\n")
    done = run("convert", "vote.md", "missing.md", "two.md", "--to", "html", "--jobs", "2", cwd=folder)
    assert done.returncode == 3
    assert names(folder) == ["two.html", "two.md", "vote.html", "vote.md"]
    assert [line.split()[0] for line in done.stdout.decode().splitlines()] == ["vote.html", "two.html"]


@pytest.mark.slow
def test_a_standard_that_is_not_met_refuses_the_file(folder: Path) -> None:
    (folder / "p.png").write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
            "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
        )
    )
    (folder / "bare.md").write_text("---\nlang: en\n---\n\n# Bare\n\n![](p.png)\n")
    done = run("convert", "bare.md", "--require", "pdf/ua-1", cwd=folder)
    assert done.returncode == 4
    assert "PDF/UA-1" in done.stderr.decode()
    assert names(folder) == ["bare.md", "p.png", "vote.md"]


@pytest.mark.slow
def test_settings_of_the_house_hold_and_the_command_line_wins(folder: Path) -> None:
    (folder / "exporter.toml").write_text('to = "html"\nout-dir = "out"\n')
    assert run("convert", "vote.md", cwd=folder).returncode == 0
    assert names(folder / "out") == ["vote.html"]
    assert run("convert", "vote.md", "--to", "json", cwd=folder).returncode == 0
    assert names(folder / "out") == ["vote.html", "vote.json"]
    (folder / "exporter.toml").write_text('colour = "red"\n')
    done = run("convert", "vote.md", cwd=folder)
    assert done.returncode == 2
    assert "“colour” is not a setting" in done.stderr.decode()


@pytest.mark.slow
def test_show_tells_headings_and_who_said_what_from_the_files_themselves(folder: Path) -> None:
    run("convert", "vote.md", cwd=folder)
    for name in ("vote.pdf", "vote.epub", "vote.docx"):
        shown = run("show", name, cwd=folder).stdout.decode()
        assert "A vote at dawn" in shown
        assert "Ann Lee, councillor" in shown
        assert "We were all tired." in shown


@pytest.mark.slow
def test_parity_of_our_own_files_loses_nothing(folder: Path) -> None:
    run("convert", "vote.md", cwd=folder)
    done = run("parity", "vote.md", "vote.pdf", "vote.epub", "vote.docx", cwd=folder)
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.slow
def test_parity_tells_what_a_file_lacks(folder: Path) -> None:
    (folder / "less.md").write_text(ARTICLE.replace("— Ann Lee, councillor", "").replace("> \n", ""), encoding="utf-8")
    run("convert", "less.md", "--to", "epub", cwd=folder)
    done = run("parity", "vote.md", "less.epub", cwd=folder)
    assert done.returncode == 1
    assert "attribution lost" in done.stdout.decode()


@pytest.mark.slow
def test_speak_is_the_same_from_all_three_files(folder: Path) -> None:
    run("convert", "vote.md", cwd=folder)
    told = {name: run("speak", name, cwd=folder).stdout for name in ("vote.pdf", "vote.epub", "vote.docx")}
    assert b"Ann Lee" in told["vote.pdf"]
    assert len(set(told.values())) == 1


def test_help_and_version_need_no_heavy_import(folder: Path) -> None:
    assert run("--help", cwd=folder).returncode == 0
    assert run("--version", cwd=folder).stdout.startswith(b"exporter ")


def test_a_c_locale_and_a_missing_home_change_nothing(folder: Path) -> None:
    done = run("check", "vote.md", cwd=folder, LC_ALL="C", HOME="/nonexistent", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
