"""The HTML reader: fragments from a content management system and whole pages, by a safe mapping onto the model.

What is taken is listed in docs/reference/html.md. Of a whole page the ``article`` or ``main`` is read; what lies
outside is left out and reported. Metadata come from ``title``, ``meta`` and ``html lang``.
"""

from __future__ import annotations

from dataclasses import replace

from exporter.errors import InputError
from exporter.model import Document, Metadata, Span, Text
from exporter.position import Position
from exporter.readers import ReadResult, Source
from exporter.readers.html.block import flow
from exporter.readers.html.footnotes import mark_footnotes
from exporter.readers.html.metadata import metadata_of
from exporter.readers.html.notes import settle_notes, take_notes
from exporter.readers.html.state import State, common
from exporter.readers.html.tree import Node, attribute, descendants, elements, find, parse, text_of
from exporter.readers.html.typed_structure import settle
from exporter.readers.pictures import Pictures
from exporter.readers.sections import Heading, nest, resolve_heading_links, take_title

KICKERS = 2
"""So many short lines may stand above the headline of a page."""


def read(source: Source) -> ReadResult:
    """The document in a page or fragment of HTML. Raises InputError when there is nothing in it to read."""
    root, flattened = parse(source.text)
    state = State(Pictures(source.gate), source.gate.limits, source_has_replacement="\ufffd" in source.text)
    return read_tree(source, root, state, flattened=flattened)


def read_tree(source: Source, root: Node, state: State, *, flattened: bool) -> ReadResult:
    """The document in a parsed page. Raises InputError when there is nothing in it to read."""
    _report_head(state, root)
    metadata = metadata_of(root, _language(source, root))
    state.lang = metadata.lang
    if flattened:
        state.report("IN004", "what is nested too deeply was flattened", None)
    body = find(root, "body") or root
    content = _content(state, body)
    if not metadata.lang:
        metadata = replace(metadata, lang=_only_language(body))
        state.lang = metadata.lang
    mark_footnotes(body)
    try:
        take_notes(state, body)
        title, rest = take_title(settle(state, flow(state, content.children or ())), "", KICKERS)
    except InputError as error:
        raise InputError(f"{source.name}: {error}") from None
    document = Document(
        metadata=metadata,
        title=shown_title(title, metadata, _title_place(state, root)),
        blocks=nest(rest, state.findings),
        resources=state.pictures.resources,
    )
    if not document.blocks and title is None:
        raise InputError(f"{source.name}: has no content; there is nothing to convert")
    return ReadResult(settle_notes(resolve_heading_links(document), state), tuple(state.findings))


def _language(source: Source, root: Node) -> str:
    """The language that the page declares."""
    page = find(root, "html")
    silent = State(Pictures(source.gate), source.gate.limits)
    lang: str = common(silent, page, None).get("lang", "") if page is not None else ""
    return lang


def shown_title(heading: Heading | None, metadata: Metadata, pos: Position | None) -> tuple[Span | Text, ...]:
    """The title as it is read: the heading with language and id, else the words of the metadata, at ``pos``."""
    if heading is None:
        return (Text(metadata.title, pos=pos),) if metadata.title else ()
    if heading.id or heading.lang or heading.dir:
        return (Span(heading.title, id=heading.id, lang=heading.lang, dir=heading.dir, pos=heading.pos),)
    return heading.title  # type: ignore[return-value]  # inlines are what a title is made of


def _content(state: State, body: Node) -> Node:
    """The part of a page that is the article: its only ``article``, else its only ``main``, else all of it."""
    for name, role in (("article", "article"), ("main", "main")):
        found = [item for item in descendants(body) if item.name == name or attribute_of(item, "role") == role]
        outer = [item for item in found if not _inside_one_of(item, found)]
        if len(outer) == 1:
            _report_left_out(state, body, outer[0])
            return outer[0]
        if outer:
            return body
    return body


def _title_place(state: State, root: Node) -> Position | None:
    element = find(root, "title")
    return state.place(element) if element is not None else None


def _only_language(body: Node) -> str:
    """The language of a fragment whose one element says it for all: ``<article lang="fr">`` and nothing beside it."""
    inside = elements(body)
    has_words = any(item.name == "#text" and str(item.data or "").strip() for item in body.children or ())
    if len(inside) != 1 or has_words:
        return ""
    return (attribute(inside[0], "lang") or "").strip()


def _inside_one_of(node: Node, others: list[Node]) -> bool:
    above = node.parent
    while above is not None:
        if any(above is other for other in others):
            return True
        above = above.parent
    return False


def attribute_of(node: Node, name: str) -> str:
    """An attribute's value, "" for none and for nodes that are not elements."""
    return "" if node.name.startswith("#") else attribute(node, name) or ""


def _report_left_out(state: State, body: Node, kept: Node) -> None:
    """Say what of the page is not taken, element by element, as far as it has words."""
    line = {id(kept)}
    above = kept.parent
    while above is not None:
        line.add(id(above))
        above = above.parent
    stack = [body]
    while stack:
        node = stack.pop()
        for child in elements(node):
            if child is kept or child.name in ("script", "style", "template"):
                continue
            if id(child) in line:
                stack.append(child)
            elif words := " ".join(text_of(child).split()):
                shown = words if len(words) <= 60 else words[:59] + "…"
                state.report("HTML006", f"left out, for it lies outside the article: “{shown}”", state.place(child))


def _report_head(state: State, root: Node) -> None:
    """Say what of a page's head would act, fetch or change what follows: none of it is carried."""
    head = find(root, "head")
    for node in descendants(head) if head is not None else ():
        relation = (attribute(node, "rel") or "").lower() if node.name == "link" else ""
        refresh = node.name == "meta" and (attribute(node, "http-equiv") or "").lower() == "refresh"
        if node.name in ("script", "style", "base") or refresh:
            state.report("HTML001", f"a “{node.name}” element of the page's head was left out", state.place(node))
        elif relation.split() and set(relation.split()) & {"stylesheet", "attachment", "import", "preload", "prefetch"}:
            state.report("HTML001", f"a link to a {relation} was not followed", state.place(node))
