"""The commands by their names, known without loading any of them: each is a function in a module of its own name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

COMMANDS = ("convert", "bind", "read", "check", "decide", "explain", "fix", "parity", "speak", "report", "show")
"""Every command, in the order in which ``exporter --help`` lists them."""

FILED = ("convert", "bind")
"""Commands that write files, and take their options from the settings too."""


def function_of(name: str) -> Callable[..., None]:
    """The function of a command as its module has it."""
    found: Callable[..., None] = getattr(import_module(f"exporter.cli.{name}"), name)
    return found


def command_of(name: str) -> Callable[..., None]:
    """The function of a command with the options that every command has, run within its bounds."""
    from exporter.cli.limits import bounded

    return bounded(function_of(name), watch=name not in FILED)


def reached() -> None:
    """A command begins: this process is the program's own, and bounds may end it (``bounds.watch``)."""
    from exporter.bounds import watch
    from exporter.cli.ending import ended

    watch.OWN[0] = True
    watch.LAST_RESORT[:] = [ended]
