"""Frozen data classes made with a third of the work: a start makes some 140 of them, a quarter of its time.

``dataclasses`` writes six functions for each class as text and compiles them. Here one is, ``__init__``; the others are
the same for all classes and ask which fields there are. What comes of it is a data class in every other way: fields,
``replace``, ``match``, pickle. Only what ``dataclasses`` documents is used, so the module itself takes a record for a
data class that can be changed: records inherit from records alone, and only records from them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")

_set: Callable[[Any, str, Any], None] = object.__setattr__


class _Made:
    """Stands in a signature for a value that is made for each new record."""

    def __repr__(self) -> str:
        return "<factory>"


MADE = _Made()


@overload
def record(cls: type[T], /) -> type[T]: ...
@overload
def record(*, kw_only: bool = False, weakref_slot: bool = False) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def record(cls: Any = None, /, *, kw_only: bool = False, weakref_slot: bool = False) -> Any:
    """``dataclass(frozen=True, slots=True)``."""
    if cls is None:
        return lambda one: _made(one, kw_only=kw_only, weakref_slot=weakref_slot)
    return _made(cls, kw_only=False, weakref_slot=False)


def _made(cls: type[Any], *, kw_only: bool, weakref_slot: bool) -> type[Any]:
    own = frozenset(cls.__dict__)
    bare = dataclasses.dataclass(
        init=False, repr=False, eq=False, slots=True, kw_only=kw_only, weakref_slot=weakref_slot
    )
    made: type[Any] = bare(cls)
    fields = dataclasses.fields(made)
    for name, function in {**_init(made, fields), **_compared(fields), **_same_for_all(fields)}.items():
        if name not in own:
            setattr(made, name, function)
    return made


def _init(made: type[Any], fields: tuple[Field[Any], ...]) -> dict[str, Any]:
    """``__init__``, the one function whose text depends on the fields."""
    values: dict[str, Any] = {"_set": _set, "MADE": MADE}
    places: list[str] = []
    words: list[str] = []
    lines: list[str] = []
    for item in (item for item in fields if item.init):
        default = ""
        if item.default is not MISSING:
            default, values[f"_{item.name}"] = f"=_{item.name}", item.default
        elif item.default_factory is not MISSING:
            default, values[f"_{item.name}"] = "=MADE", item.default_factory
        (words if item.kw_only else places).append(item.name + default)
    for item in fields:
        value = item.name
        if item.default_factory is not MISSING:
            value = f"_{item.name}() if {item.name} is MADE else {item.name}" if item.init else f"_{item.name}()"
        elif not item.init:
            continue
        lines.append(f" _set(self, {item.name!r}, {value})")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    head = ", ".join(["self", *places, *(["*", *words] if words else [])])
    exec("\n".join([f"def __init__({head}):", *(lines or [" pass"])]), values)
    init = values["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__annotations__ = {**{item.name: item.type for item in fields if item.init}, "return": None}
    return {"__init__": init}


def _compared(fields: tuple[Field[Any], ...]) -> dict[str, Any]:
    """``__eq__`` and ``__hash__``: of two of one class, by the fields that count."""
    names = [item.name for item in fields if item.compare]
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()
    hashed = [item.name for item in fields if (item.compare if item.hash is None else item.hash)]
    key: Callable[[Any], Any] = attrgetter(*hashed) if hashed else lambda _: ()

    def __eq__(self: Any, other: Any) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash((key(self),))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _same_for_all(fields: tuple[Field[Any], ...]) -> dict[str, Any]:
    names = [item.name for item in fields]
    shown = [item.name for item in fields if item.repr]

    @recursive_repr()
    def __repr__(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def __getstate__(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def __setstate__(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            _set(self, name, value)

    return {
        "__repr__": __repr__,
        "__getstate__": __getstate__,
        "__setstate__": __setstate__,
        "__setattr__": _refuse_setting,
        "__delattr__": _refuse_deleting,
    }


def _refuse_setting(self: Any, name: str, value: Any) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
