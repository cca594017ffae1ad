"""Pages of runs in one file: blank pages between them, one outline, links and places over all of them, one tree.

Each run brings its fonts; content, marks and artifacts are as they were made. What is painted is numbered as the whole
document numbers it, so that the structure tree does not know that there were runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

import pydyf
from lxml import etree

from exporter.writers.pdf.engines.painted import Annotation, Layout, Painted, elements_of
from exporter.writers.pdf.engines.pluto import assembled
from exporter.writers.pdf.engines.pluto.content import Content
from exporter.writers.pdf.engines.pluto.furniture import Furniture, PageAt, label, merged, united
from exporter.writers.pdf.engines.pluto.inks import LINK
from exporter.writers.pdf.engines.pluto.laid import Laid
from exporter.writers.pdf.engines.pluto.misfit import Misfit
from exporter.writers.pdf.engines.pluto.runs import Opening


def arranged(laid: Sequence[Laid], *, roman: bool, right: bool) -> list[PageAt]:
    """The pages of a file in order, from those of its runs."""
    pages: list[PageAt] = []
    front = 0
    for number, one in enumerate(laid):
        starts = _starts(one)
        is_first = one.run.kind == "body" and not any(before.run.kind == "body" for before in laid[:number])
        for page in range(len(one.pages)):
            start, opening = max((one for one in starts if one[0] <= page), key=itemgetter(0), default=(-1, None))
            begins = start == page
            first_of_body = is_first and page == 0
            if begins and len(pages) % 2 and (right or (roman and first_of_body)):
                pages.append(PageAt(None, 0, None, label(len(pages), front)))
            if roman and first_of_body:
                front = len(pages)
            pages.append(PageAt(number, page, opening, "", begins, one.run.kind == "cover"))
    return [
        PageAt(page.run, page.page, page.opening, label(index, front), page.begins, page.is_cover)
        for index, page in enumerate(pages)
    ]


def _starts(laid: Laid) -> list[tuple[int, Opening | None]]:
    """The page on which each opening begins. Raises Misfit where one begins within a page."""
    run = laid.run
    begun = [
        (number, one) for number, one in zip(run.openings, run.opened, strict=True) if laid.start <= number < laid.end
    ]
    ends = [*(number for number, _ in begun[1:]), laid.end]
    starts = [
        min((laid.places[number][0] for number in range(first, end) if number in laid.places), default=-1)
        for (first, _), end in zip(begun, ends, strict=False)
    ]
    if (starts and starts[0] != 0 and not laid.start) or any(one >= other for one, other in pairwise(starts)):
        raise Misfit("an article of the publication does not begin on a page of its own")
    return list(zip(starts, (one for _, one in begun), strict=True))


class Joined:
    """The file that runs make together."""

    def __init__(self, layout: Layout, laid: Sequence[Laid], pages: Sequence[PageAt]) -> None:
        self.layout, self.laid, self.pages = layout, laid, pages
        self.painted = Painted(elements_of(layout.root))
        self.numbers = {element: number for number, element in enumerate(self.painted.elements)}
        self.where = {(page.run, page.page): index for index, page in enumerate(pages) if page.run is not None}
        self.places = {
            one.run.numbers[local]: (self.where[run, page], left, top)
            for run, one in enumerate(laid)
            for local, (page, left, top) in one.places.items()
        }

    def labels(self) -> dict[str, str]:
        """The printed page number of each place that a contents list names."""
        targets = {self.painted.elements[at].get("data-target", "")[1:] for at in self.layout.generated}
        return {name: self.pages[place[0]].label for name, place in self._named(targets)}

    def add_to(self, pdf: Any, furniture: Furniture | None) -> None:
        """Add pages, links, names of places and outline to a file; ``painted`` then has all that was painted."""
        written: dict[bytes, bytes] = {}
        copiers = [assembled.Copier(pdf, one.file, one.fonts, written) for one in self.laid]
        other = None if furniture is None else furniture.copier(pdf, written)
        made = []
        for index, page in enumerate(self.pages):
            if page.run is None:
                made.append(_add_page(pdf, index, self.pages_box, [], b"<< >>"))
                continue
            laid = self.laid[page.run].pages[page.page]
            stream = laid.content.stream
            resources = united([copiers[page.run].resources(item.text) for item in laid.items])
            if furniture is not None and other is not None:
                stream = [b"q", *stream, b"Q", b"q", *furniture.content(index), b"Q"]
                resources = merged(resources, other.resources(furniture.page(index).text))
            made.append(_add_page(pdf, index, laid.box, stream, resources))
        self._gather()
        self._link(pdf, made)

    @property
    def pages_box(self) -> list[float]:
        """The size of a page."""
        return self.laid[0].pages[0].box

    def _gather(self) -> None:
        """All pieces, numbered as the document numbers elements and pages."""
        counts = {run: one.painted.counts for run, one in enumerate(self.laid)}
        self.painted.counts = [0 if page.run is None else counts[page.run][page.page] for page in self.pages]
        for run, one in enumerate(self.laid):
            for local, pieces in one.painted.pieces.items():
                for piece in pieces:
                    piece.element, piece.page = one.run.numbers[local], self.where[run, piece.page]
                self.painted.pieces.setdefault(one.run.numbers[local], []).extend(pieces)

    # --- links --------------------------------------------------------------------------------------------------------

    def _link(self, pdf: Any, made: list[Any]) -> None:
        wanted = {name for _, _, name in self.layout.outline}
        for index, page in enumerate(self.pages):
            if page.run is None:
                continue
            one = self.laid[page.run]
            for address, place in one.links(page.page):
                if not address.startswith(LINK):
                    raise Misfit("PlutoBook made a link of its own")
                element = one.run.numbers[int(address[len(LINK) :])]
                link = _annotation(place)
                href = self.painted.elements[element].get("href", "")
                if href.startswith("#"):
                    wanted.add(href[1:])
                    link["Dest"] = pydyf.String(href[1:])
                else:
                    link["A"] = pydyf.Dictionary({"Type": "/Action", "S": "/URI", "URI": pydyf.String(href)})
                pdf.add_object(link)
                made[index].setdefault("Annots", pydyf.Array()).append(link.reference)
                self.painted.annotations.setdefault(element, []).append(Annotation(element, index, link))
        for number, source in enumerate(self.painted.elements):
            if source.get("href") and number not in self.painted.annotations:
                raise Misfit("a link has nothing that can be seen")
        places = dict(self._named(wanted))
        assembled.name_places(pdf, places)
        entries = [(level, label, places[name]) for level, label, name in self.layout.outline if name in places]
        assembled.add_outline(pdf, entries)

    def _named(self, names: set[str]) -> Iterator[tuple[str, assembled.Place]]:
        """The places of elements with these names: where the first thing in them is painted."""
        for element in self.painted.elements:
            name = element.get("id", "")
            if name in names and (place := self._place(element)) is not None:
                yield name, place

    def _place(self, element: etree._Element) -> assembled.Place | None:
        start = self.numbers[element]
        inside = (self.places.get(self.numbers[inner]) for inner in element.iter() if inner in self.numbers)
        found = next((place for place in inside if place is not None), None)
        if found is not None:
            return found
        after = (number for number in range(start, len(self.numbers)) if number in self.places)
        return next((self.places[number] for number in after), None)


def _annotation(place: list[float]) -> Any:
    return pydyf.Dictionary(
        {"Type": "/Annot", "Subtype": "/Link", "Rect": pydyf.Array(place), "BS": pydyf.Dictionary({"W": 0})}
    )


def _add_page(pdf: Any, number: int, box: list[float], content: Content, resources: bytes) -> Any:
    stream = assembled.Compressed(content)
    pdf.add_object(stream)
    made = pydyf.Dictionary(
        {
            "Type": "/Page",
            "Parent": pdf.pages.reference,
            "MediaBox": pydyf.Array(box),
            "Contents": stream.reference,
            "Resources": resources,
            "Tabs": "/S",
            "StructParents": number,
        }
    )
    pdf.add_page(made)
    return made
