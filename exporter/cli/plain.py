"""Runs whose words are plain, answered without the framework: to load it and build a command takes longer than they do.

Plain are ``--version`` and ``--help`` alone, and a command whose options are all known by their whole names and have
values of the right kind. All else is the framework's: help of a command, completion, settings, and every wrong word.
A test holds what is made of a command line here to what the framework makes of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from exporter.cli.commands import COMMANDS, FILED, command_of, reached
from exporter.cli.declared import Argument, Ended, Misused, Option
from exporter.errors import Exit
from exporter.version import VERSION

if TYPE_CHECKING:
    from inspect import Parameter

HELP = """\
Usage: {} [OPTIONS] COMMAND [ARGS]...

  Export an article as tagged PDF, EPUB 3 and DOCX that say the same things,
  and show what is in them.

Options:
  --version             Print the version and stop.
  --install-completion  Install completion for the current shell.
  --show-completion     Show completion for the current shell, to copy it or
                        customize the installation.
  -h, --help            Show this message and exit.

Commands:
  convert  Convert articles to accessible files.
  bind     Bind several articles into one book, issue or newsletter: a...
  read     Print what each line of an article is read as: heading, quote...
  check    Check articles or finished files against the rules.
  decide   Write the questions that an article has for a person into a...
  explain  Explain rules: what each finds, why it matters to...
  fix      Repair an article's source, or a copy of a finished file...
  parity   Compare finished files with their article and print what was...
  speak    Print what FILE says to assistive technology, line by line;...
  report   Report on an article's files: claims, findings, losses, what a...
  show     Print the outline of each file and its quotes with their..."""
"""What the framework prints for ``--help`` where a line has ``WIDTH`` characters or more (held to it by a test)."""

WIDTH = 80
LONGEST_NAME = 43
"""A program with a longer name has a usage of two lines."""


def answered(name: str, words: Sequence[str]) -> int | None:
    """Run what ``words`` say and return the exit code; None, and nothing done, where they are the framework's.

    ``name`` is what the program was called by.
    """
    if sys.stdout is None or any(key.endswith("_COMPLETE") for key in os.environ):  # a shell asks how a word goes on
        return None
    match words:
        case ["--version"]:
            print(f"exporter {VERSION}")
            return int(Exit.done)
        case ["--help"] | ["-h"] if columns() >= WIDTH and len(name) <= LONGEST_NAME:
            print(HELP.format(name))
            return int(Exit.done)
        case [command, *_] if command in COMMANDS:
            return _commanded(name, words)
    return None


def _commanded(name: str, words: Sequence[str]) -> int | None:
    from inspect import signature

    command = command_of(words[0])
    values = values_of(signature(command).parameters, words[1:])
    if values is None or (words[0] in FILED and _has_settings()):
        return None
    reached()
    try:
        command(**values)
    except Ended as ended:
        return ended.code
    except Misused as error:
        from exporter.cli.framework import misused

        return misused(name, words, error)
    return int(Exit.done)


def _has_settings() -> bool:
    from pathlib import Path

    from exporter.cli.settings import found_settings

    return found_settings(Path())[0] is not None


def columns() -> int:
    """The width of the terminal, as ``shutil.get_terminal_size`` has it (which loads three compressors)."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or WIDTH  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return WIDTH


def values_of(parameters: Mapping[str, Parameter], words: Sequence[str]) -> dict[str, Any] | None:
    """What the words of a command give for its parameters; None where that is not plain."""
    try:
        return _values(parameters, iter(words))
    except _NotPlain:
        return None


class _NotPlain(Exception):
    """The framework is to look at it."""


def _values(parameters: Mapping[str, Parameter], words: Iterator[str]) -> dict[str, Any]:
    declared = [(item, _declared(item)) for item in parameters.values()]
    options = {name: item for item, said in declared if isinstance(said, Option) for name in said.names}
    values: dict[str, Any] = {name: item.default for name, item in parameters.items()}
    said: dict[str, list[Any]] = {}
    places: list[str] = []
    for word in words:
        if not word.startswith("-") or word == "-":
            places.append(word)
            continue
        item = options.get(word)
        if item is None:
            raise _NotPlain
        kind, many = _kind(item)
        if kind is bool:
            values[item.name] = True
            continue
        value = next(words, "--")
        if value.startswith("-") and value != "-":
            raise _NotPlain
        made = _made(kind, value, _declared(item))
        if many:
            said.setdefault(item.name, []).append(made)
        else:
            values[item.name] = made
    arguments = [item for item, said in declared if isinstance(said, Argument)]
    return {**values, **said, **_placed(arguments, places)}


def _placed(arguments: Sequence[Parameter], words: list[str]) -> dict[str, Any]:
    """Arguments by their places; the last of a command may be many."""
    values: dict[str, Any] = {}
    for item in arguments:
        kind, many = _kind(item)
        taken, words = (words, []) if many else (words[:1], words[1:])
        if taken:
            made = [_made(kind, word, None) for word in taken]
            values[item.name] = made if many else made[0]
        elif item.default is item.empty:
            raise _NotPlain
    if words:
        raise _NotPlain
    return values


def _declared(item: Parameter) -> Any:
    return item.annotation.__metadata__[0]


def _kind(item: Parameter) -> tuple[Any, bool]:
    """What one value of a parameter is, and whether there may be several."""
    kind = item.annotation.__origin__
    given = [one for one in getattr(kind, "__args__", ()) if one is not type(None)]
    if given and getattr(kind, "__origin__", None) is not list:  # … | None
        kind = given[0]
    if getattr(kind, "__origin__", None) is list:
        return kind.__args__[0], True
    return kind, False


def _made(kind: Any, word: str, option: Option | None) -> Any:
    """A word as a value of its kind."""
    if kind is str:
        return word
    if not word:
        raise _NotPlain
    if kind is int:
        if not (word.isascii() and word.isdecimal()) or len(word) > 9:
            raise _NotPlain
        number = int(word)
        if option and ((option.min or 0) > number or (option.max is not None and option.max < number)):
            raise _NotPlain
        return number
    if kind.__name__ == "Path":
        if os.path.lexists(word) and not os.access(word, os.R_OK):
            raise _NotPlain
        return kind(word)
    for one in kind:
        if one.value == word:
            return one
    raise _NotPlain
