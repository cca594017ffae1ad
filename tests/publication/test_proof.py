"""Each article is proved whole: by binding, and in each file; what is lost is told by article."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import exporter
from exporter.cli import app
from exporter.comparison.losses import compare
from exporter.model import Document, Link, List, Section, Text, articles, transform
from exporter.publication import bind
from exporter.publication.bind import open_publication
from exporter.publication.proof import lost_in_binding
from exporter.readback import open_file
from exporter.run.pipeline import ReadOptions
from tests.publication.issues import issue


def bound(folder: Path) -> bind.Bound:
    """The issue, read and bound."""
    return open_publication(str(issue(folder)), ReadOptions())


def test_binding_loses_nothing_of_an_article_that_refers_to_others(tmp_path: Path) -> None:
    made = bound(tmp_path)
    assert lost_in_binding(made.publication, made.document) == ()


FAULTS: dict[str, Any] = {
    "text": lambda node: replace(node, text=node.text.replace("leer", "voll")) if isinstance(node, Text) else node,
    "heading": lambda node: list(node.blocks) if isinstance(node, Section) and node.metadata is None else node,
    "link": lambda node: list(node.content) if isinstance(node, Link) and node.target.startswith("http") else node,
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_of_binding_is_told_with_its_article(kind: str, tmp_path: Path) -> None:
    made = bound(tmp_path)
    found = lost_in_binding(made.publication, transform(made.document, FAULTS[kind]))
    assert kind in {loss.kind for loss in found}
    assert {loss.format for loss in found} == {"bound"}
    assert all(loss.article for loss in found)


def test_an_article_that_is_left_out_by_binding_is_a_loss(tmp_path: Path) -> None:
    made = bound(tmp_path)
    without = made.document.with_blocks(made.document.blocks[:-1])
    losses = lost_in_binding(made.publication, without)
    assert {(loss.kind, loss.article) for loss in losses} >= {("article", "Der Hafen"), ("article", "The weir")}


def test_two_articles_that_changed_places_are_losses(tmp_path: Path) -> None:
    made = bound(tmp_path)
    part = made.document.blocks[-1]
    assert isinstance(part, Section)
    turned = made.document.with_blocks((*made.document.blocks[:-1], replace(part, blocks=part.blocks[::-1])))
    assert lost_in_binding(made.publication, turned)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_each_article_is_found_whole_in_each_file(form: str, tmp_path: Path) -> None:
    exporter.bind(issue(tmp_path), form, out_dir=tmp_path)
    copy = open_file((tmp_path / f"issue.{form}").read_bytes(), f"issue.{form}")
    made = bound(tmp_path / "again")
    found = [one.section for one in articles(copy)]
    for entry, section in zip(made.publication.entries, found, strict=True):
        assert entry.document is not None
        alone = replace(entry.document, metadata=replace(entry.document.metadata, authors=(), title=""))
        said = Document(
            metadata=replace(alone.metadata, title=""),
            title=section.title,
            blocks=section.blocks,
            resources=copy.resources,
        )
        losses = [loss for loss in compare(alone, said, form) if loss.kind != "link"]  # which lead to other articles
        assert [loss for loss in losses if loss.kind not in ("language", "metadata")] == []


def test_a_loss_is_counted_by_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(publication: Any, prefix: str = "", folder: tuple[str, ...] = ()) -> Any:
        document, found = real(publication, prefix, folder)
        return transform(document, FAULTS["text"]), found

    real = bind.joined
    monkeypatch.setattr(bind, "joined", faulty)
    ended = CliRunner().invoke(
        app, ["bind", str(issue(tmp_path)), "--to", "docx", "--prove", "--out-dir", str(tmp_path)]
    )
    assert ended.exit_code == 1
    lines = ended.stderr.splitlines()
    assert any(line.split()[:3] == ["article", "bound", "docx"] for line in lines)
    assert any(line.split() == ["Der", "Hafen", "1", "0"] for line in lines)


def test_a_list_of_one_article_does_not_count_on_from_another(tmp_path: Path) -> None:
    folder = tmp_path / "issue"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.md").write_text(f"# {name}\n\n1. First\n2. Second {name}\n", encoding="utf-8")
    exporter.bind(folder, "docx", out_dir=tmp_path / "out")
    (file,) = (tmp_path / "out").glob("*.docx")
    copy = open_file(file.read_bytes(), file.name)
    lists = [node for one in articles(copy) for node in one.section.blocks if isinstance(node, List)]
    assert [node.start for node in lists] == [1, 1]


def test_a_link_to_an_article_is_not_taken_for_one_to_a_place_of_the_same_name(tmp_path: Path) -> None:
    """The article ``weir`` and a place ``weir`` in the glossary: the bound link to the first is not the second."""
    (tmp_path / "weir.md").write_text("---\ntitle: Weir\nlang: en\n---\n\nWords.\n", encoding="utf-8")
    words = "---\ntitle: Terms\nlang: en\n---\n\n[A weir]{#weir} is low. See [more](weir.md) and [dead](#nowhere).\n"
    (tmp_path / "terms.md").write_text(words, encoding="utf-8")
    (tmp_path / "book.toml").write_text('title = "Book"\nlang = "en"\narticles = ["weir.md", "terms.md"]\n')
    made = exporter.bind(tmp_path / "book.toml", "epub", prove=True)
    assert made.proof is not None
    assert made.proof.losses == ()
    assert lost_in_binding(*swapped(tmp_path / "book.toml")) != ()


def swapped(sheet: Path) -> tuple[exporter.Publication, exporter.Document]:
    """A publication and its document with the link to the article led to the place of the same name."""
    bound = open_publication(str(sheet), ReadOptions())

    def change(node: Any) -> Any:
        leads = isinstance(node, Link) and node.target == "#weir"
        return replace(node, target="#terms_weir") if leads else node

    return bound.publication, transform(bound.document, change)
