"""Notes of Markdown that refer to notes, that are not there, or that nothing refers to."""

from __future__ import annotations

from pathlib import Path

import pytest

import exporter
from exporter.bounds.gate import Gate
from exporter.model import Note, NoteReference, plain_text, walk
from exporter.run.pipeline import Article, ReadOptions, read_bytes
from exporter.run.prove import prove
from exporter.writers import WriteOptions, writer


def read(text: str) -> Article:
    return read_bytes(("---\nlang: en\n---\n\n# Locks\n\n" + text).encode(), "-", ReadOptions(), Gate(Path()))


MUTUAL = "One gate.[^a] Two gates.[^b]\n\n[^a]: Of oak, as the other[^b].\n[^b]: Of iron, unlike the first[^a].\n"


def test_a_note_that_another_note_refers_to_stands_in_the_text() -> None:
    document = read(MUTUAL).document
    assert [plain_text(node.blocks).replace("\n", "") for node in walk(document) if isinstance(node, Note)] == [
        "Of oak, as the other.",
        "Of iron, unlike the first.",
    ]
    assert sum(isinstance(node, NoteReference) for node in walk(document)) == 2


@pytest.mark.parametrize("form", ["pdf", "epub", "docx"])
def test_references_between_notes_come_back_from_each_file(form: str) -> None:
    document = read(MUTUAL).document
    data = writer(form)(document, WriteOptions()).data
    assert [str(loss) for loss in prove(document, [(form, data)], "-").losses] == []


def test_a_reference_without_a_note_and_a_note_without_a_reference_are_named() -> None:
    article = read("A gate.[^1] Another[^2].\n\n[^1]: Of oak.\n[^3]: Of *iron*, they say.\n")
    said = [item.message for item in article.findings if item.rule == "MD011"]
    assert said == [
        "notes that are referred to are not in the article: “[^2]”",
        "notes that nothing refers to were left out: “[^3]: Of *iron*, they say.”",
    ]
    assert "[^" not in plain_text(article.document.blocks)


def test_a_class_of_characters_is_no_reference() -> None:
    assert plain_text(read("What [^abc] stands for.").document.blocks).strip() == "What [^abc] stands for."


def test_a_label_of_several_words_is_one_where_its_note_has_it() -> None:
    source = b"Words[^main test] and `[^main test]`, [^no note].\n\n[^main test]: A note.\n"
    made = exporter.read(source, name="a.md", lang="en")
    (note,) = [node for node in walk(made) if isinstance(node, Note)]
    assert plain_text(note.blocks).strip() == "A note."
    assert plain_text(made.blocks[0]) == "Words and [^main test], [^no note].\n"
