"""A book of 300 pages before the judges: what crosses pages stays whole, and what is declared holds in a long file.

Made by the command as users run it: both generations of PDF, EPUB and DOCX. Two things run at a time and each judge
once, because laying out and judging a book are most of what this costs.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import exporter
from exporter.checks.outline import outline
from exporter.comparison.losses import compare
from exporter.model import BlockQuote, Document, List, Table, walk
from exporter.readback import open_file
from tests import big
from tests.judges import harness

pytestmark = [pytest.mark.judge, pytest.mark.slow]
PAGES = 300
PDFS = {
    "ua-1": ({"PDF/UA-1", "PDF/A-2A"}, ("pdf/ua-1", "pdf/a-2a")),
    "ua-2": (
        {"PDF/UA-2 + Tagged PDF", "PDF/A-4F", "WTPDF 1.0 Accessibility", "WTPDF 1.0 Reuse"},
        ("pdf/ua-2", "pdf/a-4f"),  # its formulas are files inside it
    ),
}
"""By the choice of ``--pdf``: the profiles that the file declares, and what the command is told to insist on."""


class Work:
    """The book, its files, and the judges' verdicts, all begun at once and waited for where used."""

    def __init__(self, folder: Path, pool: Executor) -> None:
        self.folder = folder
        self.source = big.write(folder, PAGES)
        self._made = {name: pool.submit(self._convert, name) for name in PDFS}
        epub, docx = self._of("epub"), self._of("docx")
        self._verdicts: dict[str, Future[Any]] = {
            "ace": pool.submit(lambda: harness.ace([epub()], folder)),
            "epubcheck": pool.submit(lambda: harness.epubcheck([epub()], folder)),
            "libreoffice": pool.submit(lambda: harness.libreoffice([docx()], folder)),
            "verapdf": pool.submit(lambda: harness.verapdf_declared([self.path(name=name) for name in PDFS])),
            "sdk": pool.submit(lambda: harness.open_xml_sdk([docx()])),
        }

    @cached_property
    def document(self) -> Document:
        """The book as read."""
        return exporter.read(self.source)

    def _of(self, form: str) -> Any:
        return lambda: self.path(form)

    def path(self, form: str = "pdf", name: str = "ua-1") -> Path:
        """A finished file."""
        self._made[name].result()
        return self.folder / name / f"{self.source.stem}.{form}"

    def verdict(self, judge: str) -> Any:
        """What a judge says of the file, or the one file, that it was given."""
        found = self._verdicts[judge].result()
        return found if len(found) > 1 else next(iter(found.values()))

    def _convert(self, name: str) -> None:
        wanted = [word for standard in PDFS[name][1] for word in ("--require", standard)]
        formats = "pdf,epub,docx" if name == "ua-1" else "pdf"
        limits = ["--limit", "seconds=900", "--limit", f"memory-bytes={2**31}"]  # a book costs more than an article may
        command = [sys.executable, "-m", "exporter", "convert", self.source, "--to", formats, "--pdf", name, *wanted]
        subprocess.run([*command, *limits, "--out-dir", self.folder / name, "--quiet"], check=True)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    with ThreadPoolExecutor(2) as pool:
        yield Work(tmp_path_factory.mktemp("big"), pool)


def serious(messages: list[str]) -> list[str]:
    return [message for message in messages if not message.startswith(("INFO", "USAGE"))]


# --- the tests that wait least come first -----------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["epub", "docx", "pdf"])
def test_the_file_lost_nothing(work: Work, form: str) -> None:
    assert compare(work.document, open_file(work.path(form)), form) == []


def test_what_crosses_pages_is_one_element(work: Work) -> None:
    """The table over forty pages, the quotation over six and the list over four, told by their own tags."""
    with pikepdf.open(work.path()) as pdf:
        assert len(pdf.pages) >= PAGES
        found = elements(pdf)
    counts = Counter(kind for kind, _ in found)
    nodes = Counter(type(node) for node in walk(work.document))
    assert counts["/Table"] == nodes[Table]
    assert counts["/BlockQuote"] == nodes[BlockQuote]
    assert counts["/L"] >= nodes[List]  # definitions are lists as well
    widest = {kind: max(len(pages) for known, pages in found if known == kind) for kind in counts}
    assert widest["/Table"] >= 40
    assert widest["/BlockQuote"] >= 5
    assert widest["/L"] >= 3
    assert max(widest[kind] for kind in ("/P", "/LI", "/TR")) == 2


def test_docx_validators_find_nothing(work: Work) -> None:
    assert harness.openxml_audit(work.path("docx")) == []
    assert work.verdict("sdk") == []


def test_epubcheck_and_ace_find_nothing(work: Work) -> None:
    assert serious(work.verdict("epubcheck")) == []
    assert work.verdict("ace") == []


def test_libreoffice_and_pandoc_open_it(work: Work) -> None:
    with pikepdf.open(work.verdict("libreoffice")) as pdf:
        assert len(pdf.pages) >= PAGES * 2 / 3
    headers = [block for block in harness.pandoc(work.path("docx"))["blocks"] if block["t"] == "Header"]
    assert len(headers) == len(list(outline(work.document)))


@pytest.mark.parametrize("name", PDFS)
def test_verapdf_passes_what_is_declared(work: Work, name: str) -> None:
    assert work.verdict("verapdf")[work.path(name=name)] == {profile: [] for profile in PDFS[name][0]}


def elements(pdf: pikepdf.Pdf) -> list[tuple[str, set[Any]]]:
    """Each structure element's type and the pages that it or anything below it reaches."""
    found: list[tuple[str, set[Any]]] = []

    def visit(element: Any) -> set[Any]:
        own = element.get("/Pg")
        pages: set[Any] = set()
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, pikepdf.Dictionary):
                pages.add(own.objgen)
            elif "/S" in kid:
                pages |= visit(kid)
            else:
                pages.add(kid.get("/Pg", own).objgen)
        found.append((str(element.S), pages))
        return pages

    visit(pdf.Root.StructTreeRoot.K[0])
    return found
