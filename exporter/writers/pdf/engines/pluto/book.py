"""PlutoBook itself: markup to the bytes of a PDF file, with the fonts and pictures that we hold and nothing else.

It works in a process of its own (``printing``), kept for the next document: when native code dies, that process dies
and not this one, and the document is set by another engine.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from exporter.bounds.watch import HELPERS, share_address_space
from exporter.writers.pdf.engines.pluto import printing
from exporter.writers.pdf.engines.pluto.misfit import Misfit

FONT = "font:"
"""The scheme of addresses that name font files."""

_LOCK = threading.Lock()


@dataclass(slots=True)
class Press:
    """The running process, the version that it has said, and the process that has started it."""

    process: subprocess.Popen[bytes]
    version: str
    owner: int


_PRESS: list[Press] = []


def _press() -> Press:
    """The process that prints, started when there is none of ours. Raises Misfit when it does not start."""
    if _PRESS and _PRESS[0].owner == os.getpid() and _PRESS[0].process.poll() is None:
        return _PRESS[0]
    stop()
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", printing.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(printing.__file__).parent,
        )
    except OSError as error:
        raise Misfit(f"PlutoBook cannot be started: {error}") from error
    HELPERS.add(process.pid)
    said = _answer(process)
    _PRESS.append(Press(process, said[0]["version"], os.getpid()))
    return _PRESS[0]


@atexit.register
def stop() -> None:
    """End the process that prints, if this process has started one."""
    while _PRESS:
        press = _PRESS.pop()
        HELPERS.discard(press.process.pid)
        if press.owner == os.getpid():
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
        answer = printing.receive(cast(BinaryIO, process.stdout))
    except (EOFError, ValueError):
        answer = None
    if answer is None:
        code = process.wait()
        HELPERS.discard(process.pid)
        raise Misfit(f"PlutoBook died ({f'signal {-code}' if code < 0 else f'exit code {code}'})")
    return answer


def version() -> str:
    """The version of PlutoBook."""
    with _LOCK:
        return _press().version


def print_pdf(markup: str, pictures: Mapping[str, tuple[bytes, str]], fonts: Mapping[str, Path]) -> tuple[bytes, int]:
    """Lay out ``markup`` (XHTML with its style sheet in it); the PDF file and how many pages it has.

    Raises Misfit when something was asked for that is not held, and when the engine fails or dies.
    """
    head = {
        "pictures": [(name, kind) for name, (_, kind) in pictures.items()],
        "fonts": {name: os.fspath(path.resolve()) for name, path in fonts.items()},
    }
    with _LOCK:
        press = _press()
        share_address_space(press.process.pid)
        requests = cast(BinaryIO, press.process.stdin)
        try:
            with suppress(OSError):  # it has died then; how, the answer that does not come says
                printing.send(requests, head, markup.encode(), *(data for data, _ in pictures.values()))
            said, parts = _answer(press.process)
        except BaseException:  # a limit of time or memory as well: what it works on is nobody's any more
            stop()
            raise
    if fault := said.get("fault"):
        raise Misfit(f"PlutoBook {fault}")
    return parts[0], int(said["pages"])
