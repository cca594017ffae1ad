"""Block nodes as XHTML: one small function a node (semantic map, EPUB column).

Roles are those that ARIA in HTML and DPUB-ARIA 1.1 allow on the element they stand on.
"""

from __future__ import annotations

from dataclasses import replace
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
    plain_text,
)
from exporter.model.numerals import labels
from exporter.writers.xhtml.elements import XHTML, Element, inherited, xml_text
from exporter.writers.xhtml.inline import code_text, inlines, page_marker
from exporter.writers.xhtml.links import web_address
from exporter.writers.xhtml.math import formula
from exporter.writers.xhtml.notes import place_notes
from exporter.writers.xhtml.state import Heading, Place, Rendering
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
    "sidebar": ("aside", "note", ""),
    "related": ("aside", "note", ""),
    "pullquote": ("aside", "doc-pullquote", "pullquote"),
    "note": ("aside", "note", ""),
    "tip": ("aside", "doc-tip", "tip"),
    "warning": ("section", "doc-notice", "notice"),
}
"""Element, role and epub:type of each kind of aside.

A sidebar is a ``note`` in ARIA's sense, words beside the text; a bare ``aside`` would be a landmark, one for each box.
"""


def blocks(rendering: Rendering, place: Place, parent: Element, content: Blocks) -> None:
    """Append blocks to ``parent``."""
    for node in content:
        block(rendering, place, parent, node)


def holding(rendering: Rendering, place: Place, parent: Element, content: Blocks) -> None:
    """Append the blocks of a cell, an item or a definition to it.

    The words of a paragraph that is all there is stand in it without a ``p``, which browsers would tell as a second
    thing of the same name: each header of a table twice.
    """
    place = replace(place, named=True)
    words = [node for node in content if not isinstance(node, PageMarker)]
    match words:
        case [Paragraph(role="", id="", lang="", dir="") as only] if rendering.profile.interactive:
            for node in content:
                if node is only:
                    rendering.results.register(only)
                    inlines(rendering, place, parent, only.content)
                else:
                    block(rendering, place, parent, node)
        case _:
            blocks(rendering, place, parent, content)


def flow(rendering: Rendering, place: Place, parent: Element, content: Blocks) -> None:
    """Append the blocks of a section or chapter; notes may be placed between these and nowhere deeper."""
    for node in content:
        block(rendering, place, parent, node)
        if rendering.profile.notes == "after-block":
            place_notes(rendering, place, parent, blocks)


def block(rendering: Rendering, place: Place, parent: Element, node: Block) -> None:  # noqa: C901  (one case per node)
    """Append one block to ``parent``."""
    match node:
        case Section():
            _section(rendering, place, parent, node)
        case Paragraph():
            _paragraph(rendering, place, parent, node)
        case BlockQuote():
            _block_quote(rendering, place, parent, node)
        case List():
            _list(rendering, place, parent, node)
        case DefinitionList():
            _definition_list(rendering, place, parent, node)
        case CodeBlock():
            language = "".join(node.language.split())
            pre = rendering.element(parent, "pre", node)
            code = rendering.part(pre, "code", rendering.results.index_of(node), "code")
            if language:
                code.set("class", xml_text(f"language-{language}"))
            code_text(rendering, place, code, node)
        case Table():
            table(rendering, place, parent, node, holding)
        case Figure():
            _figure(rendering, place, parent, node)
        case Aside():
            _aside(rendering, place, parent, node)
        case DisplayMath():
            formula(rendering, parent, node, display=True)
        case ThematicBreak():
            rendering.element(parent, "hr", node)
        case PageMarker():
            page_marker(rendering, place, parent, node, "div")
        case _:
            assert_never(node)


def _section(rendering: Rendering, place: Place, parent: Element, node: Section) -> None:
    """A section with its heading. HTML has six heading levels; deeper ones say theirs by ``aria-level``.

    Only a section with a role of its own is labelled: any other with a name is a landmark, its heading heard twice. An
    article of a publication is an ``article``, which is not a landmark.
    """
    is_article = node.metadata is not None and rendering.profile.interactive
    made = rendering.element(parent, "article" if is_article else "section", node)
    if node.role in SECTION_ROLES:
        made.set("role", f"doc-{node.role}")
        rendering.epub_type(made, node.role)
    place = replace(place, level=node.level_below(place.level))
    if node.title:
        tag = f"h{min(place.level, 6)}"
        name = rendering.claim(f"heading-{len(rendering.results.headings) + 1}")
        heading = rendering.part(made, tag, rendering.results.index_of(node), "heading", id=name)
        if place.level > 6:
            heading.set("aria-level", str(place.level))
        inlines(rendering, replace(place, named=True), heading, node.title)
        if made.get("role"):
            made.set("aria-labelledby", heading.get("id", ""))
        note_heading(rendering, place, heading)
        if rendering.profile.notes == "after-block":
            place_notes(rendering, place, made, blocks)
    flow(rendering, place, made, node.blocks)


def note_heading(rendering: Rendering, place: Place, heading: Element) -> None:
    """Keep a heading for navigation: its words as they are heard, without references to notes."""
    text = " ".join(heard(heading).split())
    if text:
        lang, _ = inherited(heading)
        made = Heading(place.level + place.above, text, heading.get("id", ""), place.chapter, lang)
        rendering.results.headings.append(made)


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


def _paragraph(rendering: Rendering, place: Place, parent: Element, node: Paragraph) -> None:
    made = rendering.element(parent, "p", node, class_=node.role)
    if node.role == "subtitle":
        made.set("role", "doc-subtitle")
        rendering.epub_type(made, "subtitle")
    inlines(rendering, place, made, node.content)


def _block_quote(rendering: Rendering, place: Place, parent: Element, node: BlockQuote) -> None:
    """A quotation. With an attribution, a figure: HTML keeps who said it outside ``blockquote`` (HTML 4.4.4)."""
    cite = web_address(node.cite) or ""
    if not node.attribution:
        blocks(rendering, place, rendering.element(parent, "blockquote", node, cite=cite), node.blocks)
        return
    figure = rendering.element(parent, "figure", node, class_="quote")
    index = rendering.results.index_of(node)
    blocks(rendering, place, rendering.part(figure, "blockquote", index, "quote", cite=cite), node.blocks)
    caption = rendering.part(figure, "figcaption", index, "attribution", class_="attribution")
    if rendering.profile.interactive:  # Firefox names a figure by its caption, Chromium does not
        name = rendering.claim(f"speaker-{index}")
        caption.set("id", name)
        figure.set("aria-labelledby", name)
    inlines(rendering, replace(place, named=True), caption, node.attribution)


def _list(rendering: Rendering, place: Place, parent: Element, node: List) -> None:
    made = rendering.element(parent, "ol" if node.ordered else "ul", node)
    if node.ordered and node.start != 1:
        made.set("start", str(node.start))
    if node.ordered and LIST_TYPE[node.style]:
        made.set("type", LIST_TYPE[node.style])
    told = node.ordered and node.delimiter != "period"
    if told:
        made.set("class", node.delimiter)
    for item, label in zip(node.items, labels(node), strict=True):
        entry = rendering.element(made, "li", item)
        if node.ordered and item.value is not None:
            entry.set("value", str(item.value))
        if told:  # CSS Lists 3, 2.1: a style sheet's own counters would have to come with every reader's
            entry.set("style", f"list-style-type: '{label} '")
        holding(rendering, place, entry, item.blocks)


def _definition_list(rendering: Rendering, place: Place, parent: Element, node: DefinitionList) -> None:
    """Terms and definitions, each item a ``div`` group; HTML wants at least one of both in a group (4.4.9)."""
    made = rendering.element(parent, "dl", node)
    for item in node.items:
        group = rendering.element(made, "div", item)
        index = rendering.results.index_of(item)
        for term in item.terms:
            inlines(rendering, replace(place, named=True), rendering.element(group, "dt", term), term.content)
        if not item.terms:
            rendering.part(group, "dt", index, "missing")
        for definition in item.definitions:
            holding(rendering, place, rendering.element(group, "dd", definition), definition.blocks)
        if not item.definitions:
            rendering.part(group, "dd", index, "missing")


def _figure(rendering: Rendering, place: Place, parent: Element, node: Figure) -> None:
    """A figure, its caption and credit as two paragraphs of one ``figcaption``, its long description after them."""
    made = rendering.element(parent, "figure", node)
    index = rendering.results.index_of(node)
    blocks(rendering, place, made, node.blocks)
    described = list(made.iter(f"{{{XHTML}}}img")) if node.description else []
    if node.caption or node.credit:
        holder = rendering.part(made, "figcaption", index, "captions")
        rendering.results.figures.append(node)
        if rendering.profile.interactive:  # else by the whole caption, which is then said twice
            rendering.label_holder(made, "ref-figure", len(rendering.results.figures), plain_text(node.caption))
        name = replace(place, named=True)
        if node.caption:
            inlines(rendering, name, rendering.part(holder, "p", index, "caption", class_="caption"), node.caption)
        if node.credit:
            inlines(rendering, name, rendering.part(holder, "p", index, "credit", class_="credit"), node.credit)
    if node.description:
        described_by = rendering.claim(f"description-{index}")
        holder = description_holder(rendering, parent, index)
        holder.set("id", described_by)
        blocks(rendering, place, holder, node.description)
        for target in described or [made]:
            target.set("aria-details", described_by)


def _aside(rendering: Rendering, place: Place, parent: Element, node: Aside) -> None:
    tag, role, epub_type = ASIDES[node.kind]
    made = rendering.element(parent, tag, node, class_=node.kind, role=role)
    index = rendering.results.index_of(node)
    if epub_type:
        rendering.epub_type(made, epub_type)
    if node.title:
        name = rendering.claim(f"aside-{index}-title")
        title = rendering.part(made, "p", index, "title", class_="aside-title", id=name)
        inlines(rendering, replace(place, named=True), title, node.title)
        made.set("aria-labelledby", title.get("id", ""))
    blocks(rendering, place, made, node.blocks)
