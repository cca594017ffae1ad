"""The document model as JSON, exactly: ``load(dump(document)) == document``, positions and pictures' bytes included.

One generic codec over the dataclasses' fields; no node is named here, so that a new node needs nothing. The published
JSON Schema (``docs/reference/document.schema.json``) is generated from the same fields.
"""

from __future__ import annotations

import base64
import binascii
import json
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar

from exporter.bounds.gate import Limits
from exporter.errors import InputError
from exporter.model import metadata as about
from exporter.model import nodes as model
from exporter.position import Position
from exporter.records import record

VERSION = 2
"""The version of the JSON form. It rises when a document of the older form could be misread."""
OLDER = frozenset([1])
"""Older versions that are read as well. In version 1 a formula set apart was a ``math`` among blocks."""
SCHEMA_ID = f"urn:exporter:document:{VERSION}"
D = TypeVar("D")

_DEPTH = Limits().depth * 8
"""JSON levels allowed: one nested block is at most four levels of JSON (list, object, field, list)."""


# --- what the fields hold -------------------------------------------------------------------------------------------


@record
class _Slot:
    """One field of a model class: its type and what it is when the JSON does not name it."""

    name: str
    type: Any
    default: Any
    required: bool


@cache
def _slots(kind: type[Any]) -> tuple[_Slot, ...]:
    hints = typing.get_type_hints(kind)
    return tuple(_slot(item, hints[item.name]) for item in fields(kind))


def _slot(item: Field[Any], hint: Any) -> _Slot:
    required = item.default is MISSING and item.default_factory is MISSING
    return _Slot(item.name, hint, None if required else item.default, required)


def _tag(kind: type) -> str:
    """The JSON ``type`` of a node class: its name in lower case with underscores, ``block_quote``."""
    return "".join("_" + char.lower() if char.isupper() else char for char in kind.__name__)[1:]


@cache
def _classes() -> dict[str, type]:
    found = (item for item in vars(model).values() if isinstance(item, type) and is_dataclass(item))
    return {_tag(kind): kind for kind in found if issubclass(kind, model.Node) and kind is not model.Node}


# --- writing --------------------------------------------------------------------------------------------------------


def dump(document: Any) -> str:
    """A Document as JSON text: fields in the model's order, what is default left out, two spaces of indent."""
    data = {"version": VERSION, **_encode(document)}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _encode(value: Any) -> Any:
    match value:
        case Position():
            return [value.line, value.column]
        case tuple():
            return [_encode(item) for item in value]
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case str() | int() | None:
            return value
    data: dict[str, Any] = {"type": _tag(type(value))} if isinstance(value, model.Node) else {}
    kind: type = type(value)
    for slot in _slots(kind):
        held = getattr(value, slot.name)
        if slot.required or held != slot.default:
            data[slot.name] = _encode(held)
    return data


# --- reading --------------------------------------------------------------------------------------------------------


def load(text: str, kind: type[D]) -> D:
    """The document in JSON ``text``, as a ``kind`` (the class Document, which stands above this module).

    Raises InputError that names the place (``blocks[3].content[0].kind``) and what was expected there.
    """
    if _too_deep(text):
        raise InputError(f"the JSON is nested deeper than {_DEPTH} levels; nest less deeply")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{error.lineno}:{error.colno}"
        message = f"line {error.lineno}, column {error.colno}: is not JSON: {error.msg}"
        raise InputError(message, place=place) from None
    except ValueError as error:
        raise InputError(f"is not JSON: {error}") from None
    if not isinstance(data, dict):
        raise InputError("the JSON is not a document: an object was expected")
    version = data.pop("version", None)
    if version not in (VERSION, *OLDER) or isinstance(version, bool):
        raise InputError(
            f"version: {VERSION} was expected; this is not a document that this version of exporter can read"
        )
    try:
        document = _object(data, kind, "")
    except RecursionError:
        raise InputError("the JSON is nested too deeply; nest less deeply") from None
    assert isinstance(document, kind)
    return document


def _too_deep(text: str) -> bool:
    """Whether brackets outside of strings nest deeper than the limit; seen before parsing, which would recurse."""
    depth = 0
    inside = escaped = False
    for char in text:
        if inside:
            inside = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            inside = True
        elif char in "[{":
            depth += 1
            if depth > _DEPTH:
                return True
        elif char in "]}":
            depth -= 1
    return False


def _wrong(path: str, expected: str) -> InputError:
    return InputError(f"{path or 'the document'}: {expected} was expected")


def _object(data: Any, kind: type, path: str) -> Any:
    if not isinstance(data, dict):
        raise _wrong(path, "an object")
    slots = {slot.name: slot for slot in _slots(kind)}
    for key in data:
        if key not in slots:
            raise _wrong(f"{path}.{key[:60]}".lstrip("."), f"one of {', '.join(slots)}")
    values: dict[str, Any] = {}
    for name, slot in slots.items():
        place = f"{path}.{name}".lstrip(".")
        if name in data:
            values[name] = _value(data[name], slot.type, place)
        elif slot.required:
            raise _wrong(place, "a value")
    return kind(**values)


def _value(data: Any, hint: Any, path: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        if not isinstance(data, str) or data not in arguments:
            raise _wrong(path, f"one of {', '.join(map(repr, arguments))}")
        return data
    if origin is tuple:
        if not isinstance(data, list):
            raise _wrong(path, "a list")
        return tuple(_value(item, arguments[0], f"{path}[{index}]") for index, item in enumerate(data))
    if origin in (typing.Union, UnionType):
        return _union(data, arguments, path)
    if hint is Position:
        return _position(data, path)
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return _node(data, (hint,), path) if issubclass(hint, model.Node) else _object(data, hint, path)
    return _plain(data, hint, path)


def _union(data: Any, arguments: tuple[Any, ...], path: str) -> Any:
    if type(None) in arguments:
        (other,) = (item for item in arguments if item is not type(None))
        return None if data is None else _value(data, other, path)
    return _node(data, arguments, path)


def _node(data: Any, allowed: tuple[type, ...], path: str) -> Any:
    if not isinstance(data, dict):
        raise _wrong(path, "an object")
    tag = data.get("type")
    known = {_tag(item): item for item in allowed if item not in _classes().values()}  # parts of a publication
    kind = (_classes().get(tag) or known.get(tag)) if isinstance(tag, str) else None
    if kind is model.Math and model.DisplayMath in allowed:  # as version 1 wrote it
        kind = model.DisplayMath
    if kind is None or kind not in allowed:
        raise _wrong(f"{path}.type", f"one of {', '.join(sorted(map(_tag, allowed)))}")
    return _object({key: value for key, value in data.items() if key != "type"}, kind, path)


def _position(data: Any, path: str) -> Position:
    numbers = isinstance(data, list) and len(data) == 2 and all(type(item) is int and item > 0 for item in data)
    if not numbers:
        raise _wrong(path, "[line, column], both from 1,")
    return Position(*data)


def _plain(data: Any, hint: Any, path: str) -> Any:
    if hint is bytes:
        try:
            return base64.b64decode(data if isinstance(data, str) else b"?", validate=True)
        except (binascii.Error, ValueError):
            raise _wrong(path, "base64 text") from None
    if type(data) is not hint:  # exact: True is not a number
        names = {str: "a text", int: "a whole number", bool: "true or false"}
        raise _wrong(path, names[hint])
    return data


# --- the schema -----------------------------------------------------------------------------------------------------


def schema(document: type[Any]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``dump``'s output, made from the dataclasses; ``document`` is the class Document."""
    others: dict[str, type] = {
        **{_tag(kind): kind for kind in (about.Identifier, about.Metadata, about.Person, about.Subject)},
        "resource": model.Resource,
    }
    definitions: dict[str, Any] = {
        "position": {
            "description": _first_line(Position),
            "type": "array",
            "prefixItems": [{"type": "integer", "minimum": 1}, {"type": "integer", "minimum": 1}],
            "items": False,
            "minItems": 2,
        }
    }
    more = _more(document, {*_classes().values(), *others.values(), Position})
    for tag, kind in sorted({**_classes(), **others, **more}.items()):
        definitions[tag] = _class_schema(kind)
    for name in ("Inline", "Block"):
        kinds = typing.get_args(getattr(model, name))
        definitions[name.lower()] = {"oneOf": [_reference(_tag(kind)) for kind in kinds]}
    top = _class_schema(document)
    top["properties"] = {"version": {"const": VERSION}, **top["properties"]}
    top["required"] = ["version", *top.get("required", [])]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID.replace("document", _tag(document)),
        "title": f"exporter {_tag(document)}",
        **top,
        "$defs": definitions,
    }


def _more(kind: type, known: set[type]) -> dict[str, type]:
    """The classes that ``kind`` holds, at any depth, and that are not ``known``: those of a publication."""
    made: dict[str, type] = {}
    for slot in _slots(kind):
        waiting = [slot.type]
        while waiting:
            hint = waiting.pop()
            waiting += typing.get_args(hint)
            if isinstance(hint, type) and is_dataclass(hint) and hint not in known:
                known.add(hint)
                made |= {_tag(hint): hint, **_more(hint, known)}
    return made


def _class_schema(kind: type) -> dict[str, Any]:
    node = issubclass(kind, model.Node)
    properties: dict[str, Any] = {"type": {"const": _tag(kind)}} if node else {}
    properties |= {slot.name: _type_schema(slot.type) for slot in _slots(kind)}
    required = ["type"] if node else []
    required += [slot.name for slot in _slots(kind) if slot.required]
    made: dict[str, Any] = {"description": _first_line(kind), "type": "object", "properties": properties}
    if required:
        made["required"] = required
    return {**made, "additionalProperties": False}


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


def _type_schema(hint: Any) -> Mapping[str, Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _type_schema(arguments[0])}
    if origin in (typing.Union, UnionType):
        for name in ("Inline", "Block"):
            if hint == getattr(model, name):
                return _reference(name.lower())
        return {"anyOf": list(_optional(arguments))}
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return _reference(_tag(hint))
    plain = {str: {"type": "string"}, int: {"type": "integer"}, bool: {"type": "boolean"}}
    return plain.get(hint, {"type": "string", "contentEncoding": "base64"})


def _optional(arguments: tuple[Any, ...]) -> Iterator[Mapping[str, Any]]:
    for item in arguments:
        yield {"type": "null"} if item is type(None) else _type_schema(item)
