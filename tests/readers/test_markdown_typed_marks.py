"""Lists and headings typed in another way than Markdown has: read where they can mean nothing else, named elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import exporter
from exporter.model import Figure, List, Paragraph, Section, plain_text, walk
from exporter.run.reading_proof import unread
from exporter.run.results import Article
from tests.strategies import PICTURE


def read(folder: Path, text: str, dialect: str = "") -> Article:
    path = folder / "a.md"
    path.write_text(f"# Tides\n\nLead.\n\n{text}\n", encoding="utf-8")
    article = exporter.open_article(path, lang="en", **({"format": dialect} if dialect else {}))
    assert not unread(article, path.name)
    return article


def told(items: List) -> list[object]:
    made: list[object] = []
    for item in items.items:
        made.append(" ".join(plain_text([one for one in item.blocks if not isinstance(one, List)]).split()))
        made.extend(told(one) for one in item.blocks if isinstance(one, List))
    return made


def lists(article: Article) -> list[list[object]]:
    return [told(block) for block in article.document.blocks if isinstance(block, List)]


def rules(article: Article) -> list[str]:
    return [item.rule for item in article.findings if item.rule in ("MD012", "MD013")]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("• Nets\n• Ropes\n• Oars", [["Nets", "Ropes", "Oars"]]),
        ("•\tNets\n\n•\tRopes", [["Nets", "Ropes"]]),
        ("•Nets\n•Ropes", [["Nets", "Ropes"]]),
        ("\uf0b7\tNets\n\uf0b7\tRopes", [["Nets", "Ropes"]]),
        ("‣ Nets\n  of hemp\n‣ Ropes", [["Nets of hemp", "Ropes"]]),
        ("• Nets\n  ◦ small\n  ◦ large\n• Ropes", [["Nets", ["small", "large"], "Ropes"]]),
        ("• Nets\n◦ small\n◦ large\n• Ropes", [["Nets", ["small", "large"], "Ropes"]]),
        ("1. Nets\n   • small\n   • large\n2. Ropes", [["Nets", ["small", "large"], "Ropes"]]),
    ],
)
def test_typed_bullets_are_a_list(tmp_path: Path, text: str, right: list[object]) -> None:
    article = read(tmp_path, text)
    assert lists(article) == right
    assert rules(article) == ["MD013"]


@pytest.mark.parametrize(
    "text", ["• Nets, and nothing else", "Nets • Ropes\nOars • Sails", "```\n• Nets\n• Ropes\n```"]
)
def test_one_bullet_bullets_in_lines_and_code_are_no_list(tmp_path: Path, text: str) -> None:
    article = read(tmp_path, text)
    assert (lists(article), rules(article)) == ([], [])


def test_a_heading_without_its_space_is_a_heading(tmp_path: Path) -> None:
    article = read(tmp_path, "##Times##\n\nNoon.\n\n###At *springs*\n\nLater.")
    parts = [node for node in walk(article.document) if isinstance(node, Section)]
    assert [plain_text(part.title) for part in parts] == ["Times", "At springs"]
    assert rules(article) == ["MD013"]


@pytest.mark.parametrize("text", ["#tides and #boats", "Issue\n\n#5 is open", "    ##code", "## \n\nx", "#!/bin/sh"])
def test_hashtags_numbers_and_code_are_no_headings(tmp_path: Path, text: str) -> None:
    assert rules(read(tmp_path, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Noon\n##Times",
        "a) Nets\nb) Ropes",
        "(1) Nets\n(2) Ropes",
        "i. Nets\nii. Ropes",
        "1. Nets\n   a. small\n   b. large",
    ],
)
def test_what_may_be_a_list_or_a_heading_is_named(tmp_path: Path, text: str) -> None:
    article = read(tmp_path, text)
    assert rules(article) == ["MD012"]


def test_letters_are_read_where_the_dialect_has_them_and_nothing_in_commonmark(tmp_path: Path) -> None:
    assert rules(read(tmp_path, "a) Nets\nb) Ropes", "pandoc-markdown")) == []
    article = read(tmp_path, "• Nets\n• Ropes", "commonmark")
    assert (lists(article), rules(article)) == ([], [])
    assert isinstance(article.document.blocks[-1], Paragraph)


@pytest.mark.parametrize("text", ["A. Smith\nC. Jones", "I went.\nI saw."])
def test_names_and_sentences_do_not_count(tmp_path: Path, text: str) -> None:
    assert rules(read(tmp_path, text)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "![A weir](weir.png)\n*The weir at **noon**.*"),
        ("a.md", "[![A weir](weir.png)](https://example.org/weir)\n_The weir at **noon**._"),
        ("a.md", "![A weir](weir.png)  \n*The weir at **noon**.*"),
        ("a.html", "<p><img src=weir.png alt='A weir'><br><em>The weir at <b>noon</b>.</em></p>"),
        ("a.html", "<p><img src=weir.png alt='A weir'><br>\n<small>The weir at <b>noon</b>.</small></p>"),
    ],
)
def test_words_in_italics_on_the_line_below_a_picture_are_its_caption(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "weir.png").write_bytes(PICTURE.data)
    (tmp_path / name).write_text(f"<h1>Tides</h1>\n\n<p>Lead.</p>\n\n{text}\n\n", encoding="utf-8")
    article = exporter.open_article(tmp_path / name, lang="en")
    (shown,) = [block for block in article.document.blocks if isinstance(block, Figure)]
    assert plain_text(shown.caption).strip() == "The weir at noon."
    assert not unread(article, name)


@pytest.mark.parametrize(
    "text",
    ["![A weir](weir.png) *The weir.*", "![A weir](weir.png)\n*The weir*, at noon.", "![A weir](weir.png)\nThe weir."],
)
def test_a_picture_among_words_has_no_caption(tmp_path: Path, text: str) -> None:
    (tmp_path / "weir.png").write_bytes(PICTURE.data)
    assert not any(isinstance(block, Figure) for block in read(tmp_path, text).document.blocks)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md"])
def test_bullets_of_words_own_fonts_are_bullets_in_pasted_text(tmp_path: Path, name: str) -> None:
    lines = [
        "Tides at Vale",
        "The harbour tells what it needs for the summer.",
        "\uf0b7 Nets",
        "\uf0b7 Ropes",
        "\uf0b7 Oars",
    ]
    html = f"<html lang=en><h1>{lines[0]}</h1>" + "".join(f"<p>{line}</p>" for line in lines[1:])
    text = "\n\n".join([*lines[:2], "\n".join(lines[2:]), "That is all that it needs."])
    (tmp_path / name).write_text(
        html if name == "a.html" else f"# {text}" if name == "a.md" else text, encoding="utf-8"
    )
    article = exporter.open_article(tmp_path / name, lang="en")
    assert lists(article) == [["Nets", "Ropes", "Oars"]]
    assert not unread(article, name)
    assert "DOC026" not in {item.rule for item in exporter.check(tmp_path / name, lang="en")}
