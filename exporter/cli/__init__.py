"""The command line: commands and options only (design section 6), one file a command.

What they do is in ``run`` and ``batch``. Exit codes: 0 done; 1 findings at or above ``--fail-on``; 2 usage; 3 an
input cannot be read or was refused; 4 a writer failed. Everything heavy is imported inside the command that needs it,
the framework (Typer) where a run needs it.
"""

from __future__ import annotations

import os
import signal
import sys
import warnings
from typing import Any

from exporter.cli.ending import Signalled, answer_signals, flush_streams, let_go, prepare_streams, say
from exporter.cli.plain import answered
from exporter.errors import Exit, ExporterError


def __getattr__(name: str) -> Any:
    """``app``, the program as the framework has it, loaded now."""
    if name != "app":
        raise AttributeError(f"module 'exporter.cli' has no attribute {name!r}")
    from exporter.cli.framework import program

    app = globals()[name] = program()
    return app


def main() -> None:
    """Run the command line. Errors are one line on standard error and an exit code; ``--debug`` shows their origin."""
    if not sys.warnoptions:  # what a library finds odd in an input is not a message, and shows where the library lies
        warnings.simplefilter("ignore")
    prepare_streams()
    answer_signals()
    code = max(_code(), int(flush_streams()))
    raise SystemExit(code)


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
    """Run the command line."""
    script = os.path.basename(sys.argv[0])  # noqa: PTH119  (a start without pathlib)
    name = "python -m exporter" if os.path.splitext(script)[0] == "__main__" else script  # noqa: PTH122
    code = answered(name, sys.argv[1:])
    if code is not None:
        return code
    from exporter.cli import framework

    return framework.run(name, sys.argv[1:])


def _failed(message: str, code: int, error: BaseException) -> int:
    if "--debug" in sys.argv:
        raise error
    say(message)
    return int(code)
