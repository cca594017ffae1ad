"""Headlines in lines of like length (CSS Text 4, text-wrap: balance), which PlutoBook does not know.

Their lines are reckoned beforehand from the widths of the letters: has a headline several, it gets the smallest width
at which they are as many. Kerning is left out, so that a headline in rare cases is as it would have been.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from lxml import etree

from exporter.records import record
from exporter.writers.pdf.engines.pluto.colours import Rule, each, matches, rule_of
from exporter.writers.pdf.engines.pluto.font_widths import Face, face_of
from exporter.writers.pdf.engines.pluto.kept import HEADINGS, name_of
from exporter.writers.pdf.engines.pluto.misfit import Misfit

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
_FONT = re.compile(r"font:\s*(italic )?(700 |400 )?([\d.]+)rem")
_SIZE = re.compile(r"font-size:\s*([\d.]+)rem")
_SPACING = re.compile(r"letter-spacing:\s*(-?[\d.]+)em")
_WEIGHT = re.compile(r"font-weight:\s*(\d+)")
_REFINES = re.compile(r"font|letter-spacing|text-align|margin|padding|background|border")
MILLIMETRE = 72 / 25.4
_BASE = re.compile(r"html\s*\{[^{}]*font:\s*([\d.]+)pt")
_FAMILY = re.compile(r"font(?:-family)?:[^;\"]*\"([^\"]+)\"")
_OUTDENT = re.compile(r"margin(?:-left)?:[^;]*?-([\d.]+)mm\s*(?:;|$)")
_PADDING = re.compile(r"(?:^|;)\s*padding:\s*(?:[\d.]+(?:mm)?\s+)?([\d.]+)(?:mm)?(?:\s+[\d.]+mm)?\s*(?:;|$)")
_SPACES = " \t\n\r"
_BLANKS = re.compile(f"[{_SPACES}]+")
_WORD = re.compile(r"[^ \u2010\u2012-\u2014-]*[\u2010\u2012-\u2014-]* *")


@record
class Look:
    """How a headline is set: its size and the room between its letters in points, and whether it is bold or italic.

    ``outdent`` is how far it reaches into the margin, ``padding`` what is white at its sides. ``is_box`` says that one
    sees how wide it is.
    """

    size: float
    bold: bool
    italic: bool
    spacing: float
    family: str = "Source Serif 4"
    outdent: float = 0.0
    padding: float = 0.0
    is_centred: bool = False
    is_box: bool = False


@cache
def looks(sheets: tuple[str, ...]) -> dict[str, Look]:
    """The look of each kind of headline, by its name or class."""
    base = next((float(found[1]) for sheet in sheets if (found := _BASE.search(sheet))), 11.0)
    made: dict[str, Look] = {}
    for sheet in sheets:
        for selectors, said in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)):
            for selector in (one.strip().removeprefix(".") for one in each(selectors)):
                if selector in HEADINGS or selector in CLASSES:
                    made[selector] = _look(said, base, made.get(selector))
    return made


@cache
def _refined(sheets: tuple[str, ...]) -> tuple[tuple[Rule, str], ...]:
    """What rules for headlines in certain places say besides, such as those of a publication and its designs."""
    made: list[tuple[Rule, str]] = []
    for sheet in sheets:
        for selectors, said in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)):
            for selector in each(selectors) if _REFINES.search(said) else ():
                with suppress(Misfit):  # selectors that are not read here are for no headline
                    rule = rule_of(selector.strip(), None, len(made))
                    if len(rule.compounds) > 1:
                        made.append((rule, said))
    return tuple(sorted(made, key=lambda one: one[0].weight))


def _look(said: str, base: float, before: Look | None) -> Look:
    font, size, spacing = _FONT.search(said), _SIZE.search(said), _SPACING.search(said)
    weight, family, padding = _WEIGHT.search(said), _FAMILY.search(said), _PADDING.search(said)
    old = before or Look(base * 0.91, False, False, 0.0)  # as in an aside
    points = float((font and font[3]) or (size and size[1]) or old.size / base) * base
    bold = weight[1] == "700" if weight else font[2] == "700 " if font else old.bold
    italic = bool(font[1]) if font else old.italic or "font-style: italic" in said
    ratio = float(spacing[1]) if spacing else old.spacing / old.size
    outdent = _OUTDENT.search(said)
    return Look(
        points,
        bold,
        italic,
        ratio * points,
        family[1] if family else old.family,
        float(outdent[1]) * MILLIMETRE if outdent else old.outdent,
        float(padding[1]) * MILLIMETRE if padding else old.padding,
        old.is_centred or "text-align: center" in said,
        old.is_box or "background:" in said or "border-top:" in said,
    )


def balanced(
    elements: Sequence[etree._Element], sheets: tuple[str, ...], fonts: tuple[Path, ...], column: float
) -> Iterator[tuple[int, str]]:
    """The width of each headline that has one of its own, as a style, by the number of its element."""
    known = looks(sheets)
    base = next((float(found[1]) for sheet in sheets if (found := _BASE.search(sheet))), 11.0)
    for number, element in enumerate(elements):
        name, said = name_of(element), element.get("class", "")
        if not said and name not in HEADINGS:
            continue
        classes = said.split()
        kind = name if name in HEADINGS else next((one for one in classes if one in CLASSES), "")
        look, room = known.get(kind), _column(element, column) if kind else 0
        if look is None or not room:
            continue
        above = [(name_of(outer), frozenset(outer.get("class", "").split())) for outer in element.iterancestors()][::-1]
        for rule, declared in _refined(sheets):
            if matches(rule, name, classes, above):
                look = _look(declared, base, look)
        room += look.outdent - 2 * look.padding
        face = face_of(fonts, bold=look.bold, italic=look.italic, family=look.family)
        text = "".join(map(str, element.itertext())).replace("\xad", "")
        if face is not None and (width := narrowest(text, look, face, room)):
            yield number, _narrowed(look, width + ROOM, room)


def _narrowed(look: Look, width: float, room: float) -> str:
    """The style that gives a headline's lines a width: where one sees how wide it is, by white at its sides."""
    left = max(room - width, 0)
    if look.is_centred:
        return f"padding-left:{look.padding + left / 2:.1f}pt;padding-right:{look.padding + left / 2:.1f}pt"
    if look.is_box:
        return f"padding-right:{look.padding + left:.1f}pt"
    return f"max-width:{width:.1f}pt"


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
