"""The numbering part (ECMA-376 part 1, 17.9): real lists, one ``w:num`` a list, so that each counts for itself.

A list's depth is its level; how it counts is its abstract numbering, one for bullets and one for each number style.
Indents belong to the levels, not to the paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from exporter.model import List, NumberStyle
from exporter.writers.docx.xml import Element, W, part_bytes, w

LEVELS = 9
INDENT = 360
FORMATS: dict[NumberStyle, str] = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
BULLETS = ("•", "◦", "▪")

Kind = tuple[str, int]
"""How a list counts, and the indent of what it lies in."""


@dataclass(slots=True)
class Numbering:
    """The lists of one document as they are met; ``house`` is a template's numbering, which comes before them."""

    house: Element | None = None
    _lists: list[tuple[Kind, int, int]] = field(default_factory=list)

    def add(self, node: List, depth: int, indent: int = 0) -> int:
        """Take a list at ``depth`` (from 0) into the part; its number, for the paragraphs of its items.

        ``indent`` (twentieths of a point) is how far in stands what the list lies in.
        """
        kind = FORMATS[node.style] if node.ordered else "bullet"
        self._lists.append(((kind, indent), node.start if node.ordered else 1, min(depth, LEVELS - 1)))
        return self._first("num", "numId") + len(self._lists) - 1

    def _first(self, tag: str, name: str) -> int:
        """The first number that a template has left free."""
        taken = [] if self.house is None else [str(one.get(f"{{{W}}}{name}")) for one in self.house.iter(w(tag).tag)]
        return max((int(number) + 1 for number in taken if number.isdigit()), default=int(tag == "num"))

    def __bool__(self) -> bool:
        """Whether the document has any list, or its template any numbering."""
        return bool(self._lists) or self.house is not None

    def part(self) -> bytes:
        """The whole part: abstract numberings in use, then the lists (17.9.17 wants this order)."""
        kinds = list(dict.fromkeys(kind for kind, _, _ in self._lists))
        first, number = self._first("abstractNum", "abstractNumId"), self._first("num", "numId")
        theirs = [] if self.house is None else list(self.house)
        root = w("numbering", *(one for one in theirs if one.tag == w("abstractNum").tag))
        root.extend(_abstract(at, kind) for at, kind in enumerate(kinds, first))
        root.extend(one for one in theirs if one.tag == w("num").tag)
        for at, (kind, start, depth) in enumerate(self._lists, number):
            made = w("num", w("abstractNumId", val=first + kinds.index(kind)), numId=at)
            if kind[0] != "bullet":
                made.append(w("lvlOverride", w("startOverride", val=max(start, 0)), ilvl=depth))
            root.append(made)
        return part_bytes(root)


def _abstract(number: int, about: Kind) -> Element:
    kind, indent = about
    made = w("abstractNum", w("multiLevelType", val="hybridMultilevel"), abstractNumId=number)
    for depth in range(LEVELS):
        bullet = kind == "bullet"
        text = BULLETS[depth % len(BULLETS)] if bullet else f"%{depth + 1}."
        made.append(
            w(
                "lvl",
                w("start", val=1),
                w("numFmt", val=kind),
                w("lvlText", val=text),
                w("lvlJc", val="left"),
                w("pPr", w("ind", left=indent + INDENT * (depth + 2), hanging=INDENT)),
                ilvl=depth,
            )
        )
    return made
