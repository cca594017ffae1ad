"""Which fonts a PDF can hold (ISO 32000-1, 9.9, table 126): asked of every font that a user brings.

TrueType outlines can be embedded, and CFF outlines whose glyphs are numbered as in the file. CFF2, the outlines of many
variable fonts, is not known to PDF; where a font numbers its glyphs twice (CID-keyed, with gaps), the layout writes the
one number and readers take it for the other.
"""

from __future__ import annotations

import io
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from exporter.bounds.gate import Refused, in_force, open_regular

TRUETYPE = (b"\0\1\0\0", b"true")
SIGNATURES = (*TRUETYPE, b"OTTO", b"ttcf", b"wOFF", b"wOF2")


def is_font(data: bytes) -> bool:
    """Whether some bytes are a font's, by their signature."""
    return data[:4] in SIGNATURES


def can_embed(data: bytes) -> bool:
    """Whether a PDF can hold the font, or all the fonts of a collection."""
    if data[:4] in TRUETYPE:
        return True
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # noqa: PLC0415  (start-up: only for a user's fonts)

    try:
        stream = io.BytesIO(data)
        fonts = TTCollection(stream, lazy=True).fonts if data[:4] == b"ttcf" else [TTFont(stream, lazy=True)]
        return all(is_numbered_once(font) for font in fonts)
    except (TTLibError, AssertionError, KeyError, ValueError, ImportError, EOFError, IndexError, OSError):
        return False


def can_embed_file(path: Path) -> bool:
    """The same of a file, which is looked at once."""
    try:
        return _of_version(path, path.stat().st_mtime_ns, in_force().font_bytes)
    except (OSError, Refused):
        return False


@lru_cache(maxsize=4096)
def _of_version(path: Path, changed: int, most: int) -> bool:
    with open_regular(path) as stream:
        if os.fstat(stream.fileno()).st_size > most:
            return False
        start = stream.read(4)
        if start in TRUETYPE:
            return True
        return is_font(start) and can_embed(start + stream.read(most))


def is_numbered_once(font: Any) -> bool:
    """Whether the outlines of a font, its tables by name, are found by the glyph's number in the file."""
    if "glyf" in font:
        return True
    if "CFF " not in font:
        return False
    top = font["CFF "].cff.topDictIndex[0]
    return not hasattr(top, "ROS") or all(
        name == ".notdef" or name == f"cid{number:05d}" for number, name in enumerate(top.charset)
    )
