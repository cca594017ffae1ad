"""Laid out by PlutoBook: from markup in inks to the file with its tags. The way into this engine."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence

import pydyf

from exporter.bounds.gate import in_force
from exporter.writers.pdf.engines.frozen import packed
from exporter.writers.pdf.engines.garbage import rare_collections
from exporter.writers.pdf.engines.painted import Finished, Finisher, Layout, Tagger
from exporter.writers.pdf.engines.pluto import assembled, book
from exporter.writers.pdf.engines.pluto.colours import colours_of
from exporter.writers.pdf.engines.pluto.file import File
from exporter.writers.pdf.engines.pluto.flow import Flow
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
        numbered = next(number for number, run in enumerate(self.runs) if run.kind in ("front", "whole"))
        laid = self._settled([number for number in range(len(self.runs)) if number != numbered])
        setting = _Run(self, self.runs[numbered])
        flow = setting.flow() if setting.windows.size > FLOWING else None
        shown = setting.shown()
        wrong: int | None = None
        for turn in range(PASSES):
            if flow is not None:
                laid[numbered] = flow.laid()
            else:
                laid[numbered] = [here := setting.printed()]
                wrong = here.set_right(setting.wanted)
            joined = self._arranged([one for number in range(len(self.runs)) for one in laid[number]])
            labels = joined.labels()
            if wrong is None and labels == setting.wanted.pages:
                for one in laid[numbered]:
                    one.finish()
                return joined, self._furniture(joined, flows=flow is not None)
            setting.wanted.number(labels, shown)
            if flow is None and turn >= FEW and len(here.pages) > LONG:
                flow, wrong = setting.flow(), None
        raise Misfit("its pages do not settle")

    def _settled(self, numbers: Sequence[int]) -> dict[int, list[Laid]]:
        """Runs, each laid out until its pages end well: side by side, and read one after another."""
        done: dict[int, list[Laid]] = {}
        if not numbers:
            return done
        settings = {number: _Run(self, self.runs[number]) for number in numbers}
        passes = Counter(numbers)
        waiting, under_way, long = deque(numbers), deque[int](), []
        with book.Presses() as presses:
            while waiting or under_way:
                while waiting and presses.has_room():
                    number = waiting.popleft()
                    presses.send(settings[number].request())
                    under_way.append(number)
                number = under_way.popleft()
                laid = settings[number].laid(*presses.receive())
                if laid.set_right(settings[number].wanted) is None:
                    laid.finish()
                    done[number] = [laid]
                elif passes[number] == PASSES:
                    raise Misfit("its pages do not settle")
                elif passes[number] == FEW and len(laid.pages) > LONG:
                    long.append(number)
                else:
                    passes[number] += 1
                    waiting.appendleft(number)
        for number in long:
            done[number] = settings[number].flow().laid()
            for laid in done[number]:
                laid.finish()
        return done

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
    """A run that is being laid out, with what is wanted of it."""

    def __init__(self, setting: _Setting, run: Run) -> None:
        self.setting, self.run = setting, run
        sheets, layout = setting.sheets, run.layout
        self.inks = inks_of(layout, colours_of(sheets), QUIET)
        self.wanted = Wanted(
            styles=dict(balanced(self.inks.elements, sheets, setting.layout.font_files, column(sheets)))
        )
        self.windows = Windows(layout, self.inks, self._sheet(self._bare()), self.wanted)
        shown = {image.get("src", "") for image in layout.root.iter("{*}img")}
        self.pictures = {name: found for name, found in setting.layout.pictures.items() if name in shown}

    def shown(self) -> list[tuple[int, str]]:
        """The elements that show a page number, and of which place."""
        targets = ((number, self.inks.elements[number].get("data-target", "")) for number in self.run.layout.generated)
        return [(number, target[1:]) for number, target in sorted(targets)]

    def request(self) -> book.Request:
        """What PlutoBook is asked to print: all of it."""
        whole = self.run.kind == "whole"
        sheets = reaching_out(self.setting.sheets) if whole else self._bare()
        markup = Markup(self.run.layout, self.inks, self._sheet(sheets), self.wanted).whole()
        return book.Request(markup, self.pictures, faces(self.setting.fonts))

    def printed(self) -> Laid:
        """All of it, laid out once."""
        request = self.request()
        return self.laid(*book.print_pdf(request.markup, request.pictures, request.fonts))

    def laid(self, data: bytes, count: int, start: int = 0) -> Laid:
        """What was laid out, its pages taken apart."""
        in_force().refuse_above("pages", count, "the number of pages of its PDF")
        margin = 0 if self.run.kind == "cover" else right_margin(self.setting.sheets)
        laid = Laid(self.run, self.inks, File(data), margin, start)
        laid.read()
        return laid

    def flow(self) -> Flow:
        """The run in windows."""

        def lay_out(markup: str, start: int, meanwhile: Callable[[], None]) -> Laid:
            return self.laid(*book.print_pdf(markup, self.pictures, faces(self.setting.fonts), meanwhile), start)

        return Flow(self.windows, self.wanted, lay_out)

    def _bare(self) -> tuple[str, ...]:
        """The sheets without running heads and page numbers."""
        bare = without_furniture(self.setting.sheets)
        return (*bare, OF_COVER) if self.run.kind == "cover" else bare

    def _sheet(self, sheets: tuple[str, ...]) -> str:
        return sheet_of(sheets, self.setting.fonts, self.setting.title)
