"""What a command says of itself: its options and arguments, and how it ends.

Apart from the framework (Typer), which most runs do not need: what is plain is read without it (``plain``), and it is
made from these declarations where it is loaded (``framework``).
"""

from __future__ import annotations


class Option:
    """An option: its names, the word for its value, its help, and the bounds of a number."""

    __slots__ = ("help", "max", "metavar", "min", "names")

    def __init__(
        self, *names: str, help: str, metavar: str | None = None, min: int | None = None, max: int | None = None
    ) -> None:
        self.names, self.help, self.metavar, self.min, self.max = names, help, metavar, min, max


class Argument:
    """An argument: the word for it, and its help."""

    __slots__ = ("help", "metavar")

    def __init__(self, *, metavar: str, help: str) -> None:
        self.metavar, self.help = metavar, help


class Ended(Exception):
    """A command ended with an exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(int(code))
        self.code = int(code)


class Misused(Exception):
    """Options of a command that do not go together; the message says which."""
