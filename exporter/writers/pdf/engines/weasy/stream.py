"""Painting: content streams whose marked sequences are ours, and the book-keeping of one document. Part of the seam."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.text.ffi import ffi, gobject, pango

from exporter.writers.pdf.engines.frozen import Properties, written
from exporter.writers.pdf.engines.painted import Painted, Piece, Tagger
from exporter.writers.pdf.engines.weasy.fonts import Fonts, Space, last_code
from exporter.writers.pdf.engines.weasy.glyphs import Run, decode, glyph_texts, has_marks, in_reading_order
from exporter.writers.pdf.engines.weasy.input import POINTS, Markup

SMALLEST = 1e-6
"""The font size, in CSS pixels, below which WeasyPrint paints no text."""


@dataclass(slots=True)
class ShownPiece(Piece):
    """A piece with the strings painted for it, each with its font."""

    shown: list[tuple[str, str]] = field(default_factory=list)


class PaintedText(Space):
    """A text in a content stream, from the beginning of its sequence to the end, and the space that may follow it.

    It is written when the file is: only then its property list is settled.
    """

    def __init__(self, piece: ShownPiece, fonts: Fonts, name: str, body: bytes) -> None:
        super().__init__(fonts, name, piece.shown[-1][1])
        self.properties = piece.properties
        self.body = body

    @property
    def data(self) -> bytes:
        """All its operators."""
        said = self.properties
        named = b"<</MCID %d>>" % said["MCID"] if len(said) == 1 else written(said)
        return b"/Span\n%s\nBDC\n%s\n%s\nET\nEMC" % (named, self.body, super().data if self.wanted else b"")


class Painting:
    """What is kept while one document is painted.

    ``decorative`` are picture elements to be artifacts, ``generated`` elements whose generated content is to be read;
    ``kept`` is what is known of fonts.
    """

    def __init__(
        self,
        markup: Markup,
        tagger: Tagger,
        kept: dict[Any, Any],
        *,
        decorative: frozenset[int],
        generated: frozenset[int],
    ) -> None:
        self.markup = markup
        self.tagger = tagger
        self.decorative = decorative
        self.generated = generated
        self.painted = Painted(markup.elements)
        self.fonts = Fonts(self, kept)
        self.heights: list[float] = []
        self._own: tuple[Any, Any, int, list[Piece]] = (None, None, 0, [])
        self._page_of_head: dict[int, int] = {}
        self._heads = {
            index
            for element in markup.kept
            if element.tag == "thead"
            for index in (markup.index[id(inner)] for inner in element.iter())
        }

    def piece(self, box: Any, page: int) -> Piece | pydyf.Dictionary | None:
        """The piece that painting ``box`` makes; or the properties of an artifact; or None for nothing to see."""
        style = box.style
        if style["visibility"] != "visible":
            return None
        text, replaced = getattr(box, "text", ""), hasattr(box, "replacement")
        if text and style["font_size"] < SMALLEST:
            return None  # nothing will be painted; that text is lost is noticed when it is held against the document
        if not replaced and (not text or text.isspace()):
            decorated = style["text_decoration_line"] not in ("none", {"none"})
            return _layout() if decorated else None
        if box.element is None:
            return _running(box.position_y * POINTS > self.heights[page] / 2)
        index = self.markup.index.get(id(box.element))
        if index is None:
            self.painted.strays.append(text)
            return _layout()
        pseudo = str(box.element_tag).partition("::")[2]
        read = not pseudo or pseudo == "marker" or (pseudo == "after" and index in self.generated)
        if not read or (replaced and index in self.decorative):
            return _layout()
        if index in self._heads and self._page_of_head.setdefault(index, page) != page:
            return pydyf.Dictionary({"Type": "/Pagination"})
        place = self._place(box, page) if replaced else None
        own = self.painted.pieces.setdefault(index, [])
        if not pseudo and not replaced and index not in self._heads:
            self._own = box.element, box.element_tag, index, own
        return self._made(index, page, text, pseudo == "marker", place, own)

    def text_piece(self, box: Any, page: int) -> Piece | pydyf.Dictionary | None:
        """As ``piece``, for a text that is seen: most are of the element that the one before was of."""
        element, tag, index, own = self._own
        if element is None or box.element is not element or box.element_tag != tag:
            return self.piece(box, page)
        return self._made(index, page, box.text, False, None, own)

    def _made(self, index: int, page: int, text: str, marker: bool, place: Any, own: list[Piece]) -> ShownPiece:
        counts = self.painted.counts
        mcid = counts[page]
        counts[page] = mcid + 1
        made = ShownPiece(index, page, mcid, text, marker, Properties(mcid), place)
        own.append(made)
        return made

    def spell(self) -> None:
        """Say of each piece what a reader makes of its glyphs, now that all fonts know all of theirs.

        Of most that was said when they were painted, and holds where no glyph in them has got another meaning since.
        """
        respelt = self.fonts.respelt
        for pieces in self.painted.pieces.values():
            for piece in pieces:
                if not isinstance(piece, ShownPiece) or piece.ordered or piece.box is not None:
                    continue
                if not piece.spelt or any(text in piece.spelt for text in respelt):
                    piece.spelt = decode(piece.shown, self.fonts.by_name)

    def _place(self, box: Any, page: int) -> tuple[float, float, float, float]:
        left, top = box.content_box_x() * POINTS, self.heights[page] - box.content_box_y() * POINTS
        return (round(left, 3), round(top - box.height * POINTS, 3), round(left + box.width * POINTS, 3), round(top, 3))


def _layout() -> pydyf.Dictionary:
    return pydyf.Dictionary({"Type": "/Layout"})


def _running(foot: bool) -> pydyf.Dictionary:
    """The properties of a running head or foot (ISO 32000-1, table 330)."""
    subtype, edge = ("/Footer", "/Bottom") if foot else ("/Header", "/Top")
    return pydyf.Dictionary({"Type": "/Pagination", "Subtype": subtype, "Attached": pydyf.Array([edge])})


class MarkedStream(weasyprint.pdf.Stream):  # type: ignore[misc]
    """A content stream whose sequences are ours: numbered pieces and typed artifacts, never one inside another."""

    _current_font: tuple[str, float] | None
    _old_font: tuple[str, float] | None

    def __init__(self, fonts: Fonts, *args: Any, **kwargs: Any) -> None:
        super().__init__(fonts, *args, **kwargs)
        self.painting = fonts.painting
        self.inside = False
        self.page_box: Any = None
        self.last_font = ""
        self.piece: ShownPiece | None = None
        self.box: Any = None
        self.line_start = 0
        self.font_before: tuple[str, float] | None = None
        self.starts: list[tuple[int, int, Any]] = []  # where each piece begins: offset, element, coordinates
        self.page = len(self.painting.painted.counts)
        self.painting.painted.counts.append(0)

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        known = self.painting.fonts.by_pango_font
        if pango_font not in known:
            font, size = super().add_font(pango_font)
            self.painting.fonts.join(font)
            # held, so that no other font gets its address while the document is painted
            known[pango_font] = font, size, ffi.gc(gobject.g_object_ref(pango_font), gobject.g_object_unref)
        font, size, _ = known[pango_font]
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
        if self.piece is not None:
            self.mend(self.piece)
        super().end_text()

    def mend(self, piece: ShownPiece) -> None:
        """Let the glyphs of the text just painted say what the text says, where they do not."""
        if is_backwards(piece.text) or self._shares_glyphs():
            self._turn(piece, ordered=True)
        elif (hyphen := self.box.style["hyphenate_character"]) == piece.text[-1:]:
            self._soften(piece, hyphen)
        elif self._needs_spelling(piece):
            self._turn(piece, ordered=False)

    def font_ends(self) -> None:
        """As where a text ends: the font is said again in the next, unless it follows at once."""
        self._old_font, self._current_font = self._current_font, None

    def _shares_glyphs(self) -> bool:
        """Whether one glyph may stand for a capital here and for a small letter there."""
        return str(self.box.style["font_variant_caps"]) != "normal"

    def _needs_spelling(self, piece: ShownPiece) -> bool:
        """Whether glyphs, one after another, stand for other letters than the text's, one for none, or one for marks
        among letters, which pdf.js takes for one without width.
        """
        if piece.text.isascii():
            return False
        spelt = glyph_texts(piece.shown, self.painting.fonts.by_name)
        said = "".join(spelt)
        if "" in spelt or (len(said) > len(spelt) and any(map(has_marks, spelt))):
            return True
        return said != piece.text and "".join(said.split()) != "".join(piece.text.split())

    def _soften(self, piece: ShownPiece, hyphen: str) -> None:
        """Let a hyphen at which layout may have broken a word stand for a soft one (ISO 32000-1, 14.8.2.2.3).

        A hyphen that can be typed is left alone, and ActualText will say it: it may be the author's.
        """
        piece.hyphen = hyphen
        if hyphen == "-" or not piece.shown:
            return
        name, shown = piece.shown[-1]
        if not (code := last_code(shown)):
            return
        soft = f"{self.painting.fonts.soften(name, int(code, 16), hyphen):04x}".join(shown.rsplit(code, 1))
        for at in range(len(self.stream) - 1, self.line_start - 1, -1):
            if self.stream[at] == f"[{shown}] TJ".encode():
                self.stream[at] = f"[{soft}] TJ".encode()
                piece.shown[-1], piece.spelt = (name, soft), ""
                return

    def _turn(self, piece: ShownPiece, *, ordered: bool) -> None:
        """Put the glyphs of the line just painted in reading order; where that cannot be, ActualText will say it.

        It says the line as well where not order was needed but spelling (``ordered`` is false): programs that go by the
        places of glyphs take a mark beside its letter for a word of its own, and go by ActualText where there is one.
        """
        fonts = self.painting.fonts.by_name
        operators = self.stream[self.line_start :]
        turned = in_reading_order(operators, self.font_before, _runs(self.box), fonts, self.painting.fonts)
        if turned is not None:
            self.stream[self.line_start :], self._current_font = turned.operators, turned.font
            self.last_font = turned.font[0]
            piece.shown, piece.ordered = [(self.last_font, f"<{turned.last:04x}>")], ordered and turned.spelt
            piece.spelt = ""

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        with self.marked_as(None if self.inside else self.painting.piece(box, self.page), box):
            yield

    @contextmanager
    def marked_as(self, piece: Piece | pydyf.Dictionary | None, box: Any) -> Iterator[None]:
        """Within this block, what is painted is the piece, or an artifact with these properties."""
        if piece is None:
            yield
            return
        moves = isinstance(piece, Piece) and piece.marker
        if moves:
            self._forget_state()
        start = len(self.stream)
        with self._sequence(*("Span", piece.properties) if isinstance(piece, Piece) else ("Artifact", piece)):
            self.piece, self.box = (piece, box) if isinstance(piece, ShownPiece) and piece.text else (None, None)
            yield
            if self.piece is not None and self.piece.shown:
                self._make_room_for_space(self.piece, start)
            self.piece = self.box = None
        if isinstance(piece, Piece):
            if moves:
                self._put_before_item(piece.element, start)
            else:
                self.starts.append((start, piece.element, self.ctm))

    def _forget_state(self) -> None:
        """Have colours and fonts said anew: what is painted next may be moved away from what was painted before."""
        self._current_color = self._current_color_stroke = None
        self._current_alpha = self._current_alpha_stroke = None
        self._current_font = self._old_font = None

    def _put_before_item(self, item: int, start: int) -> None:
        """Move what was painted since ``start``, the marker of a list item, before the first words of the item.

        Layout paints markers outside the text last of all on the page. Readers that go by the content (PDFium, Edge,
        copy and paste) would meet all numbers of a page after its text.
        """
        below = self.painting.markup.below(item)
        place = next((at for at, element, ctm in self.starts if element in below and ctm == self.ctm), None)
        if place is None:
            return
        moved = [b"q", *self.stream[start:], b"Q"]
        del self.stream[start:]
        self.stream[place:place] = moved
        shift = len(moved)
        self.starts = [(at + shift if at >= place else at, element, ctm) for at, element, ctm in self.starts]
        self._forget_state()

    def _make_room_for_space(self, piece: ShownPiece, start: int) -> None:
        """Let a space follow the last glyph of what was painted from ``start`` on, should the text want one."""
        for at in range(len(self.stream) - 1, start, -1):
            if self.stream[at] == b"ET":
                piece.space = Space(self.painting.fonts, self.last_font, piece.shown[-1][1])
                self.stream.insert(at, piece.space)
                return

    def artifact(self) -> AbstractContextManager[None]:
        return nullcontext() if self.inside else self._sequence("Artifact", _layout())

    def _sequence(self, tag: str, properties: pydyf.Dictionary) -> AbstractContextManager[None]:
        return _Sequence(self, tag.encode(), properties)


class _Sequence(AbstractContextManager[None]):
    """A marked-content sequence round what is painted in a block."""

    def __init__(self, stream: MarkedStream, tag: bytes, properties: pydyf.Dictionary) -> None:
        self.stream = stream
        self.opening = (b"/" + tag, properties, b"BDC")

    def __enter__(self) -> None:
        self.stream.inside = True
        self.stream.stream += self.opening

    def __exit__(self, *_: object) -> None:
        self.stream.stream.append(b"EMC")
        self.stream.inside = False


_BACKWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def is_backwards(text: str) -> bool:
    """Whether some of ``text`` may run from right to left: blocks of such scripts (Unicode, DerivedBidiClass)."""
    return not text.isascii() and _BACKWARDS.search(text) is not None


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
