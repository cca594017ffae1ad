"""Links (HTML Standard, 4.5.1): where a file may lead, the words heard of a link, and one finding for one cause."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from exporter.model import (
    Image,
    Inline,
    Inlines,
    Link,
    Note,
    NoteReference,
    Span,
    Text,
    plain_text,
    says_something,
    transform,
    walk,
)
from exporter.patterns import pattern
from exporter.position import Position
from exporter.readers.html.addresses import is_relative
from exporter.readers.html.media import without_redirect
from exporter.readers.html.state import Reading
from exporter.readers.html.tree import Node, attribute

SAFE_TARGET = pattern(r"(?:https?://(?!\.|[^/?#]*(?:\.\.|%20))(?=[^/\\?#])|mailto:|tel:)", re.IGNORECASE)
"""A web address names a host, no part of whose name is empty: browsers read ``https:x`` and ``https:\\\\x``
in ways of their own."""
_CONTROL = pattern(r"[\x00-\x1f\x7f]+")
_ENCODED = pattern(r"[ \"<>`]")


def link(
    reading: Reading, node: Node, content: Inlines, said: dict[str, Any], *, missing: bool = False
) -> list[Inline]:
    """The link of an ``a`` element with its words; its words alone where it may not lead there.

    ``missing`` says that a picture in it could not be loaded: where it holds nothing else, that is the one finding.
    """
    href, pos = attribute(node, "href"), said.get("pos")
    if href is None:
        return [Span(content, **said)] if "id" in said else list(content)
    content = _heard(reading, node, content, pos)
    if not says_something(*content):
        held = [item for item in walk(content) if isinstance(item, Image | Note | NoteReference)]
        if not held:
            return _without_words(reading, href, said, missing=missing)
        content = _undecorated(reading, content, pos)
    target = safe_target(without_redirect(reading.registry.addresses.resolved(href)))
    if not target:
        _report(reading, href, content, pos)
        return [Span(content, **said)] if len(said) > 1 else list(content)
    return [Link(_without_links(content), target, attribute(node, "title") or "", **said)]


def _heard(reading: Reading, node: Node, content: Inlines, pos: Position | None) -> Inlines:
    """The link's words with its label, where that says more than they do: the label is what listeners were told."""
    label = " ".join((attribute(node, "aria-label") or "").split())
    words = " ".join(plain_text(content).split())
    if not label and not says_something(*content):
        label = " ".join((attribute(node, "title") or "").split())  # the name of last resort (HTML-AAM 1.0, 4.1.1)
    if not label or _folded(label) in _folded(words):
        return content
    if _folded(words) in _folded(label):
        made: Inlines = (Text(label, pos=pos),)
        if not words and any(isinstance(item, Image) for item in walk(content)):
            made = (*content, Text(" "), Text(label, pos=pos))
    else:
        made = (*content, Text(f" ({label})", pos=pos))
    message = f"the label “{label[:60]}” was added to the link text “{words[:60]}”" if words else ""
    reading.report("HTML010", message or f"the label “{label[:60]}” became the text of its link", pos)
    return made


def _undecorated(reading: Reading, content: Inlines, pos: Position | None) -> Inlines:
    """Pictures that are all there is in a link mean something, whatever their empty ``alt`` says (WCAG 2.2, F89)."""

    def settle(node: Any) -> Any:
        if isinstance(node, Image) and node.alt == "":
            message = "a picture is marked as decoration and is all there is in a link; it needs an alternative text"
            reading.report("IMG009", message, node.pos or pos)
            return replace(node, alt=None)
        return node

    return transform(Span(content), settle).content


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _without_words(reading: Reading, href: str, said: dict[str, Any], *, missing: bool) -> list[Inline]:
    """A link without words is left out; its anchor stays."""
    if not missing:
        message = f"a link to “{href[:80]}” has no words; it was left out"
        reading.report("HTML011", message, said.get("pos"), cause=href)
    return [Span((), **said)] if "id" in said else []


def _report(reading: Reading, href: str, content: Inlines, pos: Position | None) -> None:
    shown = " ".join(plain_text(content).split())[:60]
    if is_relative(href):
        message = f"the link “{shown}” is relative, and no address of the page is known; its text stays"
        reading.report("HTML002", message, pos, cause="relative")
    else:
        message = f"the link “{shown}” leads where a file may not lead; its text stays"
        reading.report("HTML002", message, pos, cause=href)


def _without_links(content: Inlines) -> Inlines:
    made: list[Inline] = []
    for node in content:
        made.extend(node.content if isinstance(node, Link) else (node,))
    return tuple(made)


def written_out(href: str) -> str:
    """An address as a browser sends it: no spaces around it, no line ends in it, what may not stand in it encoded.

    URL Standard, 4.4 (basic URL parser, steps 1 to 3) and 1.3 (path percent-encode set).
    """
    plain = _CONTROL.sub("", href.strip("\x00\t\n\f\r ")) if ":" in href else href.strip()
    if not re.match(r"[a-z][a-z0-9+.-]*:", plain, re.IGNORECASE):
        return plain
    return _ENCODED.sub(lambda match: f"%{ord(match[0]):02X}", plain)


def safe_target(href: str) -> str:
    """``href`` when a file may lead there (http, https, mailto, tel, or a place in the document), else ""."""
    target = written_out(href)
    if target.startswith("#"):
        return "#" + unquote(target[1:]) if len(target) > 1 and not re.search(r"\s", target) else ""
    match = SAFE_TARGET.match(target)
    return target if match and len(target) > match.end() else ""


def safe_web(href: str | None) -> str:
    """``href`` when it is a web address, else ""."""
    target = written_out(href or "")
    return target if re.match(r"https?://[^\s/\\?#]\S*$", target, re.IGNORECASE) and safe_target(target) else ""
