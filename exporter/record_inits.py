"""Bodies of ``__init__`` for records, compiled with this file: ``records`` puts the names of a class's fields in them.

There is one for each number of fields up to twelve, and for those of more that a run begins with. For any other number
the body is compiled where the class is made.
"""

from __future__ import annotations

from typing import Any, cast

_a = _b = _c = _d = _e = _f = _g = _h = _i = _j = _k = _m = _n = _p = cast(Any, None)
_q = _r = _s = _t = _u = _v = _w = _x = _y = _z = _aa = _ab = _ac = _ad = cast(Any, None)
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


def _of_13(
    self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any, i: Any, j: Any, k: Any, m: Any, n: Any
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
    _n(self, n)


def _of_14(
    self: Any,
    a: Any,
    b: Any,
    c: Any,
    d: Any,
    e: Any,
    f: Any,
    g: Any,
    h: Any,
    i: Any,
    j: Any,
    k: Any,
    m: Any,
    n: Any,
    p: Any,
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
    _n(self, n)
    _p(self, p)


def _of_15(
    self: Any,
    a: Any,
    b: Any,
    c: Any,
    d: Any,
    e: Any,
    f: Any,
    g: Any,
    h: Any,
    i: Any,
    j: Any,
    k: Any,
    m: Any,
    n: Any,
    p: Any,
    q: Any,
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
    _n(self, n)
    _p(self, p)
    _q(self, q)


def _of_19(
    self: Any,
    a: Any,
    b: Any,
    c: Any,
    d: Any,
    e: Any,
    f: Any,
    g: Any,
    h: Any,
    i: Any,
    j: Any,
    k: Any,
    m: Any,
    n: Any,
    p: Any,
    q: Any,
    r: Any,
    s: Any,
    t: Any,
    u: Any,
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
    _n(self, n)
    _p(self, p)
    _q(self, q)
    _r(self, r)
    _s(self, s)
    _t(self, t)
    _u(self, u)


def _of_20(
    self: Any,
    a: Any,
    b: Any,
    c: Any,
    d: Any,
    e: Any,
    f: Any,
    g: Any,
    h: Any,
    i: Any,
    j: Any,
    k: Any,
    m: Any,
    n: Any,
    p: Any,
    q: Any,
    r: Any,
    s: Any,
    t: Any,
    u: Any,
    v: Any,
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
    _n(self, n)
    _p(self, p)
    _q(self, q)
    _r(self, r)
    _s(self, s)
    _t(self, t)
    _u(self, u)
    _v(self, v)


def _of_21(
    self: Any,
    a: Any,
    b: Any,
    c: Any,
    d: Any,
    e: Any,
    f: Any,
    g: Any,
    h: Any,
    i: Any,
    j: Any,
    k: Any,
    m: Any,
    n: Any,
    p: Any,
    q: Any,
    r: Any,
    s: Any,
    t: Any,
    u: Any,
    v: Any,
    w: Any,
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
    _n(self, n)
    _p(self, p)
    _q(self, q)
    _r(self, r)
    _s(self, s)
    _t(self, t)
    _u(self, u)
    _v(self, v)
    _w(self, w)


def _of_28(
    self: Any,
    a: Any,
    b: Any,
    c: Any,
    d: Any,
    e: Any,
    f: Any,
    g: Any,
    h: Any,
    i: Any,
    j: Any,
    k: Any,
    m: Any,
    n: Any,
    p: Any,
    q: Any,
    r: Any,
    s: Any,
    t: Any,
    u: Any,
    v: Any,
    w: Any,
    x: Any,
    y: Any,
    z: Any,
    aa: Any,
    ab: Any,
    ac: Any,
    ad: Any,
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
    _n(self, n)
    _p(self, p)
    _q(self, q)
    _r(self, r)
    _s(self, s)
    _t(self, t)
    _u(self, u)
    _v(self, v)
    _w(self, w)
    _x(self, x)
    _y(self, y)
    _z(self, z)
    _aa(self, aa)
    _ab(self, ab)
    _ac(self, ac)
    _ad(self, ad)


_ALL = (
    _of_1,
    _of_2,
    _of_3,
    _of_4,
    _of_5,
    _of_6,
    _of_7,
    _of_8,
    _of_9,
    _of_10,
    _of_11,
    _of_12,
    _of_13,
    _of_14,
    _of_15,
    _of_19,
    _of_20,
    _of_21,
    _of_28,
)
BODIES = {body.__code__.co_argcount - 1: body.__code__ for body in _ALL}
"""Number of fields → the body."""
