"""``exporter fix FILE --lang TAG``: a person knows what the words alone leave in doubt; what a file states stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from exporter.cli import app
from exporter.readback import open_file
from tests.checks.packages import docx, para
from tests.repair.test_repair_docx import DEFAULT, changed
from tests.repair.test_repair_epub import book, words
from tests.repair.test_repair_pdf import of_words

RUN = CliRunner()
FEW = "Menu 12 Leeds"
FILES = {
    "a.pdf": (of_words(FEW), of_words(FEW, root="/Lang (de)")),
    "a.epub": (book(words(FEW), metadata=""), book(words(FEW), metadata="<dc:language>de</dc:language>")),
    "a.docx": (
        changed(docx(para(FEW)), "word/styles.xml", DEFAULT, DEFAULT.replace(' w:val="en"', "")),
        docx(para(FEW), lang="de"),
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_named_language_is_written_where_a_file_states_none(name: str, tmp_path: Path) -> None:
    path, copy = tmp_path / name, tmp_path / f"copy-{name}"
    for data, lang in zip(FILES[name], ("en-GB", "de"), strict=True):
        path.write_bytes(data)
        done = RUN.invoke(app, ["fix", str(path), "--lang", "en_GB", "-o", str(copy)])
        assert done.exit_code == 0, done.output
        assert open_file(copy).metadata.lang == lang


def test_what_is_not_a_language_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(FILES["a.pdf"][0])
    ended = RUN.invoke(app, ["fix", str(path), "--lang", "english"])
    assert "is not a language tag" in str(ended.exception)


def test_a_page_of_ours_is_repaired_as_an_article(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    page = '<!DOCTYPE html><html lang="en"><head><meta name="generator" content="exporter 1"><title>T</title></head>'
    path.write_text(f"{page}<body><article><h1>T</h1><p>He said <q>late</q>.</p></article></body></html>")
    done = RUN.invoke(app, ["fix", "--dry-run", str(path)])
    assert "HTML004" in done.output
