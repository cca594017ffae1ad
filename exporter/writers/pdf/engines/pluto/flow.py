"""A long run as windows: each page is laid out about once, however many pages have to begin earlier than they would.

A page that has to begin earlier moves all that follows. So a few pages at a time are laid out, and those of them are
kept that end well and whose end a window can begin after; the next window begins there. The file is put together from
the windows as a publication is from its articles. Running heads and page numbers are laid over all pages at last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from exporter.records import record
from exporter.writers.pdf.engines.pluto.column import Key, Unknown
from exporter.writers.pdf.engines.pluto.inks import Wanted
from exporter.writers.pdf.engines.pluto.laid import Laid
from exporter.writers.pdf.engines.pluto.pages import Sheet
from exporter.writers.pdf.engines.pluto.rows import Rows
from exporter.writers.pdf.engines.pluto.windows import LETTERS, Windows


@dataclass(slots=True)
class Step:
    """What a window has come to: its pages, cut where the next one begins (``after``; None: the run ends in it).

    ``noticed`` is how much was wanted, of whatever element, when they were laid out.
    """

    laid: Laid
    after: etree._Element | None
    noticed: int


@record
class Asked:
    """What is to be laid out: markup, the number of the element that it begins with, and what to do meanwhile.

    ``before`` are pages that are left out at the beginning; ``galleys`` are how many there are, where there are some.
    """

    markup: str
    start: int = 0
    before: int = 0
    meanwhile: Callable[[], None] = lambda: None
    galleys: int = 0


Layouts: TypeAlias = "Generator[Asked, Laid, list[Laid]]"
"""Asks for one layout after another, and comes to those that stay. Several of them can take turns."""


class Changes:
    """Of which elements something was wanted, and when: asked for window after window without looking at all of it."""

    def __init__(self, changed: Sequence[int]) -> None:
        self.changed, self.known = changed, len(changed)
        self.last = sorted({number: at for at, number in enumerate(changed)}.items())

    def since(self, noticed: int, start: int, end: int) -> bool:
        """Whether something was wanted of elements from ``start`` to before ``end`` since it was ``noticed`` times."""
        here = range(bisect_left(self.last, (start, 0)), bisect_left(self.last, (end, 0)))
        if any(self.last[at][1] >= noticed for at in here):
            return True
        return any(start <= number < end for number in self.changed[max(noticed, self.known) :])


class Flow:
    """The windows of a run, laid out one after another, and again only where something else is wanted of them."""

    def __init__(self, windows: Windows, wanted: Wanted, sheet: Sheet) -> None:
        self.windows, self.wanted, self.sheet = windows, wanted, sheet
        self.gaps: dict[Key, float] = {}
        self.numbers = windows.inks.numbers
        self.steps: dict[etree._Element | None, Step] = {}
        self.ready: list[Laid] = []
        wanted.pages = windows.guessed()

    def laid(self) -> Layouts:
        """All windows, their pages as they stay. Raises Misfit where a block of many pages does not settle."""
        made: list[Laid] = []
        first, pages = None, 0
        changes = Changes(self.wanted.changed)
        while True:
            step = self.steps.get(first)
            if step is None or changes.since(step.noticed, step.laid.start, step.laid.end):
                step = self.steps[first] = yield from self._step(first, pages)
            made.append(step.laid)
            self.ready.append(step.laid)
            pages += len(step.laid.pages)
            if step.after is None:
                return made
            first = step.after

    def _step(self, first: etree._Element | None, before: int) -> Generator[Asked, Laid, Step]:
        """The window that begins with an element, cut into pages, of which those stay that another can begin after."""
        letters = LETTERS
        while True:
            noticed = len(self.wanted.changed)
            markup, is_last = self.windows.window(first, letters)
            start = 0 if first is None else self.numbers[first]
            galleys = self.windows.count
            laid = yield Asked(markup, start, int(bool(self.windows.sample)), self._meanwhile, galleys)
            if len(laid.galleys) != galleys:
                self.windows.heighten()
                continue
            try:
                laid.cut(self.sheet, self.gaps)
            except Unknown as unknown:
                self.windows.apart.add(unknown.element)
                continue
            if is_last:
                return Step(laid, None, noticed)
            page, after = self._after(laid.rows(), len(laid.pages))
            if after is not None:
                laid.keep(page, self.numbers[after])
                return Step(laid, after, noticed)
            letters *= 2

    def _meanwhile(self) -> None:
        """What can be done while PlutoBook works: windows that will stay are finished, and markup is written."""
        for laid in self.ready:
            if not any(laid.start <= number < laid.end for number in laid.layout.generated):
                laid.finish()
        self.ready.clear()
        self.windows.write_ahead()

    def _after(self, rows: Rows, last: int) -> tuple[int, etree._Element | None]:
        """The last page that the next window can begin with, and with what; rather one with which one has begun."""
        begins = [(page, element) for page, element in rows.begins() if 0 < page <= last]
        known = [(page, element) for page, element in begins if element in self.steps]
        for page, element in (*reversed(known), *reversed(begins)):
            if self.windows.can_begin(element):
                return page, element
        return 0, None
