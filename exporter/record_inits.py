"""Bodies of ``__init__`` for records, compiled with this file: ``records`` puts the names of a class's fields in them.

There is one for each number of fields, and the last value is put in its place by a function of its own, which may do
more after it. Classes with more fields are rare: theirs is compiled where they are made.
"""

from __future__ import annotations

from typing import Any

_set: Any = None
"""Puts a value in its place; the functions that are made from these have their own."""
_last: Any = None


def _of_1(self: Any, a: Any) -> None:
    _last(self, "a", a)


def _of_2(self: Any, a: Any, b: Any) -> None:
    _set(self, "a", a)
    _last(self, "b", b)


def _of_3(self: Any, a: Any, b: Any, c: Any) -> None:
    _set(self, "a", a)
    _set(self, "b", b)
    _last(self, "c", c)


def _of_4(self: Any, a: Any, b: Any, c: Any, d: Any) -> None:
    _set(self, "a", a)
    _set(self, "b", b)
    _set(self, "c", c)
    _last(self, "d", d)


def _of_5(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any) -> None:
    _set(self, "a", a)
    _set(self, "b", b)
    _set(self, "c", c)
    _set(self, "d", d)
    _last(self, "e", e)


def _of_6(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any) -> None:
    _set(self, "a", a)
    _set(self, "b", b)
    _set(self, "c", c)
    _set(self, "d", d)
    _set(self, "e", e)
    _last(self, "f", f)


def _of_7(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any) -> None:
    _set(self, "a", a)
    _set(self, "b", b)
    _set(self, "c", c)
    _set(self, "d", d)
    _set(self, "e", e)
    _set(self, "f", f)
    _last(self, "g", g)


def _of_8(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any) -> None:
    _set(self, "a", a)
    _set(self, "b", b)
    _set(self, "c", c)
    _set(self, "d", d)
    _set(self, "e", e)
    _set(self, "f", f)
    _set(self, "g", g)
    _last(self, "h", h)


def _of_9(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any, i: Any) -> None:
    _set(self, "a", a)
    _set(self, "b", b)
    _set(self, "c", c)
    _set(self, "d", d)
    _set(self, "e", e)
    _set(self, "f", f)
    _set(self, "g", g)
    _set(self, "h", h)
    _last(self, "i", i)


def _of_10(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any, i: Any, j: Any) -> None:
    _set(self, "a", a)
    _set(self, "b", b)
    _set(self, "c", c)
    _set(self, "d", d)
    _set(self, "e", e)
    _set(self, "f", f)
    _set(self, "g", g)
    _set(self, "h", h)
    _set(self, "i", i)
    _last(self, "j", j)


def _of_11(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any, i: Any, j: Any, k: Any) -> None:
    _set(self, "a", a)
    _set(self, "b", b)
    _set(self, "c", c)
    _set(self, "d", d)
    _set(self, "e", e)
    _set(self, "f", f)
    _set(self, "g", g)
    _set(self, "h", h)
    _set(self, "i", i)
    _set(self, "j", j)
    _last(self, "k", k)


def _of_12(
    self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any, i: Any, j: Any, k: Any, m: Any
) -> None:
    _set(self, "a", a)
    _set(self, "b", b)
    _set(self, "c", c)
    _set(self, "d", d)
    _set(self, "e", e)
    _set(self, "f", f)
    _set(self, "g", g)
    _set(self, "h", h)
    _set(self, "i", i)
    _set(self, "j", j)
    _set(self, "k", k)
    _last(self, "m", m)


BODIES = {
    body.__code__.co_argcount - 1: body.__code__
    for body in (_of_1, _of_2, _of_3, _of_4, _of_5, _of_6, _of_7, _of_8, _of_9, _of_10, _of_11, _of_12)
}
"""Number of fields → the body."""
