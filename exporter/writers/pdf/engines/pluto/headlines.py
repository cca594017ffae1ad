"""Headlines in lines of like length (CSS Text 4, text-wrap: balance), which PlutoBook does not know.

Their lines are reckoned beforehand from the widths of the letters: has a headline several, it gets the smallest width
at which they are as many. Kerning is left out, so that a headline in rare cases is as it would have been.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from lxml import etree

from exporter.records import record
from exporter.writers.pdf.engines.pluto.font_widths import Face, face_of
from exporter.writers.pdf.engines.pluto.kept import HEADINGS, name_of

CLASSES = ("subtitle", "standfirst", "kicker", "aside-title")
"""Other elements that are headlines: parts of the masthead, and what stands over an aside."""
MOST_LINES = 6
"""A headline of more lines is a paragraph."""
ROOM = 1.0
"""Points that a column is wider than reckoned."""
ASIDE = 10 * 72 / 25.4
"""The white at both sides of an aside's text, in points."""
AROUND = frozenset(["main", "body", "html", "section", "div"])
"""What a headline may stand in besides an aside: elsewhere nobody says how wide the column is."""

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_FONT = re.compile(r"font:\s*(italic )?(700 )?([\d.]+)rem")
_SIZE = re.compile(r"font-size:\s*([\d.]+)rem")
_SPACING = re.compile(r"letter-spacing:\s*(-?[\d.]+)em")
_BASE = re.compile(r"html\s*\{[^{}]*font:\s*([\d.]+)pt")
_SPACES = " \t\n\r"
_BLANKS = re.compile(f"[{_SPACES}]+")
_WORD = re.compile(r"[^ \u2010\u2012-\u2014-]*[\u2010\u2012-\u2014-]* *")


@record
class Look:
    """How a headline is set: its size and the room between its letters in points, and whether it is bold or italic."""

    size: float
    bold: bool
    italic: bool
    spacing: float


@cache
def looks(sheets: tuple[str, ...]) -> dict[str, Look]:
    """The look of each kind of headline, by its name or class."""
    base = next((float(found[1]) for sheet in sheets if (found := _BASE.search(sheet))), 11.0)
    made: dict[str, Look] = {}
    for sheet in sheets:
        for selectors, said in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)):
            for selector in (one.strip().removeprefix(".") for one in selectors.split(",")):
                if selector in HEADINGS or selector in CLASSES:
                    made[selector] = _look(said, base, made.get(selector))
    return made


def _look(said: str, base: float, before: Look | None) -> Look:
    font, size, spacing = _FONT.search(said), _SIZE.search(said), _SPACING.search(said)
    old = before or Look(base * 0.91, False, False, 0.0)  # as in an aside
    points = float((font and font[3]) or (size and size[1]) or old.size / base) * base
    bold = bool(font[2]) if font else "font-weight: 700" in said or old.bold
    italic = bool(font[1]) if font else old.italic
    return Look(points, bold, italic, float(spacing[1]) * points if spacing else old.spacing)


def balanced(
    elements: Sequence[etree._Element], sheets: tuple[str, ...], fonts: tuple[Path, ...], column: float
) -> Iterator[tuple[int, str]]:
    """The width of each headline that has one of its own, as a style, by the number of its element."""
    known = looks(sheets)
    for number, element in enumerate(elements):
        name = name_of(element)
        kind = (
            name if name in HEADINGS else next((one for one in element.get("class", "").split() if one in CLASSES), "")
        )
        look, room = known.get(kind), _column(element, column) if kind else 0
        if look is None or not room or (face := face_of(fonts, bold=look.bold, italic=look.italic)) is None:
            continue
        if width := narrowest("".join(map(str, element.itertext())).replace("\xad", ""), look, face, room):
            yield number, f"max-width:{width + ROOM:.1f}pt"


def _column(element: etree._Element, column: float) -> float:
    """How wide the lines of a headline may be; 0 where that is not known."""
    for outer in element.iterancestors():
        if name_of(outer) == "aside" or "warning" in outer.get("class", "").split():
            column -= ASIDE
        elif name_of(outer) not in AROUND:
            return 0
    return column


def narrowest(text: str, look: Look, face: Face, column: float) -> float:
    """The smallest width at which a text has as many lines as in the column; 0 where it has one, or too many."""
    words = [(part, part.rstrip(_SPACES)) for part in _WORD.findall(_BLANKS.sub(" ", text).strip(_SPACES)) if part]
    widths = [
        (face.width(part, look.size, look.spacing), face.width(word, look.size, look.spacing)) for part, word in words
    ]
    wanted = len(_lines(widths, column))
    if not 1 < wanted <= MOST_LINES:
        return 0
    low, high = column / 2, column
    while high - low > column / 200:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_lines(widths, middle)) <= wanted else (middle, high)
    return max(_lines(widths, high))


def _lines(words: Sequence[tuple[float, float]], column: float) -> list[float]:
    """How wide each line is: words are put into a line as long as they fit."""
    made: list[float] = []
    at = 0.0
    for whole, seen in words:
        if made and at + seen <= column:
            made[-1] = at + seen
        else:
            at = 0.0
            made.append(seen)
        at += whole
    return made
