"""A whole document: its metadata, its title, its blocks, the bytes of its pictures.

``write`` and ``render`` are the one way up from the model (design section 4), taken only when they are called.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from os import PathLike
from typing import TYPE_CHECKING, ClassVar, Literal, Self, TypeAlias, Unpack

from exporter.model.metadata import Metadata
from exporter.model.nodes import Block, Blocks, Inlines, Resource
from exporter.records import record

if TYPE_CHECKING:
    from exporter.run.options import RenderKeywords
    from exporter.run.results import Rendering, Written
    from exporter.writers import WriteOptions


NotesRun: TypeAlias = Literal["article", "book"]


@record(kw_only=True, weakref_slot=True)
class Document:
    """An article: the title is its one level-1 heading, ``blocks`` all the rest, ``resources`` the pictures' bytes.

    ``notes_run`` is how the notes of a publication are numbered: anew in each article, or on through the whole book.
    """

    CHILDREN: ClassVar[tuple[str, ...]] = ("title", "blocks")

    metadata: Metadata = field(default_factory=Metadata)
    title: Inlines = ()
    blocks: Blocks = ()
    resources: tuple[Resource, ...] = ()
    notes_run: NotesRun = "article"

    def resource(self, name: str) -> Resource:
        """The resource called ``name``; KeyError when there is none."""
        for item in self.resources:
            if item.name == name:
                return item
        raise KeyError(name)

    def to_json(self) -> str:
        """The document as JSON text, by the published schema; ``from_json`` gives the same document back."""
        from exporter.model.json_form import dump

        return dump(self)

    @classmethod
    def from_json(cls, text: str) -> Document:
        """The document that ``to_json`` wrote. Raises ``errors.InputError`` naming the place of what is wrong."""
        from exporter.model.json_form import load

        return load(text, cls)

    def write(
        self,
        path: str | PathLike[str],
        to: str = "",
        options: WriteOptions | None = None,
        **words: Unpack[RenderKeywords],
    ) -> Written:
        """Write this document to ``path``; the format is ``to`` or the suffix. Options are those of ``render``.

        What is returned can be opened like a path, and has the file's claims and all findings.
        """
        from exporter.batch.door import write

        return write(self, path, to, options, **words)

    def render(
        self,
        to: str | Sequence[str] = ("pdf", "epub", "docx"),
        options: WriteOptions | None = None,
        **words: Unpack[RenderKeywords],
    ) -> Rendering:
        """The files of this document as bytes, with their claims and all findings (``exporter.render``)."""
        from exporter.batch.door import render

        return render(self, to, options, **words)

    def with_blocks(self, blocks: Iterable[Block]) -> Self:
        """This document with other blocks."""
        return replace(self, blocks=tuple(blocks))
