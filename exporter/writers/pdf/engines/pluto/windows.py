"""A stretch of running text as a layout of its own: to see beforehand how the pages after a mended one will end.

A page that has to begin earlier moves all that follows. Were the whole laid out again for each such page, a book would
cost its length by its length. So a few pages at a time are laid out, from where a page begins with a block, until they
end well; then the whole, once, with all that was found. It is looked at like any other layout: what was foreseen
wrongly is seen there.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from exporter.writers.pdf.engines.painted import elements_of
from exporter.writers.pdf.engines.pluto.inks import Wanted
from exporter.writers.pdf.engines.pluto.kept import LETTERS_OF_LINE, name_of
from exporter.writers.pdf.engines.pluto.runs import Run, shell
from exporter.writers.xhtml.parts import Part, part_of

ENTRY: Part = "contents-item"

LETTERS = 30_000
"""Letters of a window, some 18 pages: most windows have one page that has to begin earlier, or none."""
LONG = 40
"""Pages of a run that is worth it."""
OF_A_LINE = frozenset("p li dt dd tr h1 h2 h3 h4 h5 h6 figcaption hr img".split())
"""What takes a line at least, however short: thousands of short blocks are many pages."""
AROUND = frozenset(["html", "body", "main", "section", "div", "nav", "ul", "ol", "dl", "blockquote"])
"""What a block may stand in that a window begins with: whatever else is round it would have to be begun anew."""


def can_begin(element: etree._Element) -> bool:
    """Whether a window can begin with an element."""
    return all(name_of(outer) in AROUND or part_of(outer) == ENTRY for outer in element.iterancestors())


class Window:
    """The window of a run that begins with an element, or (None) with the run; ``is_last``: the run ends in it."""

    def __init__(
        self, run: Run, numbers: Mapping[etree._Element, int], first: etree._Element | None, letters: int = LETTERS
    ) -> None:
        self.numbers, self.first = numbers, first
        self.is_last = False
        self.left = letters
        root = shell(run.layout.root, None)
        self.made = {run.layout.root: root}
        self.origin: dict[etree._Element, int] = {root: 0}
        if (head := run.layout.root.find("{*}head")) is not None:
            self._add(head)
        main = next(run.layout.root.iter("{*}main"))
        self._fill(main[0] if first is None else first)
        here = elements_of(root)
        self.places = [self.origin[element] for element in here]
        self.local = {number: place for place, number in enumerate(self.places)}
        layout = replace(
            run.layout,
            root=root,
            outline=(),
            decorative=frozenset(self.local[number] for number in run.layout.decorative & self.local.keys()),
            generated=frozenset(self.local[number] for number in run.layout.generated & self.local.keys()),
        )
        openings = [self.local[number] for number in run.openings if number in self.local]
        self.run = Run(run.kind, layout, self.places, openings)

    def wanted(self, whole: Wanted) -> Wanted:
        """What is wanted in the whole, as far as it is in the window."""
        styles = {self.local[number]: style for number, style in whole.styles.items() if number in self.local}
        cuts = {self.local[number]: dict(found) for number, found in whole.cuts.items() if number in self.local}
        return Wanted(whole.pages, styles, cuts, has_rooms=True)

    def begun(self, own: Wanted) -> Wanted:
        """The same for printing: nothing stands above what a page begins with."""
        made = Wanted(own.pages, dict(own.styles), own.cuts, has_rooms=True)
        element: etree._Element | None = self.first
        while element is not None:
            made.style(self.local[self.numbers[element]], "margin-top:0")
            element = element[0] if len(element) and name_of(element) in AROUND else None
        return made

    def give_back(self, own: Wanted, whole: Wanted) -> None:
        """Add to what is wanted in the whole what is wanted in the window."""
        whole.styles |= {self.places[number]: style for number, style in own.styles.items()}
        whole.cuts |= {self.places[number]: cuts for number, cuts in own.cuts.items()}

    def _fill(self, first: etree._Element) -> None:
        here: etree._Element | None = first
        while here is not None and self.left > 0:
            size = _size(here)
            if size > self.left and name_of(here) in AROUND and len(here):
                self._shell(here)
                here = here[0]
                continue
            self._add(here)
            self.left -= size
            here = _next(here)
        self.is_last = here is None

    def _shell(self, element: etree._Element) -> etree._Element:
        """The copy of an element without what is in it, in those of all that it stands in."""
        if element not in self.made:
            parent = element.getparent()
            assert parent is not None  # the root is there
            made = self.made[element] = shell(element, self._shell(parent))
            self.origin[made] = self.numbers[element]
        return self.made[element]

    def _add(self, element: etree._Element) -> None:
        parent = element.getparent()
        copied = deepcopy(element)
        self._shell(parent).append(copied)  # type: ignore[arg-type]  # only the root has none
        first = self.numbers[element]
        self.origin |= {one: first + at for at, one in enumerate(elements_of(copied))}


def _size(element: etree._Element) -> int:
    """The letters of an element, and some for each line that it takes at least."""
    lines = sum(name_of(one) in OF_A_LINE for one in element.iter("{*}*"))
    return sum(map(len, map(str, element.itertext()))) + LETTERS_OF_LINE * lines


def _next(element: etree._Element) -> etree._Element | None:
    """The element that follows one, whatever it stands in."""
    here: etree._Element | None = element
    while here is not None and here.getnext() is None:
        here = here.getparent()
    return None if here is None else here.getnext()
