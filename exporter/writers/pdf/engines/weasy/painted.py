"""What was painted: the pieces of a document, by the elements that they are of. Part of the seam, but plain data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pydyf
from lxml import etree

from exporter.writers.pdf.engines.weasy.glyphs import Font, decode

if TYPE_CHECKING:
    from exporter.writers.pdf.engines.weasy.fonts import Space


@dataclass(slots=True)
class Piece:
    """One marked-content sequence: what was painted for ``element`` (an index into the laid-out elements) at a time.

    ``marker`` is true for a list marker. ``box`` is the place of a picture in points, origin at the page's lower left.
    ``properties`` is the property list, still open for ActualText; ``space`` may be painted after the text.
    ``shown`` are the strings painted, each with its font; ``ordered`` says that glyphs lie in reading order and spell
    their text already. ``segment`` is how many children of the element come before the text it is of, ``start`` where
    in that text it begins. ``hyphen`` is what the text ends with if layout may have broken a word there.
    """

    element: int
    page: int
    mcid: int
    text: str
    marker: bool
    properties: pydyf.Dictionary
    box: tuple[float, float, float, float] | None = None
    space: Space | None = None
    shown: list[tuple[str, str]] = field(default_factory=list)
    ordered: bool = False
    claimed: bool = False
    segment: int = 0
    start: int = 0
    hyphen: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link annotation that WeasyPrint made for ``element`` on a page."""

    element: int
    page: int
    dictionary: pydyf.Dictionary


@dataclass(slots=True)
class Painted:
    """All that was painted: pieces by element, annotations by element, and how many pieces each page has."""

    elements: Sequence[etree._Element]
    pieces: dict[int, list[Piece]] = field(default_factory=dict)
    annotations: dict[int, list[Annotation]] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    fonts: dict[str, Font] = field(default_factory=dict)

    def spelt(self, piece: Piece) -> str:
        """What a reader makes of a piece's glyphs."""
        return decode(piece.shown, self.fonts)


Tagger = Callable[[Any, Painted], None]
"""Builds the structure tree in a ``pydyf.PDF`` from what was painted."""
