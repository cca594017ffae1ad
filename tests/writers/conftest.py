"""What a PDF must be is asked of each engine: of the default, and of WeasyPrint where nothing else is installed."""

from __future__ import annotations

import pytest

from exporter.writers.pdf import engines

PROMISES = {
    *("test_pdf", "test_pdf_headers", "test_pdf_lines", "test_pdf_pages", "test_pdf_spans"),
    *("test_pdf_structure", "test_pdf_tables", "test_pdf_text", "test_pdf_two"),
}
"""The modules whose tests say what every PDF keeps, whoever lays it out."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.module.__name__.rpartition(".")[2] in PROMISES:
        metafunc.fixturenames.append("set_by")
        given = pytest.param("weasyprint", marks=pytest.mark.slow)
        metafunc.parametrize("set_by", ["auto", given], indirect=True)


@pytest.fixture
def set_by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """``weasyprint``: as where the fast engine is not installed."""
    if request.param == "weasyprint":
        monkeypatch.setattr(engines, "is_installed", lambda: False)
