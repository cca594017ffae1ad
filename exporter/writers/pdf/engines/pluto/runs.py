"""What is laid out at once: a document whole, or a publication in runs of articles that each begin on a page.

No page of a publication depends on another run's, for running heads and page numbers are laid over the pages when all
of them are known (``furniture``). So runs can be laid out side by side, and only what ends badly is laid out again.
Where runs end follows from the articles alone, never from the machine: the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from exporter.writers.pdf.engines.painted import Layout, elements_of
from exporter.writers.pdf.engines.pluto.misfit import Misfit

LETTERS = 100_000
"""Letters of a run, some 60 pages: a run has fonts of its own in the file, and its pages are in memory at once."""

SECTION = "{http://www.w3.org/1999/xhtml}section"

Kind = Literal["whole", "cover", "front", "body"]


@dataclass(frozen=True, slots=True)
class Opening:
    """A part or an article, which begins on a page: its element in the document, and the heading that names it."""

    element: etree._Element
    heading: etree._Element | None


@dataclass(slots=True)
class Run:
    """A stretch of a document as a layout of its own.

    ``numbers`` are its elements' numbers in the document; ``openings`` the numbers, in the run, of the elements that
    begin on a page, and ``opened`` what they are in the document.
    """

    kind: Kind
    layout: Layout
    numbers: Sequence[int]
    openings: Sequence[int] = ()
    opened: Sequence[Opening] = ()


def runs_of(layout: Layout) -> list[Run]:
    """The runs of a document, in order. Raises Misfit for a publication whose articles do not all begin on a page."""
    elements = elements_of(layout.root)
    if layout.numbering is None:
        return [Run("whole", layout, range(len(elements)))]
    return list(_Splitting(layout, elements).runs())


class _Splitting:
    def __init__(self, layout: Layout, elements: list[etree._Element]) -> None:
        self.layout, self.elements = layout, elements
        self.numbers = {element: number for number, element in enumerate(elements)}
        main = next(layout.root.iter("{*}main"), None)
        parts = {} if main is None else {name: child for child in main for name in child.get("class", "").split()}
        if main is None or not {"front-matter", "body-matter"} <= parts.keys() or set(main) - set(parts.values()):
            raise Misfit("the publication has another order than front matter and articles")
        self.main, self.front, self.body = main, parts["front-matter"], parts["body-matter"]
        self.cover = parts.get("cover")

    def runs(self) -> Iterator[Run]:
        if self.cover is not None:
            yield self._run("cover", [(self.cover, None)])
        yield self._run("front", [(self.front, None)])
        waiting: list[tuple[etree._Element, Opening | None]] = []
        letters = 0
        for element, opening in self._openings(self.body):
            size = sum(len(str(text)) for text in _texts(element))
            if waiting and letters + size > LETTERS:
                yield self._run("body", waiting)
                waiting, letters = [], 0
            waiting.append((element, opening))
            letters += size
        yield self._run("body", waiting)

    def _openings(self, holder: etree._Element) -> Iterator[tuple[etree._Element, Opening]]:
        """The parts and articles in an element, in order; a part's own words stand before the articles in it."""
        begun = holder is self.body
        for child in holder:
            if opens(child):
                begun = True
                yield (
                    child,
                    Opening(child, next((one for one in child if "opens" in one.get("class", "").split()), None)),
                )
                yield from self._openings(child)
            elif (begun and isinstance(child.tag, str)) or any(map(opens, child.iter("{*}section"))):
                raise Misfit("an article of the publication does not begin on a page of its own")

    def _run(self, kind: Kind, wanted: Sequence[tuple[etree._Element, Opening | None]]) -> Run:
        """A run of these elements, in copies of what they stand in."""
        root = shell(self.layout.root, None)
        made, numbers = {self.layout.root: root}, {root: 0}
        if (head := self.layout.root.find("head")) is not None:
            self._copy(head, made, numbers)
        copies = [(self._copy(element, made, numbers), opening) for element, opening in wanted]
        own = elements_of(root)
        places = {element: number for number, element in enumerate(own)}
        here = [numbers[element] for element in own]
        local = {number: place for place, number in enumerate(here)}
        layout = replace(
            self.layout,
            root=root,
            outline=(),
            decorative=frozenset(local[number] for number in self.layout.decorative & local.keys()),
            generated=frozenset(local[number] for number in self.layout.generated & local.keys()),
        )
        if layout.generated and kind != "front":
            raise Misfit("a contents list stands in an article")
        begun = [(places[copied], opening) for copied, opening in copies if opening is not None]
        return Run(kind, layout, here, [place for place, _ in begun], [opening for _, opening in begun])

    def _copy(
        self,
        element: etree._Element,
        made: dict[etree._Element, etree._Element],
        numbers: dict[etree._Element, int],
    ) -> etree._Element:
        """A copy of an element, without the parts and articles in it, in copies of all that it stands in."""
        around = [one for one in reversed(list(element.iterancestors())) if one not in made]
        for one in around:
            made[one] = shell(one, made[one.getparent()])  # type: ignore[index]  # the root is there
            numbers[made[one]] = self.numbers[one]
        copied = made[element] = shell(element, made[element.getparent()])  # type: ignore[index]  # as above
        if name := element.get("id"):
            copied.set("id", name)
        copied.text = element.text
        numbers[copied] = self.numbers[element]
        for child in element:
            if opens(child):
                break
            inner = deepcopy(child)
            copied.append(inner)
            first = self.numbers.get(child, 0)
            numbers |= {one: first + at for at, one in enumerate(elements_of(inner))}
        return copied


def opens(element: etree._Element) -> bool:
    """Whether an element is a part or an article of a publication."""
    classes = element.get("class", "").split()
    return element.tag == SECTION and ("part" in classes or "article" in classes)


def _texts(element: etree._Element) -> Iterator[str]:
    """The texts of an element without those of the parts and articles in it."""
    for child in element:
        if opens(child):
            return
        yield from map(str, child.itertext())


def shell(element: etree._Element, parent: etree._Element | None) -> etree._Element:
    """An element without what is in it, and without the name by which places are found."""
    attributes = {str(key): str(value) for key, value in element.attrib.items() if key != "id"}
    if parent is None:
        return etree.Element(element.tag, attributes, nsmap=element.nsmap)  # type: ignore[arg-type]  # so lxml has it
    return etree.SubElement(parent, element.tag, attributes)
