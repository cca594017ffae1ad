"""Work in processes of their own: results in order, and what ends a worker costs its item alone."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exporter.batch import many
from exporter.batch.workers import Workers
from exporter.bounds import watch
from exporter.bounds.gate import Limits
from exporter.bounds.watch import watched
from exporter.run.pipeline import ReadOptions, convert_article
from exporter.writers import WriteOptions

ARTICLE = "---\nlang: en\n---\n\n# A title\n\nSome words.\n"


def nothing() -> None:
    pass


def deaf() -> None:
    """A worker that no SIGTERM ends, as one that swallowed it."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def passed(item: str, message: str) -> str:
    return f"{item} passed: {message}"


def ended(item: str, code: int | None) -> str:
    return f"{item} ended: {code}"


def work(item: str) -> str:
    """What an item says to do."""
    word, _, rest = item.partition(" ")
    match word:
        case "wait":
            time.sleep(float(rest))
        case "kill":
            os.kill(os.getpid(), int(rest))
        case "who":
            return str(os.getpid())
        case "fail":
            raise ValueError(rest)
        case "fail-unsendable":
            raise type("Local", (Exception,), {})(rest)
        case "pass":
            watch.GRACE = 0.2
            with watched(item, Limits(seconds=1)):
                hashlib.pbkdf2_hmac("sha256", b"x", b"y", 2_000_000_000)
    return item + " done"


def crew(count: int = 2, renew_after: int = 100, start: Callable[[], None] = nothing) -> Workers[str, str]:
    return Workers(work, passed, ended, start, count, renew_after)


def children() -> set[str]:
    """Processes that this one has started and that are still there, zombies too; not Python's own tracker of resources,
    which stays once anything was started without forking."""
    here = Path(f"/proc/self/task/{os.getpid()}/children")
    found = here.read_text().split() if here.exists() else []
    return {pid for pid in found if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()}


@pytest.fixture(autouse=True)
def none_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


@pytest.fixture(params=["fork", pytest.param("spawn", marks=pytest.mark.slow)])
def started(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How workers are started: forked, or afresh, as where a system cannot fork or warns against it."""
    monkeypatch.setattr("exporter.batch.workers._start_method", lambda: request.param)
    return str(request.param)


def test_results_come_in_order(started: str) -> None:
    items = ["wait 0.3", *(f"item {number}" for number in range(30))]
    assert list(crew(3).results(items)) == [f"{item} done" for item in items]


def test_a_worker_is_renewed(started: str) -> None:
    seen = list(crew(1, renew_after=2).results(["who"] * 5))
    assert [seen[0] == seen[1], seen[1] == seen[2], len(set(seen))] == [True, False, 3]
    assert str(os.getpid()) not in seen


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_worker_costs_its_item_alone(number: int, started: str) -> None:
    items = ["a", f"kill {int(number)}", "b", "c", f"kill {int(number)}"]
    expected = ["a done", f"kill {int(number)} ended: {-number}", "b done", "c done"]
    assert list(crew().results(items)) == [*expected, expected[1]]


def test_one_that_is_killed_while_it_waits_costs_nothing(started: str) -> None:
    results = crew(1).results(["who", "who", "item"])
    os.kill(int(next(results)), signal.SIGKILL)
    rest = list(results)
    assert rest[-1] == "item done"
    assert len(rest) == 2


@pytest.mark.parametrize("item", ["fail so", "fail-unsendable so"])
def test_a_fault_ends_the_run(item: str, started: str) -> None:
    with pytest.raises((ValueError, RuntimeError), match="so"):
        list(crew().results(["a", item, "wait 60", "wait 60"]))


@pytest.mark.slow
def test_a_call_that_does_not_end_costs_its_item_alone(started: str) -> None:
    first, second, third = crew().results(["pass", "a", "b"])
    assert first.startswith("pass passed: pass: ")
    assert "--limit seconds=NUMBER" in first
    assert (second, third) == ("a done", "b done")


def test_workers_that_no_signal_reaches_end_with_the_work(started: str) -> None:
    assert list(crew(2, start=deaf).results(["a", "b", "c"])) == ["a done", "b done", "c done"]


def test_they_end_where_the_results_are_not_wanted_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.batch.workers.PATIENCE", 0.5)
    results = crew(2, start=deaf).results(["a", "wait 600", "wait 600"])
    with closing(results):
        assert next(results) == "a done"


def test_where_no_process_can_be_started_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(process: object) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr("multiprocessing.context.ForkProcess.start", refused)
    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refused)
    assert list(crew().results(["who", "a"])) == [str(os.getpid()), "a done"]


def test_a_batch_says_which_article_was_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.md").write_text(ARTICLE, encoding="utf-8")

    def killed(source: str, *arguments: object) -> object:
        if source.endswith("c.md"):
            os.kill(os.getpid(), signal.SIGKILL)
        return convert_article(source, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("exporter.batch.many.convert_article", killed)
    sources = [str(tmp_path / f"{name}.md") for name in "abcd"]
    jobs = many.plan(sources, ["html"], tmp_path, None, ReadOptions(), WriteOptions())
    outcomes = list(many.run(jobs, 2))
    assert [bool(made.error) for made in outcomes] == [False, False, True, False]
    assert "c.md: the process that worked on it was ended from outside (signal 9)" in str(outcomes[2].error)
    assert sorted(path.name for path in tmp_path.glob("*.html")) == ["a.html", "b.html", "d.html"]


@pytest.mark.slow
def test_workers_do_not_outlive_a_program_that_is_killed(tmp_path: Path) -> None:
    script = (
        "from tests.test_workers import crew\n"
        "for line in crew(2).results(['who', 'who', 'wait 1', 'wait 2', 'wait 600']): print(line, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        workers = {int(program.stdout.readline()) for _ in range(2)}
        program.kill()
    until = time.monotonic() + 600
    while any(map(runs, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(runs, workers))


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
