"""Do the page marks of an EPUB or DOCX stand where the pages of the PDF of the same article begin?

Only told for files that name pages of their own making: an article with printed pages has them compared as its content.
The place of a page in the PDF is read from the PDF, to the paragraph: the one that begins there, or is broken there.
(EPUB Accessibility 1.1, page navigation; PDF page labels, ISO 32000-1, 12.4.2.)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from exporter.comparison.align import align
from exporter.comparison.facts import Facts, Unit
from exporter.comparison.loss import Loss, excerpt

PLACED = frozenset(["heading", "paragraph", "code", "term", "image"])
"""Kinds of units whose place is their own: a caption has that of its figure, and before the title stands nothing."""


def compare_pages(pdf: Facts, labels: Sequence[str], copy: Facts, format: str) -> list[Loss]:
    """What is wrong with the page marks of ``copy``, against a PDF whose pages have these ``labels``."""
    marks = [(index, unit) for index, unit in enumerate(copy.units) if unit.kind == "page"]
    if not marks:
        return []
    pages = _pages(pdf, copy)
    known = sorted(pages)
    numbers = {label: number for number, label in enumerate(labels, 1)}
    found = [_loss(format, "the PDF has no such page", unit) for _, unit in marks if unit.text not in numbers]
    named = {unit.text for _, unit in marks}
    for label in labels:
        if label not in named:
            message = f"the PDF's page {label} has no mark"
            found.append(Loss(format=format, kind="page", change="lost", message=message))
    for index, unit in marks:
        number = numbers.get(unit.text)
        if number is not None and (message := _misplaced(number, pages, known, index)):
            found.append(_loss(format, message, unit))
    return found


def _loss(format: str, message: str, unit: Unit) -> Loss:
    return Loss(format=format, kind="page", change="changed", message=message, text=excerpt(unit.text), place=unit.pos)


def _pages(pdf: Facts, copy: Facts) -> dict[int, int]:
    """Unit of the copy → the page on which it begins in the PDF, where that is known."""
    pages: dict[int, int] = {}
    for pair in align(copy.units, pdf.units):
        there = pdf.units[pair.after]
        if there.kind in PLACED and there.pos is not None and not _in_note(there):
            pages[pair.before] = there.pos.line
    return pages


def _in_note(unit: Unit) -> bool:
    """A note is heard at its reference and stands elsewhere."""
    return any(frame.kind == "note" for frame in unit.path)


def _misplaced(number: int, pages: dict[int, int], known: Sequence[int], index: int) -> str:
    """Why a mark at unit ``index`` cannot be that of page ``number``; "" when it can.

    ``known`` are the units of ``pages`` in order. What stands before the mark must have begun on an earlier page, and
    what stands after it must not.
    """
    at = bisect_left(known, index)  # a mark is not a unit of the PDF, so that its own place is not among them
    before = pages[known[at - 1]] if at else 0
    after = pages[known[at]] if at < len(known) else number
    if before >= number:
        return f"the mark of page {number} stands after words that page {before} of the PDF begins with"
    if after < number:
        return f"the mark of page {number} stands before words that are on page {after} of the PDF"
    return ""
