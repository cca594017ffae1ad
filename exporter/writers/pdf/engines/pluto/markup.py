"""The markup given to the engine: the document's, with an ink in each element's style.

Addresses name the elements of links. Whatever layout does not need of a document is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from exporter.writers.pdf.engines.painted import Layout
from exporter.writers.pdf.engines.pluto.breaks import SHORT, WHOLE, is_plain, parts, stretches
from exporter.writers.pdf.engines.pluto.inks import BASE, INDENT, LINK, Inks, Wanted
from exporter.writers.pdf.engines.pluto.kept import INLINE, kept, name_of
from exporter.writers.pdf.engines.pluto.kept import KEPT as KEPT_WHOLE
from exporter.writers.pdf.engines.pluto.letters import SELECTORS
from exporter.writers.pdf.engines.pluto.quoted import in_attribute, in_pieces, quoted
from exporter.writers.xhtml.parts import NODE_ATTRIBUTE

KEPT = ("class", "lang", "dir", "colspan", "rowspan", "span", "src", "alt")
"""Attributes that layout needs: what others say, the engine's own sheet for HTML would take for looks."""


LEFT_OUT = dict.fromkeys(map(ord, f"\xad{SELECTORS}"))
"""Characters that the engine is not told: it would paint a space, or nothing, for them."""
WIDE = frozenset(["table-full", "table-small"])
"""Classes of tables that are as wide as the text."""
CAPTION = '<span style="display:block;width:80mm">'
"""Round what a caption of any other table says: as wide as our sheet has it at least. The caption itself has no width
(``sheet``): by the rules of CSS it would pull a narrow table apart (CSS 2.2, 17.5.2), which WeasyPrint's does not."""

FLUSH = f'<span style="margin-left:calc(0pt - var({INDENT}, 0pt))"/>'
"""After an empty block in a paragraph: the line there would be indented like the first one."""

BOXED = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd td th figcaption caption".split())
"""Blocks that have lines in them, and no background in our sheet."""

BEGIN = "break-before:page"
"""What has an element begin a page."""
PLACEHOLDER = "88"
"""Stands for a page number that is not known yet."""
NOTHING_ABOVE = "margin-top:0;padding-top:0;border-top:0"
HIDDEN = "display:none;counter-increment:list-item 0"


class Markup:
    """Writes a run's markup as text: a tree of its own would be made only to be written.

    ``begins`` are the numbers of elements with which a page begins as it is: they need not be told to, and have no
    white above. ``breaks_before`` are those that are told to. ``in_galleys`` is for what we cut into pages: blocks have
    backgrounds by which they are found, and nothing keeps them together.
    """

    def __init__(self, layout: Layout, inks: Inks, sheet: str, wanted: Wanted, *, in_galleys: bool = False) -> None:
        self.layout, self.inks, self.sheet, self.wanted = layout, inks, sheet, wanted
        self.count = len(inks.elements)
        self.breaks, self.in_link = True, False
        self.after_cut = FLUSH if INDENT in sheet else ""
        self.out: list[str] = []
        self.number = 0
        self.begins: frozenset[int] = frozenset()
        self.breaks_before: set[int] = set()
        self.in_galleys = in_galleys

    def whole(self) -> str:
        """All of it."""
        self.out = []
        self.write(self.layout.root)
        return self.made()

    def made(self) -> str:
        """What was written."""
        made = "".join(self.out)
        return made.translate(LEFT_OUT) if any(map(made.__contains__, map(chr, LEFT_OUT))) else made

    def write(self, element: etree._Element) -> None:
        """An element and all in it."""
        self.number = self.inks.numbers[element]
        self._write(element)

    def open(self, element: etree._Element, style: str | None = None) -> None:
        """The beginning of an element; with this style where it goes on, in place of its own."""
        number, name = self.inks.numbers[element], name_of(element)
        if style is None:
            self.out.append(f"<{name}{self._attributes(element, _given(element), name, number)}>")
        else:
            colour = f"color:#{BASE + number:06x}"
            style = f"{style};{colour};{NOTHING_ABOVE}".lstrip(";")
            self.out.append(f"<{name}{_said(_kept_of(_given(element)), number, style)}>")

    def hide(self, element: etree._Element) -> None:
        """An element without what is in it, not shown: for rules that look at neighbours."""
        given = _kept_of(_given(element))
        given.pop("src", None)
        self.out.append(f"<{name_of(element)}{_said(given, 1, HIDDEN)}/>")

    def _write(self, source: etree._Element) -> None:
        out, number = self.out, self.number
        name = self.inks.names[number]
        self.number += 1
        given = _given(source)
        cuts = self.wanted.cuts.get(number)
        outside = self.breaks, self.in_link
        if given.get("href"):
            self.in_link = True
        if name == "pre":
            self.breaks = all(len(part) <= SHORT for part in parts("".join(map(str, source.itertext()))))
        attributes = self._attributes(source, given, name, number)
        out.append(f"<{name}{attributes}>")
        began = len(out)
        if name == "head":
            out.append(f"<style>{quoted(self.sheet)}</style>")
        narrow = name == "caption" and not _is_wide(source.getparent())
        if narrow:
            out.append(CAPTION)
        if (text := source.text) or cuts:
            self._stretch(text, cuts, 0)
        for stretch, child in enumerate(self._children(source), 1):
            self._write(child)
            if (text := child.tail) or cuts:
                self._stretch(text, cuts, stretch)
        self.breaks, self.in_link = outside
        if narrow:
            out.append("</span>")
        if len(out) > began:
            out.append(f"</{name}>")
        else:
            out[-1] = f"<{name}{attributes}/>"

    @staticmethod
    def _children(source: etree._Element) -> list[etree._Element]:
        return [child for child in source if isinstance(child.tag, str)] if len(source) else []

    def _stretch(self, text: str | None, cuts: Mapping[tuple[int, int], str] | None, stretch: int) -> None:
        """A stretch of an element's text, with the empty blocks that are wanted in it."""
        if cuts:
            here = sorted((at, style) for (place, at), style in cuts.items() if place == stretch)
            text, before = (text or "").replace("\xad", ""), 0
            for at, style in here:
                self.out += [*self._broken(text[before:at]), f'<span style="{in_attribute(style)}"/>', self.after_cut]
                before = at
            text = text[before:]
        if text and is_plain(text):
            self.out.append(in_pieces(text))
        elif text:
            self.out += self._broken(text)

    def _broken(self, text: str) -> Iterator[str]:
        """A text as markup that says where its lines may be broken.

        Not in a link: each stretch of what is underlined is painted, and then told, by itself.
        """
        if self.in_link:
            yield in_pieces(text)
            return
        for said, is_whole, may_end in stretches(text):
            yield f"{WHOLE}{in_pieces(said)}</span>" if is_whole else in_pieces(said)
            if may_end and self.breaks:
                yield "<wbr/>"

    def _attributes(self, source: etree._Element, given: Mapping[str, str], name: str, number: int) -> str:
        said = _kept_of(given)
        if given.get("href"):
            said["href"] = f"{LINK}{number}"
        if number in self.layout.generated:
            said["data-page"] = self.wanted.pages.get(given.get("data-target", "")[1:], PLACEHOLDER)
        if not self.in_galleys and (keeping := kept(source, name)):
            said[KEPT_WHOLE] = keeping
        return _said(said, number, self._style(given.get("style", ""), name, number))

    def _style(self, own: str, name: str, number: int) -> str:
        made = [own] if own else []
        made.append(f"color:#{BASE + number:06x}")
        if name == "li":
            made.append(f"--marker:#{BASE + self.count + number:06x}")
        if name == "pre" and self.breaks:
            made.append("overflow-wrap:normal")
        if name == "img" or (self.in_galleys and self._is_boxed(name, number)):
            made.append(f"background-color:#{BASE + number:06x}")
        if number in self.begins:
            made += [self.wanted.styles.get(number, "").replace(BEGIN, ""), "margin-top:0"]
        elif number in self.wanted.styles:
            made.append(self.wanted.styles[number])
        if number in self.breaks_before:
            made.append(BEGIN)
        return ";".join(made)

    def _is_boxed(self, name: str, number: int) -> bool:
        """Whether a block has a background by which it is found: not items whose words are in blocks of their own."""
        if name != "li":
            return name in BOXED
        item = self.inks.elements[number]
        return not len(item) or bool((item.text or "").strip()) or name_of(item[0]) in INLINE


def _given(source: etree._Element) -> dict[str, str]:
    """An element's attributes."""
    return {str(key): str(value) for key, value in source.items()}


def _kept_of(given: Mapping[str, str]) -> dict[str, str]:
    """Those that layout needs: most elements have none."""
    if not given or (len(given) == 1 and NODE_ATTRIBUTE in given):
        return {}
    return {key: given[key] for key in KEPT if key in given}


def _said(said: Mapping[str, str], number: int, style: str) -> str:
    """Attributes as they stand in a tag, the style last."""
    space = "" if number else ' xmlns="http://www.w3.org/1999/xhtml"'
    others = "".join([f' {key}="{in_attribute(value)}"' for key, value in said.items()]) if said else ""
    return f'{space}{others} style="{in_attribute(style)}"'


def _is_wide(table: etree._Element | None) -> bool:
    return table is not None and bool(WIDE & set(table.get("class", "").split()))
