"""Paragraphs of a DOCX that belong together: quotations, lists, definitions, figures with captions, asides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import cast

from exporter.model import (
    Aside,
    AsideKind,
    Block,
    BlockQuote,
    CodeBlock,
    Definition,
    DefinitionItem,
    DefinitionList,
    Direction,
    DisplayMath,
    Figure,
    Inlines,
    List,
    ListItem,
    Math,
    Metadata,
    PageMarker,
    Paragraph,
    ParagraphRole,
    Span,
    Term,
    plain_text,
    walk,
)
from exporter.position import Position
from exporter.readback.docx.captions import TABLE_CAPTION, WHOLE, with_captions
from exporter.readback.docx.styles import NUMBER_FORMATS, Level
from exporter.readback.headings import Heading, nest
from exporter.readback.text import without_dash

ASIDE_KINDS: tuple[AsideKind, ...] = ("pullquote", "note", "tip", "warning", "related", "sidebar")


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph, a finished block, or the inside of a content control, before what belongs together is found.

    ``opens`` says that a heading is that of a "part" or an "article" of a publication.
    """

    kind: str
    content: Inlines = ()
    level: int = 0
    number: str = ""
    depth: int = 0
    style: Level | None = None
    count: int = 1
    names: tuple[str, ...] = ()
    indent: int = 0
    quote: int = 0
    id: str = ""
    lang: str = ""
    dir: Direction = ""
    pos: Position | None = None
    block: Block | None = None
    tag: str = ""
    alias: str = ""
    inner: tuple[Item, ...] = ()
    opens: str = ""


@dataclass(slots=True)
class Cursor:
    """A place in a sequence of items."""

    items: list[Item]
    at: int = 0

    def peek(self, ahead: int = 0) -> Item | None:
        """The item at hand (or one further on), None at the end."""
        place = self.at + ahead
        return self.items[place] if place < len(self.items) else None

    def take(self) -> Item:
        """The item at hand, and go on."""
        self.at += 1
        return self.items[self.at - 1]


def group(items: list[Item]) -> list[Block | Heading]:
    """The flow that ``items`` make."""
    cursor = Cursor(items)
    out: list[Block | Heading] = []
    while (item := cursor.peek()) is not None:
        out += _next(cursor, item)
    return with_captions(out)


def _next(cursor: Cursor, item: Item) -> list[Block | Heading]:
    if item.kind in ("quote", "attribution"):
        return [_quote(cursor, item.quote)]
    if item.number and item.kind != "heading":
        return [_list(cursor, item.depth)]
    if _is_definition(item):
        return [_definitions(cursor)]
    if item.kind.startswith("aside:"):
        return [_styled_aside(cursor)]
    cursor.take()
    match item.kind:
        case "heading":
            return [_heading(item)]
        case "group":
            return _control(item)
        case "block" | "table":
            return [replace(item.block, id=item.id) if item.id else item.block] if item.block else []
        case "code":
            return [_code(item), *(node for node in walk(item.content) if isinstance(node, PageMarker))]
        case "caption" | "table caption" | "credit":
            return [_caption(item)]
        case "figure":
            return [Figure((_paragraph(replace(item, kind="text")),))]
        case _:
            return [_paragraph(item)] if item.content else []


def _said(item: Item) -> dict[str, object]:
    return {"id": item.id, "lang": item.lang, "dir": item.dir, "pos": item.pos}


def _heading(item: Item) -> Heading:
    """A heading; its language is that of its words alone, and not of what lies below it."""
    return Heading(
        level=item.level,
        title=_with_language(replace(item, id="")),
        id=item.id,
        role="part" if item.opens == "part" else "",
        metadata=Metadata() if item.opens == "article" else None,
        pos=item.pos,
    )


def _paragraph(item: Item) -> Block:
    if len(item.content) == 1 and isinstance(item.content[0], Math):
        return replace(item.content[0].displayed(), id=item.id)
    role = item.kind.removeprefix("role:") if item.kind.startswith("role:") else ""
    return Paragraph(item.content, cast(ParagraphRole, role), id=item.id, lang=item.lang, dir=item.dir, pos=item.pos)


def _code(item: Item) -> CodeBlock:
    text = plain_text(item.content).removesuffix("\n") if item.content else ""
    return CodeBlock(text, id=item.id, lang=item.lang, pos=item.pos)


def _caption(item: Item) -> Figure:
    """A caption on its own for now; ``with_captions`` finds what it belongs to."""
    inner = _with_language(replace(item, id=""))
    if item.kind == "credit":
        return Figure((), (), inner, id=item.id, pos=item.pos)
    return Figure((), inner, id=(TABLE_CAPTION if item.kind == "table caption" else "") + item.id, pos=item.pos)


def _with_language(item: Item) -> Inlines:
    said = item.id or item.lang or item.dir
    return (Span(item.content, id=item.id, lang=item.lang, dir=item.dir),) if said else item.content


# --- quotations -----------------------------------------------------------------------------------------------------


def _quote(cursor: Cursor, depth: int) -> BlockQuote:
    """Neighbouring paragraphs in a quotation style, up to and with the attribution; deeper ones are quotes inside.

    An empty paragraph in the style Separator stands between two quotes; any other empty paragraph says nothing.
    """
    inner: list[Item] = []
    while (item := cursor.peek()) is not None and item.kind in ("quote", "attribution"):
        if item.quote > depth:
            inner.append(Item("block", block=_quote(cursor, item.quote)))
        elif item.kind == "quote" and item.quote == depth:
            inner.append(replace(cursor.take(), kind="text"))
        else:
            break
    blocks = tuple(nest(group(inner), 9))
    item = cursor.peek()
    if item is not None and item.kind == "attribution" and item.quote == depth:
        cursor.take()
        return BlockQuote(blocks, without_dash(_with_language(item)))
    return BlockQuote(blocks)


def _control(item: Item) -> list[Block | Heading]:
    """What a content control holds: a quotation, an aside, or just its blocks."""
    kind = _kind_of_control(item)
    inner = list(item.inner)
    if kind == "description":
        return [Figure((), (), (), nest(group(inner), 9))]
    if kind == "math" and item.alias:
        return [replace(one, alt=item.alias) if isinstance(one, DisplayMath) else one for one in group(inner)]
    if kind == "figure":
        made = _one_figure(group(inner))
        return [replace(made, id=WHOLE + made.id)]
    if kind in ("quote", "blockquote", "block-quote") or (
        inner and all(one.kind in ("quote", "attribution") for one in inner)
    ):
        return [_quote_control(inner)]
    named = next((name for name in ASIDE_KINDS if name in item.tag.lower()), None)
    if named or "aside" in kind:
        return [_aside(inner, named or "sidebar")]
    return group(inner)


def _quote_control(inner: list[Item]) -> BlockQuote:
    who: Inlines = ()
    if inner and inner[-1].kind == "attribution":
        who = without_dash(_with_language(inner.pop()))
    depth = min((one.quote for one in inner if one.kind == "quote"), default=1)
    plain = _as_text(inner, lambda one: one.kind == "quote" and one.quote == depth)
    return BlockQuote(nest(group(plain), 9), who)


def _as_text(items: Iterable[Item], styled: Callable[[Item], bool]) -> list[Item]:
    """``items`` with those that have the style of what holds them all as plain paragraphs, in figures and descriptions
    too, but not in what has a style of its own.
    """
    plain: list[Item] = []
    for one in items:
        if styled(one):
            one = replace(one, kind="text")
        elif one.kind == "group" and _kind_of_control(one) in ("figure", "description", "math"):
            one = replace(one, inner=tuple(_as_text(one.inner, styled)))
        plain.append(one)
    return plain


def _kind_of_control(item: Item) -> str:
    return item.tag.lower().partition(":")[0].rpartition(".")[2]


# --- asides ---------------------------------------------------------------------------------------------------------


def _aside(inner: list[Item], kind: AsideKind) -> Aside:
    title: Inlines = ()
    name = ""
    if inner and any("title" in style for style in inner[0].names):
        name = inner[0].id  # what leads to an aside leads to its first paragraph
        title = _with_language(inner.pop(0))
    plain = _as_text(inner, lambda one: one.kind.startswith("aside:"))
    return Aside(nest(group(plain), 9), kind, title, id=name)


def _styled_aside(cursor: Cursor) -> Aside:
    inner: list[Item] = []
    while (item := cursor.peek()) is not None and item.kind.startswith("aside:"):
        inner.append(cursor.take())
    said = " ".join(inner[0].names).replace(" ", "")
    return _aside(inner, next((name for name in ASIDE_KINDS if name in said), "sidebar"))


# --- lists ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A list that is being gathered."""

    number: str
    depth: int
    level: Level
    last: str
    items: list[list[Item]] = field(default_factory=list)
    values: list[int | None] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def _list(cursor: Cursor, depth: int) -> List:
    """A list: the items of one number at one depth; what is deeper or continues lies inside the item before it."""
    first = cursor.peek()
    assert first is not None
    made = _Open(first.number, depth, first.style or Level(), first.number)
    while (item := cursor.peek()) is not None:
        if item.number and item.kind != "heading":
            if item.depth < depth or (item.depth == depth and not _is_same_list(item, made)):
                break
            if item.depth == depth:
                follows = not made.counts or item.count == made.counts[-1] + 1
                made.values.append(None if follows else item.count)
                made.counts.append(item.count)
                made.last = item.number
                one = cursor.take()
                made.ids.append("" if one.content else one.id)  # of an item that begins with no paragraph of its own
                made.items.append([replace(one, number="", depth=0)])
            else:
                made.items[-1].append(cursor.take())
        elif item.kind == "continue" and item.depth >= depth:
            made.items[-1].append(replace(cursor.take(), kind="text" if item.depth == depth else item.kind))
        elif item.kind == "group" and (inside := _item_depth(item)):
            if inside - 1 < depth:
                break
            made.items[-1] += cursor.take().inner if inside - 1 == depth else (cursor.take(),)
        elif item.kind in _CONTINUING and _continues(item, first):
            made.items[-1].append(cursor.take())
        else:
            break
    ordered = made.level.format not in ("bullet", "none")
    values = made.values if ordered else [None] * len(made.items)
    every = zip(made.items, values, made.ids, strict=True)
    return List(
        tuple(ListItem(nest(group(inner), 9), value, id=name) for inner, value, name in every),
        ordered,
        made.counts[0] if ordered and made.counts else 1,
        NUMBER_FORMATS.get(made.level.format, "decimal"),
        made.level.delimiter if ordered else "period",
        pos=first.pos,
    )


def _is_same_list(item: Item, made: _Open) -> bool:
    name = item.style.name if item.style is not None else ""
    return item.number == made.last or (name != "" and name == made.level.name)


def _item_depth(item: Item) -> int:
    """How deep in lists a content control says that its blocks go on with an item (``item:2``); 0 when it does not."""
    kind, _, depth = item.tag.partition(":")
    return int(depth) if kind == "item" and depth.isdigit() else 0


_CONTINUING = frozenset(["text", "code", "quote", "attribution", "group"])


def _continues(item: Item, first: Item) -> bool:
    """An unnumbered paragraph as far in as the item's text goes on with the item; a quote's own indent says nothing."""
    if any("quote" in name for name in item.names):
        return False
    return first.indent > 0 and item.indent >= first.indent


def _one_figure(flow: list[Block | Heading]) -> Figure:
    """The figures found inside one control, as the one that it is, with whatever else stands in it."""
    made = Figure(())
    held: list[Block | Heading] = []
    for block in flow:
        if isinstance(block, Figure):
            held += block.blocks
            made = replace(
                made,
                caption=made.caption + block.caption,
                credit=made.credit + block.credit,
                description=made.description + block.description,
                id=made.id or block.id,
            )
        else:
            held.append(block)
    return replace(made, blocks=nest(held, 9))


# --- definitions ----------------------------------------------------------------------------------------------------


def _is_definition(item: Item) -> bool:
    return item.kind in ("term", "definition") or (item.kind == "group" and item.tag == "definition")


def _definitions(cursor: Cursor) -> DefinitionList:
    items: list[DefinitionItem] = []
    while (item := cursor.peek()) is not None and _is_definition(item):
        terms: list[Term] = []
        while (item := cursor.peek()) is not None and item.kind == "term":
            cursor.take()
            terms.append(Term(item.content, id=item.id, lang=item.lang, dir=item.dir, pos=item.pos))
        definitions: list[Definition] = []
        while (item := cursor.peek()) is not None and _is_definition(item) and item.kind != "term":
            one = cursor.take()
            inner = [
                replace(part, kind="text" if part.kind == "definition" else part.kind) for part in one.inner or (one,)
            ]
            definitions.append(Definition(nest(group(inner), 9)))
        items.append(DefinitionItem(tuple(terms), tuple(definitions)))
    return DefinitionList(tuple(items))
