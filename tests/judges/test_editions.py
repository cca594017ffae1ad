"""Editions for the eye before outside judges: every claim of the PDFs, and the validators of Word files."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

import exporter
from exporter.writers import Edition, WriteOptions, writer
from tests.checks import rich
from tests.conftest import ARTICLES
from tests.judges import harness

pytestmark = [pytest.mark.judge, pytest.mark.slow]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """A news article, an article with a wide table, and a document with everything, as PDF and DOCX of each edition."""
    folder = tmp_path_factory.mktemp("editions")
    documents = {path.stem: exporter.read(path) for path in ARTICLES if path.stem in ("feature", "data-story")}
    documents["rich"] = rich.rich()
    made: dict[str, list[Path]] = {"pdf": [], "docx": []}
    for name, document in documents.items():
        for edition in get_args(Edition):
            for form, paths in made.items():
                path = folder / f"{name}-{edition}.{form}"
                path.write_bytes(writer(form)(document, WriteOptions.of(edition=edition)).data)
                paths.append(path)
    return made


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf(files: dict[str, list[Path]], flavour: str) -> None:
    assert harness.verapdf(files["pdf"], flavour) == {path: [] for path in files["pdf"]}


def test_open_xml_sdk(files: dict[str, list[Path]]) -> None:
    assert harness.open_xml_sdk(files["docx"]) == {path: [] for path in files["docx"]}


def test_openxml_audit(files: dict[str, list[Path]]) -> None:
    assert {path.name: harness.openxml_audit(path) for path in files["docx"]} == {
        path.name: [] for path in files["docx"]
    }
