"""Imports point one way (design section 4), each heavy library is behind one module, and starting is cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ARTICLES, ROOT

PACKAGE = ROOT / "exporter"
GROUPS = ("read", "passes", "write", "check")
BASE = {
    "model",
    "model_json",
    "diagnostics",
    "rules",
    "phrases",
    "gate",
    "watch",
    "files",
    "packages",
    "safe_xml",
    "version",
    "assets",
    "contents",
    "plugins",
    "accessibility",
    "reader_settings",
}
"""Modules beside the groups that these may use; they import nothing but each other."""


def modules() -> Iterator[tuple[str, ast.AST]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(("exporter", *path.relative_to(PACKAGE).with_suffix("").parts))
        yield name.removesuffix(".__init__"), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[str]:
    """Everything a module imports, at its head or inside a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{item.name}" for item in node.names)


def area(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def test_readers_passes_writers_and_checks_never_import_one_another() -> None:
    wrong = [
        (name, target)
        for name, tree in modules()
        for target in imports(tree)
        if area(name) in GROUPS and area(target) in GROUPS and area(name) != area(target)
    ]
    assert wrong == []


def test_groups_import_only_what_lies_below_them() -> None:
    above = {"cli", "console", "batch", "settings", "sarif", "__main__"}
    wrong = [
        (name, target)
        for name, tree in modules()
        for target in imports(tree)
        if target.startswith("exporter.") and area(name) in {*GROUPS, *BASE} and area(target) in above
    ]
    assert wrong == []


def test_the_base_imports_only_the_base() -> None:
    wrong = [
        (name, target)
        for name, tree in modules()
        for target in imports(tree)
        if area(name) in BASE and target.startswith("exporter.") and area(target) not in BASE
    ]
    # A document writes itself: the one way up, taken only when it is called.
    assert [item for item in wrong if item != ("exporter.model", "exporter.writers")] == [
        ("exporter.model", "exporter.writers.write_file")
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("weasyprint", ("exporter.writers.pdf.engines.weasy.",)),
        ("ebooklib", ("exporter.writers.epub",)),
        ("docx", ("exporter.writers.docx.package",)),
        ("typer", ("exporter.cli",)),
        ("pypdfium2", ("exporter.reports.pictures",)),
        ("pikepdf", ("exporter.checks",)),
    ],
)
def test_a_library_is_behind_its_module(library: str, homes: tuple[str, ...]) -> None:
    users = [name for name, tree in modules() if any(item.split(".")[0] == library for item in imports(tree))]
    assert users
    assert [name for name in users if not f"{name}.".startswith(homes)] == []


def loaded_by(*arguments: str, cwd: Path) -> set[str]:
    """The top names of the modules that a run of the command has loaded at its end."""
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('\\n@@' + ' '.join(sorted({n.split('.')[0] for n in sys.modules}))))\n"
        f"sys.argv = ['exporter', *{list(arguments)!r}]\n"
        "from exporter.cli import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("@@")[2].split())


HEAVY = {"weasyprint", "ebooklib", "docx", "pikepdf", "PIL", "yaml", "justhtml", "markdown_it", "latex2mathml", "numpy"}


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded_by("--help", cwd=tmp_path) & HEAVY == set()
    assert loaded_by("convert", "--help", cwd=tmp_path) & HEAVY == set()


@pytest.mark.parametrize(
    ("form", "unwanted"),
    [
        ("epub", {"weasyprint", "docx", "pikepdf"}),
        ("docx", {"weasyprint", "ebooklib", "pikepdf"}),
        ("json", {"weasyprint", "ebooklib", "docx", "pikepdf"}),
    ],
)
def test_a_format_loads_only_what_it_uses(form: str, unwanted: set[str], tmp_path: Path) -> None:
    (article,) = (path for path in ARTICLES if path.name == "letter.md")
    assert (
        loaded_by("convert", str(article), "--to", form, "--out-dir", str(tmp_path), cwd=tmp_path) & unwanted == set()
    )


STARTS = """
import sys
def look(event, arguments):
    if event.startswith(("subprocess.", "os.exec", "os.posix_spawn", "os.fork", "os.system")):
        sys.exit(f"{event} {arguments}")
sys.addaudithook(look)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the libraries' names are searched for")
@pytest.mark.parametrize("module", ["pdf", "weasy.painted", "weasy.styles", "weasy.fonts", "epub", "docx"])
def test_loading_a_writer_starts_no_program(module: str) -> None:
    """Searching for a library by name runs ldconfig and a compiler: half of the time of a start, and none of ours."""
    code = STARTS + f"import exporter.writers.{module}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_package_is_installed() -> None:
    """An editable install works without this list; the one that users have does not."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    there = {".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGE.rglob("__init__.py")}
    assert there - set(listed) == set()
