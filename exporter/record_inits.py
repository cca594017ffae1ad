"""Bodies of ``__init__`` for records, compiled with this file: ``records`` puts the names of a class's fields in them.

There is one for each number of fields, and the last value is put in its place by a function of its own, which may do
more after it. Classes with more fields are rare: theirs is compiled where they are made.
"""

from __future__ import annotations

from typing import Any, cast

_a = _b = _c = _d = _e = _f = _g = _h = _i = _j = _k = _m = cast(Any, None)
"""Put the values in their places; the functions that are made from these have those of their class."""


def _of_1(self: Any, a: Any) -> None:
    _a(self, a)


def _of_2(self: Any, a: Any, b: Any) -> None:
    _a(self, a)
    _b(self, b)


def _of_3(self: Any, a: Any, b: Any, c: Any) -> None:
    _a(self, a)
    _b(self, b)
    _c(self, c)


def _of_4(self: Any, a: Any, b: Any, c: Any, d: Any) -> None:
    _a(self, a)
    _b(self, b)
    _c(self, c)
    _d(self, d)


def _of_5(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any) -> None:
    _a(self, a)
    _b(self, b)
    _c(self, c)
    _d(self, d)
    _e(self, e)


def _of_6(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any) -> None:
    _a(self, a)
    _b(self, b)
    _c(self, c)
    _d(self, d)
    _e(self, e)
    _f(self, f)


def _of_7(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any) -> None:
    _a(self, a)
    _b(self, b)
    _c(self, c)
    _d(self, d)
    _e(self, e)
    _f(self, f)
    _g(self, g)


def _of_8(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any) -> None:
    _a(self, a)
    _b(self, b)
    _c(self, c)
    _d(self, d)
    _e(self, e)
    _f(self, f)
    _g(self, g)
    _h(self, h)


def _of_9(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any, i: Any) -> None:
    _a(self, a)
    _b(self, b)
    _c(self, c)
    _d(self, d)
    _e(self, e)
    _f(self, f)
    _g(self, g)
    _h(self, h)
    _i(self, i)


def _of_10(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any, i: Any, j: Any) -> None:
    _a(self, a)
    _b(self, b)
    _c(self, c)
    _d(self, d)
    _e(self, e)
    _f(self, f)
    _g(self, g)
    _h(self, h)
    _i(self, i)
    _j(self, j)


def _of_11(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any, i: Any, j: Any, k: Any) -> None:
    _a(self, a)
    _b(self, b)
    _c(self, c)
    _d(self, d)
    _e(self, e)
    _f(self, f)
    _g(self, g)
    _h(self, h)
    _i(self, i)
    _j(self, j)
    _k(self, k)


def _of_12(
    self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any, i: Any, j: Any, k: Any, m: Any
) -> None:
    _a(self, a)
    _b(self, b)
    _c(self, c)
    _d(self, d)
    _e(self, e)
    _f(self, f)
    _g(self, g)
    _h(self, h)
    _i(self, i)
    _j(self, j)
    _k(self, k)
    _m(self, m)


BODIES = {
    body.__code__.co_argcount - 1: body.__code__
    for body in (_of_1, _of_2, _of_3, _of_4, _of_5, _of_6, _of_7, _of_8, _of_9, _of_10, _of_11, _of_12)
}
"""Number of fields → the body."""
