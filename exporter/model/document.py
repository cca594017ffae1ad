"""A whole document: what is said about it, its title, its blocks, the bytes of its pictures.

``write`` is the one way up from the model to the writers (design section 4), taken only when it is called.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Self

from exporter.model.nodes import Block, Blocks, Inlines, Metadata, Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article: the title is its one level-1 heading, ``blocks`` all the rest, ``resources`` the pictures' bytes."""

    CHILDREN: ClassVar[tuple[str, ...]] = ("title", "blocks")

    metadata: Metadata = field(default_factory=Metadata)
    title: Inlines = ()
    blocks: Blocks = ()
    resources: tuple[Resource, ...] = ()

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

    def write(self, path: str | Path, to: str = "", **options: Any) -> Path:
        """Write this document to ``path``; the format is ``to`` or the suffix.

        Options are those of ``exporter.writers.WriteOptions``.
        """
        from exporter.writers import write_file

        return write_file(self, Path(path), to, **options)

    def with_blocks(self, blocks: Iterable[Block]) -> Self:
        """This document with other blocks."""
        return replace(self, blocks=tuple(blocks))
