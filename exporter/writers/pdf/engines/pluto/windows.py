"""A run's markup in windows: each begins with a block that begins a page (``flow``).

A window looks as it would in the whole: what its first block stands in is there without what comes before, and without
white above; what stands just before it is there and not shown, for rules that look at neighbours; and numbers go on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from lxml import etree

from exporter.writers.pdf.engines.pluto.inks import Inks, Wanted
from exporter.writers.pdf.engines.pluto.kept import LETTERS_OF_LINE, name_of
from exporter.writers.pdf.engines.pluto.markers import RESET, STEP
from exporter.writers.pdf.engines.pluto.markup import Markup
from exporter.writers.pdf.engines.pluto.misfit import Misfit
from exporter.writers.pdf.engines.pluto.runs import Run
from exporter.writers.pdf.engines.pluto.sample import sample_of
from exporter.writers.xhtml.parts import Part, part_of

ENTRY: Part = "contents-item"

LETTERS, PAGES = 100_000, 34
"""Letters of a window, with those that lines take at least, and about how many pages these are."""
GALLEY = 9_000
"""Letters of a galley at least: more cost the engine more than as much more, fewer are more to put together."""
HIGH = 32
"""Pages that a galley is as high as at first: what is empty of it costs nothing."""
HIGHEST = 1 << 15
ALIKE = frozenset(["p", "li"])
"""What galleys begin with, after another one of these: blocks of which there are others elsewhere."""
LONG = 40
"""Pages of a run that is laid out in windows when its pages do not settle."""
FLOWING = 60_000
"""Letters of a run that is laid out in windows from the beginning."""
OF_A_LINE = frozenset("p li dt dd tr h1 h2 h3 h4 h5 h6 figcaption hr img".split())
"""What takes a line at least, however short: thousands of short blocks are many pages."""
AROUND = frozenset(["html", "body", "main", "section", "div", "nav", "ul", "ol", "dl", "blockquote"])
"""What a block may stand in that a window begins with: whatever else is round it would have to be begun anew."""


def _letters(element: etree._Element) -> int:
    """The letters of an element itself, and those for a line that it takes at least."""
    letters = len(element.text or "") + len(element.tail or "")
    name = name_of(element)
    if name == "p":
        parent = element.getparent()
        is_first_of_item = parent is not None and name_of(parent) in ("li", "dd") and parent[0] is element
        return letters if is_first_of_item else letters + LETTERS_OF_LINE
    return letters + LETTERS_OF_LINE if name in OF_A_LINE else letters


def _counting(element: etree._Element, first: etree._Element | None) -> str:
    """The style of a list that goes on with the item that ``first`` is, or is in: it counts on."""
    style = element.get("style", "")
    if (counts := RESET.search(style)) is None:
        return style
    value = int(counts[1])
    for item in element.iterchildren("{*}li"):
        if item is first:
            break
        step = STEP.search(item.get("style", ""))
        value += int(step[1]) if step else 1
    return f"{style[: counts.start(1)]}{value}{style[counts.end(1) :]}"


class Windows:
    """Windows of a run. A block is written once, and again where something else is wanted of it."""

    def __init__(self, run: Run, inks: Inks, sheet: Callable[[int], str], wanted: Wanted) -> None:
        self.sheet, self.high = sheet, HIGH
        self.markup = Markup(run.layout, inks, sheet(HIGH), wanted, in_galleys=True)
        self.apart: set[etree._Element] = set()
        """What no galley begins with: it is not known how far from what comes before it is."""
        self.seen: set[tuple[str, ...]] = set()
        self.count = 0
        self.layout, self.inks, self.wanted = run.layout, inks, wanted
        self.openings, self.opened = frozenset(run.openings), sorted(run.openings)
        self._sample: str | None = None
        self.written: dict[etree._Element, str] = {}
        self.noticed = 0
        self.before = [0, *accumulate(map(_letters, inks.elements))]
        self.parted: dict[etree._Element, bool] = {}
        self.open: list[etree._Element] = []
        self.following: etree._Element | None = None

    @property
    def sample(self) -> str:
        """The page that is before each window, and left out."""
        if self._sample is None:
            self._sample = sample_of(self.inks)
        return self._sample

    @property
    def size(self) -> int:
        """The letters of the run, and those for lines."""
        return self.before[-1]

    def guessed(self) -> dict[str, str]:
        """About the page of each place that a contents list names: how long the numbers are is known beforehand."""
        shown = sorted(self.layout.generated)
        pages = self.size * PAGES // LETTERS
        names = [self.inks.elements[number].get("data-target", "")[1:] for number in shown]
        return {name: str(pages * (at + 1) // len(shown) + 1) for at, name in enumerate(names)}

    def can_begin(self, element: etree._Element) -> bool:
        """Whether a window can begin with an element."""
        return all(map(self._can_be_parted, element.iterancestors()))

    def _can_be_parted(self, element: etree._Element) -> bool:
        """Whether an element can be in two windows: it holds blocks, and has no words of its own."""
        if element not in self.parted:
            holds = name_of(element) in AROUND or part_of(element) == ENTRY
            words = (element.text, *(child.tail for child in element)) if holds else ()
            self.parted[element] = holds and not any(text and not text.isspace() for text in words)
        return self.parted[element]

    def window(self, first: etree._Element | None, letters: int) -> tuple[str, bool]:
        """The markup of so many letters from a block on (None: from the beginning), and whether the run ends in it."""
        self._forget()
        made, self.open = self.markup, []
        made.out, made.begins = [], self._begun(first)
        self._open_root()
        if first is None:
            main = next(self.layout.root.iter("{*}main"))
            for element in reversed(list(main.iterancestors())[:-1]):
                self._open(element)
            made.out.append(self.sample)
            here: etree._Element | None = main
        else:
            for element in reversed(list(first.iterancestors())[:-1]):
                self._hide_before(element)
                self._open(element, _counting(element, first))
                if name_of(element) == "body":
                    made.out.append(self.sample)
            self._hide_before(first)
            here = first
        left, filled, self.count = letters, 0, 1
        made.breaks_before = set()
        while here is not None and left > 0:
            size, number = self._size(here), self.inks.numbers[here]
            if number in self.openings and filled:  # which begins a page by our sheet
                filled, self.count = 0, self.count + 1
            if (size > min(left, GALLEY // 2) or self._holds_opening(number)) and self._can_be_opened(here):
                self._open(here)
                here = here[0]
                continue
            if filled >= GALLEY and self._can_begin_galley(here):
                made.breaks_before.add(number)
                filled, self.count = 0, self.count + 1
            self._block(here)
            left -= size
            filled += size
            here = self._next(here)
        while self.open:
            self._close()
        self.following = here
        return made.made(), here is None

    def _can_be_opened(self, element: etree._Element) -> bool:
        return bool(len(element)) and self._can_be_parted(element)

    def _holds_opening(self, number: int) -> bool:
        """Whether an article begins in an element, and not with it."""
        after = bisect_right(self.opened, number)
        return after < len(self.opened) and self.opened[after] < self.inks.ends[number]

    def _can_begin_galley(self, element: etree._Element) -> bool:
        """Whether it is known how far an element is from the one before it, by others like them."""
        before = element.getprevious()
        if before is None or element in self.apart or name_of(element) not in ALIKE:
            return False
        kinds = tuple(one.get("class", "") + name_of(one) for one in (before, element, *element.iterancestors()))
        if kinds[0] != kinds[1]:
            return False
        is_known = kinds in self.seen
        self.seen.add(kinds)
        return is_known

    def heighten(self) -> None:
        """Have galleys that are higher: a block was higher than one. Raises Misfit where none can be."""
        self.high *= 8
        if self.high > HIGHEST:
            raise Misfit("a block is higher than the engine's pages")
        self.markup.sheet = self.sheet(self.high)

    def _open_root(self) -> None:
        self._open(self.layout.root)
        if (head := self.layout.root.find("{*}head")) is not None:
            self.markup.write(head)

    def _open(self, element: etree._Element, style: str | None = None) -> None:
        self.markup.open(element, style)
        self.open.append(element)

    def _close(self) -> None:
        self.markup.out.append(f"</{name_of(self.open.pop())}>")

    def _next(self, element: etree._Element) -> etree._Element | None:
        """The element that follows one; what both are not in is closed."""
        here: etree._Element | None = element
        while here is not None and name_of(here) != "main":
            if (following := here.getnext()) is not None:
                return following
            here = here.getparent()
            self._close()
        return None

    def _begun(self, first: etree._Element | None) -> frozenset[int]:
        """The numbers of the elements that begin where a window does: not those that have white above all the same."""
        begun: set[int] = set()
        while first is not None and (number := self.inks.numbers[first]) not in self.openings:
            begun.add(number)
            first = first[0] if len(first) and self._can_be_parted(first) else None
        return frozenset(begun)

    def _forget(self) -> None:
        """Forget what was written of elements of which something else is wanted now."""
        for number in self.wanted.changed[self.noticed :]:
            element: etree._Element | None = self.inks.elements[number]
            while element is not None:
                self.written.pop(element, None)
                element = element.getparent()
        self.noticed = len(self.wanted.changed)

    def _size(self, element: etree._Element) -> int:
        number = self.inks.numbers[element]
        return self.before[self.inks.ends[number]] - self.before[number]

    def _block(self, element: etree._Element) -> None:
        number = self.inks.numbers[element]
        if number in self.markup.begins or number in self.markup.breaks_before:
            self.markup.write(element)
        else:
            self.markup.out.append(self._written(element))

    def _written(self, element: etree._Element) -> str:
        """A block as it was written before, or is now."""
        if element not in self.written:
            before, self.markup.out = self.markup.out, []
            self.markup.write(element)
            self.written[element], self.markup.out = "".join(self.markup.out), before
        return self.written[element]

    def write_ahead(self) -> None:
        """Write what follows the last window: the next one will have it, wherever it begins."""
        here, left = self.following, LETTERS
        while here is not None and left > 0:
            size = self._size(here)
            number = self.inks.numbers[here]
            if (size > min(left, GALLEY // 2) or self._holds_opening(number)) and self._can_be_opened(here):
                here = here[0]
                continue
            self._written(here)
            left -= size
            while here is not None and name_of(here) != "main" and here.getnext() is None:
                here = here.getparent()
            here = None if here is None or name_of(here) == "main" else here.getnext()

    def _hide_before(self, element: etree._Element) -> None:
        before, parent = element.getprevious(), element.getparent()
        if before is not None and parent is not None and name_of(parent) not in ("html", "body"):
            self.markup.hide(before)
