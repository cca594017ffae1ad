"""Inks: colours that say whose a painted text is. Each element has two of its own, for its text and for its marker.

The markup given to the engine (``markup``) has an ink in each element's style. What the true colours are is kept here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from lxml import etree

from exporter.records import record
from exporter.writers.pdf.engines.painted import Layout, elements_of
from exporter.writers.pdf.engines.pluto.colours import Colours
from exporter.writers.pdf.engines.pluto.kept import name_of
from exporter.writers.pdf.engines.pluto.markers import markers_of
from exporter.writers.pdf.engines.pluto.misfit import Misfit

BASE = 0x200000
"""The first ink. No colour of our sheets lies between it and the last one: that is looked at for each document."""
RUNNING, GENERATED = 0x1FFFF0, 0x1FFFF1
"""The inks of running heads and feet, and of generated words, which are artifacts."""
LINK = "e:"
"""The scheme of addresses that name the element of a link."""
INDENT = "--indent"
"""The property that has the value of ``text-indent`` in the engine's sheet."""


@record
class Ink:
    """What a colour stands for: the element whose text or marker has it, or that it is an artifact.

    ``fill`` and ``stroke`` set the true colour. ``running`` says of an artifact that it is a running head or foot.
    """

    fill: bytes
    stroke: bytes
    owner: int | None = None
    marker: bool = False
    artifact: bool = False
    running: bool = False


NO_INK = Ink(b"", b"")
"""Before a page has set a colour."""


@dataclass
class Inks:
    """The elements of a document, their names and true colours, by the number that is in their ink.

    ``ends`` are the numbers that follow those of an element and of all in it.
    """

    elements: Sequence[etree._Element]
    decorative: frozenset[int]
    quiet: str
    names: list[str] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    known: dict[bytes, Ink] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> dict[etree._Element, int]:
        """The number of each element."""
        return {element: number for number, element in enumerate(self.elements)}

    @cached_property
    def heads(self) -> frozenset[int]:
        """What is in heads of tables, which are painted on each page that the table reaches."""
        return self._inside("thead")

    @cached_property
    def as_typed(self) -> frozenset[int]:
        """What is in code, whose blanks are kept."""
        return self._inside("pre")

    @cached_property
    def markers(self) -> dict[int, str]:
        """What stands before the items of numbered lists."""
        return markers_of(self.numbers, self.elements[0])

    def _inside(self, name: str) -> frozenset[int]:
        outer = (element for element, known in zip(self.elements, self.names, strict=True) if known == name)
        return frozenset(self.numbers[element] for one in outer for element in one.iter("{*}*"))

    def of(self, operands: bytes) -> Ink:
        """What the colour with these operands stands for; each is looked up once."""
        if (found := self.known.get(operands)) is None:
            found = self.known[operands] = self._read(operands)
        return found

    def _read(self, operands: bytes) -> Ink:
        red, green, blue = (round(float(part) * 255) for part in operands.split())
        colour = red << 16 | green << 8 | blue
        count = len(self.elements)
        if BASE <= colour < BASE + 2 * count:
            owner = (colour - BASE) % count
            true = _operands(self.colours[owner])
            return Ink(true + b" rg", true + b" RG", owner, colour >= BASE + count)
        if colour in (RUNNING, GENERATED):
            true = _operands(self.quiet)
            return Ink(true + b" rg", true + b" RG", artifact=True, running=colour == RUNNING)
        return Ink(operands + b"rg", operands + b"RG")

    def is_picture(self, element: int) -> bool:
        """Whether an element is a picture."""
        return self.names[element] == "img"


@lru_cache(maxsize=64)
def _operands(digits: str) -> bytes:
    return " ".join(f"{int(digits[at : at + 2], 16) / 255:.5g}" for at in (0, 2, 4)).encode()


def inks_of(layout: Layout, colours: Colours, quiet: str) -> Inks:
    """Inks for all elements of a layout. Raises Misfit where there are more of these."""
    elements = elements_of(layout.root)
    if BASE + 2 * len(elements) > 0xFFFFFF:
        raise Misfit("the document has more elements than there are inks")
    inks = Inks(elements, layout.decorative, quiet)
    _colour(layout.root, "", [], inks, colours)
    return inks


def _colour(
    source: etree._Element, colour: str, above: list[tuple[str, frozenset[str]]], inks: Inks, colours: Colours
) -> None:
    """Note the name and the colour of an element, and of all in it."""
    name, classes = name_of(source), source.get("class", "").split()
    colour = colours.of(name, classes, above) or colour
    number = len(inks.names)
    inks.names.append(name)
    inks.colours.append(colour)
    inks.ends.append(number + 1)
    if len(source):
        above.append((name, frozenset(classes)))
        for child in source:
            if isinstance(child.tag, str):
                _colour(child, colour, above, inks, colours)
        above.pop()
        inks.ends[number] = len(inks.names)


@dataclass(slots=True)
class Wanted:
    """What an earlier layout has shown that this one needs.

    ``pages`` are the page numbers that a contents list shows, by the id of the place; ``styles`` are for elements,
    ``cuts`` for empty blocks before places in their text (which stretch, and where in it), all by the element's number.
    ``has_rooms`` says that lines have the room they need. ``changed`` are the numbers of elements in the order in which
    something was wanted of them.
    """

    pages: dict[str, str] = field(default_factory=dict)
    styles: dict[int, str] = field(default_factory=dict)
    cuts: dict[int, dict[tuple[int, int], str]] = field(default_factory=dict)
    has_rooms: bool = False
    changed: list[int] = field(default_factory=list)

    def style(self, element: int, style: str) -> None:
        """Want one more declaration for an element."""
        self.styles[element] = f"{self.styles[element]};{style}" if element in self.styles else style
        self.changed.append(element)

    def cut(self, element: int, place: tuple[int, int], style: str) -> None:
        """Want one more empty block."""
        self.cuts.setdefault(element, {})[place] = f"display:block;{style}"
        self.changed.append(element)

    def number(self, pages: dict[str, str], shown: Iterable[tuple[int, str]]) -> None:
        """Want these page numbers; ``shown`` are the elements that show one, and of which place."""
        self.changed += [number for number, name in shown if pages.get(name) != self.pages.get(name)]
        self.pages = pages
