"""A document as an outline that a person reads: one block a line, what it is first, its words behind it.

Inlines show what they are in brackets: ``<strong words>``, ``<link words → target>``, ``<note blocks>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

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
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Math,
    Note,
    PageMarker,
    Paragraph,
    Quote,
    Section,
    Span,
    Styled,
    Table,
    Text,
    ThematicBreak,
)


def outline(document: Document) -> str:
    """The title and the blocks of a document, one a line."""
    return "\n".join([f"title: {words(document.title)}", *_blocks(document.blocks, 0)]) + "\n"


def words(content: Iterable[Inline]) -> str:
    """Inlines in one line."""
    return "".join(_inline(node) for node in content)


def _inline(node: Inline) -> str:
    name = f"#{node.id} " if node.id else ""
    lang = f"{node.lang}: " if node.lang else ""
    match node:
        case Text():
            return node.text
        case Styled():
            return f"<{node.kind} {name}{words(node.content)}>"
        case Code():
            return f"<code {node.text}>"
        case Link():
            return f"<link {name}{words(node.content)} → {node.target}>"
        case Image():
            return f"<picture {name}{'(nobody has said)' if node.alt is None else node.alt or '(decorative)'}>"
        case Quote():
            return words(node.content)
        case Abbr():
            return f"<abbreviation {words(node.content)} = {node.expansion}>"
        case Span():
            said = node.role or node.datetime
            return f"<span {name}{lang}{said + ' ' if said else ''}{words(node.content)}>"
        case Note():
            return f"<note {' / '.join(_blocks(node.blocks, 0))}>"
        case Math():
            return f"<formula {name}{' '.join(node.tex.split())}>"
        case LineBreak():
            return " ⏎ "
        case PageMarker():
            return f"<page {node.label}>"
        case _:
            return f"<{type(node).__name__}>"


def _blocks(blocks: Iterable[Block], depth: int) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, depth)


def _block(block: Block, depth: int) -> Iterator[str]:
    pad = "  " * depth
    name = f" #{block.id}" if block.id else ""
    match block:
        case Section():
            yield f"{pad}section{name}: {words(block.title)}"
            yield from _blocks(block.blocks, depth + 1)
        case Paragraph():
            yield f"{pad}{block.role or 'paragraph'}{name}: {words(block.content)}"
        case BlockQuote():
            yield f"{pad}quote{name} by: {words(block.attribution) or '(nobody)'}"
            yield from _blocks(block.blocks, depth + 1)
        case List():
            kind = f"{block.style} list from {block.start}" if block.ordered else "list"
            yield f"{pad}{kind}{name}"
            for item in block.items:
                yield from _with_bullet(_blocks(item.blocks, depth + 1), pad)
        case DefinitionList():
            for entry in block.items:
                yield from (f"{pad}term: {words(term.content)}" for term in entry.terms)
                for definition in entry.definitions:
                    yield f"{pad}definition"
                    yield from _blocks(definition.blocks, depth + 1)
        case CodeBlock():
            yield f"{pad}code{name} {block.language}: {block.text!r}"
        case Table():
            yield f"{pad}table{name}: {words(block.caption)}"
            yield from _rows(block, pad)
        case Figure():
            yield f"{pad}figure{name}: {words(block.caption)}{' © ' + words(block.credit) if block.credit else ''}"
            yield from _blocks(block.blocks, depth + 1)
        case Aside():
            yield f"{pad}{block.kind}{name}: {words(block.title)}"
            yield from _blocks(block.blocks, depth + 1)
        case DisplayMath():
            yield f"{pad}formula{name}: {' '.join(block.tex.split())}"
        case ThematicBreak():
            yield f"{pad}break"
        case PageMarker():
            yield f"{pad}page {block.label}"
        case _:
            assert_never(block)


def _with_bullet(lines: Iterator[str], pad: str) -> Iterator[str]:
    first = next(lines, f"{pad}  (empty)")
    yield f"{pad}- {first.strip()}"
    yield from lines


def _rows(table: Table, pad: str) -> Iterator[str]:
    groups = [("head", table.head), *(("row", body.rows) for body in table.bodies), ("foot", table.foot)]
    for name, rows in groups:
        for row in rows:
            cells = []
            for cell in row.cells:
                spans = f" [{cell.rowspan} down, {cell.colspan} across]" if cell.rowspan * cell.colspan > 1 else ""
                cells.append(" / ".join(line.removeprefix("paragraph: ") for line in _blocks(cell.blocks, 0)) + spans)
            yield f"{pad}  {name}: {' | '.join(cells)}"
