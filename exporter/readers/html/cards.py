"""Cards of Ghost and widgets of Substack in the HTML that they export: what each means, without the site's controls.

Ghost writes ``kg-…-card`` (its editor Koenig), Substack ``data-component-name``. Callouts are notes, toggles unfold,
bookmarks and files are links with their descriptions, what plays is a link with its title; forms to subscribe with the
words that ask for it are the site's, and are left out and named.
"""

from __future__ import annotations

import re

from exporter.readers.html.marks import Marks
from exporter.readers.html.state import Reading
from exporter.readers.html.tree import Node, attribute, descendants, element_like, text_like, text_of, words_below

ASKING = frozenset(
    "subscription-widget subscription-widget-wrap subscription-widget-wrap-editor kg-signup-card".split()
)
"""Classes of what asks for an address."""
_BUTTON = re.compile(
    r"\"action\":\s*\"(?:subscribe|share|comment)|/subscribe\?|[?&]action=share|/comments\?", re.IGNORECASE
)
CARDS = frozenset(
    "button-wrapper kg-callout-card kg-toggle-card kg-bookmark-card kg-file-card kg-audio-card kg-video-card".split()
)
CONTROLS = frozenset("kg-audio-player kg-audio-thumbnail kg-video-overlay kg-video-player kg-file-card-icon".split())


def may_have_cards(marks: Marks) -> bool:
    """Whether a page with ``marks`` may have any."""
    return not marks.classes.isdisjoint(CARDS | ASKING | CONTROLS)


def mend_cards(reading: Reading, body: Node) -> None:
    """Make the cards below ``body`` elements that say what they mean."""
    for node in [item for item in descendants(body) if not item.name.startswith(("#", "!"))]:
        classes = frozenset((attribute(node, "class") or "").lower().split())
        if not classes or node.parent is None:
            continue
        if classes & CONTROLS or classes & ASKING or ("button-wrapper" in classes and _asks(node)):
            _leave_out(reading, node)
        elif "kg-callout-card" in classes:
            _callout(node)
        elif "kg-toggle-card" in classes:
            _toggle(node)
        elif "kg-bookmark-card" in classes:
            _described(node, "title", ("description",), ("author", "publisher"), "kg-bookmark")
        elif "kg-file-card" in classes:
            _described(node, "title", ("caption",), ("filename", "filesize"), "kg-file-card")
        elif classes & {"kg-audio-card", "kg-video-card"}:
            _player(node)


def _asks(node: Node) -> bool:
    """Whether a button only asks to subscribe, share or comment."""
    links = (attribute(item, "href") or "" for item in descendants(node) if item.name == "a")
    return _BUTTON.search(" ".join([attribute(node, "data-attrs") or "", *links])) is not None


def _leave_out(reading: Reading, node: Node) -> None:
    if words := " ".join(text_of(node).split()):
        message = f"what the site offers beside the words was left out: “{words[:60]}”"
        reading.report("HTML006", message, reading.position(node), cause="tool", left_out=words_below(node))
    node.parent.remove_child(node)


def _part(node: Node, name: str) -> Node | None:
    return next((item for item in descendants(node) if name in (attribute(item, "class") or "").lower().split()), None)


def _words(node: Node | None) -> str:
    return " ".join(text_of(node).split()) if node is not None else ""


def _emptied(node: Node, name: str, attrs: dict[str, str] | None = None) -> list[Node]:
    """What was in an element, which becomes an empty one called ``name``."""
    held = list(node.children or ())
    for child in held:
        node.remove_child(child)
    node.name, node.attrs = name, {**(attrs or {}), **({"id": node.attrs["id"]} if "id" in node.attrs else {})}
    return held


def _callout(node: Node) -> None:
    """A note; its emoji stands before its words."""
    emoji, text = _part(node, "kg-callout-emoji"), _part(node, "kg-callout-text")
    if text is None:
        return
    if sign := _words(emoji):
        first = next(iter(text.children or ()), None)
        made = text_like(text, f"{sign} ")
        if first is None:
            text.append_child(made)
        else:
            text.insert_before(made, first)
    if emoji is not None:
        emoji.parent.remove_child(emoji)
    node.name, node.attrs = "aside", {"data-kind": "note"}


def _toggle(node: Node) -> None:
    """What unfolds, with its heading as what names it."""
    heading, content = _part(node, "kg-toggle-heading-text"), _part(node, "kg-toggle-content")
    if heading is None or content is None:
        return
    _emptied(node, "details")
    summary = element_like(node, "summary", {})
    for child in list(heading.children or ()):
        heading.remove_child(child)
        summary.append_child(child)
    node.append_child(summary)
    node.append_child(content)


def _described(node: Node, title: str, more: tuple[str, ...], beside: tuple[str, ...], stem: str) -> None:
    """A link by its title, its description behind it, and in brackets whose it is or how large."""
    link = next((item for item in descendants(node) if item.name == "a" and attribute(item, "href")), None)
    if link is None:
        return
    words = _words(_part(node, f"{stem}-{title}")) or _words(link)
    behind = [said for name in more if (said := _words(_part(node, f"{stem}-{name}")))]
    around = [said for name in beside if (said := _words(_part(node, f"{stem}-{name}")))]
    caption = next((item for item in descendants(node) if item.name == "figcaption"), None)
    _emptied(node, "div")
    paragraph, made = element_like(node, "p", {}), element_like(node, "a", {"href": attribute(link, "href") or ""})
    made.append_child(text_like(node, words))
    paragraph.append_child(made)
    rest = "".join([*(f": {said}" for said in behind), f" ({', '.join(around)})" if around else ""])
    paragraph.append_child(text_like(node, rest))
    node.append_child(paragraph)
    if caption is not None:
        caption.name = "p"
        node.append_child(caption)


def _player(node: Node) -> None:
    """What plays, with the title of its card."""
    title = _part(node, "kg-audio-title") or _part(node, "kg-video-title")
    media = next((item for item in descendants(node) if item.name in ("audio", "video")), None)
    if title is not None and media is not None and _words(title):
        media.attrs.setdefault("title", _words(title))
        title.parent.remove_child(title)
