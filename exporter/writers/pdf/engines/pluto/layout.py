"""Laid out by PlutoBook: from markup in inks to the file with its tags. The way into this engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from itertools import chain
from typing import cast

import pydyf

from exporter.bounds.garbage import rare_collections
from exporter.bounds.gate import in_force
from exporter.writers.pdf.engines.frozen import packed
from exporter.writers.pdf.engines.painted import Finished, Finisher, Layout, Tagger
from exporter.writers.pdf.engines.pluto import assembled, book
from exporter.writers.pdf.engines.pluto.colours import colours_of
from exporter.writers.pdf.engines.pluto.file import File
from exporter.writers.pdf.engines.pluto.flow import Asked, Flow, Layouts
from exporter.writers.pdf.engines.pluto.furniture import QUIET, Furniture, words
from exporter.writers.pdf.engines.pluto.headlines import balanced
from exporter.writers.pdf.engines.pluto.inks import Wanted, inks_of
from exporter.writers.pdf.engines.pluto.joined import Joined, arranged
from exporter.writers.pdf.engines.pluto.laid import Laid
from exporter.writers.pdf.engines.pluto.markup import Markup
from exporter.writers.pdf.engines.pluto.misfit import Misfit
from exporter.writers.pdf.engines.pluto.runs import Run, runs_of
from exporter.writers.pdf.engines.pluto.sheet import (
    OF_COVER,
    column,
    faces,
    folded,
    fonts_for,
    high_page,
    page_of,
    reaching_out,
    right_margin,
    sheet_of,
    without_furniture,
)
from exporter.writers.pdf.engines.pluto.windows import FLOWING, LONG, Windows

FEW = 4
"""How often a run of many pages is laid out before it is foreseen what its pages want."""
PASSES = 8
"""How often a run is laid out at most, until its pages end well and its contents list has their numbers."""


def producer() -> str:
    """PlutoBook's name and version."""
    return f"PlutoBook {book.version()}".strip()


def write(layout: Layout, tagger: Tagger, finisher: Finisher) -> Finished:
    """Lay out, paint, tag and finish one document.

    Raises Misfit when something does not balance, and whatever ``tagger`` and ``finisher`` raise.
    """
    with rare_collections():
        return _write(layout, tagger, finisher)


def _write(layout: Layout, tagger: Tagger, finisher: Finisher) -> Finished:
    """By itself, so that when the collector comes back all that was made is gone already."""
    joined, furniture = _Setting(layout).joined()
    pdf = pydyf.PDF()
    joined.add_to(pdf, furniture)
    tagger(pdf, joined.painted)
    assembled.add_output_intent(pdf)
    finisher(pdf, frozenset())
    return Finished(packed(pdf), len(joined.pages))


class _Setting:
    """One document that is being laid out."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.sheets = folded(layout.sheets)
        self.fonts = fonts_for("".join(map(str, layout.root.itertext())), layout.font_files)
        self.runs = runs_of(layout)
        self.title = next(
            (item.get("data-title", "") for item in layout.root.iter("div") if item.get("data-title")), ""
        )

    def joined(self) -> tuple[Joined, Furniture | None]:
        """All runs, laid out until their pages end well; the one with the contents list until its numbers are right."""
        settings = [_Run(self, run) for run in self.runs]
        numbered = next(number for number, run in enumerate(self.runs) if run.kind in ("front", "whole"))
        here, others = settings[numbered], settings[:numbered] + settings[numbered + 1 :]
        laid = dict(zip(map(id, others), _in_turns(others), strict=True))

        def together(made: list[Laid]) -> Joined:
            return self._arranged([*chain.from_iterable(laid.get(id(one), made) for one in settings)])

        here.labelled = lambda one: together([one]).labels()
        for _ in range(PASSES):
            (made,) = _in_turns([here])
            whole = together(made)
            if not here.number(whole.labels()):
                here.labelled = None  # or all that was laid out is a circle, and waits for the collector
                for one in made:
                    one.finish()
                return whole, self._furniture(whole, flows=here.flow is not None)
        raise Misfit("its pages do not settle")

    def _arranged(self, laid: Sequence[Laid]) -> Joined:
        numbering = self.layout.numbering
        pages = arranged(laid, roman=bool(numbering and numbering.roman), right=bool(numbering and numbering.right))
        in_force().refuse_above("pages", len(pages), "the number of pages of its PDF")
        return Joined(self.layout, laid, pages)

    def _furniture(self, joined: Joined, *, flows: bool) -> Furniture | None:
        """What is laid over the pages; None where they have it already."""
        if self.layout.numbering is not None:
            return Furniture.of_publication(self.layout, self.sheets, *words(joined.pages, self.title))
        if flows:
            return Furniture.of_document(self.layout, self.sheets, self.title, len(joined.pages))
        return None


class _Run:
    """A run that is being laid out, with what is wanted of it.

    ``labelled`` are the numbers of its pages, for a run that shows them, by a layout of it that need not stay.
    """

    def __init__(self, setting: _Setting, run: Run) -> None:
        self.setting, self.run = setting, run
        sheets, layout = setting.sheets, run.layout
        self.inks = inks_of(layout, colours_of(sheets), QUIET)
        self.headlines = dict(balanced(self.inks.elements, sheets, setting.layout.font_files, column(sheets)))
        self.wanted = Wanted(styles=dict(self.headlines))
        self.flow: Flow | None = None
        self.labelled: Callable[[Laid], dict[str, str]] | None = None
        self.windows = Windows(run, self.inks, self._high_sheet, self.wanted)
        shown = {image.get("src", "") for image in layout.root.iter("{*}img")}
        self.pictures = {name: found for name, found in setting.layout.pictures.items() if name in shown}

    def finish(self, laid: list[Laid]) -> None:
        """Finish layouts that stay: those that show numbers of pages may not."""
        if self.labelled is None:
            for one in laid:
                one.finish()

    def number(self, labels: dict[str, str]) -> bool:
        """Want these numbers of pages; whether they are others than before."""
        if labels == self.wanted.pages:
            return False
        targets = ((number, self.inks.elements[number].get("data-target", "")) for number in self.run.layout.generated)
        self.wanted.number(labels, [(number, target[1:]) for number, target in sorted(targets)])
        return True

    def layouts(self) -> Layouts:
        """All of it, until its pages end well: by windows where it is long, or has many pages and does not settle.

        Articles that are short do not move one another: all of them together have fewer fonts in the file.
        """
        if self.flow is None and (self.windows.size <= FLOWING or len(self.run.openings) > 1):
            for turn in range(PASSES):
                laid = yield Asked(self._whole())
                if laid.set_right(self.wanted) is None:
                    return [laid]
                if self.labelled is not None:
                    self.number(self.labelled(laid))
                if turn >= FEW and len(laid.pages) > LONG:
                    break
            else:
                raise Misfit("its pages do not settle")
        if self.flow is None:
            self.wanted.cuts.clear()  # of pages that no engine begins any more
            self.wanted.styles = dict(self.headlines)
            self.flow = Flow(self.windows, self.wanted, page_of(self.setting.sheets))
        return (yield from self.flow.laid())

    def _whole(self) -> str:
        sheets = reaching_out(self.setting.sheets) if self.run.kind == "whole" else self._bare()
        return Markup(self.run.layout, self.inks, self._sheet(sheets), self.wanted).whole()

    def request(self, markup: str) -> book.Request:
        """What PlutoBook is asked to print."""
        return book.Request(markup, self.pictures, faces(self.setting.fonts))

    def laid(self, data: bytes, count: int, asked: Asked) -> Laid:
        """What was laid out, its pages taken apart."""
        in_force().refuse_above("pages", count - asked.before, "the number of pages of its PDF")
        margin = 0 if self.run.kind == "cover" else right_margin(self.setting.sheets)
        laid = Laid(self.run, self.inks, File(data), margin, asked.start)
        if asked.galleys:
            laid.read_galleys(asked.before)
        else:
            laid.read(asked.before)
        return laid

    def _bare(self) -> tuple[str, ...]:
        """The sheets without running heads and page numbers."""
        bare = without_furniture(self.setting.sheets)
        return (*bare, OF_COVER) if self.run.kind == "cover" else bare

    def _high_sheet(self, pages: int) -> str:
        """The sheet for galleys that are as high as so many pages."""
        sheets, setting = self._bare(), self.setting
        return f"{sheet_of(sheets, setting.fonts, setting.title, keeping=False)} {high_page(setting.sheets, pages)}"

    def _sheet(self, sheets: tuple[str, ...]) -> str:
        return sheet_of(sheets, self.setting.fonts, self.setting.title)


def _in_turns(runs: Sequence[_Run]) -> list[list[Laid]]:
    """Runs, each laid out until its pages end well: side by side, and read one after another."""
    done: dict[int, list[Laid]] = {}
    waiting = deque((number, run.layouts(), cast("Laid | None", None)) for number, run in enumerate(runs))
    under_way = deque[tuple[int, Layouts, Asked]]()
    with book.Presses() as presses:
        while waiting or under_way:
            while waiting and presses.has_room():
                number, layouts, last = waiting.popleft()
                try:
                    asked = next(layouts) if last is None else layouts.send(last)
                except StopIteration as ended:
                    done[number] = ended.value
                    runs[number].finish(ended.value)
                    continue
                presses.send(runs[number].request(asked.markup))
                under_way.append((number, layouts, asked))
            if under_way:
                number, layouts, asked = under_way.popleft()
                asked.meanwhile()
                waiting.appendleft((number, layouts, runs[number].laid(*presses.receive(), asked)))
    return [done[number] for number in range(len(runs))]
