"""What all tests share: where the fixtures are, and every fixture exported once."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from exporter.model import Document
from exporter.writers import PageStart

# With it jsonschema compiles 38 grammars, two seconds in each process, for a format that no schema here has.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# Seconds tell of the machine, not of the program: no example fails for being slow to make or to run.
QUICK = bool(os.environ.get("QUICK"))
"""Whether this is a quick look (``make check``): a few examples of each property, where ``make test`` tries all."""
settings.register_profile(
    "exporter", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=20 if QUICK else 100
)
settings.load_profile("exporter")


def tries(number: int) -> int:
    """So many examples of a property, in a quick look a tenth of them."""
    return max(number // 10, 10) if QUICK else number


ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
ARTICLES = tuple(
    sorted(
        path
        for path in (ROOT / "fixtures" / "articles").iterdir()
        if path.suffix in (".md", ".txt", ".html") and path.name != "README.md"
    )
)
FORMATS = ("pdf", "epub", "docx")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--accept`` rewrites expected results that stand in files, for review with ``git diff``."""
    parser.addoption("--accept", action="store_true", help="Rewrite expected results in fixtures for review.")
    parser.addoption("--tempting", type=int, default=300, help="How many articles that tempt go before the judges.")


@dataclass(frozen=True)
class Export:
    """One article, as read, its three files, and where the pages of its PDF begin."""

    name: str
    document: Document
    claims: tuple[str, ...]
    pdf: Path
    epub: Path
    docx: Path
    pages: tuple[PageStart, ...]


def export(document: Document, name: str, folder: Path) -> Export:
    """Write ``document`` in all three formats into ``folder``."""
    from exporter.writers import WriteOptions, writer

    paths = {}
    claims: tuple[str, ...] = ()
    options = WriteOptions()
    for form in FORMATS:  # the PDF first, whose pages the others list
        result = writer(form)(document, options)
        options = replace(options, pages=result.pages or options.pages)
        paths[form] = folder / f"{name}.{form}"
        paths[form].write_bytes(result.data)
        claims += result.claims
    return Export(name, document, claims, paths["pdf"], paths["epub"], paths["docx"], options.pages)


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Export]:
    """Every article of the fixtures in all three formats."""
    import exporter

    folder = tmp_path_factory.mktemp("exports")
    return [export(exporter.read(path), path.name.replace(".", "-"), folder) for path in ARTICLES]


@pytest.fixture(autouse=True)
def memory_of_one_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory that earlier tests left behind is not counted: a bound is on the work of the test that is running."""
    from exporter.bounds import watch

    whole = watch.resident_bytes
    left_behind = max(whole() - FRESH_PROCESS, 0)
    monkeypatch.setattr(watch, "resident_bytes", lambda: whole() - left_behind)


@pytest.fixture(autouse=True)
def nothing_left_watching() -> Iterator[None]:
    """No test leaves a timer, its handler or an allowance behind: the bounds of those after it would not hold."""
    yield
    from exporter.bounds import watch

    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.SIGALRM not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert getattr(watch._watching, "allowance", None) is None


FRESH_PROCESS = 100 * 1024 * 1024
"""About what a process holds that has loaded all and done nothing yet, in bytes."""


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls of the library are done in this process, however large it has become, so that what is patched is used."""
    monkeypatch.setattr("exporter.batch.door.bounds_hold", lambda limits: True)


def slow_but(rows: Iterable[str], *quick: str) -> list[Any]:
    """The rows of a table as parameters of a test: those named in ``quick`` in ``make check``, the others are slow."""
    names = list(rows)
    assert set(quick) <= set(names), f"no such row: {set(quick) - set(names)}"
    return [pytest.param(name, marks=() if name in quick else pytest.mark.slow) for name in names]


def shared(name: str) -> Path:
    """A file of the data beside the project. Where it is not, in CI the test fails, elsewhere it is skipped."""
    path = SHARED / name
    if not path.exists():
        message = f"../shared/{name} is not here; it stands beside the project in CI"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path
