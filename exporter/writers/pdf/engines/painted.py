"""What passes between the PDF writer and a layout engine: what to lay out, and what was painted. Plain data, no engine.

An engine lays out a tree of elements and hands back the pieces that it painted for each of them, page by page; the
structure tree is built from those (design section 5). Whatever can do that is an engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

import pydyf
from lxml import etree

from exporter.findings import Finding
from exporter.records import record

NO_SOUND = "\u034f"
"""Stands for glyphs that add nothing to what their neighbours say: a map from glyphs to text may not say nothing."""


class LastSpace(Protocol):
    """A space that can be painted after a piece's text, where layout took it away at a line's end.

    ``glyph`` is the font's glyph for it, or None; ``last`` the glyph painted last, as four hexadecimal digits.
    """

    wanted: bool
    last: str

    @property
    def glyph(self) -> int | None: ...


@dataclass(slots=True)
class Piece:
    """One marked-content sequence: what was painted for ``element`` (an index into the laid-out elements) at a time.

    ``marker`` is true for a list marker. ``box`` is the place of a picture in points, origin at the page's lower left.
    ``properties`` is the property list, still open for ActualText; ``space`` may be painted after the text.
    ``spelt`` is what a reader makes of the glyphs; ``ordered`` says that they lie in reading order and spell
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
    space: LastSpace | None = None
    spelt: str = ""
    ordered: bool = False
    claimed: bool = False
    segment: int = 0
    start: int = 0
    hyphen: str = ""


@record
class Annotation:
    """A link annotation that was made for ``element`` on a page."""

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


@record
class Numbering:
    """How a publication's pages are counted: front matter in ``roman`` numerals, articles on ``right``-hand pages."""

    roman: bool
    right: bool


@record(kw_only=True)
class Layout:
    """What to lay out: the ``html`` element, style sheets as text, the fonts, pictures by address, user style files.

    ``outline`` names level, label and element id of each bookmark. ``decorative`` are picture elements to be artifacts,
    ``generated`` elements whose generated content is to be read. ``version`` is that of PDF. ``widen`` gives a table
    that came out too wide its next remedy, if there is one. ``numbering`` is a publication's.
    """

    root: etree._Element
    sheets: Sequence[str]
    font_files: tuple[Path, ...]
    pictures: dict[str, tuple[bytes, str]]
    user_styles: Sequence[Path] = ()
    outline: Sequence[tuple[int, str, str]] = ()
    decorative: frozenset[int] = frozenset()
    generated: frozenset[int] = frozenset()
    version: Literal["1.7", "2.0"] = "1.7"
    picture_dpi: int = 0
    widen: Callable[[etree._Element], bool] = lambda _: False
    numbering: Numbering | None = None


@record
class Finished:
    """The whole of a PDF file, how many pages it has, and what of a publisher's sheets had no effect."""

    data: bytes
    pages: int
    findings: tuple[Finding, ...] = ()


Tagger = Callable[[Any, Painted], None]
"""Builds the structure tree in a ``pydyf.PDF`` from what was painted."""

Finisher = Callable[[Any, frozenset[str]], None]
"""Completes a ``pydyf.PDF`` (metadata, identifiers), told which characters have no glyph."""


def elements_of(root: etree._Element) -> list[etree._Element]:
    """The elements of a tree in the order in which pieces number them."""
    return [element for element in root.iter() if isinstance(element.tag, str)]
