"""The seam to WeasyPrint, with ``weasy_input`` and ``weasy_fonts``: they alone name its internals (version 70).

WeasyPrint lays out and paints; its own tags follow boxes, not the document, so they are not used (design section 5).
Here its stream is replaced by one that numbers each painted piece and says which element it belongs to, its artifacts
get types (ISO 32000-1, 14.8.2.2), and ``add_tags`` hands all pieces to a function of ours. Only documents laid out
here are touched: other users of WeasyPrint in the same process get its own behaviour.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

import pydyf
from lxml import etree

from exporter.diagnostics import Finding
from exporter.gate import in_force
from exporter.write.native import no_library_search

with no_library_search():
    import weasyprint

import weasyprint.document
import weasyprint.pdf
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.ffi import ffi, pango

from exporter.write.pdf_glyphs import Font, Run, decode, in_reading_order
from exporter.write.weasy_contrast import too_faint
from exporter.write.weasy_fonts import FontConfiguration, Fonts, Space, house_fonts, map_glyphs
from exporter.write.weasy_input import POINTS, Fetcher, Markup
from exporter.write.weasy_styles import house_sheet, listening, missing

SMALLEST = 1e-6
"""The font size, in CSS pixels, below which WeasyPrint paints no text."""

_LOCK = threading.Lock()  # Pango's font map, made once a process, is not for several threads at a time


# --- what was painted -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Piece:
    """One marked-content sequence: what was painted for ``element`` (an index into the laid-out elements) at a time.

    ``marker`` is true for a list marker. ``box`` is the place of a picture in points, origin at the page's lower left.
    ``properties`` is the property list, still open for ActualText; ``space`` may be painted after the text.
    ``shown`` are the strings painted, each with its font; ``ordered`` says that glyphs lie in reading order and spell
    their text already. ``segment`` is how many children of the element come before the text it is of, ``start`` where
    in that text it begins.
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


# --- the document as WeasyPrint sees it -------------------------------------------------------------------------------


class Painting:
    """What is kept while one document is painted."""

    def __init__(self, markup: Markup, tagger: Tagger, layout: Layout) -> None:
        self.markup = markup
        self.tagger = tagger
        self.decorative = layout.decorative
        self.generated = layout.generated
        self.painted = Painted(markup.elements)
        self.fonts = Fonts(self)
        self.heights: list[float] = []
        self._page_of_head: dict[int, int] = {}
        self._heads = {
            index
            for number, element in enumerate(markup.kept)
            if element.tag == "thead"
            for index in (markup.index[id(inner)] for inner in element.iter())
            if number >= 0
        }

    def piece(self, box: Any, page: int) -> Piece | pydyf.Dictionary | None:
        """The piece that painting ``box`` makes; or the properties of an artifact; or None for nothing to see."""
        text = getattr(box, "text", "")
        replaced = hasattr(box, "replacement")
        if box.style["visibility"] != "visible" or (text and box.style["font_size"] < SMALLEST):
            return None  # nothing will be painted; that text is lost is noticed when it is held against the document
        if not text.strip() and not replaced:
            decorated = box.style["text_decoration_line"] != {"none"} and box.style["text_decoration_line"] != "none"
            return _layout() if decorated else None
        if box.element is None:
            return _running(box.position_y * POINTS > self.heights[page] / 2)
        index = self.markup.index.get(id(box.element))
        pseudo = str(box.element_tag).partition("::")[2]
        if index is None:
            self.painted.strays.append(text)
            return _layout()
        read = pseudo in ("", "marker") or (pseudo == "after" and index in self.generated)
        if not read or (replaced and index in self.decorative):
            return _layout()
        if index in self._heads and self._page_of_head.setdefault(index, page) != page:
            return pydyf.Dictionary({"Type": "/Pagination"})
        mcid = self.painted.counts[page]
        self.painted.counts[page] += 1
        place = self._place(box, page) if replaced else None
        made = Piece(index, page, mcid, text, pseudo == "marker", pydyf.Dictionary({"MCID": mcid}), place)
        self.painted.pieces.setdefault(index, []).append(made)
        return made

    def _place(self, box: Any, page: int) -> tuple[float, float, float, float]:
        left, top = box.content_box_x() * POINTS, self.heights[page] - box.content_box_y() * POINTS
        return (round(left, 3), round(top - box.height * POINTS, 3), round(left + box.width * POINTS, 3), round(top, 3))


def _layout() -> pydyf.Dictionary:
    return pydyf.Dictionary({"Type": "/Layout"})


def _running(foot: bool) -> pydyf.Dictionary:
    """The properties of a running head or foot (ISO 32000-1, table 330)."""
    subtype, edge = ("/Footer", "/Bottom") if foot else ("/Header", "/Top")
    return pydyf.Dictionary({"Type": "/Pagination", "Subtype": subtype, "Attached": pydyf.Array([edge])})


class _Stream(weasyprint.pdf.Stream):  # type: ignore[misc]
    """A content stream whose sequences are ours: numbered pieces and typed artifacts, never one inside another."""

    def __init__(self, fonts: Fonts, *args: Any, **kwargs: Any) -> None:
        super().__init__(fonts, *args, **kwargs)
        self.painting = fonts.painting
        self.inside = False
        self.last_font = ""
        self.piece: Piece | None = None
        self.box: Any = None
        self.line_start = 0
        self.font_before: tuple[str, float] | None = None
        self.page = len(self.painting.painted.counts)
        self.painting.painted.counts.append(0)

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        font, size = super().add_font(pango_font)
        self.painting.fonts.join(font)
        return font, size

    def set_font_size(self, font: str, size: float) -> None:
        self.last_font = font
        super().set_font_size(font, size)

    def show_text(self, text: Any) -> None:
        if self.piece is not None:
            self.piece.shown.append((self.last_font, text))
        super().show_text(text)

    def set_text_matrix(self, *values: float) -> None:
        super().set_text_matrix(*values)
        self.line_start, self.font_before = len(self.stream), self._current_font

    def end_text(self) -> None:
        if self.piece is not None and is_backwards(self.piece.text):
            self._turn(self.piece)
        super().end_text()

    def _turn(self, piece: Piece) -> None:
        """Put the glyphs of the line just painted in reading order; where that cannot be, ActualText will say it."""
        fonts = self.painting.fonts.by_name
        operators = self.stream[self.line_start :]
        turned = in_reading_order(operators, self.font_before, _runs(self.box), fonts, self.painting.fonts.alias)
        if turned is not None:
            self.stream[self.line_start :], self._current_font = turned.operators, turned.font
            self.last_font = turned.font[0]
            piece.shown, piece.ordered = [(self.last_font, f"<{turned.last:04x}>")], True

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        piece = None if self.inside else self.painting.piece(box, self.page)
        if piece is None:
            yield
            return
        start = len(self.stream)
        with self._sequence(*("Span", piece.properties) if isinstance(piece, Piece) else ("Artifact", piece)):
            self.piece, self.box = (piece, box) if isinstance(piece, Piece) and piece.text else (None, None)
            yield
            if self.piece is not None and self.piece.shown and b"ET" in self.stream[start:]:
                self.piece.space = Space(self.painting.fonts, self.last_font, _last_code(self.piece))
                self.stream.insert(len(self.stream) - 1 - self.stream[::-1].index(b"ET"), self.piece.space)
            self.piece = self.box = None

    @contextmanager
    def artifact(self) -> Iterator[None]:
        if self.inside:
            yield
            return
        with self._sequence("Artifact", _layout()):
            yield

    @contextmanager
    def _sequence(self, tag: str, properties: pydyf.Dictionary) -> Iterator[None]:
        self.inside = True
        self.begin_marked_content(tag, properties)
        try:
            yield
        finally:
            self.end_marked_content()
            self.inside = False


def _dispatch(theirs: Any) -> Callable[..., Any]:
    def stream(fonts: Any, *args: Any, **kwargs: Any) -> Any:
        return (_Stream if isinstance(fonts, Fonts) else theirs)(fonts, *args, **kwargs)

    return stream


def _tags(theirs: Callable[..., None]) -> Callable[..., None]:
    def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: Any) -> None:
        if not isinstance(document.fonts, Fonts):
            theirs(pdf, document, pdf_version, page_streams)
            return
        painting = document.fonts.painting
        for number, page in enumerate(document.pages):
            for _, _, _, box in page.links:
                if annotation := getattr(box, "link_annotation", None):
                    index = painting.markup.index[id(box.element)]
                    made = Annotation(index, number, annotation)
                    painting.painted.annotations.setdefault(index, []).append(made)
        painting.tagger(pdf, painting.painted)

    return add_tags


weasyprint.pdf.Stream = _dispatch(weasyprint.pdf.Stream)
weasyprint.pdf.add_tags = _tags(weasyprint.pdf.add_tags)
VARIANT = "exporter: pdf/a and pdf/ua, "  # the name must hold "pdf/a" for the output intent to be PDF/A's
for _version in ("1.7", "2.0"):
    weasyprint.pdf.VARIANTS[VARIANT + _version] = (
        lambda *_: None,
        {"pdf_version": _version, "pdf_tags": True, "output_intent": "srgb"},
    )


# --- laying out and writing -------------------------------------------------------------------------------------------


@cache
def _base_sheet(text: str, files: tuple[Path, ...]) -> Any:
    return weasyprint.CSS(string=text, font_config=house_fonts(files), url_fetcher=Fetcher({}, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What to lay out: the ``html`` element, style sheets as text, the fonts, pictures by address, user style files.

    ``outline`` names level, label and element id of each bookmark. ``decorative`` are picture elements to be artifacts,
    ``generated`` elements whose generated content is to be read. ``version`` is that of PDF.
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


@dataclass(frozen=True, slots=True)
class Finished:
    """The whole of a PDF file, how many pages it has, and what of a house's sheets had no effect."""

    data: bytes
    pages: int
    findings: tuple[Finding, ...] = ()


Finisher = Callable[[Any, frozenset[str]], None]
"""Completes a ``pydyf.PDF`` (metadata, identifiers), told which characters have no glyph."""


def elements_of(root: etree._Element) -> list[etree._Element]:
    """The elements of a tree in the order in which pieces number them."""
    return [element for element in root.iter() if isinstance(element.tag, str)]


def write(layout: Layout, tagger: Tagger, finisher: Finisher) -> Finished:
    """Lay out, paint, tag and finish one document. Raises whatever ``tagger`` and ``finisher`` raise."""
    with _LOCK:
        # fonts that a house's sheet brings are this document's alone
        config = FontConfiguration(layout.font_files) if layout.user_styles else house_fonts(layout.font_files)
        with config.alone():
            return _write(layout, config, tagger, finisher)


def _write(layout: Layout, config: FontConfiguration, tagger: Tagger, finisher: Finisher) -> Finished:
    fetcher = Fetcher(layout.pictures, [path.parent for path in layout.user_styles])
    markup = Markup(layout.root, fetcher)
    sheets = [_base_sheet(text, layout.font_files) for text in layout.sheets]
    findings: list[Finding] = []
    for path in layout.user_styles:
        sheet, found = house_sheet(path, config, fetcher)
        sheets.append(sheet)
        findings += found
    variant = VARIANT + layout.version
    with listening() as heard:
        document = markup.render(font_config=config, stylesheets=sheets, pdf_variant=variant)
        in_force().refuse_above("pages", len(document.pages), "the number of pages of its PDF")
    if layout.user_styles:
        findings += missing(heard.records, layout.user_styles, frozenset(layout.pictures))
        findings += too_faint(document.pages, layout.user_styles)
    painting = Painting(markup, tagger, layout)
    _prepare(document, painting, layout)

    def finish(_: Any, pdf: Any) -> None:
        map_glyphs(pdf, painting.fonts.glyphs())
        finisher(pdf, frozenset(painting.fonts.missing))
        _freeze(pdf)

    data: bytes = document.write_pdf(finisher=finish, pdf_variant=variant, pdf_identifier=True)
    return Finished(data, len(document.pages), tuple(findings))


def _prepare(document: Any, painting: Painting, layout: Layout) -> None:
    """Give the laid-out pages our fonts, links and bookmarks."""
    document.fonts = painting.fonts
    document.metadata = DocumentMetadata()
    painting.heights = [page.height * POINTS for page in document.pages]
    pictures = {id(inner) for link in painting.markup.kept if _is_picture(link) for inner in link.iter("img")}
    for page in document.pages:
        page.links = [link for link in page.links if _is_link(link[3], pictures)]
        page.bookmarks = []
    for level, label, name in layout.outline:
        for page in document.pages:
            if name in page.anchors:
                page.bookmarks.append((level, label, page.anchors[name][:2], "open"))
                break


def _is_picture(element: ElementTree.Element) -> bool:
    """Whether an element is a link that holds pictures and no words."""
    return element.tag == "a" and element.find(".//img") is not None and not "".join(element.itertext()).strip()


def _is_link(box: Any, pictures: set[int]) -> bool:
    """Whether a box is what to click on: the link's own, or of ``pictures``; those inside a link inherit it."""
    if box.element is None or "::" in str(box.element_tag):
        return False
    return id(box.element) in pictures or (box.element.tag == "a" and not _is_picture(box.element))


class _Frozen(pydyf.Object):  # type: ignore[misc]
    """An object whose bytes are made once: WeasyPrint asks for them to hash the file and again to write it."""

    def __init__(self, source: Any) -> None:
        super().__init__()
        self.number, self.generation, self.free = source.number, source.generation, source.free
        self._data = source.data

    @property
    def data(self) -> bytes:
        return bytes(self._data)

    @property
    def compressible(self) -> bool:
        return False


def _freeze(pdf: Any) -> None:
    for number, item in enumerate(pdf.objects):
        if isinstance(item, pydyf.Stream):
            pdf.objects[number] = _Frozen(item)


_BACKWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def is_backwards(text: str) -> bool:
    """Whether some of ``text`` may run from right to left: blocks of such scripts (Unicode, DerivedBidiClass)."""
    return not text.isascii() and _BACKWARDS.search(text) is not None


def _last_code(piece: Piece) -> str:
    """The last glyph that was painted, as written in the stream."""
    codes = "".join(re.findall("<([0-9a-f]*)>", piece.shown[-1][1]))
    return codes[-4:]


def _runs(box: Any) -> list[Run]:
    """The runs of a text box's line, as Pango shaped them and WeasyPrint has just painted them."""
    line, _ = box.pango_layout.get_first_line()
    text = box.pango_layout.text.encode()
    found = []
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        clusters = [
            glyphs.log_clusters[number]
            for number in range(glyphs.num_glyphs)
            if glyphs.glyphs[number].glyph != pango.PANGO_GLYPH_EMPTY
        ]
        own = text[item.offset : item.offset + item.length]
        found.append(Run(item.offset, own, bool(item.analysis.level % 2), clusters))
        run = run.next
    return found
