"""A long publication: memory grows no faster than its pages, and no page costs more for those before it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

import exporter
from tests.publication.long import publication

pytestmark = pytest.mark.slow

SHORT, LONG = 10, 40
RUN = """
import resource, sys
import exporter
made = exporter.bind(sys.argv[1], sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(sheet: Path, form: str) -> float:
    """The most memory, in MiB, that binding to one format took."""
    run = [sys.executable, "-c", RUN, str(sheet), form]
    said = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    return int(re.findall(r"\d+", said)[-1]) / 1024


@pytest.mark.parametrize(("form", "each"), [("pdf", 9.0), ("epub", 1.5), ("docx", 1.5)])
def test_memory_grows_with_the_articles_and_no_faster(form: str, each: float, tmp_path: Path) -> None:
    short, long = (publication(tmp_path / str(count), count) for count in (SHORT, LONG))
    assert peak(long, form) - peak(short, form) < each * (LONG - SHORT)


def test_the_pages_of_all_articles_are_in_one_file_with_one_tree(tmp_path: Path) -> None:
    sheet = publication(tmp_path, SHORT, 2)
    made = exporter.bind(sheet, "pdf", output=tmp_path / "issue.pdf")
    assert made.files[0].claims
    with pikepdf.open(io.BytesIO((tmp_path / "issue.pdf").read_bytes())) as pdf:
        kids = pdf.Root.StructTreeRoot.K
        (document,) = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        parts = [kid for kid in document.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == "/Part"]
        assert [sum(1 for kid in part.K if kid.get("/S") == "/Art") for part in parts] == [5, 5]
