"""The command line: commands and options only (design section 6). What they do is in ``batch`` and ``check``.

Exit codes: 0 done; 1 findings at or above ``--fail-on``; 2 usage; 3 an input cannot be read or was refused; 4 a writer
failed. Everything heavy is imported inside the command that needs it.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from exporter.diagnostics import Exit, ExporterError, printable

app = typer.Typer(
    name="exporter",
    help="Export an article as tagged PDF, EPUB 3 and DOCX that say the same things, and show what is in them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Output(StrEnum):
    """How results and findings are printed."""

    text = "text"
    json = "json"


class CheckOutput(StrEnum):
    """How the findings of a check are printed."""

    text = "text"
    json = "json"
    sarif = "sarif"


class FailOn(StrEnum):
    """The level of findings from which the exit code is 1."""

    error = "error"
    warning = "warning"
    never = "never"


class Page(StrEnum):
    """Page sizes of PDF and DOCX."""

    a4 = "a4"
    letter = "letter"


Articles = Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Articles to convert; - is standard input.")]
Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Articles, or finished PDF, EPUB or DOCX files.")]
File = Annotated[str, typer.Argument(metavar="FILE", help="An article, or a finished PDF, EPUB or DOCX file.")]
From = Annotated[str, typer.Option("--from", metavar="FORMAT", help="text, markdown, html or json; else by suffix.")]
Lang = Annotated[str, typer.Option("--lang", metavar="TAG", help="Language of articles that declare none, e.g. en-GB.")]
Format = Annotated[Output, typer.Option("--format", help="Print findings as text or as JSON.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show a traceback when something fails.")]


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        import exporter

        print(f"exporter {exporter.__version__}")
        raise typer.Exit(Exit.done)
    if context.invoked_subcommand == "convert":
        from exporter.settings import find_settings

        found = find_settings(Path())
        context.default_map = {"convert": {key.replace("-", "_"): value for key, value in found.items()}}


@app.command()
def convert(
    articles: Articles,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="FORMATS", help="Formats to write, with commas: pdf,epub,docx,html,json."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write, for one format; - prints it.")
    ] = None,
    out_dir: Annotated[
        Path | None, typer.Option("--out-dir", help="The folder to write into; made if missing.")
    ] = None,
    from_format: From = "",
    lang: Lang = "",
    page: Annotated[Page, typer.Option("--page", help="Page size of PDF and DOCX.")] = Page.a4,
    style: Annotated[
        list[Path] | None, typer.Option("--style", help="A CSS file added to the PDF's and EPUB's styles.")
    ] = None,
    certified_by: Annotated[str, typer.Option("--certified-by", help="Who evaluated the EPUB's accessibility.")] = "",
    certifier_report: Annotated[str, typer.Option("--certifier-report", help="The address of their report.")] = "",
    require: Annotated[
        list[str] | None,
        typer.Option(
            "--require", metavar="STANDARD", help="Refuse to write a PDF that does not meet it: pdf/ua-1, pdf/a-2a."
        ),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Findings of this level lead to exit code 1.")
    ] = FailOn.never,
    output_format: Format = Output.text,
    keep_all: Annotated[bool, typer.Option("--keep-all", help="Keep the page furniture found in plain text.")] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", min=0, help="Articles converted side by side; 0: one a processor.")
    ] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not print the names of the files written.")] = False,
    debug: Debug = False,
) -> None:
    """Convert articles to accessible files. Each article's files are written all or not at all."""
    from exporter.batch import many
    from exporter.batch.pipeline import ReadOptions, make_folder, timestamp_from_environment
    from exporter.console import Report
    from exporter.write import WriteOptions, formats_of

    formats = formats_of(to or [])
    reading = ReadOptions(format=from_format, lang=lang, keep_all=keep_all)
    writing = WriteOptions.of(
        page=page.value,
        styles=tuple(style or ()),
        certified_by=certified_by,
        certifier_report=certifier_report,
        timestamp=timestamp_from_environment(),
    )
    report = Report(len(articles), as_json=output_format is Output.json, quiet=quiet, fail_on=fail_on.value)
    if str(output) == "-":
        report.add(many.run_to_stream(articles, formats, reading, writing, require or (), sys.stdout.buffer))
    else:
        plan = many.plan(articles, formats, out_dir, output, reading, writing, require or ())
        make_folder(out_dir)
        for outcome in many.run(plan, jobs):
            report.add(outcome)
        report.finish()
    raise typer.Exit(report.code)


@app.command()
def check(
    files: Files,
    from_format: From = "",
    lang: Lang = "",
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Findings of this level lead to exit code 1.")
    ] = FailOn.error,
    output_format: Annotated[
        CheckOutput, typer.Option("--format", help="Print findings as text, JSON or SARIF 2.1.0.")
    ] = CheckOutput.text,
    debug: Debug = False,
) -> None:
    """Check articles, or finished files, by the rules on documents. Automated checks do not replace a person."""
    from exporter.batch.inspect import check_files
    from exporter.batch.pipeline import ReadOptions
    from exporter.console import print_check, worst

    results = check_files(files, ReadOptions(format=from_format, lang=lang))
    print_check(results, output_format.value)
    raise typer.Exit(max([worst(found, fail_on.value) for _, found in results], default=Exit.done))


@app.command()
def parity(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article that was converted.")],
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="PDF, EPUB or DOCX files made from it.")],
    from_format: From = "",
    lang: Lang = "",
    output_format: Format = Output.text,
    debug: Debug = False,
) -> None:
    """Compare finished files with their article and print what was lost; exit code 1 when anything was."""
    from exporter.batch.inspect import compare_files
    from exporter.batch.pipeline import ReadOptions
    from exporter.console import print_losses

    losses = compare_files(article, files, ReadOptions(format=from_format, lang=lang))
    print_losses(losses, as_json=output_format is Output.json)
    raise typer.Exit(Exit.findings if any(found for _, found in losses) else Exit.done)


@app.command()
def speak(
    file: File, from_format: From = "", lang: Lang = "", output_format: Format = Output.text, debug: Debug = False
) -> None:
    """Print what a screen reader would be told by FILE, line by line (no named screen reader's exact words)."""
    from exporter.batch.inspect import transcript_of
    from exporter.batch.pipeline import ReadOptions

    print(transcript_of(file, ReadOptions(format=from_format, lang=lang), as_json=output_format is Output.json))


@app.command()
def show(files: Files, from_format: From = "", lang: Lang = "", debug: Debug = False) -> None:
    """Print the outline of each file and its quotes with their speakers, as read back from the file itself."""
    from exporter.batch.inspect import open_any
    from exporter.batch.pipeline import ReadOptions
    from exporter.console import print_summary

    for name in files:
        print_summary(name, open_any(name, ReadOptions(format=from_format, lang=lang)))


def main() -> None:
    """Run the command line. Errors are one line on standard error and an exit code; ``--debug`` shows their origin."""
    signal.signal(signal.SIGTERM, _terminated)
    for stream in (sys.stdout, sys.stderr):  # a terminal that cannot show a character gets an escape, not a failure
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except ExporterError as error:
        _fail(f"error: {error}", error.exit_code, error)
    except KeyboardInterrupt as error:
        _fail("error: interrupted; nothing half-written was left", Exit(Exit.writer), error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads; the flush at exit must not fail
        raise SystemExit(Exit.writer) from None
    except OSError as error:
        _fail(f"error: {error.filename or 'output'}: {error.strerror or error}", Exit.writer, error)
    except MemoryError as error:
        _fail("error: there is not enough memory for this article", Exit.writer, error)
    except Exception as error:
        message = f"error: this is a fault in exporter ({type(error).__name__}: {error}); --debug shows where it arose"
        _fail(" ".join(message.split()), Exit.writer, error)


def _fail(message: str, code: Exit, error: BaseException) -> None:
    if "--debug" in sys.argv:
        raise error
    with suppress(OSError):  # where standard error is closed, the exit code alone must tell
        print(printable(message), file=sys.stderr)
    raise SystemExit(int(code))


def _terminated(number: int, frame: Any) -> None:
    raise SystemExit(128 + number)
