"""Laid out by PlutoBook: from markup in inks to the file with its tags. The way into this engine."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pydyf

from exporter.bounds.gate import in_force
from exporter.writers.pdf.engines.frozen import freeze
from exporter.writers.pdf.engines.painted import Finished, Finisher, Layout, Tagger, elements_of
from exporter.writers.pdf.engines.pluto import assembled, book
from exporter.writers.pdf.engines.pluto.colours import colours_of
from exporter.writers.pdf.engines.pluto.file import File
from exporter.writers.pdf.engines.pluto.furniture import QUIET, Furniture, words
from exporter.writers.pdf.engines.pluto.headlines import balanced
from exporter.writers.pdf.engines.pluto.inks import Wanted, inked
from exporter.writers.pdf.engines.pluto.joined import Joined, arranged
from exporter.writers.pdf.engines.pluto.laid import Laid
from exporter.writers.pdf.engines.pluto.misfit import Misfit
from exporter.writers.pdf.engines.pluto.runs import Run, runs_of
from exporter.writers.pdf.engines.pluto.sheet import (
    OF_COVER,
    column,
    faces,
    folded,
    right_margin,
    sheet_of,
    without_furniture,
)

PASSES = 8
"""How often a run is laid out at most, until its pages end well and its contents list has their numbers."""


def producer() -> str:
    """PlutoBook's name and version."""
    return f"PlutoBook {book.version()}"


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
    freeze(pdf)
    out = io.BytesIO()
    pdf.write(out, version=b"1.7", identifier=True, compress=True)
    return Finished(out.getvalue(), len(joined.pages))


class _Setting:
    """One document that is being laid out."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.sheets = folded(layout.sheets)
        self.runs = runs_of(layout)
        self.title = next(
            (item.get("data-title", "") for item in layout.root.iter("div") if item.get("data-title")), ""
        )

    def joined(self) -> tuple[Joined, Furniture | None]:
        """All runs, laid out until their pages end well; the one with the contents list until its numbers are right."""
        laid: dict[int, Laid] = {}
        numbered = next(number for number, run in enumerate(self.runs) if run.kind in ("front", "whole"))
        for number, run in enumerate(self.runs):
            if number != numbered:
                laid[number] = self._settled(run)
        wanted = self._wanted(self.runs[numbered])
        for _ in range(PASSES):
            here = laid[numbered] = self._laid(self.runs[numbered], wanted)
            joined = self._arranged([laid[number] for number in range(len(self.runs))])
            labels = joined.labels()
            if not here.set_right(wanted) and labels == wanted.pages:
                here.finish()
                return joined, self._furniture(joined)
            wanted.pages = labels
        raise Misfit("its pages do not settle")

    def _settled(self, run: Run) -> Laid:
        wanted = self._wanted(run)
        for _ in range(PASSES):
            laid = self._laid(run, wanted)
            if not laid.set_right(wanted):
                laid.finish()
                return laid
        raise Misfit("its pages do not settle")

    def _wanted(self, run: Run) -> Wanted:
        elements = elements_of(run.layout.root)
        return Wanted(styles=dict(balanced(elements, self.sheets, self.layout.font_files, column(self.sheets))))

    def _laid(self, run: Run, wanted: Wanted) -> Laid:
        """One run, laid out once."""
        sheet = sheet_of(self._sheets(run), self.layout.font_files, self.title)
        markup, inks = inked(run.layout, colours_of(self.sheets), sheet, QUIET, wanted)
        data, count = book.print_pdf(markup, self.layout.pictures, faces(self.layout.font_files))
        in_force().refuse_above("pages", count, "the number of pages of its PDF")
        laid = Laid(run, inks, File(data), 0 if run.kind == "cover" else right_margin(self.sheets))
        laid.read()
        return laid

    def _sheets(self, run: Run) -> tuple[str, ...]:
        if run.kind == "whole":
            return self.sheets
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
