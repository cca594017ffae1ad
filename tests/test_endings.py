"""How runs end (docs/reference/command-line.md): one test a row for signals and for streams that cannot be written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from exporter.cli.commands import COMMANDS
from tests import endless
from tests.conftest import slow_but

RESULTS = {
    "read": ("a.md",),
    "check": ("a.md",),
    "decide": ("unsaid.md", "--format", "json"),
    "explain": ("DOC001",),
    "explain all": (),
    "fix": ("a.md", "--diff"),
    "parity": ("a.md", "a.epub"),
    "speak": ("a.epub",),
    "report": ("a.md", "a.epub"),
    "show": ("a.epub",),
    "convert": ("a.md", "--to", "epub", "-o", "-"),
    "bind": ("issue.toml", "--to", "epub", "-o", "-"),
}
"""Commands that print a result → their arguments."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("endings")
    (made / "a.md").write_text("---\nlang: en\n---\n# T\n\nWords.\n", encoding="utf-8")
    (made / "unsaid.md").write_text("Words.\n", encoding="utf-8")
    (made / "issue.toml").write_text('title = "I"\nlang = "en"\narticles = ["a.md"]\n', encoding="utf-8")
    (made / "endless.md").write_text(endless.ARTICLE, encoding="utf-8")
    assert run("convert", "a.md", "--to", "epub", cwd=made).returncode == 0
    return made


def run(
    *arguments: str,
    cwd: Path,
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    before: Callable[[], None] | None = None,
    buffered: bool = True,
) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONUNBUFFERED": "" if buffered else "1"}
    command = [sys.executable, "-m", "exporter", *arguments]
    return subprocess.run(
        command, cwd=cwd, stdout=stdout, stderr=stderr, env=env, preexec_fn=before, timeout=600, check=False
    )


def lines(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return done.stderr.decode().splitlines()


@pytest.fixture(scope="module")
def never_done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process that is never done with endless.md."""
    return {**os.environ, "PYTHONPATH": str(endless.installed(tmp_path_factory.mktemp("endless")))}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (signal.SIGINT, "error: interrupted; nothing half-written was left"),
        (signal.SIGTERM, "error: terminated; nothing half-written was left"),
        (signal.SIGHUP, "error: ended, because its terminal was closed; nothing half-written was left"),
    ],
)
def test_a_signal_ends_the_run_with_its_number(
    number: int, words: str, folder: Path, never_done: dict[str, str]
) -> None:
    before = sorted(path.name for path in folder.iterdir())
    process = subprocess.Popen(
        [sys.executable, "-m", "exporter", "convert", "endless.md", "--to", "epub", "--limit", "seconds=600"],
        cwd=folder,
        env=never_done,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL) and None,
    )
    assert process.stdout is not None
    assert process.stdout.readline().decode() == endless.WORKING
    process.send_signal(number)
    _, said = process.communicate(timeout=600)
    assert (process.returncode, said.decode().splitlines()) == (128 + number, [words])
    assert sorted(path.name for path in folder.iterdir()) == before


START = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that works in the background has it ignored
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)
module = sys.argv.pop(1)
sys.meta_path.insert(0, Interrupting())
from exporter.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("module", "words", "left"),
    [
        ("exporter.cli.ending", ["--version"], "nothing was done"),
        pytest.param("exporter.cli.plain", ["--version"], "nothing was done", marks=pytest.mark.slow),
        ("typer", ["convert", "--help"], "nothing half-written was left"),
        ("exporter.bounds.watch", ["check", "a.md"], "nothing half-written was left"),
        pytest.param("exporter.cli.check", ["check", "a.md"], "nothing half-written was left", marks=pytest.mark.slow),
    ],
)
def test_an_interruption_of_the_start_ends_in_one_line(module: str, words: list[str], left: str, folder: Path) -> None:
    command = [sys.executable, "-c", START, module, *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=600, check=False)
    assert (done.returncode, lines(done)) == (130, [f"error: interrupted; {left}"])


LOST = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Falling:
    def __del__(self):  # nothing can be raised here
        os.kill(os.getpid(), number)
class Watching:
    def find_spec(self, name, path=None, target=None):
        if name == "exporter.readers.markdown":
            sys.meta_path.remove(self)
            Falling()
number = int(sys.argv.pop(1))
sys.meta_path.insert(0, Watching())
from exporter.__main__ import main
main()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_where_nothing_can_be_raised_ends_the_run_too(
    number: int, folder: Path, never_done: dict[str, str]
) -> None:
    command = [sys.executable, "-c", LOST, str(int(number)), "convert", "endless.md", "--to", "epub"]
    as_if_new = partial(signal.signal, number, signal.SIG_DFL)
    done = subprocess.run(
        command, cwd=folder, env=never_done, capture_output=True, timeout=600, check=False, preexec_fn=as_if_new
    )
    assert (done.returncode, len(lines(done))) == (128 + number, 1), done.stderr
    assert lines(done)[0].endswith("; nothing half-written was left")


def test_every_command_that_prints_is_here() -> None:
    assert {name.split()[0] for name in RESULTS} == set(COMMANDS)


@pytest.mark.parametrize("buffered", [True, pytest.param(False, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", slow_but(RESULTS, "check", "convert"))
def test_a_full_standard_output_is_told(name: str, buffered: bool, folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = run(name.split()[0], *RESULTS[name], cwd=folder, stdout=full.fileno(), buffered=buffered)
    assert (done.returncode, lines(done)) == (4, ["error: output: No space left on device"])


@pytest.mark.parametrize("buffered", [True, pytest.param(False, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", slow_but(RESULTS, "check", "convert"))
def test_a_reader_that_has_gone_is_told_nothing(name: str, buffered: bool, folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run(name.split()[0], *RESULTS[name], cwd=folder, stdout=writing, buffered=buffered)
    os.close(writing)
    assert (done.returncode, lines(done)) == (4, [])


@pytest.mark.parametrize("name", slow_but(RESULTS, "check", "convert"))
def test_a_closed_standard_output_is_told(name: str, folder: Path) -> None:
    done = run(name.split()[0], *RESULTS[name], cwd=folder, before=lambda: os.close(1))
    if name in ("convert", "bind"):
        assert (done.returncode, lines(done)) == (
            2,
            ["error: -o -: standard output is closed; name a file instead of -"],
        )
    else:
        assert (done.returncode, lines(done)) == (4, ["error: output: standard output is closed"])


@pytest.mark.slow
def test_a_closed_standard_output_changes_no_file(folder: Path) -> None:
    done = run("convert", "a.md", "--to", "epub", "--out-dir", "closed", cwd=folder, before=lambda: os.close(1))
    assert (done.returncode, lines(done)) == (0, [])
    assert (folder / "closed" / "a.epub").read_bytes() == (folder / "a.epub").read_bytes()


@pytest.mark.slow
def test_a_full_standard_error_costs_the_code(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        quiet = run("show", "a.epub", cwd=folder, stderr=full.fileno())
        said = run("convert", "unsaid.md", "--to", "epub", "--out-dir", "full", cwd=folder, stderr=full.fileno())
        refused = run("show", "none.md", cwd=folder, stderr=full.fileno())
    assert (quiet.returncode, said.returncode, refused.returncode) == (0, 4, 4)
    assert (folder / "full" / "unsaid.epub").exists()


@pytest.mark.slow
def test_what_belongs_on_a_closed_standard_error_is_not_on_standard_output(folder: Path) -> None:
    done = run("show", "none.md", cwd=folder, before=lambda: os.close(2))
    assert (done.returncode, done.stdout) == (3, b"")
    done = run("read", "unsaid.md", "--format", "text", cwd=folder, before=lambda: os.close(2))
    assert b"DOC001" not in done.stdout


def test_a_wrong_command_line_is_usage(folder: Path) -> None:
    for arguments in (("nothing",), ()):
        assert run(*arguments, cwd=folder).returncode == 2


@pytest.mark.slow
def test_a_wrong_option_is_usage_and_help_is_not(folder: Path) -> None:
    for arguments in (("convert",), ("convert", "a.md", "--page", "a9")):
        assert run(*arguments, cwd=folder).returncode == 2
    assert run("--version", cwd=folder).returncode == 0
    assert run("convert", "--help", cwd=folder).returncode == 0
