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
    says_something,
    walk,
)
from exporter.model import (
    Node as ModelNode,
)
from exporter.readers.html.figure import figure
from exporter.readers.html.inline import (
    DROPPED,
    FALLBACK,
    inlines,
    is_hidden,
    played,
    read_line_comment,
    report_dropped,
)
from exporter.readers.html.lists import definition_list, disclosed, list_block, stray_item
from exporter.readers.html.media import is_embed
from exporter.readers.html.preformatted import preformatted
from exporter.readers.html.quote import block_quote
from exporter.readers.html.state import State, common, too_deep
from exporter.readers.html.table import cells_of, is_layout, table
from exporter.readers.html.tree import Node, attribute, descendants, has_class, text_of
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
        if (made := played(state, node)) is not None:
            return _paragraphs(tuple(made), wrappers)
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
    if _is_blank(folded):
        return []
    if len(folded) == 1 and isinstance(folded[0], Math) and _is_set_apart(folded[0]):
        return [folded[0].displayed()]
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
        return _heading(state, node, level, wrappers)
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


def _heading(state: State, node: Node, level: int, wrappers: Sequence[Wrapper]) -> list[Flow]:
    """A heading. One that says nothing is none (its pictures stay); one in a quotation is that text's own, not ours."""
    pos = state.place(node)
    said = common(state, node, pos)
    outside, state.in_heading = state.in_heading, True
    content = _wrapped(fold(tuple(inlines(state, node.children or ()))), wrappers)
    state.in_heading = outside
    if not any(isinstance(item, Image) and item.alt is None for item in walk(content)) and not says_something(*content):
        state.report("HTML012", "a heading without text was left out", pos, cause="heading")
        kept = [Paragraph(content, **said)] if any(isinstance(item, Image) for item in walk(content)) else []
        return [*kept]
    if state.quotes:
        return [Paragraph((Styled("strong", content, pos=pos),), **said)]
    return [Heading(level, content, **said)]


def _group(state: State, node: Node, wrappers: Sequence[Wrapper]) -> list[Flow]:
    """An element that groups. Its language and direction go to its children; its headings end where it ends."""
    pos = state.place(node)
    said = common(state, node, pos)
    made = disclosed(state, node, flow) if node.name == "details" else flow(state, node.children or (), wrappers)
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
    if not content or _is_blank(content):
        return [Paragraph((Span((), **said),), pos=pos)] if content and "id" in said else []
    only = content[0] if len(content) == 1 else None
    if isinstance(only, PageMarker):
        return [only]
    if isinstance(only, Math) and (attribute(node, "display") is not None or _is_set_apart(only)):
        return [only.displayed()]
    if state.markdown and isinstance(only, Image):
        return [_picture_figure(state, node, only, said)]
    return [Paragraph(content, _role(node), **said)]


def _is_blank(content: Inlines) -> bool:
    """Whether a paragraph holds nothing but spaces of any kind, as editors leave them between others."""
    return all(isinstance(item, Text) and not item.text.strip("\u00a0\u200b\ufeff \n\t") for item in content)


def _is_set_apart(formula: Math) -> bool:
    return re.match(r"<math\b[^>]*\bdisplay=.block", formula.mathml) is not None


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


def _preformatted(state: State, node: Node) -> list[Flow]:
    return preformatted(state, node)


def _text_area(state: State, node: Node) -> list[Flow]:
    """What a form's text field shows is text its reader saw; the field itself is dropped."""
    report_dropped(state, node)
    words = fold((Text(text_of(node)),))
    return [Paragraph(words, pos=state.place(node))] if words else []


# --- quotes, figures, asides, tables --------------------------------------------------------------------------------


def _quote(state: State, node: Node) -> list[Flow]:
    if is_embed(node):
        return flow(state, node.children or ())
    state.quotes += 1
    made = block_quote(state, node, blocks)
    state.quotes -= 1
    return [made] if made.blocks or made.attribution else []


def _figure(state: State, node: Node) -> list[Flow]:
    return figure(state, node, flow, blocks)


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
        state.report("HTML005", "a layout table was replaced by its content", state.place(node))
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
    **dict.fromkeys(("pre", "listing", "plaintext", "xmp"), _preformatted),
    "textarea": _text_area,
    **dict.fromkeys(("ul", "ol", "menu", "dir"), lambda state, node: list_block(state, node, blocks, flow)),
    "li": lambda state, node: stray_item(state, node, blocks),
    "dl": lambda state, node: definition_list(state, node, blocks),
    "blockquote": _quote,
    "figure": _figure,
    "table": _table,
    "x-block-formula": _display_formula,
}
