"""Formats that are trees of typed nodes with text at their ends: ProseMirror, Contentful, Lexical, Slate, Strapi.

They differ in where a node's type, children, fields and marks stand (a ``Tree`` says it), and agree in what nodes there
are: one table, type → function, serves them all. Types that are in no table are a publisher's own (see ``named``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exporter.languages import corrected
from exporter.readers.cms import inlines as own_inlines
from exporter.readers.cms import named, parts, runs
from exporter.readers.cms.names import first, folded
from exporter.readers.cms.reading import Reading, flat
from exporter.readers.cms.runs import Mark, Run
from exporter.readers.cms.tree import Nodes

Node = Mapping[str, Any]
Marks = tuple[Mark, ...]
BlockOf = Callable[["Tree", Reading, Node], Nodes]
InlineOf = Callable[["Tree", Reading, Node, Marks], list[Run]]


@dataclass(frozen=True, slots=True)
class Tree:
    """Where a format keeps what a node is. ``leaf`` gives the words and marks of a text, None for any other node."""

    kind: Callable[[Node], str]
    children: Callable[[Node], Sequence[Node]]
    fields: Callable[[Node], Mapping[str, Any]]
    leaf: Callable[[Reading, Node], tuple[str, Marks] | None]
    blocks: Mapping[str, BlockOf] = field(default_factory=dict)
    inlines: Mapping[str, InlineOf] = field(default_factory=dict)
    unmarked: frozenset[str] = frozenset()


def blocks(t: Tree, r: Reading, nodes: Iterable[Node]) -> Nodes:
    """The blocks that ``nodes`` make; inlines that stand among them become paragraphs."""
    made: Nodes = []
    loose: list[Node] = []
    held = [node for node in nodes if isinstance(node, Mapping)]
    among = any(_says(t, r, node) for node in held)

    def settle() -> None:
        made.extend(parts.paragraph(r, inlines(t, r, loose)))
        loose.clear()

    for node in held:
        if is_inline(t, r, node, among=among):
            loose.append(node)
            continue
        settle()
        inner = block(t, r, node)
        last = made[-1] if made else None
        if last is not None and inner and "data-lone" in last.attrs and "data-lone" in inner[0].attrs:
            for child in list(inner[0].children):  # items that no list holds, one after another
                last.append_child(child)
        else:
            made.extend(inner)
    settle()
    return made


def content(t: Tree, r: Reading, node: Node) -> Nodes:
    """What a node holds: inlines as they are where it holds nothing else, else blocks."""
    held = [child for child in t.children(node) if isinstance(child, Mapping)]
    among = any(_says(t, r, child) for child in held)
    if all(is_inline(t, r, child, among=among) for child in held):
        return inlines(t, r, held)
    return blocks(t, r, held)


def _says(t: Tree, r: Reading, node: Node) -> bool:
    leaf = t.leaf(r, node)
    return bool(leaf and leaf[0])


def is_inline(t: Tree, r: Reading, node: Node, *, among: bool) -> bool:
    """Whether a node stands in a line; ``among`` words, a type that nobody knows does."""
    if t.leaf(r, node) is not None:
        return True
    kind = folded(t.kind(node))
    if kind in t.inlines or kind in INLINES:
        return True
    if among and kind in IMAGES and not t.fields(node).get("caption"):
        return True
    if kind in t.blocks:
        return False
    return among and (kind.startswith("inline") or not named.is_known(r, t.kind(node)) or kind in NAMED_INLINES)


IMAGES = frozenset(["image", "img", "inlineimage"])
"""Pictures: in the middle of words one stands in the line, elsewhere it is a figure."""

NAMED_INLINES = frozenset("footnote endnote note date time math equation latex image emoji mention".split())


def block(t: Tree, r: Reading, node: Node) -> Nodes:
    """One block; its language and direction are kept."""
    with r.at(node):
        kind = t.kind(node)
        name = folded(kind)
        own = r.own.of(kind) is not None
        build = None if own else t.blocks.get(name)
        if build is not None:
            return said(t, node, build(t, r, node))
        inner = content(t, r, node)
        inner = inner if not inner or has_blocks(inner) else parts.paragraph(r, inner)
        return named.block(r, kind or "untyped", t.fields(node), inner)


def has_blocks(nodes: Nodes) -> bool:
    return any(node.name in BLOCK_NAMES for node in nodes)


BLOCK_NAMES = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl table tr td th blockquote figure pre hr aside section details div "
    "x-block-formula".split()
)


def said(t: Tree, node: Node, made: Nodes) -> Nodes:
    """The language and direction that a block's fields say, on the one element it became."""
    held = t.fields(node)
    lang, direction = first(held, ("lang",)), held.get("dir") or held.get("direction")
    if len(made) == 1 and made[0].name != "pre":
        if isinstance(lang, str) and 1 < len(lang) < 36 and " " not in lang:
            made[0].attrs.setdefault("lang", corrected(lang))
        if direction == "rtl":
            made[0].attrs.setdefault("dir", "rtl")
    return made


# --- inlines --------------------------------------------------------------------------------------------------------


def inlines(t: Tree, r: Reading, nodes: Iterable[Node]) -> Nodes:
    """The inlines that ``nodes`` make, their marks nested."""
    return runs.nested(runs_of(t, r, nodes, ()))


def runs_of(t: Tree, r: Reading, nodes: Iterable[Node], marks: Marks) -> list[Run]:
    """The runs of ``nodes``; ``marks`` lie on all of them."""
    made: list[Run] = []
    for node in nodes:
        if isinstance(node, Mapping):
            with r.at(node):
                made.extend(_runs(t, r, node, marks))
    return made


def _runs(t: Tree, r: Reading, node: Node, marks: Marks) -> list[Run]:
    leaf = t.leaf(r, node)
    if leaf is not None:
        return [Run(leaf[0], (*marks, *leaf[1]), pos=r.pos)] if leaf[0] else []
    kind = t.kind(node)
    name = folded(kind)
    if name in t.blocks and name not in t.inlines and name not in INLINES:
        inner = [
            part for made in flat(block(t, r, node)) for part in (made.children if made.name == "figure" else [made])
        ]
        return [Run("", marks, tuple(inner), r.pos)] if inner else []
    build = t.inlines.get(name) or INLINES.get(name)
    if build is not None:
        return build(t, r, node, marks)
    held = t.fields(node)
    if name in own_inlines.INLINE_NAMES or r.own.of(kind) is not None:
        made = own_inlines.inline(r, kind, held, content(t, r, node))
        return [Run("", marks, tuple(made), r.pos)] if made else []
    inside = runs_of(t, r, t.children(node), marks)
    if any(run.words.strip() or run.nodes for run in inside):
        own_inlines.unknown_inline(r, kind)
        return inside
    made = own_inlines.inline(r, kind, held, [])
    return [Run("", marks, tuple(made), r.pos)] if made else []


def _link(t: Tree, r: Reading, node: Node, marks: Marks) -> list[Run]:
    held = t.fields(node)
    address = first(held, ("href", "url", "uri", "src"))
    address = address if isinstance(address, str) else ""
    title = held.get("title")
    mark = (runs.link(address.strip(), title if isinstance(title, str) else ""),) if address.strip() else ()
    return runs_of(t, r, t.children(node), (*mark, *marks))


def _break(t: Tree, r: Reading, node: Node, marks: Marks) -> list[Run]:
    return [Run("\n", marks, pos=r.pos)]


def _inside(t: Tree, r: Reading, node: Node, marks: Marks) -> list[Run]:
    return runs_of(t, r, t.children(node), marks)


def _tab(t: Tree, r: Reading, node: Node, marks: Marks) -> list[Run]:
    return [Run("\t", marks, pos=r.pos)]


INLINES: dict[str, InlineOf] = {
    **dict.fromkeys("link a hyperlink autolink anchorlink extendedlink".split(), _link),
    **dict.fromkeys("hardbreak linebreak softbreak break br hardlinebreak softreturn".split(), _break),
    **dict.fromkeys("mark overflow span inlinewrapper textwrapper commentmark text".split(), _inside),
    "tab": _tab,
}
"""Types of inlines that all these formats share, folded."""


def is_break(t: Tree, node: Node) -> bool:
    """Whether a node is a line end."""
    return INLINES.get(folded(t.kind(node))) is _break
