"""Items put together: lists, quotations with who said them, code, definitions, asides, figures.

Everything by what stands beside what, in one pass; captions and headings settle afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from exporter.findings import Finding
from exporter.model import (
    Aside,
    Block,
    BlockQuote,
    Blocks,
    CodeBlock,
    Definition,
    DefinitionItem,
    DefinitionList,
    DisplayMath,
    Figure,
    Image,
    Inlines,
    LineBreak,
    Math,
    Paragraph,
    ParagraphRole,
    Span,
    Table,
    Term,
    Text,
    ThematicBreak,
    plain_text,
)
from exporter.model.nodes import AsideKind
from exporter.readers.sections import Flow, Heading, nest
from exporter.readers.word.captions import Caption, Loose, Titled, kind_of, settle
from exporter.readers.word.inlines import unwrapped, without_dash, words
from exporter.readers.word.items import Item
from exporter.readers.word.lists import take_list
from exporter.readers.word.style_names import ASIDE_KINDS
from exporter.readers.word.typed_lists import with_typed_lists

ROLES = frozenset(["subtitle", "byline", "dateline", "kicker", "standfirst"])
CAPTIONS = frozenset(["caption", "table caption", "credit"])
_DASHED = re.compile(r"\s*(?:[—–―]|--+)\s*(?=\S)")
LONGEST_ATTRIBUTION = 200


def flow_of(items: Iterable[Item]) -> list[Flow]:
    """The blocks and headings that ``items`` make, in order."""
    held = _with_captions(with_typed_lists(list(items)))
    taken = _Taker([item for item in held if item.kind != "empty" or item.id])
    out: list[Loose] = []
    while taken.at < len(taken.items):
        out += taken.next()
    return settle(out)


def _with_captions(items: list[Item]) -> list[Item]:
    """``items`` with a plain line that Word counts (SEQ) beside a table or picture made its caption."""
    made = list(items)
    shown = [at for at, item in enumerate(items) if item.kind != "empty"]
    for before, at, after in zip([-1, *shown], shown, [*shown[1:], -1], strict=False):
        item = items[at]
        plain = item.kind == "text" and item.label is None and item.sequence != ""
        beside = any(other >= 0 and _is_shown(items[other]) for other in (before, after))
        if plain and beside and kind_of(item.content, "", "caption"):
            made[at] = replace(item, kind="caption")
    return made


def _is_shown(item: Item) -> bool:
    """Whether an item is a table, a picture or what stands for one."""
    if item.kind == "table":
        return True
    return item.kind == "text" and bool(item.content) and all(isinstance(node, Image) for node in item.content)


def blocks_of_items(items: Iterable[Item]) -> Blocks:
    """``items`` as blocks in which a heading does not open a section."""
    found: list[Finding] = []
    return nest(flow_of(items), found, base=9)


@dataclass(slots=True)
class _Taker:
    """A place in a sequence of items."""

    items: list[Item]
    at: int = 0

    def next(self) -> Sequence[Loose]:
        """What begins at the place at hand; the place goes on behind it."""
        item = self.items[self.at]
        if item.label is not None and item.kind not in ("heading", "caption", "table caption"):
            made, self.at = take_list(self.items, self.at, blocks_of_items)
            return [made]
        match item.kind:
            case "quote" | "attribution":
                return [self._quote(max(item.level, 1))]
            case "term" | "definition":
                return [self._definitions()]
            case "code":
                return [self._code()]
            case kind if kind.startswith("aside:") or kind == "aside title":
                return [self._styled_aside()]
            case _:
                self.at += 1
                return single(item)

    def _run(self, holds: Callable[[Item], bool]) -> list[Item]:
        """The items from here on for which ``holds`` is true."""
        start = self.at
        while self.at < len(self.items) and holds(self.items[self.at]):
            self.at += 1
        return self.items[start : self.at]

    def _quote(self, depth: int) -> BlockQuote:
        """Neighbouring paragraphs in a quotation style, up to and with who said them; deeper ones are quotes inside."""
        inner: list[Item] = []
        first = self.items[self.at]
        who: Inlines = ()
        while self.at < len(self.items):
            item = self.items[self.at]
            if item.kind not in ("quote", "attribution"):
                break
            level = max(item.level, 1)
            if level > depth:
                inner.append(Item(kind="block", block=self._quote(level)))
            elif level == depth and item.kind == "quote":
                inner.append(replace(item, kind="text"))
                self.at += 1
            elif level == depth:
                who = without_dash(in_language(item))
                self.at += 1
                break
            else:
                break
        blocks = blocks_of_items(inner)
        if not who:
            blocks, who = signed(blocks)
        return BlockQuote(blocks, who, pos=first.pos)

    def _code(self) -> CodeBlock:
        """Neighbouring paragraphs of code are one block of it, a paragraph a line."""
        lines = self._run(lambda item: item.kind == "code")
        text = "\n".join(_typed(item.content) for item in lines)
        return CodeBlock(text.strip("\n"), id=_first_id(lines), pos=lines[0].pos)

    def _definitions(self) -> DefinitionList:
        held = self._run(lambda item: item.kind in ("term", "definition"))
        return definitions(held)

    def _styled_aside(self) -> Aside:
        first = self.items[self.at]
        title: list[Item] = self._run(lambda item: item.kind == "aside title")[:1]
        kind = self.items[self.at].kind if self.at < len(self.items) else "aside:sidebar"
        held = self._run(lambda item: item.kind == kind) if kind.startswith("aside:") else []
        inner = [replace(item, kind="text") for item in held]
        name = kind.removeprefix("aside:") if held else "sidebar"
        made = aside([*title, *inner], name)
        return replace(made, pos=first.pos)


def _typed(content: Inlines) -> str:
    """The characters of a line of code; a space that Word made wide is a space."""
    typed = "".join("\n" if isinstance(node, LineBreak) else plain_text(node) for node in content)
    return typed.replace("\xa0", " ")


def _first_id(items: Iterable[Item]) -> str:
    return next((item.id for item in items if item.id), "")


def in_language(item: Item) -> Inlines:
    """An item's words, in a span when they have a language or direction of their own."""
    return (Span(item.content, lang=item.lang, dir=item.dir),) if item.lang or item.dir else item.content


def single(item: Item) -> Sequence[Loose]:
    """What an item is by itself."""
    match item.kind:
        case "heading" | "title":
            return [Heading(item.level or 1, in_language(item), id=item.id, pos=item.pos)]
        case "group":
            return control(item)
        case "table" if isinstance(item.block, Table):
            return _table(item, item.block)
        case "block":
            return [item.block if not item.id else replace(item.block, id=item.id)] if item.block is not None else []
        case kind if kind in CAPTIONS:
            made = kind_of(item.content, item.sequence, item.kind)
            return [Caption(in_language(item), made, item.id, item.pos)]
        case "break":
            return [ThematicBreak(id=item.id, pos=item.pos)]
        case "empty":
            return []
        case _:
            return [paragraph(item)]


def _table(item: Item, table: Table) -> Sequence[Loose]:
    """A table; the title that Word keeps among its properties names it where no caption does (17.4.59)."""
    title = (Text(item.alias),) if item.alias else ()
    return [Titled(replace(table, id=item.id, lang=item.lang), title)] if title else [replace(table, id=item.id)]


def paragraph(item: Item) -> Block:
    """A paragraph; a formula that stands alone is one that is set apart."""
    only = item.content[0] if len(item.content) == 1 else None
    if isinstance(only, Math):
        return replace(only.displayed(), id=item.id, pos=item.pos)
    role = cast(ParagraphRole, item.kind if item.kind in ROLES else "")
    return Paragraph(item.content, role, id=item.id, lang=item.lang, dir=item.dir, pos=item.pos)


def signed(blocks: Blocks) -> tuple[Blocks, Inlines]:
    """A quotation whose last line begins with a dash, when no other does: that line is who said it."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph):
        return blocks, ()
    breaks = [at for at, node in enumerate(last.content) if isinstance(node, LineBreak)]
    at = breaks[-1] + 1 if breaks else 0
    line, before = last.content[at:], last.content[: max(at - 1, 0)]
    if not _DASHED.match(plain_text(line)) or len(plain_text(line)) > LONGEST_ATTRIBUTION:
        return blocks, ()
    earlier = [*blocks[:-1], *([Paragraph(before)] if before else [])]
    if not earlier or any(_DASHED.match(text) for block in earlier for text in plain_text(block).split("\n")):
        return blocks, ()
    kept = (*blocks[:-1], replace(last, content=before)) if before else blocks[:-1]
    return kept, without_dash(line)


def definitions(held: Sequence[Item]) -> DefinitionList:
    """Terms and what they mean: terms that follow one another share what follows them."""
    made: list[DefinitionItem] = []
    at = 0
    while at < len(held):
        terms: list[Term] = []
        while at < len(held) and held[at].kind == "term":
            one = held[at]
            terms.append(Term(one.content, id=one.id, lang=one.lang, dir=one.dir, pos=one.pos))
            at += 1
        meanings: list[Definition] = []
        while at < len(held) and held[at].kind != "term":
            one = held[at]
            inner = one.inner if one.kind == "group" else (one,)
            plain = [replace(part, kind="text") if part.kind == "definition" else part for part in inner]
            meanings.append(Definition(blocks_of_items(plain), pos=one.pos))
            at += 1
        made.append(DefinitionItem(tuple(terms), tuple(meanings)))
    return DefinitionList(tuple(made), pos=held[0].pos if held else None)


# --- content controls that say what they hold -----------------------------------------------------------------------


def control(item: Item) -> Sequence[Loose]:
    """What a content control of our vocabulary holds (docs/docx.md), or a box that a reader made one."""
    kind, _, more = item.tag.lower().partition(":")
    inner = list(item.inner)
    match kind:
        case "quote":
            return [_quote_control(inner)]
        case "aside":
            return [aside(inner, more or "sidebar", pos_of=item)]
        case "definitions":
            return [definitions(inner)]
        case "figure":
            return [_figure(flow_of(inner))]
        case "description":
            return [Figure((), description=blocks_of_items(inner))]
        case "math" if item.alias:
            return [replace(one, alt=item.alias) if isinstance(one, DisplayMath) else one for one in flow_of(inner)]
        case _:
            return flow_of(inner)


def _quote_control(inner: list[Item]) -> BlockQuote:
    who: Inlines = ()
    if inner and inner[-1].kind == "attribution":
        who = without_dash(in_language(inner.pop()))
    depth = min((item.level for item in inner if item.kind == "quote"), default=1)
    plain = [replace(item, kind="text") if item.kind == "quote" and item.level <= depth else item for item in inner]
    return BlockQuote(blocks_of_items(plain), who)


def aside(inner: list[Item], kind: str, pos_of: Item | None = None) -> Aside:
    """An aside; a heading or title that begins it is its title."""
    title: Inlines = ()
    kept = [item for item in inner if item.kind != "empty"]
    if len(kept) > 1 and kept[0].kind in ("aside title", "heading", "title"):
        title = in_language(kept.pop(0))
    elif len(kept) > 1 and _is_bold_line(kept[0]) and not kept[1].bold:
        title = _plain_words(kept.pop(0))
    plain = [replace(item, kind="text") if item.kind.startswith("aside") else item for item in kept]
    name = cast(AsideKind, kind if kind in ASIDE_KINDS else "sidebar")
    return Aside(blocks_of_items(plain), name, title, pos=None if pos_of is None else pos_of.pos)


def _is_bold_line(item: Item) -> bool:
    return item.kind == "text" and item.bold and item.label is None and len(words(item.content)) < 90


def _plain_words(item: Item) -> Inlines:
    return unwrapped(in_language(item), "strong")


def _figure(flow: Iterable[Flow]) -> Figure:
    """The figures found inside one control, as the one that it is."""
    made = Figure(())
    for block in flow:
        if isinstance(block, Figure):
            made = replace(
                made,
                blocks=made.blocks + block.blocks,
                caption=made.caption + block.caption,
                credit=made.credit + block.credit,
                description=made.description + block.description,
                id=made.id or block.id,
                pos=made.pos or block.pos,
            )
        elif not isinstance(block, Heading) and hasattr(block, "lang"):
            made = replace(made, blocks=(*made.blocks, cast(Block, block)))
    return made
