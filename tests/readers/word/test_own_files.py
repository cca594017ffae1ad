"""Our own DOCX files as input: an article that goes out to Word and comes back says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.comparison.losses import compare
from exporter.run.pipeline import ReadOptions, read_article, read_bytes
from exporter.writers import WriteOptions, writer
from tests.conftest import ARTICLES


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_what_went_out_to_word_comes_back(path: Path) -> None:
    article = read_article(path).document
    data = writer("docx")(article, WriteOptions()).data
    again = read_bytes(data, f"{path.stem}.docx", ReadOptions()).document
    assert [f"{loss.kind}: {loss.message}" for loss in compare(article, again, "docx")] == []
