"""Data classes made with a third of the work: a start makes some 150 of them, a quarter of its time.

``dataclasses`` writes six functions for each class as text and compiles them. Here none is compiled: ``__init__`` is a
body of as many fields (``record_inits``) with their names put in, the others are the same for all classes and ask which
fields there are. What comes of it is a data class in every other way: fields, ``replace``, ``match``, pickle. Only what
``dataclasses`` documents is used, so the module itself takes a frozen record for a data class that can be changed:
records inherit from records alone, and only records from them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError
from inspect import get_annotations
from operator import attrgetter
from reprlib import recursive_repr
from types import CodeType, FunctionType
from typing import Any, TypeVar, dataclass_transform, overload

from exporter.record_inits import BODIES

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
def record(
    *, frozen: bool = True, kw_only: bool = False, weakref_slot: bool = False
) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def record(cls: Any = None, /, *, frozen: bool = True, kw_only: bool = False, weakref_slot: bool = False) -> Any:
    """``dataclass(frozen=True, slots=True)``; with ``frozen=False`` ``dataclass(slots=True)``."""
    if cls is None:
        return lambda one: _made(one, frozen=frozen, kw_only=kw_only, weakref_slot=weakref_slot)
    return _made(cls, frozen=True, kw_only=False, weakref_slot=False)


def _made(cls: type[Any], *, frozen: bool, kw_only: bool, weakref_slot: bool) -> type[Any]:
    own = frozenset(cls.__dict__)
    kinds = get_annotations(cls)
    if not cls.__doc__:  # dataclasses would ask for a signature that is not there yet, which takes long
        cls.__doc__ = f"{cls.__name__}({', '.join(kinds)})"
    cls.__annotations__ = {name: kind if _may_be_no_field(kind) else object for name, kind in kinds.items()}
    bare = dataclasses.dataclass(
        init=False, repr=False, eq=False, slots=True, kw_only=kw_only, weakref_slot=weakref_slot
    )
    made: type[Any] = bare(cls)
    made.__annotations__ = kinds
    fields = dataclasses.fields(made)
    for item in fields:
        item.type = kinds.get(item.name, item.type)
    functions = {"__init__": _init(made, fields), **_compared(fields), "__repr__": _shown(fields)}
    if frozen:
        functions |= _unchanged(fields)
    elif "__hash__" not in own:
        functions["__hash__"] = None
    for name, function in functions.items():
        if name not in own:
            setattr(made, name, function)
    return made


def _may_be_no_field(kind: Any) -> bool:
    """Whether an annotation may say that it is of no field. ``dataclasses`` searches each text thrice for that."""
    said = kind if isinstance(kind, str) else repr(kind)
    return "Var" in said or "KW_ONLY" in said


def _init(made: type[Any], fields: tuple[Field[Any], ...]) -> Any:
    """``__init__``, the one function whose body depends on the fields."""
    given = [item for item in fields if item.init]
    places, words = ([item for item in given if item.kw_only is kind] for kind in (False, True))
    names = [item.name for item in (*places, *words)]
    after = _after(made, fields)
    if not names:
        return _without_values(after)
    body = BODIES.get(len(names)) or _body(names)
    stand_ins = body.co_varnames[1 : len(names) + 1]
    # what a slot itself offers puts a value there in half the time of object.__setattr__
    values = {f"_{one}": getattr(made, name).__set__ for one, name in zip(stand_ins, names, strict=True)}
    if after is not None:
        values[f"_{stand_ins[-1]}"] = _then(values[f"_{stand_ins[-1]}"], after)
    code = body.replace(
        co_name="__init__",
        co_qualname=f"{made.__qualname__}.__init__",
        co_varnames=("self", *names),
        co_argcount=1 + len(places),
        co_kwonlyargcount=len(words),
    )
    init = FunctionType(code, values, "__init__", tuple(_defaults(places).values()))
    init.__kwdefaults__ = _defaults(words)
    init.__module__ = made.__module__
    init.__annotations__ = {**{item.name: item.type for item in given}, "return": None}
    return init


def _without_values(after: Callable[[Any], None] | None) -> Any:
    def __init__(self: Any) -> None:
        if after is not None:
            after(self)

    __init__.__annotations__ = {"return": None}
    return __init__


def _defaults(fields: Sequence[Field[Any]]) -> dict[str, Any]:
    """What fields are when nobody says; TypeError where one that must be said stands after one that need not be."""
    found: dict[str, Any] = {}
    for item in fields:
        if item.default is not MISSING or item.default_factory is not MISSING:
            found[item.name] = MADE if item.default is MISSING else item.default
        elif found and not item.kw_only:
            raise TypeError(f"non-default argument {item.name!r} follows default argument")
    return found


def _body(names: Sequence[str]) -> CodeType:
    """A body that is compiled: for very many fields."""
    values: dict[str, Any] = {}
    exec("\n ".join([f"def body(self, {', '.join(names)}):", *(f"_{name}(self, {name})" for name in names)]), values)
    code: CodeType = values["body"].__code__
    return code


def _after(made: type[Any], fields: tuple[Field[Any], ...]) -> Callable[[Any], None] | None:
    """What is done when all values that were given are in their places; None where that is nothing."""
    factories = [(item.name, item.default_factory) for item in fields if item.default_factory is not MISSING]
    checked = hasattr(made, "__post_init__")
    if not factories and not checked:
        return None
    given = {item.name for item in fields if item.init}

    def after(self: Any) -> None:
        for name, factory in factories:
            if name not in given or getattr(self, name) is MADE:
                _set(self, name, factory())
        if checked:
            self.__post_init__()

    return after


def _then(put: Callable[[Any, Any], None], after: Callable[[Any], None]) -> Callable[[Any, Any], None]:
    def last(self: Any, value: Any) -> None:
        put(self, value)
        after(self)

    return last


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


def _shown(fields: tuple[Field[Any], ...]) -> Callable[[Any], str]:
    """``__repr__``."""
    shown = [item.name for item in fields if item.repr]

    @recursive_repr()
    def __repr__(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return __repr__


def _unchanged(fields: tuple[Field[Any], ...]) -> dict[str, Any]:
    """What nothing changes with: no value is set, and pickle has a way round that."""
    names = [item.name for item in fields]

    def __getstate__(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def __setstate__(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            _set(self, name, value)

    return {
        "__getstate__": __getstate__,
        "__setstate__": __setstate__,
        "__setattr__": _refuse_setting,
        "__delattr__": _refuse_deleting,
    }


def _refuse_setting(self: Any, name: str, value: Any) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
