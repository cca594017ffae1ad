"""From headings in a row to sections in a tree: a section's level is its depth, so a skipped level cannot be kept.

A heading that skips a level is nested one below the heading before it, and reported (WCAG technique G141).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from typing import Any, TypeAlias, cast

from exporter.findings import Finding, finding
from exporter.model import (
    Block,
    Blocks,
    Direction,
    Document,
    Inlines,
    Link,
    Metadata,
    Paragraph,
    Section,
    Span,
    Text,
    plain_text,
    transform,
)
from exporter.model import walk as walk_nodes
from exporter.position import Position
from exporter.records import record


@record
class Heading:
    """A heading as a reader met it, before it has become a section; ``level`` is what its source said."""

    level: int
    title: Inlines
    id: str = ""
    lang: str = ""
    dir: Direction = ""
    role: str = ""
    pos: Position | None = None


@record
class Close:
    """The end of a part that held a heading of ``level``: what follows is not under that heading."""

    level: int


KICKER_LENGTH = 80
"""How long a line above the headline may be to be a kicker and no paragraph."""

Flow: TypeAlias = "Block | Heading | Close"


@record(frozen=False)
class _Open:
    heading: Heading
    blocks: list[Block] = field(default_factory=list)


def nest(flow: Iterable[Flow], findings: list[Finding], base: int = 1) -> Blocks:
    """The blocks of ``flow`` with every heading made a section. ``base`` is the level of what they all lie under."""
    items = tuple(flow)
    if not any(isinstance(item, Heading | Close) for item in items):
        return cast(Blocks, items)
    top: list[Block] = []
    stack: list[_Open] = []

    def close_to(level: int) -> None:
        while stack and stack[-1].heading.level >= level:
            done = stack.pop()
            holder = stack[-1].blocks if stack else top
            holder.append(_section(done))

    for item in items:
        if isinstance(item, Close):
            close_to(item.level)
        elif isinstance(item, Heading):
            close_to(item.level)
            above = stack[-1].heading.level if stack else base
            if item.level > above + 1:
                message = f"the heading is of level {item.level} below one of level {above}; it was nested"
                findings.append(finding("DOC008", message, item.pos))
            if not item.title:
                findings.append(finding("DOC007", "the heading has no text; it was left out", item.pos))
            stack.append(_Open(item))
        else:
            (stack[-1].blocks if stack else top).append(item)
    close_to(0)
    return tuple(top)


def _section(done: _Open) -> Section:
    heading = done.heading
    return Section(
        heading.title,
        tuple(done.blocks),
        heading.role,
        id=heading.id,
        lang=heading.lang,
        dir=heading.dir,
        pos=heading.pos,
    )


def take_title(flow: Sequence[Flow], known: str, before: int = 0) -> tuple[Heading | None, list[Flow]]:
    """The heading that is the document's title, and the rest of the flow.

    It is the first heading when that is of level 1 and either no title is ``known`` or its words are that title. No
    more than ``before`` short paragraphs may stand before it: these are kickers, and come after it from then on.
    """
    for at, item in enumerate(flow):
        if isinstance(item, Heading):
            same = not known or _words(plain_text(item.title)) == _words(known)
            kickers = [_kicker(part) for part in flow[:at]]
            if item.level == 1 and same and at <= before and None not in kickers:
                return item, [*(part for part in kickers if part is not None), *flow[at + 1 :]]
            break
    return None, list(flow)


def _kicker(item: Flow) -> Paragraph | None:
    if isinstance(item, Paragraph) and len(plain_text(item)) <= KICKER_LENGTH:
        return replace(item, role=item.role or "kicker")
    return None


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def slug(text: str) -> str:
    """The anchor that forges and blogs make of a heading: lower case, spaces to hyphens, punctuation gone."""
    kept = "".join(
        char if char.isalnum() or char in " -_" else "" for char in unicodedata.normalize("NFC", text).lower()
    )
    return re.sub(r"\s+", "-", kept.strip())


def resolve_heading_links(document: Document) -> Document:
    """Give a section an id where a link names it by the usual slug of its heading and nothing else has that id."""
    nodes = list(walk_nodes(document))
    known = {node.id for node in nodes if node.id}
    wanted = {node.target[1:] for node in nodes if isinstance(node, Link) and node.target.startswith("#")} - known
    if not wanted:
        return document

    def name(node: Any) -> Any:
        if isinstance(node, Section) and not node.id:
            made = slug(plain_text(node.title))
            if made in wanted:
                wanted.discard(made)
                return replace(node, id=made)
        return node

    return transform(document, name)


def shown_title(heading: Heading | None, metadata: Metadata, pos: Position | None) -> tuple[Span | Text, ...]:
    """The title as it is read: the heading with language and id, else the words of the metadata, at ``pos``."""
    if heading is None:
        return (Text(metadata.title, pos=pos),) if metadata.title else ()
    if heading.id or heading.lang or heading.dir:
        return (Span(heading.title, id=heading.id, lang=heading.lang, dir=heading.dir, pos=heading.pos),)
    return heading.title  # type: ignore[return-value]  # inlines are what a title is made of
