"""Leaves out empty headings, lists, quotations and tables before anything depends on them.

A heading without words would be heard as a level that is skipped, an empty header cell as a name that is missing
(WCAG 2.2, 1.3.1; ISO 14289-1, 7.4.2 and 7.5). What is shown and not heard (a decorative picture) stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from exporter.findings import Finding, finding
from exporter.model import (
    Aside,
    BlockQuote,
    Cell,
    DefinitionList,
    DisplayMath,
    Document,
    Figure,
    Image,
    Inlines,
    List,
    Math,
    Node,
    Note,
    PageMarker,
    Paragraph,
    Section,
    Table,
    Text,
    ThematicBreak,
    is_visible,
    nodes_of,
    says_something,
    transform,
    walk,
)

NAMES: dict[type[Any], str] = {
    List: "a list",
    DefinitionList: "a list of definitions",
    BlockQuote: "a quotation",
    Table: "a table",
    Figure: "a figure",
    Aside: "an aside",
}


_ASKED: tuple[type[Any], ...] = (Section, Cell, Paragraph, PageMarker, *NAMES)
"""The kinds of node that ``change`` may leave out or change."""


def run(document: Document) -> tuple[Document, list[Finding]]:
    """``document`` without what says and shows nothing, and a finding for each part that was left out."""
    asking = _Pass()
    if all(asking.change(node) is node for kind in _ASKED for node in nodes_of(document, kind)):
        return document, []
    work = _Pass()
    return transform(document, work.change), work.findings


class _Pass:
    """One run: the findings so far."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def change(self, node: Any) -> Any:
        """``node``, whose parts have been looked at already, as it stays; nothing for what is left out."""
        match node:
            case Section() if not says_something(*node.title):
                return self._without_heading(node)
            case Cell() if node.header and is_empty(node):
                return replace(node, header=False, scope="")
            case List() if not node.ordered and not is_empty(node):
                kept = tuple(item for item in node.items if not is_empty(item))
                return node if len(kept) == len(node.items) else replace(node, items=kept)
            case List() | DefinitionList() | BlockQuote() | Table() | Figure() | Aside() if is_empty(node):
                self.findings.append(finding("DOC023", f"{NAMES[type(node)]} without any words was left out", node.pos))
                return ()
            case Paragraph() if is_empty(node):
                return ()
            case PageMarker() if not is_visible(node.label):
                return ()
            case _:
                return node

    def _without_heading(self, node: Section) -> Node | Sequence[Node]:
        """The part without its heading, of which only what it shows stays, as a paragraph; its blocks where it is bare.

        A part that never had one is as its author wanted it.
        """
        shown: Inlines = node.title if any(map(_shows, walk(node.title))) else ()
        if node.title:
            kept = "; what it shows is now a paragraph" if shown else "; it was left out"
            self.findings.append(finding("DOC007", f"the heading has no text{kept}", node.pos))
        blocks = (Paragraph(shown, pos=node.pos), *node.blocks) if shown else node.blocks
        if node.role or (node.id and (not blocks or blocks[0].id)):
            return replace(node, title=(), blocks=blocks)
        inside = [replace(block, lang=block.lang or node.lang, dir=block.dir or node.dir) for block in blocks]
        if node.id:
            inside[0] = replace(inside[0], id=node.id)
        return inside


def is_empty(node: Any) -> bool:
    """Whether a node has no words, shows nothing, and is not needed as the place of a link or a page number."""
    first = node.content[0] if isinstance(node, Paragraph) and node.content else None
    if isinstance(first, Text) and is_visible(first.text):
        return False  # as nearly all begin
    return not node.id and not says_something(node) and not any(item.id or _shows(item) for item in walk(node))


def _shows(node: Any) -> bool:
    return isinstance(node, Image | Math | DisplayMath | Note | PageMarker | ThematicBreak)
