"""Fonts of a PDF as far as they say which characters are meant (ISO 32000-1, 9.10.2): ToUnicode, else the encoding."""

from __future__ import annotations

import re
import struct
from codecs import charmap_decode
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pikepdf

_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PART = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_DIGITS = re.compile(rb"<([0-9A-Fa-f\s]*)>")
MAX_RANGE = 65_536
MAX_CODES = 1_114_112
"""Codes of one font: more characters there are not (Unicode)."""


class _Numbered(dict[int, str]):
    """Characters by the number of their code; of others nobody can say what they are."""

    def __missing__(self, code: int) -> str:
        return "\ufffd"


@dataclass(slots=True)
class CMap:
    """A mapping from character codes to text; ``sizes`` are the lengths of codes in bytes."""

    sizes: tuple[int, ...] = (2,)
    chars: dict[bytes, str] = field(default_factory=dict)
    _by_number: _Numbered | None = None
    """The same by the number of each code, once a string is decoded whose codes are all of one or two bytes."""
    _letters: str = ""
    """The same of codes of one byte that mean one character, for a decoder that is not asked for each of them."""
    _others: bytes = b""
    """The codes of one byte that mean several, or none."""

    def decode_all(self, parts: list[bytes]) -> str:
        """The text of strings that are shown one after the other; no code begins in one and ends in the next."""
        if len(self.sizes) == 1 and len(parts) > 1:
            whole = b"".join(parts)
            if self.sizes[0] == 1 or not any(len(part) % self.sizes[0] for part in parts):
                return self.decode(whole)
        return "".join([self.decode(part) for part in parts])

    def _number_codes(self, size: int) -> _Numbered:
        """Note the codes of ``size`` bytes by number; of one byte, those also that a decoder by letters can take."""
        found = {code: text for code, text in self.chars.items() if len(code) == size}
        if size != 1:
            self._by_number = _Numbered({int.from_bytes(code, "big"): text for code, text in found.items()})
            return self._by_number
        known = self._by_number = _Numbered({code[0]: text for code, text in found.items()})
        every = [known.get(code, "\ufffd") for code in range(256)]
        self._letters = "".join(every)
        if len(self._letters) != 256 or "\ufffe" in self._letters or "" in every:  # U+FFFE is nothing to that decoder
            self._others = bytes(code for code, text in enumerate(every) if len(text) != 1 or text == "\ufffe")
            self._letters = "".join([text if len(text) == 1 else "\ufffe" for text in every])
        return known

    def decode(self, data: bytes) -> str:
        """The text of a shown string. A code that is not mapped is U+FFFD: nobody can say what it is."""
        if self._letters and not (self._others and len(data.translate(None, self._others)) < len(data)):
            return charmap_decode(data, "strict", self._letters)[0]
        if len(self.sizes) == 1 and (self.sizes[0] == 1 or (self.sizes[0] == 2 and len(data) % 2 == 0)):
            size = self.sizes[0]
            known = self._by_number if self._by_number is not None else self._number_codes(size)
            codes = data if size == 1 else struct.unpack(f">{len(data) // 2}H", data)
            return "".join(map(known.__getitem__, codes))
        if len(self.sizes) == 1:
            (size,), get = self.sizes, self.chars.get
            return "".join([get(data[at : at + size], "\ufffd") for at in range(0, len(data), size)])
        out: list[str] = []
        at, end = 0, len(data)
        while at < end:
            for size in self.sizes:
                text = self.chars.get(data[at : at + size])
                if text is not None:
                    break
            else:
                text, size = "\ufffd", self.sizes[-1]
            out.append(text)
            at += size
        return "".join(out)


_HEX = re.compile(rb"<([0-9a-f]*)>")


def strings_in(operand: Any) -> list[bytes]:
    """The strings of an operand: itself, or those of an array, where numbers between them move the text (9.4.3).

    An array with a string for each glyph is written as text again, which is three times as quick as to make objects of
    its strings, and exact: only where all that are not empty are in hexadecimal. Of content that is read as text
    (``plain_content``) the strings are at hand.
    """
    if isinstance(operand, (bytes, list)):
        return [operand] if isinstance(operand, bytes) else operand
    if not isinstance(operand, pikepdf.Array):
        return [bytes(operand)] if isinstance(operand, pikepdf.String) else []
    text = operand.unparse()
    if text.count(b"(") == text.count(b"()") and text.count(b"[") == 1 and b"<<" not in text:
        return [bytes.fromhex(digits.decode("ascii")) for digits in _HEX.findall(text)]
    return [bytes(part) for part in list(operand) if isinstance(part, pikepdf.String)]


def parse_cmap(data: bytes) -> CMap:
    """A ToUnicode CMap (Adobe Technical Note 5014, 5411)."""
    made = CMap()
    sizes: set[int] = set()
    left = MAX_CODES
    for kind, body in _SECTION.findall(data):
        parts = _parts(body)
        if kind == b"codespacerange":
            sizes |= {len(part) for part in parts if isinstance(part, bytes)}
        elif kind == b"bfchar":
            for code, text in zip(parts[::2], parts[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(text, bytes):
                    made.chars[code] = _utf16(text)
        else:
            left = _ranges(made, parts, left)
    made.sizes = tuple(sorted(sizes - {0})) or (2,)
    return made


def _parts(body: bytes) -> list[bytes | list[bytes]]:
    if b"[" not in body and b"]" not in body:
        with suppress(ValueError):  # of half a byte, which is read below
            return [bytes.fromhex(digits.decode("ascii")) for digits in _DIGITS.findall(body)]
    out: list[bytes | list[bytes]] = []
    inside: list[bytes] | None = None
    for digits, opening, closing in _PART.findall(body):
        if opening:
            inside = []
        elif closing:
            out.append(inside or [])
            inside = None
        else:
            digits = b"".join(digits.split())
            text = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
            if inside is None:
                out.append(text)
            else:
                inside.append(text)
    return out


def _ranges(made: CMap, parts: list[bytes | list[bytes]], left: int) -> int:
    """Take in the ranges, up to ``left`` codes in all; how many are left then."""
    for first, last, to in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        if not isinstance(first, bytes) or not isinstance(last, bytes):
            continue
        start, end, size = int.from_bytes(first, "big"), int.from_bytes(last, "big"), len(first)
        steps = max(min(end - start + 1, 256**size - start, MAX_RANGE, left), 0)
        if isinstance(to, list):
            texts = to[:steps]
        elif not to:
            continue
        else:
            value, width = int.from_bytes(to, "big"), max(len(to), 2)
            texts = [(value + step).to_bytes(width, "big") for step in range(min(steps, 256**width - value))]
        left -= len(texts)
        for step, text in enumerate(texts):
            made.chars[(start + step).to_bytes(size, "big")] = _utf16(text)
    return left


def _utf16(data: bytes) -> str:
    return data.decode("utf-16-be", "replace") if len(data) > 1 else data.decode("latin-1")


def font_cmap(font: Any) -> CMap:
    """The codes of a font as text. Raises nothing: what a font does not say stays U+FFFD."""
    to_unicode = font.get("/ToUnicode")
    simple = str(font.get("/Subtype", "")) != "/Type0"
    made = CMap((1,) if simple else (2,))
    if isinstance(to_unicode, pikepdf.Stream):
        made = parse_cmap(to_unicode.read_bytes())
        if simple:
            made.sizes = (1,)
            made.chars = {code[-1:]: text for code, text in made.chars.items()}
    if simple:
        made.chars = {**_encoding(font), **made.chars}
    return made


@cache
def _codes(codec: str) -> dict[bytes, str]:
    return {bytes([code]): bytes([code]).decode(codec, "replace") for code in range(32, 256)}


def _encoding(font: Any) -> dict[bytes, str]:
    encoding = font.get("/Encoding")
    base = str(encoding.get("/BaseEncoding", "")) if isinstance(encoding, pikepdf.Dictionary) else str(encoding or "")
    codec = "mac_roman" if base == "/MacRomanEncoding" else "cp1252"
    table = dict(_codes(codec))
    if isinstance(encoding, pikepdf.Dictionary) and "/Differences" in encoding:
        from fontTools.agl import toUnicode  # noqa: PLC0415  (start-up: only for fonts that name glyphs)

        code = 0
        for item in list(encoding["/Differences"]):
            if isinstance(item, pikepdf.Name):
                one = bytes([code])
                table[one] = toUnicode(str(item)[1:]) or table.get(one, "\ufffd")
                code += 1
            else:
                code = int(item)
    return table
