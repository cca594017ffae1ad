"""Time and memory of one piece of work: counted while it runs, ended with one clear refusal when it passes a bound.

The other bounds (``gate.Limits``) count what is in an input before work is done on it; this one holds for what nobody
thought of. It is apart because it is the only place that needs signals. Processor time is counted, not the clock's, so
that a busy machine refuses nothing that an idle one takes; the clock ends only what waits without working (``WAITS``).
It rests on a timer signal (setitimer, POSIX), which Python looks at even inside a long search of ``re``; only a
process's main thread gets signals. So in other threads, where the application uses that timer itself, and where it
holds much memory already, ``bounds_hold`` says no: then the work belongs into a worker process (``batch.door``). The
command line and its workers always have the timer.

A call of a C library that lasts is not interrupted by a signal: Python looks at it only when the call is over. Where
the process is the program's own, a second look from a thread (``LAST_RESORT``) ends it: the libraries for layout,
pictures and XML let other threads run meanwhile. Among several articles it ends the worker that has the one. Where
there is no timer (Windows), that look is the only one, and it bounds the time alone (docs/platforms.md).
"""

from __future__ import annotations

import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from exporter.bounds.gate import Limits, holding
from exporter.errors import InputError, about
from exporter.records import record

INTERVAL = 0.05
"""Seconds between two looks."""

LEAST_ADDRESS_SPACE = 2 << 30
"""Below this nothing works, not even saying so."""

PATIENCE = 2.0
"""Seconds until work that did not end when asked (a library may swallow anything in a callback) is asked again."""


WAITS = 20
"""So many times the bound on processor time may pass by the clock: what waits for something has no other bound."""

GRACE = 2.0
"""Seconds past the bound after which the last resort is taken: the work was asked to end and did not."""

LAST_RESORT: list[Callable[[str], None]] = []
"""What ends the process with a message, if it is the program's own (``cli``, ``batch.workers``); empty in any other."""


OWN = [False]
"""Whether this process is the program's own (the command line's, or a worker's): ``main`` and the workers say so."""

TIMER = hasattr(signal, "setitimer") and hasattr(signal, "SIGALRM")
"""Whether the system has the timer (POSIX)."""

_watching = threading.local()


class Passed(BaseException):
    """Not an Exception, so that nothing on the way up takes it for a fault of its own and goes on."""


PORTION = 200_000
"""Characters of an article, or bytes of a finished file, for each of which the time that is allowed grows once more."""

MOST_PORTIONS = 100
"""The time grows at most this often, so that padding an input to the size limit does not buy hours."""

MEMORY_OF_A_PORTION = 0.25
"""The part of the bound on memory that is allowed once more for each ``PORTION``: some 80 pages with what they hold."""

MOST_MEMORY = 4.0
"""The bound on memory grows at most to so many times itself: what 2,000 pages take, and what ends a hostile input."""

HELPER_SPACE = 256 << 20
"""What a helper maps before it has any work, most of it files: it may be asked for before it has started."""

SPARE = 64 << 20
"""Memory that is left to this process when a helper takes all it may, and to a helper where none is left."""

HELPERS: set[int] = set()
"""Processes of ours that live on from one document to the next: what they use counts as this process's own."""

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=HELPERS.clear)  # they are the parent's


@record(frozen=False)
class Allowance:
    """How often the bounds on time and memory may be spent: once, and more for what turns out to be long."""

    count: float = 1
    memory: float = 1
    limits: Limits | None = None

    def grow(self, size: int) -> None:
        """Allow the time again for every ``PORTION`` of ``size``, and a part of the memory; for less, a part of that.

        A book is not an attack. Where the process is the program's own, its address space grows with the memory.
        """
        portions = size / PORTION
        self.count += min(portions, MOST_PORTIONS)
        self.memory = min(self.memory + portions * MEMORY_OF_A_PORTION, MOST_MEMORY)
        if self.limits is not None and OWN[0]:
            _raise_address_space(self.limits, self.memory)


@contextmanager
def watched(name: str, limits: Limits, count: int = 1) -> Iterator[Allowance]:
    """Raises InputError naming ``name``, bound and option when what is done inside passes time or memory.

    ``limits`` are in force (``gate.in_force``) for what is done inside. ``count`` articles or files share the time; who
    finds that they are long says so to the allowance.
    """
    outer: Allowance | None = getattr(_watching, "allowance", None)
    allowance = outer or Allowance(count, limits=limits)
    try:
        # work that is a part of work that is watched has the time of the whole
        with about(name), holding(limits), nullcontext() if outer else _counted(name, limits, allowance):
            yield allowance
    except InputError as error:  # a bound that was passed deep down, where nobody knows the input's name
        raise error.of(name) from None
    except MemoryError:
        raise limits.error("memory_bytes", "the work on it").of(name) from None


def bounds_hold(limits: Limits) -> bool:
    """Whether ``limits`` on time and memory hold for work that is done here, in this thread of this process.

    They do inside ``watched``, and where the timer is ours to take. The memory that a process holds is counted whole;
    an embedding process that already holds half of what is allowed would have too little left for normal work.
    """
    if getattr(_watching, "allowance", None) is not None or (OWN[0] and not TIMER):
        return True
    return _can_watch() and (OWN[0] or 2 * resident_bytes() <= limits.memory_bytes)


@contextmanager
def _counted(name: str, limits: Limits, allowance: Allowance) -> Iterator[None]:  # noqa: C901  (steps in order)
    timed = _can_watch()
    if not timed and (TIMER or not LAST_RESORT):
        yield
        return
    began, began_clock = processor_seconds(), time.monotonic()
    said, inside, ask_again = "", True, 0.0

    def passed() -> str:
        """The bound that is passed now, "" if there is none."""
        waited = time.monotonic() - began_clock
        if processor_seconds() - began > limits.seconds * allowance.count:
            return "seconds"
        if waited > WAITS * limits.seconds * allowance.count:
            return "seconds"
        return "memory_bytes" if resident_bytes() > limits.memory_bytes * allowance.memory else ""

    def look(number: int, frame: Any) -> None:
        nonlocal said, ask_again
        said = passed() or said
        now = time.monotonic()
        if said and inside and now >= ask_again:
            ask_again = now + PATIENCE
            raise Passed

    def lost(told: Any) -> None:
        """Ask again at once where what was raised met a place that raises nothing: what is called as an object goes."""
        nonlocal ask_again
        if isinstance(told.exc_value, Passed):
            ask_again = 0.0
        else:
            hook(told)

    over = threading.Event()

    def look_again() -> None:
        while not over.wait(4 * INTERVAL):
            worked, waited = processor_seconds() - began, time.monotonic() - began_clock
            allowed = limits.seconds * allowance.count  # what waits inside one call of the system hears no signal
            if (worked > allowed + GRACE or waited > WAITS * allowed + GRACE) and not over.is_set():
                LAST_RESORT[0](f"{name}: {limits.passed('seconds', 'the work on it')}")

    if passed():  # already, before any work
        raise limits.error(passed() or "memory_bytes", "the work on it").of(name)
    second = threading.Thread(target=look_again, daemon=True, name="watch")
    if LAST_RESORT:
        second.start()
    hook = sys.unraisablehook
    before = _start_timer(look, lost) if timed else None
    space = address_space()
    _watching.allowance = allowance
    try:
        yield
    except BaseException as error:
        if not said or isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        # Passed, or what a library turned it into on the way up (C code may lose it: SystemError)
        raise limits.error(said, "the work on it").of(name) from None
    finally:
        inside = False
        _watching.allowance = None
        set_soft_address_space(space)
        over.set()
        if second.ident is not None:
            second.join(1)  # a fork must not find it (it would be a thread that is not there)
        if timed:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            if sys.unraisablehook is lost:
                sys.unraisablehook = hook


def _start_timer(look: Callable[[int, Any], None], lost: Callable[[Any], None]) -> Any:
    sys.unraisablehook = lost
    before = signal.signal(signal.SIGALRM, look)
    signal.siginterrupt(signal.SIGALRM, False)
    signal.setitimer(signal.ITIMER_REAL, INTERVAL, INTERVAL)
    return before


def _can_watch() -> bool:
    """Whether the timer is ours to take: POSIX, the main thread, and nobody else's timer or handler is set."""
    if not TIMER or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getsignal(signal.SIGALRM) is signal.SIG_DFL and signal.getitimer(signal.ITIMER_REAL)[0] == 0


def bound_address_space(limits: Limits) -> None:
    """Let no allocation of this process pass four times the bound on memory: for a process that is the program's own.

    A library that unpacks a small file to gigabytes in one call is stopped by this and by nothing else.
    """
    soft, most = address_space(), _address_space_of(limits)
    if soft is None or most < soft:
        set_soft_address_space(most)


def set_address_space(limits: Limits) -> None:
    """The same for a worker, whose next article may have other bounds."""
    set_soft_address_space(_address_space_of(limits))


def _address_space_of(limits: Limits, memory: float = 1) -> int:
    """Four times the bound on memory, and what it has grown by."""
    return int(max(4 * limits.memory_bytes, LEAST_ADDRESS_SPACE) + (memory - 1) * limits.memory_bytes)


def _raise_address_space(limits: Limits, memory: float) -> None:
    """Let the bound grow with an allowance of memory; where there is none, there is still none."""
    soft, most = address_space(), _address_space_of(limits, memory)
    if soft is not None and most > soft:
        set_soft_address_space(most)


def address_space() -> int | None:
    """How much this process may map; None where nothing bounds it."""
    resource = _resource()
    if resource is None:
        return None
    soft = resource.getrlimit(resource.RLIMIT_AS)[0]
    return None if soft == resource.RLIM_INFINITY else int(soft)


def set_soft_address_space(most: int | None) -> None:
    """Bound what this process may map, as far as whoever started it allows; None leaves it as it is."""
    resource = _resource()
    if resource is None or most is None or most == address_space():
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def share_bounds(pid: int) -> None:
    """Give a helper the bounds that this process has now; it was started under those of another document.

    Its processor time as well: nothing else ends it in the midst of a document whose process was killed. Of the memory
    what is left, a little less: it fails then, and the work may go on without it, before the bound is passed.
    """
    resource, most = _resource(), address_space()
    if resource is None or not hasattr(resource, "prlimit"):
        return
    allowance: Allowance | None = getattr(_watching, "allowance", None)
    seconds = None
    if allowance is not None and (limits := allowance.limits) is not None:
        seconds = math.ceil(_helper_seconds(pid) + limits.seconds * allowance.count + GRACE)
        left = int(limits.memory_bytes * allowance.memory) - resident_bytes() - SPARE
        own = max(_pages(str(pid), 0), HELPER_SPACE) + max(left, SPARE)
        most = own if most is None else min(most, own)
    for kind, soft in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CPU, seconds)):
        with suppress(OSError, ValueError):
            hard = resource.prlimit(pid, kind)[1]
            bounded = soft is not None and (hard == resource.RLIM_INFINITY or soft < hard)
            resource.prlimit(pid, kind, (soft if bounded else hard, hard))


def end_helpers() -> None:
    """End the helpers of a worker that has no more work, and wait for them: what they used is then known of it."""
    while HELPERS:
        pid = HELPERS.pop()
        with suppress(OSError):
            os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
            os.waitpid(pid, 0)


def processor_seconds() -> float:
    """Processor time of this process, of its helpers, and of those that it started and that have ended (drawings)."""
    resource = _resource()
    if resource is None:
        return time.process_time()
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + float(ended.ru_utime) + float(ended.ru_stime) + sum(map(_helper_seconds, HELPERS))


def _helper_seconds(pid: int) -> float:
    """Processor time of a process that lives (0 where the system does not say): proc(5), stat, fields 14 and 15."""
    with suppress(OSError, ValueError, IndexError, AttributeError):
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _resource() -> Any:
    """The module that bounds and counts for the system; None where there is none."""
    try:
        import resource  # noqa: PLC0415  (POSIX only)
    except ImportError:
        return None
    return resource


def resident_bytes() -> int:
    """How much memory the process and its helpers hold now (0 where the system does not say)."""
    return sum(_pages(name, 1) for name in ("self", *map(str, HELPERS)))


def _pages(process: str, field: int) -> int:
    """What a process maps (field 0) or holds (1), in bytes, 0 where the system does not say: proc(5), statm."""
    with suppress(OSError, ValueError, IndexError, AttributeError), Path(f"/proc/{process}/statm").open("rb") as statm:
        return int(statm.read().split()[field]) * os.sysconf("SC_PAGE_SIZE")
    return 0
