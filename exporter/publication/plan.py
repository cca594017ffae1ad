"""Which articles stand in a publication, in which order and parts: what its file or folder says, before any is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from exporter.findings import Finding
from exporter.model import Part
from exporter.run.said_metadata import Fields
from exporter.writers.book_options import BookOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An article as a publication names it: its ``path`` from the publication's folder, with ``/``.

    ``item`` is its number (from 1) where the file holds several, 0 for the only one. ``title``, ``fields`` (of the
    metadata), ``format``, ``decisions`` and ``hints`` win over what the article says; ``untitled`` is its title where
    it has none. ``where`` is the place that names it, for messages.
    """

    path: str
    item: int = 0
    format: str = ""
    title: str = ""
    untitled: str = ""
    fields: Fields = ()
    decisions: str = ""
    hints: str = ""
    where: str = ""

    @property
    def called(self) -> str:
        """What messages call it."""
        return f"{self.path}#{self.item}" if self.item else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPart:
    """A titled part and the articles in it; ``lang`` is the language of its title where it is another.

    ``front`` is a text before the first of them.
    """

    title: str
    articles: tuple[Named, ...]
    lang: str = ""
    front: Named | None = None


PlannedPiece: TypeAlias = NamedPart | Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A publication as its file or folder ``name`` describes it. ``cover`` is a picture's path, ``front`` a
    text before the first article; ``order`` says by what it is ordered.

    ``folder`` is what articles and their pictures may be read from, and from where paths go.
    """

    name: str
    folder: Path
    fields: Fields = ()
    pieces: tuple[PlannedPiece, ...] = ()
    front: Named | None = None
    cover: str = ""
    book: BookOptions = field(default_factory=BookOptions)
    findings: tuple[Finding, ...] = ()
    order: str = ""

    @property
    def articles(self) -> Iterator[Named]:
        """Every article in order."""
        for piece in self.pieces:
            yield from (piece,) if isinstance(piece, Named) else piece.articles


def natural(path: str) -> tuple[object, ...]:
    """A key by which names sort as people count: ``2-b`` before ``10-a``, folder by folder."""
    parts = re.split(r"([0-9]+)", unicodedata.normalize("NFC", path).casefold().replace("/", "\0"))
    return tuple((0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part) for part in parts if part)


def slug(text: str) -> str:
    """A name for ids and files made of ``text``: small letters, figures and single hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def names(wishes: list[str]) -> list[str]:
    """A name of its own for each wish, in order: the wish as a slug, with a number where another has it."""
    taken: set[str] = set()
    made = []
    for number, wish in enumerate(wishes, 1):
        base = slug(wish) or f"article-{number}"
        if not base[0].isalpha():
            base = f"a-{base}"
        name, count = base, 1
        while name in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name)
        made.append(name)
    return made


def numbers(pieces: Sequence[object]) -> list[int]:
    """For each piece the number of the last part up to it, from 1."""
    return list(accumulate(int(isinstance(piece, NamedPart | Part)) for piece in pieces))


def wish_of(article: Named, title: str) -> str:
    """What the id of an article is made of: its file's name, its folder's for ``index``, its title in a feed."""
    if article.item:
        return title or article.called
    pure = PurePosixPath(article.path)
    stem = pure.name.partition(".")[0]
    if stem.lower() in ("index", "readme", "_index") and pure.parent.name:
        return pure.parent.name
    return stem
