"""What PDFs by the fast engine declare, before veraPDF: the same claims as by WeasyPrint, and each is met."""

from __future__ import annotations

from pathlib import Path

import pytest

import exporter
from exporter.writers import Attachment, WriteOptions
from exporter.writers.pdf import engines
from tests.conftest import ARTICLES
from tests.judges import harness
from tests.judges.test_pdf_claims import PROFILES
from tests.writers.two_engines import by, is_fast

pytestmark = [pytest.mark.judge, pytest.mark.slow]


@pytest.mark.skipif(not engines.is_installed(), reason="PlutoBook is not installed: accessible-exporter[fast]")
def test_verapdf_finds_every_claim_of_the_fast_engine_and_passes_it(tmp_path: Path) -> None:
    expected = {}
    for article in ARTICLES:
        source = Attachment(article.name, article.read_bytes(), "text/plain")
        for number, options in enumerate(
            (WriteOptions(engine="auto"), WriteOptions(engine="auto", contents="always", attachment=source))
        ):
            made, _ = by(exporter.read(article), options)
            if is_fast(made):
                path = tmp_path / f"{article.stem}-{number}.pdf"
                path.write_bytes(made.data)
                expected[path] = {profile: [] for profile in sorted(PROFILES[claim] for claim in made.claims)}
    assert len(expected) >= 8
    found = harness.verapdf_declared(list(expected))
    assert {path: dict(sorted(found[path].items())) for path in expected} == expected
