"""Content streams of a plain kind, read by one expression (ISO 32000-1, 7.2 and 7.8.2): numbers, names, strings.

Most programs write no other. qpdf's parser makes an object of each number, which takes ten times as long; whatever is
not plain to the last byte (comments, pictures in line, brackets in strings, names with ``#``) is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pikepdf

_SPACE = rb"[\t\n\f\r ]"
_ENDS = rb"(?![^\t\n\f\r \[\]()<>/])"
_NUMBER = rb"[-+]?+(?:\d++\.?+\d*+|\.\d++)" + _ENDS
_NAME = rb"/[^\0\t\n\f\r \[\]()<>{}/%#]++"
_LITERAL = rb"\((?:[^()\\\r]++|\\[nrtbf()\\]|\\[0-3][0-7][0-7])*+\)"
_HEX = rb"<(?:[0-9A-Fa-f]{2}+|" + _SPACE + rb"++)*+>"
_STRINGS = rb"\[(?:[-+.\d\t\n\f\r ]++|" + _LITERAL + rb"|" + _HEX + rb")*+\]"
_DICTIONARY = rb"<<(?:[^<>()%#R]++|" + _LITERAL + rb"|" + _HEX + rb")*+>>"
_OPERAND = rb"(?:" + rb"|".join([_NUMBER, _NAME, _LITERAL, _HEX, _STRINGS, _DICTIONARY]) + rb")"
_OPERATION = re.compile(
    rb"((?:" + _OPERAND + _SPACE + rb"*+)*+)([A-Za-z][A-Za-z0-9]*+\*?+|['\"])" + _ENDS + rb"(" + _SPACE + rb"*+)"
)
_EACH = re.compile(_OPERAND)
_STRING = re.compile(_LITERAL + rb"|" + _HEX)
_INNER = re.compile(rb"\(([^()]*+)\)")
_MIXED = re.compile(rb"[/(\[<]")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_MARK = re.compile(rb"<<" + _SPACE + rb"*+/MCID" + _SPACE + rb"++(\d{1,9}+)" + _SPACE + rb"*+>>")
_MARKED = re.compile(rb"(/[A-Za-z0-9]++)" + _SPACE + rb"*+" + _MARK.pattern + _SPACE + rb"*+")
_NOT_PLAIN = frozenset([b"true", b"false", b"null", b"BI", b"ID", b"EI"])
_NAMES = {
    name.encode("ascii"): name
    for name in (
        "b B b* B* BDC BMC BT c cm CS cs d d0 d1 Do DP EMC ET f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri s S "
        "SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
    ).split()
}
"""The operators (ISO 32000-1, annex A) as text, so that none is decoded each time that it stands somewhere."""

Instruction = tuple[str, list[Any]]


def plain_instructions(data: bytes) -> list[tuple[bytes, bytes, bytes]] | None:
    """Operands and operator of each instruction as they stand in content, and the space after; None if not plain."""
    data = data.lstrip(b"\t\n\f\r ")
    found: list[tuple[bytes, bytes, bytes]] = _OPERATION.findall(data)
    if sum(map(len, chain.from_iterable(found))) != len(data):  # something was passed over
        return None
    return found if _NOT_PLAIN.isdisjoint([operator for _, operator, _ in found]) else None


def made(plain: list[tuple[bytes, bytes, bytes]]) -> Iterator[Instruction]:
    """The same with operands made: numbers, names as text, strings as bytes, arrays as lists of their strings."""
    known: dict[bytes, list[Any]] = {}
    for raw, operator, _ in plain:
        if (operands := known.get(raw)) is None:
            if operator == b"TJ" and raw[:1] == b"[" and raw.count(b"[") == 1 and raw.rstrip()[-1:] == b"]":
                plainly = b"\\" not in raw and b"<" not in raw
                yield "TJ", [_INNER.findall(raw) if plainly else [_string(part) for part in _STRING.findall(raw)]]
                continue
            if operator == b"BDC" and (mark := _MARKED.fullmatch(raw)):
                yield "BDC", [mark[1].decode("ascii"), {"/MCID": int(mark[2])}]
                continue
            operands = known[raw] = (
                [_operand(part) for part in _EACH.findall(raw)]
                if _MIXED.search(raw)
                else [float(part) for part in raw.split()]
            )
        yield _NAMES.get(operator) or operator.decode("ascii"), operands


def _operand(raw: bytes) -> Any:
    match raw[:1]:
        case b"/":
            return raw.decode("utf-8", "surrogateescape")
        case b"[":
            return [_string(part) for part in _STRING.findall(raw)]
        case b"(":
            return _string(raw)
        case b"<" if raw[:2] == b"<<":
            if mark := _MARK.fullmatch(raw):
                return {"/MCID": int(mark[1])}
            return pikepdf.Object.parse(raw)
        case b"<":
            return _string(raw)
        case _:
            return float(raw)


def _string(raw: bytes) -> bytes:
    if raw[:1] == b"<":
        return bytes.fromhex(raw[1:-1].decode("ascii"))
    inner = raw[1:-1]
    return _ESCAPE.sub(_escaped, inner) if b"\\" in inner else inner


def _escaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8)]) if len(said) == 3 else _NAMED.get(said, said)
