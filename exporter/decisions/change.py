"""What one decision makes of one node. Each function gives the nodes in its place, and says what was done in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from exporter.decisions.answers import LanguageAnswer, PartAnswer, PictureAnswer, QuoteAnswer, TableAnswer
from exporter.decisions.tables import shape, with_headers
from exporter.decisions.units import Path, Unit, key_of
from exporter.model import (
    Abbr,
    BlockQuote,
    Document,
    Figure,
    Image,
    Inline,
    Inlines,
    Link,
    Metadata,
    Paragraph,
    Quote,
    Section,
    Span,
    Styled,
    Table,
    Text,
    plain_text,
    spoken,
    walk,
)
from exporter.model.nodes import ParagraphRole

ROLES: dict[str, ParagraphRole] = {
    "paragraph": "",
    "kicker": "kicker",
    "subtitle": "subtitle",
    "standfirst": "standfirst",
    "byline": "byline",
    "dateline": "dateline",
}
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Changed:
    """The nodes that take the place of one; what was done; the words that are gone, and those that were decided about.

    ``problem`` says why nothing was done.
    """

    nodes: list[Any]
    said: str = ""
    gone: str = ""
    decided: str = ""
    problem: str = ""


def shown(words: str) -> str:
    """The beginning of some words, in quotation marks."""
    words = " ".join(words.split())
    return f"“{words if len(words) <= SHOWN else words[: SHOWN - 1] + '…'}”"


# --- pictures ---------------------------------------------------------------------------------------------------------


def picture_of(node: Image, answer: PictureAnswer) -> Changed:
    """A picture with its alternative text, decorative, or gone."""
    before = node.alt or ""
    if answer.alt is None:
        return Changed([], said="a picture is left out", gone=f"{before}\n{node.title}")
    if answer.alt == node.alt:
        return Changed([node])
    said = f"a picture has the alternative text {shown(answer.alt)}" if answer.alt else "a picture is decorative"
    title = node.title if answer.alt else ""
    gone = f"{before}\n{node.title if not answer.alt else ''}"
    return Changed([replace(node, alt=answer.alt, title=title)], said=said, gone=gone, decided=answer.alt)


# --- quotations -------------------------------------------------------------------------------------------------------


def quote_of(node: Any, answer: QuoteAnswer, unit: Unit) -> Changed:
    """A quotation with its speaker, without one, or none; a paragraph that is a quotation."""
    if isinstance(node, Paragraph):
        if answer.speaker is None:
            return Changed([node])
        quote = BlockQuote((replace(node, role=""),), _attribution(answer.speaker), pos=node.pos)
        return Changed([quote], said=_said(answer, unit.words), decided=f"{unit.words}\n{answer.speaker}")
    if not isinstance(node, BlockQuote):
        return Changed([node], problem="there is no quotation at its place")
    before = plain_text(node.attribution)
    blocks = node.blocks
    if answer.speaker and len(blocks) > 1 and _is(blocks[-1], answer.speaker):
        blocks = blocks[:-1]
    if answer.speaker:
        if key_of(answer.speaker) == key_of(before):
            return Changed([node])
        made: list[Any] = [replace(node, blocks=blocks, attribution=_attribution(answer.speaker))]
        gone = before
    else:
        rest = [Paragraph(node.attribution, pos=node.pos)] if before.strip() else []
        if answer.speaker == "" and not rest:
            return Changed([node])
        made = [replace(node, attribution=()), *rest] if answer.speaker == "" else [*blocks, *rest]
        gone = ""
    decided = f"{plain_text(node.blocks, notes=True)}\n{before}\n{answer.speaker or ''}"
    return Changed(made, said=_said(answer, unit.words), gone=gone, decided=decided)


def _said(answer: QuoteAnswer, words: str) -> str:
    if answer.speaker is None:
        return f"{shown(words)} is not a quotation set apart"
    if not answer.speaker:
        return f"nobody is named for {shown(words)}"
    return f"the quotation {shown(words)} is by {answer.speaker}"


def _attribution(speaker: str) -> Inlines:
    return (Text(speaker),) if speaker else ()


def _is(node: Any, words: str) -> bool:
    return isinstance(node, Paragraph) and key_of(plain_text(node.content)) == key_of(words)


def speaker_beside(document: Document, path: Path, speaker: str) -> set[Path]:
    """The line beside a quotation that names this very speaker: it becomes the attribution, and is not said twice."""
    if not path or path[-1][0] != "blocks":
        return set()
    holder: Any = document
    for name, at in path[:-1]:
        holder = getattr(holder, name)[at]
    siblings: Sequence[Any] = holder.blocks
    here = path[-1][1]
    for at in (here + 1, here - 1):
        if 0 <= at < len(siblings):
            node = siblings[at]
            heading = isinstance(node, Section) and key_of(plain_text(node.title)) == key_of(speaker)
            if _is(node, speaker) or (heading and at > here):
                return {(*path[:-1], ("blocks", at))}
    return set()


# --- parts ------------------------------------------------------------------------------------------------------------


def part_of(node: Any, answer: PartAnswer, unit: Unit) -> Changed:
    """A part as what a person says it is; headings are made where their flow is nested."""
    if answer.kind == "drop":
        gone = told_in(getattr(node, unit.field) if unit.field else (node,))
        made = [replace(node, **{unit.field: ()})] if unit.field else []
        return Changed(made, said=said_of(answer, unit), gone=gone)
    if unit.field or not isinstance(node, Paragraph):
        return Changed([node], problem=f"a {unit.kind} can only be left out (drop)")
    if answer.kind in ROLES:
        made = [replace(node, role=ROLES[answer.kind])]
        return Changed(made, said=said_of(answer, unit), decided=told_in((node,)))
    if answer.kind == "quote":
        return quote_of(node, QuoteAnswer(speaker=""), unit)
    if answer.kind == "heading":
        return Changed([node], problem="a heading cannot stand in a list, a table, a quotation or a note")
    choices = ", ".join(("heading", *ROLES, "quote", "drop"))
    return Changed([node], problem=f"“{answer.kind}” is for plain text; choose one of {choices}")


def said_of(answer: PartAnswer, unit: Unit) -> str:
    """What a decision about a part did, in words."""
    if answer.kind == "drop":
        return f"{shown(unit.words)} is left out"
    level = f" of level {answer.level}" if answer.level else ""
    return f"{shown(unit.words)} is a {answer.kind}{level}"


def told_in(nodes: Iterable[Any]) -> str:
    """Every word that listeners are told in ``nodes``, notes and alternative texts with them."""
    held = tuple(nodes)
    extra = [node.alt or "" for node in walk(held) if isinstance(node, Image)]
    return "\n".join([plain_text(held, notes=True), *extra]) or spoken(*held)


def without_metadata(metadata: Metadata, node: Paragraph) -> Metadata:
    """``metadata`` without what a part of the masthead that is left out says, from which it would be made again."""
    key = key_of(plain_text(node))
    match node.role:
        case "subtitle" if key_of(metadata.subtitle) == key:
            return replace(metadata, subtitle="")
        case "standfirst" if key_of(metadata.description) == key:
            return replace(metadata, description="")
        case "byline":
            left = tuple(item for item in metadata.authors if item.role != "aut" or key_of(item.name) not in key)
            return replace(metadata, authors=left)
        case "dateline":
            return replace(metadata, published="")
        case _:
            return metadata


def is_left_empty(before: Any, after: Any) -> bool:
    """Whether a figure or paragraph has lost its pictures, and all that it was for."""
    match before, after:
        case Figure(), Figure():
            return _shows(before) and not _shows(after) and not plain_text(after.blocks).strip()
        case Paragraph(), Paragraph():
            return bool(before.content) and not plain_text(after.content).strip() and not _shows(after)
        case _:
            return False


def _shows(node: Any) -> bool:
    return any(isinstance(item, Image) for item in walk([node]))


# --- tables -----------------------------------------------------------------------------------------------------------


def table_of(node: Any, answer: TableAnswer) -> Changed:
    """A table with the header cells that a person decided."""
    if not isinstance(node, Table):
        return Changed([node], problem="there is no table at its place")
    rows, columns = shape(node)
    if answer.rows > rows or answer.columns > columns:
        many = f"{rows} rows and {columns} columns"
        return Changed([node], problem=f"the table has {many}; give numbers that it has")
    said = f"the table {shown(plain_text(node))} has {answer.rows} header rows and {answer.columns} header columns"
    return Changed([with_headers(node, answer.rows, answer.columns)], said=said, decided=plain_text(node, notes=True))


# --- languages --------------------------------------------------------------------------------------------------------


def language_of(content: Inlines, answer: LanguageAnswer) -> Changed:
    """Inlines in a language, or the words of a phrase in them."""
    if not answer.phrase:
        said = f"{shown(plain_text(content))} is in “{answer.lang}”"
        if len(content) == 1 and isinstance(content[0], Span) and content[0].lang == answer.lang:
            return Changed(list(content), said=said)
        return Changed([Span(tuple(content), lang=answer.lang)], said=said)
    count = plain_text(content).count(answer.phrase)
    if count == 0:
        return Changed(
            list(content), problem=f"the phrase {shown(answer.phrase)} is not there; quote it as it is typed"
        )
    found = [0]
    made = list(_marked(content, answer, found))
    if not found[0]:
        problem = f"the phrase {shown(answer.phrase)} runs over links or emphasis; quote a part inside one of them"
        return Changed(list(content), problem=problem)
    return Changed(made, said=f"{shown(answer.phrase)} is in “{answer.lang}”")


def _marked(content: Inlines, answer: LanguageAnswer, found: list[int]) -> Iterator[Inline]:
    for node in content:
        match node:
            case Text() if answer.phrase in node.text:
                pieces = re.split(f"({re.escape(answer.phrase)})", node.text)
                for piece in filter(None, pieces):
                    text = replace(node, text=piece)
                    if piece == answer.phrase:
                        found[0] += 1
                        yield Span((text,), lang=answer.lang, pos=node.pos)
                    else:
                        yield text
            case Span() if node.lang:
                found[0] += node.lang == answer.lang and answer.phrase in plain_text(node)
                yield node
            case Styled() | Span() | Quote() | Link() | Abbr():
                yield replace(node, content=tuple(_marked(node.content, answer, found)))
            case _:
                yield node
