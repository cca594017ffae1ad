"""Inks: colours that say whose a painted text is. Each element has two of its own, for its text and for its marker.

The markup given to the engine is the document's, with an ink in each element's style, and addresses that name the
elements of links. What the true colours are is kept here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from exporter.records import record
from exporter.writers.pdf.engines.painted import Layout, elements_of
from exporter.writers.pdf.engines.pluto.breaks import SHORT, WHOLE, parts, stretches
from exporter.writers.pdf.engines.pluto.colours import Colours
from exporter.writers.pdf.engines.pluto.kept import KEPT as KEPT_WHOLE
from exporter.writers.pdf.engines.pluto.kept import kept, name_of
from exporter.writers.pdf.engines.pluto.letters import SELECTORS
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


LEFT_OUT = dict.fromkeys(map(ord, f"\xad{SELECTORS}"))
"""Characters that the engine is not told: it would paint a space, or nothing, for them."""
WIDE = frozenset(["table-full", "table-small"])
"""Classes of tables that are as wide as the text."""
CAPTION = '<span style="display:block;width:80mm">'
"""Round what a caption of any other table says: as wide as our sheet has it at least. The caption itself has no width
(``sheet``): by the rules of CSS it would pull a narrow table apart (CSS 2.2, 17.5.2), which WeasyPrint's does not."""

INDENT = "--indent"
"""The property that has the value of ``text-indent`` in the engine's sheet."""
FLUSH = f'<span style="margin-left:calc(0pt - var({INDENT}, 0pt))"/>'
"""After an empty block in a paragraph: the line there would be indented like the first one."""


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


@lru_cache(maxsize=64)
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
    made.copy(layout.root, "", [])
    return "".join(made.out).translate(LEFT_OUT), inks


class _Inking:
    """Writes the markup anew as text: a tree of its own would be made only to be written."""

    def __init__(self, inks: Inks, colours: Colours, sheet: str, wanted: Wanted, generated: frozenset[int]) -> None:
        self.inks, self.colours, self.sheet, self.wanted, self.generated = inks, colours, sheet, wanted, generated
        self.count = len(inks.elements)
        self.breaks, self.in_link = True, False
        self.after_cut = FLUSH if INDENT in sheet else ""
        self.out: list[str] = []

    def copy(self, source: etree._Element, colour: str, above: list[tuple[str, frozenset[str]]]) -> None:
        """An element and all in it, in inks."""
        out, number, name = self.out, len(self.inks.names), name_of(source)
        given = {str(key): str(value) for key, value in source.items()}
        classes = given.get("class", "").split()
        colour = self.colours.of(name, classes, above) or colour
        self.inks.names.append(name)
        self.inks.colours.append(colour)
        cuts = self.wanted.cuts.get(number)
        outside = self.breaks, self.in_link
        self.in_link = self.in_link or bool(given.get("href"))
        if name == "pre":
            self.breaks = all(len(part) <= SHORT for part in parts("".join(map(str, source.itertext()))))
        attributes = self._attributes(source, given, name, number)
        out.append(f"<{name}{attributes}>")
        began = len(out)
        if name == "head":
            out.append(f"<style>{_quoted(self.sheet)}</style>")
        narrow = name == "caption" and not (above and WIDE & above[-1][1])
        if narrow:
            out.append(CAPTION)
        self._stretch(source.text, cuts, 0)
        above.append((name, frozenset(classes)))
        stretch = 0
        for child in source:
            if isinstance(child.tag, str):
                self.copy(child, colour, above)
                stretch += 1
                self._stretch(child.tail, cuts, stretch)
        above.pop()
        self.breaks, self.in_link = outside
        if narrow:
            out.append("</span>")
        if len(out) > began:
            out.append(f"</{name}>")
        else:
            out[-1] = f"<{name}{attributes}/>"

    def _stretch(self, text: str | None, cuts: Mapping[tuple[int, int], str] | None, stretch: int) -> None:
        """A stretch of an element's text, with the empty blocks that are wanted in it."""
        if cuts:
            here = sorted((at, style) for (place, at), style in cuts.items() if place == stretch)
            text, before = (text or "").replace("\xad", ""), 0
            for at, style in here:
                self.out += [*self._broken(text[before:at]), f'<span style="{_attribute(style)}"/>', self.after_cut]
                before = at
            text = text[before:]
        if text:
            self.out += self._broken(text)

    def _broken(self, text: str) -> Iterator[str]:
        """A text as markup that says where its lines may be broken.

        Not in a link: each stretch of what is underlined is painted, and then told, by itself.
        """
        if self.in_link:
            yield _text(text)
            return
        for said, is_whole, may_end in stretches(text):
            yield f"{WHOLE}{_text(said)}</span>" if is_whole else _text(said)
            if may_end and self.breaks:
                yield "<wbr/>"

    def _attributes(self, source: etree._Element, given: dict[str, str], name: str, number: int) -> str:
        said = {key: given[key] for key in KEPT if key in given}
        if given.get("href"):
            said["href"] = f"{LINK}{number}"
        if number in self.generated:
            said["data-page"] = self.wanted.pages.get(given.get("data-target", "")[1:], "88")
        if keeping := kept(source, name):
            said[KEPT_WHOLE] = keeping
        said["style"] = self._style(given.get("style", ""), name, number)
        space = "" if number else ' xmlns="http://www.w3.org/1999/xhtml"'
        return space + "".join([f' {key}="{_attribute(value)}"' for key, value in said.items()])

    def _style(self, own: str, name: str, number: int) -> str:
        made = [own] if own else []
        made.append(f"color:#{BASE + number:06x}")
        if name == "li":
            made.append(f"--marker:#{BASE + self.count + number:06x}")
        if name == "pre" and self.breaks:
            made.append("overflow-wrap:normal")
        if name == "img":
            made.append(f"background-color:#{BASE + number:06x}")
        if number in self.wanted.styles:
            made.append(self.wanted.styles[number])
        return ";".join(made)


_IN_ATTRIBUTE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_TO_ESCAPE_IN_ATTRIBUTE = re.compile(r'[&<>\r"\n\t]')
_TO_QUOTE = re.compile(r"[&<\r]|\]\]>")
_PIECE_ENDS = re.compile(r"\n|\r|\]\]>")
PIECES, LETTERS = 100, 2_000
"""Pieces of a text that are put together at most, and letters: each costs the engine what was put together before it.
"""
BORDER = "<span/>"
"""What shows nothing, and parts a text."""


def _text(text: str) -> str:
    """A text as markup that the engine's parser gives on in few pieces.

    That parser (Expat) ends a piece at each reference and each line, and the engine copies all that it has of a text
    for each further piece, and keeps the copies: memory that grows as the square of the length. So what would be
    references is quoted (XML 1.0, 2.7), and a text of many lines is parted.
    """
    return BORDER.join(map(_quoted, _stretches(text))) if len(text) > PIECES else _quoted(text)


def _quoted(text: str) -> str:
    if not _TO_QUOTE.search(text):
        return text
    quoted = text.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    return f"<![CDATA[{quoted}]]>"


def _stretches(text: str) -> Iterator[str]:
    begun = pieces = 0
    for end in _PIECE_ENDS.finditer(text):
        pieces += 1
        if pieces >= PIECES or end.end() - begun >= LETTERS:
            yield text[begun : end.end()]
            begun, pieces = end.end(), 0
    yield text[begun:]


def _attribute(text: str) -> str:
    return _TO_ESCAPE_IN_ATTRIBUTE.sub(lambda found: _IN_ATTRIBUTE[found[0]], text)
