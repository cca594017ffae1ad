"""Laid out by PlutoBook: from markup in inks to the file with its tags. The way into this engine."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence

import pydyf
from lxml import etree

from exporter.bounds.gate import in_force
from exporter.writers.pdf.engines.frozen import packed
from exporter.writers.pdf.engines.painted import Finished, Finisher, Layout, Tagger, elements_of
from exporter.writers.pdf.engines.pluto import assembled, book
from exporter.writers.pdf.engines.pluto.colours import colours_of
from exporter.writers.pdf.engines.pluto.file import File
from exporter.writers.pdf.engines.pluto.furniture import QUIET, Furniture, words
from exporter.writers.pdf.engines.pluto.headlines import balanced
from exporter.writers.pdf.engines.pluto.inks import Inks, Wanted, inked
from exporter.writers.pdf.engines.pluto.joined import Joined, arranged
from exporter.writers.pdf.engines.pluto.laid import Laid
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
from exporter.writers.pdf.engines.pluto.windows import LETTERS, LONG, Window, can_begin

FEW = 4
"""How often a run of many pages is laid out before it is foreseen what its pages want."""
PASSES = 8
"""How often a run is laid out at most, until its pages end well and its contents list has their numbers."""
STANDING = 4
"""How often the pages of a run may be laid out in windows that do not move on: within a block of many pages."""


def producer() -> str:
    """PlutoBook's name and version."""
    return f"PlutoBook {book.version()}".strip()


def write(layout: Layout, tagger: Tagger, finisher: Finisher) -> Finished:
    """Lay out, paint, tag and finish one document.

    Raises Misfit when something does not balance, and whatever ``tagger`` and ``finisher`` raise.
    """
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
        wanted = self._wanted(self.runs[numbered])
        for _ in range(PASSES):
            request, inks = self._request(self.runs[numbered], wanted)
            data, count = book.print_pdf(request.markup, request.pictures, request.fonts)
            here = laid[numbered] = self._laid(self.runs[numbered], inks, data, count)
            joined = self._arranged([laid[number] for number in range(len(self.runs))])
            labels = joined.labels()
            wrong = here.set_right(wanted)
            if wrong is None and labels == wanted.pages:
                here.finish()
                return joined, self._furniture(joined)
            wanted.pages = labels
            if wrong is not None and len(here.pages) > LONG:
                self._foresee(here, wanted, wrong)
        raise Misfit("its pages do not settle")

    def _foresee(self, laid: Laid, wanted: Wanted, page: int) -> None:
        """Add to what is wanted what the pages from ``page`` on will want, by a window after another."""
        first, letters, standing = _begin(laid, page), LETTERS, 0
        for _ in range(PASSES + len(laid.pages)):
            window = Window(laid.run, laid.numbers, first, letters)
            own = window.wanted(wanted)
            request, inks = self._request(window.run, window.begun(own))
            here = self._laid(window.run, inks, *book.print_pdf(request.markup, request.pictures, request.fonts))
            wrong = here.set_right(own)
            if wrong is None and window.is_last:
                return
            window.give_back(own, wanted)
            begun = _begin(here, len(here.pages) if wrong is None else wrong)
            if begun is not None:
                first, letters = laid.inks.elements[window.places[here.numbers[begun]]], LETTERS
            elif wrong is None:
                letters *= 2
            elif (standing := standing + len(here.pages)) > STANDING * len(laid.pages):
                raise Misfit("a block of many pages does not settle")

    def _settled(self, numbers: Sequence[int]) -> dict[int, Laid]:
        """Runs, each laid out until its pages end well: side by side, and read one after another."""
        done: dict[int, Laid] = {}
        if not numbers:
            return done
        wanted = {number: self._wanted(self.runs[number]) for number in numbers}
        passes = Counter(numbers)
        waiting, under_way, long = deque(numbers), deque[tuple[int, Inks]](), []
        with book.Presses() as presses:
            while waiting or under_way:
                while waiting and presses.has_room():
                    number = waiting.popleft()
                    request, inks = self._request(self.runs[number], wanted[number])
                    presses.send(request)
                    under_way.append((number, inks))
                number, inks = under_way.popleft()
                laid = self._laid(self.runs[number], inks, *presses.receive())
                if laid.set_right(wanted[number]) is None:
                    laid.finish()
                    done[number] = laid
                elif passes[number] == PASSES:
                    raise Misfit("its pages do not settle")
                elif passes[number] == FEW and len(laid.pages) > LONG:
                    long.append(number)
                else:
                    passes[number] += 1
                    waiting.appendleft(number)
        return done | {number: self._alone(self.runs[number], wanted[number]) for number in long}

    def _alone(self, run: Run, wanted: Wanted) -> Laid:
        """A run with a long article, what its pages want foreseen."""
        for _ in range(PASSES):
            request, inks = self._request(run, wanted)
            laid = self._laid(run, inks, *book.print_pdf(request.markup, request.pictures, request.fonts))
            if (wrong := laid.set_right(wanted)) is None:
                laid.finish()
                return laid
            self._foresee(laid, wanted, wrong)
        raise Misfit("its pages do not settle")

    def _wanted(self, run: Run) -> Wanted:
        elements = elements_of(run.layout.root)
        return Wanted(styles=dict(balanced(elements, self.sheets, self.layout.font_files, column(self.sheets))))

    def _request(self, run: Run, wanted: Wanted) -> tuple[book.Request, Inks]:
        """What PlutoBook is asked to print for a run, and what its inks stand for."""
        sheet = sheet_of(self._sheets(run), self.fonts, self.title)
        markup, inks = inked(run.layout, colours_of(self.sheets), sheet, QUIET, wanted)
        shown = {image.get("src", "") for image in run.layout.root.iter("{*}img")}
        pictures = {name: found for name, found in self.layout.pictures.items() if name in shown}
        return book.Request(markup, pictures, faces(self.fonts)), inks

    def _laid(self, run: Run, inks: Inks, data: bytes, count: int) -> Laid:
        """A run that was laid out, its pages taken apart."""
        in_force().refuse_above("pages", count, "the number of pages of its PDF")
        laid = Laid(run, inks, File(data), 0 if run.kind == "cover" else right_margin(self.sheets))
        laid.read()
        return laid

    def _sheets(self, run: Run) -> tuple[str, ...]:
        if run.kind == "whole":
            return reaching_out(self.sheets)
        bare = without_furniture(self.sheets)
        return (*bare, OF_COVER) if run.kind == "cover" else bare

    def _arranged(self, laid: Sequence[Laid]) -> Joined:
        numbering = self.layout.numbering
        pages = arranged(laid, roman=bool(numbering and numbering.roman), right=bool(numbering and numbering.right))
        in_force().refuse_above("pages", len(pages), "the number of pages of its PDF")
        return Joined(self.layout, laid, pages)

    def _furniture(self, joined: Joined) -> Furniture | None:
        if self.layout.numbering is None:
            return None
        return Furniture(self.layout, self.sheets, *words(joined.pages, self.title))


def _begin(laid: Laid, before: int) -> etree._Element | None:
    """The block with which a page begins: the last such page that is not after ``before``; None where there is none."""
    begins = [element for page, element in laid.rows().begins() if 0 < page <= before and can_begin(element)]
    return begins[-1] if begins else None
