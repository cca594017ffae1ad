"""Which documents get a contents list on the page (WCAG 2.2, 2.4.5 Multiple Ways), and which headings it names.

One rule for every format that has pages, so that the PDF and the DOCX of an article both have one or both have none.
EPUB has its navigation document whatever the length.
"""

from __future__ import annotations

from typing import Literal, get_args

from exporter.model import Code, CodeBlock, Document, Section, Text, every_node, is_publication
from exporter.writers.book_options import BookOptions

Contents = Literal["auto", "always", "never"]
CHOICES: tuple[Contents, ...] = get_args(Contents)

LEVELS = (2, 3)
"""The heading levels that a contents list names: the title is level 1, and deeper ones would hide the shape."""

DEEPEST = 6
"""The most levels that the contents list of a publication names."""

LONG = 24_000
"""Characters from which a document is long: some ten pages, more than a reader keeps in view."""

ENOUGH = 5
"""The fewest sections that are worth listing."""


def levels_listed(document: Document, book: BookOptions | None) -> range:
    """The heading levels that the contents list of a document names: of a publication as many as its maker chose."""
    if not is_publication(document):
        return range(LEVELS[0], LEVELS[-1] + 1)
    return range(LEVELS[0], LEVELS[0] + min(max((book or BookOptions()).toc_depth, 1), DEEPEST))


def wants_contents(document: Document, choice: Contents) -> bool:
    """Whether the document gets a contents list: as the user chose, or, for "auto", when it is long.

    A publication has one for "auto", however short it is. A document without sections never has one: there is nothing
    to list.
    """
    sections = characters = 0
    if choice == "never":
        return False
    for node in every_node(document):
        match node:
            case Section() if node.title:
                sections += 1
            case Text() | Code() | CodeBlock():
                characters += len(node.text)
            case _:
                pass
    if choice == "always" or is_publication(document):
        return sections > 0
    return sections >= ENOUGH and characters >= LONG
