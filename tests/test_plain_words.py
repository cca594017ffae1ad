"""Plain command lines are answered without the framework, and by it in the same way: values, help, what is wrong."""

from __future__ import annotations

import inspect
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from exporter import cli
from exporter.cli import framework, plain
from exporter.cli.commands import COMMANDS, command_of, function_of
from exporter.cli.declared import Argument, Misused
from exporter.version import VERSION
from tests.conftest import tries

WORDS = ["a.md", "b.pdf", "-", "", "--", "-x", "a=b", "1", "2", "-1", "99", "text", "json", "never", "a4", "show", "é"]
"""What a word of a command line may be that is no option."""


def names_of(command: str) -> list[str]:
    declared = [item.annotation.__metadata__[0] for item in inspect.signature(command_of(command)).parameters.values()]
    return ["--help", *(name for said in declared if not isinstance(said, Argument) for name in said.names)]


def choices_of(command: str) -> list[str]:
    """Every value of an option that has a list of them."""
    kinds = [plain._kind(item)[0] for item in inspect.signature(command_of(command)).parameters.values()]
    return [one.value for kind in kinds if hasattr(kind, "__members__") for one in kind]


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    command = draw(st.sampled_from(COMMANDS))
    option = st.sampled_from(names_of(command))
    word = st.sampled_from(WORDS) | st.sampled_from(choices_of(command))
    pair = st.tuples(option, word) | st.tuples(option) | st.tuples(word)
    parts = draw(st.lists(pair | st.tuples(st.builds("{}={}".format, option, word)), max_size=6))
    return [command, *(word for part in parts for word in part)]


def by_the_framework(words: list[str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any] | None:
    """The values that the framework makes of a command line, None where it finds fault with it or prints help."""
    taken: list[dict[str, Any]] = []
    made = framework.program(())
    made.command()(framework._command(words[0], lambda **values: taken.append(values)))
    with monkeypatch.context() as patch, open(os.devnull, "w", encoding="utf-8") as nowhere:
        patch.setattr(sys, "stdout", nowhere)
        patch.setattr(sys, "stderr", nowhere)
        assert framework._run("exporter", made, words) in (0, 2)
    return taken[0] if taken else None


@settings(max_examples=tries(150), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(command_lines())
def test_values_are_those_that_the_framework_makes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    values = plain.values_of(inspect.signature(command_of(words[0])).parameters, words[1:])
    assert values is None or values == by_the_framework(words, monkeypatch)


@pytest.mark.parametrize(
    "words",
    [
        "check a.md",
        "check a.md b.epub --format sarif --fail-on never --lang de --lexicon one.toml --lexicon two.toml --as file",
        "convert a.md -t pdf --to epub --out-dir out --jobs 2 --quiet --page letter --style a.css --braille-grade 2",
        "bind issue.toml -o - --keep-going --edition large-print",
        "speak a.pdf --as nvda-word --diff b.pdf",
        "parity a.md a.pdf a.epub --root .",
        "report a.md",
        "explain",
        "explain IMG001 --format json",
        "fix a.md --dry-run --debug --limit pages=1",
    ],
)
def test_usual_command_lines_are_plain(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    command, *rest = words.split()
    values = plain.values_of(inspect.signature(command_of(command)).parameters, rest)
    assert values is not None
    assert values == by_the_framework([command, *rest], monkeypatch)


@pytest.mark.parametrize(
    "words",
    [
        *("check", "check --help", "check a.md --lang", "check a.md --lang=de", "check a.md --no-such", "show -- a.md"),
        *("convert a.md --page a5", "convert a.md --jobs x", "convert a.md --jobs -1", "convert a.md --page a4 -opdf"),
        *("convert a.md --braille-grade 3", "speak a.md b.md", "explain --format xml", "check a.md --fail-on Error"),
    ],
)
def test_what_is_not_plain_is_left_to_the_framework(words: str) -> None:
    command, *rest = words.split()
    assert plain.values_of(inspect.signature(command_of(command)).parameters, rest) is None


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything can be read")
def test_a_folder_that_cannot_be_read_is_left_to_the_framework(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0)
    words = ["a.md", "--out-dir", str(tmp_path / "out")]
    assert plain.values_of(inspect.signature(command_of("convert")).parameters, words) is None


def test_the_help_that_is_kept_is_the_help_of_the_framework(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for columns, name in (("80", "exporter"), ("200", "python -m exporter"), ("81", "n" * plain.LONGEST_NAME)):
        monkeypatch.setenv("COLUMNS", columns)
        for words in (["--help"], ["-h"]):
            assert plain.answered(name, words) == 0
            kept = capsys.readouterr().out
            assert framework._run(name, framework.program(), words) == 0
            assert kept == capsys.readouterr().out


def test_help_of_another_shape_is_left_to_the_framework(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "79")
    assert plain.answered("exporter", ["--help"]) is None
    monkeypatch.setenv("COLUMNS", "80")
    assert plain.answered("n" * (plain.LONGEST_NAME + 1), ["--help"]) is None
    assert plain.answered("exporter", ["--help", "--version"]) is None
    assert plain.answered("exporter", []) is None


@pytest.mark.parametrize("said", ["", "0", "-3", "x", "72", "132"])
def test_the_width_of_the_terminal_is_what_others_take_it_for(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", said)
    assert plain.columns() == shutil.get_terminal_size().columns


def test_the_version_is_the_same_by_either_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert plain.answered("exporter", ["--version"]) == 0
    assert framework._run("exporter", framework.program(()), ["--version"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"exporter {VERSION}"] * 2


def test_a_shell_that_asks_how_a_word_goes_on_is_answered_by_the_framework(tmp_path: Path) -> None:
    environment = {**os.environ, "_PYTHON _M EXPORTER_COMPLETE": "complete_bash"}
    environment |= {"COMP_WORDS": "exporter check --form", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-m", "exporter", "check", "a.md"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (0, ["--format"])


def test_options_that_do_not_go_together_are_told_alike_by_either_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("# One\n\nWords.\n", encoding="utf-8")
    words = ["speak", "a.md", "--browse", "links", "--diff", "b.md"]
    assert framework.misused("exporter", words, Misused("give --browse without --as and --diff")) == 2
    kept = capsys.readouterr().err
    assert framework._run("exporter", framework.program(), words) == 2
    assert kept == capsys.readouterr().err
    assert "Invalid value: give --browse without --as and --diff" in kept


def test_every_command_is_a_function_of_its_name() -> None:
    assert [function_of(name).__name__ for name in COMMANDS] == list(COMMANDS)
    shown = CliRunner().invoke(cli.app, ["--help"]).output
    assert [line.split()[0] for line in shown.partition("Commands:")[2].splitlines() if line[2:3].strip()] == [
        *COMMANDS
    ]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = cli.nothing
