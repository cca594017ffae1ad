"""How wide letters are: the tables ``cmap`` and ``hmtx`` of our fonts (OpenType 1.9), read without a library.

Loading one would cost more than all the headlines of an article.
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

WEIGHTS = {False: "400Regular", True: "700Bold"}
MISSING = 0.5
"""The width of a letter that a font lacks, in its size."""


class Face:
    """One font: the width of each letter, found when it is asked for."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        self.name = path.stem
        (count,) = struct.unpack_from(">H", data, 4)
        tables = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
        self.data, self.metrics = data, tables[b"hmtx"]
        (self.units,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
        (self.long,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)
        self.characters = _format_four(data, tables[b"cmap"])
        self.known: dict[str, float] = {}

    def width(self, text: str, size: float, spacing: float = 0.0) -> float:
        """How wide a text is at a size, with room between its letters, in points. Kerning is left out."""
        return sum(map(self._advance, text)) * size + spacing * len(text)

    def _advance(self, char: str) -> float:
        if char not in self.known:
            glyph = self._glyph(ord(char))
            at = self.metrics + 4 * min(glyph, self.long - 1)
            self.known[char] = struct.unpack_from(">H", self.data, at)[0] / self.units if glyph else MISSING
        return self.known[char]

    def _glyph(self, code: int) -> int:
        """The number of a character's glyph (OpenType, cmap format 4); 0 where there is none."""
        table = self.characters
        (double,) = struct.unpack_from(">H", self.data, table + 6)
        for at in range(table + 14, table + 14 + double, 2):
            if struct.unpack_from(">H", self.data, at)[0] >= code:
                (first,) = struct.unpack_from(">H", self.data, at + double + 2)
                delta, shift = (struct.unpack_from(">H", self.data, at + part * double + 2)[0] for part in (2, 3))
                if first > code:
                    return 0
                if not shift:
                    return int(code + delta) & 0xFFFF
                (glyph,) = struct.unpack_from(">H", self.data, at + 3 * double + 2 + shift + 2 * (code - first))
                return (glyph + delta) & 0xFFFF if glyph else 0
        return 0


def _format_four(data: bytes, table: int) -> int:
    """Where the font's map of the Basic Multilingual Plane is. Raises ValueError where it has none."""
    (count,) = struct.unpack_from(">H", data, table + 2)
    for at in range(table + 4, table + 4 + 8 * count, 8):
        (shift,) = struct.unpack_from(">I", data, at + 4)
        if struct.unpack_from(">H", data, table + shift) == (4,):
            return table + int(shift)
    raise ValueError("the font has no map of format 4")


@cache
def face_of(fonts: tuple[Path, ...], *, bold: bool, italic: bool, family: str = "Source Serif 4") -> Face | None:
    """A font of the house in one of its styles, if it is among these files."""
    name = f"{family.replace(' ', '')}_{WEIGHTS[bold]}{'_Italic' if italic else ''}"
    path = next((font for font in fonts if font.stem == name), None)
    return None if path is None else Face(path)
