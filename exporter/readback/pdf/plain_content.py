"""Content streams of a plain kind, read by one expression (ISO 32000-1, 7.2 and 7.8.2): numbers, names, strings.

Most programs write no other. qpdf's parser makes an object of each number, which takes ten times as long; whatever is
not plain to the last byte (comments, pictures in line, brackets in strings, names with ``#``) is left to it.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

import pikepdf

_SPACES = b"\t\n\f\r "
_SPACE = rb"[" + _SPACES + rb"]"
_ENDS = rb"(?![^\t\n\f\r \[\]()<>/])"
_NUMBERS = rb"[-+.\d\t\n\f\r ]*+"
"""Numbers, if each piece of it is one: that shows when it is read as one."""
_NUMBER = rb"[-+]?+(?:\d++\.?+\d*+|\.\d++)" + _ENDS
_NAME = rb"/[^\0\t\n\f\r \[\]()<>{}/%#]++"
_LITERAL = rb"\([^()\\\r]*+(?:\\(?:[nrtbf()\\]|[0-3][0-7][0-7])[^()\\\r]*+)*+\)"
_HEX = rb"<(?:[0-9A-Fa-f]{2}+|" + _SPACE + rb"++)*+>"
_STRINGS = rb"\[" + _NUMBERS + rb"(?:(?:" + _LITERAL + rb"|" + _HEX + rb")" + _NUMBERS + rb")*+\]"
_DICTIONARY = rb"<<(?:[^<>()%#R]++|" + _LITERAL + rb"|" + _HEX + rb")*+>>"
_LONGER = rb"(?:" + rb"|".join([_NAME, _LITERAL, _STRINGS, _HEX, _DICTIONARY]) + rb")"
_OPERATION = re.compile(
    rb"(" + _NUMBERS + rb"(?:" + _LONGER + _NUMBERS + rb")*+)(?<![-+.\d])([A-Za-z][A-Za-z0-9]*+\*?+|['\"])" + _ENDS
    + rb"|[\s\S]++"
)  # fmt: skip
"""One instruction, or all that is left where there is none."""
_OPERAND = rb"(?:" + _NUMBER + rb"|" + _LONGER + rb")"
_OPERANDS = re.compile(_SPACE + rb"*+(?:" + _OPERAND + _SPACE + rb"*+)*+")
_EACH = re.compile(_OPERAND)
_STRING = re.compile(_LITERAL + rb"|" + _HEX)
_INNER = re.compile(rb"\(([^()]*+)\)")
_MIXED = re.compile(rb"[/(\[<]")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_MARK = re.compile(rb"<<" + _SPACE + rb"*+/MCID" + _SPACE + rb"++(\d{1,9}+)" + _SPACE + rb"*+>>")
_MARKED = re.compile(_SPACE + rb"*+(/[A-Za-z0-9]++)" + _SPACE + rb"*+" + _MARK.pattern + _SPACE + rb"*+")
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


def plain_instructions(data: bytes) -> list[Instruction] | None:
    """The instructions of content, None if it is not plain.

    Their operands: numbers, names as text, strings as bytes, arrays as lists of their strings.
    """
    data = data.rstrip(_SPACES)
    found: list[tuple[bytes, bytes]] = _OPERATION.findall(data)
    if sum(map(len, chain.from_iterable(found))) != len(data):  # something was passed over
        return None
    if not _NOT_PLAIN.isdisjoint([operator for _, operator in found]):
        return None
    try:
        return _made(found)
    except ValueError:  # something else stands where a number must
        return None


def _made(found: list[tuple[bytes, bytes]]) -> list[Instruction]:
    """Instructions with their operands made. Raises ValueError where a number must stand and none does."""
    known: dict[bytes, list[Any]] = {}
    made: list[Instruction] = []
    for raw, operator in found:
        if (operands := known.get(raw)) is None:
            if operator == b"TJ" and (strings := _array(raw)) is not None:
                made.append(("TJ", [strings]))
                continue
            if operator == b"BDC" and (mark := _MARKED.fullmatch(raw)):
                made.append(("BDC", [mark[1].decode("ascii"), {"/MCID": int(mark[2])}]))
                continue
            operands = known[raw] = _operands(raw)
        made.append((_NAMES.get(operator) or operator.decode("ascii"), operands))
    return made


def _array(raw: bytes) -> list[bytes] | None:
    """The strings of one array, None where there is more than that."""
    one = raw.strip()
    if one[:1] != b"[" or one[-1:] != b"]" or raw.count(b"[") != 1:
        return None
    if b"\\" not in raw and b"<" not in raw:
        return _INNER.findall(raw)
    return [_string(part) for part in _STRING.findall(raw)]


def _operands(raw: bytes) -> list[Any]:
    if not _MIXED.search(raw):
        return [float(part) for part in raw.split()]
    one = raw.strip()
    if one[:1] == b"(" and one.find(b")") == len(one) - 1 and b"\\" not in one:
        return [one[1:-1]]
    if not _OPERANDS.fullmatch(raw):
        raise ValueError
    return [_operand(part) for part in _EACH.findall(raw)]


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
