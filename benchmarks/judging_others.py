"""What veraPDF, EPUBCheck and Ace say of the files that ``judging.py`` asks ours about, run side by side with it.

Each is started once for many files. EPUBCheck and Ace fail a book by an error or worse; veraPDF by any broken rule of
the standard whose folder a file is in (PDF_UA-2), else of PDF/UA-1. A book that Ace cannot open, it fails.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.judges import harness  # noqa: E402  # after the path to it

CHUNK = 60
Said = dict[Path, bool]
"""File → whether a judge fails it."""


def others(files: Mapping[Path, bytes], *, ace: bool) -> dict[str, Said]:
    """Judge → what it says of each file that it can judge; Ace only where it is asked for."""
    pdfs = [path for path in files if path.suffix.lower() == ".pdf"]
    books = {path: data for path, data in files.items() if path.suffix.lower() not in (".pdf", ".docx")}
    found: dict[str, Said] = {"veraPDF": _verapdf(pdfs)} if pdfs else {}
    if books:
        found["EPUBCheck"] = _books(books, _epubcheck)
        found |= {"Ace": _books(books, _ace)} if ace else {}
    return found


def _verapdf(files: Sequence[Path]) -> Said:
    newer = [path for path in files if "PDF_UA-2" in path.parts]
    older = [path for path in files if "PDF_UA-2" not in path.parts]
    said: Said = {}
    for flavour, group in (("ua1", older), ("ua2", newer)):
        for chunk in _chunks(group):
            said |= {path: bool(rules) for path, rules in harness.verapdf(chunk, flavour).items()}
    return said


def _books(books: Mapping[Path, bytes], judge: object) -> Said:
    said: Said = {}
    for chunk in _chunks(list(books)):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            packed = {folder / f"{number}.epub": path for number, path in enumerate(chunk)}
            for file, path in packed.items():
                file.write_bytes(books[path])
            assert callable(judge)
            said |= {packed[file]: failed for file, failed in judge(list(packed), folder).items()}
    return said


def _epubcheck(files: Sequence[Path], folder: Path) -> Said:
    said = harness.epubcheck(files, folder)
    return {file: any(one.startswith(("ERROR", "FATAL")) for one in found) for file, found in said.items()}


def _ace(files: Sequence[Path], folder: Path) -> Said:
    wrapper = harness.chromium_wrapper()
    with suppress(harness.JudgeFailed):  # of the books that could not be opened there is no report
        harness._node("ace.cjs", folder / "ace", *files, PUPPETEER_EXECUTABLE_PATH=wrapper)
    return {file: _ace_fails(folder / "ace" / str(number)) for number, file in enumerate(files)}


def _ace_fails(report: Path) -> bool:
    return not (report / "report.json").exists() or bool(harness._ace_violations(report))


def _chunks(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    for start in range(0, len(files), CHUNK):
        print(f"{start} of {len(files)}", file=sys.stderr, flush=True)
        yield files[start : start + CHUNK]
