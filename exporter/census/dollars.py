"""Dollars that a parser takes for the marks of a formula where there is none: prices, names of variables.

Apart from the walk because it is asked of the text before. What stands between two dollars and cuts a stretch of code
in two cannot be a formula: ``$HOME/bin`` and later `` `$PATH` ``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

ROUNDS = 8
"""So often is what was taken for a formula looked for again: with one gone, the next may begin."""


def without_false_formulas(text: str, events: Callable[[str], Iterable[Any]]) -> str:
    """``text`` with a backslash before each dollar that opens what cuts a stretch of code in two.

    ``events`` are those of a parser, each with its range in the bytes of a text.
    """
    if "`" not in text or text.count("$") < 2:
        return text
    for _ in range(ROUNDS):
        places = [
            place["start"]
            for event, place in events(text)
            if isinstance(event, dict) and str(event.get("InlineMath", "")).count("`") % 2
        ]
        if not places:
            break
        raw = text.encode()
        pieces = [raw[start:end] for start, end in zip([0, *places], [*places, len(raw)], strict=True)]
        text = b"\\".join(pieces).decode()
    return text
