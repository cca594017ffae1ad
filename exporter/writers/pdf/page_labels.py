"""Where the pages of a PDF begin in the document: for page lists of other formats, and for its own labels.

A reader of the print and a reader of the EPUB who say "page 7" must mean the same words (EPUB Accessibility 1.1, 3.2;
ISO 32000-1, 12.4.2). The place comes from what was painted, not from an estimate.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import pydyf

from exporter.model import Code, CodeBlock, Document, Node, Text, every_node
from exporter.model.numerals import numeral
from exporter.writers import PageStart
from exporter.writers.pdf.engines.painted import Painted, Piece
from exporter.writers.pdf.foot_notes import notes_at_foot
from exporter.writers.pdf.structure import Kid, Structure
from exporter.writers.xhtml import Rendered
from exporter.writers.xhtml.parts import NODE_ATTRIBUTE

OUTSIDE = frozenset(["TOC"])
"""Structure types whose content is not the document's own."""


def page_starts(
    document: Document, rendered: Rendered, painted: Painted, tree: Structure, front: int = 0
) -> tuple[PageStart, ...]:
    """The place of the first words or picture of every page, in order; a page with nothing begins with the next one.

    The ``front`` first pages have Roman numerals.

    Repeated table heads, running heads and list markers do not count: they are not words of the document. Notes at the
    foot count where a page has nothing else.
    """
    numbers = {id(node): number for number, node in reversed(list(enumerate(every_node(document))))}
    first: dict[int, tuple[int, int]] = {}
    foot = notes_at_foot(rendered.root)
    for piece in sorted(_pieces(tree), key=lambda piece: painted.elements[piece.element] in foot):
        if piece.page in first or piece.marker:
            continue
        node, offset = _place(piece, rendered, painted)
        number = numbers.get(id(node))
        if number is not None:
            first[piece.page] = (number, offset)
    found: list[PageStart] = []
    place: tuple[int, int] | None = None
    for page in reversed(range(len(painted.counts))):
        place = first.get(page, place)
        if place is not None:
            label = numeral(page + 1, "lower-roman") if page < front else str(page + 1 - front)
            found.append(PageStart(label, *place))
    return tuple(reversed(found))


def _pieces(tree: Structure) -> list[Piece]:
    """Every piece of the document's own content, in reading order."""
    found: list[Piece] = []
    waiting: list[Kid] = [tree]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Piece):
            found.append(here)
        elif isinstance(here, Structure) and here.type not in OUTSIDE:
            waiting.extend(reversed(here.kids))
    return found


def _place(piece: Piece, rendered: Rendered, painted: Painted) -> tuple[Node | None, int]:
    """The node that a piece is of, and where in its text the piece begins; None where it is of no node."""
    element = painted.elements[piece.element]
    if texts := rendered.texts.get((element, piece.segment)):
        at = bisect_right(texts, piece.start, key=lambda item: item[0]) - 1
        start, text = texts[max(at, 0)]
        return text, piece.start - start
    while element.get(NODE_ATTRIBUTE) is None and (holder := element.getparent()) is not None:
        element = holder  # the parts of a formula are of its node
    number = element.get(NODE_ATTRIBUTE)
    node = rendered.nodes[int(number)] if number is not None else None
    if node is None or isinstance(node, Document):
        return None, 0
    return node, piece.start if isinstance(node, Text | Code | CodeBlock) else 0


def add_page_labels(pdf: Any, front: int = 0) -> None:
    """Label the pages as their feet number them, so that "go to page 7" goes there (ISO 32000-1, 12.4.2).

    The ``front`` first pages are numbered by small Roman numerals.
    """
    ranges = [(0, "/r"), (front, "/D")] if front else [(0, "/D")]
    numbers = [item for page, style in ranges for item in (page, pydyf.Dictionary({"S": style}))]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(numbers)})
