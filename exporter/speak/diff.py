"""What one file tells and another does not: two transcripts side by side, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from exporter.comparison.sequences import opcodes
from exporter.errors import printable
from exporter.speak import Line

CONTEXT = 2


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that differs: the lines of the first transcript from line ``start`` (from 1), and those of the second.

    ``before`` are the lines that both have just before it.
    """

    start: int
    other_start: int
    before: tuple[Line, ...]
    only_first: tuple[Line, ...]
    only_second: tuple[Line, ...]


def differences(one: Sequence[Line], two: Sequence[Line]) -> list[Difference]:
    """Every stretch in which two transcripts differ, in order."""
    return list(_differences(one, two))


def _differences(one: Sequence[Line], two: Sequence[Line]) -> Iterator[Difference]:
    for equal, a, a_end, b, b_end in opcodes(one, two):
        if not equal:
            before = tuple(one[max(0, a - CONTEXT) : a])
            yield Difference(a + 1, b + 1, before, tuple(one[a:a_end]), tuple(two[b:b_end]))


def as_text(found: Sequence[Difference], names: tuple[str, str]) -> str:
    """The differences as lines marked - (only the first file) and +, after the lines that both have before them."""
    if not found:
        return "both tell the same\n"
    lines = [f"- {names[0]}", f"+ {names[1]}"]
    for item in found:
        lines.append(f"line {item.start}:")
        for sign, part in ((" ", item.before), ("-", item.only_first), ("+", item.only_second)):
            lines += [f"{sign} {line}" for line in part]
    return "".join(printable(line) + "\n" for line in lines)


def as_json(found: Sequence[Difference], names: tuple[str, str]) -> str:
    """The differences as a JSON object; lines are counted from 1 in each transcript."""
    sides: tuple[Literal["first", "second"], ...] = ("first", "second")
    data = [
        {
            side: {"line": start, "lines": [str(line) for line in lines]}
            for side, start, lines in zip(
                sides, (item.start, item.other_start), (item.only_first, item.only_second), strict=True
            )
        }
        for item in found
    ]
    return json.dumps({"files": list(names), "same": not found, "differences": data}, ensure_ascii=False, indent=2)
