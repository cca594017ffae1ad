"""Writing files whole or not at all: write beside, then replace (design section 7).

All files of one article are staged before the first is put in place, so that a failure leaves no half set. Where the
system can (Linux, most file systems), what is staged has no name yet, so that even a process that is killed leaves
nothing behind; elsewhere it has a temporary name beside its place.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from exporter.errors import WriterError
from exporter.records import record


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` by an atomic rename, mode by umask. Raises WriterError; ``path`` is then untouched."""
    replace_files({path: data})


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Put each file's bytes in place, after all of them are safely on the disk beside their places.

    Raises WriterError naming the file; nothing staged is left behind, and what was there before stays.
    """
    path = Path()
    with _uninterrupted(), ExitStack() as stack:
        try:
            staged: list[_Staged] = []
            for path, data in contents.items():
                _refuse_odd_target(path)
                staged.append(stack.enter_context(_stage(path, data)))
            for item in staged:
                path = item.path
                item.put_in_place()
        except OSError as error:
            raise WriterError(
                f"{path}: cannot be written: {error.strerror or error}; any existing file is unchanged"
            ) from None


def _refuse_odd_target(path: Path) -> None:
    if path.is_dir():
        raise WriterError(f"{path}: is a folder; choose another name with -o or --out-dir")
    if path.exists() and not path.is_file():
        raise WriterError(f"{path}: is not a regular file; choose another name with -o or --out-dir")


@record(frozen=False)
class _Staged:
    """Bytes on the disk that are not in their place yet: without a name (``descriptor``), or under ``temporary``."""

    path: Path
    descriptor: int = -1
    temporary: Path | None = None

    def put_in_place(self) -> None:
        if self.temporary is None:
            self._give_name(self.path)
            if self.temporary is None:
                return
        self.temporary.replace(self.path)
        self.temporary = None

    def _give_name(self, path: Path) -> None:
        """Link the nameless file to ``path``; where a file is already, beside it, so that a rename can replace it."""
        with suppress(FileExistsError):
            self._link(path)
            return
        import secrets  # noqa: PLC0415  (start-up: only for what writes files)

        beside = path.parent / f".exporter-{secrets.token_hex(6)}.tmp"
        self._link(beside)
        self.temporary = beside

    def _link(self, path: Path) -> None:
        # Python follows the link in /proc, as linkat(2) says to, only where it is given a folder to start from
        os.link(f"/proc/self/fd/{self.descriptor}", path, src_dir_fd=self.descriptor, follow_symlinks=True)


@contextmanager
def _stage(path: Path, data: bytes) -> Iterator[_Staged]:
    """``data`` on the disk in the folder of ``path``; taken away again where it was not put in place."""
    nameless = _nameless(path.parent)
    if nameless is None:
        import tempfile  # noqa: PLC0415  (start-up: only for what writes files)

        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".exporter-", suffix=".tmp")
        staged = _Staged(path, descriptor, Path(name))
    else:
        descriptor = nameless
        staged = _Staged(path, descriptor)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            if nameless is None and hasattr(os, "fchmod"):
                os.fchmod(stream.fileno(), 0o666 & ~_umask())
            if nameless is not None:
                yield staged  # it is there as long as it is open
        if nameless is None:
            yield staged  # Windows renames no file that is open
    finally:
        if staged.temporary is not None:
            with suppress(OSError):
                staged.temporary.unlink()


def _nameless(folder: Path) -> int | None:
    """A new file in ``folder`` without a name (open(2), O_TMPFILE), or None where there is no such thing."""
    kind = getattr(os, "O_TMPFILE", 0)
    if not kind or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, kind | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0), 0o666)
    except OSError:
        return None  # the way with a name works, or says what is wrong


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold back signals that would end the process, so that they come before all files are replaced or after."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    ending = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ending)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _umask() -> int:
    """The process's umask, which can only be read by setting it; on Linux it is read from /proc instead."""
    with suppress(OSError, ValueError), Path("/proc/self/status").open(encoding="ascii", errors="replace") as status:
        for line in status:
            if line.startswith("Umask:"):
                return int(line.split()[1], 8)
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
