"""Block nodes as XHTML: one small function a node (semantic map, EPUB column).

Roles are those that ARIA in HTML and DPUB-ARIA 1.1 allow on the element they stand on.
"""

from __future__ import annotations

from typing import assert_never

from exporter.model import (
    Aside,
    AsideKind,
    Block,
    BlockQuote,
    Blocks,
    CodeBlock,
    DefinitionList,
    DisplayMath,
    Figure,
    List,
    NumberStyle,
    PageMarker,
    Paragraph,
    Section,
    Table,
    ThematicBreak,
)
from exporter.writers.xhtml.inline import code_text, inlines, page_marker
from exporter.writers.xhtml.links import web_address
from exporter.writers.xhtml.math import formula
from exporter.writers.xhtml.notes import place_notes
from exporter.writers.xhtml.state import XHTML, Element, Heading, State, inherited, xml_text
from exporter.writers.xhtml.table import description_holder, table

LIST_TYPE: dict[NumberStyle, str] = {
    "decimal": "",
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}

SECTION_ROLES = frozenset(
    "abstract acknowledgments afterword appendix bibliography chapter colophon conclusion credits dedication endnotes "
    "epigraph epilogue errata example foreword glossary index introduction notice part preface prologue qna".split()
)
"""DPUB-ARIA roles for parts of a text. Of these, ``section`` may carry every one (ARIA in HTML, section element)."""

ASIDES: dict[AsideKind, tuple[str, str, str]] = {
    "sidebar": ("aside", "", ""),
    "related": ("aside", "", ""),
    "pullquote": ("aside", "doc-pullquote", "pullquote"),
    "note": ("aside", "note", ""),
    "tip": ("aside", "doc-tip", "tip"),
    "warning": ("section", "doc-notice", "notice"),
}
"""Element, role and epub:type of each kind of aside. A sidebar is a bare ``aside``, for its type is deprecated."""


def blocks(state: State, parent: Element, content: Blocks) -> None:
    """Append blocks to ``parent``."""
    for node in content:
        block(state, parent, node)


def flow(state: State, parent: Element, content: Blocks) -> None:
    """Append the blocks of a section or chapter; notes may be placed between these and nowhere deeper."""
    for node in content:
        block(state, parent, node)
        if state.profile.notes == "after-block":
            place_notes(state, parent, blocks)


def block(state: State, parent: Element, node: Block) -> None:
    """Append one block to ``parent``."""
    match node:
        case Section():
            _section(state, parent, node)
        case Paragraph():
            _paragraph(state, parent, node)
        case BlockQuote():
            _block_quote(state, parent, node)
        case List():
            _list(state, parent, node)
        case DefinitionList():
            _definition_list(state, parent, node)
        case CodeBlock():
            language = "".join(node.language.split())
            code = state.part(state.element(parent, "pre", node), "code", node, "code")
            if language:
                code.set("class", xml_text(f"language-{language}"))
            code_text(state, code, node)
        case Table():
            table(state, parent, node, blocks)
        case Figure():
            _figure(state, parent, node)
        case Aside():
            _aside(state, parent, node)
        case DisplayMath():
            formula(state, parent, node, display=True)
        case ThematicBreak():
            state.element(parent, "hr", node)
        case PageMarker():
            page_marker(state, parent, node, "div")
        case _:
            assert_never(node)


def _section(state: State, parent: Element, node: Section) -> None:
    """A section labelled by its heading. HTML has six heading levels; deeper ones say theirs by ``aria-level``."""
    made = state.element(parent, "section", node)
    if node.role in SECTION_ROLES:
        made.set("role", f"doc-{node.role}")
        state.epub_type(made, node.role)
    around, state.level = state.level, node.level_below(state.level)
    if node.title:
        tag = f"h{min(state.level, 6)}"
        heading = state.part(made, tag, node, "heading", id=state.claim(f"heading-{len(state.headings) + 1}"))
        if state.level > 6:
            heading.set("aria-level", str(state.level))
        inlines(state, heading, node.title)
        made.set("aria-labelledby", heading.get("id", ""))
        note_heading(state, heading)
        if state.profile.notes == "after-block":
            place_notes(state, made, blocks)
    flow(state, made, node.blocks)
    state.level = around


def note_heading(state: State, heading: Element) -> None:
    """Keep a heading for navigation: its words as they are heard, without references to notes."""
    text = " ".join(heard(heading).split())
    if text:
        lang, _ = inherited(heading)
        state.headings.append(Heading(state.level, text, heading.get("id", ""), state.chapter, lang))


def heard(element: Element) -> str:
    """The words of an element for a place that holds only text: alternatives instead of pictures and formulas."""
    parts = [element.text or ""]
    for child in element:
        if child.get("role") not in ("doc-noteref", "doc-pagebreak"):
            parts.append(child.get("alttext") or child.get("alt") or (" " if child.tag == f"{{{XHTML}}}br" else ""))
            if not child.get("alttext"):
                parts.append(heard(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _paragraph(state: State, parent: Element, node: Paragraph) -> None:
    made = state.element(parent, "p", node, class_=node.role)
    if node.role == "subtitle":
        made.set("role", "doc-subtitle")
        state.epub_type(made, "subtitle")
    inlines(state, made, node.content)


def _block_quote(state: State, parent: Element, node: BlockQuote) -> None:
    """A quotation. With an attribution, a figure: HTML keeps who said it outside ``blockquote`` (HTML 4.4.4)."""
    cite = web_address(node.cite) or ""
    if not node.attribution:
        blocks(state, state.element(parent, "blockquote", node, cite=cite), node.blocks)
        return
    figure = state.element(parent, "figure", node, class_="quote")
    index = state.index_of(node)
    blocks(state, state.part(figure, "blockquote", index, "quote", cite=cite), node.blocks)
    inlines(state, state.part(figure, "figcaption", index, "attribution", class_="attribution"), node.attribution)


def _list(state: State, parent: Element, node: List) -> None:
    made = state.element(parent, "ol" if node.ordered else "ul", node)
    if node.ordered and node.start != 1:
        made.set("start", str(node.start))
    if node.ordered and LIST_TYPE[node.style]:
        made.set("type", LIST_TYPE[node.style])
    for item in node.items:
        blocks(state, state.element(made, "li", item), item.blocks)


def _definition_list(state: State, parent: Element, node: DefinitionList) -> None:
    """Terms and definitions, each item a ``div`` group; HTML wants at least one of both in a group (4.4.9)."""
    made = state.element(parent, "dl", node)
    for item in node.items:
        group = state.element(made, "div", item)
        index = state.index_of(item)
        for term in item.terms:
            inlines(state, state.element(group, "dt", term), term.content)
        if not item.terms:
            state.part(group, "dt", index, "missing")
        for definition in item.definitions:
            blocks(state, state.element(group, "dd", definition), definition.blocks)
        if not item.definitions:
            state.part(group, "dd", index, "missing")


def _figure(state: State, parent: Element, node: Figure) -> None:
    """A figure, its caption and credit as two paragraphs of one ``figcaption``, its long description after them."""
    made = state.element(parent, "figure", node)
    index = state.index_of(node)
    blocks(state, made, node.blocks)
    described = list(made.iter(f"{{{XHTML}}}img")) if node.description else []
    if node.caption or node.credit:
        holder = state.part(made, "figcaption", index, "captions")
        if node.caption:
            inlines(state, state.part(holder, "p", index, "caption", class_="caption"), node.caption)
        if node.credit:
            inlines(state, state.part(holder, "p", index, "credit", class_="credit"), node.credit)
    if node.description:
        name = state.claim(f"description-{index}")
        holder = description_holder(state, parent, index)
        holder.set("id", name)
        blocks(state, holder, node.description)
        for target in described or [made]:
            target.set("aria-details", name)


def _aside(state: State, parent: Element, node: Aside) -> None:
    tag, role, epub_type = ASIDES[node.kind]
    made = state.element(parent, tag, node, class_=node.kind, role=role)
    index = state.index_of(node)
    if epub_type:
        state.epub_type(made, epub_type)
    if node.title:
        title = state.part(made, "p", index, "title", class_="aside-title", id=state.claim(f"aside-{index}-title"))
        inlines(state, title, node.title)
        made.set("aria-labelledby", title.get("id", ""))
    blocks(state, made, node.blocks)
