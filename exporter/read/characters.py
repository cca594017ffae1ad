"""Characters that no output may hold, for readers: the decoder uses it on bytes, others on character references.

XML 1.0, 2.2 names the characters that no XML file can hold; Unicode Standard Annex 9 the bidirectional controls.
"""

from __future__ import annotations

import re
import unicodedata

UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""What XML 1.0 cannot hold, and the controls and noncharacters that Unicode says mean nothing in text."""

_SPACES = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85")  # these once parted lines, pages and records
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_POP_EMBEDDING, _POP_ISOLATE = "\u202c", "\u2069"
_ISOLATES = frozenset("\u2066\u2067\u2068")

_NAMES = {
    "\u202a": "left-to-right embedding (U+202A)",
    "\u202b": "right-to-left embedding (U+202B)",
    "\u202c": "pop directional formatting (U+202C)",
    "\u202d": "left-to-right override (U+202D)",
    "\u202e": "right-to-left override (U+202E)",
    "\u2066": "left-to-right isolate (U+2066)",
    "\u2067": "right-to-left isolate (U+2067)",
    "\u2068": "first strong isolate (U+2068)",
    "\u2069": "pop directional isolate (U+2069)",
}


def name_of(char: str) -> str:
    """What to call an invisible character in a message."""
    kind = "control character" if unicodedata.category(char) == "Cc" else "character"
    return _NAMES.get(char, f"{kind} U+{ord(char):04X}")


def replacement(char: str) -> str:
    """What stands for a character of UNWRITABLE: a space, U+FFFD where data was lost, or nothing."""
    if char in _SPACES:
        return " "
    if char == "\x00" or unicodedata.category(char) != "Cc":
        return "\ufffd"
    return ""


def writable(text: str) -> str:
    """``text`` without the characters of UNWRITABLE, for strings that did not come through the decoder."""
    return UNWRITABLE.sub(lambda match: replacement(match[0]), text)


def unpaired_bidi(text: str, paragraph_end: re.Pattern[str] | None = None) -> list[int]:
    """Offsets of the bidirectional controls that have no partner in their paragraph, ascending.

    Paragraphs end where ``paragraph_end`` matches (never, when None). A closing isolate closes what is open inside it,
    and that is then unpaired (UAX 9, X5a to X7).
    """
    if not _BIDI.search(text):
        return []
    ends = [match.start() for match in paragraph_end.finditer(text)] if paragraph_end else []
    unpaired: list[int] = []
    stack: list[int] = []
    isolates: list[int] = []  # where in ``stack`` the open isolates are, so that no search is needed
    following = iter([*ends, len(text)])
    end = next(following)
    for match in _BIDI.finditer(text):
        while match.start() > end:
            unpaired += stack
            stack.clear()
            isolates.clear()
            end = next(following)
        _take(text, match.start(), stack, isolates, unpaired)
    return sorted(unpaired + stack)


def _take(text: str, offset: int, stack: list[int], isolates: list[int], unpaired: list[int]) -> None:
    char = text[offset]
    if char == _POP_EMBEDDING:
        if stack and not (isolates and isolates[-1] == len(stack) - 1):
            stack.pop()
        else:
            unpaired.append(offset)
    elif char == _POP_ISOLATE:
        if not isolates:
            unpaired.append(offset)
        else:
            depth = isolates.pop()
            unpaired += stack[depth + 1 :]
            del stack[depth:]
    else:
        if char in _ISOLATES:
            isolates.append(len(stack))
        stack.append(offset)
