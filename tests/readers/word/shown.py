"""Documents as short lines, so that a test says in one list what a Word file is read as."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exporter.model import (
    Aside,
    BlockQuote,
    Code,
    CodeBlock,
    Document,
    Figure,
    Image,
    LineBreak,
    Link,
    List,
    Math,
    Note,
    Paragraph,
    Quote,
    Section,
    Span,
    Styled,
    Table,
    Text,
    ThematicBreak,
    plain_text,
)
from exporter.model.numerals import labels


def shown(document: Document) -> list[str]:
    """The title and the blocks of a document, two blanks for each level."""
    return [f"= {inline(document.title)}", *blocks(document.blocks)]


def inline(content: Iterable[Any]) -> str:
    """Words with their links, looks and pictures."""
    out = ""
    for node in content:
        match node:
            case Text():
                out += node.text
            case LineBreak():
                out += "/"
            case Styled():
                out += f"<{node.kind}>{inline(node.content)}</>"
            case Link():
                out += f"[{inline(node.content)}]({node.target})"
            case Code():
                out += f"`{node.text}`"
            case Image():
                out += f"!({node.alt})"
            case Math():
                out += "$" + " ".join(plain_text(node).split()) + "$"
            case Note():
                out += "^" + " / ".join(inline(getattr(block, "content", ())) for block in node.blocks)
            case Span() | Quote():
                out += inline(node.content)
            case _:
                out += type(node).__name__
    return out


def blocks(held: Iterable[Any], depth: int = 0) -> list[str]:
    """Blocks as lines."""
    out: list[str] = []
    before = "  " * depth
    for block in held:
        match block:
            case Section():
                out += [f"{before}# {inline(block.title)}", *blocks(block.blocks, depth)]
            case Paragraph():
                role = f"{block.role}: " if block.role else ""
                out.append(f"{before}{role}{inline(block.content)}")
            case List():
                for item, label in zip(block.items, labels(block), strict=True):
                    inner = blocks(item.blocks, depth + 1)
                    out += [
                        f"{before}{label if block.ordered else '-'} {inner[0].lstrip()}" if inner else before,
                        *inner[1:],
                    ]
            case Table():
                out += table(block, before)
            case Figure():
                out += [f"{before}figure: {inline(block.caption)}", *blocks(block.blocks, depth + 1)]
            case Aside():
                out += [f"{before}aside: {inline(block.title)}".rstrip(), *blocks(block.blocks, depth + 1)]
            case BlockQuote():
                out += [f"{before}quote: {inline(block.attribution)}".rstrip(), *blocks(block.blocks, depth + 1)]
            case CodeBlock():
                out.append(f"{before}code: {block.text!r}")
            case ThematicBreak():
                out.append(f"{before}***")
            case _:
                out.append(f"{before}{type(block).__name__}: {' '.join(plain_text(block).split())}")
    return out


def table(node: Table, before: str = "") -> list[str]:
    """A table: ``!`` before a head of a column, ``>`` before one of a row."""
    out = [f"{before}table: {inline(node.caption)} | {node.description}".rstrip(" |")]
    for row in (*node.head, *(row for body in node.bodies for row in body.rows), *node.foot):
        cells = []
        for cell in row.cells:
            sign = "" if not cell.header else ">" if cell.scope.startswith("row") else "!"
            span = f"{cell.colspan}x{cell.rowspan} " if cell.colspan * cell.rowspan > 1 else ""
            cells.append(f"{span}{sign}{' '.join(plain_text(cell.blocks).split())}")
        out.append(before + "  " + " | ".join(cells))
    return out
