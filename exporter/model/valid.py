"""Whether a document that a program built is one: every field of every node of its kind, or the place of the first
that is not.

The type checker says the same before the program runs; a document from data that nobody typed is told here, with the
path of the wrong node, and not by an exception deep inside a writer. The kinds are those of the JSON form.
"""

from __future__ import annotations

import typing
from collections import Counter
from collections.abc import Iterator
from dataclasses import is_dataclass
from types import UnionType
from typing import Any, TypeAlias

from exporter.errors import UsageError
from exporter.model.document import Document
from exporter.model.json_form import _slots
from exporter.model.nodes import Cell, Column, List, Resource

Path: TypeAlias = tuple[Any, str]
"""Where a value stands: the path of what holds it, and the step from there. Put into words only when it is wrong."""

LEAST: dict[tuple[type, str], int] = {
    (Cell, "rowspan"): 1,
    (Cell, "colspan"): 1,
    (Column, "width"): 0,
    (List, "start"): 0,
    (Resource, "width"): 0,
    (Resource, "height"): 0,
}
"""The least number that a field can hold."""


def validate(document: Any) -> None:
    """Raise UsageError naming the path of the first field of ``document`` that holds what it cannot hold."""
    if not isinstance(document, Document):
        raise UsageError(f"a Document was expected, not a value of type {type(document).__name__}")
    waiting: list[tuple[Any, Any, Path]] = [(document, Document, ((), "document"))]
    while waiting:
        value, hint, path = waiting.pop()
        waiting.extend(reversed(list(_held(value, hint, path))))
    names = Counter(item.name for item in document.resources)
    for number, item in enumerate(document.resources):
        if names[item.name] > 1 or not item.name:
            raise _wrong(
                (((), "document.resources"), f"[{number}].name"), "a name that no other resource has", item.name
            )


def _held(value: Any, hint: Any, path: Path) -> Iterator[tuple[Any, Any, Path]]:
    """What ``value`` holds, to be looked at next. Raises UsageError when it is not what ``hint`` says."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        if not isinstance(value, str) or value not in arguments:
            raise _wrong(path, f"one of {', '.join(map(repr, arguments))}", value)
    elif origin is tuple:
        if type(value) is not tuple:
            raise _wrong(path, f"a tuple of {_called(arguments[0])}", value)
        yield from ((item, arguments[0], (path, f"[{number}]")) for number, item in enumerate(value))
    elif origin in (typing.Union, UnionType):
        if type(value) not in arguments:
            raise _wrong(path, _called(hint), value)
        if is_dataclass(value):
            yield from _fields(value, path)
    elif is_dataclass(hint):
        if type(value) is not hint:
            raise _wrong(path, _called(hint), value)
        yield from _fields(value, path)
    elif type(value) is not hint:  # exact: True is not a number
        raise _wrong(path, _called(hint), value)


def _fields(value: Any, path: Path) -> Iterator[tuple[Any, Any, Path]]:
    kind: type[Any] = type(value)
    slots: tuple[Any, ...] = _slots(kind)  # type: ignore[arg-type]  # a class is hashable
    for slot in slots:
        held = getattr(value, slot.name)
        least = LEAST.get((kind, slot.name))
        if least is not None and type(held) is int and held < least:
            raise _wrong((path, f".{slot.name}"), f"a number from {least} on", held)
        yield held, slot.type, (path, f".{slot.name}")


NAMES: dict[Any, str] = {str: "a text", int: "a whole number", bool: "True or False", bytes: "bytes"}


def _called(hint: Any) -> str:
    """What a field holds, in words."""
    if typing.get_origin(hint) in (typing.Union, UnionType):
        kinds = [item for item in typing.get_args(hint) if item is not type(None)]
        names = ", ".join(NAMES.get(kind) or kind.__name__ for kind in kinds)
        optional = " or None" if len(kinds) < len(typing.get_args(hint)) else ""
        return f"one of {names}" if len(kinds) > 1 else f"{names}{optional}"
    return NAMES.get(hint) or str(getattr(hint, "__name__", hint))


def _wrong(path: Any, expected: str, value: Any) -> UsageError:
    steps = []
    while path:
        path, step = path
        steps.append(step)
    place = "".join(reversed(steps))
    shown = repr(value) if isinstance(value, str | int | None) else f"a value of type {type(value).__name__}"
    message = f"{place}: {expected} was expected, not {shown:.80}"
    return UsageError(message, code="invalid-document", place=place)
