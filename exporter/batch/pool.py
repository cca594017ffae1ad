"""The public pool: functions of the door called in worker processes, from any thread, several at once.

A thread of ours waits for each worker, so that a worker that dies costs its article alone, and that the caller's own
functions (resources, events) are called in the caller's process. Workers are renewed after some articles, as those of a
batch are: what the libraries below keep for ever does not add up.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, ParamSpec, Self, TypeVar, get_args

from exporter.batch.process import Call, StartMethod, Task, Worker
from exporter.batch.public import FUNCTIONS
from exporter.bounds.gate import Limits
from exporter.errors import ExporterError, UsageError
from exporter.run.events import OnEvent, listener
from exporter.run.given import Given, given
from exporter.run.options import Bounds, limits_of

P = ParamSpec("P")
R = TypeVar("R")

RENEW_AFTER = 40
"""A worker is replaced after so many calls: Pango and its kin keep some 50 KiB of each for ever."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[R]):
    """What became of one input of ``Pool.map``: the value, or the error that it ended with."""

    input: Any
    value: R | None
    error: ExporterError | None = None

    def get(self) -> R:
        """The value; raises the error where there is one."""
        if self.error is not None:
            raise self.error
        assert self.value is not None
        return self.value


class Pool:
    """Up to ``workers`` processes (0: one a processor) that call public functions of exporter under ``limits``.

        with exporter.Pool(workers=2, limits={"seconds": 30}) as pool:
            future = pool.submit(exporter.convert, "article.md", to="epub")
            made = future.result()

    ``start_method`` is "spawn" (a fresh Python, from any thread) or "fork" (quicker to start, for programs without
    threads of their own). A pool is used by the process that made it; one that was forked makes its own.
    """

    def __init__(
        self,
        workers: int = 0,
        limits: Bounds | None = None,
        *,
        start_method: StartMethod = "spawn",
        on_event: OnEvent | None = None,
    ) -> None:
        """Nothing is started before there is work. Raises UsageError for what none of this can be."""
        if type(workers) is not int or workers < 0:
            raise UsageError(f"workers: {workers!r:.60} is not valid; give a whole number, 0 or more")
        if start_method not in get_args(StartMethod):
            raise UsageError(f"start_method: {start_method!r:.60} is not valid; give spawn or fork")
        if start_method == "fork" and not hasattr(os, "fork"):
            raise UsageError("start_method: this system cannot fork; give spawn")
        self.limits: Limits = limits_of(limits)
        self.workers = workers or _processors()
        self._start_method = start_method
        self._on_event = on_event
        self._pid = os.getpid()
        self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="exporter")
        self._own = threading.local()
        self._crew: set[Worker] = set()
        self._lock = threading.Lock()

    def submit(self, function: Callable[P, R], /, *arguments: P.args, **words: P.kwargs) -> Future[R]:
        """Call a public function of exporter in a worker; what it gives or raises is in the future.

        Streams are read now. Raises UsageError for another function, and for arguments that cannot be sent.
        """
        return self.call(_name_of(function), arguments, dict(words))

    def map(self, function: Callable[..., R], inputs: Iterable[Any], /, **words: Any) -> Iterator[Outcome[R]]:
        """Call ``function`` for each of ``inputs``, with the same keywords; what became of each, in their order.

        An error is part of the outcome of its input and ends nothing. Of many inputs only some are waiting at a time.
        """
        name = _name_of(function)
        waiting: list[tuple[Any, Future[R]]] = []
        for item in inputs:
            waiting.append((item, self.call(name, (item,), dict(words))))
            if len(waiting) > 4 * self.workers:
                yield _outcome(*waiting.pop(0))
        for item, future in waiting:
            yield _outcome(item, future)

    async def run(self, function: Callable[P, R], /, *arguments: P.args, **words: P.kwargs) -> R:
        """``submit`` for programs that await: ``made = await pool.run(exporter.render, document, "pdf")``."""
        return await asyncio.wrap_future(self.submit(function, *arguments, **words))

    def close(self) -> None:
        """Wait for what was submitted, then end all workers."""
        self._threads.shutdown(wait=True)
        for worker in list(self._crew):
            self._dismiss(worker)

    def __enter__(self) -> Self:
        """The pool itself, closed at the end of the block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close the pool."""
        self.close()

    def call(self, function: str, arguments: tuple[Any, ...], words: dict[str, Any]) -> Future[Any]:
        """Call the function of the door by its name."""
        if os.getpid() != self._pid:
            raise UsageError("the pool was created before this process was forked; create one in each process")
        name = str(words.get("name") or "")
        said = _settled(function, arguments, words, name, self.limits)
        name = name or next((item.name for item in said.values() if isinstance(item, Given)), "the document")
        resources, on_event = said.get("resources"), said.pop("on_event", None) or listener() or self._on_event
        asks = callable(resources)
        if asks:
            said.pop("resources")
        made = Call(function, said, self.limits, _here(), asks=asks, tells=True)
        task = Task(made, name, resources if asks else None, on_event).packed()
        try:
            return self._threads.submit(self._do, task)
        except RuntimeError:
            raise UsageError("the pool is closed; create a new one") from None

    def _do(self, task: Task) -> Any:
        """One task in this thread's worker."""
        worker: Worker | None = getattr(self._own, "worker", None)
        if worker is None or worker not in self._crew:
            with self._lock:
                worker = self._own.worker = Worker(self._start_method, self._pipes)
                self._crew.add(worker)
        try:
            made = worker.do(task)
        except ExporterError as error:
            if error.code in ("ended", "limit"):  # it is gone, or has spent itself
                self._dismiss(worker)
            raise
        except BaseException:
            worker.kill()
            self._crew.discard(worker)
            raise
        if worker.done >= RENEW_AFTER:
            self._dismiss(worker)
        return made

    def _pipes(self) -> list[Connection]:
        return [worker.pipe for worker in self._crew if not worker.pipe.closed]

    def _dismiss(self, worker: Worker) -> None:
        self._crew.discard(worker)
        worker.end()


def _here() -> str:
    """The folder that the caller works in; "" where it is gone."""
    try:
        return str(Path.cwd())
    except OSError:
        return ""


def _outcome(item: Any, future: Future[R]) -> Outcome[R]:
    try:
        return Outcome(item, future.result())
    except ExporterError as error:
        return Outcome(item, None, error)


def _settled(
    function: str, arguments: tuple[Any, ...], words: dict[str, Any], name: str, limits: Limits
) -> dict[str, Any]:
    """All arguments of a call by their names, such as can leave this process: streams are read, inputs have names."""
    public = FUNCTIONS[function]
    bound = dict(public.signature.bind(*arguments, **words).arguments)
    for item in public.signature.parameters.values():
        if item.kind is item.VAR_KEYWORD:
            bound |= bound.pop(item.name, {})
    first = next(iter(bound), "")
    for key in public.inputs & bound.keys():
        bound[key] = _sendable(bound[key], name if key == first else "", limits)
    return bound


def _sendable(argument: Any, name: str, limits: Limits) -> Any:
    if isinstance(argument, str | bytes | bytearray | memoryview | os.PathLike) or hasattr(argument, "read"):
        return given(argument, name, limits)
    if isinstance(argument, list | tuple):
        return [_sendable(item, "", limits) for item in argument]
    return argument


def _name_of(function: Callable[..., Any]) -> str:
    name = getattr(function, "__name__", "")
    if name not in FUNCTIONS or FUNCTIONS[name].call is not function:
        raise UsageError(f"a pool calls public functions of exporter: {', '.join(FUNCTIONS) or 'exporter.convert, …'}")
    return str(name)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_shared: dict[int, Pool] = {}
_sharing = threading.Lock()


def shared() -> Pool:
    """The pool of this process for calls whose bounds cannot hold where they are made; made when it is needed."""
    with _sharing:
        if os.getpid() not in _shared:
            _shared.clear()
            _shared[os.getpid()] = Pool()
        return _shared[os.getpid()]
