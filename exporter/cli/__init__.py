"""The command line: commands and options only (design section 6), one file a command.

What they do is in ``batch`` and ``check``. Exit codes: 0 done; 1 findings at or above ``--fail-on``; 2 usage; 3 an
input cannot be read or was refused; 4 a writer failed. Everything heavy is imported inside the command that needs it.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from exporter.bounds import watch
from exporter.cli import check, convert, explain, fix, parity, read, report, show, speak
from exporter.cli.limits import bounded
from exporter.errors import Exit, ExporterError, printable

app = typer.Typer(
    name="exporter",
    help="Export an article as tagged PDF, EPUB 3 and DOCX that say the same things, and show what is in them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS = (
    convert.convert,
    read.read,
    check.check,
    explain.explain,
    fix.fix,
    parity.parity,
    speak.speak,
    report.report,
    show.show,
)
"""Every command, in the order in which ``exporter --help`` lists them."""

for _command in COMMANDS:
    app.command()(bounded(_command, watch=_command is not convert.convert))


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
        from exporter.cli.settings import find_settings

        found = find_settings(Path())
        context.default_map = {
            "convert": {key.replace("-", "_"): value for key, value in found.items() if key != "cms"}
        }


def main() -> None:
    """Run the command line. Errors are one line on standard error and an exit code; ``--debug`` shows their origin."""
    watch.OWN[0] = True
    watch.LAST_RESORT[:] = [_ended]
    if not sys.warnoptions:  # what a library finds odd in an input is not a message, and shows where the library lies
        warnings.simplefilter("ignore")
    _open_closed_streams()
    signal.signal(signal.SIGTERM, _terminated)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # nohup ignores it
        signal.signal(signal.SIGHUP, _terminated)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # whoever started us may have left it ignored
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


def _ended(message: str) -> None:
    """End at once, from whatever thread, for work that does not end when asked to; what is written has no name."""
    with suppress(OSError):
        os.write(2, f"error: {printable(message)}\n".encode(errors="backslashreplace"))
    os._exit(int(Exit.input))


def _open_closed_streams() -> None:
    """Where a standard stream is closed, take its number, lest a file that is opened gets what is printed."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < 3:
        pass
    os.close(descriptor)


def _terminated(number: int, frame: Any) -> None:
    raise SystemExit(128 + number)
