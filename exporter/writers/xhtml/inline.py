"""Inline nodes as XHTML: one small function a node (semantic map, EPUB column).

Every function appends to the element it is given and returns nothing. Quotation marks are the author's own text;
``q`` brings the meaning, and the style sheet turns its generated marks off.
"""

from __future__ import annotations

import re
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
from exporter.writers.xhtml.links import safe_address, web_address
from exporter.writers.xhtml.math import formula
from exporter.writers.xhtml.state import (
    Element,
    Page,
    PendingNote,
    State,
    append_text,
    inherited,
    last_child,
    xml_text,
)

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


def inlines(state: State, parent: Element, content: Inlines) -> None:
    """Append ``content`` to ``parent``."""
    for node in content:
        inline(state, parent, node)


def inline(state: State, parent: Element, node: Inline) -> None:
    """Append one inline node to ``parent``."""
    match node:
        case Text():
            _text(state, parent, node)
        case Styled():
            inlines(state, state.element(parent, STYLED[node.kind], node), node.content)
        case Code():
            code_text(state, state.element(parent, "code", node), node)
        case Link():
            _link(state, parent, node)
        case Image():
            _image(state, parent, node)
        case Quote():
            made = state.element(parent, "q", node, class_="typed-marks", cite=web_address(node.cite) or "")
            inlines(state, made, node.content)
        case Abbr():
            inlines(state, state.element(parent, "abbr", node, title=node.expansion), node.content)
        case Span():
            _span(state, parent, node)
        case Note():
            _note_reference(state, parent, node)
        case NoteReference():
            _note_again(state, parent, node)
        case Math():
            formula(state, parent, node, display=False)
        case LineBreak():
            state.element(parent, "br", node)
        case PageMarker():
            page_marker(state, parent, node, "span")
        case _:
            assert_never(node)


def _text(state: State, parent: Element, node: Text) -> None:
    """Characters; in an element of their own when the run says something of itself, or when someone asks for it.

    What is asked for is that each run be told apart from the others: the first of an element is its own text anyway.
    """
    first = last_child(parent) is None and not parent.text
    if node.id or node.lang or node.dir or (state.profile.wrap_text and not first):
        append_text(state.element(parent, "span", node), node.text)
    else:
        state.place_text(node, parent)
        append_text(parent, node.text)


def code_text(state: State, made: Element, node: Code | CodeBlock) -> None:
    """The characters of code, with the page breaks that fall into them."""
    start = 0
    for offset, marker in state.profile.breaks.get(id(node), ()):
        append_text(made, node.text[start:offset])
        page_marker(state, made, marker, "span")
        start = offset
    append_text(made, node.text[start:])


def _link(state: State, parent: Element, node: Link) -> None:
    """A link, or its words alone where its target may not or cannot be written. Links do not nest in HTML."""
    target = _address(state, node)
    if target is None or state.links_open:
        inlines(state, state.element(parent, "span", node), node.content)
        return
    made = state.element(parent, "a", node, href=target, title=node.title)
    state.links_open += 1
    inlines(state, made, node.content)
    state.links_open -= 1
    waiting, state.references = state.references, []
    for number, place, index in waiting:  # a note referred to inside a link: its own link follows
        _reference_link(state, parent, number, place, index)


def _address(state: State, node: Link) -> str | None:
    if node.target.startswith("#"):
        anchor = state.anchor(node.target[1:])
        if anchor is None:
            state.report("EPUB001", f"no part of the document is called “{node.target[1:]}”", node.pos)
            return None
        return f"#{anchor}"
    address = safe_address(node.target)
    if address is None:
        state.report("EPUB002", f"the address “{node.target[:80]}” cannot stand in the file", node.pos)
    return address


def _image(state: State, parent: Element, node: Image) -> None:
    """A picture. Where nobody said an alternative the attribute is left out: ``alt=""`` would claim decoration."""
    resource = state.resource(node.resource)
    if resource is None:
        state.report("IMG002", f"the picture “{node.resource}” is not in the document", node.pos)
        append_text(state.element(parent, "span", node, class_="missing-image"), node.alt or "")
        return
    made = state.element(parent, "img", node, src=state.profile.picture_href(resource), title=node.title)
    if node.alt is not None:
        made.set("alt", xml_text(node.alt))
        if not node.alt:
            made.set("role", "presentation")
    if resource.width > 0 and resource.height > 0:
        made.set("width", str(resource.width))
        made.set("height", str(resource.height))


def _span(state: State, parent: Element, node: Span) -> None:
    if node.datetime and _DATETIME.fullmatch(node.datetime):
        made = state.element(parent, "time", node, class_=node.role, datetime=node.datetime)
    else:
        made = state.element(parent, "span", node, class_=node.role)
    inlines(state, made, node.content)


def _note_reference(state: State, parent: Element, node: Note) -> None:
    """The place that refers to a note; the note itself waits until its chapter or block is done."""
    number = state.note_number(node)
    index = state.register(node)
    state.pending.append(PendingNote(number, node, index, *inherited(parent)))
    _refer(state, parent, number, 1, index)


def _note_again(state: State, parent: Element, node: NoteReference) -> None:
    """A further place that refers to a note: the same number, and a way back of its own."""
    found = state.note_again(node)
    if found is None:
        state.report("EPUB001", f"no note of the document is called “{node.note}”", node.pos)
        return
    _refer(state, parent, *found, state.register(node))


def _refer(state: State, parent: Element, number: int, place: int, index: int) -> None:
    if state.links_open:
        state.references.append((number, place, index))
    else:
        _reference_link(state, parent, number, place, index)


def _reference_link(state: State, parent: Element, number: int, place: int, index: int) -> None:
    name = state.reference_id(number, place)
    made = state.part(parent, "a", index, "", href=f"#{state.note_id(number)}", id=name)
    made.set("class", "note-reference")
    made.set("role", "doc-noteref")
    state.epub_type(made, "noteref")
    state.label(made, "note", number=number)
    append_text(made, str(number))


def page_marker(state: State, parent: Element, node: PageMarker, tag: str) -> None:
    """The start of a printed page: nothing to see, a place to go to (EPUB Accessibility 1.1, 3.2).

    A page that nobody has given a number or name is none that anybody could go to.
    """
    if not is_visible(node.label):
        return
    made = state.element(parent, tag, node, class_="page-marker", role="doc-pagebreak", aria_label=node.label)
    state.epub_type(made, "pagebreak")
    name = made.get("id") or state.claim(f"page-{node.label}")
    made.set("id", name)
    state.pages.append(Page(node.label, name, state.chapter))
