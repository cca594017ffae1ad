"""What the contents of an EPUB list, for all who write them: the navigation document, the NCX, the contents page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporter.writers.xhtml import Chapter, Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A figure or table that a list names: its caption, and where it is."""

    text: str
    id: str
    chapter: int
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The contents of a book: ``listed`` are the headings that they name, ``depth`` how deep they go.

    ``lines`` are the bylines and standfirsts by the number of their chapter, ``lists`` those of figures and tables
    (epub:type, phrase, entries). ``body`` is the chapter with which the text begins; ``page`` is the contents page's
    file, where there is one beside the navigation document.
    """

    title: str
    lang: str
    chapters: Sequence[Chapter]
    listed: Sequence[Heading]
    is_publication: bool = False
    depth: int = 0
    lines: dict[int, tuple[str, ...]]
    lists: Sequence[tuple[str, str, Sequence[Listed]]] = ()
    body: int = 0
    page: str = ""

    def id_of(self, chapter: int) -> str:
        """The id of a chapter's file in the manifest."""
        return self.chapters[chapter].name or f"chapter-{chapter + 1}"

    def name(self, chapter: int) -> str:
        """The name of a chapter's file."""
        return f"{self.id_of(chapter)}.xhtml"

    def href(self, chapter: int, id: str) -> str:
        """The address of an id in a chapter."""
        return self.name(chapter) + (f"#{id}" if id else "")

    def lang_of(self, chapter: int) -> str:
        """The language of a chapter's page."""
        return self.chapters[chapter].lang or self.lang
