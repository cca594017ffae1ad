"""The numbering part (ECMA-376 part 1, 17.9): real lists, a ``w:num`` for each, so that each counts for itself.

A list's depth is its level; how it counts is its abstract numbering, one for bullets and one for each number style.
Indents belong to the levels, not to the paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from exporter.model import List, NumberStyle
from exporter.model.numerals import AROUND
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

Kind = tuple[str, str, int, str, str]
"""How a list counts, its level's text, the indent of what it lies in, its own name and the typed number of an item.

The last two are mostly "". The text has ``{}`` for the number.
"""

NAMED = "numbered-"
"""How the name of an abstract numbering begins that belongs to one list whose items do not count on (17.9.12)."""


@dataclass(slots=True)
class Numbering:
    """The lists of one document as they are met; ``house`` is a template's numbering, which comes before them."""

    house: Element | None = None
    _lists: list[tuple[Kind, int, int]] = field(default_factory=list)

    def add(self, node: List, depth: int, indent: int = 0) -> list[int]:
        """Take a list at ``depth`` (from 0) into the part; the ``w:num`` for the paragraph of each of its items.

        ``indent`` (twentieths of a point) is how far in stands what the list lies in. An item that does not count on
        begins a ``w:num`` of the same abstract numbering, as Word's “Set Numbering Value” does. A number below zero,
        which Word cannot count to, is typed into a level of its own.
        """
        level = min(depth, LEVELS - 1)
        if not node.ordered:
            return [self._num(("bullet", "", indent, "", ""), 1, level)] * len(node.items)
        form, numbers = FORMATS[node.style], node.numbers
        shown = "{}".join(AROUND[node.delimiter])
        jumps = any(item.value is not None for item in node.items) or min(numbers, default=0) < 0
        name = f"{NAMED}{len(self._lists) + 1}" if jumps else ""
        made: list[int] = []
        for at, number in enumerate(numbers):
            if number < 0:
                made.append(self._num((form, shown, indent, f"{name}-{at + 1}", shown.format(number)), 0, level))
            elif not made or node.items[at].value is not None or numbers[at - 1] < 0:
                made.append(self._num((form, shown, indent, name, ""), number, level))
            else:
                made.append(made[-1])
        return made

    def _num(self, kind: Kind, start: int, level: int) -> int:
        self._lists.append((kind, start, level))
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
                made.append(w("lvlOverride", w("startOverride", val=start), ilvl=depth))
            root.append(made)
        return part_bytes(root)


def _abstract(number: int, about: Kind) -> Element:
    kind, shown, indent, name, typed = about
    made = w("abstractNum", w("multiLevelType", val="hybridMultilevel"), abstractNumId=number)
    if name:
        made.append(w("name", val=name))
    for depth in range(LEVELS):
        bullet = kind == "bullet"
        text = BULLETS[depth % len(BULLETS)] if bullet else typed or shown.format(f"%{depth + 1}")
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
