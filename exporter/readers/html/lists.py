"""Lists and definition lists of HTML (HTML Standard, 4.4.5 to 4.4.11): start, style, groups, and what strayed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from exporter.model import (
    Blocks,
    Definition,
    DefinitionItem,
    DefinitionList,
    Delimiter,
    Image,
    List,
    ListItem,
    NumberStyle,
    Paragraph,
    Styled,
    Term,
    says_something,
    walk,
)
from exporter.model.numerals import OF_CSS, OF_TYPE
from exporter.readers.html.counters import Counter, begins_at
from exporter.readers.html.inline import inlines, read_line_comment
from exporter.readers.html.state import Place, Reading, common
from exporter.readers.html.styles import declarations
from exporter.readers.html.tree import Node, attribute, element_like, elements
from exporter.readers.html.white_space import fold
from exporter.readers.sections import Flow, Heading, nest

DELIMITER = "data-exporter-delimiter"
"""Attribute by which a program's mark tells what stands around its numbers: HTML itself has no word for it."""
BULLETS = frozenset(["disc", "circle", "square"])
"""Values of list-style-type (CSS Lists 3, 3.4). “none” says nothing: the numbers may be painted in another way."""

BlocksOf = Callable[[Reading, Place, Node], Blocks]
FlowOf = Callable[[Reading, Place, Sequence[Node]], list[Flow]]


def list_block(reading: Reading, place: Place, node: Node, blocks_of: BlocksOf, flow_of: FlowOf) -> list[Flow]:
    """A list with its start and style; words beside its items become items, a list beside them joins the last one."""
    pos = reading.position(node)
    said = common(reading, node, pos)
    items: list[tuple[Node | None, ListItem]] = []
    for child in node.children or ():
        if child.name == "#comment":
            read_line_comment(reading, child)
        elif child.name == "li":
            at = reading.position(child)
            items.append((child, ListItem(blocks_of(reading, place, child), **common(reading, child, at))))
        elif child.name != "#text" or str(child.data or "").strip():
            inner = nest(flow_of(reading, place, [child]), reading.results.findings, base=9)
            if inner and items and isinstance(inner[0], List):
                source, last = items[-1]
                items[-1] = (source, replace(last, blocks=(*last.blocks, *inner)))
            elif inner:
                items.append((None, ListItem(inner, pos=inner[0].pos)))
    if not items:
        return []
    ordered, style = _numbering(reading, node)
    numbered = _numbered(node, items, ordered=ordered)
    around: Delimiter = next((one for one in ("paren", "parens") if attribute(node, DELIMITER) == one), "period")
    first = _first(node, items) if ordered else 1
    if ordered and (counter := _counted(reading, node)) is not None:
        around = ("parens" if "(" in counter.before else "paren") if counter.behind == ")" else around
        reset = begins_at(_resets(reading, node), counter.name)
        first = first if reset is None or attribute(node, "start") is not None else reset + 1
    return [List(numbered, ordered, first, style, delimiter=around, **said)]


def _counted(reading: Reading, node: Node) -> Counter | None:
    """The counter that the page's sheet shows before the items of a list which shows no marks of its own."""
    item = next((item for item in elements(node) if item.name == "li"), None)
    counter = reading.registry.styles.counter_of(item) if item is not None else None
    if counter is None or item is None or counter.style not in OF_CSS:
        return None
    styles = [reading.registry.styles.of(held) for held in (node, item)]
    bare = any("none" in f"{held.get('list-style-type', '')} {held.get('list-style', '')}".split() for held in styles)
    return counter if bare or any(held.get("display") == "block" for held in styles[1:]) else None


def _resets(reading: Reading, node: Node) -> str:
    style = reading.registry.styles.of(node)
    return f"{style.get('counter-reset', '')} {style.get('counter-set', '')}"


def _numbering(reading: Reading, node: Node) -> tuple[bool, NumberStyle]:
    """Whether a list shows numbers, and which: what all its items say, else what it says itself (CSS Lists 3, 3.4)."""
    items = [item for item in elements(node) if item.name == "li"]
    if items and all(_shows_nothing(reading, item) for item in items):
        return False, "decimal"
    if (counter := _counted(reading, node)) is not None:
        return True, OF_CSS[counter.style]
    shared = {_shown_by(reading, item) for item in items}
    named = (shared.pop() if len(shared) == 1 else "") or _shown_by(reading, node)
    if named in OF_CSS:
        return True, OF_CSS[named]
    return named not in BULLETS and node.name == "ol", "decimal"


def _shows_nothing(reading: Reading, node: Node) -> bool:
    """Whether an item with nothing but a list in it says that it shows no number, as editors indent a list."""
    held = [item for item in node.children or () if item.name != "#text" or str(item.data or "").strip()]
    if not held or any(item.name not in ("ol", "ul", "#comment") for item in held):
        return False
    style = declarations(attribute(node, "style") or "")
    return (
        "none" in f"{style.get('list-style-type', '')} {style.get('list-style', '')}".split() and not reading.markdown
    )


def _shown_by(reading: Reading, node: Node) -> str:
    """What a list or an item says of its markers, by style or a sheet, else by its ``type``; "" for nothing."""
    kind = attribute(node, "type") or ""
    by_type = OF_TYPE.get(kind) or {"1": "decimal"}.get(kind) or (kind.lower() if kind.lower() in BULLETS else "")
    return _type_in(reading.registry.styles.of(node)) or by_type or ""


def _type_in(style: Mapping[str, str]) -> str:
    words = style.get("list-style-type", "") or style.get("list-style", "")
    if re.match(r"[\"']", words):  # a text of the sheet's own: a sign, or the number of one item
        return "" if any(char.isalnum() for char in words) else "disc"
    return next((word for word in words.split() if word in OF_CSS or word in BULLETS), "")


def _numbered(node: Node, items: Sequence[tuple[Node | None, ListItem]], *, ordered: bool) -> tuple[ListItem, ...]:
    """The items with the numbers that a browser shows where they do not count on (4.4.5: value, reversed)."""
    if not ordered:
        return tuple(item for _, item in items)
    step = -1 if attribute(node, "reversed") is not None else 1
    number, before = _start(node, len(items), step), None
    made: list[ListItem] = []
    for source, item in items:
        number = _integer(attribute(source, "value") if source is not None else None, number)
        counts_on = before is None or number == before + 1
        made.append(item if counts_on else replace(item, value=number))
        before, number = number, number + step
    return tuple(made)


def _first(node: Node, items: Sequence[tuple[Node | None, ListItem]]) -> int:
    step = -1 if attribute(node, "reversed") is not None else 1
    source = items[0][0]
    return _integer(attribute(source, "value") if source is not None else None, _start(node, len(items), step))


def _start(node: Node, count: int, step: int) -> int:
    return _integer(attribute(node, "start"), count if step < 0 else 1)


def _integer(said: str | None, other: int) -> int:
    text = (said or "").strip()
    return int(text) if re.fullmatch(r"[-+]?[0-9]{1,9}", text) else other


def definition_list(reading: Reading, place: Place, node: Node, blocks_of: BlocksOf) -> list[Flow]:
    """Terms with their definitions, whether or not each group has a ``div`` around it (4.4.9)."""
    pos = reading.position(node)
    said = common(reading, node, pos)
    items: list[DefinitionItem] = []
    terms: list[Term] = []
    definitions: list[Definition] = []

    def settle() -> None:
        if terms or definitions:
            first = (terms or definitions)[0]
            items.append(DefinitionItem(tuple(terms), tuple(definitions), pos=first.pos))
            terms.clear()
            definitions.clear()

    grouped = [item for item in node.children or () if item.name == "div" and _holds_terms(item)]
    parts = [
        part
        for child in node.children or ()
        for part in (child.children if any(child is item for item in grouped) else [child])
    ]
    if not any(part.name in ("dt", "dd") for part in parts):
        return list(blocks_of(reading, place, node))
    for part in parts:
        at = reading.position(part)
        if part.name == "dt":
            if definitions:
                settle()
            content = fold(tuple(inlines(reading, place, part.children or ())))
            if says_something(*content) or any(isinstance(item, Image) for item in walk(content)):
                terms.append(Term(content, **common(reading, part, at)))
        elif part.name == "dd":
            inner = blocks_of(reading, place, part)
            if inner:
                definitions.append(Definition(inner, **common(reading, part, at)))
        elif stray := _stray(reading, place, part, blocks_of):  # stands below the term, as a browser shows it
            definitions.append(Definition(stray, pos=at))
    settle()
    return [DefinitionList(tuple(items), **said)] if items else []


def _holds_terms(node: Node) -> bool:
    return any(item.name in ("dt", "dd") for item in elements(node))


def _stray(reading: Reading, place: Place, node: Node, blocks_of: BlocksOf) -> Blocks:
    """What stands in a list of definitions beside terms and definitions, where HTML allows nothing."""
    if node.name == "#text":
        content = fold(tuple(inlines(reading, place, [node])))
        return (Paragraph(content, pos=reading.position(node)),) if says_something(*content) else ()
    if node.name.startswith("#"):
        return ()
    holder = element_like(node, "div", {})
    holder.append_child(node)
    return blocks_of(reading, place, holder)


def disclosed(reading: Reading, place: Place, node: Node, flow_of: FlowOf, *, flat: bool) -> list[Flow]:
    """``details``: what its summary names and what unfolds below it, as a term with its definition (4.11.1).

    So a listener hears where it ends; where it holds headings of its own, its summary is a line in bold before it,
    as where it would be too deep (``flat``).
    """
    pos = reading.position(node)
    summary = next((item for item in elements(node) if item.name == "summary"), None)
    if summary is not None and any(re.fullmatch("h[1-6]", item.name) for item in elements(summary)):
        return flow_of(reading, place, node.children or ())  # the heading heads what unfolds
    words = fold(tuple(inlines(reading, place, summary.children or ()))) if summary is not None else ()
    inner = flow_of(reading, place, [item for item in node.children or () if item is not summary])
    if flat or not words or not inner or any(isinstance(item, Heading) for item in inner):
        bold = [Paragraph((Styled("strong", words, pos=pos),), pos=pos)] if words else []
        return [*bold, *inner]
    definition = Definition(nest(inner, reading.results.findings, base=9), pos=pos)
    return [DefinitionList((DefinitionItem((Term(words, pos=pos),), (definition,), pos=pos),), pos=pos)]


def stray_item(reading: Reading, place: Place, node: Node, blocks_of: BlocksOf) -> list[Flow]:
    """A list item without its list is still an item."""
    inner = blocks_of(reading, place, node)
    return [List((ListItem(inner),), pos=reading.position(node))] if inner else []
