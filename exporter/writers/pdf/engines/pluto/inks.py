"""Inks: colours that say whose a painted text is. Each element has two of its own, for its text and for its marker.

The markup given to the engine is the document's, with an ink in each element's style, and addresses that name the
elements of links. What the true colours are is kept here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from exporter.records import record
from exporter.writers.pdf.engines.painted import Layout, elements_of
from exporter.writers.pdf.engines.pluto.colours import Colours
from exporter.writers.pdf.engines.pluto.kept import KEPT as KEPT_WHOLE
from exporter.writers.pdf.engines.pluto.kept import kept
from exporter.writers.pdf.engines.pluto.misfit import Misfit

BASE = 0x200000
"""The first ink. No colour of our sheets lies between it and the last one: that is looked at for each document."""
RUNNING, GENERATED = 0x1FFFF0, 0x1FFFF1
"""The inks of running heads and feet, and of generated words, which are artifacts."""
LINK = "e:"
"""The scheme of addresses that name the element of a link."""

KEPT = ("class", "lang", "dir", "colspan", "rowspan", "span", "src", "alt")
"""Attributes that layout needs: what others say, the engine's own sheet for HTML would take for looks."""


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


@dataclass(slots=True)
class Inks:
    """The elements of a document, their names and true colours, by the number that is in their ink."""

    elements: Sequence[etree._Element]
    decorative: frozenset[int]
    quiet: str
    names: list[str] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    known: dict[bytes, Ink] = field(default_factory=dict)

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


def _operands(digits: str) -> bytes:
    return " ".join(f"{int(digits[at : at + 2], 16) / 255:.5g}" for at in (0, 2, 4)).encode()


@dataclass(slots=True)
class Wanted:
    """What an earlier layout has shown that this one needs.

    ``pages`` are the page numbers that a contents list shows, by the id of the place; ``styles`` are for elements,
    ``cuts`` for empty blocks before places in their text (which stretch, and where in it), all by the element's number.
    ``has_rooms`` says that lines have the room they need.
    """

    pages: dict[str, str] = field(default_factory=dict)
    styles: dict[int, str] = field(default_factory=dict)
    cuts: dict[int, dict[tuple[int, int], str]] = field(default_factory=dict)
    has_rooms: bool = False

    def style(self, element: int, style: str) -> None:
        """Want one more declaration for an element."""
        self.styles[element] = f"{self.styles[element]};{style}" if element in self.styles else style

    def cut(self, element: int, place: tuple[int, int], style: str) -> None:
        """Want one more empty block."""
        self.cuts.setdefault(element, {})[place] = f"display:block;{style}"


def inked(layout: Layout, colours: Colours, sheet: str, quiet: str, wanted: Wanted) -> tuple[str, Inks]:
    """The markup of a document in inks, with ``sheet`` as its only style sheet; and what the inks stand for."""
    elements = elements_of(layout.root)
    if BASE + 2 * len(elements) > 0xFFFFFF:
        raise Misfit("the document has more elements than there are inks")
    inks = Inks(elements, layout.decorative, quiet)
    made = _Inking(inks, colours, sheet, wanted, layout.generated)
    root = made.copy(layout.root, None, "", [])
    return etree.tostring(root, encoding="unicode").replace("\xad", ""), inks


class _Inking:
    def __init__(self, inks: Inks, colours: Colours, sheet: str, wanted: Wanted, generated: frozenset[int]) -> None:
        self.inks, self.colours, self.sheet, self.wanted, self.generated = inks, colours, sheet, wanted, generated
        self.count = len(inks.elements)

    def copy(
        self,
        source: etree._Element,
        parent: etree._Element | None,
        colour: str,
        above: list[tuple[str, frozenset[str]]],
    ) -> etree._Element:
        """A copy of an element and all in it, in inks."""
        number, name = len(self.inks.names), etree.QName(source).localname
        classes = source.get("class", "").split()
        colour = self.colours.of(name, classes, above) or colour
        self.inks.names.append(name)
        self.inks.colours.append(colour)
        tag = f"{{http://www.w3.org/1999/xhtml}}{name}"
        made = (
            etree.Element(tag, nsmap={None: "http://www.w3.org/1999/xhtml"})  # type: ignore[dict-item]  # so lxml has it
            if parent is None
            else etree.SubElement(parent, tag)
        )
        for key in KEPT:
            if (value := source.get(key)) is not None:
                made.set(key, value)
        if source.get("href"):
            made.set("href", f"{LINK}{number}")
        if number in self.generated:
            made.set("data-page", self.wanted.pages.get(source.get("data-target", "")[1:], "88"))
        if keeping := kept(source, name):
            made.set(KEPT_WHOLE, keeping)
        made.set("style", self._style(source, name, number))
        made.text, made.tail = source.text, source.tail
        if name == "head":
            etree.SubElement(made, "{http://www.w3.org/1999/xhtml}style").text = self.sheet
        above.append((name, frozenset(classes)))
        for child in source:
            if isinstance(child.tag, str):
                self.copy(child, made, colour, above)
        above.pop()
        for (stretch, at), style in sorted(self.wanted.cuts.get(number, {}).items(), reverse=True):
            _cut(made, stretch, at, style)
        return made

    def _style(self, source: etree._Element, name: str, number: int) -> str:
        own = source.get("style", "")
        parts = [own] if own else []
        parts.append(f"color:#{BASE + number:06x}")
        if name == "li":
            parts.append(f"--marker:#{BASE + self.count + number:06x}")
        if name == "img":
            parts.append(f"background-color:#{BASE + number:06x}")
        if number in self.wanted.styles:
            parts.append(self.wanted.styles[number])
        return ";".join(parts)


def _cut(made: etree._Element, stretch: int, at: int, style: str) -> None:
    """Put an empty block into a stretch of an element's text, as far from its beginning as ``at`` says."""
    holder = made[stretch - 1] if stretch else made
    text = ((holder.tail if stretch else holder.text) or "").replace("\xad", "")
    block = etree.Element("{http://www.w3.org/1999/xhtml}span", style=style)
    block.tail = text[at:]
    if stretch:
        holder.tail = text[:at]
    else:
        holder.text = text[:at]
    made.insert(stretch, block)
