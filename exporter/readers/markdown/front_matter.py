"""Front matter: the YAML block at the head of a Markdown article, read as plain data and bounded.

Only the safe loader is used, aliases are refused (they can be made to grow without end), and a tag that would build an
object is an error: front matter is data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.model import Metadata, Person
from exporter.position import Position

_FIRST_LINE = re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:[\w][\w -]*:|[\[{!&*\"'-])")
"""What front matter begins with: a key, or at least something that is YAML and no sentence."""

_UNCONVERTED = (ValueError, OverflowError, TypeError, LookupError, AttributeError, RecursionError)
"""What the YAML library lets through when it makes a value of what is none: ``"\\UFFFFFFFF"``, ``!!bool x``."""

MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 32
_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)

TEXTS: dict[str, str] = {
    "title": "title",
    "subtitle": "subtitle",
    "description": "description",
    "standfirst": "description",
    "summary": "description",
    "publisher": "publisher",
    "date": "published",
    "published": "published",
    "modified": "modified",
    "updated": "modified",
    "source": "source",
    "url": "source",
    "lang": "lang",
    "language": "lang",
    "identifier": "identifier",
    "rights": "rights",
    "cover": "cover",
}
"""Keys that hold one text, and the field of the metadata each fills; the first of two keys for one field wins."""

PEOPLE: dict[str, str] = {
    "author": "aut",
    "authors": "aut",
    "editor": "edt",
    "translator": "trl",
    "photographer": "pht",
}
"""Keys that hold one name or a list, and the MARC relator code of each."""


def split(text: str) -> tuple[str, int]:
    """The YAML at the head of ``text`` ("" for none), and how many lines it takes with its fences."""
    match = _BLOCK.match(text[: MAX_CHARACTERS + 8])
    if match is None or not _FIRST_LINE.match(match[1]):
        return "", 0  # two rules, as CommonMark has them
    return match[1], match[0].count("\n") + (0 if match[0].endswith("\n") else 1)


def read(name: str, yaml_text: str) -> tuple[Metadata, list[Finding]]:
    """The metadata in the YAML, and what of it is not understood. Raises InputError for what is not plain YAML.

    ``cover`` is still the file that the article names; who reads pictures puts the resource's name in its place.
    """
    data = _load(name, yaml_text)
    values: dict[str, Any] = {}
    people: list[Person] = []
    keywords: tuple[str, ...] = ()
    findings: list[Finding] = []
    for key, value in data.items():
        field = TEXTS.get(key)
        if field:
            words = _text(value)
            if words is None:
                findings.append(_unknown(yaml_text, key, "its value is not text"))
            else:
                values.setdefault(field, words)
        elif key in PEOPLE:
            people += [Person(found, PEOPLE[key]) for found in _names(value)]
        elif key in ("keywords", "tags"):
            keywords = tuple(_names(value, commas=True))
        else:
            findings.append(_unknown(yaml_text, key, "it is not known"))
    return Metadata(authors=tuple(people), keywords=keywords, **values), findings


def _load(name: str, text: str) -> dict[str, Any]:
    import yaml

    if _flow_depth(text) > MAX_DEPTH:
        raise InputError(f"{name}: the front matter nests brackets deeper than {MAX_DEPTH} levels; nest less deeply")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise InputError(f"{name}: the front matter uses YAML aliases; write the values out")
        data = yaml.load(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        raise InputError(f"{name}:{line}: the front matter is not plain YAML: {error.problem}; correct it") from None
    except (yaml.YAMLError, *_UNCONVERTED) as error:
        problem = " ".join(str(error).split())[:100]
        raise InputError(f"{name}: the front matter is not plain YAML: {problem}; correct it") from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise InputError(f"{name}: the front matter is not a mapping of keys to values; write “key: value” lines")
    return {str(key).strip().lower(): value for key, value in data.items()}


def _flow_depth(text: str) -> int:
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
    """PyYAML's safe loader; what looks like a date or number and is none (30 February) stays text."""
    import yaml

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


def _text(value: Any) -> str | None:
    match value:
        case None:
            return ""
        case bool():
            return None
        case datetime() | date():
            return value.isoformat()
        case int() if abs(value) >= 10**100:
            return None
        case str() | int() | float():
            return " ".join(str(value).split())
        case _:
            return None


def _names(value: Any, *, commas: bool = False) -> Iterator[str]:
    """Names from a text, a list of texts, or a list of mappings with a ``name``."""
    for item in value if isinstance(value, list) else [value]:
        words = _text(item.get("name") if isinstance(item, dict) else item)
        for part in (words or "").split(",") if commas else [words or ""]:
            if part.strip():
                yield part.strip()


def place_of(key: str, yaml_text: str) -> Position:
    """Where the front matter says ``key``; its first line when that cannot be told."""
    for number, line in enumerate(yaml_text.split("\n"), 2):
        if line.lower().lstrip().startswith(f"{key}:"):
            return Position(number)
    return Position(1)


def _unknown(text: str, key: str, why: str) -> Finding:
    message = f"the front matter's key “{key[:40]}” was not used: {why}"
    return finding("MD002", message, place_of(key, text))
