"""What the glyphs of a line stand for: read from the fonts' maps, held against the text of the document.

cairo knows a glyph by the character that the font's own table has for it. Ligatures and other forms are in no such
table; what they stand for follows from the text round them, which must fit to the character.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from exporter.writers.pdf.engines.pluto.misfit import Misfit

UNKNOWN = "\ufffd"
HYPHEN = "\u2010"
"""What a font's own table may have for the glyph of U+002D."""
BREAK = "\0"
"""Stands between two stretches of an element's own text."""

UNSEEN = frozenset([0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
_LONGEST = 3
"""Letters that one glyph stands for at most."""

SHARED = (
    frozenset("\u0020\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2009\u200a\u202f"),
    frozenset("-\u00ad\u2010\u2011"),
    frozenset("\u00b5\u03bc"),
    frozenset("\u2126\u03a9"),
    frozenset("\u2206\u0394"),
    frozenset("\u00b7\u2219\u0387"),
    frozenset("\u00af\u02c9"),
    frozenset("\u2215\u2044"),
    frozenset("\u0110\u00d0\u0189"),
    frozenset("\u02bc\u2019"),
    frozenset("\u02bb\u2018"),
    frozenset("\u037e;"),
    frozenset("\u0060\u1fef"),
)
"""Characters that a font may draw with one glyph: which of them is meant, the text says."""

LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
"""Characters that are ligatures: who copies or searches a text expects their letters."""

_ALIKE = {char: group for group in SHARED for char in group}
_TO_BE_SETTLED = re.compile(f"[{re.escape(UNKNOWN + ''.join(char for char in _ALIKE if not char.isspace()))}]")
"""Glyphs that the text must explain."""
_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>(?! ?<)")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.S)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(slots=True)
class Font:
    """A font of the file: how wide its codes are in bytes, and what each stands for.

    ``space`` is the string that shows a space, or empty. ``seen`` counts what the text had for glyphs without a
    character of their own.
    """

    number: int
    wide: bool
    text: dict[int, str]
    space: bytes = b""
    widths: dict[int, float] = field(default_factory=dict)
    seen: dict[int, Counter[str]] = field(default_factory=dict)

    def is_space(self, code: int) -> bool:
        """Whether a code shows a space."""
        return self.text.get(code, UNKNOWN).isspace()

    def codes(self, string: bytes) -> list[int]:
        """The codes in a string as it stands in a content stream."""
        raw = _unescaped(string[1:-1]) if string[:1] == b"(" else bytes.fromhex("".join(string[1:-1].decode().split()))
        if not self.wide:
            return list(raw)
        codes = [high << 8 | low for high, low in zip(raw[::2], raw[1::2], strict=True)]
        if 0 in codes:  # the first glyph of a font stands for what it lacks
            raise Misfit("a character has no glyph")
        return codes


def _unescaped(raw: bytes) -> bytes:
    if b"\\" not in raw:
        return raw

    def one(found: re.Match[bytes]) -> bytes:
        said = found[1]
        if said[:1].isdigit():
            return bytes([int(said, 8) & 255])
        return b"" if said.endswith(b"\n") else _NAMED.get(said, said)

    return _ESCAPE.sub(one, raw)


def unicode_map(cmap: bytes) -> dict[int, str]:
    """What a ToUnicode map says of each code (ISO 32000-1, 9.10.3); controls and nothing are unknown."""
    found = {}
    for code, text in _PAIR.findall(cmap):
        said = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        found[int(code, 16)] = LIGATURES.get(said, said) if said and said >= " " else UNKNOWN
    return found


@dataclass(frozen=True, slots=True)
class Match:
    """Where in a text the glyphs of a line begin and end, and what each of the unknown ones stands for."""

    start: int
    end: int
    shares: tuple[tuple[Font, int, str], ...]


def fit(text: str, lines: Sequence[Sequence[tuple[Font, int]]]) -> list[Match]:
    """Where each line of glyphs stands in ``text``. Raises Misfit when they do not fit, to the character."""
    found = _Fitting(text, lines).walk(0, 0, 0)
    if found is None:
        shown = "".join(font.text.get(code, UNKNOWN) for line in lines for font, code in line)
        raise Misfit(f"the glyphs “{shown.strip()[:60]}” do not spell “{text.strip()[:60]}”")
    return found


class _Fitting:
    def __init__(self, text: str, lines: Sequence[Sequence[tuple[Font, int]]]) -> None:
        self.text, self.lines, self.end = text, lines, len(text)
        self.failed: set[tuple[int, int, int]] = set()
        self.said = [[font.text.get(code, UNKNOWN) for font, code in line] for line in lines]

    def over(self, at: int) -> int:
        """The next place that something must be painted for."""
        text = self.text
        while at < self.end and (text[at].isspace() or text[at] == BREAK or ord(text[at]) in UNSEEN):
            at += 1
        return at

    def unseen(self, at: int) -> int:
        while at < self.end and ord(self.text[at]) in UNSEEN:
            at += 1
        return at

    def walk(self, number: int, glyph: int, at: int) -> list[Match] | None:
        """The rest from a glyph of a line on, with the matches of this line's rest and of those after it."""
        if (key := (number, glyph, at)) in self.failed:
            return None
        found: list[Match] = []
        for line in range(number, len(self.lines)):
            glyphs = self.lines[line]
            if not glyph:
                at = self.over(at)
                glyph = next((here for here, (font, code) in enumerate(glyphs) if not font.is_space(code)), 0)
            start = at
            first, at = self._plainly(line, glyph, at)
            for here in range(first, len(glyphs)):
                said = self.said[line][here]
                if said == UNKNOWN or (said in _ALIKE and not said.isspace()):
                    rest = self._unknown(line, here, start, at)
                    return None if rest is None else [*found, *rest]
                at = self._known(said, at)
                if at < 0:
                    self.failed.add(key)
                    return None
            found.append(Match(start, at, ()))
            glyph = 0
        return found if self.over(at) >= self.end else None

    def _plainly(self, line: int, glyph: int, at: int) -> tuple[int, int]:
        """Go over a whole line that the text has as it is, to its last spaces; where to go on glyph by glyph."""
        said = self.said[line]
        after = len(said)
        while after > glyph and said[after - 1].isspace():
            after -= 1
        words = "".join(said[glyph:after])
        if _TO_BE_SETTLED.search(words) or not self.text.startswith(words, at):
            return glyph, at
        return after, at + len(words)

    def _known(self, said: str, at: int) -> int:
        """Where the text goes on after a glyph that stands for ``said``; -1 where it does not stand."""
        text = self.text
        if said.isspace():
            after = self.unseen(at)
            if after < self.end and not text[after].isspace():
                return at if text[after] == BREAK or text[at - 1 : at].isspace() else -1  # a tab of several spaces
            while after < self.end and (text[after].isspace() or ord(text[after]) in UNSEEN):
                after += 1
            return after
        if text.startswith(said, at):
            return at + len(said)
        at = self.unseen(at)
        if text.startswith(said, at):
            return at + len(said)
        here = text[at : at + 1]
        if here and here in _ALIKE.get(said, ()):
            return at + 1
        if LIGATURES.get(here) == said:
            return at + 1
        for form in (unicodedata.normalize("NFKD", said), unicodedata.normalize("NFKC", said)):
            if form and text.startswith(form, at):
                return at + len(form)
        if here and unicodedata.normalize("NFD", here) == unicodedata.normalize("NFD", said):
            return at + 1
        return -1

    def _unknown(self, number: int, glyph: int, start: int, at: int) -> list[Match] | None:
        """The same from a glyph on that the text must explain: how many letters, or which of some that look alike."""
        font, code = self.lines[number][glyph]
        alike = _ALIKE.get(font.text.get(code, UNKNOWN))
        at = self.unseen(at)
        known = font.seen.get(code, ())
        last = glyph + 1 == len(self.lines[number])
        widths = sorted(range(1, _LONGEST + 1), key=lambda width: self.text[at : at + width] not in known)
        for width in widths:
            share = self.text[at : at + width]
            if alike is not None and share not in alike:
                continue
            if len(share) < width or any(char.isspace() or char == BREAK for char in share):
                continue
            after = at + width
            if last:
                rest = self.walk(number + 1, 0, after)
                rest = None if rest is None else [Match(after, after, ()), *rest]
            else:
                rest = self.walk(number, glyph + 1, after)
            if rest is not None:
                return [Match(start, rest[0].end, ((font, code, share), *rest[0].shares)), *rest[1:]]
        return None
