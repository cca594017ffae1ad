"""Other packages add readers, writers, passes and checks by entry points (design section 4)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MODULE = """
from dataclasses import replace
from exporter.findings import Finding
from exporter.rules.rule import Level
from exporter.model import Document, Metadata, Paragraph, Text, plain_text, transform
from exporter.readers import ReadResult
from exporter.writers import WriteResult

SUFFIXES = (".shout",)
SUFFIX = ".whisper"


def read(source):
    blocks = tuple(Paragraph((Text(line),)) for line in source.text.splitlines() if line)
    return ReadResult(Document(metadata=Metadata(title="Shouted", lang="en"), title=(Text("Shouted"),), blocks=blocks))


def write(document, options):
    return WriteResult(plain_text(document.blocks).lower().encode())


def run(document):
    def change(node):
        return replace(node, text=node.text.replace("!", ".")) if isinstance(node, Text) else node

    return transform(document, change), []


def check(document):
    return [Finding(rule="X001", message="it was loud", level=Level.info)]
"""
POINTS = """[exporter.readers]
shout = loud
[exporter.writers]
whisper = loud
[exporter.passes]
calm = loud:run
[exporter.checks]
loudness = loud:check
"""


def installed(folder: Path, module: str = MODULE) -> Path:
    """A folder that looks like one with the package ``loud`` installed."""
    info = folder / "site" / "loud-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: loud\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    (folder / "site" / "loud.py").write_text(module)
    return folder / "site"


def run(folder: Path, site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "exporter", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env={**os.environ, "PYTHONPATH": str(site)},
    )


def test_formats_passes_and_checks_of_another_package_are_used(tmp_path: Path) -> None:
    site = installed(tmp_path)
    (tmp_path / "a.shout").write_text("HELLO!\n\nALL OF YOU!\n")
    done = run(tmp_path, site, "convert", "a.shout", "--to", "whisper,json")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.whisper").read_text().split() == ["hello.", "all", "of", "you."]
    assert "HELLO." in (tmp_path / "a.json").read_text()
    assert "X001 it was loud" in done.stderr


def test_a_plugin_that_cannot_be_loaded_is_named_in_one_line(tmp_path: Path) -> None:
    site = installed(tmp_path, "raise RuntimeError('no voice')\n")
    (tmp_path / "a.md").write_text("# T\n\nWords.\n")
    done = run(tmp_path, site, "convert", "a.md", "--to", "json")
    assert done.returncode == 2
    assert "plugin calm (loud:run) cannot be loaded: no voice" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "a.json").exists()


@pytest.mark.parametrize("option", ["--to", "--from"])
def test_what_nobody_adds_is_an_error_of_use(option: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# T\n\nWords.\n")
    done = run(tmp_path, installed(tmp_path), "convert", "a.md", option, "song")
    assert done.returncode == 2
    assert "whisper" in done.stderr or "shout" in done.stderr


def test_the_folder_one_works_in_adds_nothing(tmp_path: Path) -> None:
    """An article's folder may come from a stranger, and ``python -m`` puts it into Python's path."""
    site = installed(tmp_path, "raise SystemExit('run')\n")
    (site / "a.md").write_text("# T\n\nWords.\n")
    done = run(site, tmp_path / "nowhere", "convert", "a.md", "--to", "json")
    assert done.returncode == 0, done.stderr
    assert "plugin" not in done.stderr
