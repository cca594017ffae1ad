"""The articles of a publication: sections that say whose they are, and what stands round them.

A section with ``metadata`` is an article that stands whole in a document that is a publication. A part is a section
with the role ``part`` that holds articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exporter.model.document import Document
from exporter.model.nodes import Block, Note, Section
from exporter.model.traverse import walk

PART = "part"
"""The role of a section that holds articles."""


@dataclass(frozen=True, slots=True)
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


def numbered_notes(document: Document) -> Iterator[tuple[int, Note]]:
    """Every note with its number: counted through a document, and anew in each article of a publication."""
    count = 0
    for node in walk(document):
        if isinstance(node, Section) and node.metadata is not None:
            count = 0
        elif isinstance(node, Note):
            count += 1
            yield count, node


def is_publication(document: Document) -> bool:
    """Whether a document is a publication: whether it holds articles that stand whole."""
    return next(articles(document), None) is not None


def is_part(section: Section) -> bool:
    """Whether a section is a part of a publication: one that holds articles."""
    return section.role == PART and next(_articles(section.blocks, 1, None), None) is not None
