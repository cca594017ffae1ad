"""Writing files whole or not at all: write beside, then replace (design section 7)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from exporter.diagnostics import WriterError


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` by an atomic rename, mode by umask.

    Raises WriterError; what was there before is then untouched.
    """
    if path.is_dir():
        raise WriterError(f"{path}: is a folder; choose another name with -o or --out-dir")
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".exporter-", suffix=".tmp")
    except OSError as error:
        raise WriterError(f"{path}: cannot be written: {error.strerror}; check the folder") from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise WriterError(f"{path}: cannot be written: {error.strerror}; what was there is untouched") from None
        raise
