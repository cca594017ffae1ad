"""YAML as plain data, bounded: no tags, no aliases (they can be made to grow without end), no deep nesting."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from exporter.patterns import pattern

MAX_DEPTH = 32
UNCONVERTED = (ValueError, OverflowError, TypeError, LookupError, AttributeError, RecursionError)
"""Errors that the YAML library lets through when it converts an invalid value: ``"\\UFFFFFFFF"``, ``!!bool x``."""


class NotPlain(ValueError):
    """YAML that is not plain data. ``line`` is where, from 0, or None."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem)
        self.line = line


_LINE = pattern(
    r"""(?P<key>[A-Za-z][\w-]{0,60}):[ ]++
    (?:(?P<day>\d{4}-\d\d-\d\d) | "(?P<double>[^"\\]*+)" | '(?P<single>[^']*+)'
    | (?P<words>[^\W\d_](?:[^:\#]|:(?![ ]|$)|(?<![ ])\#)*+))""",
    re.VERBOSE,
)
_NO_WORDS = frozenset("y n yes no true false on off null".split())
"""What YAML 1.1 takes for a boolean or for nothing."""
_PRINTABLE = pattern("[^\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*")


def of_lines(text: str) -> dict[str, Any] | None:
    """The data of lines “key: value” whose values are plainly words, texts in quotes or days; None for all other YAML.

    So the front matter of most articles needs no parser, which takes longer to load than they to read.
    """
    found: dict[str, Any] = {}
    for line in text.split("\n"):
        if not line or line.isspace() or line.startswith("#"):
            if not line.isascii() or not line.isprintable():
                return None
            continue
        match = _LINE.fullmatch(line.rstrip(" "))
        if match is None or not _PRINTABLE.fullmatch(line):
            return None
        key, day, words = match["key"], match["day"], match["words"]
        if key.lower() in _NO_WORDS or (words and words.lower() in _NO_WORDS):
            return None
        found[key] = _day(day) if day else words or match["double"] or match["single"] or ""
    return found or None


def _day(words: str) -> Any:
    """A day, as YAML has it; what looks like a day and is not stays text."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return words


def load(text: str) -> Any:
    """The data in ``text``. Raises NotPlain."""
    if (plain := of_lines(text)) is not None:
        return plain
    import yaml  # noqa: PLC0415  (start-up: only for front matter that is more than plain lines)

    if flow_depth(text) > MAX_DEPTH:
        raise NotPlain(f"nests brackets deeper than {MAX_DEPTH} levels; nest less deeply")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise NotPlain("uses YAML aliases; write the values out")
        return yaml.load(text, Loader=_loader())
    except NotPlain:
        raise
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise NotPlain(f"is not plain YAML: {error.problem}; correct it", line) from None
    except (yaml.YAMLError, *UNCONVERTED) as error:
        problem = " ".join(str(error).split())[:100]
        raise NotPlain(f"is not plain YAML: {problem}; correct it") from None


def flow_depth(text: str) -> int:
    """How deep brackets nest, those in quotes counted too: PyYAML's work grows with the square of it."""
    depth = deepest = 0
    for char in text:
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


@cache
def _loader() -> Any:
    """PyYAML's safe loader; what looks like a date or number but is invalid (30 February) stays text."""
    import yaml  # noqa: PLC0415  (start-up: only for front matter)

    class Loader(yaml.SafeLoader):
        pass

    def or_text(kind: str) -> Any:
        build = yaml.SafeLoader.yaml_constructors[f"tag:yaml.org,2002:{kind}"]

        def made(loader: Any, node: Any) -> Any:
            try:
                return build(loader, node)
            except (ValueError, OverflowError):
                return loader.construct_scalar(node)

        return made

    for kind in ("timestamp", "int", "float"):
        Loader.add_constructor(f"tag:yaml.org,2002:{kind}", or_text(kind))
    return Loader
