"""The one gate: what may be read, from where, how large, how many, and how long it may take.

Everything that an article names is read here and nowhere else, so that no article can make the program read outside its
own folder (rules 1, 2, 6 and 7 of the hostile corpus). Every bound stands in ``Limits``, by a name that messages and
``--limit`` use; other modules ask it and keep no bound on hostile input of their own. There is no network here at all.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field, fields, replace
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from exporter.errors import InputError, UsageError
from exporter.records import record

MIB = 1024 * 1024

Resources: TypeAlias = Mapping[str, bytes] | Callable[[str], bytes | None]
"""What a program gives an article for its references: bytes by reference, or a function that gives them (or None)."""


def _bound(default: int, means: str) -> Any:
    """A bound's default and what it bounds, for messages and the reference (docs/reference/limits.md)."""
    return field(default=default, metadata={"means": means})


@record(kw_only=True)
class Limits:
    """Bounds on what one article may cost, or one finished file that is read back."""

    seconds: int = _bound(
        15,
        "processor time for an article, in seconds; in proportion more, twice as much for 200,000 characters",
    )
    memory_bytes: int = _bound(
        768 * MIB,
        "memory of the process while it works on one article or file; in proportion more, a quarter more for 200,000 "
        "characters, up to four times as much",
    )
    article_bytes: int = _bound(32 * MIB, "size of an article")
    package_file_bytes: int = _bound(288 * MIB, "size of an article that is a package with its pictures (a Word file)")
    elements: int = _bound(250_000, "tags in an article's markup, those that end elements too")
    depth: int = _bound(32, "quotes, lists, tables and sections inside one another; what lies deeper is flattened")
    table_cells: int = _bound(20_000, "cells of one table, those that it spans included")
    tex_characters: int = _bound(20_000, "characters of one formula in TeX; a longer one is kept as it was typed")
    articles: int = _bound(2_000, "articles of one publication")
    pages: int = _bound(2_000, "pages of a PDF that is written")
    picture_bytes: int = _bound(64 * MIB, "size of one picture file")
    all_pictures_bytes: int = _bound(256 * MIB, "size of all picture files of an article")
    picture_pixels: int = _bound(100_000_000, "pixels of one picture")
    picture_memory_bytes: int = _bound(420 * MIB, "memory that one picture takes when it is decoded")
    all_pictures_pixels: int = _bound(400_000_000, "pixels of all pictures of an article")
    svg_bytes: int = _bound(4 * MIB, "size of one SVG picture")
    svg_elements: int = _bound(20_000, "elements of one SVG picture")
    svg_seconds: int = _bound(6, "processor time for drawing all SVG pictures of an article, in seconds")
    svg_drawn: int = _bound(100_000, "elements drawn once every reference inside an SVG picture is followed")
    font_bytes: int = _bound(256 * MIB, "size of one font file")
    style_bytes: int = _bound(4 * MIB, "size of one custom style sheet")
    style_depth: int = _bound(32, "brackets inside one another in a custom style sheet")
    file_bytes: int = _bound(1024 * MIB, "size of a finished file that is read back")
    file_pages: int = _bound(20_000, "pages of a PDF that is read back")
    package_parts: int = _bound(20_000, "parts of an EPUB or DOCX that is read back")
    page_tokens: int = _bound(3_000_000, "operators and operands in the content of one page, or one form, of a PDF")
    part_bytes: int = _bound(128 * MIB, "unpacked size of one part of a package or one stream of a PDF")
    package_bytes: int = _bound(512 * MIB, "unpacked size of all parts of a package or all streams of a PDF")

    @classmethod
    def of(cls, words: Iterable[str], base: Limits | None = None) -> Limits:
        """The bounds with those that a user set: ``["pages=500"]``. Raises UsageError for a name or value unknown."""
        known = {item.name for item in fields(cls)}
        changed: dict[str, int] = {}
        for word in words:
            name, equals, value = word.partition("=")
            name = name.strip().replace("-", "_")
            if name not in known:
                raise UsageError(f"--limit {word}: unknown limit; choose one of {', '.join(sorted(known))}")
            digits = value.strip().replace("_", "")
            if not equals or not (digits.isascii() and digits.isdigit()) or not 0 < len(digits) < 16 or not int(digits):
                raise UsageError(f"--limit {word}: give a whole number above 0, as in {name}=1000")
            changed[name] = int(digits)
        return replace(base or cls(), **changed)

    def passed(self, name: str, subject: str = "it") -> str:
        """What to say when ``subject`` passes the bound ``name``: the bound, its value, and how to raise it."""
        return f"{subject} passes the limit of {getattr(self, name)} for {name}; --limit {name}=NUMBER raises it"

    def refuse_above(self, name: str, number: int, subject: str) -> None:
        """Raises InputError, naming bound and option, when ``number`` is above the bound ``name``."""
        if number > getattr(self, name):
            raise self.error(name, subject)

    def error(self, name: str, subject: str = "it", before: str = "") -> InputError:
        """The error of an input that passes the bound ``name``; ``before`` stands at the beginning of the message."""
        bound = {"limit": name, "value": getattr(self, name)}
        return InputError(before + self.passed(name, subject), code="limit", data=bound)


def reference() -> list[tuple[str, int, str]]:
    """Each bound's name, default and meaning, in order: for the documentation."""
    return [(item.name, getattr(Limits(), item.name), str(item.metadata["means"])) for item in fields(Limits)]


_DEFAULTS = Limits()
_IN_FORCE: ContextVar[Limits | None] = ContextVar("limits of the work at hand", default=None)


def in_force() -> Limits:
    """The bounds of the work at hand, for code that is called without them: those of ``holding``, else the defaults."""
    return _IN_FORCE.get() or _DEFAULTS


@contextmanager
def holding(limits: Limits) -> Iterator[None]:
    """Let ``limits`` hold for what is done inside, in this thread."""
    token = _IN_FORCE.set(limits)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


class Refused(Exception):
    """A reference that an article may not follow; the message says why, without any absolute path."""


@record(frozen=False)
class Gate:
    """What one article may read: files in ``root`` or below it, after symlinks and ``..`` are resolved.

    References are relative to ``folder`` (``root`` when it is None). ``root`` is None for an article from standard
    input or from memory: then it may read nothing. The one scheme is ``data``, which carries its content itself.
    ``resources`` is asked before any folder: what a program gives for a reference, whatever it looks like.
    ``origins`` are the reference and the SHA-256 of each picture that was taken, by the name that it was given.
    """

    root: Path | None = None
    limits: Limits = field(default_factory=in_force)
    folder: Path | None = None
    resources: Resources | None = None
    origins: dict[str, tuple[str, str]] = field(default_factory=dict)
    _bytes: int = 0
    _pixels: int = 0

    def read_article(self, path: Path, bound: str = "article_bytes", name: str = "") -> bytes:
        """The bytes of an input named by the user. Raises InputError that calls it ``name``, else as it was given."""
        most: int = getattr(self.limits, bound)
        said = name or str(path)
        try:
            with open_regular(path) as stream:
                data = stream.read(most + 1)
        except FileNotFoundError:
            raise InputError(f"{said}: there is no such file; check the name", code="not-found", name=said) from None
        except IsADirectoryError:
            raise InputError(f"{said}: is a folder, not a file; name a file in it", code="folder", name=said) from None
        except Refused as why:
            raise InputError(f"{said}: {why}; name a regular file", code="irregular", name=said) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(f"{said}: cannot be read: {reason}", code="unreadable", name=said) from None
        if len(data) > most:
            raise self.limits.error(bound, f"{said}: it")
        return data

    def read_reference(self, reference: str) -> bytes:
        """The bytes that an article refers to by a relative reference (RFC 3986) or a ``data:`` address (RFC 2397).

        Raises Refused for any other scheme, for an absolute path, for what lies outside ``root``, and above a limit.
        """
        reference = reference.strip()
        if reference[:5].lower() == "data:":
            return self.admit(_from_data_address(reference[5:]))
        if self.resources is not None and (given := _given(self.resources, reference)) is not None:
            return self.admit(given)
        if self.root is None:
            raise Refused(
                "the article is not a file, so it has no folder to read from"
                if self.resources is None
                else "no resource was given for this address"
            )
        target = self._resolved(_relative_name(reference))
        try:
            with open_regular(target) as stream:
                data = stream.read(self.limits.picture_bytes + 1)
        except OSError:
            raise Refused("it cannot be read") from None
        return self.admit(data)

    def gives(self, reference: str) -> bool:
        """Whether the program that called has named this very reference among its resources."""
        return isinstance(self.resources, Mapping) and any(name in self.resources for name in _names(reference))

    def has(self, reference: str) -> bool:
        """Whether a relative reference leads to a resource, or to a regular file, that may be read."""
        if self.gives(reference):
            return True
        try:
            return self.root is not None and self._resolved(_relative_name(reference)).is_file()
        except (Refused, OSError):
            return False

    def _resolved(self, name: str) -> Path:
        assert self.root is not None
        try:
            root = self.root.resolve(strict=True)
            own = self.folder
            folder = root if own is None or own == self.root else own.resolve(strict=True)
            target = (folder / name).resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            raise Refused("there is no such file in the article's folder") from None
        if not target.is_relative_to(root):
            raise Refused("it lies outside the article's folder")
        return target

    def admit(self, data: bytes) -> bytes:
        """``data`` of a picture, counted against the limits. Raises Refused above them."""
        self._bytes += len(data)
        if len(data) > self.limits.picture_bytes:
            raise Refused(self.limits.passed("picture_bytes"))
        if self._bytes > self.limits.all_pictures_bytes:
            raise Refused(self.limits.passed("all_pictures_bytes", "with it the article"))
        return data

    def admit_pixels(self, width: int, height: int) -> None:
        """Count a picture's pixels before it is decoded. Raises Refused above the limits."""
        pixels = width * height
        if pixels > self.limits.picture_pixels:
            raise Refused(self.limits.passed("picture_pixels"))
        self._pixels += pixels
        if self._pixels > self.limits.all_pictures_pixels:
            raise Refused(self.limits.passed("all_pictures_pixels", "with it the article"))


def _names(reference: str) -> tuple[str, ...]:
    """The names under which a program may give what ``reference`` names: as typed, decoded, without ``./``."""
    plain = unquote(reference).removeprefix("./")
    return tuple(dict.fromkeys((reference, plain, plain.partition("?")[0].partition("#")[0])))


def _given(resources: Resources, reference: str) -> bytes | None:
    """What a program gives for a reference, None for nothing. Raises Refused when its function cannot have it."""
    if isinstance(resources, Mapping):
        found = next((resources[name] for name in _names(reference) if name in resources), None)
    else:
        try:
            found = resources(reference)
        except (LookupError, OSError):
            raise Refused("the resource could not be loaded") from None
    if found is not None and not isinstance(found, bytes | bytearray | memoryview):
        raise UsageError(f"resources: bytes were expected for “{reference[:80]}”, not {type(found).__name__}")
    return None if found is None else bytes(found)


def _relative_name(reference: str) -> str:
    try:
        parts = urlsplit(reference)
    except ValueError:
        raise Refused("its address is malformed") from None
    if parts.scheme or parts.netloc:
        raise Refused(f"nothing is fetched from “{parts.scheme or '//'}” addresses")
    name = unquote(parts.path, errors="surrogateescape")
    if not name or "\0" in name or name.startswith(("/", "\\")) or "\\" in name:
        raise Refused("its address is not a relative path")
    return name


def _from_data_address(rest: str) -> bytes:
    head, comma, body = rest.partition(",")
    if not comma:
        raise Refused("its data: address is malformed")
    try:
        data = unquote_to_bytes(body)
        if head.lower().rstrip().endswith(";base64"):
            import base64  # noqa: PLC0415  (start-up: few pictures stand in their address)

            data = base64.b64decode(b"".join(data.split()), validate=True)
    except ValueError:
        raise Refused("its data: address is malformed") from None
    return data


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading; a pipe, socket or device is Refused without ever being read or waited for."""
    _refuse_irregular(path, path.stat().st_mode)  # opening a device can do something; what is opened is asked again
    wanted = [getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY")]  # as far as the system has them
    descriptor = os.open(path, os.O_RDONLY | wanted[0] | wanted[1] | wanted[2])
    try:
        _refuse_irregular(path, os.fstat(descriptor).st_mode)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_regular(path: Path, most: int) -> bytes:
    """The bytes of a regular file that a user named. Raises Refused above ``most`` bytes and for anything
    else, OSError when it cannot be read.
    """
    with open_regular(path) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise Refused(f"is larger than {most:,} bytes")
    return data


def _refuse_irregular(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(str(path))
    if not stat.S_ISREG(mode):
        raise Refused("is not a regular file")
