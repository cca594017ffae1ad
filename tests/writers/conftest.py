"""What a PDF must be is asked of each engine: of the default, and of WeasyPrint where nothing else is installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from exporter.writers.pdf import engines
from exporter.writers.pdf.engines.pluto import book

PROMISES = {
    *("test_pdf", "test_pdf_headers", "test_pdf_pages", "test_pdf_spans"),
    *("test_pdf_structure", "test_pdf_tables", "test_pdf_text", "test_pdf_two"),
}
"""The modules whose tests say what every PDF keeps, whoever lays it out."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.module.__name__.rpartition(".")[2] in PROMISES:
        given = pytest.param("weasyprint", marks=pytest.mark.slow)
        metafunc.parametrize("set_by", ["auto", given], indirect=True)


@pytest.fixture(autouse=True)
def set_by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """``weasyprint``: as where the fast engine is not installed, and nothing printed by it."""
    if getattr(request, "param", "auto") == "auto":
        yield
        return
    printed: list[object] = []
    monkeypatch.setattr(engines, "is_installed", lambda: False)
    monkeypatch.setattr(book.Presses, "send", lambda _, request: printed.append(request))
    yield
    assert not printed
