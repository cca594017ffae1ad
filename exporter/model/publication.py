"""Several articles as one book, issue or newsletter: a publication of documents, each whole with all that it says.

Apart from ``document``, for nothing of an article is flattened here: each entry keeps its own title, metadata, language
and pictures. ``exporter.publication.bound`` makes one Document of it, which the writers take.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import ClassVar, TypeAlias

from exporter.model.document import Document
from exporter.model.metadata import Metadata
from exporter.model.nodes import Blocks, Inlines, Node, Resource
from exporter.records import record


@record(kw_only=True)
class Entry(Node):
    """An article of a publication, whole. ``id`` is its name among the others, with which its own ids will begin.

    ``source`` is its path as the publication names it, where links of other articles lead. An entry without a document
    stands for an article that was left out: ``title`` is what it was called, ``note`` the line in its place.
    """

    document: Document | None = None
    source: str = ""
    title: str = ""
    note: str = ""


@record(kw_only=True)
class Part(Node):
    """A titled part of a publication, with the articles in it; ``front`` is what it says before the first of them."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("title",)

    title: Inlines
    entries: tuple[Entry, ...]
    front: Entry | None = None


Piece: TypeAlias = Part | Entry


@record(kw_only=True)
class Publication:
    """Several articles in order, in parts or not. ``metadata`` is said of the whole: editors, ISBNs, series, issue.

    ``blocks`` is what stands on its title page, ``front`` what follows there, before the first article: its blocks
    count and not its title. ``metadata.cover`` names one of ``resources``.
    """

    metadata: Metadata = field(default_factory=Metadata)
    parts: tuple[Piece, ...] = ()
    blocks: Blocks = ()
    resources: tuple[Resource, ...] = ()
    front: Entry | None = None

    @property
    def entries(self) -> Iterator[Entry]:
        """Every article in reading order."""
        for piece in self.parts:
            yield from (piece,) if isinstance(piece, Entry) else piece.entries

    @property
    def texts(self) -> Iterator[Entry]:
        """Every article in reading order, with what stands before them."""
        if self.front is not None:
            yield self.front
        for piece in self.parts:
            if isinstance(piece, Part):
                yield from (piece.front,) if piece.front is not None else ()
                yield from piece.entries
            else:
                yield piece

    def to_json(self) -> str:
        """The publication as JSON text, by the published schema; ``from_json`` gives the same publication back."""
        from exporter.model.json_form import dump

        return dump(self)

    @classmethod
    def from_json(cls, text: str) -> Publication:
        """The publication that ``to_json`` wrote. Raises ``errors.InputError`` naming the place of what is wrong."""
        from exporter.model.json_form import load

        return load(text, cls)
