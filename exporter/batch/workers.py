"""Work on many items in separate processes, results in order: if a worker dies, only its item is lost.

``multiprocessing.Pool`` waits for ever for the result of a worker that was killed (as where memory runs out) and tells
workers to end by a signal, which one that has only just been forked can swallow; ``concurrent.futures`` does not renew
forked workers, and gives up all items for one. Here workers are forked by the main thread, have a pipe each, are known
to be gone when it ends, and end when it is closed.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from exporter.bounds.watch import LAST_RESORT, OWN, end_helpers

PATIENCE = 5.0
"""Seconds for a worker to end once it is told to; then it is killed."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class _Reply(Enum):
    result = auto()
    last = auto()
    """A result after which the worker is gone."""
    fault = auto()
    """An exception that ``work`` let through: it ends the run."""


@dataclass(slots=True)
class _Worker(Generic[Item]):
    process: BaseProcess
    pipe: Connection
    given: int = 0
    busy: tuple[int, Item] | None = None

    def give(self, number: int, item: Item) -> bool:
        """Hand over an item; False when the worker is gone."""
        try:
            self.pipe.send(item)
        except OSError:
            return False
        self.given += 1
        self.busy = (number, item)
        return True

    def dismiss(self) -> None:
        """Let it end: by itself where it waits for an item, by a signal where it works on one."""
        self.pipe.close()
        if self.busy:
            self.process.terminate()

    def gone(self) -> int | None:
        """Wait for its end, which is made where it does not come; the exit code, or a signal as a negative number."""
        self.process.join(PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        code = self.process.exitcode
        self.process.close()
        return code


@dataclass(frozen=True, slots=True)
class Workers(Generic[Item, Result]):
    """How to work: ``work`` on an item, in up to ``count`` processes, each renewed after ``renew_after`` items.

    ``passed`` makes the result of an item that had to be given up because it passed a bound, which the message says;
    ``ended`` that of one whose worker was gone before it was done, from the worker's exit code (a signal as a negative
    number). ``start`` is called in each worker first. All are functions of a module: where workers are not forked they
    import them.
    """

    work: Callable[[Item], Result]
    passed: Callable[[Item, str], Result]
    ended: Callable[[Item, int | None], Result]
    start: Callable[[], None]
    count: int
    renew_after: int

    def results(self, items: Sequence[Item]) -> Generator[Result, None, None]:
        """The result of each item, in order. What ``work`` raises is raised here, and ends the run."""
        waiting = deque(enumerate(items))
        done: dict[int, Result] = {}
        crew: list[_Worker[Item]] = []
        try:
            for number in range(len(items)):
                while number not in done:
                    self._employ(crew, waiting)
                    if crew:
                        done.update(self._collected(crew))
                    else:  # there can be no other process
                        here, item = waiting.popleft()
                        done[here] = self.work(item)
                yield done.pop(number)
        finally:
            for worker in crew:
                worker.dismiss()
            for worker in crew:
                worker.gone()

    def _employ(self, crew: list[_Worker[Item]], waiting: deque[tuple[int, Item]]) -> None:
        """Give each worker without an item the next one, and take on workers up to the count while there are some."""
        for worker in [worker for worker in crew if not worker.busy]:
            if not waiting:
                return
            if worker.given < self.renew_after and worker.give(*waiting[0]):
                waiting.popleft()
            else:
                self._let_go(crew, worker)
        while waiting and len(crew) < self.count:
            try:
                worker = self._new(crew)
            except OSError:  # no more processes or open files: those there are will do
                return
            crew.append(worker)
            if not worker.give(*waiting[0]):
                self._let_go(crew, worker)
                return
            waiting.popleft()

    def _new(self, crew: list[_Worker[Item]]) -> _Worker[Item]:
        method = _start_method()
        context: Any = multiprocessing.get_context(method)
        ours, theirs = context.Pipe()
        inherited = (*(worker.pipe for worker in crew), ours) if method == "fork" else ()
        process = context.Process(target=_serve, args=(self, theirs, inherited), daemon=True)
        try:
            process.start()
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()  # so that the pipe ends with the worker
        return _Worker(process, ours)

    def _collected(self, crew: list[_Worker[Item]]) -> dict[int, Result]:
        """Wait for replies; what came of the items they are about."""
        made: dict[int, Result] = {}
        busy = {worker.pipe: worker for worker in crew if worker.busy}
        for pipe in wait(list(busy)):
            worker = busy[pipe]  # type: ignore[index]
            assert worker.busy
            number, item = worker.busy
            try:
                reply, content = worker.pipe.recv()
            except (EOFError, OSError):
                made[number] = self.ended(item, self._let_go(crew, worker))
                continue
            worker.busy = None
            if reply is _Reply.fault:
                raise content
            made[number] = content
            if reply is _Reply.last:
                self._let_go(crew, worker)
        return made

    @staticmethod
    def _let_go(crew: list[_Worker[Item]], worker: _Worker[Item]) -> int | None:
        crew.remove(worker)
        worker.busy = None
        worker.dismiss()
        return worker.gone()


def _serve(workers: Workers[Item, Result], pipe: Connection, inherited: Sequence[Connection]) -> None:
    """A worker's life."""
    try:
        _work(workers, pipe, inherited)
    finally:
        end_helpers()


def _work(workers: Workers[Item, Result], pipe: Connection, inherited: Sequence[Connection]) -> None:
    """Until the pipe ends, take an item, send its result."""
    for other in inherited:  # held open here, the pipes of the workers before would not end with the program
        other.close()
    OWN[0] = True
    workers.start()
    current: list[Item] = []
    one_reply = threading.Lock()

    def give_up(message: str) -> None:
        with one_reply:
            if current:
                pipe.send((_Reply.last, workers.passed(current[0], message)))
                os._exit(0)

    LAST_RESORT[:] = [give_up]
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        current[:] = [item]
        content: Any
        try:
            reply, content = _Reply.result, workers.work(item)
        except Exception as error:
            reply, content = _Reply.fault, _sendable(error)
        with one_reply:
            current.clear()
            try:
                pipe.send((reply, content))
            except OSError:  # nobody waits for it
                return


def _sendable(error: Exception) -> Exception:
    """The error with where it arose, or what it says, if it is of a kind that cannot be sent."""
    error.add_note("In a worker:\n" + traceback.format_exc())
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _start_method() -> str:
    """Forked workers share what is loaded already; where the platform warns against forking, they start afresh."""
    return "fork" if sys.platform == "linux" else "spawn"
