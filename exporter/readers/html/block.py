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
    Aside,
    AsideKind,
    Blocks,
    Figure,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    PageMarker,
    Paragraph,
    ParagraphRole,
    Span,
    Styled,
    Table,
    Text,
    ThematicBreak,
    says_something,
    walk,
)
from exporter.readers.html.around import Phrase, Shell, Wrapper, within, wrapped
from exporter.readers.html.figure import figure
from exporter.readers.html.inline import (
    DROPPED,
    EMBEDS,
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
from exporter.readers.html.state import Place, Reading, common, too_deep
from exporter.readers.html.table import cells_of, is_layout, table
from exporter.readers.html.text_fields import text_field
from exporter.readers.html.tree import Node, attribute, descendants, has_class
from exporter.readers.html.white_space import fold, without_outer_breaks
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
IN_PARAGRAPHS = frozenset(["table", "ul", "ol", "dl", "blockquote", "figure", "pre"])
"""Blocks that may stand in a paragraph: tables in pages without a doctype (HTML Standard, 13.2.6.4.7), and all that is
in an ``object`` or was put there by a script."""
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


def flow(reading: Reading, place: Place, nodes: Iterable[Node], wrappers: Sequence[Wrapper] = ()) -> list[Flow]:
    """Blocks and headings that ``nodes`` make, in order; ``wrappers`` are phrasing elements that hold them all."""
    made: list[Flow] = []
    waiting: list[Inline] = []

    def settle() -> None:
        if waiting:
            made.extend(_paragraphs(tuple(waiting), wrappers))
            waiting.clear()

    for node in nodes:
        if node.name == "#text":
            if waiting or str(node.data or "").strip(" \n"):
                waiting.extend(inlines(reading, place, [node]))
            else:
                reading.enter(node)
                reading.pass_text(str(node.data or ""))  # the white space between blocks
        elif node.name == "#comment":
            read_line_comment(reading, node)
        elif node.name in BLOCKS:
            settle()
            made.extend(_block(reading, place, node, wrappers))
        elif node.name in EMBEDS and not _holds_blocks(node):
            settle()
            made.extend(_paragraphs(tuple(inlines(reading, place, [node])), wrappers))
        elif _holds_blocks(node) and node.name not in DROPPED - FALLBACK:
            settle()
            made.extend(_opened(reading, place, node, wrappers))
        else:
            waiting.extend(inlines(reading, place, [node]))
    settle()
    return made


def blocks(reading: Reading, place: Place, node: Node) -> Blocks:
    """The blocks inside an element, headings among them made sections."""
    return nest(flow(reading, place, node.children or ()), reading.results.findings, base=9)


def _holds_blocks(node: Node) -> bool:
    return not node.name.startswith("#") and any(
        item.name in BLOCKS for item in descendants(node) if item.name != "#text"
    )


def _opened(reading: Reading, place: Place, node: Node, wrappers: Sequence[Wrapper]) -> list[Flow]:
    """A phrasing element around blocks (a link around a whole card): it holds each paragraph's words instead."""
    if is_hidden(reading, node):
        return []
    if node.name in DROPPED:
        if (made := played(reading, place, node)) is not None:
            return _paragraphs(tuple(made), wrappers)
        report_dropped(reading, node)
        return flow(reading, place, node.children or (), wrappers)
    shell = inlines(reading, place, [Shell(node)])
    holds = len(shell) == 1 and isinstance(shell[0], Phrase)
    inner = [*wrappers, Wrapper(cast(Phrase, shell[0]))] if holds else wrappers
    return flow(reading, place, node.children or (), inner)


def _paragraphs(content: Inlines, wrappers: Sequence[Wrapper]) -> list[Flow]:
    """A paragraph of words that stood beside blocks, if there are any; page markers and formulas alone are blocks."""
    if len(content) == 1 and isinstance(only := content[0], Text):  # as in most cells and items
        folded = fold(content) if only.text.strip() else ()
        return [] if _is_blank(folded) else [Paragraph(wrapped(folded, wrappers), pos=only.pos)]
    if not any(not isinstance(node, Text) or node.text.strip() for node in content):
        return []  # the white space between blocks
    folded = without_outer_breaks(fold(content))
    if not any(not isinstance(node, Text) or node.text.strip() for node in folded):
        return []
    if all(isinstance(node, PageMarker) for node in folded):
        return [node for node in folded if isinstance(node, PageMarker)]
    if _is_blank(folded):
        return []
    if len(folded) == 1 and isinstance(folded[0], Math) and _is_set_apart(folded[0]):
        return [folded[0].displayed()]
    return [Paragraph(wrapped(folded, wrappers), pos=_first_place(folded))]


def _first_place(content: Inlines) -> Any:
    if content and content[0].pos:
        return content[0].pos
    return next((node.pos for node in walk(content) if node.pos), None)


def _block(reading: Reading, place: Place, node: Node, wrappers: Sequence[Wrapper]) -> list[Flow]:
    if is_hidden(reading, node):
        return []
    reading.enter(node)
    level = _heading_level(node)
    if level:
        return _heading(reading, place, node, level, wrappers)
    build = _BUILDERS.get(node.name)
    if node.name == "aside" or attribute(node, "role") in ASIDE_ROLES or _is_pull_quote(node):
        build = _asides
    if build is None:
        return _group(reading, place, node, wrappers)
    if too_deep(reading, node, place.depth):
        return flow(reading, place, node.children or (), wrappers)
    made = build(reading, place.within(), node)
    return [within(item, wrappers) for item in made] if wrappers else made


def _heading_level(node: Node) -> int:
    if node.name in HEADINGS:
        return HEADINGS[node.name]
    if attribute(node, "role") == "heading":
        said = (attribute(node, "aria-level") or "2").strip()
        return min(max(int(said), 1), 9) if said.isascii() and said.isdigit() and len(said) < 3 else 2
    return 0


def _heading(reading: Reading, place: Place, node: Node, level: int, wrappers: Sequence[Wrapper]) -> list[Flow]:
    """A heading. One without words is left out (its pictures stay); one in a quotation belongs to the quoted text."""
    pos = reading.position(node)
    said = common(reading, node, pos)
    inside = replace(place, in_heading=True)
    content = wrapped(fold(tuple(inlines(reading, inside, node.children or ()))), wrappers)
    if not any(isinstance(item, Image) and item.alt is None for item in walk(content)) and not says_something(*content):
        reading.report("HTML012", "a heading without text was left out", pos, cause="heading")
        kept = [Paragraph(content, **said)] if any(isinstance(item, Image) for item in walk(content)) else []
        return [*kept]
    if place.quotes:
        return [Paragraph((Styled("strong", content, pos=pos),), **said)]
    return [Heading(level, content, **said)]


def _group(reading: Reading, place: Place, node: Node, wrappers: Sequence[Wrapper]) -> list[Flow]:
    """An element that groups. Its language and direction go to its children; its headings end where it ends."""
    pos = reading.position(node)
    said = common(reading, node, pos)
    if node.name == "details":
        flat = too_deep(reading, node, place.depth)
        made = disclosed(reading, place if flat else replace(place, depth=place.depth + 1), node, flow, flat=flat)
    else:
        made = flow(reading, place, node.children or (), wrappers)
    inherited: dict[str, Any] = {
        key: said[key] for key in ("lang", "dir") if key in said and node.name not in ("html", "body")
    }
    if inherited:
        made = [_inherit(item, inherited) for item in made]
    if "id" in said and made and not isinstance(made[0], Close) and not made[0].id:
        made[0] = replace(made[0], id=said["id"])
    levels = [item.level for item in made if isinstance(item, Heading)]
    if levels and node.name in ("section", "article", "aside", "details"):
        made.append(Close(min(levels)))
    return made


def _inherit(item: Flow, said: dict[str, Any]) -> Flow:
    if isinstance(item, Close):
        return item
    own = {key: value for key, value in said.items() if not getattr(item, key)}
    return cast(Flow, replace(cast(Any, item), **own)) if own else item


# --- paragraphs, rules, code ----------------------------------------------------------------------------------------


def _paragraph(reading: Reading, place: Place, node: Node) -> list[Flow]:
    if not reading.markdown and any(item.name in IN_PARAGRAPHS for item in descendants(node)):
        return _group(reading, place, node, ())
    pos = reading.position(node)
    said = common(reading, node, pos)
    content = without_outer_breaks(fold(tuple(inlines(reading, place, node.children or ()))))
    if not content or _is_blank(content):
        return [Paragraph((Span((), **said),), pos=pos)] if content and "id" in said else []
    only = content[0] if len(content) == 1 else None
    if isinstance(only, PageMarker):
        return [only]
    if isinstance(only, Math) and (attribute(node, "display") is not None or _is_set_apart(only)):
        return [only.displayed()]
    if reading.markdown and isinstance(only, Image):
        return [_picture_figure(reading, node, only, said)]
    if (captioned := _captioned(content, said)) is not None:
        return [captioned]
    return [Paragraph(content, _role(node), **said)]


def _captioned(content: Inlines, said: dict[str, Any]) -> Figure | None:
    """A picture and, on the line below it, words that are all in italics or small: they are its caption."""
    if len(content) < 2:
        return None
    parts = [item for item in content if not (isinstance(item, Text) and not item.text.strip())]
    if len(parts) not in (2, 3) or not isinstance(parts[-1], Styled) or parts[-1].kind not in ("emphasis", "small"):
        return None
    shown, below = parts[0], parts[-1]
    picture = shown.content[0] if isinstance(shown, Link) and len(shown.content) == 1 else shown
    lines = [item.pos.line if item.pos else 0 for item in (shown, below)]
    parted = isinstance(parts[1], LineBreak) if len(parts) == 3 else lines[0] < lines[1]
    if not isinstance(picture, Image) or not parted or any(isinstance(item, Image) for item in walk(below)):
        return None
    return Figure((Paragraph((shown,), pos=shown.pos),), below.content, **said)


def _is_blank(content: Inlines) -> bool:
    """Whether a paragraph holds nothing but spaces of any kind, as editors leave them between others."""
    if content and isinstance(first := content[0], Text) and first.text[:1].isalnum():
        return False  # as nearly all begin
    return all(isinstance(item, Text) and not item.text.strip("\u00a0\u200b\ufeff \n\t") for item in content)


def _is_set_apart(formula: Math) -> bool:
    return re.match(r"<math\b[^>]*\bdisplay=.block", formula.mathml) is not None


def _role(node: Node) -> ParagraphRole:
    """The part of the masthead that a paragraph's class says it is, by the names that newsrooms use."""
    for name in (attribute(node, "class") or "").lower().split():
        if name in MASTHEAD:
            return MASTHEAD[name]
    return ""


def _picture_figure(reading: Reading, node: Node, only: Image, said: dict[str, Any]) -> Figure:
    """In Markdown a picture alone in its paragraph is a figure, its title the caption, ``credit`` its credit."""
    holder = next((item for item in descendants(node) if item.name == "img"), None)
    credit = (attribute(holder, "credit") or "") if holder is not None else ""
    caption = (Text(only.title, pos=only.pos),) if only.title.strip() else ()
    shown = Paragraph((replace(only, title=""),), pos=only.pos)
    return Figure((shown,), caption, (Text(credit, pos=only.pos),) if credit.strip() else (), **said)


def _rule(reading: Reading, place: Place, node: Node) -> list[Flow]:
    return [ThematicBreak(**common(reading, node, reading.position(node)))]


def _preformatted(reading: Reading, place: Place, node: Node) -> list[Flow]:
    return preformatted(reading, place, node)


def _text_area(reading: Reading, place: Place, node: Node) -> list[Flow]:
    words = fold((Text(text_field(reading, node)),))
    return [Paragraph(words, pos=reading.position(node))] if words else []


# --- quotes, figures, asides, tables --------------------------------------------------------------------------------


def _quote(reading: Reading, place: Place, node: Node) -> list[Flow]:
    if is_embed(node):
        return flow(reading, place, node.children or ())
    made = block_quote(reading, replace(place, quotes=place.quotes + 1), node, blocks)
    return [made] if made.blocks or made.attribution else []


def _figure(reading: Reading, place: Place, node: Node) -> list[Flow]:
    return figure(reading, place, node, flow, blocks)


def _is_pull_quote(node: Node) -> bool:
    return node.name in ("blockquote", "div", "figure", "q") and has_class(node, "pullquote", "pull-quote")


def _asides(reading: Reading, place: Place, node: Node) -> list[Flow]:
    return [_aside(reading, place, node)]


def _aside(reading: Reading, place: Place, node: Node) -> Aside:
    pos = reading.position(node)
    said = common(reading, node, pos)
    kind = cast(AsideKind, attribute(node, "data-kind") or ASIDE_ROLES.get(attribute(node, "role") or "", ""))
    if kind not in ("sidebar", "pullquote", "note", "tip", "warning", "related"):
        kind = "pullquote" if has_class(node, "pullquote", "pull-quote") else "sidebar"
    title = (attribute(node, "data-title") or "") if reading.markdown else ""
    inner = [node] if node.name == "blockquote" else node.children or ()
    if node.name == "blockquote":
        return Aside((block_quote(reading, place, node, blocks),), kind, **said)
    made = flow(reading, place, inner)
    heading: Inlines = (Text(title, pos=pos),) if title else ()
    if not heading and made and isinstance(made[0], Heading):
        heading = made[0].title
        made = made[1:]
    return Aside(nest(made, reading.results.findings, base=9), kind, heading, **said)


def _table(reading: Reading, place: Place, node: Node) -> list[Flow]:
    if is_layout(reading, node):
        reading.report("HTML005", "a layout table was replaced by its content", reading.position(node))
        return [part for cell in cells_of(node) for part in flow(reading, place, cell.children or ())]
    made = table(reading, place, node, blocks)
    return [made] if made.bodies or made.head or made.foot else _caption_alone(made)


def _caption_alone(made: Table) -> list[Flow]:
    return [Paragraph(made.caption, pos=made.pos)] if made.caption else []


def _display_formula(reading: Reading, place: Place, node: Node) -> list[Flow]:
    formula = next((item for item in inlines(reading, place, [_Formula(node)]) if isinstance(item, Math)), None)
    return [formula.displayed()] if formula is not None else []


class _Formula:
    """A displayed formula as the inline one that our renderer would have made."""

    def __init__(self, node: Node) -> None:
        self.name, self.children, self.parent = "x-formula", (), None
        self.attrs = {**node.attrs, "data-display": ""}
        self.origin_line, self.origin_col, self.data = node.origin_line, node.origin_col, None


_BUILDERS: dict[str, Callable[[Reading, Place, Node], list[Flow]]] = {
    "p": _paragraph,
    "hr": _rule,
    **dict.fromkeys(("pre", "listing", "plaintext", "xmp"), _preformatted),
    "textarea": _text_area,
    **dict.fromkeys(
        ("ul", "ol", "menu", "dir"), lambda reading, place, node: list_block(reading, place, node, blocks, flow)
    ),
    "li": lambda reading, place, node: stray_item(reading, place, node, blocks),
    "dl": lambda reading, place, node: definition_list(reading, place, node, blocks),
    "blockquote": _quote,
    "figure": _figure,
    "table": _table,
    "x-block-formula": _display_formula,
}
