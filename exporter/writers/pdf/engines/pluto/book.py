"""PlutoBook itself: markup to the bytes of a PDF file, with the fonts and pictures that we hold and nothing else.

It works in a process of its own (``printing``), kept for the next document: when native code dies, that process dies
and not this one, and the document is set by another engine.
"""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, cast

from exporter.bounds.watch import HELPERS, share_bounds
from exporter.records import record
from exporter.writers.pdf.engines.pluto import printing
from exporter.writers.pdf.engines.pluto.misfit import Misfit

FONT = "font:"
"""The scheme of addresses that name font files."""

MOST = 8
"""Processes that print side by side at most, however many cores there are."""

AT_ONCE = 1 << 20
"""Bytes that are read at once."""

PATIENCE = 5.0
"""Seconds for a process to end that has closed its pipe."""

_LOCK = [threading.RLock()]


class Said:
    """What a process says, read so that signals are heard meanwhile: those by which time and memory are watched.

    A ``read`` that a signal interrupts begins anew (``bounds.watch``); ``poll`` does not. Nothing is read ahead.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        buffered = cast(BufferedReader, process.stdout)
        self.file, self.stream = buffered.fileno(), buffered.raw

    def read(self, size: int) -> bytes:
        """So many bytes at most; none at the end."""
        if hasattr(select, "poll"):  # POSIX
            waiting = select.poll()
            waiting.register(self.file, select.POLLIN)
            waiting.poll()
        return self.stream.read(min(size, AT_ONCE)) or b""


@dataclass(slots=True)
class Press:
    """A running process, and whether it has said its version: nobody may have asked."""

    process: subprocess.Popen[bytes]
    greeted: bool = False


_PRESSES: list[Press] = []
_OTHERS: list[Press] = []
"""Those of the process that this one is a fork of: never touched, for a pipe that is closed here may write there."""
_VERSIONS: list[str] = []
"""The version that was said last: known even when no process can be started any more."""


def _forked() -> None:
    _LOCK[:] = [threading.RLock()]  # another thread may have held it
    _OTHERS.extend(_PRESSES)
    _PRESSES.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


def _press(at: int = 0) -> Press:
    """One of the processes that print, started when it is not there. Raises Misfit when it does not start."""
    while len(_PRESSES) <= at:
        try:
            process = subprocess.Popen(
                [sys.executable, "-I", printing.__file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(printing.__file__).parent,
            )
        except OSError as error:
            raise Misfit(f"PlutoBook cannot be started: {error.strerror or error}") from error
        HELPERS.add(process.pid)
        _PRESSES.append(Press(process))
    return _PRESSES[at]


def _clear() -> None:
    """End the processes that print where one has died."""
    if any(press.process.poll() is not None for press in _PRESSES):
        stop()


@atexit.register
def stop() -> None:
    """End the processes that print."""
    while _PRESSES:
        press = _PRESSES.pop()
        HELPERS.discard(press.process.pid)
        _end(press.process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # what was not written any more
                stream.close()
    process.wait()


def _answer(process: subprocess.Popen[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    try:
        answer = printing.receive(Said(process))
    except EOFError:
        answer = None
    except ValueError as error:
        HELPERS.discard(process.pid)
        _end(process)
        raise Misfit("PlutoBook's process said what nobody knows") from error
    if answer is None:
        with suppress(subprocess.TimeoutExpired):  # it has closed its pipe, and ends
            process.wait(PATIENCE)
        code = process.poll()
        HELPERS.discard(process.pid)
        _end(process)
        raise Misfit(f"PlutoBook died ({f'signal {-code}' if code and code < 0 else f'exit code {code}'})")
    return answer


def _greeted(press: Press) -> Press:
    """The press, once it has said its version: the first that it says."""
    if not press.greeted:
        said, _ = _answer(press.process)
        _VERSIONS[:], press.greeted = [said["version"]], True
    return press


def version() -> str:
    """The version of PlutoBook; "" where it does not start."""
    if not _VERSIONS:
        with _LOCK[0], suppress(Misfit):
            _clear()
            _greeted(_press())
    return _VERSIONS[0] if _VERSIONS else ""


def cores() -> int:
    """How many processes can work at a time here: the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@record
class Request:
    """What is to be printed: XHTML with its style sheet in it, and the pictures and fonts that it names."""

    markup: str
    pictures: Mapping[str, tuple[bytes, str]]
    fonts: Mapping[str, Path]


class Presses:
    """Several processes that print, each one request at a time. Answers come in the order of requests.

    Used within ``with``: whatever ends it before all answers are there ends the processes, for what they work on is
    nobody's any more.
    """

    def __init__(self) -> None:
        self.count = max(1, min(cores(), MOST))
        self.busy: deque[int] = deque()

    def __enter__(self) -> Presses:
        _LOCK[0].acquire()
        _clear()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if self.busy or not (kind is None or issubclass(kind, Misfit)):
                stop()
        finally:
            _LOCK[0].release()

    def has_room(self) -> bool:
        """Whether one of them has nothing to do."""
        return len(self.busy) < self.count

    def send(self, request: Request) -> None:
        """Have a request printed by one that has nothing to do."""
        at = next(number for number in range(self.count) if number not in self.busy)
        press = _press(at)
        share_bounds(press.process.pid)
        head = {
            "pictures": [(name, kind) for name, (_, kind) in request.pictures.items()],
            "fonts": {name: os.fspath(path.absolute()) for name, path in request.fonts.items()},
        }
        parts = [request.markup.encode(), *(data for data, _ in request.pictures.values())]
        self.busy.append(at)
        with suppress(OSError):  # it has died then; how, the answer that does not come says
            printing.send(cast(BinaryIO, press.process.stdin), head, *parts)

    def receive(self) -> tuple[bytes, int]:
        """The PDF file that was asked for first of those under way, and how many pages it has.

        Raises Misfit when something was asked for that is not held, and when the engine fails or dies.
        """
        press = _PRESSES[self.busy[0]]
        said, parts = _answer(_greeted(press).process)
        self.busy.popleft()
        if fault := said.get("fault"):
            raise Misfit(f"PlutoBook {fault}")
        return parts[0], int(said["pages"])


def print_pdf(
    markup: str,
    pictures: Mapping[str, tuple[bytes, str]],
    fonts: Mapping[str, Path],
) -> tuple[bytes, int]:
    """Lay out ``markup`` (XHTML with its style sheet in it); the PDF file and how many pages it has.

    Raises Misfit when something was asked for that is not held, and when
    the engine fails or dies.
    """
    with Presses() as presses:
        presses.send(Request(markup, pictures, fonts))
        return presses.receive()
