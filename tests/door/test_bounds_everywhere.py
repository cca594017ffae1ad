"""No command and no public function without bounds: with tiny limits each refuses in one line, with exit code 3."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter.batch.public import FUNCTIONS
from exporter.bounds.gate import Limits
from exporter.bounds.watch import watched
from exporter.cli.commands import COMMANDS
from tests import endless
from tests.conftest import slow_but

SOURCE = "---\nlang: en\n---\n# The weir\n\nIt holds.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bounds")
    for name in ("weir.md", "two.md"):
        (made / name).write_text(SOURCE, encoding="utf-8")
    exporter.convert(made / "weir.md")
    (made / "long.md").write_text(SOURCE + "\n## One\n\nWords.\n\n## Two\n\nMore.\n", encoding="utf-8")
    (made / "issue.toml").write_text('title = "I"\nlang = "en"\narticles = ["weir.md"]\n', encoding="utf-8")
    return made


RUNS: dict[str, tuple[str, ...]] = {
    "convert": ("weir.md", "--to", "epub", "--out-dir", "out"),
    "convert two": ("weir.md", "two.md", "--out-dir", "out"),
    "convert to standard output": ("weir.md", "--to", "epub", "-o", "-"),
    "read": ("weir.md",),
    "check": ("weir.md",),
    "check a finished file": ("weir.pdf",),
    "check metadata": ("weir.epub", "--explain-metadata"),
    "decide": ("weir.md", "-o", "-"),
    "explain": ("DOC001",),
    "fix": ("weir.md", "--diff"),
    "parity": ("weir.md", "weir.pdf", "weir.epub", "weir.docx"),
    "speak": ("weir.docx",),
    "speak headings": ("weir.pdf", "--browse", "headings"),
    "speak the difference": ("weir.pdf", "--diff", "weir.epub"),
    "report": ("weir.md",),
    "report on files": ("weir.md", "weir.epub"),
    "show": ("weir.epub",),
    "bind": ("issue.toml", "--to", "epub", "--out-dir", "out"),
    "bind to standard output": ("issue.toml", "--to", "epub", "-o", "-"),
}
"""What is run → its arguments; the first word is the command."""


def run(*arguments: str, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "exporter", *arguments]
    around = {**os.environ, **(env or {})}
    return subprocess.run(command, cwd=cwd, env=around, capture_output=True, timeout=600, check=False)


def test_every_command_is_run() -> None:
    assert {name.split()[0] for name in RUNS} == set(COMMANDS)


@pytest.mark.parametrize("name", slow_but(RUNS, "convert", "check a finished file", "speak"))
def test_a_command_keeps_to_its_limits(name: str, folder: Path) -> None:
    done = run(name.split()[0], *RUNS[name], "--limit", "memory_bytes=1000000", cwd=folder)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 3
    assert done.stdout == b""
    assert len(lines) == (2 if name == "convert two" else 1)
    assert all(
        "passes the limit of 1000000 for memory_bytes; --limit memory_bytes=NUMBER raises it" in line for line in lines
    )
    assert not (folder / "out").exists() or not list((folder / "out").iterdir())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return endless.installed(tmp_path_factory.mktemp("endless"))


SLOW = {
    "read": ("slow.md",),
    "convert": ("slow.md", "--to", "epub", "--out-dir", "out"),
    "parity": ("slow.md", "weir.pdf"),
    "report": ("slow.md", "weir.epub"),
    "check": ("slow.md",),
    "fix": ("slow.md", "--diff"),
    "speak": ("slow.md",),
    "show": ("slow.md",),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_a_command_keeps_to_its_seconds(name: str, folder: Path, site: Path) -> None:
    (folder / "slow.md").write_text(endless.ARTICLE, encoding="utf-8")
    done = run(name, *SLOW[name], "--limit", "seconds=1", cwd=folder, env={"PYTHONPATH": str(site)})
    assert done.returncode == 3
    assert done.stderr.decode().startswith("error: slow.md: the work on it passes the limit of 1 for seconds")
    assert len(done.stderr.decode().splitlines()) == 1


CALLS: dict[str, Callable[[Path, Any], Any]] = {
    "read": lambda folder, limits: exporter.read(folder / "weir.md", limits=limits),
    "open_article": lambda folder, limits: exporter.open_article(SOURCE.encode(), name="weir.md", limits=limits),
    "explain": lambda folder, limits: exporter.explain(folder / "weir.md", limits=limits),
    "convert": lambda folder, limits: exporter.convert(folder / "weir.md", "epub", out_dir=folder / "o", limits=limits),
    "render": lambda folder, limits: exporter.render(DOCUMENT, "epub", limits=limits),
    "check": lambda folder, limits: exporter.check(folder / "weir.pdf", limits=limits),
    "prove": lambda folder, limits: exporter.prove(
        DOCUMENT, {"epub": (folder / "weir.epub").read_bytes()}, limits=limits
    ),
    "parity": lambda folder, limits: exporter.parity(folder / "weir.md", folder / "weir.pdf", limits=limits),
    "transcript": lambda folder, limits: exporter.transcript(folder / "weir.docx", limits=limits),
    "browse": lambda folder, limits: exporter.browse(folder / "weir.docx", "headings", limits=limits),
    "difference": lambda folder, limits: exporter.difference(folder / "weir.docx", folder / "weir.pdf", limits=limits),
    "outline": lambda folder, limits: exporter.outline(folder / "weir.epub", limits=limits),
    "report": lambda folder, limits: exporter.report(folder / "weir.md", limits=limits),
    "decide": lambda folder, limits: exporter.decide(folder / "weir.md", limits=limits),
    "fix": lambda folder, limits: exporter.fix(folder / "weir.md", limits=limits),
    "bind": lambda folder, limits: exporter.bind(folder / "issue.toml", "epub", out_dir=folder / "o", limits=limits),
    "split": lambda folder, limits: exporter.split(folder / "long.md", out_dir=folder / "parts", limits=limits),
    "explain_metadata": lambda folder, limits: exporter.explain_metadata(folder / "weir.epub", limits=limits),
}
DOCUMENT = exporter.read(SOURCE.encode(), format="markdown")


def test_every_public_function_is_called() -> None:
    assert set(CALLS) == set(FUNCTIONS)


@pytest.mark.parametrize("name", CALLS)
def test_a_public_function_does_its_work(name: str, folder: Path) -> None:
    assert CALLS[name](folder, None) is not None


@pytest.mark.parametrize("name", slow_but(CALLS, "check", "convert"))
def test_a_public_function_keeps_to_its_limits(name: str, folder: Path) -> None:
    with pytest.raises(exporter.InputError, match="memory_bytes=NUMBER raises it") as caught:
        CALLS[name](folder, {"memory_bytes": 1_000_000})
    assert caught.value.data == {"limit": "memory_bytes", "value": 1_000_000}
    assert str(folder.parent) not in str(caught.value).replace(str(folder), "")


# --- waiting --------------------------------------------------------------------------------------------------------


WAIT = """
import os, sys
from exporter.bounds import watch
from exporter.bounds.gate import Limits
from exporter.cli.ending import ended
watch.WAITS, watch.GRACE = 1, 0.2
watch.LAST_RESORT[:] = [ended]
with watch.watched("pipe.md", Limits(seconds=1)):
    os.open(sys.argv[1], os.O_RDONLY)
"""


@pytest.mark.slow
def test_what_waits_without_working_is_ended_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = subprocess.run(
        [sys.executable, "-c", WAIT, str(tmp_path / "pipe")], capture_output=True, timeout=600, check=False
    )
    assert done.returncode == 3
    assert done.stderr.decode().startswith("error: pipe.md: the work on it passes the limit of 1 for seconds")


def test_work_inside_of_work_has_the_bounds_of_the_whole() -> None:
    with watched("a", Limits(seconds=7)) as outer:
        with watched("b", Limits(seconds=9)) as inner:
            assert inner is outer
        with pytest.raises(exporter.InputError, match=r"^b: no"), watched("b", Limits()):
            raise exporter.InputError("no")


def test_in_another_thread_nothing_is_promised_that_does_not_hold() -> None:
    from exporter.bounds.watch import bounds_hold

    held: list[bool] = []
    thread = threading.Thread(target=lambda: held.append(bounds_hold(Limits())))
    thread.start()
    thread.join()
    assert held == [False]
