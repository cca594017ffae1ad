"""Paints text with right-to-left runs in the order in which it is read (ISO 32000-1, 14.8.2.3.3).

Layout paints glyphs from left to right, so that whoever goes by the content stream meets such words backwards, and
some readers turn an ActualText round as well. Here the same glyphs go to the same places, first to last as they are
read, each shown by itself: readers that reverse whole strings then have nothing to reverse. A glyph that stands for
other characters here than elsewhere (a mirrored bracket, a base with other dots) is shown by a code of its own.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import repeat
from typing import Protocol

from exporter.records import record
from exporter.writers.pdf.engines.painted import NO_SOUND

WORD_END = "\u200f "
"""What the space between words that run backwards stands for: a space after a mark that is neither seen nor heard.

pdf.js (Firefox) drops a glyph that is a space alone and finds the space again in the distance to the next glyph, which
here is negative, so that words would join in what it gives to screen readers and to the clipboard. PDFium leaves the
mark out; others keep it, and bidirectional text may have it anywhere (Unicode, annex 9, 2.6).
"""

_SHOWN = re.compile(r"<([0-9a-f]*)>|(-?[0-9.]+(?:e-?[0-9]+)?)")
_HEX = re.compile(r"<([0-9a-f]+)>")
_CODE = re.compile(r"[0-9a-f]{4}")


class Font(Protocol):
    """What is asked of a font: widths in thousandths and what each glyph stands for."""

    hash: str
    widths: dict[int, int]
    to_unicode: dict[int, str]


class Codes(Protocol):
    """Codes of our own making."""

    def alias(self, name: str, glyph: int, text: str) -> int:
        """The code by which a glyph of the font called ``name`` is shown that stands for ``text``."""

    def carrier(self, name: str) -> int | None:
        """A glyph of the font that shows nothing and has no width, or None."""


@record
class Run:
    """One run of glyphs of one direction, as shaped: where its text begins, its direction, and each glyph's cluster.

    ``clusters`` are byte offsets into the run's text, one a painted glyph, in painted order.
    """

    start: int
    text: bytes
    backwards: bool
    clusters: Sequence[int]


@record
class Glyph:
    """A painted glyph: font, size, rise, code, and where it begins on the line."""

    font: str
    size: float
    rise: float
    code: int
    x: float


@record
class Turned:
    """A line in reading order: its operators, the font and size in force after them, and the code shown last.

    ``spelt`` says that its codes, one after another, stand for the very letters of the line.
    """

    operators: list[bytes]
    font: tuple[str, float]
    last: int
    spelt: bool


def decode(shown: Sequence[tuple[str, str]], fonts: dict[str, Font]) -> str:
    """What a reader makes of strings shown in fonts: the characters that their glyphs stand for."""
    parts: list[str] = []
    for name, text in shown:
        codes = _codes(text)
        if codes is None:  # a font of pictures, whose codes have one byte
            return ""
        parts.extend(map(fonts[name].to_unicode.get if name in fonts else _unknown, codes, repeat("\ufffd")))
    return "".join(parts)


def glyph_texts(shown: Sequence[tuple[str, str]], fonts: dict[str, Font]) -> list[str]:
    """What each glyph stands for that is shown in a font known here; "" for nothing."""
    parts: list[str] = []
    for name, text in shown:
        if name in fonts:
            parts.extend(map(fonts[name].to_unicode.get, _codes(text) or (), repeat("")))
    return parts


def _codes(text: str) -> tuple[int, ...] | None:
    """The codes of glyphs, of two bytes each, that a string shows; None for one with a byte too few."""
    codes = bytes.fromhex("".join(_HEX.findall(text)))
    return None if len(codes) % 2 else struct.unpack(f">{len(codes) // 2}H", codes)


def _unknown(_: int, instead: str) -> str:
    return instead


def in_reading_order(
    operators: Sequence[bytes],
    font: tuple[str, float] | None,
    runs: Sequence[Run],
    fonts: dict[str, Font],
    codes: Codes,
) -> Turned | None:
    """One line with its glyphs in reading order; ``font`` is what is in force before.

    None where glyphs and runs do not agree.
    """
    glyphs = _glyphs(operators, font, fonts)
    if not glyphs or len(glyphs) != sum(len(run.clusters) for run in runs):
        return None
    pen = _Pen(font, fonts)
    spelt = True
    for cluster, shares, backwards in _spelt(_clusters(glyphs, runs)):
        for glyph, share in zip(cluster, shares, strict=True):
            wanted = WORD_END if share == " " and backwards else share
            wanted, carried = (wanted, []) if backwards else _carry(wanted, codes.carrier(glyph.font))
            code = glyph.code
            if _plain(fonts[glyph.font].to_unicode.get(code, "")) != _plain(wanted) or not wanted:
                code = codes.alias(glyph.font, code, wanted)
                spelt = spelt and code != glyph.code
            pen.show(glyph, code, joined=not backwards)
            for letter, carrier in carried:
                after = replace(glyph, code=carrier, x=pen.x)
                pen.show(after, codes.alias(glyph.font, carrier, letter), joined=True)
    pen.end()
    return Turned(pen.out, pen.font or ("", 0), pen.last, spelt)


def _spelt(
    clusters: Iterable[tuple[str, list[Glyph], bool]],
) -> Iterator[tuple[list[Glyph], list[str], bool]]:
    """Each cluster's glyphs, what each of them stands for, and whether the cluster runs backwards.

    Shaping makes several glyphs of several letters, in the order in which they stand (a short i of Devanagari before
    its consonant). What each stands for alone nobody can say; together they spell the cluster. So its letters are dealt
    out, one a glyph and the rest to the last, and the letters come out one after another as they are read.
    """
    for word in _words(clusters):
        shares = [_deal(text, len(cluster)) for text, cluster, _ in word]
        if any(None is share for share in shares):  # a glyph too many in one cluster: deal out the whole word
            whole = _deal("".join(text for text, _, _ in word), sum(len(cluster) for _, cluster, _ in word))
            at = 0
            for number, (text, cluster, _) in enumerate(word):
                shares[number] = [text, *[""] * (len(cluster) - 1)] if whole is None else whole[at : at + len(cluster)]
                at += len(cluster)
        for (_, cluster, backwards), share in zip(word, shares, strict=True):
            yield cluster, share or [], backwards


def _carry(text: str, carrier: int | None) -> tuple[str, list[tuple[str, int]]]:
    """What of ``text`` a glyph stands for itself, and the letters for which glyphs that nobody sees are shown after it.

    pdf.js takes a glyph whose text has a mark (category Mn) in it for one without width, and finds spaces in words.
    So a conjunct of consonant, virama and consonant stands for its first letter, and the font's empty glyph without
    width for each other one.
    """
    if carrier is None or not has_marks(text):
        return text, []
    return text[0], [(letter, carrier) for letter in text[1:]]


def has_marks(text: str) -> bool:
    """Whether a text of several characters has a mark without width (category Mn) among them."""
    return len(text) > 1 and not text.isascii() and any(unicodedata.category(char) == "Mn" for char in text)


def _words(clusters: Iterable[tuple[str, list[Glyph], bool]]) -> Iterator[list[tuple[str, list[Glyph], bool]]]:
    """Clusters up to the next space or change of direction; a space is a word of its own."""
    word: list[tuple[str, list[Glyph], bool]] = []
    for cluster in clusters:
        if word and (cluster[0].isspace() or word[-1][0].isspace() or cluster[2] != word[-1][2]):
            yield word
            word = []
        word.append(cluster)
    if word:
        yield word


def _deal(text: str, glyphs: int) -> list[str] | None:
    """``text`` in as many parts as there are glyphs, none empty; None where it has too few letters.

    A vowel sign of two halves is one letter and two glyphs: decomposed (NFD) it is two letters as well, and the same.
    """
    for letters in (text, unicodedata.normalize("NFD", text)):
        if len(letters) >= glyphs:
            return [*letters[: glyphs - 1], letters[glyphs - 1 :]] if glyphs else []
    return None


def _plain(text: str) -> str:
    return text.replace(NO_SOUND, "").replace("\xa0", " ")


def _clusters(glyphs: Sequence[Glyph], runs: Sequence[Run]) -> Iterator[tuple[str, list[Glyph], bool]]:
    """Each cluster's text, glyphs, and whether it runs backwards, in reading order."""
    at = 0
    placed = []
    for run in runs:
        placed.append((run, glyphs[at : at + len(run.clusters)]))
        at += len(run.clusters)
    for run, own in sorted(placed, key=lambda pair: pair[0].start):
        pairs = list(zip(run.clusters, own, strict=True))
        if run.backwards:
            pairs.reverse()
        starts = sorted(set(run.clusters))
        if not starts:
            continue  # characters that no glyph shows: joiners, controls
        ends = dict(zip(starts, [*starts[1:], len(run.text)], strict=True))
        for start in starts:
            cluster = [glyph for where, glyph in pairs if where == start]
            yield run.text[start : ends[start]].decode(errors="replace"), cluster, run.backwards


def _glyphs(operators: Sequence[bytes], font: tuple[str, float] | None, fonts: dict[str, Font]) -> list[Glyph] | None:
    """The glyphs that the operators paint, each with its place; None for operators not known here."""
    found: list[Glyph] = []
    x, rise = 0.0, 0.0
    name, size = font or ("", 0.0)
    for operator in operators:
        words = operator.decode("latin-1")
        if words.endswith(" Tf"):
            name, size = words[1:].split()[0], float(words.split()[1])
        elif words.endswith(" Ts"):
            rise = float(words.split()[0])
        elif words.endswith(" TJ") and name in fonts:
            for part in _SHOWN.finditer(words):
                if part[2]:
                    x -= float(part[2]) * size / 1000
                for code in _CODE.findall(part[1] or ""):
                    found.append(Glyph(name, size, rise, int(code, 16), x))
                    x += fonts[name].widths.get(int(code, 16), 0) * size / 1000
        else:
            return None
    return found


class _Pen:
    """Shows glyphs one after another, going where each belongs."""

    def __init__(self, font: tuple[str, float] | None, fonts: dict[str, Font]) -> None:
        self.out: list[bytes] = []
        self.font = font
        self.fonts = fonts
        self.rise = 0.0
        self.x = 0.0
        self.last = 0
        self.shown: list[str] = []

    def show(self, glyph: Glyph, code: int, *, joined: bool) -> None:
        """Show one glyph; ``joined`` to the one before, in one string of glyphs, where nothing else stands between."""
        if (glyph.font, glyph.size) != self.font:
            self.end()
            self.font = (glyph.font, glyph.size)
            self.out.append(f"/{glyph.font} {glyph.size:.6g} Tf".encode())
        self.rise_to(glyph.rise)
        self.last = code
        move = round((self.x - glyph.x) * 1000 / glyph.size)
        self.shown.append(f"{move or ''}<{code:04x}>")
        if not joined:
            self.flush()
        self.x += (self.fonts[glyph.font].widths.get(glyph.code, 0) - move) * glyph.size / 1000

    def flush(self) -> None:
        """Write what is to be shown as one operator."""
        if self.shown:
            self.out.append(f"[{''.join(self.shown)}] TJ".replace("><", "").encode())
            self.shown = []

    def end(self) -> None:
        """Write what is left, and go back to the line."""
        self.rise_to(0)
        self.flush()

    def rise_to(self, rise: float) -> None:
        if rise != self.rise:
            self.flush()
            self.rise = rise
            self.out.append(f"{rise:.6g} Ts".encode())
