"""Titles of Markdown articles: the heading that opens them, the metadata's, the name of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

import exporter
from exporter.model import Link, plain_text, walk
from exporter.readers.day_words import iso
from exporter.readers.file_title import of_file
from exporter.run.explain import explain_article
from exporter.run.pipeline import ReadOptions, read_article


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2024-05-01-the-quay_survey.md", "The quay survey"),
        ("ferry times.markdown", "Ferry times"),
        ("lessons/index.md", "Lessons"),
        ("README.md", "README"),
        ("weir/README.md", "Weir README"),
        ("index.md", ""),
        ("-", ""),
    ],
)
def test_a_files_name_can_be_a_title(name: str, title: str) -> None:
    assert of_file(name) == title


def test_a_text_without_headings_is_called_as_its_file_and_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "ferry-times.md"
    path.write_text(
        "---\nlang: en\n---\n\nThe first leaves at seven.\n\n## One\n\nA.\n\n## Two\n\nB.\n", encoding="utf-8"
    )
    article = read_article(path)
    assert plain_text(article.document.title) == "Ferry times"
    assert "MD010" in {item.rule for item in article.findings}
    assert "DOC001" not in {item.rule for item in article.findings}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("May 4, 2026", "2026-05-04"),
        ("4th May 2026", "2026-05-04"),
        ("4. Mai 2026", "2026-05-04"),
        ("le 1er mai 2026", "2026-05-01"),
        ("4 de mayo de 2026", "2026-05-04"),
        ("Monday, May 4, 2026", "2026-05-04"),
        ("13/4/2026", "2026-04-13"),
        ("4/13/2026", "2026-04-13"),
        ("4/4/2026", "2026-04-04"),
        ("5/4/2026", ""),
        ("30 February 2026", ""),
        ("next week", ""),
        ("2026-05-04 10:00:00 +0200", "2026-05-04T10:00:00+02:00"),
        ("2026/05/04", "2026-05-04"),
        ("2026-05", "2026-05"),
    ],
)
def test_a_date_is_read_where_it_can_be_only_one_day(words: str, day: str) -> None:
    assert iso(words) == day


def test_the_dialect_is_guessed_with_reasons_or_named(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# T\n\n!!! note\n    Words.\n", encoding="utf-8")
    (found,) = (item for item in explain_article(path).decisions if item.kind == "dialect")
    assert (found.words, found.reason) == ("Markdown of the dialect mkdocs", "an indented admonition")
    (named,) = (item for item in explain_article(path, ReadOptions(format="gfm")).decisions if item.kind == "dialect")
    assert (named.words, named.reason) == ("Markdown of the dialect gfm", "you said so")


def test_a_heading_in_a_quotation_can_be_linked_to_by_its_name() -> None:
    source = b"# T\n\n> ### The Stack\n>\n> Words.\n\nSee [it](#the-stack), [other](#other).\n\n## Other\n\nWords.\n"
    made = exporter.read(source, name="a.md", lang="en")
    targets = [node.target for node in walk(made) if isinstance(node, Link)]
    places = {node.id: plain_text(node).split("\n")[0] for node in walk(made) if node.id}
    assert targets == ["#the-stack", "#other"]
    assert places["the-stack"] == "The Stack"


def test_a_shortcode_of_wordpress_is_none_where_it_names_an_address() -> None:
    source = b'# T\n\nSee ["Old `Boat`s"][video], [gallery ids="1"]\n\n[video]: https://a.example/boats\n'
    made = exporter.read(source, name="a.md", lang="en")
    (link,) = [node for node in walk(made) if isinstance(node, Link)]
    assert (link.target, plain_text(link)) == ("https://a.example/boats", '"Old Boats"')
