"""What a document says, as a flat list of facts in reading order, for comparing with what is expected of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exporter.model import (
    Aside,
    BlockQuote,
    CodeBlock,
    DefinitionList,
    DisplayMath,
    Document,
    Figure,
    Image,
    Link,
    List,
    Note,
    Paragraph,
    Section,
    Span,
    Styled,
    Table,
    ThematicBreak,
    plain_text,
    walk,
)

Fact = tuple[Any, ...]


def squeezed(text: str) -> str:
    """Words with single spaces between them."""
    return " ".join(text.replace("\xa0", " ").split())


def facts(document: Document) -> list[Fact]:
    """Everything the document says, in order."""
    made: list[Fact] = [("title", squeezed(plain_text(document.title)))]
    made.extend(_blocks(document.blocks, 1, 0))
    return made


def _blocks(blocks: Any, level: int, depth: int) -> Iterator[Fact]:
    for block in blocks:
        match block:
            case Section():
                yield "h", level + 1, squeezed(plain_text(block.title))
                yield from _blocks(block.blocks, level + 1, depth)
            case Paragraph():
                yield from _paragraph(block)
            case BlockQuote():
                said = squeezed(" ".join(plain_text(part) for part in block.blocks))
                yield "quote", said, squeezed(plain_text(block.attribution)) or None
            case List():
                for item in block.items:
                    first = next((part for part in item.blocks if isinstance(part, Paragraph)), None)
                    yield "li", depth + 1, block.ordered, squeezed(plain_text(first)) if first else ""
                    yield from _blocks([part for part in item.blocks if part is not first], level, depth + 1)
            case CodeBlock():
                yield "code", block.text
            case Table():
                yield from _table(block)
            case Figure():
                yield from _figure(block, level)
            case Aside():
                if block.title:
                    yield "p", squeezed(plain_text(block.title)), ""
                yield from _blocks(block.blocks, level, depth)
            case DefinitionList():
                for entry in block.items:
                    for term in entry.terms:
                        yield "p", squeezed(plain_text(term)), ""
                    for definition in entry.definitions:
                        yield from _blocks(definition.blocks, level, depth)
            case ThematicBreak():
                yield ("hr",)
            case _:
                yield "other", type(block).__name__


def _paragraph(block: Paragraph) -> Iterator[Fact]:
    words = squeezed(plain_text(block))
    pictures = [node for node in walk(block) if isinstance(node, Image)]
    links = [node for node in walk(block) if isinstance(node, Link)]
    for picture in pictures:
        yield "picture", picture.alt, "", ""
    if words:
        yield "p", words, block.role
    for link in links:
        yield "link", squeezed(plain_text(link)), link.target


def _figure(block: Figure, level: int) -> Iterator[Fact]:
    pictures = [node for node in walk(block.blocks) if isinstance(node, Image)]
    missing = [node for node in walk(block.blocks) if isinstance(node, Span) and node.role == "missing-image"]
    caption, credit = squeezed(plain_text(block.caption)), squeezed(plain_text(block.credit))
    for picture in pictures:
        yield "picture", picture.alt, caption, credit
    for node in missing:
        yield "missing", squeezed(plain_text(node)), caption, credit
    if not pictures and not missing:
        yield from _blocks(block.blocks, level, 0)
        yield "p", caption, ""


def _table(block: Table) -> Iterator[Fact]:
    rows = [*block.head, *(row for body in block.bodies for row in body.rows), *block.foot]
    cells = [[squeezed(plain_text(cell)) for cell in row.cells] for row in rows]
    across = bool(block.head) or (bool(rows) and all(cell.header for cell in rows[0].cells))
    down = len(rows) > 1 and all(row.cells[0].header for row in rows[1:])
    headers = "both" if across and down else "row" if across else "col" if down else ""
    yield "table", cells, headers, squeezed(plain_text(block.caption))


def links_of(document: Document) -> list[tuple[str, str]]:
    """Words and target of every link."""
    return [(squeezed(plain_text(node)), node.target) for node in walk(document) if isinstance(node, Link)]


def styled(document: Document, kind: str) -> list[str]:
    """The words of every run of one style."""
    return [squeezed(plain_text(node)) for node in walk(document) if isinstance(node, Styled) and node.kind == kind]


def notes_of(document: Document) -> list[str]:
    """The words of every note."""
    return [
        squeezed(" ".join(plain_text(part) for part in node.blocks))
        for node in walk(document)
        if isinstance(node, Note)
    ]


def languages_of(document: Document) -> list[tuple[str, str]]:
    """Every stretch in a language of its own."""
    found = []
    for node in walk(document):
        if node.lang:
            found.append((node.lang, squeezed(plain_text([node]))))
    return found


def heard(document: Document) -> str:
    """Everything that is heard: words, notes, alternative texts."""
    said = [plain_text(document.title)]
    for node in walk(document):
        match node:
            case Image():
                said.append(node.alt or "")
            case CodeBlock():
                said.append(node.text)
            case DisplayMath():
                said.append(node.tex)
            case _:
                lines = (getattr(node, name, ()) for name in LINES)
                said += [plain_text(line) for line in lines if isinstance(line, tuple)]
    return squeezed("\n".join(said))


LINES = ("title", "content", "attribution", "caption", "credit")
"""Fields of blocks that hold a line of words."""
