"""Writing files whole or not at all: write beside, then replace (design section 7).

All files of one article are staged before the first is put in place, so that a failure leaves no half set.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from exporter.diagnostics import WriterError


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` by an atomic rename, mode by umask. Raises WriterError; ``path`` is then untouched."""
    replace_files({path: data})


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Put each file's bytes in place, after all of them are safely on the disk beside their places.

    Raises WriterError naming the file; nothing staged is left behind, and what was there before stays.
    """
    staged: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, data in contents.items():
            _refuse_odd_target(path)
            staged.append((_stage(path, data), path))
        while staged:
            temporary, path = staged[0]
            os.replace(temporary, path)
            del staged[0]
    except OSError as error:
        raise WriterError(
            f"{path}: cannot be written: {error.strerror or error}; what was there is untouched"
        ) from None
    finally:
        for temporary, _ in staged:
            with suppress(OSError):
                temporary.unlink()


def _refuse_odd_target(path: Path) -> None:
    if path.is_dir():
        raise WriterError(f"{path}: is a folder; choose another name with -o or --out-dir")
    if path.exists() and not path.is_file():
        raise WriterError(f"{path}: is not a regular file; choose another name with -o or --out-dir")


def _stage(path: Path, data: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".exporter-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _umask() -> int:
    """The process's umask, which can only be read by setting it; on Linux it is read from /proc instead."""
    with suppress(OSError, ValueError), open("/proc/self/status", encoding="ascii", errors="replace") as status:
        for line in status:
            if line.startswith("Umask:"):
                return int(line.split()[1], 8)
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
