"""The decisions: what they are about, and what they say. One class for each table of the file."""

from __future__ import annotations

from dataclasses import field
from typing import Literal, TypeAlias

from exporter.position import Position
from exporter.records import record

SUFFIX = ".decisions.toml"
"""Takes the place of an article's suffix: the decisions for ``vote.md`` are in ``vote.decisions.toml``."""

Kind: TypeAlias = Literal["picture", "quote", "part", "table", "language"]
KINDS: tuple[Kind, ...] = ("picture", "quote", "part", "table", "language")


@record(kw_only=True)
class Address:
    """What a decision is about, so that it is found again in an article that has changed.

    ``words`` is how its text begins ("…" at the end where there is more). ``place`` is the path in the model, for
    people. ``mark`` is the fingerprint of all its words, ``before`` and ``after`` those of its neighbours; it was the
    ``which``-th ``of`` so many with the same words. Without a mark a person wrote it: then words, and ``line`` where
    several begin alike, must do. ``what`` is the kind of thing that is meant ("" for the smallest).
    """

    words: str = ""
    place: str = ""
    mark: str = ""
    before: str = ""
    after: str = ""
    which: int = 1
    of: int = 1
    line: int = 0
    what: str = ""


@record(kw_only=True)
class PictureAnswer:
    """``alt`` is an alternative text, or "" for a decorative picture; None: the picture is left out."""

    alt: str | None


@record(kw_only=True)
class QuoteAnswer:
    """``speaker`` is who said it, "" for nobody who is named; None: it is not a quotation set apart."""

    speaker: str | None


@record(kw_only=True)
class PartAnswer:
    """What a part is: a kind of line (``readers.hints.KINDS``), for a heading with its level (0: not said)."""

    kind: str
    level: int = 0


@record(kw_only=True)
class TableAnswer:
    """How many first rows, and first columns, are header cells."""

    rows: int
    columns: int


@record(kw_only=True)
class LanguageAnswer:
    """The language (BCP 47) of a part, or of the words ``phrase`` in it."""

    lang: str
    phrase: str = ""


Answer: TypeAlias = PictureAnswer | QuoteAnswer | PartAnswer | TableAnswer | LanguageAnswer


@record(kw_only=True)
class Entry:
    """One table of a decisions file. ``answer`` is None while the question is open.

    ``content`` and ``name`` are a picture's SHA-256 (its beginning) and file name. ``file``, ``pos`` and ``shown`` say
    where it stands; ``number`` is its place among the tables of its kind, from 0; ``shared`` that it is for every
    article of a publisher.
    """

    kind: Kind
    address: Address
    answer: Answer | None
    content: str = ""
    name: str = ""
    file: str = ""
    pos: Position | None = None
    shown: str = ""
    number: int = 0
    shared: bool = False


@record
class Decisions:
    """All decisions about an article; ``lang`` is its language, "" for nothing said. ``name`` is the file's name.

    ``known`` are short fingerprints of everything that was in the article when ``exporter decide`` saw it last.
    """

    name: str = ""
    lang: str = ""
    entries: tuple[Entry, ...] = ()
    text: str = field(default="", repr=False)
    known: frozenset[str] = field(default=frozenset(), repr=False)
