"""From labelled pieces to the document model: sections, block quotes, lists, tables, figures, the masthead.

Nothing is decided here; each label becomes its node, with the place in the source where the piece begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from exporter.findings import Finding, finding
from exporter.model import (
    Block,
    BlockQuote,
    Cell,
    CodeBlock,
    Document,
    Figure,
    HeaderScope,
    Inline,
    Inlines,
    LineBreak,
    List,
    ListItem,
    Metadata,
    Paragraph,
    ParagraphRole,
    Person,
    Row,
    Section,
    Table,
    TableBody,
    Text,
    ThematicBreak,
    plain_text,
)
from exporter.position import Position
from exporter.readers.sections import Flow, Heading
from exporter.readers.sections import nest as nest_levels
from exporter.readers.text.blocks import is_line
from exporter.readers.text.captions import credit_offset
from exporter.readers.text.labels import Draft, Kind
from exporter.readers.text.lexicon import says
from exporter.readers.text.lines import Layout, Piece
from exporter.readers.text.lists import item_marker, item_number
from exporter.readers.text.marks import BULLET, TICKER
from exporter.readers.text.masthead import authors_of, is_trade
from exporter.readers.text.quotes import without_dash
from exporter.readers.text.repairs import missing_spaces
from exporter.readers.text.signatures import DASH
from exporter.readers.text.tables import cells_of
from exporter.readers.text.times import says_how_new

ROLES: dict[Kind, ParagraphRole] = {
    "kicker": "kicker",
    "byline": "byline",
    "dateline": "dateline",
    "standfirst": "standfirst",
    "subtitle": "subtitle",
}


@dataclass(slots=True)
class Builder:
    """The draft, the text's raw lines (for code), whether furniture is kept, and what is found while building."""

    draft: Draft
    raw: Sequence[str]
    keep_all: bool
    findings: list[Finding] = field(default_factory=list)

    def document(self, lang: str) -> Document:
        """The whole document."""
        title, start = self._title()
        kinds = list(self._blocks(start))
        head = [block for kind, block in kinds if kind in ROLES and isinstance(block, Paragraph)]
        blocks = tuple(self._nested(_times_under_headings(kinds)))
        by_role = {block.role: plain_text(block.content) for block in reversed(head)}
        metadata = Metadata(
            title=plain_text(title),
            subtitle=by_role.get("subtitle", ""),
            description=by_role.get("standfirst", ""),
            authors=self._authors(head),
            lang=lang,
        )
        return Document(metadata=metadata, title=title, blocks=blocks)

    def _nested(self, flat: Sequence[Block]) -> tuple[Block, ...]:
        """``flat`` in sections: by the levels that somebody has said, else as ``nest`` infers them."""
        levels = [max(2, self.draft.labels[at].level) for at in range(len(self.draft.labels)) if self._is_heading(at)]
        if max(levels, default=2) == 2:
            return nest(flat)
        said = iter(levels)
        flow: list[Flow] = [
            Heading(next(said), block.title, pos=block.pos) if isinstance(block, Section) else block for block in flat
        ]
        return nest_levels(flow, self.findings)

    def _is_heading(self, index: int) -> bool:
        return self.draft.kind(index) == "heading"

    def _authors(self, head: Sequence[Paragraph]) -> tuple[Person, ...]:
        found: list[Person] = []
        for at, block in enumerate(head):
            text = plain_text(block.content)
            under_another = at > 0 and head[at - 1].role == "byline"
            if block.role == "byline" and not (under_another and is_trade(text)):
                found.extend(authors_of(text))
        return tuple(found)

    def _title(self) -> tuple[Inlines, int]:
        for index in range(len(self.draft.pieces)):
            if self.draft.kind(index) == "title":
                return self._inlines(self.draft.pieces[index], self.draft.labels[index].cut), index
        return (), -1

    def _blocks(self, title: int) -> Iterator[tuple[Kind, Block]]:
        index = 0
        while index < len(self.draft.pieces):
            if index == title:
                index += 1
                continue
            end = self._end(index)
            block = self._block(index, end)
            if block is not None:
                yield self.draft.kind(index), block
            index = end

    def _end(self, index: int) -> int:
        label = self.draft.labels[index]
        end = index + 1
        while label.group and end < len(self.draft.labels) and self.draft.labels[end].group == label.group:
            end += 1
        return end

    def _block(self, index: int, end: int) -> Block | None:
        kind = self.draft.kind(index)
        piece = self.draft.pieces[index]
        if kind == "underline":
            return None
        if kind == "furniture":
            return self._paragraph(piece) if self.keep_all else None
        if kind in ROLES:
            return Paragraph(self._inlines(piece, *_between_marks(piece.text)), role=ROLES[kind], pos=piece.pos)
        if kind == "time":
            role: ParagraphRole = "kicker" if says_how_new(piece.text) else "dateline"
            return Paragraph(self._inlines(piece, *_between_marks(piece.text)), role=role, pos=piece.pos)
        make = _MAKERS.get(kind)
        return make(self, index, end) if make else self._paragraph(*self.draft.pieces[index:end])

    def _paragraph(self, *pieces: Piece) -> Paragraph:
        """A paragraph of ``pieces``, each on a line of its own."""
        content: list[Inline] = []
        for piece in pieces:
            content.extend((LineBreak(pos=piece.pos), *self._inlines(piece)) if content else self._inlines(piece))
        return Paragraph(tuple(content), pos=pieces[0].pos)

    def _inlines(self, piece: Piece, start: int = 0, end: int | None = None) -> Inlines:
        """The text of ``piece`` from ``start`` to ``end``, with missing spaces put in and reported."""
        text = piece.text[start:end].strip(" ")
        mended, repairs = missing_spaces(text)
        for repair in repairs:
            message = f"a space was put in after “{repair.before[-24:]}”, before “{repair.after[:24]}”"
            self.findings.append(finding("TXT003", message, piece.position(start + repair.offset), certainty=0.9))
        return (Text(mended, pos=piece.position(start)),) if mended else ()


def _heading(builder: Builder, index: int, end: int) -> Block:
    piece = builder.draft.pieces[index]
    return Section(
        builder._inlines(piece, *_between_marks(piece.text, builder.draft.labels[index].cut)), (), pos=piece.pos
    )


def _between_marks(text: str, cut: int = 0) -> tuple[int, int | None]:
    """Where the words begin and end of a line that has its mark before it, or stands between those of a ticker."""
    ticker = TICKER.match(text)
    bullet = BULLET.match(text)
    return ticker.span(2) if ticker else (cut or (bullet.end() if bullet else 0), None)


def _break(builder: Builder, index: int, end: int) -> Block:
    return ThematicBreak(pos=builder.draft.pieces[index].pos)


def _quote(builder: Builder, index: int, end: int) -> Block:
    blocks: list[Block] = []
    attribution: list[Inline] = []
    lines: list[Piece] = []
    for at in range(index, end):
        piece, label = builder.draft.pieces[at], builder.draft.labels[at]
        if label.kind == "attribution":
            dash = DASH.match(piece.text)
            if attribution:
                attribution.append(LineBreak(pos=piece.pos))
            attribution.extend(builder._inlines(piece, dash.end() if dash else 0))
        elif label.cut:
            words = without_dash(piece.text[: label.cut])
            blocks.append(Paragraph(builder._inlines(piece, 0, len(words)), pos=piece.pos))
            attribution.extend(builder._inlines(piece, label.cut))
        elif lines and builder.draft.adjacent(at) and builder.draft.layout is not Layout.dense and is_line(piece.text):
            lines.append(piece)
            blocks[-1] = builder._paragraph(*lines)
            continue
        else:
            blocks.append(builder._paragraph(piece))
            lines = [piece] if is_line(piece.text) else []
            continue
        lines = []
    return BlockQuote(tuple(blocks), tuple(attribution), pos=builder.draft.pieces[index].pos)


def speaker_of(draft: Draft, index: int) -> str:
    """The words of piece ``index`` that name a speaker, without the dash before them."""
    text, cut = draft.text(index), draft.labels[index].cut
    dash = DASH.match(text)
    return text[cut or (dash.end() if dash else 0) :].strip()


def _list(builder: Builder, index: int, end: int) -> Block:
    items = _items(builder.draft.pieces[index:end])
    numbers = [item_number(item[0].text) for item in items]
    ordered = all(number >= 0 for number in numbers)
    return List(
        tuple(ListItem((_item(builder, item),), pos=item[0].pos) for item in items),
        ordered=ordered,
        start=numbers[0] if ordered else 1,
        pos=items[0][0].pos,
    )


def _items(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each item: in a numbered list a line without a number belongs to the item above it."""
    numbered = item_number(pieces[0].text) >= 0
    items: list[list[Piece]] = []
    for piece in pieces:
        if items and numbered and not item_marker(piece.text):
            items[-1].append(piece)
        else:
            items.append([piece])
    return items


def _item(builder: Builder, pieces: Sequence[Piece]) -> Paragraph:
    content = builder._inlines(pieces[0], len(item_marker(pieces[0].text)))
    for piece in pieces[1:]:
        content = (*content, LineBreak(pos=piece.pos), *builder._inlines(piece))
    return Paragraph(content, pos=pieces[0].pos)


def _caption(builder: Builder, index: int, end: int) -> Block:
    piece = builder.draft.pieces[index]
    at = credit_offset(piece.text)
    if at < 0:
        return Figure((), builder._inlines(piece), pos=piece.pos)
    while at > 0 and piece.text[at - 1] in "([":
        at -= 1
    return Figure((), builder._inlines(piece, 0, at), builder._inlines(piece, at), pos=piece.pos)


def _table(builder: Builder, index: int, end: int) -> Block:
    pieces = builder.draft.pieces[index:end]
    first = next((at for at, piece in enumerate(pieces) if "\t" in piece.lines[0].text), -1)
    if first < 0:
        return _code(builder, index, end)  # tabs further on: rows that cannot be told, kept as typed
    caption: list[Inline] = []
    for piece in pieces[:first]:
        caption.extend((Text(" "), *builder._inlines(piece)) if caption else builder._inlines(piece))
    rows = [_row(builder, piece) for piece in pieces[first:]]
    width = max(len(row.cells) for row in rows)
    full = [
        Row((*row.cells, *(Cell((), pos=row.pos) for _ in range(width - len(row.cells)))), pos=row.pos) for row in rows
    ]
    headers = builder.draft.labels[index + first].headers
    heads = 1 if headers else 0
    if headers:
        full[0] = _headed(full[0], "col", width)
    if headers == "columns and rows":
        full[1:] = [_headed(row, "row", 1) for row in full[1:]]
    body = (TableBody(tuple(full[heads:])),)
    return Table(body, head=tuple(full[:heads]), caption=tuple(caption), pos=builder.draft.pieces[index].pos)


def _row(builder: Builder, piece: Piece) -> Row:
    cells = []
    typed = piece.lines[0].text if len(piece.lines) == 1 else piece.text  # one cell, wrapped
    for words in cells_of(typed):
        content: Inlines = (Text(words, pos=piece.pos),) if words else ()
        cells.append(Cell((Paragraph(content, pos=piece.pos),) if content else (), pos=piece.pos))
    return Row(tuple(cells), pos=piece.pos)


def _headed(row: Row, scope: HeaderScope, count: int) -> Row:
    """``row`` with its first ``count`` cells as headers, except those that are empty."""
    cells = (
        replace(cell, header=True, scope=scope) if at < count and cell.blocks else cell
        for at, cell in enumerate(row.cells)
    )
    return replace(row, cells=tuple(cells))


def _code(builder: Builder, index: int, end: int) -> Block:
    first = builder.draft.pieces[index].lines[0].number
    last = builder.draft.pieces[end - 1].lines[-1].number
    return CodeBlock("\n".join(line.rstrip() for line in builder.raw[first - 1 : last]), pos=Position(first))


_MAKERS: dict[Kind, Callable[[Builder, int, int], Block]] = {
    "heading": _heading,
    "break": _break,
    "quote": _quote,
    "attribution": _quote,
    "item": _list,
    "caption": _caption,
    "table": _table,
    "code": _code,
}


def _times_under_headings(kinds: Sequence[tuple[Kind, Block]]) -> list[Block]:
    """The blocks, each time of an entry after the headline below it: a section holds what follows its title."""
    flat: list[Block] = []
    waiting: list[Block] = []
    for kind, block in kinds:
        if kind == "time":
            waiting.append(block)
            continue
        flat.extend((block, *waiting) if isinstance(block, Section) else (*waiting, block))
        waiting.clear()
    return [*flat, *waiting]


def nest(flat: Sequence[Block]) -> tuple[Block, ...]:
    """``flat`` with each section holding what follows its title.

    A live page has one short heading over all its entries ("Live updates"), with nothing between it and the first: that
    section holds the others. Elsewhere text cannot show levels, so sections stand side by side.
    """
    parts = _split(flat)
    holder = next((at for at, (head, body) in enumerate(parts) if head and not body and _is_live(head)), -1)
    if holder < 0 or holder + 1 >= len(parts):
        return _flat_sections(parts)
    before, (live, _) = parts[:holder], parts[holder]
    assert live is not None
    inner = _flat_sections(parts[holder + 1 :])
    return (*_flat_sections(before), Section(live.title, inner, pos=live.pos))


def _is_live(head: Section) -> bool:
    title = plain_text(head.title)
    return len(title) <= 40 and says("live-head", title)


def _split(flat: Sequence[Block]) -> list[tuple[Section | None, list[Block]]]:
    parts: list[tuple[Section | None, list[Block]]] = [(None, [])]
    for block in flat:
        if isinstance(block, Section):
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    return parts


def _flat_sections(parts: Sequence[tuple[Section | None, list[Block]]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for head, body in parts:
        if head is None:
            blocks.extend(body)
        else:
            blocks.append(Section(head.title, tuple(body), pos=head.pos))
    return tuple(blocks)
