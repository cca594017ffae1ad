"""The page of HTML as a proven output: read back, compared, checked; other people's pages stay articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from exporter.checks.finished import check_file
from exporter.cli import app
from exporter.comparison.losses import compare
from exporter.errors import InputError
from exporter.model import Document, Image, Metadata, Paragraph, Person, Text, walk
from exporter.readback import format_of, is_finished, open_file
from exporter.run.given import given
from exporter.run.inspect import is_finished as is_finished_input
from exporter.run.pipeline import ReadOptions, read_article
from exporter.writers import WriteOptions, writer
from tests.checks.rich import rich
from tests.conftest import ARTICLES
from tests.strategies import PICTURE


def page(document: Document) -> bytes:
    return writer("html")(document, WriteOptions()).data


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.name)
def test_nothing_of_an_article_is_lost(article: Path) -> None:
    document = read_article(given(str(article)), ReadOptions()).document
    assert compare(document, open_file(page(document), "page.html"), "html") == []


def test_nothing_of_a_document_with_everything_is_lost() -> None:
    assert compare(rich(), open_file(page(rich()), "page.html"), "html") == []


def test_pictures_come_back_with_their_bytes_and_people_with_their_names() -> None:
    people = (Person("Ann <b> “Bee”"), Person("Carl"))
    picture = Paragraph((Image(PICTURE.name, "A red square"),))
    metadata = Metadata(title="T", lang="en", authors=people, description="What it is", keywords=("one", "two"))
    back = open_file(page(Document(metadata=metadata, blocks=(picture,), resources=(PICTURE,))), "page.html")
    assert [node.alt for node in walk(back) if isinstance(node, Image)] == ["A red square"]
    assert [(found.media_type, found.data) for found in back.resources] == [(PICTURE.media_type, PICTURE.data)]
    assert [person.name for person in back.metadata.authors] == ["Ann <b> “Bee”", "Carl"]
    assert (back.metadata.description, back.metadata.keywords) == ("What it is", ("one", "two"))


def test_only_a_page_that_exporter_made_is_a_finished_file(tmp_path: Path) -> None:
    ours = page(Document(metadata=Metadata(title="T", lang="en"), blocks=(Paragraph((Text("Words."),)),)))
    other = ours.replace(b'content="exporter"', b'content="Another 1.0"')
    assert (format_of(ours, "x"), is_finished(ours), is_finished(other)) == ("html", True, False)
    with pytest.raises(InputError, match="a page that exporter made"):
        format_of(other, "x")
    for name, data, finished in (("ours.html", ours, True), ("other.htm", other, False)):
        (tmp_path / name).write_bytes(data)
        assert is_finished_input(given(str(tmp_path / name))) is finished
    assert not is_finished_input(given(str(tmp_path / "ours.html")), ReadOptions(format="html"))  # --from html


def test_the_commands_take_it_as_a_finished_file(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("---\nlang: en\n---\n\n# Title\n\n> Said.\n>\n> — Jane Roe\n", encoding="utf-8")
    run = CliRunner().invoke
    made = run(app, ["convert", str(article), "--to", "html", "--prove", "--out-dir", str(tmp_path)])
    assert made.exit_code == 0, made.output
    told = run(app, ["speak", str(tmp_path / "a.html")])
    assert "quote by Jane Roe" in told.output
    assert "no losses" in run(app, ["parity", str(article), str(tmp_path / "a.html")]).output
    assert run(app, ["check", str(tmp_path / "a.html")]).exit_code == 0


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b"</head>", b'<link rel="stylesheet" href="site.css"></head>', "HTML101"),
        (b"</head>", b"<script>1</script></head>", "HTML101"),
        (b"</head>", b"<style>@import url(a.css)</style></head>", "HTML101"),
        (b"</main>", b'<p><a href="#nowhere">there</a></p></main>', "HTML102"),
        (b"</main>", b'<p id="x">a</p><p id="x">b</p></main>', "HTML102"),
        (b"</main>", b'<p aria-labelledby="gone">a</p></main>', "HTML102"),
    ],
)
def test_what_a_page_must_not_do_is_found(old: bytes, new: bytes, rule: str) -> None:
    good = page(rich())
    assert {item.rule for item in check_file(good) if item.rule.startswith("HTML1")} == set()
    assert rule in {item.rule for item in check_file(good.replace(old, new, 1))}


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_damaged_page_ends_in_a_document_or_one_line(cut: float) -> None:
    data = page(rich())
    found = open_file(data[: int(len(data) * cut)], "cut.html")
    assert isinstance(found, Document)
