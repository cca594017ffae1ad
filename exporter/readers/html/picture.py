"""Pictures, drawings, frames and players as in-line nodes (HTML Standard, 4.8), or a replacement for them."""

from __future__ import annotations

from exporter.bounds.gate import Refused
from exporter.model import Image, Inline, Link, Resource, Span, Text, is_visible
from exporter.phrases import phrase
from exporter.position import Position
from exporter.readers.html.link import safe_web
from exporter.readers.html.media import (
    embedded_address,
    embedded_title,
    is_not_seen,
    is_placeholder,
    picture_sources,
    shown_address,
)
from exporter.readers.html.state import Place, Reading, common
from exporter.readers.html.tree import Node, attribute, find, has_class, text_of, words_below
from exporter.readers.plain_words import without_markup

MOST_LABELS, MOST_WORDS = 5, 500
"""So many elements, and so many characters, may make the name of a picture."""


def image(reading: Reading, place: Place, node: Node) -> list[Inline]:
    """A picture with its alternative text; where it cannot be loaded, the alternative text alone."""
    pos = reading.position(node, "![")
    said = common(reading, node, pos)
    alt, title = _alternative(reading, node, pos)
    sources = picture_sources(node) or [attribute(node, "src") or ""]
    if all(is_placeholder(source) for source in sources) and not alt:
        return []
    source, resource, refused = _first(reading, sources)
    if resource is None:
        reading.results.pictures_missing += 1
        shown = f"the picture “{alt[:60]}”" if alt else "a picture"
        reading.report("IMG002", f"{shown} was left out: {refused}", pos)
        return [Span((Text(alt, pos=pos),), role="missing-image", **said)] if alt else []
    if reading.results.pictures.was_reduced(resource):
        kept = f"{resource.width} by {resource.height} pixels"
        reading.report("IMG008", f"a picture was made smaller, to {kept}", pos)
    if beside := reading.results.pictures.beside(source):
        reading.report("IMG006", f"the picture “{source[:80]}” was read from “{beside}” beside the article", pos)
    if alt is None and (words := reading.results.pictures.words_of(resource)):
        reading.report("IMG007", f"the alternative text “{words[:60]}” comes from the picture file", pos)
        alt = words
    return [Image(resource.name, alt, title, **said)]


def _first(reading: Reading, sources: list[str]) -> tuple[str, Resource | None, Refused | None]:
    """The first source that can be loaded, with its picture; if none can, why the first cannot."""
    reason: Refused | None = None
    for source in sources:
        try:
            return source, reading.results.pictures.load(source), None
        except Refused as refused:
            reason = reason or refused
    return sources[0], None, reason


def _alternative(reading: Reading, node: Node, pos: Position | None) -> tuple[str | None, str]:
    """The alternative that a browser would tell, and what is left as the title (HTML-AAM 1.0, 4.1.5).

    Where ``role`` or an empty ``alt`` says “decoration” and other words say what the picture shows, the words are kept.
    """
    alt = _words(node, "alt")
    if attribute(node, "alt") and not is_visible(alt or ""):
        alt = None  # white space is nobody's word for decorative; only alt="" is
    title = _words(node, "title") or ""
    label = _words(node, "aria-label") or _labelled(reading, node)
    if attribute(node, "aria-hidden") == "true" or has_class(node, "decorative"):
        return "", title
    decoration = (attribute(node, "role") or "").lower() in ("presentation", "none")
    words = alt or label or ("" if alt is None else title)
    if words and (decoration or alt == ""):
        sign = "its role says that it means nothing" if decoration else "its alternative text is empty"
        reading.report("IMG009", f"the picture “{words[:60]}” contradicts itself: {sign}; the words are kept", pos)
    if words:
        return words, "" if words == title else title
    return ("" if decoration else alt), title


def _words(node: Node, name: str) -> str | None:
    value = attribute(node, name)
    return None if value is None else without_markup(" ".join(value.split()))


def _labelled(reading: Reading, node: Node) -> str:
    """The words of the elements that ``aria-labelledby`` names."""
    names = (attribute(node, "aria-labelledby") or "").split()[:MOST_LABELS]
    return " ".join(
        " ".join(text_of(reading.registry.named[name]).split()) for name in names if name in reading.registry.named
    )[:MOST_WORDS]


def drawing(reading: Reading, place: Place, node: Node) -> list[Inline]:
    """An inline SVG is not carried; its title, which is its alternative, is."""
    pos = reading.position(node)
    title = next((child for child in node.children or () if child.name == "title"), None)
    words = (
        " ".join(text_of(title).split())
        if title is not None
        else _words(node, "aria-label") or _labelled(reading, node)
    )
    is_icon = not words and attribute(node, "role") != "img"
    if not is_icon or find(node, "text") is not None:
        message = f"an in-line drawing “{words[:60]}” was left out; save it as a picture file"
        reading.report("IMG002", message, pos, left_out=words_below(node))
    else:
        reading.report("IMG002", "in-line drawings without words were left out", pos, cause="drawing")
    reading.results.pictures_missing += 1
    return [Span((Text(words, pos=pos),), role="missing-image", pos=pos)] if words else []


def embed(reading: Reading, place: Place, node: Node) -> list[Inline] | None:
    """A link to what a frame or a player shows, with its title; None where there is no address that a file may name."""
    pos = reading.position(node)
    if is_not_seen(node):
        reading.report("HTML001", f"a frame (“{node.name}”) that shows nothing was left out", pos, cause=node.name)
        return []
    address = safe_web(reading.registry.addresses.embedded(embedded_address(node)))
    if not address:
        return None
    words = embedded_title(node) or phrase("external-link", place.lang, target=shown_address(address))
    message = f"the “{node.name}” element became a link: {words[:60]}"
    reading.report("HTML009", message, pos, left_out=words_below(node))
    return [Link((Text(words, pos=pos),), address, pos=pos)]
