"""A worker of the pool: a process of ours at the other end of a pipe, where bounds hold whatever thread asked for work.

It is a Python that was started afresh ("spawn"), from any thread of any program, even of one that may not have
children of its own kind (the workers of task queues); or a fork of this one ("fork"), which has loaded already what
this one has. It ends when its pipe is closed: by us, or by our end.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.spawn import get_executable
from typing import Any, Literal, TypeAlias

from exporter.batch.public import FUNCTIONS
from exporter.bounds.gate import Limits, holding
from exporter.bounds.watch import LAST_RESORT, OWN, end_helpers, set_address_space
from exporter.errors import InputError, UsageError, WriterError
from exporter.run.events import Event, OnEvent, listening, tell
from exporter.run.options import limits_of

StartMethod: TypeAlias = Literal["spawn", "fork"]

PATIENCE = 5.0
"""Seconds for a worker to end once its pipe is closed; then it is killed."""

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "import exporter.batch.door; from exporter.batch.process import serve_descriptor; "
    "serve_descriptor(int(sys.argv[2]))"
)


class Reply(Enum):
    """What a worker can send."""

    result = auto()
    fault = auto()
    """An exception that ended the work."""
    event = auto()
    ask = auto()
    """A reference, for which the caller's function has the bytes."""


@dataclass(frozen=True, slots=True)
class Call:
    """One function of the door to call: by its name, with its arguments, under the bounds of the pool.

    ``folder`` is where the caller works: relative paths are of there.
    """

    function: str
    words: dict[str, Any]
    limits: Limits
    folder: str = ""
    asks: bool = False
    tells: bool = False


@dataclass(slots=True)
class Task:
    """A call, the name of the input that it is about, and what its caller answers meanwhile."""

    call: Call
    name: str
    resources: Callable[[str], bytes | None] | None = None
    on_event: OnEvent | None = None
    parcel: bytes = field(default=b"", repr=False)

    def packed(self) -> Task:
        """This task as it can be sent. Raises UsageError for what cannot leave this process."""
        try:
            return replace(self, parcel=pickle.dumps(self.call))
        except Exception as error:
            reason = " ".join(str(error).split())[:200]
            raise UsageError(f"{self.name}: an argument cannot be sent to a worker: {reason}") from None


class Worker:
    """One process, which does one task after another."""

    def __init__(self, start_method: StartMethod, others: Callable[[], list[Connection]]) -> None:
        """Start it; ``others`` are the pipes of the workers that there are, which a fork must not hold open."""
        self.pipe, theirs = multiprocessing.Pipe()
        self.done = 0
        self._code: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._pid = 0
        try:
            if start_method == "fork":
                self._pid = os.fork()
                if self._pid == 0:
                    _forked(theirs, [*others(), self.pipe])
            else:
                self._process = _spawned(theirs)
        except OSError as error:
            self.pipe.close()
            raise WriterError(f"a worker cannot be started: {error.strerror or error}", code="ended") from None
        finally:
            theirs.close()

    def do(self, task: Task) -> Any:
        """What comes of ``task``. Raises what its work raised, and WriterError when the process ends meanwhile."""
        self.done += 1
        self._send(task, task.parcel)
        while True:
            try:
                reply, content = self.pipe.recv()
            except (EOFError, OSError):
                raise self._ended(task) from None
            match reply:
                case Reply.result:
                    return content
                case Reply.fault:
                    raise content
                case Reply.event:
                    with listening(task.on_event):
                        tell(content)
                case _:
                    self._send(task, pickle.dumps(_answer(task, content)))

    def _send(self, task: Task, parcel: bytes) -> None:
        try:
            self.pipe.send_bytes(parcel)
        except OSError:
            raise self._ended(task) from None

    def _ended(self, task: Task) -> WriterError:
        code = self.end()
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        what = f"the process that worked on it was ended from outside ({how}), most often because memory ran out"
        return WriterError(f"{task.name}: {what}; try it again alone", code="ended", name=task.name)

    def end(self) -> int:
        """Close its pipe and wait for its end, which is made where it does not come; the exit code, or -signal."""
        self.pipe.close()
        if self._code is None:
            self._code = self._waited()
        return self._code

    def kill(self) -> None:
        """End it in the middle of its work."""
        with suppress(OSError):
            if self._process is not None:
                self._process.kill()
            else:
                os.kill(self._pid, signal.SIGKILL)
        self.end()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid if self._process else self._pid

    def _waited(self) -> int:
        if self._process is not None:
            try:
                return self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                return self._process.wait()
        timer = threading.Timer(PATIENCE, lambda: os.kill(self._pid, signal.SIGKILL))
        timer.start()
        try:
            return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        except ChildProcessError:  # the program around waits for every child itself
            return 0
        finally:
            timer.cancel()


def _spawned(pipe: Connection) -> subprocess.Popen[bytes]:
    number = pipe.fileno()
    command = [os.fsdecode(get_executable()), "-I", "-c", _START, json.dumps(sys.path), str(number)]
    if sys.platform == "win32":  # where a pipe is a handle
        os.set_handle_inheritable(number, True)
        start = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [number]})
        return subprocess.Popen(command, startupinfo=start, stdin=subprocess.DEVNULL)
    return subprocess.Popen(command, pass_fds=[number], stdin=subprocess.DEVNULL)


def _forked(pipe: Connection, others: list[Connection]) -> None:
    """The fork's own life; it never returns to the program that it is a copy of."""
    code = 1
    try:
        for other in others:
            os.close(other.fileno())
        gc.callbacks.clear()  # they are of the program around
        gc.freeze()  # what that holds is not garbage to look for
        serve(pipe)
        end_helpers()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _answer(task: Task, reference: str) -> bytes | Exception | None:
    """What the caller's function has for a reference; an error that only means that there is nothing is sent back."""
    assert task.resources is not None
    try:
        return task.resources(reference)
    except (LookupError, OSError) as error:
        return LookupError(str(error)[:200])


# --- in the worker --------------------------------------------------------------------------------------------------


def serve_descriptor(number: int) -> None:
    """The life of a worker that was started afresh: ``number`` is the file descriptor, or handle, of its pipe."""
    serve(getattr(connection, "PipeConnection", Connection)(number))
    end_helpers()


def serve(pipe: Connection) -> None:  # noqa: C901  (steps in order)
    """Until the pipe ends: take a call, send its result."""
    OWN[0] = True
    for name in ("SIGALRM", "SIGINT", "SIGTERM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    working: list[Call] = []
    one_reply = threading.Lock()

    def send(reply: Reply, content: Any) -> None:
        with one_reply:
            pipe.send((reply, content))

    def give_up(message: str) -> None:
        with one_reply:
            if working:
                pipe.send((Reply.fault, InputError(message, code="limit")))
                os._exit(0)

    def ask(reference: str) -> bytes | None:
        send(Reply.ask, reference)
        answer = pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    def told(event: Event) -> None:
        send(Reply.event, event)

    LAST_RESORT[:] = [give_up]
    while True:
        try:
            call: Call = pickle.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        if call.asks:
            call.words["resources"] = ask
        if call.tells:
            call.words["on_event"] = told
        working[:] = [call]
        reply, content = _done(call)
        with one_reply:
            working.clear()
            try:
                pipe.send((reply, content))
            except OSError:  # nobody waits for it
                return


def _done(call: Call) -> tuple[Reply, Any]:
    try:
        if call.folder:
            os.chdir(call.folder)
        limits = call.words.get("limits") or call.limits
        set_address_space(limits_of(limits))
        with holding(call.limits):
            made = FUNCTIONS[call.function].call(**call.words)
        pickle.dumps(made)
        return Reply.result, made
    except Exception as error:
        return Reply.fault, sendable(error)


def sendable(error: Exception) -> Exception:
    """The error with where it arose, or what it says, if it is of a kind that cannot be sent."""
    error.add_note("In a worker:\n" + traceback.format_exc())
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
