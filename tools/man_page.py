"""Makes the manual page, docs/exporter.1, from the command line itself: every command and option with its help.

``python tools/man_page.py``; tests/test_distribution.py holds page and program together. The wheel installs it as
share/man/man1/exporter.1. Macros are those of man(7).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from exporter.cli import app  # noqa: E402
from exporter.version import VERSION  # noqa: E402

TARGET = ROOT / "docs" / "exporter.1"
HIDDEN = ("--install-completion", "--show-completion")
CODES = (
    ("0", "done"),
    ("1", "findings at or above --fail-on, or something that a proof found"),
    ("2", "the command itself is wrong"),
    ("3", "an input cannot be read, or was refused"),
    ("4", "a file could not be written"),
)


def page() -> str:
    """The whole page."""
    command: Any = typer.main.get_command(app)
    context = command.make_context("exporter", [], resilient_parsing=True)
    lines = [
        '.\\" Made by tools/man_page.py from the command line; do not edit.',
        f'.TH EXPORTER 1 "" "exporter {VERSION}" "User Commands"',
        ".SH NAME",
        "exporter \\- export articles as accessible PDF, EPUB and DOCX, and prove it",
        ".SH SYNOPSIS",
        ".B exporter",
        ".I COMMAND",
        "[OPTIONS] ARGUMENT...",
        ".SH DESCRIPTION",
        quoted(command.help),
        ".SH COMMANDS",
    ]
    for name in command.list_commands(context):
        lines += _command(name, command.get_command(context, name))
    lines += [".SH EXIT STATUS"]
    for code, words in CODES:
        lines += [".TP", f".B {code}", quoted(words)]
    lines += [".SH FILES", ".TP", ".I exporter.toml", quoted(SETTINGS)]
    lines += [".SH ENVIRONMENT", ".TP", ".B SOURCE_DATE_EPOCH", quoted(EPOCH)]
    return "\n".join(lines) + "\n"


SETTINGS = "Settings of convert, in the nearest folder upward; or the table [tool.exporter] of pyproject.toml."
EPOCH = "Dates in files where the article says none, in seconds since 1970."


def _command(name: str, command: Any) -> Iterator[str]:
    arguments = " ".join(one.metavar or one.name.upper() for one in command.params if one.param_type_name == "argument")
    yield f".SS exporter {quoted(name)} {quoted(arguments)}"
    yield quoted(command.help or "")
    for one in command.params:
        if one.param_type_name == "option" and not one.hidden and not set(one.opts) & set(HIDDEN):
            yield ".TP"
            names = ", ".join(f"\\fB{quoted(text)}\\fR" for text in [*one.opts, *one.secondary_opts])
            yield names + ("" if one.is_flag else f" \\fI{quoted(_value(one))}\\fR")
            yield quoted(one.help or "")


def _value(option: Any) -> str:
    choices = getattr(option.type, "choices", None)
    if choices:
        return "|".join(str(getattr(one, "value", one)) for one in choices)
    return option.metavar or str(option.type.name).partition(" ")[0].upper()


def quoted(text: str) -> str:
    """Text for roff: on one line, with what it would take for its own escaped."""
    line = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", line)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: written")
