"""Every node knows its line and column in the source, in every text format; so does every finding about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.bounds.gate import Gate
from exporter.model import Document, Image, Link, Text, walk
from exporter.readers import Source, format_of, reader
from exporter.readers.input.decode import decode
from exporter.run.pipeline import ReadOptions
from tests.conftest import ARTICLES


def read(path: Path) -> tuple[Document, list[str]]:
    """What the reader alone makes of an article, before any pass, and the lines of its source."""
    text, _ = decode(path.name, path.read_bytes())
    source = Source(name=path.name, data=path.read_bytes(), text=text, gate=Gate(path.parent, ReadOptions().limits))
    return reader(format_of(path.name))(source).document, text.split("\n")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_every_node_has_a_place_that_exists(path: Path) -> None:
    document, lines = read(path)
    nodes = list(walk(document))
    assert [type(node).__name__ for node in nodes if node.pos is None and node.lang == node.dir == ""] == []
    assert [node.pos for node in nodes if node.pos and not 1 <= node.pos.line <= len(lines)] == []


@pytest.mark.parametrize("path", [path for path in ARTICLES if path.suffix == ".md"], ids=lambda path: path.name)
def test_words_pictures_and_links_of_markdown_are_where_they_are_said_to_be(path: Path) -> None:
    document, lines = read(path)
    wrong = []
    for node in walk(document):
        if not node.pos:
            continue
        line = lines[node.pos.line - 1]
        if isinstance(node, Image) and "![" not in line[node.pos.column - 1 :]:
            wrong.append((node.pos, line))
        if isinstance(node, Link) and not line[node.pos.column - 1 :].startswith("["):
            wrong.append((node.pos, line))
        if isinstance(node, Text) and node.text.split() and node.text.split()[0] not in line:
            wrong.append((node.pos, line))
    assert wrong == []
