"""What a caller hands in as an article or a finished file: its bytes, a stream or a path, and what to call it.

Messages and findings call an input what the caller calls it; where it lies on the disk is nobody's business but ours.
"""

from __future__ import annotations

import inspect
import os
import sys
from dataclasses import field, replace
from pathlib import Path, PurePath
from typing import BinaryIO, TypeAlias

from exporter.bounds.gate import Gate, Limits
from exporter.errors import InputError, UsageError
from exporter.records import record

Input: TypeAlias = bytes | bytearray | memoryview | str | os.PathLike[str] | BinaryIO
"""An article or finished file: its bytes, its path, or a stream opened for reading bytes."""

UNNAMED = "article"
"""What an input is called that has no name."""


@record
class Given:
    """One input: what messages call it, and its bytes, or the path where they are."""

    name: str
    path: Path | None = None
    data: bytes | None = field(default=None, repr=False)

    @property
    def folder(self) -> Path | None:
        """The folder whose files the input may refer to; None for one that came as bytes."""
        return None if self.path is None else self.path.parent

    def read(self, limits: Limits, bound: str = "article_bytes") -> bytes:
        """The input's bytes, at most as many as ``bound`` says. Raises InputError."""
        if self.data is None:
            assert self.path is not None
            return Gate(limits=limits).read_article(self.path, bound, self.name)
        if len(self.data) > getattr(limits, bound):
            raise limits.error(bound, f"{self.name}: it")
        return self.data

    def loaded(self, limits: Limits, bound: str = "file_bytes") -> Given:
        """This input with its bytes, so that they are read once. Raises InputError."""
        return replace(self, data=self.read(limits, bound))

    def size(self) -> int:
        """How large it is, 0 where that is not known: who reads it says what is wrong."""
        try:
            return len(self.data or b"") if self.path is None else Path(self.path).stat().st_size
        except (OSError, ValueError):
            return 0


def given(source: Input | Given, name: str = "", limits: Limits | None = None) -> Given:
    """``source`` as an input called ``name`` ("": by its path). Raises UsageError for anything else."""
    if isinstance(source, Given):
        return replace(source, name=name) if name else source
    if isinstance(source, bytes | bytearray | memoryview):
        return Given(name or UNNAMED, None, bytes(source))
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        if not isinstance(path, str):
            raise UsageError("the path is given as bytes; give a str, a pathlib.Path, or the bytes of the article")
        return Given(name or path, Path(path))
    if callable(getattr(source, "read", None)):
        return Given(name or UNNAMED, None, _drained(source, name or UNNAMED, limits or Limits()))
    kind = type(source).__name__
    raise UsageError(f"give an article as a path, bytes or a stream of bytes, not as {kind}")


def of_word(word: str | Path, limits: Limits | None = None) -> Given:
    """An input as the command line names it: ``-`` is standard input. The bytes are read once, now."""
    if str(word) != "-":
        return Given(str(word), Path(word))
    return Given("-", None, _drained(sys.stdin.buffer, "-", limits or Limits()))


def _drained(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    """All that a stream gives, and one byte more than any input may have at most: who reads it counts."""
    most, parts = max(limits.article_bytes, limits.file_bytes) + 1, []
    while most > 0:
        try:
            part = stream.read(min(most, 1 << 20))
        except OSError as error:
            raise InputError(f"{name}: cannot be read: {error.strerror or error}", name=name) from None
        if inspect.isawaitable(part):
            getattr(part, "close", lambda: None)()
            raise UsageError(f"{name}: is an asynchronous stream; await its read() and give the bytes")
        if isinstance(part, str):
            raise UsageError(f"{name}: is a text stream; open it in binary mode")
        if not part:
            break
        parts.append(bytes(part))
        most -= len(part)
    return b"".join(parts)


def suffix_of(given_input: Given) -> str:
    """The suffix of an input's name, in lower case, without its dot."""
    return PurePath(given_input.name).suffix.lower()[1:]


ORDERS = ("_quarto.yml", "_quarto.yaml")
"""What another program calls the file that orders a publication; it is not an article."""


def names_publication(word: str) -> bool:
    """Whether a word of the command line names a publication: a TOML file, Quarto's, or a folder."""
    return PurePath(word).suffix.lower() == ".toml" or PurePath(word).name in ORDERS or Path(word).is_dir()
