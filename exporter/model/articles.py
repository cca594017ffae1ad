"""The articles of a publication: sections that say whose they are, and what stands round them.

A section with ``metadata`` is an article that stands whole in a document that is a publication. A part is a section
with the role ``part`` that holds articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exporter.model.document import Document, NotesRun
from exporter.model.nodes import Block, Note, Section
from exporter.model.traverse import walk
from exporter.records import record

PART = "part"
"""The role of a section that holds articles."""


@record
class Article:
    """An article in a publication: its section, the level of its heading, and the innermost part it stands in."""

    section: Section
    level: int
    part: Section | None = None


def articles(document: Document) -> Iterator[Article]:
    """The articles of a publication in order; none of any other document. What is in an article is its own."""
    yield from _articles(document.blocks, 1, None)


def _articles(blocks: tuple[Block, ...], level: int, part: Section | None) -> Iterator[Article]:
    for block in blocks:
        if isinstance(block, Section):
            below = block.level_below(level)
            if block.metadata is not None:
                yield Article(block, below, part)
            else:
                yield from _articles(block.blocks, below, block if block.role == PART else part)


def counts_notes_anew(section: Section) -> bool:
    """Whether notes are numbered from 1 again in a section: in each article of a publication, before those of a part.

    Only where ``Document.notes_run`` is "article".
    """
    return section.metadata is not None or section.role == PART


def numbered_notes(document: Document) -> Iterator[tuple[int, Note]]:
    """Every note with its number: counted through a document, and as ``notes_run`` says through a publication."""
    count = 0
    anew = document.notes_run == "article"
    for node in walk(document):
        if anew and isinstance(node, Section) and counts_notes_anew(node):
            count = 0
        elif isinstance(node, Note):
            count += 1
            yield count, node


def is_publication(document: Document) -> bool:
    """Whether a document is a publication: whether it holds articles that stand whole."""
    return next(articles(document), None) is not None


def run_of_notes(document: Document, labels: Sequence[str]) -> NotesRun:
    """How the notes of a finished publication are numbered, by what stands before each: no label twice, through all."""
    through = len(labels) > 1 and len(set(labels)) == len(labels) and is_publication(document)
    return "book" if through else "article"


def is_part(section: Section) -> bool:
    """Whether a section is a part of a publication: one that holds articles."""
    return section.role == PART and next(_articles(section.blocks, 1, None), None) is not None
