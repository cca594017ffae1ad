"""Blocks that all tree formats share, type → function: paragraphs, lists, quotations, tables, figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exporter.readers.cms import builders, named, parts, trees
from exporter.readers.cms.fields import Fields, inline_of, string_in
from exporter.readers.cms.names import first, folded
from exporter.readers.cms.reading import Reading, flat
from exporter.readers.cms.tree import Nodes, shows_something
from exporter.readers.cms.trees import BlockOf, Node, Tree
from exporter.readers.html.plain_tree import Element


def _paragraph(t: Tree, r: Reading, node: Node) -> Nodes:
    held = trees.content(t, r, node)
    role = t.fields(node).get("role")
    if trees.has_blocks(held):
        return held
    return parts.paragraph(r, held, role if isinstance(role, str) else "")


def _heading(level: int) -> BlockOf:
    def build(t: Tree, r: Reading, node: Node) -> Nodes:
        said = level or builders.level_of(first(t.fields(node), ("level", "tag", "depth", "size")))
        return parts.heading(r, said, flat(trees.content(t, r, node)))

    return build


def _list(ordered: bool | None) -> BlockOf:
    def build(t: Tree, r: Reading, node: Node) -> Nodes:
        held = t.fields(node)
        said = folded(str(first(held, ("listtype", "format", "style", "tag", "type", "ordered")) or ""))
        is_ordered = (
            ordered if ordered is not None else said in ("ordered", "ol", "number", "numbered", "true", "decimal")
        )
        start = first(held, ("start", "order", "startnumber"))
        style = held.get("type") or held.get("listStyleType") or ""
        items = list_items(t, r, t.children(node))
        return parts.list_of(
            r,
            items,
            ordered=is_ordered,
            start=start if isinstance(start, int) and not isinstance(start, bool) else 1,
            style=style if isinstance(style, str) else "",
        )

    return build


def list_items(t: Tree, r: Reading, nodes: Sequence[Node]) -> list[Nodes]:
    """The items of a list; a list beside the items, or alone in one, belongs to the item before it."""
    made: list[Nodes] = []
    for node in nodes:
        if not isinstance(node, Mapping):
            continue
        kind = folded(t.kind(node))
        if kind in ITEMS or (kind in t.blocks and kind not in BLOCKS):
            with r.at(node):
                inner = trees.said(t, node, [r.e("li", _item(t, r, node))])[0]
            only_list = bool(inner.children) and all(child.name in ("ul", "ol") for child in inner.children)
            if only_list and made:
                made[-1] = [*made[-1], *inner.children]
            else:
                made.append(list(inner.children))
        else:
            inner_blocks = trees.blocks(t, r, [node])
            if made and inner_blocks and all(part.name in ("ul", "ol") for part in inner_blocks):
                made[-1] = [*made[-1], *inner_blocks]
            elif inner_blocks:
                made.append(inner_blocks)
    return made


def _item(t: Tree, r: Reading, node: Node) -> Nodes:
    held = trees.content(t, r, node)
    checked = first(t.fields(node), ("checked", "done", "state", "completed"))
    checked = t.fields(node).get("checked") if checked is None else checked
    if checked is None and folded(t.kind(node)) in TASKS:
        checked = False
    if not isinstance(checked, bool | str) or not shows_something(held):
        return held
    box = parts.task(r, checked is True or str(checked).lower() in ("true", "done", "checked"))
    if held and held[0].name == "p":
        return [r.e("p", box, held[0].children), *held[1:]]
    return [*box, *held]


TASKS = frozenset("taskitem actionitem checklistitem todoitem todoli todo checkitem".split())
"""Items of lists of things to do; one that says nothing is not done."""


def _lone_item(t: Tree, r: Reading, node: Node) -> Nodes:
    made = parts.list_of(r, [_item(t, r, node)], ordered=False)
    for part in made:
        part.attrs["data-lone"] = ""
    return made


def _quote(t: Tree, r: Reading, node: Node) -> Nodes:
    held = t.fields(node)
    f = Fields(r, {key: value for key, value in held.items() if key not in ("text", "children", "content")})
    who = f.speaker()
    body = trees.content(t, r, node)
    if not trees.has_blocks(body):
        body = parts.paragraph(r, body)
    cited = [child for child in body if child.name == "footer"]
    body = [child for child in body if child.name != "footer"]
    who = who or [inner for child in cited for inner in child.children]
    return parts.quote(r, body or f.blocks("words"), who, string_in(held.get("cite")))


def _speaker(t: Tree, r: Reading, node: Node) -> Nodes:
    return [r.e("footer", flat(trees.content(t, r, node)))]


def _code(t: Tree, r: Reading, node: Node) -> Nodes:
    held = t.fields(node)
    language = first(held, ("language", "lang", "params", "class", "codelanguage"))
    text = code_text(t, r, node) or builders.as_typed(first(held, ("code", "text", "value")))
    caption = inline_of(r, held.get("caption"))
    return parts.code(r, text, language if isinstance(language, str) else "", caption)


def code_text(t: Tree, r: Reading, node: Node) -> str:
    """The code in a node: its texts, line ends for breaks and between lines."""
    made: list[str] = []
    lines = 0
    for child in t.children(node):
        if not isinstance(child, Mapping):
            continue
        leaf = t.leaf(r, child)
        if leaf is not None:
            made.append(leaf[0])
        elif trees.is_break(t, child):
            made.append("\n")
        else:
            made.append(("\n" if lines else "") + code_text(t, r, child))
            lines += 1
    return "".join(made)


def _rule(t: Tree, r: Reading, node: Node) -> Nodes:
    return parts.rule(r)


def _table(t: Tree, r: Reading, node: Node) -> Nodes:
    """A table; rows may lie in groups, and a caption among them."""
    rows: Nodes = []
    caption: Nodes = inline_of(r, first(t.fields(node), ("caption",)))
    other: Nodes = []
    stack = list(t.children(node))
    while stack:
        child = stack.pop(0)
        if not isinstance(child, Mapping):
            continue
        kind = folded(t.kind(child))
        if kind in ROWS:
            with r.at(child):
                rows.append(r.e("tr", [_cell(t, r, cell) for cell in t.children(child) if isinstance(cell, Mapping)]))
        elif kind in ROW_GROUPS:
            stack[:0] = t.children(child)
        elif "caption" in kind:
            caption = flat(trees.content(t, r, child))
        elif t.leaf(r, child) is None:
            other.extend(trees.block(t, r, child))
    if not rows:
        return other or named.block(r, t.kind(node), t.fields(node), [])
    named_so = [r.e("caption", caption)] if shows_something(caption) else []
    return [r.e("table", named_so, r.e("tbody", rows)), *other]


def _cell(t: Tree, r: Reading, node: Node) -> Element:
    with r.at(node):
        held = t.fields(node)
        header = folded(t.kind(node)) in HEADER_CELLS or held.get("header") is True or bool(held.get("headerState"))
        inner = trees.content(t, r, node)
        spans = {
            name: str(first(held, (name,)))
            for name in ("colspan", "rowspan")
            if isinstance(first(held, (name,)), int) and first(held, (name,)) > 1
        }
        align = first(held, ("align", "textalign", "alignment"))
        scope = SCOPES.get(held.get("headerState", 0), "") if isinstance(held.get("headerState", 0), int) else ""
        return r.e(
            "th" if header else "td",
            inner,
            align=align if align in ("left", "center", "right") else "",
            scope=scope,
            **spans,
        )


SCOPES = {1: "col", 2: "row"}
"""Lexical's header state: of a row of headers, of a column of headers."""


def _figure(t: Tree, r: Reading, node: Node) -> Nodes:
    """A figure: what it shows, and the caption that stands in it."""
    shown: Nodes = []
    caption: Nodes = []
    for child in t.children(node):
        if not isinstance(child, Mapping):
            continue
        if "caption" in folded(t.kind(child)):
            with r.at(child):
                caption.extend(flat(trees.content(t, r, child)))
        else:
            for made in trees.blocks(t, r, [child]):
                kept = made.children if made.name == "figure" and not _holds_quote(made) else [made]
                shown.extend(part for part in kept if part.name != "figcaption")
                caption.extend(_captions(kept))
    held = t.fields(node)
    f = Fields(r, held)
    if not shown:
        return named.block(r, "image", held, parts.paragraph(r, caption))
    if any(_holds_quote(part) or part.name == "blockquote" for part in shown):
        return parts.quote(r, [inner for part in shown for inner in part.children], caption)
    return parts.figure(r, shown, caption or f.inline("caption"), f.inline("credit") if "credit" in held else [])


def _captions(nodes: Nodes) -> Nodes:
    return [
        inner
        for part in nodes
        if part.name == "figcaption"
        for child in part.children
        for inner in (child.children or [child])
    ]


def _holds_quote(node: Element) -> bool:
    return any(child.name == "blockquote" for child in node.children)


def _caption(t: Tree, r: Reading, node: Node) -> Nodes:
    return parts.paragraph(r, flat(trees.content(t, r, node)))


def _details(t: Tree, r: Reading, node: Node) -> Nodes:
    summary: Nodes = []
    body: Nodes = []
    for child in t.children(node):
        if isinstance(child, Mapping) and folded(t.kind(child)) in SUMMARIES:
            summary = flat(trees.content(t, r, child))
        elif isinstance(child, Mapping):
            body.extend(trees.blocks(t, r, [child]))
    held = t.fields(node)
    summary = summary or inline_of(r, first(held, ("title", "summary", "heading")))
    return parts.details(r, summary, body)


def _inside_blocks(t: Tree, r: Reading, node: Node) -> Nodes:
    return trees.blocks(t, r, t.children(node))


def _masthead(role: str) -> BlockOf:
    return lambda t, r, node: parts.paragraph(r, flat(trees.content(t, r, node)), role)


def _title(t: Tree, r: Reading, node: Node) -> Nodes:
    return parts.heading(r, 1, flat(trees.content(t, r, node)))


ROWS = frozenset("tablerow row tr tablerows".split())
ROW_GROUPS = frozenset("tablehead tablebody tablefoot thead tbody tfoot tableheadgroup tablecontent".split())
HEADER_CELLS = frozenset("tableheader tableheadercell th headercell tableheadcell".split())
ITEMS = frozenset(
    "listitem li item taskitem todoitem todoli checklistitem listitemcontainer checkitem decisionitem "
    "actionitem".split()
)
SUMMARIES = frozenset("detailssummary summary collapsibletitle togglesummary detailstitle expandtitle".split())
_ONES = ("one", "two", "three", "four", "five", "six")
BLOCKS: dict[str, BlockOf] = {
    **dict.fromkeys(
        "paragraph p unstyled listitemchild lic line textblock normal default listitemtext".split(), _paragraph
    ),
    **dict.fromkeys("heading header extendedheading heading0".split(), _heading(0)),
    **{f"{name}{level}": _heading(level) for name in ("heading", "header", "h") for level in range(1, 7)},
    **{f"{name}{one}": _heading(at) for name in ("heading", "header") for at, one in enumerate(_ONES, start=1)},
    **dict.fromkeys("bulletlist bulletedlist unorderedlist ul tasklist checklist todolist".split(), _list(False)),
    **dict.fromkeys("orderedlist numberedlist ol".split(), _list(True)),
    "list": _list(None),
    **dict.fromkeys(ITEMS, _lone_item),
    **dict.fromkeys("blockquote quote extendedquote".split(), _quote),
    **dict.fromkeys("quotecaption attribution quoteattribution cite citation quotefooter".split(), _speaker),
    **dict.fromkeys("codeblock code pre preformatted".split(), _code),
    **dict.fromkeys("horizontalrule hr thematicbreak divider horizontalline rule".split(), _rule),
    "table": _table,
    "figure": _figure,
    **dict.fromkeys("figcaption caption imagecaption".split(), _caption),
    **dict.fromkeys("details collapsiblecontainer toggle expand nestedexpand".split(), _details),
    **dict.fromkeys("root doc document listitemcontent detailscontent collapsiblecontent".split(), _inside_blocks),
    **{role: _masthead(role) for role in parts.MASTHEAD if role not in ("summary", "topic", "authors")},
    "title": _title,
}
"""Types of blocks that all these formats share, folded, and what makes them."""
