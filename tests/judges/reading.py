"""What reading systems show of a bound publication beside what its model says: words, contents, links, notes.

Used by the tests of the judges and by ``make reading-systems`` (tools/reading_systems.py). Words are compared by their
letters and figures, line by line: what a block says must be shown, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from exporter.model import (
    DisplayMath,
    Document,
    LineBreak,
    Math,
    Note,
    Section,
    articles,
    outer_notes,
    plain_text,
    transform,
    walk,
)


def letters(text: str) -> str:
    """Letters and figures alone: what programs make of the same words."""
    return re.sub(r"[\W_]+", "", text).casefold()


def lines(section: Section) -> Iterator[str]:
    """What an article says outside its notes, a line a block, cut where a reference to a note stands or a formula."""

    def cut(node: Any) -> Any:
        return LineBreak() if isinstance(node, Note | Math | DisplayMath) else node

    held = transform(Document(title=section.title, blocks=section.blocks), cut)
    text = "\n".join((plain_text(held.title), plain_text(held.blocks)))
    return (line for line in map(letters, text.split("\n")) if line)


def note_lines(section: Section) -> Iterator[str]:
    """What the notes of an article say, a line a block."""
    for note in outer_notes(Document(blocks=section.blocks)):
        yield from filter(None, map(letters, plain_text(note.blocks).split("\n")))


@dataclass(slots=True)
class Judged:
    """What one program showed of a publication, counted; ``wrong`` says each thing that was not as it should be."""

    articles: int = 0
    lines: int = 0
    contents: int = 0
    links: int = 0
    notes: int = 0
    wrong: list[str] = field(default_factory=list)


def words_told(document: Document, text: str, judged: Judged) -> None:
    """Count the lines of the articles of ``document`` in ``text`` (all chapters); what is missing is wrong."""
    shown = letters(text)
    at = 0
    for article in articles(document):
        judged.articles += 1
        title = plain_text(article.section.title)
        for line in lines(article.section):
            judged.lines += 1
            found = shown.find(line, at)
            if found >= 0:
                at = found + len(line)
            else:
                judged.wrong.append(f"{title}: {'not in order' if line in shown else 'not shown'}: {line[:60]}")
        for line in note_lines(article.section):
            judged.lines += 1
            if line not in shown:
                judged.wrong.append(f"{title}: a note is not shown: {line[:60]}")


def judged(document: Document, walked: Any) -> Judged:
    """What a walk through an EPUB (walk.mjs) showed of ``document``."""
    made = Judged()
    made.wrong += [f"{one['href']}: could not be opened" for one in walked["chapters"] if not one["there"]]
    words_told(document, " ".join(one["words"] for one in walked["chapters"]), made)
    for one in walked["contents"]:
        made.contents += 1
        if not one["there"] or not letters(one["heading"]).startswith(letters(one["label"])):
            made.wrong.append(f"contents: “{one['label']}” leads to “{one['heading']}” ({one['href']})")
    listed = {letters(one["label"]) for one in walked["contents"]}
    for section in (node for node in walk(document) if isinstance(node, Section)):
        if (section.metadata is not None or section.role == "part") and letters(
            plain_text(section.title)
        ) not in listed:
            made.wrong.append(f"contents: “{plain_text(section.title)}” is not among them")
    for one in walked["links"]:
        made.links += 1
        if not one["there"]:
            made.wrong.append(f"{one['chapter']}: the link “{one['text']}” does not lead to {one['target']}")
    for one in walked["notes"]:
        made.notes += 1
        if not (one["there"] and one["back"]):
            made.wrong.append(f"{one['chapter']}: {one['note']}: there {one['there']}, back {one['back']}")
    return made
