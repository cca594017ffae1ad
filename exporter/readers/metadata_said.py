"""What was said about an article: fields and their values, and what could not be understood, told by its rule.

Apart from the names, so that people, numbers and subjects are each read in a file of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import date
from typing import Any, Literal

from exporter.readers import metadata_numbers as numbers
from exporter.readers.metadata_numbers import Wrong
from exporter.records import record

Kind = Literal["name", "type", "value", "number"]
RULES: dict[Kind, str] = {"name": "META001", "type": "META002", "value": "META002", "number": "META003"}


@record
class Problem:
    """What is not known or cannot be used: ``key`` as it was written, and why. ``kind`` decides the rule."""

    kind: Kind
    key: str
    message: str

    @property
    def rule(self) -> str:
        """The rule that it breaks."""
        return RULES[self.kind]


@record(frozen=False)
class Said:
    """What was said: fields of ``model.Metadata`` and their values, and what could not be understood."""

    fields: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def miss(self, kind: Kind, key: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(kind, key, message))

    def add(self, name: str, *items: Any) -> None:
        """Add to a field that holds several."""
        self.fields[name] = (*self.fields.get(name, ()), *items)


def text_of(value: Any) -> str | None:
    """A plain value as one line of text; None for what is not one."""
    match value:
        case bool():
            return None
        case date():
            return value.isoformat()
        case int() if abs(value) >= 10**100:
            return None
        case str() | int() | float():
            return " ".join(str(value).split())
        case _:
            return None


def checked(said: Said, key: str, number: Callable[[str], str], value: Any) -> str:
    """The number in its one form; "" when it is wrong."""
    words = text_of(value)
    if words is None:
        said.miss("type", key, "give the number as a string")
        return ""
    try:
        return number(words) if words else ""
    except Wrong as why:
        said.miss("value" if number is numbers.doi else "number", key, f"“{words[:40]}”: {why}")
        return ""
