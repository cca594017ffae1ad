"""Imports point one way (design section 4), each heavy library is behind one module, and starting is cheap."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

from exporter import census, passes, readback, readers, repair, reports, writers
from exporter.checks import finished
from exporter.cli import framework
from exporter.cli.commands import COMMANDS
from exporter.writers.pdf import engines
from tests.conftest import ARTICLES, ROOT, slow_but

PACKAGE = ROOT / "exporter"
ORDER = (
    *("patterns", "record_inits", "records", "position", "errors", "languages", "quotation", "phrases", "version"),
    *("plugins", "assets"),
    "web_addresses",
    *("bounds", "model", "rules", "findings", "accessibility", "h"),
    *("readers", "decisions", "passes", "writers", "readback", "census"),
    *("comparison", "speak", "checks", "repair", "reports"),
    *("run", "publication", "batch", "service", "cli", "__main__"),
)
"""The rooms of the house, ground floor first (design section 4): a room imports only rooms that stand before it."""

APART = ("readers", "passes", "writers", "readback", "census")
"""Rooms that never import one another: what is written is read back by code that shares nothing with the writer, and
what is read is counted by code that shares nothing with the reader.

Checks stand above read-back and use it: a rule on a finished file asks what was read back from it.
"""

WEASY = "pdf.engines.weasy"

WAY_UP = (
    "exporter.model.document",
    ("exporter.batch.door", "exporter.run.options", "exporter.run.results", "exporter.writers"),
)
"""A document writes itself: the one way up, taken only when it is called, and the types that it speaks of."""


ENTRY_POINTS = {
    f"exporter.{group}" for group in ("readers", "passes", "writers", "checks", "engines", "lexicons", "cms_blocks")
}
"""The groups under which other packages add to these."""
NAMED_OTHERWISE = {"exporter.reports"}
"""The package whose style sheet is read as a resource."""


@cache
def modules() -> list[tuple[str, tuple[ast.AST, ...]]]:
    """Each module of the package and all nodes of its syntax tree."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(("exporter", *path.relative_to(PACKAGE).with_suffix("").parts))
        found.append((name.removesuffix(".__init__"), tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))))
    return found


def imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Everything a module imports, at its head or inside a function."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{item.name}" for item in node.names)


@cache
def graph() -> dict[str, set[str]]:
    """Each module with the modules it imports: at its head, inside functions and for the type checker alike.

    The one way up is left out. That importing a module runs the packages around it first is no import of its own.
    """
    trees = dict(modules())
    edges: dict[str, set[str]] = {name: set() for name in trees}
    for name, tree in trees.items():
        for node in tree:
            if isinstance(node, ast.Import):
                edges[name] |= {item.name for item in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name} imports by a relative name"
                whole = [f"{node.module}.{item.name}" for item in node.names]
                edges[name] |= {one if one in trees else str(node.module) for one in whole}
    edges[WAY_UP[0]] -= set(WAY_UP[1])
    return {name: found & trees.keys() - {name} for name, found in edges.items()}


def area(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def between_rooms() -> Iterator[tuple[str, str]]:
    """Every import of one room from another, as (module, what it imports), but for the one way up."""
    for name, tree in modules():
        for target in imports(tree):
            if target.startswith("exporter.") and area(name) and area(name) != area(target):
                if name == WAY_UP[0] and target.startswith(WAY_UP[1]):
                    continue
                yield name, target


def test_every_room_has_its_place_in_the_order() -> None:
    assert {area(name) for name, _ in modules()} - {"", *ORDER} == set()


def test_a_room_imports_only_rooms_below_it() -> None:
    place = {room: number for number, room in enumerate(ORDER)}
    wrong = [pair for pair in between_rooms() if place[area(pair[1])] > place[area(pair[0])]]
    assert wrong == []


def test_readers_passes_writers_and_read_back_never_import_one_another() -> None:
    wrong = [pair for pair in between_rooms() if area(pair[0]) in APART and area(pair[1]) in APART]
    assert wrong == []


def test_no_modules_import_one_another_in_a_circle() -> None:
    try:
        TopologicalSorter(graph()).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(reversed(error.args[1])))


def test_the_way_up_is_taken() -> None:
    """An exception that nothing uses any more would hide the next circle."""
    (tree,) = (tree for name, tree in modules() if name == WAY_UP[0])
    assert set(WAY_UP[1]) <= set(imports(tree))


REGISTRIES = {
    "readers": ([form.module for form in readers.FORMATS.values()], "read"),
    "passes": (passes.PASSES, "run"),
    "writers": ([form.module for form in writers.FORMATS.values()], "write"),
    "read-back": (readback.MODULES.values(), "read"),
    "checks": (finished.MODULES.values(), "check_finished"),
    "repair": (repair.MODULES.values(), "repair"),
    "census": (set(census.FORMATS.values()), "count"),
    "reports": (reports.FORMATS.values(), "render"),
    "engines": (engines.ENGINES.values(), "write"),
}
"""What names modules as strings, which no linter follows: the modules, and the function each must have."""


@pytest.mark.parametrize("registry", REGISTRIES)
def test_every_entry_of_a_registry_loads(registry: str) -> None:
    names, function = REGISTRIES[registry]
    assert names
    assert [name for name in names if not callable(getattr(import_module(name), function, None))] == []


def test_no_other_module_is_named_by_a_string() -> None:
    """A registry that the table above does not know would go untested."""
    known = {name for names, _ in REGISTRIES.values() for name in names}
    found = {
        node.value
        for _, tree in modules()
        for node in tree
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(r"exporter(\.[a-z_]+)+(:[a-z_]+)?", node.value)
    }
    assert found - known - {"exporter.toml", *ENTRY_POINTS} - NAMED_OTHERWISE == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("weasyprint", (f"exporter.writers.{WEASY}.",)),
        ("ebooklib", ("exporter.writers.epub.ebooklib_packager",)),
        ("docx", ("exporter.writers.docx.package", "exporter.writers.docx.opc")),
        ("typer", ("exporter.cli",)),
        ("pyromark", ("exporter.census.markdown",)),
        ("pypdfium2", ("exporter.reports.pictures",)),
        (
            "pikepdf",
            ("exporter.readback.pdf", "exporter.checks.pdf", "exporter.checks.claims_read", "exporter.repair.pdf"),
        ),
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
        [sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    return {name for name in done.stdout.rpartition("@@")[2].split() if not name.startswith("__editable__")}


HEAVY = {"weasyprint", "ebooklib", "docx", "pikepdf", "PIL", "yaml", "justhtml", "markdown_it", "latex2mathml", "numpy"}


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded_by("--help", cwd=tmp_path) & HEAVY == set()
    assert loaded_by("convert", "--help", cwd=tmp_path) & HEAVY == set()


@pytest.mark.parametrize(
    ("form", "unwanted"),
    [
        ("epub", {"weasyprint", "docx", "pikepdf"}),
        pytest.param("docx", {"weasyprint", "ebooklib", "pikepdf"}, marks=pytest.mark.slow),
        ("json", {"weasyprint", "ebooklib", "docx", "pikepdf"}),
    ],
)
def test_a_format_loads_only_what_it_uses(form: str, unwanted: set[str], tmp_path: Path) -> None:
    (article,) = (path for path in ARTICLES if path.name == "letter.md")
    assert (
        loaded_by("convert", str(article), "--to", form, "--out-dir", str(tmp_path), cwd=tmp_path) & unwanted == set()
    )


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The harbour is closed and nobody knows when it will be open again, says the company that runs it.", "en"),
        pytest.param(
            "Der Hafen ist geschlossen, und niemand weiß, wann er wieder öffnet, sagt die Firma, die ihn betreibt.",
            "de",
            marks=pytest.mark.slow,
        ),
        ("Additional reporting by Nora Petersen and Paul Breuer", "en"),
    ],
)
def test_checking_an_article_in_the_language_it_declares_loads_nothing_heavy(
    text: str, lang: str, tmp_path: Path
) -> None:
    (tmp_path / "article.md").write_text(f"---\ntitle: 9\nlang: {lang}\n---\n\n{text}\n", encoding="utf-8")
    loaded = loaded_by("check", "article.md", cwd=tmp_path)
    assert loaded & {"weasyprint", "ebooklib", "docx", "pikepdf", "PIL", "numpy", "py3langid", "fontTools"} == set()


def loaded_modules(*arguments: str, cwd: Path) -> set[str]:
    """The names of all modules that a run of the command has loaded at its end, but an editable installation's."""
    code = (
        "import sys, atexit\natexit.register(lambda: print('\\n@@' + ' '.join(sys.modules)))\n"
        f"sys.argv = ['exporter', *{list(arguments)!r}]\nfrom exporter.cli import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    return {name for name in done.stdout.rpartition("@@")[2].split() if not name.startswith("__editable__")}


PLAIN = "---\ntitle: The weir\nlang: en-GB\ndate: 2026-05-16\n---\n\nThe weir is *closed* “for good”, says the board.\n"


@pytest.mark.parametrize(
    ("command", "most"), [("--version", 90), ("--help", 90), ("check article.md", 380), ("read article.md", 415)]
)
def test_a_start_loads_no_more_modules_than_it_did(command: str, most: int, tmp_path: Path) -> None:
    """A start is the loading of modules (docs/benchmarks.md): who needs more of them says so here.

    Counted and not timed, since seconds depend on the machine. A check of plain Markdown needs some 370.
    """
    (tmp_path / "article.md").write_text(PLAIN, encoding="utf-8")
    assert len(loaded_modules(*command.split(), cwd=tmp_path)) <= most


@pytest.mark.skipif(not engines.is_installed(), reason="PlutoBook is not installed: accessible-exporter[fast]")
def test_three_formats_load_nothing_of_the_network(tmp_path: Path) -> None:
    """xml.sax.saxutils brought urllib.request, http.client and ssl with it, for three characters to escape."""
    (tmp_path / "article.md").write_text(PLAIN, encoding="utf-8")
    loaded = loaded_modules("convert", "article.md", "--to", "pdf,epub,docx", "--quiet", cwd=tmp_path)
    assert loaded & {"urllib.request", "http.client", "ssl", "weasyprint", "fontTools"} == set()
    assert len(loaded) <= 720


@pytest.mark.parametrize("command", ["--version", "--help", "check article.md", "convert article.md --to json"])
def test_plain_words_load_no_framework(command: str, tmp_path: Path) -> None:
    """Nor do the version and the help load what only commands need."""
    (tmp_path / "article.md").write_text(PLAIN, encoding="utf-8")
    loaded = loaded_modules(*command.split(), cwd=tmp_path)
    assert {name for name in loaded if name.split(".")[0] in ("typer", "click", "rich", "shellingham")} == set()
    if command.startswith("--"):
        rooms = {"bounds", "model", "rules", "findings", "records", "run", "batch", "writers", "readers"}
        assert {area(name) for name in loaded if name.startswith("exporter.")} & rooms == set()
        assert loaded & {"dataclasses", "inspect", "shutil", "subprocess", "tempfile", "json"} == set()


def test_the_framework_is_given_the_command_that_a_run_begins_with_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made: list[str] = []
    command = framework._command
    monkeypatch.setattr(framework, "reached", lambda: None)  # this process is not the program's own
    monkeypatch.setattr(framework, "_command", lambda name: made.append(name) or command(name))
    assert framework.run("exporter", ["convert", "--help"]) == 0
    assert made == ["convert"]
    assert framework.run("exporter", ["frobnicate"]) == 2
    assert made[1:] == [*COMMANDS]


@pytest.mark.parametrize(("command", "most"), [("--version", 0), ("check article.md", 140)])
def test_a_start_compiles_no_more_patterns_than_it_did(command: str, most: int, tmp_path: Path) -> None:
    """Patterns of a module are compiled when they are used (``exporter.patterns``), most of them never in one run.

    Of those of a check of plain Markdown, some 60 are ours; the others are those of libraries.
    """
    (tmp_path / "article.md").write_text(PLAIN, encoding="utf-8")
    code = (
        "import re._compiler as compiler, atexit\nmade = []\ncompiled = compiler.compile\n"
        "compiler.compile = lambda *given: made.append(given) or compiled(*given)\n"
        "atexit.register(lambda: print('\\n@@' + str(len(made))))\nimport sys\n"
        f"sys.argv = ['exporter', *{command.split()!r}]\nfrom exporter.cli import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    made = int(done.stdout.rpartition("@@")[2])
    assert made <= most
    assert (made > 0) == (most > 0), "they are counted"


@pytest.mark.parametrize(
    ("more", "loads"),
    [
        ("", set()),
        ("\nHTML with a <kbd>key</kbd>.\n", set()),
        ("\n<div>\n<p>More HTML\n</div>\n", {"justhtml"}),
        ("\nThe price is {{ price }} today.\n", {"exporter.readers.markdown.template_tags"}),
    ],
    ids=["plain", "plain HTML", "HTML", "template tags"],
)
def test_what_an_article_has_not_is_not_loaded_for_it(more: str, loads: set[str], tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text(PLAIN + more, encoding="utf-8")
    loaded = loaded_modules("check", "article.md", cwd=tmp_path)
    some = {"justhtml", "yaml", "tomllib", "numpy", "PIL", "exporter.readers.html.article", "exporter.decisions.apply"}
    some |= {"exporter.readers.markdown.template_tags", "exporter.accessibility.maths.words", "exporter.batch.many"}
    some |= {"exporter.readers.pictures.svg", "tempfile", "zipfile", "exporter.writers", "exporter.decisions.sheet"}
    some |= {"json", "csv", "shutil", "subprocess", "hashlib", "difflib", "base64", "exporter.rules.finished_pdf"}
    assert loaded & some == loads


STARTS = """
import sys
def look(event, arguments):
    if event.startswith(("subprocess.", "os.exec", "os.posix_spawn", "os.fork", "os.system")):
        sys.exit(f"{event} {arguments}")
sys.addaudithook(look)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the libraries' names are searched for")
@pytest.mark.parametrize(
    "module",
    slow_but(
        ["pdf", "pdf.engines.painted", "pdf.engines.weasy.styles", "pdf.engines.weasy.fonts", "epub", "docx"],
        "pdf",
    ),
)
def test_loading_a_writer_starts_no_program(module: str) -> None:
    """Searching for a library by name runs ldconfig and a compiler: half of the time of a start, and none of ours."""
    code = STARTS + f"import exporter.writers.{module}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_package_is_installed() -> None:
    """An editable install works without this list; the one that users have does not."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    there = {".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGE.rglob("__init__.py")}
    assert there - set(listed) == set()


def test_every_file_of_data_is_installed() -> None:
    """As for packages: what the list forgets is there in a checkout and missing where it is installed."""
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    patterns = {name: tuple(globs) for name, globs in setuptools["package-data"].items()}
    forgotten = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*")
        if path.is_file()
        and path.suffix not in (".py", ".pyc")
        and not any(path.match(glob) for glob in patterns.get(".".join(path.parent.relative_to(ROOT).parts), ()))
    ]
    assert forgotten == []


def test_a_run_looks_for_garbage_seldom_and_still_does() -> None:
    """Hundreds of modules live to the end of a run; to look among them again and again is work for nothing."""
    code = (
        "import gc, sys\nfrom exporter import __main__\nsys.argv = ['exporter', '--version']\n"
        "try:\n    __main__.main()\nexcept SystemExit:\n    print(gc.isenabled(), gc.get_threshold()[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600, check=False)
    assert (done.stdout.splitlines()[-1], done.stderr) == ("True 50000", "")
