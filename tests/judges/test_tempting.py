"""Articles that tempt into false claims, before veraPDF and EPUBCheck: each in one Java process for all of them.

``--tempting 2000`` makes more of them. What a PDF declares veraPDF finds by itself; an EPUB has to be valid whatever it
claims.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from exporter.writers import WriteOptions, writer
from tests.judges import harness
from tests.judges.test_pdf_claims import PROFILES
from tests.tempting import article

pytestmark = [pytest.mark.judge, pytest.mark.slow]
AT_ONCE = 500


@dataclass(frozen=True)
class Files:
    """The files of all articles, with what the PDFs claim."""

    pdfs: dict[Path, tuple[str, ...]]
    epubs: list[Path]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Files:
    """A PDF of either generation (every fourth is PDF 2.0) and an EPUB of each article."""
    folder = tmp_path_factory.mktemp("tempting")
    made = Files({}, [])
    for seed in range(request.config.getoption("--tempting")):
        document = article(seed)
        pdf, epub = folder / f"{seed}.pdf", folder / f"{seed}.epub"
        result = writer("pdf")(document, WriteOptions(pdf="ua-2" if seed % 4 == 3 else "ua-1"))
        pdf.write_bytes(result.data)
        made.pdfs[pdf] = result.claims
        epub.write_bytes(writer("epub")(document, WriteOptions(certified_by="Ann Lee")).data)
        made.epubs.append(epub)
    return made


def test_verapdf_denies_no_claim(files: Files) -> None:
    paths = [path for path, claims in files.pdfs.items() if claims]
    wrong = []
    for first in range(0, len(paths), AT_ONCE):
        for path, profiles in harness.verapdf_declared(paths[first : first + AT_ONCE]).items():
            wrong += [f"{path.name}: {name}: {broken}" for name, broken in profiles.items() if broken]
            missing = {PROFILES[claim] for claim in files.pdfs[path] if claim in PROFILES} - set(profiles)
            wrong += [f"{path.name}: {name} is claimed and was not judged" for name in missing]
    assert wrong == []


def test_enough_of_them_claim_something_and_enough_do_not(files: Files) -> None:
    """Else the judges would be asked about nothing, or the articles would not tempt."""
    claimed = Counter(any(claim.startswith("PDF/UA") for claim in claims) for claims in files.pdfs.values())
    assert min(claimed[True], claimed[False]) > len(files.pdfs) / 5


def test_epubcheck_finds_nothing_wrong(files: Files, tmp_path: Path) -> None:
    wrong = []
    for first in range(0, len(files.epubs), AT_ONCE):
        for path, messages in harness.epubcheck(files.epubs[first : first + AT_ONCE], tmp_path).items():
            wrong += [f"{path.name}: {message}" for message in messages if message.startswith(("FATAL", "ERROR"))]
    assert wrong == []
