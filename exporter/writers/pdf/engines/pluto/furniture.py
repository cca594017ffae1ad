"""Running heads and page numbers: pages of their own, laid over those of the runs.

They are known when all pages are, so no run waits for another. PlutoBook sets them by the same page rules; what stands
on each page of a publication is the representation of its number in a counter style (CSS Counter Styles 3, 3.1.2:
``fixed``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from exporter.model.numerals import numeral
from exporter.records import record
from exporter.writers.pdf.engines.painted import Layout
from exporter.writers.pdf.engines.pluto import assembled, book
from exporter.writers.pdf.engines.pluto.content import Content, End, Gap, Mark, Rewriter
from exporter.writers.pdf.engines.pluto.file import File, Item
from exporter.writers.pdf.engines.pluto.inks import Ink, Inks
from exporter.writers.pdf.engines.pluto.misfit import Misfit
from exporter.writers.pdf.engines.pluto.runs import Opening
from exporter.writers.pdf.engines.pluto.sheet import faces, head_colour, reaching_out, sheet_of

QUIET = "555555"
"""The colour of page numbers, and of running heads where no sheet gives them another."""
_QUIET = " ".join(f"{int(QUIET[at : at + 2], 16) / 255:.5g}" for at in (0, 2, 4)).encode()
FOOT = 0x1FFFF2
"""The ink of page numbers, whose colour need not be that of running heads."""
PREFIX = b"/h"
"""Before the names of resources, which are numbered anew on each page of the other file."""

_RULES = f"""
@page :left {{ @top-left {{ content: counter(page, heads) }} @bottom-left {{ content: counter(page, feet) }} }}
@page :right {{ @top-left {{ content: counter(page, heads) }} @bottom-left {{ content: counter(page, feet) }} }}
@page {{ @bottom-left {{ color: #{FOOT:06x} }} }}
"""
_PAGES = "div { height: 1pt; break-before: page }"
_XHTML = "http://www.w3.org/1999/xhtml"
_CATEGORY = re.compile(rb"^   /(\w+) <<\n(.*?)^   >>$", re.M | re.S)
_NAME = re.compile(rb"^      /", re.M)


@record
class PageAt:
    """A page of the file: which page of which run it is (None: a blank one), and of which opening.

    ``begins`` is true for the first page of an opening. ``label`` is its number as it is counted.
    """

    run: int | None
    page: int
    opening: Opening | None
    label: str
    begins: bool = False
    is_cover: bool = False


def label(index: int, front: int) -> str:
    """The number of a page, from 0, where the ``front`` first ones have Roman numerals."""
    return numeral(index + 1, "lower-roman") if index < front else str(index + 1 - front)


def words(pages: Sequence[PageAt], title: str) -> tuple[list[str], list[str]]:
    """What stands at the head and at the foot of each page."""
    heads, feet = [], []
    recto, verso = "", title
    for index, page in enumerate(pages):
        bare = page.run is None or page.is_cover or index == 0
        new = None if page.opening is None or not page.begins else page.opening.heading
        if new is not None:
            recto, verso = new.get("data-recto", ""), new.get("data-verso", "")
        feet.append("" if bare else page.label)
        heads.append("" if bare or new is not None else verso if index % 2 else recto)
    return heads, feet


class Furniture:
    """The heads and feet of all pages, painted."""

    def __init__(self, layout: Layout, sheets: tuple[str, ...], sheet: str, wanted: int, said: str) -> None:
        """``wanted`` pages, whose heads say ``said``: what glyphs stand for that are those of several characters."""
        markup = _markup(f"{sheet}{_PAGES}", wanted, layout.root.get("lang", ""))
        data, count = book.print_pdf(markup, {}, faces(layout.font_files))
        if count != wanted:
            raise Misfit("running heads and pages are not as many")
        self.file = File(data)
        self.fonts = assembled.Fonts(self.file)
        self.pages = self.file.pages()
        for page in self.pages:
            for number in assembled.font_names(self.file, page).values():
                self.fonts.of(number).explain(said)
        self.inks = _Inks([], frozenset(), head_colour(sheets))

    @classmethod
    def of_publication(
        cls, layout: Layout, sheets: tuple[str, ...], heads: Sequence[str], feet: Sequence[str]
    ) -> Furniture:
        """Heads and feet that say these words."""
        sheet = f"{sheet_of(sheets, layout.font_files, '')}{_RULES}{_style('heads', heads)}{_style('feet', feet)}"
        return cls(layout, sheets, sheet, len(heads), "".join((*heads, *feet)))

    @classmethod
    def of_document(cls, layout: Layout, sheets: tuple[str, ...], title: str, pages: int) -> Furniture:
        """Heads and feet as the sheets have them, where they do not depend on what is on a page."""
        return cls(layout, sheets, sheet_of(reaching_out(sheets), layout.font_files, title), pages, title)

    def content(self, number: int) -> Content:
        """What is painted on a page: artifacts, and nothing else."""
        page = self.pages[number]
        names = assembled.font_names(self.file, page)
        fonts = {name: self.fonts.of(at) for name, at in names.items()}
        height = page.floats("MediaBox")[3]
        made = Rewriter(number, height, self.inks, fonts).rewrite(self.file.item(page.number("Contents")).content())
        return [_renamed(part) for part in made.stream]

    def copier(self, pdf: Any, written: dict[bytes, bytes]) -> assembled.Copier:
        """Copies the resources of all pages."""
        return assembled.Copier(pdf, self.file, self.fonts, written)

    def page(self, number: int) -> Item:
        """A page as PlutoBook has it."""
        return self.pages[number]


def merged(resources: bytes, others: bytes) -> bytes:
    """The resources of a page, and those of its furniture under other names."""
    for name, entries in _CATEGORY.findall(others):
        renamed = _NAME.sub(rb"      " + PREFIX, entries)
        opened = b"   /%s <<\n" % name
        if opened in resources:
            resources = resources.replace(opened, opened + renamed, 1)
        else:
            end = resources.rindex(b">>")
            resources = b"%s%s%s   >>\n>>" % (resources[:end], opened, renamed)
    return resources


def united(resources: Sequence[bytes]) -> bytes:
    """The resources of pages of one file together, in which a name is one thing. Raises Misfit where it is not."""
    first, *others = dict.fromkeys(resources)
    for other in others:
        for name, entries in _CATEGORY.findall(other):
            opened = b"   /%s <<\n" % name
            if opened not in first:
                end = first.rindex(b">>")
                first = b"%s%s%s   >>\n>>" % (first[:end], opened, entries)
                continue
            known = next(said for known, said in _CATEGORY.findall(first) if known == name)
            lines = {line.split()[0]: line for line in known.splitlines()}
            new = [line for line in entries.splitlines() if line.split()[0] not in lines]
            if any(lines.get(line.split()[0], line) != line for line in entries.splitlines()):
                raise Misfit("PlutoBook's pages have two things by one name")
            first = first.replace(opened, opened + b"".join([line + b"\n" for line in new]), 1)
    return first


class _Inks(Inks):
    """The inks of heads and feet, which are all that is painted."""

    def _read(self, operands: bytes) -> Ink:
        if tuple(round(float(part) * 255) for part in operands.split()) == tuple(FOOT.to_bytes(3, "big")):
            return Ink(_QUIET + b" rg", _QUIET + b" RG", artifact=True, running=True)
        return Inks._read(self, operands)


def _renamed(part: bytes | Mark | Gap | End) -> bytes | Mark | Gap | End:
    if isinstance(part, bytes) and part.startswith(b"/") and part.endswith((b"gs", b"Tf", b"Do")):
        return PREFIX + part[1:]
    return part


def _style(name: str, said: Sequence[str]) -> str:
    """A counter style that says one of these words for each page; an empty one would be counted as not there."""
    symbols = " ".join(f'"{_escaped(one)}"' for one in said)
    return f"@counter-style {name} {{ system: fixed; symbols: {symbols} }}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") or " "


def _markup(sheet: str, count: int, lang: str) -> str:
    """As many empty pages."""
    root = etree.Element(f"{{{_XHTML}}}html", nsmap={None: _XHTML})  # type: ignore[dict-item]  # so lxml has it
    if lang:
        root.set("lang", lang)
    etree.SubElement(etree.SubElement(root, f"{{{_XHTML}}}head"), f"{{{_XHTML}}}style").text = sheet
    body = etree.SubElement(root, f"{{{_XHTML}}}body")
    for _ in range(count):
        etree.SubElement(body, f"{{{_XHTML}}}div")
    return etree.tostring(root, encoding="unicode")
