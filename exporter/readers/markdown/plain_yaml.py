"""YAML as plain data, bounded: no tags, no aliases (they can be made to grow without end), no deep nesting."""

from __future__ import annotations

from functools import cache
from typing import Any

MAX_DEPTH = 32
UNCONVERTED = (ValueError, OverflowError, TypeError, LookupError, AttributeError, RecursionError)
"""Errors that the YAML library lets through when it converts an invalid value: ``"\\UFFFFFFFF"``, ``!!bool x``."""


class NotPlain(ValueError):
    """YAML that is not plain data. ``line`` is where, from 0, or None."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem)
        self.line = line


def load(text: str) -> Any:
    """The data in ``text``. Raises NotPlain."""
    import yaml  # noqa: PLC0415  (start-up: only for front matter)

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
