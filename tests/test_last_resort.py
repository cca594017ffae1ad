"""A call of a library that no signal interrupts is ended by a second look, with one line and the code of a refusal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from exporter.batch import many
from exporter.bounds import watch
from exporter.run.pipeline import ReadOptions
from exporter.writers import WriteOptions

WORK = """
import hashlib
from exporter.bounds import watch
from exporter.cli.ending import ended
from exporter.bounds.gate import Limits

watch.GRACE = 0.2
if {own}:
    watch.LAST_RESORT[:] = [ended]
with watch.watched("in.md", Limits(seconds=1)):
    hashlib.pbkdf2_hmac("sha256", b"x", b"y", {rounds})
"""


def run(own: bool, rounds: int) -> subprocess.CompletedProcess[str]:
    """What a process says and how it ends that spends its time in one call."""
    script = WORK.format(own=own, rounds=rounds)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=600, check=False)


@pytest.mark.slow
def test_one_long_call_is_ended() -> None:
    done = run(True, 2_000_000_000)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert done.stderr.startswith("error: in.md: ")
    assert "--limit seconds=NUMBER" in done.stderr


def test_a_short_call_is_not() -> None:
    assert run(True, 10).returncode == 0


def test_it_ends_no_process_that_has_other_articles_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LAST_RESORT", [print])
    monkeypatch.setattr(many, "LAST_RESORT", watch.LAST_RESORT)
    for name in "ab":
        (tmp_path / f"{name}.md").write_text("# T\n\nWords.\n")
    sources = [str(tmp_path / f"{name}.md") for name in "ab"]
    jobs = many.plan(sources, ["json"], tmp_path, None, ReadOptions(), WriteOptions())
    assert [made.error for made in many.run(jobs[:1], 1)] == [None]
    assert [print] == watch.LAST_RESORT
    assert [made.error for made in many.run(jobs, 1)] == [None, None]
    assert watch.LAST_RESORT == []
