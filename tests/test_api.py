"""The Python API: typed results, no state between calls, several threads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import exporter
from exporter.model import BlockQuote, Section, plain_text, walk

ARTICLE = "---\nlang: en\n---\n\n# Vote\n\n## Why\n\n> “No.”\n>\n> — Ann Lee\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "vote.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_read_gives_the_document(article: Path) -> None:
    document = exporter.read(article)
    assert plain_text(document.title) == "Vote"
    assert [plain_text(node.title) for node in walk(document) if isinstance(node, Section)] == ["Why"]
    assert [plain_text(node.attribution) for node in walk(document) if isinstance(node, BlockQuote)] == ["Ann Lee"]


def test_convert_gives_files_claims_and_findings(article: Path, tmp_path: Path) -> None:
    result = exporter.convert(article, out_dir=tmp_path / "out")
    assert [item.format for item in result.files] == ["pdf", "epub", "docx"]
    assert all(item.path is not None and item.path.stat().st_size > 1000 for item in result.files)
    assert "PDF/UA-1" in result.files[0].claims


def test_a_document_writes_itself(article: Path, tmp_path: Path) -> None:
    document = exporter.read(article)
    document.write(tmp_path / "a.epub")
    document.write(tmp_path / "b.bin", to="docx")
    assert (tmp_path / "a.epub").read_bytes()[:2] == (tmp_path / "b.bin").read_bytes()[:2] == b"PK"
    with pytest.raises(exporter.UsageError):
        document.write(tmp_path / "a.odt")


def test_errors_are_of_one_family(tmp_path: Path) -> None:
    with pytest.raises(exporter.InputError):
        exporter.read(tmp_path / "missing.md")
    assert issubclass(exporter.InputError, exporter.ExporterError)


@pytest.mark.slow
def test_several_threads_get_the_bytes_that_one_gets(article: Path, tmp_path: Path) -> None:
    def convert(name: str) -> list[bytes]:
        result = exporter.convert(article, out_dir=tmp_path / name)
        return [item.path.read_bytes() for item in result.files if item.path]

    alone = convert("alone")
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(convert, ["a", "b", "c", "d"]))
    assert all(item == alone for item in together)


def test_a_cover_can_be_given(tmp_path: Path) -> None:
    import zipfile

    from tests.checks.rich import red_square

    (tmp_path / "cover.png").write_bytes(red_square())
    (tmp_path / "a.md").write_text("# T\n\nWords.\n", encoding="utf-8")
    (made,) = exporter.convert(tmp_path / "a.md", to="epub", cover=tmp_path / "cover.png").files
    assert made.path is not None
    with zipfile.ZipFile(made.path) as package:
        assert any(package.read(name) == red_square() for name in package.namelist() if name.endswith(".png"))
