"""The command ``exporter convert``."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from exporter.cli.declared import Ended, Option
from exporter.cli.options import (
    Articles,
    Debug,
    FailOn,
    FailOnOption,
    Format,
    OutDir,
    Output,
    OutputFile,
    Prove,
    Quiet,
    Require,
    Verbose,
)
from exporter.errors import UsageError

if TYPE_CHECKING:
    from exporter.run.pipeline import ReadOptions
    from exporter.writers import WriteOptions


def convert(
    articles: Articles,
    to: Annotated[
        list[str] | None,
        Option(
            "-t",
            "--to",
            metavar="FORMATS",
            help="Formats to write, with commas: pdf,epub,docx,html,brf,json; and onix, a message about them.",
        ),
    ] = None,
    output: OutputFile = None,
    out_dir: OutDir = None,
    cover: Annotated[
        Path | None, Option("--cover", help="The EPUB's cover picture; default: drawn from the title.")
    ] = None,
    split: Annotated[
        str,
        Option(
            "--split",
            metavar="heading",
            help="Take the document apart at its top headings into a publication for exporter bind; heading:2: its "
            "top headings are parts.",
        ),
    ] = "",
    require: Require = None,
    fail_on: FailOnOption = FailOn.never,
    output_format: Format = Output.text,
    prove: Prove = False,
    jobs: Annotated[int, Option("--jobs", min=0, help="Articles to convert in parallel; 0: one per processor.")] = 0,
    quiet: Quiet = False,
    verbose: Verbose = False,
    debug: Debug = False,
    *,
    reading: ReadOptions,
    writing: WriteOptions,
) -> None:
    """Convert articles to accessible files. Either all files of an article are written or none."""
    from exporter.batch import many
    from exporter.cli.console import Report
    from exporter.run.pipeline import make_folder
    from exporter.run.prove import refuse_unprovable
    from exporter.writers import formats_of

    if split:
        if to or output:
            raise UsageError("--split writes articles as JSON and a publication; leave --to and -o out")
        _split(articles, split, out_dir, reading, quiet=quiet)
        return
    formats = formats_of(to or [])
    if prove:
        refuse_unprovable(formats)
    reading = replace(reading, cover=cover)
    report = Report(
        len(articles), as_json=output_format is Output.json, quiet=quiet, fail_on=fail_on.value, verbose=verbose
    )
    if str(output) == "-":
        if sys.stdout is None:
            raise UsageError("-o -: standard output is closed; name a file instead of -")
        report.add(
            many.run_to_stream(articles, formats, reading, writing, require or (), sys.stdout.buffer, proving=prove)
        )
    else:
        plan = many.plan(articles, formats, out_dir, output, reading, writing, require or (), proving=prove)
        make_folder(out_dir)
        with closing(many.run(plan, jobs)) as outcomes:
            for outcome in outcomes:
                report.add(outcome)
        report.finish()
    raise Ended(report.code)


def _split(articles: list[str], word: str, out_dir: Path | None, reading: ReadOptions, *, quiet: bool) -> None:
    """``--split``: each document as a folder of articles and the file of a publication."""
    from exporter.bounds.watch import watched
    from exporter.publication.split import level_of, split_article

    level = level_of(word)
    if out_dir is not None and len(articles) > 1:
        raise UsageError("--out-dir with --split is the folder of one publication; split one document at a time")
    for name in articles:
        with watched(name, reading.limits):
            made = split_article(name, level, out_dir, reading)
        if not quiet:
            print(f"{made.folder / 'publication.toml'} ({made.articles} articles)")
