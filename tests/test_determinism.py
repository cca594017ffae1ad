"""Same input, same bytes: other runs, other times, other folders, other hash seeds, other time zones."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ARTICLES, FORMATS

pytestmark = pytest.mark.slow


CLOCK = """
import os, time, datetime
ahead = int(os.environ.get("AHEAD", "0"))
really, local, utc = time.time, time.localtime, time.gmtime
time.time = lambda: really() + ahead
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
datetime.datetime = Later
"""
"""Sets the clock of a process ahead by so many seconds, for all that asks it in the usual ways."""

RUN = "import sys\nfrom exporter.cli import main\nsys.argv[0] = 'exporter'\nmain()\n"


def convert(folder: Path, **environment: str) -> dict[str, bytes]:
    """Every fixture converted in ``folder`` by a process of its own; the files' bytes by name."""
    shutil.copytree(ARTICLES[0].parent, folder / "articles")
    names = [path.name for path in ARTICLES]
    command = [sys.executable, "-c", CLOCK + RUN, "convert", *names, "--out-dir", "out", "--quiet"]
    done = subprocess.run(
        command,
        cwd=folder / "articles",
        env={**os.environ, "SOURCE_DATE_EPOCH": "", **environment},
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in sorted((folder / "articles" / "out").iterdir())}


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    one = convert(tmp_path / "a", PYTHONHASHSEED="1", TZ="UTC", LANG="C.UTF-8", AHEAD="0")
    two = convert(
        tmp_path / "another folder", PYTHONHASHSEED="77", TZ="Asia/Tokyo", LANG="C", LC_ALL="C", AHEAD="90000000"
    )
    assert len(one) == len(ARTICLES) * len(FORMATS)
    assert {name for name in one if one[name] != two[name]} == set()
