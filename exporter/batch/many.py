"""Many articles in one run: a plan, checked before anything is written; workers; outcomes in the order of the plan.

Memory does not grow with the number of articles: a worker gives back only what is to be reported.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from exporter.bounds.watch import LAST_RESORT
from exporter.errors import ExporterError, InputError, UsageError, WriterError
from exporter.records import record
from exporter.run.given import of_word
from exporter.run.pipeline import ReadOptions, convert_article, render_article
from exporter.run.rendering import one_name, output_paths
from exporter.run.results import Rendering
from exporter.writers import WriteOptions

RENEW_AFTER = 40
"""A worker is replaced after so many articles: Pango and its kin keep some 50 KiB of each for ever."""

COLLECT_AFTER = 50_000
"""A worker looks for garbage after so many new objects: a laid-out article leaves much, and all at once."""


@record
class Job:
    """One article of a plan and where each of its formats goes."""

    source: str
    outputs: dict[str, Path]
    reading: ReadOptions
    writing: WriteOptions
    require: tuple[str, ...] = ()
    proving: bool = False


@record
class Outcome:
    """What became of a job: its conversion, or the error that ended it."""

    source: str
    conversion: Rendering | None
    error: ExporterError | None = None


def plan(
    sources: Sequence[str],
    to: Sequence[str],
    out_dir: Path | None,
    output: Path | None,
    reading: ReadOptions,
    writing: WriteOptions,
    require: Sequence[str] = (),
    *,
    proving: bool = False,
) -> list[Job]:
    """A job for each article. Raises UsageError when two of them would write the same file."""
    if output is not None and len(sources) > 1:
        raise UsageError("-o names a single file; for several articles, name a folder with --out-dir")
    if reading.hints and len(sources) > 1:
        raise UsageError("--hints applies to a single article; for several, put a file ARTICLE.hints beside each")
    if reading.decisions and len(sources) > 1:
        raise UsageError("--decisions is about a single article; for several, put ARTICLE.decisions.toml beside each")
    jobs: list[Job] = []
    taken: dict[str, tuple[Path, str]] = {}
    for source in sources:
        outputs = output_paths(source, to, out_dir, output)
        for path in outputs.values():
            key = one_name(os.path.abspath(path))  # noqa: PTH100  (a link is a name of its own)
            if key in taken:
                other, first = taken[key]
                raise UsageError(
                    f"{path}: would be written for both {first} and {source}; convert them separately"
                    if other == path
                    else f"{path}: differs from {other}, written for {first}, only in upper and lower case or in how "
                    "accents are encoded, and many file systems take both for one; rename one article"
                )
            taken[key] = (path, source)
        jobs.append(Job(source, outputs, reading, writing, tuple(require), proving))
    return jobs


def run(jobs: Sequence[Job], workers: int = 0) -> Generator[Outcome, None, None]:
    """The outcome of each job, in order. ``workers`` 0 means as many as there are processors to run on.

    The first job is done here: what it loads and warms up (fonts, styles), forked workers then have already. A worker
    gives way to a fresh one after some articles, so that what the libraries below keep for ever does not add up.
    """
    _collect_rarely()
    if not jobs:
        return
    if len(jobs) > 1:
        LAST_RESORT.clear()  # it would end the other articles with this one
    count = min(len(jobs) - 1, workers or processors())
    yield run_job(jobs[0])
    if count <= 1 and len(jobs) <= RENEW_AFTER:
        yield from map(run_job, jobs[1:])
        return
    from exporter.batch.workers import Workers

    _import_writers(jobs)
    yield from Workers(run_job, _passed, _ended, _start_worker, count, RENEW_AFTER).results(jobs[1:])


def run_job(job: Job) -> Outcome:
    """Run one job; an error that ends it is part of the outcome."""
    try:
        made = convert_article(job.source, job.outputs, job.reading, job.writing, job.require, job.proving)
        return Outcome(job.source, made)
    except ExporterError as error:
        return Outcome(job.source, None, error)


def _passed(job: Job, message: str) -> Outcome:
    return Outcome(job.source, None, InputError(message))


def _ended(job: Job, code: int | None) -> Outcome:
    how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
    what = f"the process that worked on it was ended from outside ({how}), most often because memory ran out"
    return Outcome(job.source, None, WriterError(f"{job.source}: {what}; try again with --jobs 1"))


def run_to_stream(
    sources: Sequence[str],
    to: Sequence[str],
    reading: ReadOptions,
    writing: WriteOptions,
    require: Sequence[str],
    stream: BinaryIO,
    *,
    proving: bool = False,
) -> Outcome:
    """Convert one article to one format and write its bytes to ``stream``, once they are whole. Raises UsageError."""
    if len(sources) != 1 or len(to) != 1:
        raise UsageError("-o - prints a single file; give one article, and one format with --to")
    try:
        made = render_article(of_word(sources[0], reading.limits), to, reading, writing, require, proving)
    except ExporterError as error:
        return Outcome(sources[0], None, error)
    stream.write(made.files[0].data)
    stream.flush()
    return Outcome(sources[0], replace(made, files=()))


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _import_writers(jobs: Sequence[Job]) -> None:
    from exporter.readers import FORMATS, format_of, reader
    from exporter.writers import SIDECARS, writer

    for name in {name for job in jobs for name in job.outputs} - set(SIDECARS):
        writer(name)
    for job in jobs:
        try:
            name = format_of(job.source, job.reading.format)
        except ExporterError:
            continue
        if name in FORMATS:
            reader(name)


def _start_worker() -> None:
    """The parent alone answers an interrupt; workers just end."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _collect_rarely()


def _collect_rarely() -> None:
    """What is loaded already is not garbage to look for, and an article's objects are looked through all at once."""
    import gc

    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 5, 5)
