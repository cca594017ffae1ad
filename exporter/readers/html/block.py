"""Flow content of HTML as blocks of the model (HTML Standard, 3.2.5.2.2): a safe mapping, element by element.

Elements that only group (``div``, ``section``, ``article``) add nothing of their own: headings make the sections.
Words that stand beside blocks become paragraphs, as a browser shows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from exporter.model import (
    Abbr,
    Aside,
    AsideKind,
    Blocks,
    CodeBlock,
    Figure,
    Image,
    Inline,
    Inlines,
    Link,
    Math,
    PageMarker,
    Paragraph,
    ParagraphRole,
    Quote,
    Span,
    Styled,
    Table,
    Text,
    ThematicBreak,
    walk,
)
from exporter.model import (
    Node as ModelNode,
)
from exporter.readers.html.inline import DROPPED, FALLBACK, inlines, is_hidden, read_line_comment, report_dropped
from exporter.readers.html.list import definition_list, list_block, stray_item
from exporter.readers.html.quote import block_quote, figure_quote
from exporter.readers.html.state import State, common, too_deep
from exporter.readers.html.table import cells_of, is_layout, table
from exporter.readers.html.tree import Node, attribute, descendants, elements, has_class, text_of
from exporter.readers.html.white_space import fold
from exporter.readers.sections import Close, Flow, Heading, nest

GROUPING = frozenset(
    "html body div section article main header footer nav form fieldset legend center hgroup search dialog "
    "details summary noscript address optgroup dir-none".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = (
    GROUPING
    | HEADINGS.keys()
    | frozenset(
        "p blockquote ul ol menu dir dl dt dd li pre listing plaintext xmp table figure figcaption aside hr caption "
        "thead tbody tfoot tr td th x-block-formula textarea".split()
    )
)
ASIDE_ROLES: dict[str, AsideKind] = {
    "doc-pullquote": "pullquote",
    "doc-tip": "tip",
    "doc-notice": "warning",
    "note": "note",
}
MASTHEAD: dict[str, ParagraphRole] = {
    "subtitle": "subtitle",
    "standfirst": "standfirst",
    "lede": "standfirst",
    "dek": "standfirst",
    "deck": "standfirst",
    "byline": "byline",
    "dateline": "dateline",
    "kicker": "kicker",
}
Wrapper = Callable[[Inlines], Inline]


def flow(state: State, nodes: Iterable[Node], wrappers: Sequence[Wrapper] = ()) -> list[Flow]:
    """Blocks and headings that ``nodes`` make, in order; ``wrappers`` are phrasing elements that hold them all."""
    made: list[Flow] = []
    waiting: list[Inline] = []

    def settle() -> None:
        made.extend(_paragraphs(tuple(waiting), wrappers))
        waiting.clear()

    for node in nodes:
        if node.name == "#comment":
            read_line_comment(state, node)
        elif node.name in BLOCKS:
            settle()
            made.extend(_block(state, node, wrappers))
        elif _holds_blocks(node) and node.name not in DROPPED - FALLBACK:
            settle()
            made.extend(_opened(state, node, wrappers))
        else:
            waiting.extend(inlines(state, [node]))
    settle()
    return made


def blocks(state: State, node: Node) -> Blocks:
    """The blocks inside an element, headings among them made sections."""
    return nest(flow(state, node.children or ()), state.findings, base=9)


def _holds_blocks(node: Node) -> bool:
    return not node.name.startswith("#") and any(
        item.name in BLOCKS for item in descendants(node) if item.name != "#text"
    )


def _opened(state: State, node: Node, wrappers: Sequence[Wrapper]) -> list[Flow]:
    """A phrasing element around blocks (a link around a whole card): it holds each paragraph's words instead."""
    if is_hidden(state, node):
        return []
    if node.name in DROPPED:
        report_dropped(state, node)
        return flow(state, node.children or (), wrappers)
    shell = inlines(state, [_Shell(node)])
    holds = len(shell) == 1 and isinstance(shell[0], Styled | Link | Quote | Abbr | Span)
    inner = [*wrappers, _wrapper(shell[0])] if holds else wrappers
    return flow(state, node.children or (), inner)


class _Shell:
    """An element without its content but for a word that stands for it."""

    def __init__(self, node: Node) -> None:
        self.name, self.attrs, self.parent = node.name, node.attrs, None
        self.origin_line, self.origin_col = node.origin_line, node.origin_col
        self.children = [_Word()]


class _Word:
    name, attrs, children, data, parent = "#text", None, (), "\ufffc", None
    origin_line = origin_col = None


def _wrapper(shell: Inline) -> Wrapper:
    return lambda content: cast(Inline, replace(cast(Any, shell), content=content))


def _paragraphs(content: Inlines, wrappers: Sequence[Wrapper]) -> list[Flow]:
    """A paragraph of words that stood beside blocks, if there are any; page markers and formulas alone are blocks."""
    folded = fold(content)
    if not any(not isinstance(node, Text) or node.text.strip() for node in folded):
        return []
    if all(isinstance(node, PageMarker) for node in folded):
        return [node for node in folded if isinstance(node, PageMarker)]
    return [Paragraph(_wrapped(folded, wrappers), pos=_first_place(folded))]


def _wrapped(content: Inlines, wrappers: Sequence[Wrapper]) -> Inlines:
    for wrap in reversed(wrappers):
        content = (wrap(content),)
    return content


def _first_place(content: Iterable[ModelNode]) -> Any:
    return next((node.pos for node in walk(content) if node.pos), None)


def _block(state: State, node: Node, wrappers: Sequence[Wrapper]) -> list[Flow]:
    if is_hidden(state, node):
        return []
    state.enter(node)
    level = _heading_level(node)
    if level:
        return [_heading(state, node, level, wrappers)]
    build = _BUILDERS.get(node.name)
    if node.name == "aside" or attribute(node, "role") in ASIDE_ROLES or _is_pull_quote(node):
        build = _asides
    if build is None:
        return _group(state, node, wrappers)
    if too_deep(state, node, state.depth):
        return flow(state, node.children or (), wrappers)
    state.depth += 1
    made = build(state, node)
    state.depth -= 1
    return made


def _heading_level(node: Node) -> int:
    if node.name in HEADINGS:
        return HEADINGS[node.name]
    if attribute(node, "role") == "heading":
        said = (attribute(node, "aria-level") or "2").strip()
        return min(max(int(said), 1), 9) if said.isascii() and said.isdigit() and len(said) < 3 else 2
    return 0


def _heading(state: State, node: Node, level: int, wrappers: Sequence[Wrapper]) -> Heading:
    pos = state.place(node)
    said = common(state, node, pos)
    content = _wrapped(fold(tuple(inlines(state, node.children or ()))), wrappers)
    return Heading(level, content, **said)


def _group(state: State, node: Node, wrappers: Sequence[Wrapper]) -> list[Flow]:
    """An element that groups. Its language and direction go to its children; its headings end where it ends."""
    pos = state.place(node)
    said = common(state, node, pos)
    made = flow(state, node.children or (), wrappers)
    if node.name == "summary":
        made = [
            replace(item, content=(Styled("strong", item.content),)) if isinstance(item, Paragraph) else item
            for item in made
        ]
    inherited: dict[str, Any] = {
        key: said[key] for key in ("lang", "dir") if key in said and node.name not in ("html", "body")
    }
    if inherited:
        made = [_inherit(item, inherited) for item in made]
    if "id" in said and made and not isinstance(made[0], Close) and not made[0].id:
        made[0] = replace(made[0], id=said["id"])
    levels = [item.level for item in made if isinstance(item, Heading)]
    if levels and node.name in ("section", "article", "aside"):
        made.append(Close(min(levels)))
    return made


def _inherit(item: Flow, said: dict[str, Any]) -> Flow:
    if isinstance(item, Close):
        return item
    own = {key: value for key, value in said.items() if not getattr(item, key)}
    return cast(Flow, replace(cast(Any, item), **own)) if own else item


# --- paragraphs, rules, code ----------------------------------------------------------------------------------------


def _paragraph(state: State, node: Node) -> list[Flow]:
    pos = state.place(node)
    said = common(state, node, pos)
    content = fold(tuple(inlines(state, node.children or ())))
    if not content:
        return []
    only = content[0] if len(content) == 1 else None
    if isinstance(only, PageMarker):
        return [only]
    if isinstance(only, Math) and attribute(node, "display") is not None:
        return [only.displayed()]
    if state.markdown and isinstance(only, Image):
        return [_picture_figure(state, node, only, said)]
    return [Paragraph(content, _role(node), **said)]


def _role(node: Node) -> ParagraphRole:
    """The part of the masthead that a paragraph's class says it is, by the names that newsrooms use."""
    for name in (attribute(node, "class") or "").lower().split():
        if name in MASTHEAD:
            return MASTHEAD[name]
    return ""


def _picture_figure(state: State, node: Node, only: Image, said: dict[str, Any]) -> Figure:
    """In Markdown a picture alone in its paragraph is a figure, its title the caption, ``credit`` its credit."""
    holder = next((item for item in descendants(node) if item.name == "img"), None)
    credit = (attribute(holder, "credit") or "") if holder is not None else ""
    caption = (Text(only.title, pos=only.pos),) if only.title.strip() else ()
    shown = Paragraph((replace(only, title=""),), pos=only.pos)
    return Figure((shown,), caption, (Text(credit, pos=only.pos),) if credit.strip() else (), **said)


def _rule(state: State, node: Node) -> list[Flow]:
    return [ThematicBreak(**common(state, node, state.place(node)))]


def _code_block(state: State, node: Node) -> list[Flow]:
    """Preformatted text. The first line end is not part of it (HTML Standard, 13.1.2.5)."""
    pos = state.place(node)
    said = common(state, node, pos)
    inner = next((item for item in elements(node) if item.name == "code"), node)
    classes = f"{attribute(inner, 'class') or ''} {attribute(node, 'class') or ''}"
    match = re.search(r"(?:^|\s)lang(?:uage)?-(\S+)", classes)
    text = "".join("\n" if item.name == "br" else str(item.data or "") for item in descendants(node) if _is_text(item))
    return [CodeBlock(text.removesuffix("\n"), match[1] if match else "", **said)]


def _is_text(node: Node) -> bool:
    return bool(node.name in ("#text", "br"))


def _text_area(state: State, node: Node) -> list[Flow]:
    """What a form's text field shows is text its reader saw; the field itself is dropped."""
    report_dropped(state, node)
    words = fold((Text(text_of(node)),))
    return [Paragraph(words, pos=state.place(node))] if words else []


# --- quotes, figures, asides, tables --------------------------------------------------------------------------------


def _quote(state: State, node: Node) -> list[Flow]:
    made = block_quote(state, node, blocks)
    return [made] if made.blocks or made.attribution else []


def _figure(state: State, node: Node) -> list[Flow]:
    """A figure with caption and credit; one that holds a quotation is that quotation (HTML Standard, 4.4.4)."""
    quoted = figure_quote(state, node, blocks)
    if quoted is not None:
        return [quoted]
    pos = state.place(node)
    said = common(state, node, pos)
    captions = [item for item in elements(node) if item.name == "figcaption"]
    details = [item for item in elements(node) if item.name == "details"]
    rest = [item for item in node.children or () if item not in captions and item not in details]
    inner = nest(flow(state, rest), state.findings, base=9)
    caption, credit = _caption(state, captions)
    description = nest([part for item in details for part in _without_summary(state, item)], state.findings, base=9)
    if not inner and not caption and not credit:
        return list(description)
    return [Figure(inner, caption, credit, description, **said)]


def _without_summary(state: State, node: Node) -> list[Flow]:
    return flow(state, [item for item in node.children or () if item.name != "summary"])


def _caption(state: State, nodes: Sequence[Node]) -> tuple[Inlines, Inlines]:
    """Caption and credit: the credit is what a class or ``small`` at the end says it is."""
    caption: list[Inline] = []
    credit: list[Inline] = []
    for node in nodes:
        for part in _caption_parts(node):
            is_credit = has_class(part, "credit", "copyright", "byline") or part.name == "small"
            target = credit if is_credit and not part.name.startswith("#") else caption
            if target:
                target.append(Text(" "))
            target.extend(inlines(state, part.children if part.name in (*BLOCKS, "small", "span") else [part]))
    return fold(tuple(caption)), fold(tuple(credit))


def _caption_parts(node: Node) -> list[Node]:
    """The pieces of a ``figcaption``: its blocks and marked spans apart, the words between them as they are."""
    return list(node.children or ())


def _is_pull_quote(node: Node) -> bool:
    return node.name in ("blockquote", "div", "figure", "q") and has_class(node, "pullquote", "pull-quote")


def _asides(state: State, node: Node) -> list[Flow]:
    return [_aside(state, node)]


def _aside(state: State, node: Node) -> Aside:
    pos = state.place(node)
    said = common(state, node, pos)
    kind = cast(AsideKind, attribute(node, "data-kind") or ASIDE_ROLES.get(attribute(node, "role") or "", ""))
    if kind not in ("sidebar", "pullquote", "note", "tip", "warning", "related"):
        kind = "pullquote" if has_class(node, "pullquote", "pull-quote") else "sidebar"
    title = (attribute(node, "data-title") or "") if state.markdown else ""
    inner = [node] if node.name == "blockquote" else node.children or ()
    if node.name == "blockquote":
        return Aside((block_quote(state, node, blocks),), kind, **said)
    made = flow(state, inner)
    heading: Inlines = (Text(title, pos=pos),) if title else ()
    if not heading and made and isinstance(made[0], Heading):
        heading = made[0].title
        made = made[1:]
    return Aside(nest(made, state.findings, base=9), kind, heading, **said)


def _table(state: State, node: Node) -> list[Flow]:
    if is_layout(node):
        state.report("HTML005", "a table that only places things was taken apart", state.place(node))
        return [part for cell in cells_of(node) for part in flow(state, cell.children or ())]
    made = table(state, node, blocks)
    return [made] if made.bodies or made.head or made.foot else _caption_alone(made)


def _caption_alone(made: Table) -> list[Flow]:
    return [Paragraph(made.caption, pos=made.pos)] if made.caption else []


def _display_formula(state: State, node: Node) -> list[Flow]:
    formula = next((item for item in inlines(state, [_Formula(node)]) if isinstance(item, Math)), None)
    return [formula.displayed()] if formula is not None else []


class _Formula:
    """A displayed formula as the inline one that our renderer would have made."""

    def __init__(self, node: Node) -> None:
        self.name, self.children, self.parent = "x-formula", (), None
        self.attrs = {**node.attrs, "data-display": ""}
        self.origin_line, self.origin_col, self.data = node.origin_line, node.origin_col, None


_BUILDERS: dict[str, Callable[[State, Node], list[Flow]]] = {
    "p": _paragraph,
    "hr": _rule,
    "pre": _code_block,
    "listing": _code_block,
    "plaintext": _code_block,
    "xmp": _code_block,
    "textarea": _text_area,
    **dict.fromkeys(("ul", "ol", "menu", "dir"), lambda state, node: list_block(state, node, blocks, flow)),
    "li": lambda state, node: stray_item(state, node, blocks),
    "dl": lambda state, node: definition_list(state, node, blocks),
    "blockquote": _quote,
    "figure": _figure,
    "table": _table,
    "x-block-formula": _display_formula,
}
