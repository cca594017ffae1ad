"""Characters that no output may hold, for readers: the decoder uses it on bytes, others on character references.

XML 1.0, 2.2 names the characters that no XML file can hold; Unicode Standard Annex 9 the bidirectional controls.
"""

from __future__ import annotations

import re
import unicodedata

from exporter.patterns import pattern

UNWRITABLE = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""What XML 1.0 cannot hold, and the controls and noncharacters that Unicode says mean nothing in text."""

_SPACES = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85")  # these once parted lines, pages and records
_BIDI = pattern("[\u202a-\u202e\u2066-\u2069]")
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
    "\u061c": "Arabic letter mark (U+061C)",
    "\u200b": "zero width space (U+200B)",
    "\u200c": "zero width non-joiner (U+200C)",
    "\u200d": "zero width joiner (U+200D)",
    "\u200e": "left-to-right mark (U+200E)",
    "\u200f": "right-to-left mark (U+200F)",
    "\u2060": "word joiner (U+2060)",
    "\ufeff": "byte order mark inside the text (U+FEFF)",
    "\ufffc": "object replacement character (U+FFFC)",
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


def is_printable(text: str) -> bool:
    """Whether ``text`` is what most is: letters, marks and signs that are seen, spaces, line ends.

    Nothing of UNWRITABLE is printable, no bidirectional control, and of INVISIBLE only U+FFFC. To ask this costs a
    tenth of a search for any of them.
    """
    return text.isprintable() or text.replace("\n", "").replace("\t", "").replace("\u00a0", "").isprintable()


_WHITE = pattern("[ \t\n\r\f]+")


def collapsed(text: str) -> str:
    """``text`` with each run of the white space of markup as one space (HTML Standard, 2.3.3).

    A line end or tab is not printable: most text is told by that to stay as it is, in a tenth of the time.
    """
    if text.isprintable():
        made = text
    elif "\t" in text or "\r" in text or "\f" in text:
        return _WHITE.sub(" ", text)
    else:
        made = text.replace("\n", " ")
    return _WHITE.sub(" ", text) if "  " in made else made


def is_writable(text: str) -> bool:
    """Whether ``text`` has no character of UNWRITABLE."""
    return is_printable(text) or not UNWRITABLE.search(text)


def writable(text: str) -> str:
    """``text`` without the characters of UNWRITABLE, for strings that did not come through the decoder."""
    return text if is_writable(text) else UNWRITABLE.sub(lambda match: replacement(match[0]), text)


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


INVISIBLE = pattern("[\u061c\u180e\u200b-\u200f\u2060\ufeff\ufffc\U000e0001\U000e0020-\U000e007f]")
"""Characters that are not seen and that shape, part or direct the text around them, where there is such text."""

_DIRECTIONS = "\u061c\u200e\u200f"
_JOINERS = "\u200c\u200d"
_NEVER = "\u180e\ufeff\ufffc\U000e0001"  # withdrawn, a mark of files, a picture that is gone, a withdrawn tag
_BLACK_FLAG = "\U0001f3f4"
_RIGHT_TO_LEFT = pattern(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdfc\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Scripts that write words without spaces: there a zero width space parts them (Unicode Line Breaking, class SA).
_UNSPACED = pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\uaa7f]")


def meaningless(text: str) -> list[int]:
    """Offsets of the invisible characters of ``text`` that mean nothing where they stand, ascending.

    Joiners mean something between letters of scripts that join, and in emoji; marks of direction in lines that have
    right-to-left letters; a zero width space where words have no spaces or an address may break (Unicode Standard,
    23.2; Annexes 9, 14 and 51). Elsewhere they split words for search and speech, or hide text from those who look.
    """
    if (is_printable(text) and "\ufffc" not in text) or not INVISIBLE.search(text):
        return []
    found: list[int] = []
    start = 0
    for line in text.split("\n"):
        if INVISIBLE.search(line):
            found += [start + at for at in _meaningless_in(line)]
        start += len(line) + 1
    return found


MOST_MARKS = 100
"""Marks on one letter. No language needs more than 30 (Unicode Standard Annex 15, 13); work on a stack of them mostly
costs the square of its height."""
_HIGH_STACK = pattern(rf"[^\w\s\x00-\u02ff]{{{MOST_MARKS + 1},}}")
_TWO_MARKS = pattern(r"[^\w\s\x00-\x7f]{2}")


def may_stack(text: str, marks: int) -> bool:
    """Whether so many characters that may be marks can follow one another, by looking at two in each so many."""
    return _TWO_MARKS.search(text[:: marks // 2]) is not None


def too_high(text: str) -> list[int]:
    """Offsets of the marks that stand on a letter which has ``MOST_MARKS`` already, ascending."""
    found: list[int] = []
    for match in _HIGH_STACK.finditer(text) if may_stack(text, MOST_MARKS) else ():
        height = 0
        for at in range(match.start(), match.end()):
            height = height + 1 if unicodedata.category(text[at]) in ("Mn", "Me") else 0
            if height > MOST_MARKS:
                found.append(at)
    return found


def _meaningless_in(line: str) -> list[int]:
    directed = _RIGHT_TO_LEFT.search(line) is not None
    kept: set[int] = set()
    for match in INVISIBLE.finditer(line):
        at, char = match.start(), match[0]
        before, after = line[at - 1 : at] if at else "", line[at + 1 : at + 2]
        if char in _DIRECTIONS:
            means = directed
        elif char in _JOINERS:
            letters = _joins(before) + _joins(after)
            means = letters == 2 or (letters == 1 and char == "\u200d")  # a joiner may shape a letter that stands alone
        elif char == "\u200b":
            means = bool(_UNSPACED.match(before) or _UNSPACED.match(after) or (before in "/.-_?&=" and before != ""))
        elif char == "\u2060":
            means = before.strip() != "" and after.strip() != ""
        elif char in _NEVER:
            means = False
        else:  # a tag: part of a flag (Annex 51), or hidden text
            means = before == _BLACK_FLAG or (at - 1) in kept
        if means:
            kept.add(at)
    return [match.start() for match in INVISIBLE.finditer(line) if match.start() not in kept]


def _joins(char: str) -> bool:
    """Whether ``char`` is a letter or mark of a script whose letters join, or part of an emoji."""
    if char < "\u0590":
        return False
    return unicodedata.category(char) in ("Lo", "Mn", "Mc", "So", "Sk", "Sm") or char == "\ufe0f"
