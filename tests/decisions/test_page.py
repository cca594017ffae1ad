"""docs/decisions.md and README's first screen: what they show is what happens, from nothing to a published file."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import exporter
from exporter.decisions.file import KEYS, WHATS
from exporter.decisions.written import NO_PLACE
from tests.conftest import ROOT
from tests.decisions.sources import picture

PAGE = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.DOTALL | re.MULTILINE)[0]


def run(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *line.split()]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=600, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "weir.md").write_text(block("markdown"), encoding="utf-8")
    (tmp_path / "weir.png").write_bytes(picture())
    return tmp_path


@pytest.mark.slow
def test_the_page_from_nothing_to_a_published_file(folder: Path) -> None:
    said = re.search(r"^    (weir\.md: 3 questions .*)$", PAGE, flags=re.MULTILINE)
    assert said
    assert run("exporter check weir.md --fail-on never", folder).stdout.splitlines()[-1] == said[1]
    assert "    exporter decide weir.md\n" in PAGE
    assert run("exporter decide weir.md", folder).returncode == 0
    beside = folder / "weir.decisions.toml"
    assert beside.read_text(encoding="utf-8") == block("toml")
    answers = re.search(r"do not want to decide:\n\n((?:    .*\n)+)", PAGE)
    assert answers
    filled = block("toml")
    for line in answers[1].splitlines():
        key = line.strip().partition(" =")[0]
        assert f'\n{key} = ""\n' in filled
        filled = filled.replace(f'\n{key} = ""\n', f"\n{line.strip()}\n")
    beside.write_text(filled, encoding="utf-8")
    assert "    exporter convert weir.md --prove\n" in PAGE
    done = run("exporter convert weir.md --prove", folder)
    assert done.returncode == 0, done.stderr
    assert "PDF/UA-1" in done.stdout
    assert "questions" not in done.stderr
    for form in ("pdf", "epub", "docx"):
        told = exporter.transcript(folder / f"weir.{form}").text
        assert "quote by Ann Lee, gatekeeper" in told
        assert "The weir at high water, its gates open" in told
        assert "heading level 2: What comes next" in told


def test_the_program_of_the_page_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    exec(compile(block("python"), "docs/decisions.md", "exec"), {"__name__": "page"})


def test_the_page_names_every_key() -> None:
    for kind, keys in KEYS.items():
        assert f"`[[{kind}]]`" in PAGE
        for key in keys:
            assert re.search(rf"`{key}(?: =|`)", PAGE), key
    assert all(f"`{what}`" in PAGE or f'"{what}"' in PAGE for what in WHATS if what not in SMALL)
    assert NO_PLACE.partition(":")[0] in PAGE


SMALL = ("code", "paragraph", "heading", "caption")
"""Words of ``what`` that name what is meant anyhow."""


@pytest.mark.slow
def test_the_first_screen_of_the_readme_takes_a_decision(folder: Path) -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## Two commands")[0]
    shown = re.findall(r"^ {6}(exporter [^#\n]*?)\s*(?:#.*)?$", first, flags=re.MULTILINE)
    assert [line.split()[1] for line in shown] == ["check", "decide", "convert"]
    answer = re.search(r'^ {6}(alt = "[^"]*")', first, flags=re.MULTILINE)
    assert answer
    article = "---\nlang: en\n---\n\n# The weir\n\nIt holds.\n\n![](weir.png)\n"
    (folder / "weir.md").write_text(article, encoding="utf-8")
    checked, decided, converted = shown
    assert "1 question for a person" in run(checked, folder).stdout
    assert run(decided, folder).returncode == 0
    beside = folder / "weir.decisions.toml"
    beside.write_text(beside.read_text(encoding="utf-8").replace('alt = ""', answer[1]), encoding="utf-8")
    done = run(converted, folder)
    assert done.returncode == 0
    assert "PDF/UA-1" in done.stdout
