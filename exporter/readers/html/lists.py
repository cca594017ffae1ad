"""Lists and definition lists of HTML (HTML Standard, 4.4.5 to 4.4.11): start, style, groups, and what strayed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from exporter.model import (
    Blocks,
    Definition,
    DefinitionItem,
    DefinitionList,
    List,
    ListItem,
    NumberStyle,
    Paragraph,
    Styled,
    Term,
)
from exporter.readers.html.inline import inlines, read_line_comment
from exporter.readers.html.state import State, common
from exporter.readers.html.tree import Node, attribute, elements
from exporter.readers.html.white_space import fold
from exporter.readers.sections import Flow, Heading, nest

BlocksOf = Callable[[State, Node], Blocks]
FlowOf = Callable[[State, Sequence[Node]], list[Flow]]

NUMBER_TYPES: dict[str, NumberStyle] = {
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}


def list_block(state: State, node: Node, blocks_of: BlocksOf, flow_of: FlowOf) -> list[Flow]:
    """A list with its start and style; words beside its items become items, a list beside them joins the last one."""
    pos = state.place(node)
    said = common(state, node, pos)
    items: list[ListItem] = []
    for child in node.children or ():
        if child.name == "#comment":
            read_line_comment(state, child)
        elif child.name == "li":
            place = state.place(child)
            items.append(ListItem(blocks_of(state, child), **common(state, child, place)))
        elif child.name != "#text" or str(child.data or "").strip():
            inner = nest(flow_of(state, [child]), state.findings, base=9)
            if inner and items and isinstance(inner[0], List):
                items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *inner))
            elif inner:
                items.append(ListItem(inner, pos=inner[0].pos))
    if not items:
        return []
    ordered = node.name == "ol"
    start = (attribute(node, "start") or "").strip()
    number = int(start) if re.fullmatch(r"-?\d{1,9}", start) else 1
    style = NUMBER_TYPES.get(attribute(node, "type") or "", "decimal") if ordered else "decimal"
    return [List(tuple(items), ordered, number if ordered else 1, style, **said)]


def definition_list(state: State, node: Node, blocks_of: BlocksOf) -> list[Flow]:
    """Terms with their definitions, whether or not each group has a ``div`` around it (4.4.9)."""
    pos = state.place(node)
    said = common(state, node, pos)
    items: list[DefinitionItem] = []
    terms: list[Term] = []
    definitions: list[Definition] = []

    def settle() -> None:
        if terms or definitions:
            first = (terms or definitions)[0]
            items.append(DefinitionItem(tuple(terms), tuple(definitions), pos=first.pos))
            terms.clear()
            definitions.clear()

    parts = [part for child in elements(node) for part in (elements(child) if child.name == "div" else [child])]
    for part in parts:
        place = state.place(part)
        if part.name == "dt":
            if definitions:
                settle()
            content = fold(tuple(inlines(state, part.children or ())))
            terms.append(Term(content, **common(state, part, place)))
        elif part.name == "dd":
            inner = blocks_of(state, part)
            if inner:
                definitions.append(Definition(inner, **common(state, part, place)))
    settle()
    return [DefinitionList(tuple(items), **said)] if items else []


def disclosed(state: State, node: Node, flow_of: FlowOf) -> list[Flow]:
    """``details``: what its summary names and what unfolds below it, as a term with its definition (4.11.1).

    So a listener hears where it ends; where it holds headings of its own, its summary is a line in bold before it.
    """
    pos = state.place(node)
    summary = next((item for item in elements(node) if item.name == "summary"), None)
    words = fold(tuple(inlines(state, summary.children or ()))) if summary is not None else ()
    inner = flow_of(state, [item for item in node.children or () if item is not summary])
    if not words or not inner or any(isinstance(item, Heading) for item in inner):
        bold = [Paragraph((Styled("strong", words, pos=pos),), pos=pos)] if words else []
        return [*bold, *inner]
    definition = Definition(nest(inner, state.findings, base=9), pos=pos)
    return [DefinitionList((DefinitionItem((Term(words, pos=pos),), (definition,), pos=pos),), pos=pos)]


def stray_item(state: State, node: Node, blocks_of: BlocksOf) -> list[Flow]:
    """A list item without its list is still an item."""
    inner = blocks_of(state, node)
    return [List((ListItem(inner),), pos=state.place(node))] if inner else []
