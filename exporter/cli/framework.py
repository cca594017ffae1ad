"""The command line as the framework (Typer) has it, made from what the commands declare (``declared``).

Loaded for help, completion, settings and every wrong word; what is plain does without (``plain``).
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from exporter.cli.commands import COMMANDS, FILED, command_of, reached
from exporter.cli.declared import Argument, Ended, Misused, Option
from exporter.cli.ending import ClosedOutput, say
from exporter.errors import Exit
from exporter.version import VERSION


def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        print(f"exporter {VERSION}")
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


def _declared(item: inspect.Parameter) -> inspect.Parameter:
    """A parameter with the framework's declaration in place of ours."""
    kind, (said, *_) = item.annotation.__origin__, item.annotation.__metadata__
    match said:
        case Option():
            made: Any = typer.Option(*said.names, help=said.help, metavar=said.metavar, min=said.min, max=said.max)
        case Argument():
            made = typer.Argument(help=said.help, metavar=said.metavar)
    return item.replace(annotation=Annotated[kind, made])


def _command(name: str, does: Callable[..., None] | None = None) -> Callable[..., None]:
    """A command for the framework, which does what it does, or another thing in its place."""
    command = command_of(name)

    @functools.wraps(command)
    def run(**values: Any) -> None:
        try:
            (does or command)(**values)
        except Ended as ended:
            raise typer.Exit(ended.code) from None
        except Misused as error:
            raise typer.BadParameter(str(error)) from None

    said = inspect.signature(command)
    parameters = [_declared(item) for item in said.parameters.values()]
    run.__annotations__ = {item.name: item.annotation for item in parameters}
    run.__signature__ = said.replace(parameters=parameters)  # type: ignore[attr-defined]
    return run


def program(names: Sequence[str] = COMMANDS) -> typer.Typer:
    """The program with these commands: to build each takes time."""
    made = typer.Typer(
        name="exporter",
        help="Export an article as tagged PDF, EPUB 3 and DOCX that say the same things, and show what is in them.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback(invoke_without_command=True)(_start)
    for name in names:
        made.command()(_command(name))
    return made


_Problem = cast(
    type[typer.BadParameter], next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
)
"""What the framework raises for an invalid command line."""


def run(name: str, words: Sequence[str]) -> int:
    """Run what ``words`` say; the exit code."""
    reached()
    return _run(name, program(words[:1] if words[:1] and words[0] in COMMANDS else COMMANDS), words)


def misused(name: str, words: Sequence[str], error: Misused) -> int:
    """Say that options of a command which has begun do not go together, as the framework says it; the exit code."""

    def wrong(**_: Any) -> None:
        raise error

    made = program(())
    made.command()(_command(words[0], wrong))
    return _run(name, made, words)


def _run(name: str, made: typer.Typer, words: Sequence[str]) -> int:
    """Run the program. The framework's own method would swallow interruptions and broken pipes."""
    command = typer.main.get_command(made)
    command._main_shell_completion({}, name)  # ends here where a shell asks how a word goes on
    try:
        with command.make_context(name, list(words)) as context:
            command.invoke(context)
    except typer.Exit as ended:
        return int(ended.exit_code)
    except _Problem as problem:
        problem.show()
        return int(Exit.usage)
    return int(Exit.done)
