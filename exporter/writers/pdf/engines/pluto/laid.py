"""What PlutoBook has laid out: its pages taken apart, held against the document, and made pieces of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from exporter.writers.pdf.engines.frozen import Properties
from exporter.writers.pdf.engines.needs import OTHER
from exporter.writers.pdf.engines.painted import Painted, Piece
from exporter.writers.pdf.engines.pluto import assembled
from exporter.writers.pdf.engines.pluto.column import Column, Key
from exporter.writers.pdf.engines.pluto.content import Gap, Line, Mark, PageContent, Picture, Rewriter
from exporter.writers.pdf.engines.pluto.file import File, Item
from exporter.writers.pdf.engines.pluto.galley import Galley, Reader, Text
from exporter.writers.pdf.engines.pluto.inks import Inks, Wanted
from exporter.writers.pdf.engines.pluto.kept import INLINE, name_of
from exporter.writers.pdf.engines.pluto.letters import BREAK, HYPHEN, SELECTORS, UNKNOWN, UNSEEN, Font, fit, glyphs_of
from exporter.writers.pdf.engines.pluto.misfit import Misfit
from exporter.writers.pdf.engines.pluto.pages import Link, Pages, Sheet
from exporter.writers.pdf.engines.pluto.rows import Break, Rows
from exporter.writers.pdf.engines.pluto.runs import Run

ZERO_WIDTH_SPACE = "\u200b"

ROUNDING = 3.0
"""Points by which a line may seem too long."""


@dataclass(slots=True)
class LaidPage:
    """A page: its content, its box, and the pages of the engine's file that it is from, whose resources it needs.

    ``links`` are those of a page that was cut from galleys; of any other page (None) they are in the engine's file.
    """

    content: PageContent
    box: list[float]
    items: list[Item]
    links: list[Link] | None = None


class Laid:
    """A run, or a window of it, between the engine's file and ours: its elements from ``start`` to before ``end``."""

    def __init__(self, run: Run, inks: Inks, file: File, margin: float, start: int = 0) -> None:
        self.run, self.layout, self.inks, self.file = run, run.layout, inks, file
        self.margin = margin
        self.fonts = assembled.Fonts(file)
        self.painted = Painted(inks.elements)
        self.pages: list[LaidPage] = []
        self.galleys: list[Galley] = []
        self.high: list[Item] = []
        self.all_rows: Rows | None = None
        self.places: dict[int, assembled.Place] = {}
        self.start, self.end = start, len(inks.elements)
        self.is_finished = False

    def read(self, before: int = 0) -> None:
        """Take the pages apart and write their content anew; the first ones, so many as ``before``, are left out."""
        for number, page in enumerate(self.file.pages()[before:]):
            box = page.floats("MediaBox")
            rewriter = Rewriter(number, box[3], self.inks, self._fonts(page))
            content = rewriter.rewrite(self._stream(page))
            self._leave_out_doubles(content)
            self._add(LaidPage(content, box, [page]))

    def read_galleys(self, before: int) -> None:
        """Take high pages apart, which are cut into pages later (``cut``); the first ones are left out."""
        for number, page in enumerate(self.file.pages()[before:]):
            reader = Reader(number, page.floats("MediaBox")[3], self.inks, self._fonts(page))
            galley = reader.read(self._stream(page))
            _leave_out_again(galley, self.inks.heads)
            self.galleys.append(galley)
            self.high.append(page)

    def cut(self, sheet: Sheet, gaps: dict[Key, float]) -> None:
        """Cut the galleys into pages. Raises Unknown where it is not known how far apart two of them are."""
        heights = [page.floats("MediaBox")[3] for page in self.high]
        openings = {self.inks.elements[number] for number in self.run.openings}
        rows = Rows(self.inks, list(zip(heights, self.galleys, strict=True)), self.inks.heads, openings)
        made = Pages(Column(rows, self.galleys, self.inks, gaps, sheet.top), self.galleys, heights, sheet)
        links = [list(assembled.links_of(self.file, page)) for page in self.high]
        for page in made.made(links):
            items = [self.high[number] for number in page.galleys]
            self._add(LaidPage(page.content, [0.0, 0.0, sheet.width, sheet.height], items, page.links))
        self.all_rows = rows

    def _fonts(self, page: Item) -> dict[str, Font]:
        return {name: self.fonts.of(at) for name, at in assembled.font_names(self.file, page).items()}

    def _stream(self, page: Item) -> bytes:
        return self.file.item(page.number("Contents")).content()

    def _add(self, page: LaidPage) -> None:
        self.pages.append(page)
        self._note_places(page.content, page.box[3])
        self._refuse_too_long(page.content, page.box[2] - self.margin)

    def links(self, number: int) -> list[Link]:
        """The links of a page."""
        page = self.pages[number]
        return list(assembled.links_of(self.file, page.items[0])) if page.links is None else page.links

    def _leave_out_doubles(self, content: PageContent) -> None:
        """Paint a table's head once where a page begins with the table: PlutoBook paints it twice in one place."""
        seen: set[tuple[int, float, float, str]] = set()
        for line in [item for item in content.painted if isinstance(item, Line) and item.element in self.inks.heads]:
            place = line.element, round(line.x, 1), round(line.y, 1), line.said()
            if place in seen:
                content.painted[:] = [item for item in content.painted if item is not line]
                start, end = (_index(content.stream, part) for part in (line.mark, line.finish))
                kept = [part for part in content.stream[start:end] if not _shows_text(part)]
                content.stream[start:end] = kept
            seen.add(place)

    def set_right(self, wanted: Wanted) -> int | None:
        """Add to what is wanted what sets right the first page that does not end well; which that is, None for none.

        Each article of a publication has such a page of its own: none of them moves another.
        """
        rows = self.rows()
        wrong = list(rows.wrong())
        if not wrong:
            return None
        made = set() if wanted.has_rooms else self.make_room(wanted, rows, 0)
        wanted.has_rooms = True
        for one in wrong:
            if one.line is None or not made:
                self.begin_earlier(wanted, one)
        return wrong[0].page

    def keep(self, pages: int, end: int) -> None:
        """Leave the pages from ``pages`` on, which begin with the element ``end``, to another window (``flow``)."""
        del self.pages[pages:]
        self.end = end
        self.places = {number: place for number, place in self.places.items() if place[0] < pages}

    def rows(self) -> Rows:
        """The rows of all pages."""
        if self.all_rows is not None:
            return self.all_rows
        heights = [(page.box[3], page.content) for page in self.pages]
        openings = {self.inks.elements[number] for number in self.run.openings}
        return Rows(self.inks, heights, self.inks.heads, openings)

    def make_room(self, wanted: Wanted, rows: Rows, since: int) -> set[int]:
        """Want room for lines from a page on that have to be on one page with those after them; which, by identity.

        Not where something else is wanted already.
        """
        rooms = [room for room in rows.rooms() if room.line.page >= since]
        places = self._starts(room.line for room in rooms)
        made: set[int] = set()
        for room in rooms:
            style = f"height:{room.height:.1f}pt;margin-bottom:-{room.height:.1f}pt;break-inside:avoid"
            if self._cut(wanted, room.line, places[id(room.line)], style):
                made.add(id(room.line))
        return made

    def begin_earlier(self, wanted: Wanted, wrong: Break) -> None:
        """Want a page to begin where it has to."""
        if wrong.line is not None:
            place = self._starts([wrong.line])[id(wrong.line)]
            self._cut(wanted, wrong.line, place, "break-before:page", before_link=True)
        elif wrong.element is None:
            raise Misfit("a page ends where it must not")
        else:
            for element in wrong.above:
                wanted.style(self.inks.numbers[element], "margin-top:0")
            wanted.style(self.inks.numbers[wrong.element], "break-before:page")

    def _cut(
        self, wanted: Wanted, line: Line, place: tuple[int, int], style: str, *, before_link: bool = False
    ) -> bool:
        """Want an empty block where a line begins: never in a link, whose lines after it could not be followed then.

        ``before_link`` has it stand before the link then, and in place of another one; else there is none. Whether
        there is one.
        """
        element = self.inks.elements[line.element]
        link = next((outer for outer in (element, *element.iterancestors()) if outer.get("href")), None)
        while link is not None or place == (0, 0):
            if name_of(element) not in INLINE or (parent := element.getparent()) is None:
                if before_link:
                    wanted.style(self.inks.numbers[element], "break-before:page")
                return False
            if link is not None and place != (0, 0) and not before_link:
                return False
            at = parent.index(element)
            text = (parent.text if not at else parent[at - 1].tail) or ""
            link = None if element is link else link
            element, place = parent, (at, len(text.replace("\xad", "")))
        number = self.inks.numbers[element]
        if not before_link and place in wanted.cuts.get(number, ()):
            return False
        wanted.cut(number, place, style)
        return True

    def _starts(self, lines: Iterable[Line]) -> dict[int, tuple[int, int]]:
        """Where lines begin in their elements' texts, by identity: in which stretch, and how far from its beginning."""
        by_element = self._lines_by_element()
        places: dict[int, tuple[int, int]] = {}
        for number in {line.element: None for line in lines}:
            text, shown = self._said(number), by_element.get(number, [])
            for line, match in zip(shown, fit(text, [line.runs for line in shown]), strict=True):
                before = text[: match.start]
                places[id(line)] = before.count(BREAK), match.start - before.rfind(BREAK) - 1
        return places

    def finish(self) -> None:
        """Make pieces of all that was painted, once the pages are as they stay."""
        if self.is_finished:
            return
        self.is_finished = True
        lines = self._spell()
        self._number(lines)
        self._add_unseen()

    # --- text ---------------------------------------------------------------------------------------------------------

    def _note_places(self, content: PageContent, height: float) -> None:
        for item in content.painted:
            if item.element in self.places:
                continue
            match item:
                case Line():
                    self.places[item.element] = item.page, item.x, height - item.y + item.size
                case Picture():
                    self.places[item.element] = item.page, item.box[0], item.box[3]

    def _refuse_too_long(self, content: PageContent, edge: float) -> None:
        """Raise Misfit for a line that reaches into the margin: this engine breaks no word that is too long."""
        for item in content.painted:
            end = item.end() if isinstance(item, Line) else item.box[2]
            if end > edge + ROUNDING and (not isinstance(item, Line) or item.kerned_end() > edge + ROUNDING):
                raise Misfit(f"a line or picture of page {item.page + 1} is wider than its place")

    def _spell(self) -> dict[int, str]:
        """The text of each line that is content, by the line's identity, once what its glyphs stand for is known."""
        texts: dict[int, str] = {}
        for element, lines in self._lines_by_element().items():
            if element in self.layout.generated:
                texts |= {id(line): line.said() for line in lines}
            else:
                texts |= self._text_of(element, lines)
        self._spell_markers()
        self.fonts.settle()
        return texts

    def _spell_markers(self) -> None:
        """A hyphen in a marker is the sign of a number below zero, U+002D (CSS Counter Styles 3, 3.2)."""
        for page in self.pages:
            for item in page.content.painted:
                if isinstance(item, Line) and item.marker:
                    for font, code in glyphs_of(item.runs):
                        if font.text.get(code) == HYPHEN:
                            font.note(code, "-")

    def _lines_by_element(self) -> dict[int, list[Line]]:
        """The lines that show words of an element's own text, in their order."""
        by_element: dict[int, list[Line]] = {}
        for page in self.pages:
            for item in page.content.painted:
                if isinstance(item, Line) and not item.marker and not item.is_blank():
                    by_element.setdefault(item.element, []).append(item)
        for element in self.inks.heads & by_element.keys():  # painted again on each page that the table reaches
            lines = by_element[element]
            by_element[element] = [line for line in lines if line.page == lines[0].page]
        return by_element

    def _said(self, number: int) -> str:
        """An element's own text, its stretches parted. Nothing is hyphenated: the engine sees no soft hyphens."""
        element = self.inks.elements[number]
        return BREAK.join([element.text or "", *(child.tail or "" for child in element)]).replace("\xad", "")

    def _text_of(self, number: int, lines: list[Line]) -> dict[int, str]:
        text = self._said(number)
        keeps = number in self.inks.as_typed
        found = {}
        for line, match in zip(lines, fit(text, [line.runs for line in lines]), strict=True):
            for font, code, share in match.shares:
                if not share.isascii() and OTHER.search(
                    share
                ):  # drawn, it may be, by the glyph that stands for what a font lacks
                    raise Misfit("a character may have no glyph")
                font.note(code, share)
            start = _indented(text, match.start) if keeps else match.start
            end = match.end
            while text[end : end + 1] and text[end] in SELECTORS:
                end += 1
            said = text[start:end] if keeps else _single_spaced(text[start:end])
            found[id(line)] = " " + said if not keeps and _begins_with_space(line) else said
        return found

    def _number(self, texts: dict[int, str]) -> None:
        """Make pieces of what was painted, numbered page by page in painting order."""
        first_page: dict[int, int] = {}
        for number, page in enumerate(self.pages):
            self.painted.counts.append(0)
            for item in page.content.painted:
                again = item.element in self.inks.heads and first_page.setdefault(item.element, number) != number
                if again or (isinstance(item, Line) and item.is_blank()):
                    item.mark.repeated = again
                    continue
                piece = self._piece(item, self.painted.counts[number], texts)
                item.mark.properties = piece.properties
                self.painted.counts[number] += 1
                self.painted.pieces.setdefault(item.element, []).append(piece)

    def _add_unseen(self) -> None:
        """Give texts that show nothing, in empty items and cells, an empty sequence after what is painted before them.

        Raises Misfit where nothing is painted before them.
        """
        lines = [item for page in self.pages for item in page.content.painted if isinstance(item, Line)]
        last = {line.element: line for line in lines if line.mark.properties is not None}
        shown = {line.element for line in last.values() if not line.marker}
        before: Line | None = None
        for number, element in enumerate(self.inks.elements[self.start : self.end], self.start):
            before = last.get(number, before)
            text = element.text or ""
            if self.inks.names[number] == "li" and not len(element):
                text = text or ZERO_WIDTH_SPACE  # so WeasyPrint fills an empty item: it has a body
            if number in shown or not text or not all(ord(char) in UNSEEN for char in text) or text == "\xad":
                continue
            if before is None:
                raise Misfit("the document begins with what shows nothing")
            mark = Mark()
            before.finish.empty.append(mark)
            properties = mark.properties = Properties(self.painted.counts[before.page])
            piece = Piece(number, before.page, self.painted.counts[before.page], text, False, properties)
            self.painted.counts[before.page] += 1
            self.painted.pieces.setdefault(number, []).append(piece)

    def _piece(self, item: Line | Picture, mcid: int, texts: dict[int, str]) -> Piece:
        properties = Properties(mcid)
        match item:
            case Picture():
                return Piece(item.element, item.page, mcid, "", False, properties, box=item.box)
            case Line():
                spelt = item.said()
                if item.marker and UNKNOWN in spelt:
                    raise Misfit("a list marker has a glyph without a character")
                text = spelt.replace(HYPHEN, "-") if item.marker else texts[id(item)]
                if item.marker and text.strip() != self.inks.markers.get(item.element, text.strip()):
                    raise Misfit(f"a list marker is “{text.strip()}” and not “{self.inks.markers[item.element]}”")
                return Piece(item.element, item.page, mcid, text, item.marker, properties, space=item.gap, spelt=spelt)


def _leave_out_again(galley: Galley, heads: Collection[int]) -> None:
    """Leave out what is painted twice in one place: a table's head, where a page begins with the table."""
    seen: set[tuple[int, float, float, str]] = set()
    for unit in [unit for unit in galley.units if isinstance(unit, Text) and unit.line and unit.line.element in heads]:
        line = unit.line
        place = line.element, round(line.x, 1), round(line.y, 1), line.said()  # type: ignore[union-attr]
        if place in seen:
            galley.units[:] = [other for other in galley.units if other is not unit]
            galley.painted[:] = [item for item in galley.painted if item is not line]
        seen.add(place)


def _index(parts: Sequence[object], wanted: object) -> int:
    """Where a part is; marks that say the same are not the same."""
    return next(at for at, part in enumerate(parts) if part is wanted)


def _shows_text(part: object) -> bool:
    return isinstance(part, Gap) or (isinstance(part, bytes) and part.endswith((b"Tj", b"TJ")))


def _indented(text: str, at: int) -> int:
    """Where the blanks before a place in a line of code begin."""
    while at > 0 and text[at - 1] in " \t":
        at -= 1
    return at


def _single_spaced(text: str) -> str:
    """A text with one space for each stretch of them."""
    words = " ".join(text.split())
    if not words:
        return text and " "
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"


def _begins_with_space(line: Line) -> bool:
    font, codes = next((run for run in line.runs if run[1]), (None, ""))
    return font is not None and font.text[ord(codes[0])][:1].isspace()
