"""Braille cells as lines of 40 and pages of 25 (Braille Formats 2016, 1.4), in the ASCII code of BRF files.

Braille page numbers stand at the end of the last line. Where the article has the pages of a printed edition, their
numbers stand at the end of the first line, with a letter before them on the pages that go on, and a line across with
the number marks where a new one begins (1.13).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from exporter.writers.brf.items import Across, Grid, Item, Lines, Parts, PrintPage

WIDTH = 40
HEIGHT = 25
BLANK = "\u2800"
ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
"""The signs of BRF for the 64 cells of six dots, in their order (North American ASCII braille)."""
BETWEEN = 2
"""Blank cells between two columns."""
TOP, BOTTOM, UNDER, NEW_PAGE = "⠶", "⠛", "⠒", "⠤"

Cells = Callable[[Parts], str]
"""Words in braille."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``keep`` has it stand on the page of the next one. ``page`` is a print page that begins with it."""

    cells: str
    keep: bool = False
    page: str | None = None


@dataclass(slots=True)
class Setting:
    """Sets items as lines. ``cells`` translates."""

    cells: Cells
    lines: list[Line] = field(default_factory=list)

    def all(self, items: Sequence[Item]) -> list[Line]:
        """The lines of all items."""
        for item in items:
            match item:
                case Lines():
                    self._paragraph(item)
                case Grid():
                    self._table(item)
                case Across():
                    self._across(item)
                case PrintPage():
                    self.lines.append(Line("", page=item.label))
        return self.lines

    def blank(self) -> None:
        """A blank line, unless one stands there already or nothing does."""
        before = next((line for line in reversed(self.lines) if line.page is None), None)
        if before is not None and before.cells:
            self.lines.append(Line(""))

    def _paragraph(self, item: Lines) -> None:
        if item.before:
            self.blank()
        words = self.cells(item.parts)
        if item.centred:
            made = [centred(line) for line in wrapped(words, WIDTH - 6, WIDTH - 6)]
        else:
            first, over = min(item.first, 21) - 1, min(item.over, 21) - 1
            rows = wrapped(words, WIDTH - first, WIDTH - over)
            made = [BLANK * (first if at == 0 else over) + row for at, row in enumerate(rows)]
        self.lines += [Line(line, keep=item.keep) for line in made]
        if item.after:
            self.blank()

    def _across(self, item: Across) -> None:
        match item.kind:
            case "top":
                self.blank()
                self.lines.append(Line(TOP * WIDTH, keep=True))
            case "bottom":
                self.lines.append(Line(BOTTOM * WIDTH))
                self.lines.append(Line(""))
            case "break":
                self.blank()
                self.lines.append(Line(centred(UNDER * 12)))
                self.blank()

    def _table(self, item: Grid) -> None:
        """In columns where each row fits in one line, else row by row with the heads before their cells (11.16)."""
        rows = [[self.cells(cell) for cell in row] for row in item.rows]
        heads = [self.cells(cell) for cell in item.heads]
        count = max(map(len, [heads, *rows]), default=0)
        if not count:
            return
        self.blank()
        grid = [[*row, *[""] * (count - len(row))] for row in ([heads] if heads else []) + rows]
        widths = [max(len(row[at]) for row in grid) for at in range(count)]
        if sum(widths) + BETWEEN * (count - 1) <= WIDTH:
            self._columns(grid, widths, headed=bool(heads))
        else:
            self._listed(rows, heads)
        self.blank()

    def _columns(self, grid: list[list[str]], widths: list[int], *, headed: bool) -> None:
        between = BLANK * BETWEEN
        for number, row in enumerate(grid):
            padded = [cell + BLANK * (width - len(cell)) for cell, width in zip(row, widths, strict=True)]
            self.lines.append(Line(between.join(padded).rstrip(BLANK), keep=number == 0))
            if headed and number == 0:
                self.lines.append(Line(between.join(UNDER * width for width in widths), keep=True))

    def _listed(self, rows: list[list[str]], heads: list[str]) -> None:
        made = wrapped((SEMICOLON + BLANK).join(head for head in heads if head), WIDTH, WIDTH - 4)
        self.lines += [Line(BLANK * (4 if at else 0) + line, keep=True) for at, line in enumerate(made) if line]
        for row in rows:
            for at, cell in enumerate(row):
                head = heads[at] if at < len(heads) else ""
                if not cell:
                    continue
                text = f"{head}{COLON}{BLANK}{cell}" if head and at else cell
                first = 1 if at == 0 else 3
                made = wrapped(text, WIDTH - first + 1, WIDTH - first - 1)
                lines = [BLANK * (first - 1 + (2 if number else 0)) + line for number, line in enumerate(made)]
                self.lines += [Line(line, keep=at == 0) for line in lines]


COLON, SEMICOLON = "⠒", "⠆"


def wrapped(text: str, first: int, over: int) -> list[str]:
    """Words in lines, the first of ``first`` cells; a word longer than a line is broken where the line ends."""
    lines: list[str] = []
    row = ""
    for word in text.split(BLANK):
        rest = word
        width = over if lines else first
        if row and len(row) + 1 + len(rest) > width:
            lines.append(row)
            row, width = "", over
        while len(rest) > width:
            lines.append(rest[:width])
            rest, width = rest[width:], over
        row = f"{row}{BLANK}{rest}" if row else rest
    return [*lines, row] if row or not lines else lines


def centred(line: str) -> str:
    """A line in the middle of the page."""
    return BLANK * ((WIDTH - len(line)) // 2) + line


def paged(lines: Sequence[Line], number: Callable[[str], str]) -> list[list[str]]:
    """The lines of each page. ``number`` puts a page's number or letter in braille."""
    printed = any(line.page is not None for line in lines)
    pages: list[list[str]] = []
    page: list[str] = []
    label, part = "", 0
    room = HEIGHT - 1

    def begin() -> None:
        nonlocal part
        page[:] = [_right(number(continued(label, part)) if label else "")] if printed else []
        part += 1

    def end() -> None:
        filled = [*page, *[""] * (room - len(page)), _right(number(str(len(pages) + 1)))]
        pages.append([line.rstrip(BLANK) for line in filled])
        begin()

    begin()
    for at, line in enumerate(lines):
        empty = len(page) <= int(printed)
        if line.page is not None:
            label, part = line.page, 0
            if empty:
                begin()
            else:
                mark = number(label)
                page.append(NEW_PAGE * (WIDTH - len(mark)) + mark)
                part = 1
            if len(page) >= room:
                end()
            continue
        if not line.cells and empty:
            continue
        if not empty and len(page) + needed(lines, at) > room:
            end()
            if not line.cells:
                continue
        page.append(line.cells)
    if len(page) > int(printed) or not pages:
        end()
    return pages


def needed(lines: Sequence[Line], at: int) -> int:
    """How many lines from here on stand on one page: what is kept, and two lines of what follows."""
    count = 1
    while at + count < len(lines) and lines[at + count - 1].keep and count < HEIGHT // 2:
        count += 1
    return count + int(count > 1 and at + count < len(lines) and bool(lines[at + count].cells))


def continued(label: str, part: int) -> str:
    """The number of a print page on its braille pages: 7, a7, b7."""
    return label if part == 0 else f"{chr(ord('a') + min(part - 1, 25))}{label}"


def _right(cells: str) -> str:
    return BLANK * (WIDTH - len(cells)) + cells


def as_ascii(pages: Sequence[Sequence[str]]) -> bytes:
    """The file: lines end with carriage return and line feed, pages with a form feed."""
    text = "".join("".join(f"{_in_ascii(line)}\r\n" for line in page) + "\f" for page in pages)
    return text.encode("ascii")


def _in_ascii(line: str) -> str:
    return "".join(ASCII[(ord(cell) - 0x2800) & 0x3F] for cell in line)
