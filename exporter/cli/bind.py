"""The command ``exporter bind``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from exporter.cli.declared import Argument, Ended, Option
from exporter.cli.options import (
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

Publication = Annotated[
    str,
    Argument(
        metavar="PUBLICATION", help="A TOML file, a folder of articles, a feed, SUMMARY.md (mdBook), _quarto.yml, JSON."
    ),
]


def bind(
    publication: Publication,
    to: Annotated[
        list[str] | None,
        Option("-t", "--to", metavar="FORMATS", help="Formats to write, with commas, as of convert."),
    ] = None,
    output: OutputFile = None,
    out_dir: OutDir = None,
    init: Annotated[
        bool, Option("--init", help="Write the TOML file of a folder or another program's book, and stop.")
    ] = False,
    keep_going: Annotated[
        bool,
        Option("--keep-going", help="Leave an article that cannot be read out, with a line in its place; exit code 1."),
    ] = False,
    cover: Annotated[
        Path | None, Option("--cover", help="The cover picture; default: the publication's, else drawn.")
    ] = None,
    require: Require = None,
    fail_on: FailOnOption = FailOn.never,
    output_format: Format = Output.text,
    prove: Prove = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    debug: Debug = False,
    *,
    reading: ReadOptions,
    writing: WriteOptions,
) -> None:
    """Bind several articles into one book, issue or newsletter: a file in each format, or none."""
    from exporter.batch.many import Outcome
    from exporter.cli.console import Report, many_questions
    from exporter.cli.ending import say
    from exporter.errors import Exit, ExporterError
    from exporter.publication.bind import bind_to, outputs_of, render_publication
    from exporter.run.pipeline import make_folder
    from exporter.run.prove import refuse_unprovable
    from exporter.writers import formats_of

    if init:
        _write_sheet(publication, output, reading)
        return
    formats = formats_of(to or [])
    if prove:
        refuse_unprovable(formats)
    reading = replace(reading, cover=cover)
    report = Report(1, as_json=output_format is Output.json, quiet=quiet, fail_on=fail_on.value, verbose=verbose)
    try:
        if str(output) == "-":
            if sys.stdout is None:
                raise UsageError("-o -: standard output is closed; name a file instead of -")
            if len(formats) != 1:
                raise UsageError("-o - prints a single file; give one format with --to, or name a folder")
            made = render_publication(
                publication, formats, reading, writing, require or (), proving=prove, keep_going=keep_going
            )
            sys.stdout.buffer.write(made.data)
            sys.stdout.buffer.flush()
            made = replace(made, files=())
        else:
            outputs = outputs_of(publication, formats, out_dir, output)
            make_folder(out_dir)
            made = bind_to(publication, outputs, reading, writing, require or (), proving=prove, keep_going=keep_going)
    except ExporterError as error:
        report.add(Outcome(publication, None, error))
    else:
        report.add(Outcome(publication, replace(made, questions=0)))
        if made.questions and not quiet and output_format is Output.text:
            say(f"{many_questions(made.questions)} in its articles; exporter decide ARTICLE writes those of one down")
        if any(item.rule == "PUB001" for item in made.findings):
            report.code = max(report.code, Exit.findings)  # what was asked for is not all there
    if str(output) != "-":
        report.finish()
    raise Ended(report.code)


def _write_sheet(publication: str, output: Path | None, reading: ReadOptions) -> None:
    """``--init``: the TOML file that says what would be bound, for a person to go on with."""
    from exporter.publication.init import write_sheet

    place = write_sheet(publication, output, reading)
    if place:
        print(place)
