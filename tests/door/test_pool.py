"""The pool: from any thread, however workers are started; one that dies costs its article alone; events come back."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter.batch import pool as pools
from exporter.model import plain_text
from tests import endless
from tests.checks.rich import red_square
from tests.conftest import ROOT

pytestmark = pytest.mark.slow
SOURCE = b"---\nlang: en\n---\n# The weir\n\nIt holds. ![The weir](may.png)\n"
ENDLESS = endless.ARTICLE.encode()


@pytest.fixture(params=["spawn", "fork"])
def pool(request: pytest.FixtureRequest) -> Iterator[exporter.Pool]:
    with exporter.Pool(2, start_method=request.param) as made:
        yield made


def test_submit_map_and_await(pool: exporter.Pool) -> None:
    future = pool.submit(exporter.open_article, SOURCE, name="weir.md", resources={"may.png": red_square()})
    article = future.result()
    assert [item.data for item in article.document.resources] == [red_square()]
    outcomes = list(pool.map(exporter.read, [SOURCE, io.BytesIO(SOURCE), b"  "], format="markdown"))
    assert [outcome.error and outcome.error.code for outcome in outcomes] == [None, None, "empty"]
    assert [plain_text(outcome.get().title) for outcome in outcomes[:2]] == ["The weir", "The weir"]
    with pytest.raises(exporter.InputError):
        outcomes[2].get()
    made = asyncio.run(pool.run(exporter.render, article, ["pdf", "epub"], prove=True))
    here = exporter.render(article, ["pdf", "epub"])
    assert [item.data for item in made.files] == [item.data for item in here.files]


def test_the_caller_s_functions_are_called_in_the_caller_s_process(pool: exporter.Pool) -> None:
    asked: list[tuple[int, str]] = []
    events: list[exporter.Event] = []

    def give(reference: str) -> bytes:
        asked.append((os.getpid(), reference))
        return red_square()

    rendering = pool.submit(
        exporter.convert,
        SOURCE,
        "epub",
        name="weir.md",
        out_dir=os.devnull + "/no",
        resources=give,
        on_event=events.append,
    )
    with pytest.raises(exporter.WriterError, match="cannot be created"):
        rendering.result()
    article = pool.submit(
        exporter.open_article, SOURCE, name="weir.md", resources=give, on_event=events.append
    ).result()
    assert article.document.resources
    assert asked == [(os.getpid(), "may.png")]
    assert [(event.kind, event.name) for event in events] == [("started", "weir.md"), ("read", "weir.md")]

    def fail(reference: str) -> bytes:
        raise ZeroDivisionError(reference)

    with pytest.raises(ZeroDivisionError, match=r"may\.png"):
        pool.submit(exporter.read, SOURCE, name="weir.md", resources=fail).result()

    def nothing(reference: str) -> bytes:
        raise KeyError(reference)

    missing = pool.submit(exporter.open_article, SOURCE, name="weir.md", resources=nothing).result()
    assert [item.rule for item in missing.findings] == ["IMG002"]


@pytest.mark.parametrize("start_method", ["spawn", "fork"])
def test_bounds_hold_and_a_bound_that_is_passed_costs_one_article(start_method: str, tmp_path: Path) -> None:
    """In a process of its own: a fork is a copy of whatever other tests have left in this one."""
    never_done(
        "import exporter\n"
        "from tests.door.test_pool import bounds_hold_in\n"
        f"with exporter.Pool(2, start_method={start_method!r}) as pool:\n"
        "    bounds_hold_in(pool)\n",
        tmp_path,
    )


def never_done(code: str, folder: Path) -> None:
    """Run ``code`` in a process in which reading ``ENDLESS`` does not end, neither there nor in its workers."""
    env = {**os.environ, "PYTHONPATH": str(endless.installed(folder))}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, check=True, timeout=600)


def bounds_hold_in(pool: exporter.Pool) -> None:
    slow = pool.submit(exporter.read, ENDLESS, name="slow.md", limits={"seconds": 1})
    good = [pool.submit(exporter.read, SOURCE, name="weir.md") for _ in range(4)]
    with pytest.raises(exporter.InputError, match=r"^slow\.md: .*--limit seconds=NUMBER raises it") as caught:
        slow.result()
    assert caught.value.data == {"limit": "seconds", "value": 1}
    assert all(plain_text(future.result().title) == "The weir" for future in good)
    with pytest.raises(exporter.InputError, match="memory_bytes"):
        pool.submit(exporter.read, SOURCE, name="weir.md", limits={"memory_bytes": 1_000_000}).result()


def test_a_worker_that_is_killed_costs_its_article_alone(pool: exporter.Pool) -> None:
    asked, killed = threading.Event(), threading.Event()

    def late(reference: str) -> bytes:
        asked.set()
        assert killed.wait(600)
        return red_square()

    doomed = pool.submit(exporter.read, SOURCE, name="doomed.md", resources=late)
    assert asked.wait(600)
    (worker,) = pool._crew
    os.kill(worker.pid, signal.SIGKILL)
    killed.set()
    with pytest.raises(exporter.WriterError, match=r"^doomed\.md: .*signal 9") as caught:
        doomed.result()
    assert (caught.value.code, caught.value.name) == ("ended", "doomed.md")
    assert plain_text(pool.submit(exporter.read, SOURCE, name="weir.md").result().title) == "The weir"


def test_relative_paths_are_of_the_caller_s_folder(
    pool: exporter.Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(f"# The {name}\n\nText.\n", encoding="utf-8")
        monkeypatch.chdir(tmp_path / name)
        assert plain_text(pool.submit(exporter.read, "a.md").result().title) == f"The {name}"


def test_a_pool_has_a_listener_of_its_own() -> None:
    heard: list[exporter.Event] = []
    with exporter.Pool(1, on_event=heard.append) as one:
        one.submit(exporter.read, SOURCE, name="weir.md").result()
    assert [event.kind for event in heard] == ["started", "read"]


DAEMON = """
import multiprocessing, threading
import exporter
def work():
    thread = threading.Thread(target=lambda: print(exporter.read({source!r}, name="weir.md").metadata.lang, flush=True))
    thread.start()
    thread.join()
process = multiprocessing.get_context("fork").Process(target=work, daemon=True)
process.start()
process.join()
"""


def test_a_process_that_may_have_no_children_is_served_too() -> None:
    program = DAEMON.format(source=SOURCE)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "en\n", "")


def test_workers_are_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "RENEW_AFTER", 2)
    with exporter.Pool(1) as one:
        seen = set()
        for _ in range(5):
            future = one.submit(exporter.read, SOURCE, name="weir.md")
            future.result()
            seen |= {worker.pid for worker in one._crew}
        assert len(seen) >= 2
    assert not one._crew
    assert all(not _lives(number) for number in seen)


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_a_pool_cannot_do_is_said() -> None:
    with exporter.Pool(1, limits={"seconds": 30}) as one:
        assert one.limits.seconds == 30
        with pytest.raises(exporter.UsageError, match="public functions of exporter"):
            one.submit(print, "x")
        with pytest.raises(exporter.UsageError, match="cannot be sent to a worker"):
            one.submit(exporter.read, SOURCE, name="weir.md", blocks={"x": lambda block: None})
        with pytest.raises(exporter.UsageError, match="unknown option"):
            one.submit(exporter.read, SOURCE, colour="red").result()  # type: ignore[call-arg]
    with pytest.raises(exporter.UsageError, match="the pool is closed"):
        one.submit(exporter.read, SOURCE)
    for wrong in ({"workers": -1}, {"workers": "2"}, {"start_method": "thread"}, {"limits": {"no": 1}}):
        with pytest.raises(exporter.UsageError):
            exporter.Pool(**wrong)  # type: ignore[arg-type]


def test_in_another_thread_bounds_hold_all_the_same(tmp_path: Path) -> None:
    never_done("from tests.door.test_pool import bounds_hold_in_threads as run; run()", tmp_path)


def bounds_hold_in_threads() -> None:
    def refused(limits: dict[str, int], source: bytes) -> str:
        try:
            exporter.read(source, name="slow.md", limits=limits)
        except exporter.InputError as error:
            return str(error.data["limit"])
        return "nothing"

    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(refused, {"seconds": 1}, ENDLESS)
        large = threads.submit(refused, {"memory_bytes": 1_000_000}, SOURCE)
        assert (slow.result(), large.result()) == ("seconds", "memory_bytes")


def test_a_program_that_has_the_timer_or_much_memory_is_served_by_a_worker(tmp_path: Path) -> None:
    never_done("from tests.door.test_pool import bounds_hold_without_a_timer as run; run()", tmp_path)


def bounds_hold_without_a_timer() -> None:
    before = signal.signal(signal.SIGALRM, lambda number, frame: None)
    try:
        with pytest.raises(exporter.InputError, match="seconds"):
            exporter.read(ENDLESS, name="slow.md", limits={"seconds": 1})
    finally:
        signal.signal(signal.SIGALRM, before)
    held = bytearray(96 << 20)
    held[::4096] = b"x" * len(held[::4096])
    assert exporter.read(SOURCE, name="weir.md", limits={"memory_bytes": 150 << 20}).metadata.lang == "en"
    assert len(held) == 96 << 20


PROGRAM = """
import os, sys, threading
import exporter
exporter.read({source!r}, name="weir.md")
def work():
    print(exporter.read({source!r}, name="weir.md").metadata.lang, flush=True)
first = threading.Thread(target=work); first.start(); first.join()
if os.fork() == 0:
    second = threading.Thread(target=work); second.start(); second.join()
    os._exit(0)
os.wait()
"""


def test_programs_that_fork_and_that_just_end_leave_no_worker(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger\\'s module was loaded')")
    program = PROGRAM.format(source=SOURCE)
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["en", "en"], "")


# --- events ---------------------------------------------------------------------------------------------------------


def test_events_tell_each_step(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    seen: list[exporter.Event] = []
    caplog.set_level(logging.INFO, logger="exporter")
    exporter.convert(SOURCE, "epub", name="weir.md", out_dir=tmp_path, prove=True, on_event=seen.append)
    assert [event.kind for event in seen] == ["started", "read", "written", "proven"]
    assert {event.name for event in seen} == {"weir.md"}
    assert seen[2].data["format"] == "epub"
    assert seen[3].data["losses"] == 0
    assert [record.getMessage().split(" (")[0] for record in caplog.records] == [
        f"weir.md: {kind}" for kind in ("started", "read", "written", "proven")
    ]
    seen.clear()
    with pytest.raises(exporter.InputError):
        exporter.read(b" ", name="empty.html", on_event=seen.append)
    assert [(event.kind, event.name) for event in seen] == [("started", "empty.html"), ("refused", "empty.html")]
    assert caplog.records[-1].levelno == logging.WARNING


def test_events_of_other_calls_are_not_heard() -> None:
    seen: list[Any] = []
    exporter.read(SOURCE, name="a.md", on_event=seen.append)
    count = len(seen)
    exporter.read(SOURCE, name="b.md")
    assert len(seen) == count == 2
    assert threading.active_count() >= 1
