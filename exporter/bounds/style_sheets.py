"""Custom style sheets before anything parses them: regular files, not too large, nothing nested without end.

The layout and the parsers of CSS follow brackets and selectors by recursion, and compute with any number. A sheet is a
publisher's own, so it is not repaired but refused, in one line that names the place.
"""

from __future__ import annotations

import re
from pathlib import Path

from exporter.bounds.gate import Limits, Refused, open_regular
from exporter.errors import UsageError
from exporter.patterns import pattern

SELECTOR_PARTS = 200
"""Elements in a row that a selector may name (``a b > c``): the layout follows each of them into a call of its own."""

LARGEST = 1_000_000.0
"""The largest length that is computed with, in any unit: pages have no room for more, and sums would overflow."""

_TOKEN = pattern(
    r"""(?P<quiet>url\(\s*[^"'\s)][^)]*\)?|/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\\.)
    |(?P<opens>[({\[])|(?P<closes>[)}\]])|(?P<ends>;)
    |(?<![\w\#+-])(?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(?P<unit>%|[a-z]+)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_NEXT_ELEMENT = pattern(r"[\s>+~]+")


def read_sheet(path: Path, limits: Limits) -> bytes:
    """A style sheet's bytes. Raises UsageError when it cannot be read or its imports nest too deep."""
    try:
        with open_regular(path) as file:
            data = file.read(limits.style_bytes + 1)
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file; check the name") from None
    except (OSError, Refused) as error:
        why = getattr(error, "strerror", None) or str(error) or "cannot be read"
        raise UsageError(f"{path}: the style sheet cannot be read: {why}") from None
    if len(data) > limits.style_bytes:
        raise UsageError(f"{path}: {limits.passed('style_bytes')}")
    refuse_odd(data.decode("utf-8", "replace"), str(path), limits)
    return data


def refuse_odd(text: str, name: str, limits: Limits) -> None:
    """Raise UsageError, with the line, for what is nested too deeply or too large to compute with."""
    depth, begin = 0, 0
    for token in _TOKEN.finditer(text):
        if token["opens"]:
            if token["opens"] == "{" and depth < 8:
                _refuse_selector(text, begin, token.start(), name)
            depth += 1
            begin = token.end()
            if depth > limits.style_depth:
                raise _refusal(text, token.start(), name, limits.passed("style_depth", "its nesting of brackets"))
        elif token["closes"]:
            depth = max(depth - 1, 0)
            begin = token.end() if token["closes"] == "}" else begin
        elif token["ends"]:
            begin = token.end()
        elif token["number"] and abs(float(token["number"])) > LARGEST:
            shown = token[0] if len(token[0]) < 20 else token[0][:19] + "…"
            raise _refusal(text, token.start(), name, f"“{shown}” is larger than {LARGEST:,.0f}; write a smaller value")


def _refuse_selector(text: str, begin: int, end: int, name: str) -> None:
    if end - begin <= SELECTOR_PARTS:
        return
    for part in text[begin:end].split(","):
        if len(_NEXT_ELEMENT.split(part.strip())) > SELECTOR_PARTS:
            message = f"a selector names more than {SELECTOR_PARTS} elements in a row; shorten it"
            raise _refusal(text, begin, name, message)


def _refusal(text: str, offset: int, name: str, message: str) -> UsageError:
    return UsageError.at(name, text.count("\n", 0, offset) + 1, message)
