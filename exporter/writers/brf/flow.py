"""The document as items of a braille file, after Braille Formats (BANA, 2016) and UKAAF's principles (B004).

The title and headings of the first level are centred, those of the second begin in cell 5, deeper ones in cell 7.
Quotes are two cells further in, list items run over two cells further than the deepest item begins, notes stand in
7-5 after the block that refers to them (as literary braille has them), asides are boxed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never, cast

from exporter.model import (
    Abbr,
    Aside,
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    DefinitionList,
    DisplayMath,
    Document,
    Figure,
    Formula,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    Note,
    NoteReference,
    PageMarker,
    Paragraph,
    Quote,
    Row,
    Section,
    Span,
    Styled,
    Table,
    Text,
    ThematicBreak,
)
from exporter.writers.brf.items import Across, Grid, Item, Lines, Part, Parts, PrintPage
from exporter.writers.xhtml.math import signs

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: the language in force, how many cells further in, the heading level."""

    lang: str
    shift: int = 0
    level: int = 1
    note: bool = False

    def inner(self, node: Block | ListItem, shift: int = 0) -> Place:
        """The place inside a node."""
        return replace(self, lang=node.lang or self.lang, shift=self.shift + shift)


@dataclass(slots=True)
class Flow:
    """Gathers the items of a document; ``waiting`` are notes whose block is not over."""

    items: list[Item] = field(default_factory=list)
    waiting: list[tuple[int, Note, str]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    count: int = 0

    def document(self, document: Document) -> list[Item]:
        """All items of a document."""
        place = Place(document.metadata.lang)
        if title := self.words(document.title, place.lang):
            self.items.append(Lines(parts=title, centred=True, after=1, keep=True))
        self.outer(document.blocks, place)
        return self.items

    def outer(self, blocks: Iterable[Block], place: Place) -> None:
        """Blocks between which notes may stand."""
        for node in blocks:
            if isinstance(node, Section):
                inner = replace(place.inner(node), level=node.level_below(place.level))
                if node.title:
                    self._heading(node, inner)
                self._notes(inner)
                self.outer(node.blocks, inner)
            else:
                self.block(node, place)
            self._notes(place)

    def _notes(self, place: Place) -> None:
        while self.waiting:
            number, note, lang = self.waiting.pop(0)
            before = len(self.items)
            self.blocks(note.blocks, Place(note.lang or lang, 4, place.level, note=True))
            for at in range(before, len(self.items)):
                item = self.items[at]
                if isinstance(item, Lines):
                    self.items[at] = replace(item, parts=(Part(f"({number}) ", lang), *item.parts), first=7, over=5)
                    break

    def _heading(self, node: Section, place: Place) -> None:
        parts = self.words(node.title, place.lang)
        if place.level == 2:
            self.items.append(Lines(parts=parts, centred=True, before=1, after=1, keep=True))
        else:
            cell = 5 if place.level == 3 else 7
            self.items.append(Lines(parts=parts, first=cell, over=cell, before=1, keep=True))

    def blocks(self, blocks: Iterable[Block], place: Place) -> None:
        """Blocks one after the other."""
        for node in blocks:
            self.block(node, place)

    def block(self, node: Block, place: Place) -> None:  # noqa: C901  (one case per node)
        """Append the items of a block."""
        inner = place.inner(node)
        match node:
            case Section():
                self._heading(node, replace(inner, level=node.level_below(place.level)))
                self.blocks(node.blocks, replace(inner, level=node.level_below(place.level)))
            case Paragraph():
                self._paragraph(node, inner)
            case BlockQuote():
                self._quote(node, inner)
            case List():
                self._list(node, inner, 0, depth_of(node))
            case DefinitionList():
                for item in node.items:
                    for term in item.terms:
                        self.lines(self.words(term.content, term.lang or inner.lang), inner, 1, 3)
                    for definition in item.definitions:
                        self.blocks(definition.blocks, place.inner(node, 2))
            case CodeBlock():
                for line in node.text.strip("\n").split("\n"):
                    blank = len(line) - len(line.lstrip())
                    first = inner.shift + 1 + min(blank, 12)
                    self.items.append(Lines(parts=(Part(line, inner.lang, exact=True),), first=first, over=first + 4))
            case Table():
                self._table(node, inner)
            case Figure():
                self.blocks(node.blocks, inner)
                for words in (node.caption, node.credit):
                    self.lines(self.words(words, inner.lang), inner, 7, 5)
                self.blocks(node.description, place.inner(node, 4))
            case Aside():
                self.items.append(Across("top"))
                if node.title:
                    self.items.append(Lines(parts=self.words(node.title, inner.lang), centred=True, keep=True))
                self.blocks(node.blocks, inner)
                self.items.append(Across("bottom"))
            case DisplayMath():
                self.lines((Part(formula_words(node), inner.lang),), inner, 3, 5)
            case ThematicBreak():
                self.items.append(Across("break"))
            case PageMarker():
                self.items.append(PrintPage(node.label))
            case _:
                assert_never(node)

    def lines(self, parts: Parts, place: Place, first: int, over: int, before: int = 0) -> None:
        """Append a paragraph where it has words; print pages that begin in it stand before it."""
        if any(part.text.strip() for part in parts):
            at = place.shift
            self.items.append(Lines(parts=parts, first=first + at, over=over + at, before=before))

    def _paragraph(self, node: Paragraph, place: Place) -> None:
        parts = self.words(node.content, place.lang)
        if node.role in ("subtitle", "kicker", "byline", "dateline"):
            self.items.append(Lines(parts=parts, centred=True))
        elif place.note:
            self.lines(parts, place, 3, 1)
        else:
            self.lines(parts, place, 3, 1)

    def _quote(self, node: BlockQuote, place: Place) -> None:
        before = len(self.items)
        self.blocks(node.blocks, replace(place, shift=place.shift + 2))
        self.lines(self.words(node.attribution, place.lang), place, 7, 9)
        self._apart(before)

    def _apart(self, start: int) -> None:
        """A blank line before and after what was added since ``start``."""
        written = [at for at in range(start, len(self.items)) if isinstance(self.items[at], Lines)]
        for at in written[:1]:
            self.items[at] = replace(cast(Lines, self.items[at]), before=1)
        for at in written[-1:]:
            self.items[at] = replace(cast(Lines, self.items[at]), after=1)

    def _list(self, node: List, place: Place, level: int, deepest: int) -> None:
        before = len(self.items)
        over = 2 * deepest + 3 + place.shift
        for number, item in zip(node.numbers, node.items, strict=True):
            inner = place.inner(item)
            marker = f"{counted(node, number)} " if node.ordered else ""
            for at, block in enumerate(item.blocks):
                if isinstance(block, List):
                    self._list(block, inner.inner(block), level + 1, deepest)
                elif isinstance(block, Paragraph):
                    words = self.words(block.content, block.lang or inner.lang)
                    parts = (Part(marker, inner.lang), *words) if at == 0 and marker else words
                    first = 2 * level + 1 + place.shift if at == 0 else over
                    self.items.append(Lines(parts=parts, first=first, over=over))
                else:
                    self.block(block, replace(inner, shift=over - 1))
        if not level:
            self._apart(before)

    def _table(self, node: Table, place: Place) -> None:
        if node.caption:
            self.items.append(Lines(parts=self.words(node.caption, place.lang), centred=True, before=1, keep=True))
        rows = [row for body in node.bodies for row in body.rows] + list(node.foot)
        heads = [self._cells(row, place) for row in node.head]
        head = heads[-1] if heads else ()
        for other in heads[:-1]:
            self.lines(tuple(part for cell in other for part in (*cell, Part("; ", place.lang))), place, 1, 3)
        self.items.append(Grid(head, tuple(self._cells(row, place) for row in rows)))

    def _cells(self, row: Row, place: Place) -> tuple[Parts, ...]:
        return tuple(self._cell(cell.blocks, cell.lang or place.lang) for cell in row.cells)

    def _cell(self, blocks: Iterable[Block], lang: str) -> Parts:
        """The words of a cell in one row, those of several blocks one after the other."""
        kept, self.items = self.items, []
        self.blocks(blocks, Place(lang))
        found, self.items = self.items, kept
        parts: list[Part] = []
        for item in found:
            match item:
                case Lines():
                    parts += [Part(" ", lang), *item.parts] if parts else item.parts
                case Grid():
                    for cell in (*item.heads, *(cell for row in item.rows for cell in row)):
                        parts += [Part(" ", lang), *cell]
                case PrintPage():
                    self.items.append(item)
                case Across():
                    pass
        return tuple(parts)

    # --- words ------------------------------------------------------------------------------------------------------

    def words(self, content: Iterable[Inline], lang: str) -> Parts:
        """The words of inlines, those of one language together."""
        joined: list[Part] = []
        for part in self._inlines(content, lang):
            before = joined[-1] if joined else None
            if before is not None and (before.lang, before.exact) == (part.lang, part.exact):
                joined[-1] = replace(before, text=before.text + part.text)
            elif part.text:
                joined.append(part)
        return tuple(joined)

    def _inlines(self, content: Iterable[Inline], lang: str) -> Iterator[Part]:  # noqa: C901  (one case per node)
        for node in content:
            here = node.lang or lang
            match node:
                case Text():
                    yield Part(node.text, here)
                case Code():
                    yield Part(node.text, here, exact=True)
                case Styled() if node.kind in ("sup", "sub"):
                    table = RAISED if node.kind == "sup" else LOWERED
                    for part in self._inlines(node.content, here):
                        yield replace(part, text=part.text.translate(table))
                case Styled() | Link() | Quote() | Abbr() | Span():
                    yield from self._inlines(node.content, here)
                case Image():
                    if node.alt:
                        yield Part(f"[{node.alt}]", here)
                case Math():
                    yield Part(formula_words(node), here)
                case LineBreak():
                    yield Part(" ", here)
                case Note():
                    self.count += 1
                    self.numbers[node.id] = self.count
                    self.waiting.append((self.count, node, here))
                    yield Part(f" ({self.count})", here)
                case NoteReference():
                    yield Part(f" ({self.numbers.get(node.note, '')})", here)
                case PageMarker():
                    self.items.append(PrintPage(node.label))
                case _:
                    assert_never(node)


def formula_words(node: Formula) -> str:
    """A formula in words, or its signs."""
    return node.alt or signs(node.mathml) or node.tex


def depth_of(node: List) -> int:
    """How many lists stand in one another below this one."""
    inner = [depth_of(block) + 1 for item in node.items for block in item.blocks if isinstance(block, List)]
    return max(inner, default=0)


def counted(node: List, number: int) -> str:
    """The number of an item, in the list's own style, with its full stop."""
    match node.style:
        case "decimal":
            return f"{number}."
        case "lower-alpha" | "upper-alpha":
            letters = ""
            while number > 0:
                number, rest = divmod(number - 1, 26)
                letters = chr(ord("a") + rest) + letters
            return f"{letters if node.style == 'lower-alpha' else letters.upper()}."
        case "lower-roman" | "upper-roman":
            values = zip(ROMAN[0], ROMAN[1], strict=True)
            said = ""
            for value, sign in values:
                said += sign * (number // value)
                number %= value
            return f"{said if node.style == 'lower-roman' else said.upper()}."
        case _:
            assert_never(node.style)


ROMAN = (
    (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
    ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
)
