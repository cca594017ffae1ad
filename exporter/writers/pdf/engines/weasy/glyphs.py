"""Paints text with right-to-left runs in the order in which it is read (ISO 32000-1, 14.8.2.3.3).

Layout paints glyphs from left to right, so that whoever goes by the content stream meets such words backwards, and
some readers turn an ActualText round as well. Here the same glyphs go to the same places, first to last as they are
read, each shown by itself: readers that reverse whole strings then have nothing to reverse. A glyph that stands for
other characters here than elsewhere (a mirrored bracket, a base with other dots) is shown by a code of its own.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

NO_SOUND = "\u034f"
"""Stands for glyphs that add nothing to their cluster; see ``weasy.Fonts``."""

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


@dataclass(frozen=True, slots=True)
class Run:
    """One run of glyphs of one direction, as shaped: where its text begins, its direction, and each glyph's cluster.

    ``clusters`` are byte offsets into the run's text, one a painted glyph, in painted order.
    """

    start: int
    text: bytes
    backwards: bool
    clusters: Sequence[int]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A painted glyph: font, size, rise, code, and where it begins on the line."""

    font: str
    size: float
    rise: float
    code: int
    x: float


@dataclass(frozen=True, slots=True)
class Turned:
    """A line in reading order: its operators, the font and size in force after them, and the code shown last."""

    operators: list[bytes]
    font: tuple[str, float]
    last: int


def decode(shown: Sequence[tuple[str, str]], fonts: dict[str, Font]) -> str:
    """What a reader makes of strings shown in fonts: the characters that their glyphs stand for."""
    parts: list[str] = []
    for name, text in shown:
        codes = bytes.fromhex("".join(_HEX.findall(text)))
        to_unicode = fonts[name].to_unicode if name in fonts else {}
        if len(codes) % 2:  # a font of pictures, whose codes have one byte
            return ""
        parts.extend(to_unicode.get(code, "\ufffd") for code in struct.unpack(f">{len(codes) // 2}H", codes))
    return "".join(parts)


def in_reading_order(
    operators: Sequence[bytes],
    font: tuple[str, float] | None,
    runs: Sequence[Run],
    fonts: dict[str, Font],
    alias: Callable[[str, int, str], int],
) -> Turned | None:
    """One line with its glyphs in reading order.

    None where glyphs and runs do not agree. ``font`` is what is in force before. ``alias(font, glyph, text)`` gives
    the code by which a glyph is shown that stands for ``text``.
    """
    glyphs = _glyphs(operators, font, fonts)
    if not glyphs or len(glyphs) != sum(len(run.clusters) for run in runs):
        return None
    pen = _Pen(font, fonts)
    for text, cluster, backwards in _clusters(glyphs, runs):
        for number, glyph in enumerate(cluster):
            wanted = "" if number else WORD_END if text == " " and backwards else text
            spelt = fonts[glyph.font].to_unicode.get(glyph.code, "")
            pen.show(glyph, glyph.code if _plain(spelt) == _plain(wanted) else alias(glyph.font, glyph.code, wanted))
    pen.rise_to(0)
    return Turned(pen.out, pen.font or ("", 0), pen.last)


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

    def show(self, glyph: Glyph, code: int) -> None:
        if (glyph.font, glyph.size) != self.font:
            self.font = (glyph.font, glyph.size)
            self.out.append(f"/{glyph.font} {glyph.size:.6g} Tf".encode())
        self.rise_to(glyph.rise)
        self.last = code
        move = round((self.x - glyph.x) * 1000 / glyph.size)
        self.out.append(f"[{move or ''}<{code:04x}>] TJ".encode())
        self.x += (self.fonts[glyph.font].widths.get(glyph.code, 0) - move) * glyph.size / 1000

    def rise_to(self, rise: float) -> None:
        if rise != self.rise:
            self.rise = rise
            self.out.append(f"{rise:.6g} Ts".encode())
