"""`exporter convert --split heading`: a long document as a publication, which bound again says the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import exporter
from exporter import h
from exporter.cli import main
from exporter.errors import InputError, UsageError
from exporter.model import Document, Link, Metadata, Note, NoteReference, Section, articles, plain_text, walk
from exporter.publication.bind import open_publication
from exporter.publication.split import taken_apart
from exporter.run.pipeline import ReadOptions
from exporter.writers import WriteOptions, writer
from tests.conftest import ROOT
from tests.door.test_metadata import MEANT

pytestmark = pytest.mark.slow

BOOK = """---
title: A manuscript
subtitle: In three chapters
author: Ann Lee
lang: en-GB
date: 2026-05-04
---

What stands before the first chapter, [on the end](#the-end).

## One

Words of the first chapter.[^1]

### Inside one

More words, see [the second](#two).

## Two {#two}

> Quoted words.

![A gauge](gauge.png)

### The end

Last words, back to [one](#one).

[^1]: A note.
"""


def manuscript(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "gauge.png").write_bytes((ROOT / "fixtures" / "articles" / "images" / "gauge.png").read_bytes())
    path = folder / "book.md"
    path.write_text(BOOK, encoding="utf-8")
    return path


def words(document: Document) -> list[str]:
    return " ".join([plain_text(document.title, notes=True), *_lines(document)]).split()


def _lines(document: Document) -> list[str]:
    texts = [node.text for node in walk(document) if hasattr(node, "text")]
    return [text for text in texts if isinstance(text, str)][len(document.title) :]


def bound(folder: Path) -> Document:
    return open_publication(str(folder), ReadOptions()).document


@pytest.mark.parametrize("form", ["md", "docx", "html", "epub"])
@pytest.mark.parametrize("level", [1, 2])
def test_bound_again_it_has_the_same_words_in_the_same_order(form: str, level: int, tmp_path: Path) -> None:
    source = manuscript(tmp_path)
    if form != "md":
        exporter.convert(source, form, output=tmp_path / f"copy.{form}")
        source = tmp_path / f"copy.{form}"
    before = exporter.read(source)
    made = exporter.split(source, out_dir=tmp_path / "parts", level=level)
    after = bound(made.folder)
    assert words(after) == words(before)
    assert [plain_text(item.section.title) for item in articles(after)] == (
        ["One", "Two"] if level == 1 else ["Inside one", "The end"]
    )


def test_links_notes_pictures_and_what_is_said_of_the_whole_stay(tmp_path: Path) -> None:
    made = exporter.split(manuscript(tmp_path), out_dir=tmp_path / "parts")
    document = bound(made.folder)
    assert sorted(made.files) == ["01-one.json", "02-two.json", "front.json", "publication.toml"]
    ids = {node.id: node for node in walk(document) if node.id}
    led = {plain_text(node): ids[node.target[1:]] for node in walk(document) if isinstance(node, Link)}
    assert {name: plain_text(node.title) for name, node in led.items() if isinstance(node, Section)} == {
        "on the end": "The end",
        "the second": "Two",
        "one": "One",
    }
    assert len(document.resources) == 1
    assert sum(isinstance(node, Note) for node in walk(document)) == 1
    said = document.metadata
    assert (said.subtitle, said.authors[0].name, said.published, said.lang) == (
        "In three chapters",
        "Ann Lee",
        "2026-05-04",
        "en-GB",
    )


def test_everything_that_is_said_of_a_book_is_said_again(tmp_path: Path) -> None:
    document = replace(
        h.document("The weir", h.section("One", h.p("Words of it.")), h.section("Two", h.p("More of it.")), lang="en"),
        metadata=MEANT,
    )
    files, count = taken_apart(document, 1, "weir")
    assert count == 2
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert replace(bound(tmp_path).metadata, identifier="") == MEANT


def test_a_note_that_two_chapters_refer_to_is_in_both(tmp_path: Path) -> None:
    note = Note((h.p("Said once."),), id="n")
    document = h.document(
        "T", h.section("One", h.p("A", note)), h.section("Two", h.p("B", NoteReference("n"))), lang="en"
    )
    files, _ = taken_apart(document, 1, "t")
    assert "Said once." in files["02-two.json"].decode()


def test_a_publication_that_was_bound_is_taken_apart_into_the_same_articles(tmp_path: Path) -> None:
    from tests.publications import issue

    before = issue()
    (tmp_path / "issue.json").write_bytes(writer("json")(before, WriteOptions()).data)
    made = exporter.split(tmp_path / "issue.json", out_dir=tmp_path / "parts")
    after = bound(made.folder)
    assert words(after) == words(before)
    one, two = (
        [(plain_text(item.section.title), item.section.lang or "en-GB") for item in articles(document)]
        for document in (before, after)
    )
    assert one == two


def test_what_cannot_be_split_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = manuscript(tmp_path)
    (tmp_path / "flat.md").write_text("---\nlang: en\n---\n# T\n\nWords.\n", encoding="utf-8")
    with pytest.raises(InputError, match="has no headings to split it at"):
        exporter.split(tmp_path / "flat.md")
    exporter.split(path)
    with pytest.raises(UsageError, match="is there already; name another folder with --out-dir"):
        exporter.split(path)
    monkeypatch.setattr("sys.argv", ["exporter", "convert", "--split", "page", str(path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "--split page: is not a place to split at" in capsys.readouterr().err


def test_at_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = manuscript(tmp_path)
    monkeypatch.setattr("sys.argv", ["exporter", "convert", str(path), "--split", "heading"])
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().out == f"{tmp_path / 'book' / 'publication.toml'} (2 articles)\n"
    assert Metadata(title="One", lang="en-GB") == exporter.read(tmp_path / "book" / "01-one.json").metadata


@pytest.mark.parametrize("form", ["epub", "docx"])
def test_a_book_that_was_bound_keeps_its_parts_and_its_editor(form: str, tmp_path: Path) -> None:
    """In an EPUB only the contents say which part an article is in: each page begins with a heading of level 1."""
    file = tmp_path / f"review.{form}"
    exporter.bind(ROOT / "fixtures" / "publication" / "vale-review.toml", form, output=file, root=ROOT / "fixtures")
    level = "heading" if form == "epub" else "heading:2"
    made = exporter.split(file, level=2 if form == "docx" else 1, out_dir=tmp_path / "parts")
    sheet = (made.folder / "publication.toml").read_text(encoding="utf-8")
    assert [line for line in sheet.splitlines() if line.startswith("title = ")][1:] == [
        *(['title = "From the editor"'] if form == "docx" else []),
        'title = "The valley"',
        'title = "Numbers and letters"',
    ], level
    assert 'editor = ["Ann Lee"]' in sheet
    assert "author =" not in sheet.replace("# author", "")
    if form == "epub":
        held = [(plain_text(item.part.title) if item.part else "") for item in articles(bound(made.folder))]
        assert held == ["", "The valley", "The valley", *["Numbers and letters"] * 3]


def test_an_article_of_a_title_alone_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(Document(metadata=Metadata(title="Alone", lang="en")).to_json(), encoding="utf-8")
    assert exporter.read(tmp_path / "a.json").metadata.title == "Alone"
