"""Importing and converting need nothing that only POSIX has; workers are started afresh there (docs/platforms.md)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

ARTICLE = """---
title: The {name}
lang: en
date: 2026-05-04
author: Ann Lee
---

The {name} was built of oak.[^1]

![A drawing of it](drawing.svg)

[^1]: In 1890.
"""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#036"/></svg>'
)


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], cwd=folder, capture_output=True, text=True, timeout=600)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "drawing.svg").write_text(DRAWING)
    for name in ("weir", "lock", "mill"):
        (tmp_path / f"{name}.md").write_text(ARTICLE.format(name=name))
    return tmp_path


BARE = str(ROOT / "tests" / "bare_system.py")


@pytest.mark.parametrize("formats", ["epub", pytest.param("pdf,epub,docx,onix", marks=pytest.mark.slow)])
def test_articles_are_converted_to_the_same_bytes(formats: str, folder: Path) -> None:
    options = ["--to", formats, "--out-dir"]
    articles = ["weir.md", "lock.md", "mill.md"] if "," in formats else ["weir.md"]
    bare = run(folder, BARE, "convert", *articles, "--jobs", "2", *options, "bare")
    assert bare.returncode == 0, bare.stderr
    usual = run(
        ROOT, "-m", "exporter", "convert", *(str(folder / name) for name in articles), *options, str(folder / "o")
    )
    assert usual.returncode == 0, usual.stderr
    made = {path.name: path.read_bytes() for path in (folder / "bare").iterdir()}
    assert made == {path.name: path.read_bytes() for path in (folder / "o").iterdir()}
    assert len(made) == len(articles) * len(formats.split(","))


@pytest.mark.slow
def test_time_is_bounded_where_there_is_no_timer(folder: Path) -> None:
    script = f"""
import runpy, sys
sys.path.insert(0, {str(ROOT)!r})
runpy.run_path({BARE!r}, run_name="bare")
from exporter.bounds import watch
from exporter.bounds.gate import Limits
assert not watch.TIMER
said = []
watch.OWN[0] = True
watch.LAST_RESORT[:] = [lambda message: (said.append(message), __import__("os")._exit(7) if len(said) > 3 else None)]
assert watch.bounds_hold(Limits())
watch.GRACE = 0.1
with watch.watched("weir.md", Limits(seconds=1)):
    while not said:
        pass
assert said[0].startswith("weir.md: ") and "seconds" in said[0], said
"""
    ran = run(folder, "-c", script)
    assert ran.returncode == 0, ran.stderr


def test_the_library_works_in_a_worker_of_its_own(folder: Path) -> None:
    script = f"""
import runpy, sys
sys.path.insert(0, {str(ROOT)!r})
runpy.run_path({BARE!r}, run_name="bare")
import exporter
try:
    exporter.Pool(start_method="fork")
except exporter.UsageError as error:
    assert "cannot fork" in str(error)
assert exporter.read("weir.md").metadata.title == "The weir"
"""
    ran = run(folder, "-c", script)
    assert ran.returncode == 0, ran.stderr
