"""The errors that end a run, each with one line for the user and an exit code.

The exit codes are documented in ``docs/reference/command-line.md``. What does not end a run is a finding.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum
from typing import Self


class Exit(IntEnum):
    """The exit codes of the command line."""

    done = 0
    findings = 1
    usage = 2
    input = 3
    writer = 4


class ExporterError(Exception):
    """Anything that ends a run. The message is one line for the user: what, where, and what to do.

    It may hold words of the article, so what breaks a line or controls a terminal is shown as an escape in it. For
    programs there are ``code`` (what kind of thing is wrong, one word), ``name`` (the input as the caller named it),
    ``place`` (where in it, "" for the whole) and ``data`` (what else is known, such as the bound that was passed).
    """

    exit_code = Exit.writer
    code: str = "writer"

    def __init__(
        self, message: str, *, code: str = "", name: str = "", place: str = "", data: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(printable(message))
        self.code = code or type(self).code
        self.name = name
        self.place = place
        self.data: dict[str, object] = dict(data or {})

    @classmethod
    def at(cls, name: str, place: object, message: str, *, code: str = "") -> Self:
        """An error at a ``place`` of the input ``name``: a line, or line:column, both from 1."""
        return cls(f"{name}:{place}: {message}", code=code, name=name, place=str(place))

    def of(self, name: str) -> Self:
        """This error as one of the input ``name``, with which its message then begins; another input's stays so."""
        if self.name and self.name != name:
            return self
        if str(self).startswith(printable(name)):
            self.name = self.name or name
            return self
        return type(self)(f"{name}: {self}", code=self.code, name=name, place=self.place, data=self.data)


class UsageError(ExporterError):
    """The command or call itself is wrong: an unknown format, two outputs of one name."""

    exit_code = Exit.usage
    code = "usage"


class InputError(ExporterError):
    """An input cannot be read, is not what it claims to be, or was refused; nothing was written for it."""

    exit_code = Exit.input
    code = "input"


class WriterError(ExporterError):
    """A format could not be written; what was there before is untouched."""

    exit_code = Exit.writer
    code = "writer"


@contextmanager
def about(name: str) -> Iterator[None]:
    """Let every error that leaves this block say that it is about the input ``name``, where it does not say so yet."""
    try:
        yield
    except ExporterError as error:
        error.name = error.name or name
        raise


def printable(text: str) -> str:
    """``text`` safe for a terminal: control, bidi and line-breaking characters shown as escapes (rule 8, escaping)."""
    return text if text.isprintable() else "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if (
        category in ("Cc", "Cs", "Zl", "Zp")
        or char in "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    ):
        return f"\\u{ord(char):04x}"
    return char
