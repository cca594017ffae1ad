"""The one gate through which files are read: which, how large, how many.

Everything an article names is read here and nowhere else, so that no article can make the program read outside its own
folder (rules 1, 2, 6 and 7 of the hostile corpus). There is no network here at all.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from exporter.diagnostics import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what one article may cost. Sizes in bytes unless the name says otherwise."""

    article_bytes: int = 32 * 1024 * 1024
    picture_bytes: int = 64 * 1024 * 1024
    picture_pixels: int = 100_000_000
    all_pictures_bytes: int = 256 * 1024 * 1024
    depth: int = 64
    table_cells: int = 20_000
    word_characters: int = 1_000


class Refused(Exception):
    """A reference that an article may not follow; the message says why, without any absolute path."""


@dataclass(slots=True)
class Gate:
    """What one article may read: files in ``root`` or below it, after symlinks and ``..`` are resolved.

    ``root`` is None for an article from standard input: then it may read nothing.
    """

    root: Path | None = None
    limits: Limits = field(default_factory=Limits)
    _spent: int = 0

    def read_article(self, path: Path) -> bytes:
        """The bytes of an input named on the command line. Raises InputError naming ``path`` as it was given."""
        try:
            with open_regular(path) as stream:
                data = stream.read(self.limits.article_bytes + 1)
        except FileNotFoundError:
            raise InputError(f"{path}: there is no such file; check the name") from None
        except IsADirectoryError:
            raise InputError(f"{path}: is a folder, not a file; name a file in it") from None
        except Refused as why:
            raise InputError(f"{path}: {why}; name a regular file") from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(f"{path}: cannot be read: {reason}") from None
        if len(data) > self.limits.article_bytes:
            raise InputError(f"{path}: is larger than the limit of {self.limits.article_bytes} bytes (article_bytes)")
        return data

    def read_reference(self, reference: str) -> bytes:
        """The bytes of a file that the article refers to by a relative reference (RFC 3986, percent-encoded).

        Raises Refused for any other scheme, for an absolute path, and for what lies outside ``root``.
        """
        if self.root is None:
            raise Refused("an article from standard input has no folder to read from")
        try:
            parts = urlsplit(reference)
        except ValueError:
            raise Refused("its address cannot be understood") from None
        if parts.scheme or parts.netloc:
            raise Refused(f"nothing is fetched from “{parts.scheme or '//'}” addresses")
        name = unquote(parts.path, errors="surrogateescape")
        if not name or "\0" in name or name.startswith(("/", "\\")) or "\\" in name:
            raise Refused("its address is not a relative path")
        try:
            root = self.root.resolve(strict=True)
            target = (root / name).resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            raise Refused("there is no such file in the article's folder") from None
        if not target.is_relative_to(root):
            raise Refused("it lies outside the article's folder")
        try:
            with open_regular(target) as stream:
                data = stream.read(self.limits.picture_bytes + 1)
        except OSError:
            raise Refused("it cannot be read") from None
        return self.admit(data)

    def admit(self, data: bytes) -> bytes:
        """``data`` of a picture, counted against the limits. Raises Refused above them."""
        self._spent += len(data)
        if len(data) > self.limits.picture_bytes:
            raise Refused(f"it is larger than the limit of {self.limits.picture_bytes} bytes (picture_bytes)")
        if self._spent > self.limits.all_pictures_bytes:
            raise Refused(
                f"all pictures together pass the limit of {self.limits.all_pictures_bytes} bytes (all_pictures_bytes)"
            )
        return data


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading; a pipe, socket or device is Refused without ever being read or waited for."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(str(path))
        if not stat.S_ISREG(mode):
            raise Refused("is not a regular file")
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise
