"""What holds paragraphs and tables (body, cell, note, text box) as items in order, and items as blocks.

Content controls round paragraphs are looked into (17.5.2); a table of contents is furniture, the prompt of a control
that nobody has filled in is nobody's words.
"""

from __future__ import annotations

from dataclasses import replace

from exporter.model import Blocks, Note, NoteReference, PageMarker, Paragraph, Styled, Text
from exporter.readers.sections import nest
from exporter.readers.word.grouping import flow_of
from exporter.readers.word.inlines import joined
from exporter.readers.word.items import Item
from exporter.readers.word.ooxml import W14, Element, M, W, is_on, local, parts_of, value
from exporter.readers.word.paragraphs import paragraph_items
from exporter.readers.word.revisions import DELETED, INSERTED, change_of
from exporter.readers.word.runs import PROMPTS
from exporter.readers.word.state import Containers, State
from exporter.readers.word.tables import table_items

VOCABULARY = frozenset(["quote", "definitions", "definition", "figure", "description", "math"])
"""The tags of content controls that say what they hold (docs/docx.md)."""
GALLERIES = ("Table of Contents", "Contents")


def items_of(state: State, container: Element) -> list[Item]:
    """The items of a container, what was split by a deleted paragraph mark or a drop cap put together."""
    return _with_blank_lines(_joined(_items(state, container)))


def _items(state: State, container: Element) -> list[Item]:
    out: list[Item] = []
    for child in parts_of(container):
        match local(child):
            case "p":
                out += paragraph_items(state, child)
            case "tbl":
                out += table_items(state, child)
            case "sdt":
                out += _control(state, child)
            case "bookmarkStart":
                name = child.get(W + "name") or ""
                if name.startswith("page_") and name[5:]:
                    out.append(Item(kind="block", block=PageMarker(name[5:])))
                state.bookmark(name)
            case "altChunk" | "subDoc":
                message = f"a part that Word was to fill in from another file ({local(child)}) was left out"
                state.report("WORD007", message, hint="Open the file in Word and save it; then it is in the text.")
            case "oMathPara" | "oMath" if child.tag.startswith(M):
                wrapped = child.makeelement(W + "p")
                wrapped.append(child)
                out += paragraph_items(state, wrapped)
            case _ if child.tag in INSERTED | DELETED:
                if change_of(state, child) is not None:
                    out += _items(state, child)
            case _:
                pass
    return out


def _control(state: State, made: Element) -> list[Item]:
    properties, content = made.find(W + "sdtPr"), made.find(W + "sdtContent")
    if content is None:
        return []
    if properties is not None:
        gallery = properties.find(f"{W}docPartObj/{W}docPartGallery")
        if gallery is not None and (gallery.get(W + "val") or "") in GALLERIES:
            return []
        if is_on(value(properties, "showingPlcHdr")) and properties.find(W14 + "checkbox") is None:
            state.count(PROMPTS)
            return []
    tag, alias = value(properties, "tag") or "", value(properties, "alias") or ""
    kind = tag.partition(":")[0]
    inner = _items(state, content)
    if kind in VOCABULARY or kind in ("aside", "item"):
        return [Item(kind="group", tag=tag, alias=alias, inner=tuple(_joined(inner)), id="", pos=state.pos)]
    return inner


def _joined(items: list[Item]) -> list[Item]:
    """``items`` with every paragraph that goes on in the next one put together with it."""
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        if last is not None and last.joins and item.kind == "empty":
            out[-1] = replace(last, joins=last.drop_cap or item.joins)
        elif last is not None and last.joins and item.kind not in ("table", "block", "group"):
            kept = item if last.kind in ("text", "empty") else last
            between = (Text(" "),) if last.spaced[1] or item.spaced[0] else ()
            out[-1] = replace(
                kept,
                content=joined(joined(last.content, between), item.content),
                joins=item.joins,
                drop_cap=item.drop_cap,
                id=last.id or item.id,
                label=last.label or item.label,
                pos=last.pos,
            )
        else:
            out.append(item)
    return out


def _with_blank_lines(items: list[Item]) -> list[Item]:
    """``items`` with an empty paragraph between two of code made a blank line of that code."""
    made = list(items)
    for at, item in enumerate(items):
        beside = items[at - 1 : at] + items[at + 1 : at + 2]
        if item.kind == "empty" and len(beside) == 2 and all(one.kind == "code" for one in beside):
            made[at] = replace(item, kind="code")
    return made


def blocks_of(state: State, container: Element) -> Blocks:
    """The blocks of a cell, a note or a box: a heading in them is strong words, no part of the article's outline."""
    return plain_blocks(state, items_of(state, container))


def plain_blocks(state: State, items: list[Item]) -> Blocks:
    """``items`` as blocks without sections and titles."""
    return nest(flow_of([_unheaded(item) for item in items]), state.findings)


def _unheaded(item: Item) -> Item:
    match item.kind:
        case "heading" | "title":
            return replace(item, kind="text", content=(Styled("strong", item.content),) if item.content else ())
        case "subtitle" | "byline" | "dateline" | "kicker" | "standfirst":
            return replace(item, kind="text")
        case "group":
            return replace(item, inner=tuple(map(_unheaded, item.inner)))
        case _:
            return item


def note_of(state: State, kind: str, key: str) -> Note | NoteReference | None:
    """The footnote, endnote or comment ``key`` as a note, or again; None when it is missing, which is reported."""
    if name := state.notes.ids.get((kind, key)):
        return NoteReference(name, pos=state.pos)
    element = state.notes.elements.get((kind, key))
    if element is None:
        state.report("WORD007", f"a {kind} is referred to but is not in the file", once=True)
        return None
    if (kind, key) in state.notes.open:
        return None
    state.notes.open.add((kind, key))
    with state.within(state.notes.parts.get(kind, "")):
        blocks = blocks_of(state, element)
    state.notes.open.discard((kind, key))
    if kind == "comment" and (author := " ".join((element.get(W + "author") or "").split())):
        blocks = _by(author, blocks)
    if not blocks:
        return None
    state.notes.ids[kind, key] = f"{kind}_{key}".replace("-", "_")
    return Note(blocks, id=state.notes.ids[kind, key], pos=state.pos)


def _by(author: str, blocks: Blocks) -> Blocks:
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph):
        return (replace(first, content=(Text(f"{author}: "), *first.content)), *blocks[1:])
    return (Paragraph((Text(f"{author}:"),)), *blocks)


CONTAINERS = Containers(items_of, blocks_of, note_of)

__all__ = ["CONTAINERS", "blocks_of", "items_of", "note_of", "plain_blocks"]
