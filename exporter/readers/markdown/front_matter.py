"""Front matter: the block of YAML, TOML or JSON at the head of a Markdown article, read as plain data and bounded.

YAML stands between ``---`` (Jekyll, pandoc, and most), TOML between ``+++`` (Hugo, Zola), a JSON object opens the text
(Hugo); ``---toml``, ``---json`` and ``;;;`` are gray-matter's. Front matter is data: YAML's aliases and tags are
refused (``plain_yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any, Literal

from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.model import Metadata, Person
from exporter.patterns import pattern
from exporter.position import Position
from exporter.readers import day_words
from exporter.readers.markdown import plain_yaml
from exporter.readers.metadata_names import understood
from exporter.readers.metadata_said import Problem
from exporter.records import record

_FIRST_LINE = pattern(r"\s*(?:#[^\n]*\n\s*)*(?:[\w][\w -]*:|[\[{!&*\"'-])")
"""What front matter begins with: a key, or at least something that is YAML and no sentence."""

MAX_CHARACTERS = 64 * 1024
_YAML = pattern(r"\A---(?:[ \t]*ya?ml)?[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = pattern(r"\A(?:(\+\+\+)|---[ \t]*toml)[ \t]*\n(.*?)(?:^|\n)(?(1)\+\+\+|---)[ \t]*(?:\n|\Z)", re.DOTALL)
_JSON = pattern(r"\A\{[ \t]*\n.*?\n\}[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCED_JSON = pattern(r"\A(?:(;;;)|---[ \t]*json)[ \t]*\n(.*?)(?:^|\n)(?(1);;;|---)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE_BLOCK = pattern(r"\A(?:%[ \t]*(?:\S[^\n]*(?:\n[ \t]+\S[^\n]*)*)?(?:\n|\Z)){1,3}")

TEXTS: dict[str, str] = {
    "title": "title",
    "subtitle": "subtitle",
    "description": "description",
    "standfirst": "description",
    "summary": "description",
    "abstract": "description",
    "publisher": "publisher",
    "date": "published",
    "published": "published",
    "pubdate": "published",
    "publishdate": "published",
    "modified": "modified",
    "updated": "modified",
    "lastmod": "modified",
    "date-modified": "modified",
    "source": "source",
    "url": "source",
    "canonical_url": "source",
    "canonicalurl": "source",
    "lang": "lang",
    "language": "lang",
    "identifier": "identifier",
    "rights": "rights",
    "copyright": "rights",
    "cover": "cover",
}
"""Keys that hold one text, and the field of the metadata each fills; the first of two keys for one field wins."""

PEOPLE: dict[str, str] = {
    "author": "aut",
    "authors": "aut",
    "editor": "edt",
    "editors": "edt",
    "translator": "trl",
    "photographer": "pht",
}
"""Keys that hold one name or a list, and the MARC relator code of each."""

PUBLISHED = frozenset(
    ["identifier", "identifiers", "subjects", "series", "number", "imprint", "place", "edition", "licence"]
)
"""Fields that the table of names fills from keys which are not listed here (``readers.metadata_names``)."""

ELSEWHERE = frozenset(
    ["bibliography", "references", "csl", "reference-section-title", "nocite", "substitutions", "myst"]
)
"""Keys that the readers of citations and of template tags use."""


@record
class Block:
    """The front matter of a text as it stands: what it is written in, itself, and the lines that it takes."""

    form: Literal["", "yaml", "toml", "json", "title block"] = ""
    text: str = ""
    lines: int = 0


@record
class FrontMatter:
    """What front matter says. ``date_words`` is a date as its author wrote it, when that is not ISO 8601."""

    metadata: Metadata = field(default_factory=Metadata)
    findings: tuple[Finding, ...] = ()
    date_words: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def split(text: str) -> Block:
    """The front matter at the head of ``text``."""
    head = text[: MAX_CHARACTERS + 8]
    match = _YAML.match(head)
    if match is not None and _FIRST_LINE.match(match[1]):  # else two rules, as CommonMark has them
        return Block("yaml", match[1], _lines(match[0]))
    match = _TOML.match(head)
    if match is not None:
        return Block("toml", match[2], _lines(match[0]))
    match = _JSON.match(head)
    if match is not None and re.match(r"\{\s*\"", match[0]):
        return Block("json", match[0], _lines(match[0]))
    match = _FENCED_JSON.match(head)
    if match is not None:
        inner = match[2].strip()
        return Block("json", inner if inner.startswith("{") else "{" + inner.rstrip(",") + "}", _lines(match[0]))
    match = _TITLE_BLOCK.match(head)
    return Block("title block", match[0], _lines(match[0])) if match is not None else Block()


def _lines(whole: str) -> int:
    return whole.count("\n") + (0 if whole.endswith("\n") else 1)


def read(name: str, block: Block) -> FrontMatter:
    """The metadata in front matter, and which fields are not understood. Raises InputError for anything but plain data.

    ``cover`` is still the file that the article names; who reads pictures puts the resource's name in its place.
    """
    data = _load(name, block)
    values: dict[str, Any] = {}
    people: list[Person] = []
    keywords: tuple[str, ...] = ()
    findings: list[Finding] = []
    more: dict[str, Any] = {}
    for key, value in data.items():
        target = TEXTS.get(key)
        if target and not (key == "identifier" and isinstance(value, dict | list)):
            words = _text(value)
            if words is None:
                findings.append(_unused(block.text, key, "its value is not a text"))
            elif words:
                values.setdefault(target, words)
        elif key in PEOPLE:
            people += _people(key, value, block.text, findings)
        elif key in ("keywords", "tags"):
            keywords = tuple(_names(value, commas=True))
        elif key not in ELSEWHERE:
            more[key] = value
    date_words = _dates(block.text, values, findings)
    values |= _published(more, people, block.text, findings)
    made = Metadata(authors=tuple(people), keywords=keywords, **values)
    return FrontMatter(made, tuple(findings), date_words, data)


def _people(key: str, value: Any, text: str, findings: list[Finding]) -> list[Person]:
    """The people of one key; where their names are as the table of names has them, with their numbers."""
    plain = [Person(name, PEOPLE[key]) for name in _names(value)]
    said = understood({key: value})
    found: list[Person] = list(said.fields.get("authors", ()))
    if [person.name for person in found] != [person.name for person in plain]:
        return plain
    findings += [_problem(item, text) for item in said.problems if item.kind == "number"]
    return [replace(person, role=PEOPLE[key]) for person in found]


def _published(more: dict[str, Any], people: list[Person], text: str, findings: list[Finding]) -> dict[str, Any]:
    """What publishers say, by the names of docs/metadata.md; what nobody knows is a finding."""
    said = understood(more)
    people += said.fields.pop("authors", ())
    unknown = [item.key for item in said.problems if item.kind == "name"]
    if unknown:
        findings.append(_unknown(text, unknown))
    findings += [_problem(item, text) for item in said.problems if item.kind != "name"]
    return {name: value for name, value in said.fields.items() if name in PUBLISHED}


def _problem(item: Problem, text: str) -> Finding:
    key = item.key.partition(".")[0]
    if item.kind == "type":
        return _unused(text, item.key, item.message)
    message = f"the front matter's key “{item.key[:40]}”: {item.message}; it is left out"
    return finding(item.rule, message, place_of(key, text))


def _dates(text: str, values: dict[str, Any], findings: list[Finding]) -> str:
    """Make dates ISO 8601 where they can be only one day; the words of the one that is shown, where it is not."""
    shown = ""
    for target in ("published", "modified"):
        words = values.get(target, "")
        if not words:
            continue
        values[target] = day_words.iso(words)
        if not values[target]:
            message = f"“{words[:40]}” could be several days; it is shown but is not in the metadata"
            key = next(key for key, name in TEXTS.items() if name == target and place_of(key, text) != Position(1))
            findings.append(finding("MD009", message, place_of(key, text)))
        if target == "published" and not re.match(r"\d{4}(?:-|$)", words):
            shown = words
    return shown


def _load(name: str, block: Block) -> dict[str, Any]:
    match block.form:
        case "toml":
            data = _toml(name, block.text)
        case "json":
            data = _json(name, block.text)
        case "title block":
            data = _title_block(block.text)
        case _:
            data = _yaml(name, block.text)
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise InputError(f"{name}: the front matter is not a mapping of keys to values; write “key: value” lines")
    return {str(key).strip().lower(): value for key, value in data.items()}


def _yaml(name: str, text: str) -> Any:
    try:
        return plain_yaml.load(text)
    except plain_yaml.NotPlain as error:
        raise _unreadable(name, None if error.line is None else error.line + 2, f"the front matter {error}") from None


def _toml(name: str, text: str) -> Any:
    import tomllib  # noqa: PLC0415  (start-up: only for front matter in TOML)

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        line = re.search(r"at line (\d+)", str(error))
        problem = re.sub(r"\s*\(at .*\)", "", " ".join(str(error).split()))[:100]
        message = f"the front matter is not TOML: {problem}; correct it"
        raise _unreadable(name, int(line[1]) + 1 if line else None, message) from None


def _unreadable(name: str, line: int | None, message: str) -> InputError:
    return InputError(f"{name}: {message}") if line is None else InputError.at(name, line, message)


def _json(name: str, text: str) -> Any:
    import json  # noqa: PLC0415  (start-up: few write their front matter so)

    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = f"the front matter is not JSON: {error.msg}; correct it"
        raise InputError.at(name, error.lineno, message) from None
    except (RecursionError, ValueError):
        raise InputError(f"{name}: the front matter is not JSON that can be read; correct it") from None


def _title_block(text: str) -> dict[str, Any]:
    """pandoc's title block: lines of title, authors, date, each after a percent sign (pandoc, pandoc_title_block)."""
    parts = [" ".join(part.split()) for part in re.split(r"(?:\A|\n)%", text)[1:]]
    held: dict[str, Any] = dict(zip(("title", "author", "date"), parts, strict=False))
    if held.get("author"):
        held["author"] = [name.strip() for name in held["author"].split(";")]
    return {key: value for key, value in held.items() if value}


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
    """Names from a text, a list of texts, or a list of mappings with a ``name`` (whole, or given and family)."""
    for item in value if isinstance(value, list) else [value]:
        words = _text(_name(item))
        for part in (words or "").split(",") if commas else [words or ""]:
            if part.strip():
                yield part.strip()


def _name(item: Any) -> Any:
    held = item.get("name") if isinstance(item, dict) else item
    if isinstance(item, dict) and held is None:
        held = item
    if isinstance(held, dict):
        parts = [_text(held.get(key)) for key in ("given", "first", "non-dropping-particle", "family", "last")]
        return " ".join(part for part in parts if part) or _text(held.get("literal"))
    return held


def place_of(key: str, text: str) -> Position:
    """Where the front matter says ``key``; its first line when that cannot be told."""
    for number, line in enumerate(text.split("\n"), 2):
        if re.match(rf"[\"']?{re.escape(key)}[\"']?\s*[:=]", line.lower().lstrip()):
            return Position(number)
    return Position(1)


def _unused(text: str, key: str, why: str) -> Finding:
    return finding("MD002", f"the front matter's key “{key[:40]}” was not used: {why}", place_of(key, text))


def _unknown(text: str, keys: list[str]) -> Finding:
    """One finding for all keys that are not known: they have one cause."""
    named = ", ".join(f"“{key[:40]}”" for key in keys[:8]) + (f" and {len(keys) - 8} more" if len(keys) > 8 else "")
    said = f"key {named} was not used: it is" if len(keys) == 1 else f"keys {named} were not used: they are"
    message = f"the front matter's {said} not known"
    return finding("MD002", message, place_of(keys[0], text))
