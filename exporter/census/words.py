"""Words as a census compares them: runs of letters, digits, marks and symbols, without what nobody hears.

A word is what stands between spaces and punctuation (Unicode general categories Z, P and C); of writing that has no
spaces (Han, Kana) each character. Apart, because both sides of a balance must be cut by one knife.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from urllib.parse import unquote

from exporter.patterns import pattern

MARKS_OF_MARKUP = "$+<=>^`|~"
"""ASCII symbols: they are markup in one format and words in none."""
_SILENT = pattern(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_SIGNS = "\u2190-\u2bff\U0001f000-\U0001faff"
"""Signs, each of which is a word: a letter beside one is not part of it."""
_IDEOGRAPHS = (
    _SIGNS
    + "\u2e80-\u2fdf\u3040-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)


def _ranges(chars: list[int]) -> str:
    out: list[str] = []
    start = previous = chars[0]
    for char in [*chars[1:], sys.maxunicode + 2]:
        if char != previous + 1:
            out.append(f"\\U{start:08x}-\\U{previous:08x}")
            start = char
        previous = char
    return "".join(out)


_COMMON = (range(0x250), range(0x2000, 0x20D0))
"""Latin letters, their punctuation and signs of money: all that most articles have, and quickly sorted."""
_OTHER = pattern("[^\0-\u024f\u2000-\u20cf]")
"""What is in none of these."""


@cache
def _pattern(common: bool) -> re.Pattern[str]:
    apart = [
        number
        for block in (_COMMON if common else (range(0x10000),))
        for number in block
        if unicodedata.category(char := chr(number))[0] in "ZPC" or char in MARKS_OF_MARKUP
    ]
    none = _ranges(apart)
    return re.compile(f"[^{none}]+" if common else f"[{_IDEOGRAPHS}]|[^{none}{_IDEOGRAPHS}]+")


def words_of(text: str) -> list[str]:
    """The words of a text, in order. Of an address it does not matter which of its characters are escaped."""
    if "%" in text:
        text = unquote(text)
    if text.isascii():
        return _ASCII.findall(text)
    text = unicodedata.normalize("NFC", text)
    if _SILENT.search(text):
        text = _SILENT.sub("", text)
    return _pattern(_OTHER.search(text) is None).findall(text)


_ASCII = pattern(r"[0-9A-Za-z]+")


def is_silent(text: str) -> bool:
    """Whether there is no word in ``text``."""
    return not words_of(text)
