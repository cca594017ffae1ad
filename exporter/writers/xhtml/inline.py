"""Inline nodes as XHTML: one small function a node (semantic map, EPUB column).

Every function appends to the element it is given and returns nothing. Quotation marks are the author's own text;
``q`` brings the meaning, and the style sheet turns its generated marks off.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import assert_never

from exporter.model import (
    Abbr,
    Code,
    CodeBlock,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Note,
    NoteReference,
    PageMarker,
    Quote,
    Span,
    Styled,
    StyleKind,
    Text,
    is_visible,
)
from exporter.writers.xhtml.elements import Element, append_text, last_child, xml_text
from exporter.writers.xhtml.links import safe_address, web_address
from exporter.writers.xhtml.math import formula
from exporter.writers.xhtml.state import Page, Place, ReferenceLink, Rendering

STYLED: dict[StyleKind, str] = {
    "emphasis": "em",
    "strong": "strong",
    "sub": "sub",
    "sup": "sup",
    "deleted": "del",
    "inserted": "ins",
    "mark": "mark",
    "small": "small",
}

# HTML's valid dates and times, as far as articles use them: year, month, day, and a time of day with or without zone.
_DATETIME = re.compile(
    r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])"
    r"([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,3})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?)?)?"
)


def inlines(rendering: Rendering, place: Place, parent: Element, content: Inlines) -> None:
    """Append ``content`` to ``parent``."""
    for node in content:
        inline(rendering, place, parent, node)


def inline(rendering: Rendering, place: Place, parent: Element, node: Inline) -> None:  # noqa: C901  (one case per node)
    """Append one inline node to ``parent``."""
    match node:
        case Text():
            _text(rendering, parent, node)
        case Styled():
            inlines(rendering, place, rendering.element(parent, STYLED[node.kind], node), node.content)
        case Code():
            code_text(rendering, place, rendering.element(parent, "code", node), node)
        case Link():
            _link(rendering, place, parent, node)
        case Image():
            _image(rendering, parent, node)
        case Quote():
            made = rendering.element(parent, "q", node, class_="typed-marks", cite=web_address(node.cite) or "")
            inlines(rendering, place, made, node.content)
        case Abbr():
            inlines(rendering, place, rendering.element(parent, "abbr", node, title=node.expansion), node.content)
        case Span():
            _span(rendering, place, parent, node)
        case Note():
            _note_reference(rendering, place, parent, node)
        case NoteReference():
            _note_again(rendering, place, parent, node)
        case Math():
            formula(rendering, parent, node, display=False)
        case LineBreak():
            rendering.element(parent, "br", node)
        case PageMarker():
            page_marker(rendering, place, parent, node, "span")
        case _:
            assert_never(node)


def _text(rendering: Rendering, parent: Element, node: Text) -> None:
    """Characters; in an element of their own when the run says something of itself, or when someone asks for it.

    What is asked for is that each run be told apart from the others: the first of an element is its own text anyway.
    """
    first = last_child(parent) is None and not parent.text
    if node.id or node.lang or node.dir or (rendering.profile.wrap_text and not first):
        append_text(rendering.element(parent, "span", node), node.text)
    else:
        if rendering.profile.node_attribute:
            rendering.results.place_text(node, parent)
        append_text(parent, node.text)


def code_text(rendering: Rendering, place: Place, made: Element, node: Code | CodeBlock) -> None:
    """The characters of code, with the page breaks that fall into them."""
    start, place = 0, replace(place, named=True)
    for offset, marker in rendering.profile.breaks.get(id(node), ()):
        append_text(made, node.text[start:offset])
        page_marker(rendering, place, made, marker, "span")
        start = offset
    append_text(made, node.text[start:])


def _link(rendering: Rendering, place: Place, parent: Element, node: Link) -> None:
    """A link, or its words alone where its target may not or cannot be written. Links do not nest in HTML."""
    target = _address(rendering, node)
    if target is None or place.in_link:
        inlines(rendering, place, rendering.element(parent, "span", node), node.content)
        return
    made = rendering.element(parent, "a", node, href=target, title=node.title)
    before = len(rendering.results.reference_links)
    inlines(rendering, replace(place, in_link=True, named=True), made, node.content)
    for link in rendering.results.reference_links[before:]:  # to notes, inside a link: these links follow it
        _reference_link(rendering, parent, link)


def _address(rendering: Rendering, node: Link) -> str | None:
    if node.target.startswith("#"):
        anchor = rendering.registry.anchors.get(node.target[1:])
        if anchor is None:
            message = f"the document has no anchor “{node.target[1:]}”"
            rendering.report("EPUB001", message, node.pos, subject=node.target)
            return None
        return f"#{anchor}"
    address = safe_address(node.target)
    if address is None:
        rendering.report("EPUB002", f"the address “{node.target[:80]}” is unsafe or invalid", node.pos)
    return address


WIDEST, TALLEST = 2_000, 480
"""The most pixels that a stated width may have; and a height that fits on every page beside its caption."""


def _image(rendering: Rendering, parent: Element, node: Image) -> None:
    """A picture. Where nobody said an alternative the attribute is left out: ``alt=""`` would claim decoration."""
    resource = rendering.registry.resources.get(node.resource)
    if resource is None:
        rendering.report("IMG002", f"the picture “{node.resource}” is not in the document", node.pos)
        append_text(rendering.element(parent, "span", node, class_="missing-image"), node.alt or "")
        return
    made = rendering.element(parent, "img", node, src=rendering.profile.picture_href(resource), title=node.title)
    if node.alt is not None:
        made.set("alt", xml_text(node.alt))
        if not node.alt:
            made.set("role", "presentation")
    if resource.width > 0 and resource.height > 0:
        width = node.width if 0 < node.width <= WIDEST else resource.width
        height = max(1, round(resource.height * width / resource.width))
        made.set("width", str(width))
        made.set("height", str(height))
        if node.width and rendering.profile.node_attribute and height <= TALLEST:  # a page goes by the style alone
            made.set("style", f"width: {width}px")


def _span(rendering: Rendering, place: Place, parent: Element, node: Span) -> None:
    if node.datetime and _DATETIME.fullmatch(node.datetime):
        made = rendering.element(parent, "time", node, class_=node.role, datetime=node.datetime)
    else:
        made = rendering.element(parent, "span", node, class_=node.role)
    inlines(rendering, place, made, node.content)


def _note_reference(rendering: Rendering, place: Place, parent: Element, node: Note) -> None:
    """The place that refers to a note; the note itself waits until its chapter or block is done."""
    link = rendering.results.refer(node, rendering.registry.notes[id(node)], parent)
    if not place.in_link:
        _reference_link(rendering, parent, link)


def _note_again(rendering: Rendering, place: Place, parent: Element, node: NoteReference) -> None:
    """A further place that refers to a note: the same number, and a way back of its own."""
    number = rendering.registry.named_notes.get(node.note)
    if number is None:
        rendering.report("EPUB001", f"the document has no note “{node.note}”", node.pos, subject=node.note)
        return
    link = rendering.results.refer_again(node, number)
    if not place.in_link:
        _reference_link(rendering, parent, link)


def _reference_link(rendering: Rendering, parent: Element, link: ReferenceLink) -> None:
    registry, number = rendering.registry, link.number
    made = rendering.indexed(parent, "a", link.index, href=f"#{registry.note_ids[number]}")
    made.set("id", registry.reference_ids[number, link.place])
    made.set("class", "note-reference")
    made.set("role", "doc-noteref")
    rendering.epub_type(made, "noteref")
    rendering.label(made, "note", number=registry.shown[number])
    append_text(made, str(registry.shown[number]))


def page_marker(rendering: Rendering, place: Place, parent: Element, node: PageMarker, tag: str) -> None:
    """The start of a printed page: nothing to see, a place to go to (EPUB Accessibility 1.1, 3.2).

    Nobody could go to a page that has neither a number nor a name. In what is called by its words (a heading, a cell, a
    term, code) the number would be heard as one of them: there only the page list tells of it.
    """
    if not is_visible(node.label):
        return
    made = rendering.element(parent, tag, node, class_="page-marker", role="doc-pagebreak", aria_label=node.label)
    if place.named:
        made.set("aria-hidden", "true")
    rendering.epub_type(made, "pagebreak")
    name = made.get("id") or rendering.claim(f"page-{node.label}")
    made.set("id", name)
    rendering.results.pages.append(Page(node.label, name, place.chapter))
