"""What the glyphs of a line stand for: read from the fonts' maps, held against the text of the document.

cairo knows a glyph by the character that the font's own table has for it. Ligatures and other forms are in no such
table; what they stand for follows from the text round them, which must fit to the character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import TypeAlias

from exporter.writers.pdf.engines.pluto.misfit import Misfit

UNKNOWN = "\ufffd"
HYPHEN = "\u2010"
"""What a font's own table may have for the glyph of U+002D."""
BREAK = "\0"
"""Stands between two stretches of an element's own text."""

SELECTORS = "\ufe0e\ufe0f"
"""Say of a sign whether it is drawn as text or as a picture. Our font has one drawing of it, and no glyph for these."""

UNSEEN = frozenset(
    [0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, *map(ord, SELECTORS)]
)
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
_OPEN = frozenset([UNKNOWN, *(char for char in _ALIKE if not char.isspace())])
"""What glyphs stand for that the text must explain."""
_ALIKE_SEEN = re.compile(f"[{re.escape(''.join(sorted(_OPEN - {UNKNOWN})))}]")
_UNPAINTED = re.compile(rf"[\s{BREAK}{''.join(sorted(map(chr, UNSEEN)))}]*+")
"""What nothing is painted for."""
_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>(?! ?<)")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.S)
_STRING = re.compile(rb"\((?:[^\\()]++|\\.)*+\)|<[0-9a-fA-F\s]*+>", re.S)
_LITERAL = re.compile(rb"\(((?:[^\\()]++|\\.)*+)\)", re.S)
_PLAIN = re.compile(rb"\(([^()]*+)\)")
"""A string where nothing is escaped."""
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class _Known(dict[int, str]):
    """What codes stand for; others are unknown."""

    def __missing__(self, code: int) -> str:
        return UNKNOWN


class _Widths(dict[str, float]):
    """How wide the glyphs of codes are, each code as a character; others have no width."""

    def __missing__(self, code: str) -> float:
        return 0.0


@dataclass(slots=True)
class Font:
    """A font of the file: how wide its codes are in bytes, and what each stands for.

    Strings of glyphs are texts of their codes, each as a character, so that all of them are read at once. ``space`` is
    the string that shows a space, or empty; ``spaces`` are the codes that do, ``alike`` those of glyphs that are
    drawn for several characters. ``seen`` counts what the text had for glyphs without a character of their own;
    ``told`` is ``text`` with what it has had for each of them so far, where that was one thing always.
    ``face`` is the font in the file, which several may share (``faces``), and ``codes`` what it has for codes of two
    bytes.
    """

    number: int
    wide: bool
    text: dict[int, str]
    space: bytes = b""
    widths: dict[str, float] = field(default_factory=dict)
    seen: dict[int, Counter[str]] = field(default_factory=dict)
    spaces: str = ""
    face: int = 0
    codes: dict[int, int] = field(default_factory=dict)
    alike: str = ""
    told: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text, self.told, self.widths = _Known(self.text), _Known(self.text), _Widths(self.widths)
        self.spaces = "".join(chr(code) for code, said in self.text.items() if said.isspace())
        self.alike = "".join(chr(code) for code, said in self.text.items() if said in _OPEN - {UNKNOWN})

    def explain(self, words: str) -> None:
        """Have glyphs that are drawn for several characters stand for those that some words have, if they have one."""
        for code in map(ord, self.alike):
            meant = _ALIKE[self.text[code]].intersection(words)
            if len(meant) == 1:
                (self.text[code],) = meant

    def shown(self, operands: bytes) -> str:
        """The codes of the glyphs that an operation shows, its strings as they stand in a content stream."""
        if b"<" not in operands:
            escapes = b"\\" in operands
            raw = b"".join(map(_unescaped, _LITERAL.findall(operands)) if escapes else _PLAIN.findall(operands))
        else:
            raw = b"".join(map(_raw, _STRING.findall(operands)))
        if not self.wide:
            return raw.decode("latin-1")
        codes = raw.decode("utf-16-be", "surrogatepass")
        if "\0" in codes:  # the first glyph of a font stands for what it lacks
            raise Misfit("a character has no glyph")
        return codes

    def note(self, code: int, share: str) -> None:
        """Count what the text has for a glyph."""
        if (seen := self.seen.get(code)) is None:
            self.seen[code] = Counter([share])
            if self.text[code] == UNKNOWN:
                self.told[code] = share
            return
        if share not in seen and self.text[code] == UNKNOWN:
            self.told[code] = UNKNOWN
        seen[share] += 1

    def written(self, operands: bytes) -> bytes:
        """The operands of an operation that shows glyphs, as the font in the file has their codes."""
        return _STRING.sub(self._recoded, operands) if self.codes else operands

    def _recoded(self, found: re.Match[bytes]) -> bytes:
        codes = _raw(found[0]).decode("utf-16-be", "surrogatepass")
        return b"<%s>" % bytes([self.codes[ord(code)] for code in codes]).hex().encode()


Run: TypeAlias = "tuple[Font, str]"
"""Glyphs in one font, by their codes."""


def said(runs: Iterable[Run]) -> str:
    """What glyphs stand for, as far as that is known."""
    return "".join([codes.translate(font.text) for font, codes in runs])


def glyphs_of(runs: Iterable[Run]) -> Iterator[tuple[Font, int]]:
    """Font and code of each glyph."""
    return ((font, ord(code)) for font, codes in runs for code in codes)


def _raw(string: bytes) -> bytes:
    """The codes of a string; a line may end in the midst of a hexadecimal one (ISO 32000-1, 7.3.4.3)."""
    if string[:1] == b"(":
        return _unescaped(string[1:-1])
    return bytes.fromhex(string[1:-1].translate(None, b" \t\r\n\f\0").decode())


def _unescaped(raw: bytes) -> bytes:
    return _ESCAPE.sub(_escaped, raw) if b"\\" in raw else raw


def _escaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    if said[:1].isdigit():
        return bytes([int(said, 8) & 255])
    return b"" if said.endswith(b"\n") else _NAMED.get(said, said)


@lru_cache(maxsize=64)
def unicode_map(cmap: bytes) -> Mapping[int, str]:
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


def fit(text: str, lines: Sequence[Sequence[Run]]) -> list[Match]:
    """Where each line of glyphs stands in ``text``. Raises Misfit when they do not fit, to the character."""
    fitting = _Fitting(text, lines)
    found = fitting.as_seen() or fitting.walk(0, 0, 0)
    if found is None:
        shown, wanted = (" ".join(one.split()) for one in (" ".join(map(said, lines)), text))
        alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(shown, wanted, strict=False)))
        first = max(alike - 20, 0)  # what differs is shown, and what leads to it
        raise Misfit(f"the glyphs “{shown[first : first + 60]}” do not spell “{wanted[first : first + 60]}”")
    return found


@dataclass(slots=True)
class _Glyphs:
    """A line glyph by glyph: font and code of each, and what it stands for.

    ``open_`` are the numbers of those that the text must explain, and at last one past the end.
    """

    codes: list[tuple[Font, int]]
    said: list[str]
    open_: list[int]

    @classmethod
    def of(cls, runs: Sequence[Run]) -> _Glyphs:
        codes = list(glyphs_of(runs))
        said = [font.text[code] for font, code in codes]
        return cls(codes, said, [*(at for at, one in enumerate(said) if one in _OPEN), len(said)])


class _Fitting:
    def __init__(self, text: str, lines: Sequence[Sequence[Run]]) -> None:
        self.text, self.lines, self.end = text, lines, len(text)
        self.failed: set[tuple[int, int, int]] = set()
        self.glyphs: dict[int, _Glyphs] = {}

    def glyphs_of(self, line: int) -> _Glyphs:
        """A line glyph by glyph, which few lines need."""
        if line not in self.glyphs:
            self.glyphs[line] = _Glyphs.of(self.lines[line])
        return self.glyphs[line]

    def over(self, at: int) -> int:
        """The next place that something must be painted for."""
        return _UNPAINTED.match(self.text, at).end()  # type: ignore[union-attr]  # which may be nothing

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
            if not glyph:
                at = self.over(at)
                if (plain := self._plainly(line, at)) is not None:
                    found.append(plain)
                    at = plain.end
                    continue
            rest = self._by_glyphs(line, glyph, at)
            if isinstance(rest, list):
                return [*found, *rest]
            if rest is None:
                self.failed.add(key)
                return None
            found.append(rest)
            at, glyph = rest.end, 0
        return found if self.over(at) >= self.end else None

    def as_seen(self) -> list[Match] | None:
        """The match of each line, where the text has all as it is, unknown glyphs as they were seen before.

        That is what ``walk`` tries first, and the one that it finds where all fits.
        """
        found: list[Match] = []
        at = 0
        for line in range(len(self.lines)):
            if (match := self._plainly(line, self.over(at)) or self._as_seen(line, self.over(at))) is None:
                return None
            found.append(match)
            at = match.end
        return found if self.over(at) >= self.end else None

    def _plainly(self, line: int, at: int) -> Match | None:
        """Where a line stands that the text has as it is; None where that must be told glyph by glyph."""
        shown = said(self.lines[line])
        words = shown.strip()
        if UNKNOWN in words or not self.text.startswith(words, at):
            return None
        end = at + len(words)
        if len(shown) > len(words) and shown[-1:].isspace():
            end = self._known(" ", end)
        shares = tuple(self._alike(line)) if _ALIKE_SEEN.search(words) else ()
        return None if end < 0 else Match(at, end, shares)

    def _as_seen(self, line: int, at: int) -> Match | None:
        """The same of a line with unknown glyphs."""
        shown = "".join([codes.translate(font.told) for font, codes in self.lines[line]])
        words = shown.strip()
        if UNKNOWN in words or not self.text.startswith(words, at) or not shown.endswith((words, f"{words} ")):
            return None
        end = at + len(words)
        end = end if shown.endswith(words) else self._known(" ", end)
        unknown = (
            (font, ord(code), font.told[ord(code)])
            for font, codes in self.lines[line]
            for code in codes
            if font.text[ord(code)] == UNKNOWN
        )
        return None if end < 0 else Match(at, end, (*self._alike(line), *unknown))

    def _alike(self, line: int) -> Iterator[tuple[Font, int, str]]:
        """The glyphs of a line that may stand for several characters, each with the one that the text has."""
        for font, codes in self.lines[line]:
            for code in font.alike:
                yield from [(font, ord(code), font.text[ord(code)])] * codes.count(code)

    def _by_glyphs(self, line: int, glyph: int, at: int) -> Match | list[Match] | None:
        """Where a line stands from a glyph on; after a glyph without a character all that ``walk`` finds from it on."""
        glyphs, start = self.glyphs_of(line), at
        said, shares = glyphs.said, list[tuple[Font, int, str]]()
        if not glyph:
            glyph = next((here for here, one in enumerate(said) if not one.isspace()), 0)
        for stop in glyphs.open_[bisect_left(glyphs.open_, glyph) :]:
            at = self._stretch(said[glyph:stop], at)
            if at < 0 or stop == len(said):
                break
            if said[stop] == UNKNOWN:
                return self._unknown(line, stop, Match(start, at, tuple(shares)))
            at = self.unseen(at)
            share = self.text[at : at + 1]
            if share not in _ALIKE[said[stop]]:
                return None
            shares.append((*glyphs.codes[stop], share))
            at, glyph = at + 1, stop + 1
        return None if at < 0 else Match(start, at, tuple(shares))

    def _stretch(self, said: Sequence[str], at: int) -> int:
        """Where the text goes on after glyphs whose characters are known; -1 where they do not stand."""
        words = "".join(said).rstrip()
        if words and self.text.startswith(words, at):
            at += len(words)
            said = list(takewhile(str.isspace, reversed(said)))
        for one in said:
            at = self._known(one, at)
            if at < 0:
                return -1
        return at

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

    def _unknown(self, number: int, glyph: int, before: Match) -> list[Match] | None:
        """The same from a glyph on that the text must explain: for how many letters it stands."""
        glyphs = self.glyphs_of(number)
        font, code = glyphs.codes[glyph]
        at = self.unseen(before.end)
        known = font.seen.get(code, ())
        last = glyph + 1 == len(glyphs.said)
        widths = sorted(range(1, _LONGEST + 1), key=lambda width: self.text[at : at + width] not in known)
        for width in widths:
            share = self.text[at : at + width]
            if len(share) < width or any(char.isspace() or char == BREAK for char in share):
                continue
            after = at + width
            if last:
                rest = self.walk(number + 1, 0, after)
                rest = None if rest is None else [Match(after, after, ()), *rest]
            else:
                rest = self.walk(number, glyph + 1, after)
            if rest is not None:
                shares = (*before.shares, (font, code, share), *rest[0].shares)
                return [Match(before.start, rest[0].end, shares), *rest[1:]]
        return None
