"""The command line: commands and options only (design section 6), one file a command.

What they do is in ``batch`` and ``check``. Exit codes: 0 done; 1 findings at or above ``--fail-on``; 2 usage; 3 an
input cannot be read or was refused; 4 a writer failed. Everything heavy is imported inside the command that needs it.
"""

from __future__ import annotations

import os
import signal
import sys
import warnings
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import Annotated, cast

import typer

from exporter.bounds import watch
from exporter.cli import bind, check, convert, decide, explain, fix, parity, read, report, show, speak
from exporter.cli.ending import ClosedOutput, Signalled, answer_signals, flush_streams, let_go, prepare_streams, say
from exporter.cli.limits import bounded
from exporter.errors import Exit, ExporterError, printable

app = typer.Typer(
    name="exporter",
    help="Export an article as tagged PDF, EPUB 3 and DOCX that say the same things, and show what is in them.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS = (
    convert.convert,
    bind.bind,
    read.read,
    check.check,
    decide.decide,
    explain.explain,
    fix.fix,
    parity.parity,
    speak.speak,
    report.report,
    show.show,
)
"""Every command, in the order in which ``exporter --help`` lists them."""

FILED = ("convert", "bind")
"""Commands that write files, and take their options from the settings too."""

for _command in COMMANDS:
    app.command()(bounded(_command, watch=_command not in (convert.convert, bind.bind)))


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        import exporter

        print(f"exporter {exporter.__version__}")
        raise typer.Exit(Exit.done)
    if sys.stdout is None and context.invoked_subcommand not in FILED:  # which writes files and only names them there
        sys.stdout = ClosedOutput()
    if context.invoked_subcommand in FILED:
        from exporter.cli.settings import found_settings

        path, found = found_settings(Path())
        if path is not None and "--quiet" not in sys.argv:
            say(f"settings: {path}")  # they may name files, and need not be the user's own
        held = {key.replace("-", "_"): value for key, value in found.items() if key != "cms"}
        context.default_map = {"convert": held, "bind": {key: held[key] for key in held if key != "lang"}}


_Problem = cast(
    type[typer.BadParameter], next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
)
"""What the framework raises for an invalid command line."""


def main() -> None:
    """Run the command line. Errors are one line on standard error and an exit code; ``--debug`` shows their origin."""
    watch.OWN[0] = True
    watch.LAST_RESORT[:] = [_ended]
    if not sys.warnoptions:  # what a library finds odd in an input is not a message, and shows where the library lies
        warnings.simplefilter("ignore")
    prepare_streams()
    answer_signals()
    code = _code()
    raise SystemExit(max(code, int(flush_streams())))


def _code() -> int:
    """The exit code of the run."""
    try:
        return _run()
    except ExporterError as error:
        return _failed(f"error: {error}", error.exit_code, error)
    except Signalled as ended:
        return _failed(ended.words, int(str(ended.code)), ended)
    except KeyboardInterrupt as error:
        return _failed(Signalled(signal.SIGINT).words, 128 + signal.SIGINT, error)
    except BrokenPipeError:
        return int(Exit.writer)  # nobody reads: there is nobody to be told
    except OSError as error:
        if not error.filename and sys.stdout is not None:
            let_go(sys.stdout)
        return _failed(f"error: {error.filename or 'output'}: {error.strerror or error}", Exit.writer, error)
    except MemoryError as error:
        return _failed("error: there is not enough memory for this article", Exit.writer, error)
    except Exception as error:
        message = f"error: this is a fault in exporter ({type(error).__name__}: {error}); --debug shows where it arose"
        return _failed(" ".join(message.split()), Exit.writer, error)


def _run() -> int:
    """Run the command line. The framework's own method would swallow interruptions and broken pipes."""
    script = Path(sys.argv[0])
    name = "python -m exporter" if script.stem == "__main__" else script.name
    command = typer.main.get_command(_program())
    command._main_shell_completion({}, name)  # ends here where a shell asks how a word goes on
    try:
        with command.make_context(name, sys.argv[1:]) as context:
            command.invoke(context)
    except typer.Exit as ended:
        return int(ended.exit_code)
    except _Problem as problem:
        problem.show()
        return int(Exit.usage)
    return int(Exit.done)


def _program() -> typer.Typer:
    """The program with only the command that this run begins with, if it begins with one: to build each takes time."""
    asked = [item for item in app.registered_commands if item.callback and [item.callback.__name__] == sys.argv[1:2]]
    if not asked:
        return app
    only = copy(app)
    only.registered_commands = asked
    return only


def _failed(message: str, code: int, error: BaseException) -> int:
    if "--debug" in sys.argv:
        raise error
    say(message)
    return int(code)


def _ended(message: str) -> None:
    """End at once, from whatever thread, for work that does not end when asked to; what is written has no name."""
    with suppress(OSError):
        os.write(2, f"error: {printable(message)}\n".encode(errors="backslashreplace"))
    os._exit(int(Exit.input))
