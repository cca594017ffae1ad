"""A BRF file read back: its lines of braille without what belongs to its pages.

What a page adds is known by its place: the braille page number on the last line, the number of a print page at the end
of the first, lines across. The words come back from liblouis (``comparison.braille``).
"""

from __future__ import annotations

from exporter.errors import InputError

ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
CELL = {sign: chr(0x2800 + number) for number, sign in enumerate(ASCII)}
FARTHEST = 24
"""Cells before which no line of text begins; what begins after them alone on its line is a page's number."""


def read_lines(data: bytes, name: str) -> list[str]:
    """The lines of text in Unicode braille, page by page. Raises InputError for a file that is not BRF."""
    try:
        text = data.decode("ascii").upper()
        pages = [
            ["".join(CELL[sign] for sign in line) for line in page.split("\r\n")] for page in text.split("\f") if page
        ]
    except (UnicodeDecodeError, KeyError):
        raise InputError(f"{name}: is not a BRF: it has signs that are not of ASCII braille") from None
    return [line.strip("\u2800") for page in pages for line in page if _is_text(line)]


def _is_text(line: str) -> bool:
    bare = line.strip("\u2800")
    indent = len(line) - len(line.lstrip("\u2800"))
    across = len(bare) > 5 and len(set(bare.split("\u2800")[0])) == 1 and set(bare[:5]) <= set("⠶⠛⠒⠤")
    return bool(bare) and indent < FARTHEST and not across
