"""The one style sheet that PlutoBook gets: ours, with what it does not know put in words that it knows.

It has no running strings, so that the title is written where it is shown; no percentages in ``calc``; and it keeps
headings with what follows by room that is taken and given back, for want of ``break-after: avoid``.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from exporter.writers.pdf.engines.needs import OTHER
from exporter.writers.pdf.engines.pluto.book import FONT
from exporter.writers.pdf.engines.pluto.inks import GENERATED, INDENT, RUNNING
from exporter.writers.pdf.engines.pluto.kept import SHEET as KEPT
from exporter.writers.pdf.engines.pluto.pages import Sheet
from exporter.writers.pdf.engines.values import with_values

_KEPT_WITH_NEXT = (
    "h1,h2,h3,h4,h5,h6,.kicker,.byline,.dateline,.contents-title,.aside-title,.subtitle,.standfirst,caption"
)

LACKING = "\u2009\u200b"
"""Plain characters that the font of code lacks."""

MILLIMETRE = 72 / 25.4
"""A millimetre in points."""
_MARGINS = re.compile(r"@page \{[^{}]*?margin:([^;}]*)")
_WRAP = re.compile(r"overflow-wrap:[^;}]*;?")
"""PlutoBook breaks words that would fit on the next line where they may be broken; lines that come out too long are
noticed, and another engine breaks them."""
_INDENT = re.compile(r"text-indent:\s*([^;}]*[^;}\s])")

TWO_LINES = 2.95
"""A little less than two lines of text: a paragraph begins where there is room for them, for want of ``orphans``."""

OURS = f"""
@page {{ -pluto-page-scale: 1; @top-left {{ color: #{RUNNING:06x} }} @bottom-left {{ color: #{RUNNING:06x} }} }}
*::before, *::after {{ color: #{GENERATED:06x} !important }}
@page {{ @top-left {{ font-variant-ligatures: none }} @bottom-left {{ font-variant-ligatures: none }} }}
h1, .kicker, .article .depth-1 {{ font-variant-ligatures: none }}
sup, .note-reference {{ vertical-align: 0.5em }}
sub {{ vertical-align: -0.5em }}
li::marker {{ color: var(--marker); margin-inline-end: 2mm }}
.contents-words::after {{ margin-inline-end: 1.5pt }}
.page-number::after {{ content: attr(data-page); color: inherit !important }}
pre {{ overflow-wrap: break-word }}
.running-title {{ display: none }}
table:not(.table-full):not(.table-small) > caption {{ min-width: 0; max-width: 0 }}
"""

KEEPING = f"""
h1, h2, h3, h4, h5, h6, dt {{ break-inside: avoid }}
p::before {{ content: ""; display: block; height: {TWO_LINES}em; margin-bottom: -{TWO_LINES}em; break-inside: avoid }}
:is({_KEPT_WITH_NEXT})::after {{ content: ""; display: block; height: 3.5rem; margin-bottom: -3.5rem }}
dt::after {{ content: ""; display: block; height: 1.5rem; margin-bottom: -1.5rem }}
{KEPT}"""
"""What has pages end well, as far as that can be said beforehand."""


_MARGIN_BOX = re.compile(r"@(?:top|bottom)-left\s*\{[^{}]*\}")
_HEAD_COLOUR = re.compile(r"@top-left\s*\{[^{}]*?\bcolor:\s*#([0-9a-f]{6})")

OF_RUNS = """
.part, .article, .body-matter { break-before: page !important }
.part, .article { padding-top: 0.01pt }
"""
"""Blank pages are put between pages when all are known. A margin that nothing holds would be lost at a page's top."""
OF_COVER = "@page { margin: 0 !important } body { margin: 0 !important }"


def folded(sheets: Sequence[str]) -> tuple[str, ...]:
    """Our sheets with all values in place."""
    return with_values(tuple(sheets))


def sheet_of(sheets: tuple[str, ...], fonts: tuple[Path, ...], title: str, *, keeping: bool = True) -> str:
    """The whole sheet for a document with this title; ``sheets`` have their values in place.

    Not ``keeping`` is for what PlutoBook cuts into no pages.
    """
    escaped = title.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return _sheet_without_title(sheets, fonts, keeping=keeping).replace(
        "content: string(running-title)", f'content: "{escaped}"'
    )


@cache
def _sheet_without_title(sheets: tuple[str, ...], fonts: tuple[Path, ...], *, keeping: bool) -> str:
    """What documents share: kept, as titles must not be, of which there is no end. In one line (``inks._text``)."""
    ours = [_INDENT.sub(rf"\g<0>; {INDENT}: \1", _WRAP.sub("", sheet)) for sheet in sheets]
    return " ".join([*(_face(font) for font in fonts), *ours, OURS, KEEPING if keeping else ""]).replace("\n", " ")


@cache
def without_furniture(sheets: tuple[str, ...]) -> tuple[str, ...]:
    """Sheets without running heads and page numbers, for runs of a publication."""
    return (*(_MARGIN_BOX.sub("", sheet) for sheet in sheets), OF_RUNS, _white_of_body(sheets))


@cache
def reaching_out(sheets: tuple[str, ...]) -> tuple[str, ...]:
    """Sheets that let long numbers of lists reach into the margin: what does so would be cut off there."""
    left, wide = _margins(sheets)[3], column(sheets)
    boxes = (f"@{side}-left {{ margin-left: {left:.3f}pt; width: {wide:.3f}pt }}" for side in ("top", "bottom"))
    return (*sheets, _white_of_body(sheets), f"@page {{ {' '.join(boxes)} }}")


def _white_of_body(sheets: tuple[str, ...]) -> str:
    """Pages without margins at their sides, a body with these instead; columns as wide and high as they ought to be."""
    top, right, bottom, left = _margins(sheets)
    width, height = _size(sheets)
    bottom, right = bottom + _whole_pixels(height) - height, right + _whole_pixels(width) - width
    page = f"@page {{ margin: {top:.3f}pt 0 {bottom:.3f}pt 0 }}"
    return f"{page} body {{ margin: 0 {right:.3f}pt 0 {left:.3f}pt }}"


def _whole_pixels(points: float) -> float:
    """The measure of a page in whole pixels: PlutoBook lays out that much, and paints all of it in the true measure."""
    return math.ceil(points / 0.75 - 0.01) * 0.75


@cache
def head_colour(sheets: tuple[str, ...]) -> str:
    """The colour of running heads, as hexadecimal digits."""
    found: list[str] = [colour for sheet in sheets for colour in _HEAD_COLOUR.findall(sheet)]
    return found[-1]


@cache
def _margins(sheets: tuple[str, ...]) -> tuple[float, float, float, float]:
    """The white above the text, at its right, below it and at its left, in points, by the last sheet with margins."""
    found = [margins for sheet in sheets for margins in _MARGINS.findall(sheet)]
    above, *rest = [float(side) * MILLIMETRE for side in re.findall(r"([\d.]+)mm", found[-1])]
    right = rest[0] if rest else above
    return above, right, rest[1] if len(rest) > 1 else above, rest[2] if len(rest) > 2 else right


def right_margin(sheets: tuple[str, ...]) -> float:
    """The white at the right of the text, in points."""
    return _margins(sheets)[1]


@cache
def page_of(sheets: tuple[str, ...]) -> Sheet:
    """A page, and the column on it."""
    width, height = _size(sheets)
    top, _, bottom, _ = _margins(sheets)
    return Sheet(width, height, top, height - top - bottom)


def high_page(sheets: tuple[str, ...], pages: int) -> str:
    """A rule for pages as high as so many."""
    width, height = _size(sheets)
    return f"@page {{ size: {width:.3f}pt {height * pages:.3f}pt }}"


def _size(sheets: tuple[str, ...]) -> tuple[float, float]:
    """How wide and how high the page is, in points."""
    letter = any("size: letter" in sheet for sheet in sheets)
    return (612.0, 792.0) if letter else (210 * MILLIMETRE, 297 * MILLIMETRE)


@cache
def column(sheets: tuple[str, ...]) -> float:
    """How wide the text is, in points: the page without what is white at both sides."""
    _, right, _, left = _margins(sheets)
    return _size(sheets)[0] - right - left


FOR_OTHERS = frozenset(["Amiri", "Noto Serif Hebrew", "Noto Serif Devanagari", "Noto Sans Math", "Noto Emoji"])
"""Families for what the text fonts of the house lack: PlutoBook loads every family that a rule names, for each file."""
_LACKING = re.compile(f"[{LACKING}]|{OTHER.pattern}")


def fonts_for(text: str, fonts: tuple[Path, ...]) -> tuple[Path, ...]:
    """The fonts that a document with this text needs: those for other scripts and signs only where it has some."""
    return fonts if _LACKING.search(text) else _text_fonts(fonts)


@cache
def _text_fonts(fonts: tuple[Path, ...]) -> tuple[Path, ...]:
    return tuple(font for font in fonts if _names(font.read_bytes())[0] not in FOR_OTHERS)


def faces(fonts: Sequence[Path]) -> dict[str, Path]:
    """The files of fonts by the addresses under which the sheet has them."""
    return {FONT + font.name: font for font in fonts}


@cache
def _face(font: Path) -> str:
    family, weight, style = _names(font.read_bytes())
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{FONT}{font.name}") }}'
    )


def _names(data: bytes) -> tuple[str, int, str]:
    """The family, weight and style of an OpenType font (OpenType, tables ``name`` and ``OS/2``)."""
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"name"]
    _, records, strings = struct.unpack_from(">3H", data, start)
    names: dict[int, str] = {}
    for at in range(start + 6, start + 6 + 12 * records, 12):
        platform, _, _, kind, size, offset = struct.unpack_from(">6H", data, at)
        if platform == 3 and kind in (1, 16):
            place = start + strings + offset
            names.setdefault(kind, data[place : place + size].decode("utf-16-be"))
    weight, selection = struct.unpack_from(">H", data, tables[b"OS/2"] + 4)[0], tables[b"OS/2"] + 62
    italic = struct.unpack_from(">H", data, selection)[0] & 1
    return re.sub('["\\\\]', "", names.get(16) or names[1]), weight, "italic" if italic else "normal"
