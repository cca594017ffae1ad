"""How a run ends: one exit code and at most one line (docs/reference/command-line.md has the table).

Signals end with 128 and their number, as shells have it. Standard streams are flushed here and not by the interpreter,
which has no exit code for that; the framework that reads the command line is asked to leave all of this alone.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import Any, TextIO

from exporter.errors import Exit, printable

WORDS = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated"}
if hasattr(signal, "SIGHUP"):
    WORDS[signal.SIGHUP] = "ended, because its terminal was closed"


class Signalled(SystemExit):
    """A signal told the run to end."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.words = f"error: {WORDS[signal.Signals(number)]}; nothing half-written was left"


class ClosedOutput(io.TextIOBase):
    """Standard output where it was closed: what is printed there is not lost without a word."""

    def write(self, text: str) -> int:
        """Raises OSError, as writing to a closed descriptor does."""
        raise OSError(errno.EBADF, "standard output is closed")


def answer_signals() -> None:
    """Turn signals that end a run into exceptions that no other handler catches."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _signalled)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # nohup ignores it
        signal.signal(signal.SIGHUP, _signalled)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # whoever started us may have left it ignored
    sys.unraisablehook = _not_raised


AGAIN = 0.01
"""Seconds until a signal is sent again that came while nothing could be raised."""


def _not_raised(told: Any) -> None:
    """Send a signal again whose exception met a place that raises none (what is called when an object goes)."""
    match told.exc_value:
        case Signalled(code=int(code)):
            number = code - 128
        case KeyboardInterrupt():
            number = int(signal.SIGINT)
        case _:
            sys.__unraisablehook__(told)
            return
    if hasattr(signal, "pthread_kill"):
        main = threading.main_thread().ident or 0
        threading.Timer(AGAIN, signal.pthread_kill, (main, number)).start()
    else:
        threading.Timer(AGAIN, signal.raise_signal, (number,)).start()


def _signalled(number: int, frame: Any) -> None:
    raise Signalled(number)


def say(message: str) -> None:
    """One line on standard error; where that is closed or full, the exit code alone must tell."""
    with suppress(OSError, ValueError):
        print(printable(message), file=sys.stderr)
        sys.stderr.flush()


def ended(message: str) -> None:
    """End at once, from whatever thread, for work that does not end when asked to; what is written has no name."""
    with suppress(OSError):
        os.write(2, f"error: {printable(message)}\n".encode(errors="backslashreplace"))
    os._exit(int(Exit.input))


def prepare_streams() -> None:
    """Standard streams that can be written, or say so; a character that a terminal cannot show gets an escape."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < 3:  # else a file that is opened gets what is printed
        pass
    os.close(descriptor)
    if sys.stderr is None:  # else what is printed for it would go to standard output
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")  # open as long as we are
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def flush_streams() -> Exit:
    """Write out what is still held. Exit.writer where that fails, with a line, unless only the reader has gone."""
    code = Exit.done
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError) as error:
            code = Exit.writer
            let_go(stream)
            if stream is sys.stdout and getattr(error, "errno", 0) != errno.EPIPE:
                say(f"error: output: {getattr(error, 'strerror', None) or error}")
    return code


def let_go(stream: TextIO) -> None:
    """Let what ``stream`` still holds go nowhere, so that the interpreter's own flush does not fail once more."""
    with suppress(OSError, ValueError, io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
