"""What a user says about an article, in a file, on the command line or in a program: fields, and findings.

A name that does not exist, or a value of the wrong kind, is an error of whoever typed it; in a file, which other
programs read as well, it is a finding. A value that cannot be right is a finding everywhere, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path, PurePath
from typing import Any

from exporter.bounds.gate import Refused, read_regular
from exporter.errors import InputError, UsageError
from exporter.findings import Finding, finding
from exporter.model import Metadata
from exporter.position import Position
from exporter.readers.metadata_names import known_names, understood
from exporter.readers.metadata_said import Problem

Fields = tuple[tuple[str, Any], ...]
"""Fields of the metadata and their values."""

MOST_BYTES = 1_000_000
KINDS = {".toml": "TOML", ".yaml": "YAML", ".yml": "YAML", ".json": "JSON"}
LISTS = ("authors", "identifiers")


def patch_of(data: Mapping[str, Any], told: str = "metadata: {}") -> tuple[Fields, tuple[Finding, ...]]:
    """The fields that ``data`` sets. Raises UsageError for a name or kind of value that does not exist.

    ``told`` is how messages call a name.
    """
    said = understood(data)
    for problem in said.problems:
        if problem.kind == "name":
            known = ", ".join(dict.fromkeys(known_names()))
            raise UsageError(f"{told.format(f'“{problem.key}”')} is not a field; choose one of {known}")
        if problem.kind == "type":
            raise UsageError(f"{told.format(problem.key)}: {problem.message}")
    found = tuple(
        finding(item.rule, f"{told.format(item.key)}: {item.message}; it is left out") for item in said.problems
    )
    return tuple(said.fields.items()), found


def patch_of_file(path: str) -> tuple[Fields, tuple[Finding, ...]]:
    """The fields that a file sets: TOML, YAML or JSON, by its suffix. Raises InputError, UsageError."""
    kind = KINDS.get(PurePath(path).suffix.lower())
    if kind is None:
        raise UsageError(f"--metadata-file {path}: its name must end in {', '.join(KINDS)}; rename it")
    try:
        text = read_regular(Path(path), MOST_BYTES).decode("utf-8-sig")
    except Refused as why:
        raise InputError(f"{path}: {why}; name another file of metadata") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8; save it as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be read: {reason}; check --metadata-file") from None
    data = _parsed(path, kind, text)
    if not isinstance(data, dict):
        raise InputError(f"{path}: is not a table of names and values; write “name: value” lines")
    said = understood(data)
    return tuple(said.fields.items()), tuple(_placed(item, path, text) for item in said.problems)


def merged(*patches: Fields) -> Fields:
    """Several patches as one: the later wins."""
    made: dict[str, Any] = {}
    for patch in patches:
        for name, value in patch:
            made[name] = _joined(name, made.get(name, ()), value)
    return tuple(made.items())


def with_patch(metadata: Metadata, patch: Fields) -> Metadata:
    """``metadata`` with what the user says in the place of what the article says.

    People take the place of those with the same role, identifiers of those in the same scheme.
    """
    return replace(metadata, **{name: _joined(name, getattr(metadata, name), value) for name, value in patch})


def of_metadata(said: Metadata) -> Fields:
    """The fields that a Metadata of the model sets."""
    return tuple((item.name, held) for item in fields(said) if (held := getattr(said, item.name)))


def _joined(name: str, old: Any, new: Any) -> Any:
    if name not in LISTS or not new:
        return new
    kinds = {_kind(item) for item in new}
    return tuple(sorted((*new, *(item for item in old if _kind(item) not in kinds)), key=_rank))


def _rank(item: Any) -> bool:
    """Authors before other people, ISBNs before other numbers; else the order in which they are said."""
    return _kind(item) != "aut" and getattr(item, "scheme", "") != "isbn"


def _kind(item: Any) -> Any:
    """Authors and creators are one kind; an ISBN is of its format."""
    role = getattr(item, "role", "")
    return ("aut" if role == "cre" else role) or (item.scheme, item.format)


def _placed(problem: Problem, path: str, text: str) -> Finding:
    """A finding at the line of the file that says the name."""
    message = f"“{problem.key}”: {problem.message}; it is left out" if problem.kind != "name" else ""
    made = finding(problem.rule, message or f"“{problem.key[:60]}” is not known; it is left out")
    key = re.escape(problem.key.rpartition(".")[2])
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(rf"\s*(?:- )?[\[\"']*{key}[\"'\]]*\s*(?:[:=]|$)", line):
            return replace(made, file=path, pos=Position(number), snippet=line.strip()[:200])
    return replace(made, file=path)


def _parsed(path: str, kind: str, text: str) -> Any:
    import tomllib

    from exporter.readers.markdown import plain_yaml

    try:
        match kind:
            case "TOML":
                return tomllib.loads(text)
            case "JSON":
                import json

                return json.loads(text)
            case _:
                return plain_yaml.load(re.sub(r"\n(?:---|\.\.\.)\s*\Z", "\n", text)) or {}
    except plain_yaml.NotPlain as error:
        where = f"line {error.line + 1}: " if error.line is not None else ""
        raise InputError(f"{path}: {where}{error}") from None
    except (ValueError, RecursionError) as error:
        problem = " ".join(str(error).split())[:100]
        raise InputError(f"{path}: is not {kind}: {problem}; correct it") from None
