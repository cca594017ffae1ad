"""Elements of frameworks that stand for pictures and players, and what pages say for browsers without scripts.

Where HTML has an element that means the same, that is put in its place, so that nothing vanishes because a script would
have drawn it (HTML Standard, 4.13 custom elements; 4.12.2 ``noscript``).
"""

from __future__ import annotations

import re

from exporter.readers.html.marks import Marks
from exporter.readers.html.state import Reading
from exporter.readers.html.tree import Node, attribute, descendants, element_like, parse_fragment, text_like, text_of

PLAYERS = {
    "youtube": "https://www.youtube.com/embed/{}",
    "vimeo": "https://player.vimeo.com/video/{}",
    "dailymotion": "https://www.dailymotion.com/embed/video/{}",
}
IDS = "videoid video-id data-videoid data-video-id data-youtube-id data-youtube data-yt-id data-id".split()
PLAYING = {"amp-video": "video", "amp-audio": "audio", "amp-iframe": "iframe"}
_MARKUP = re.compile(r"\s*<(?:img|picture|figure|iframe|video|audio|p|a)\b", re.IGNORECASE)
_CUSTOM = re.compile(r"[a-z][a-z0-9]*-[a-z0-9-]+")
KEPT = frozenset("img picture iframe video audio object embed a math svg".split())
"""What ``noscript`` may hold that a reader would miss."""


def may_have_custom_elements(marks: Marks) -> bool:
    """Whether a page with ``marks`` may have any."""
    if "noscript" in marks.names or any("-" in name for name in marks.names):
        return True
    if "img" in marks.names and {"width", "height"} <= marks.attributes:
        return True  # one may be a dot
    players = any(name in word for word in (marks.said, *marks.attributes) for name in PLAYERS)
    return players or "embed" in marks.said or not {"data-provider", "data-type"}.isdisjoint(marks.attributes)


def mend_custom_elements(reading: Reading, body: Node) -> None:
    """Make the elements below ``body`` that stand for pictures, players and frames those of HTML."""
    for node in [item for item in descendants(body) if not item.name.startswith(("#", "!"))]:
        if node.parent is None:
            continue
        if node.name == "noscript":
            _noscript(reading, node)
        elif address := _played(node):
            _become(node, "iframe", {"src": address, "title": _title(node)})
        elif node.name in PLAYING:
            node.name = PLAYING[node.name]
        elif _is_picture(node):
            _become(node, "img", dict(node.attrs))
        elif node.name == "img" and _is_dot(node):
            node.parent.remove_child(node)
        elif node.name in ("div", "p", "span") and "embed" in (attribute(node, "class") or "").lower():
            _address_alone(node)


def _noscript(reading: Reading, node: Node) -> None:
    """What stands in for a script: escaped markup is markup; words alone are for browsers that nobody has any more."""
    text = text_of(node)
    if _MARKUP.match(text):
        for child in list(node.children):
            node.remove_child(child)
        for child in list(parse_fragment(text).children or ()):
            child.parent.remove_child(child)
            node.append_child(child)
    if not any(item.name in KEPT for item in descendants(node)):
        words = " ".join(text_of(node).split())
        if words:
            message = f"text for browsers without scripts was left out: “{words[:60]}”"
            reading.report("HTML003", message, reading.position(node), left_out=text)
        node.parent.remove_child(node)


def _played(node: Node) -> str:
    """The address of the player that an element stands for; "" for anything else."""
    attrs = node.attrs or {}
    known = " ".join(
        [node.name, *(str(attrs.get(name) or "") for name in ("class", "data-provider", "data-type"))]
    ).lower()
    named = next(
        (name for name in PLAYERS if name in known or f"data-{name}-id" in attrs or f"data-{name}" in attrs), ""
    )
    if not named or (_CUSTOM.fullmatch(node.name) is None and node.name not in ("div", "span", "a", "button")):
        return ""
    if any(item.name in ("iframe", "video", "a") for item in descendants(node)):
        return ""
    key = next((str(attrs[name]).strip() for name in IDS if attrs.get(name)), "")
    return PLAYERS[named].format(key) if re.fullmatch(r"[\w-]{3,40}", key) else ""


def _address_alone(node: Node) -> None:
    """An address that is all there is in an element for embedding, as WordPress saves it, becomes a link."""
    address = text_of(node).strip()
    if re.fullmatch(r"https?://[^\s<>]+", address) and all(item.name == "#text" for item in descendants(node)):
        link = element_like(node, "a", {"href": address})
        for child in list(node.children):
            node.remove_child(child)
        link.append_child(text_like(node, address))
        node.append_child(link)


def _title(node: Node) -> str:
    said = (attribute(node, name) or "" for name in ("title", "videotitle", "aria-label", "playlabel", "data-title"))
    words = next((" ".join(text.split()) for text in said if text.strip()), "")
    return re.sub(r"^(?:play|watch)(?: video)?\s*:\s*", "", words, flags=re.IGNORECASE)


def _is_picture(node: Node) -> bool:
    if _CUSTOM.fullmatch(node.name) is None or "src" not in (node.attrs or {}):
        return False
    return "alt" in node.attrs or re.search(r"(?:^|-)(?:img|image|picture)$", node.name) is not None


def _is_dot(node: Node) -> bool:
    """Whether a picture is there to count who opens the page."""
    sizes = [(attribute(node, name) or "").strip().removesuffix("px") for name in ("width", "height")]
    return all(size in ("0", "1") for size in sizes) and not (attribute(node, "alt") or "").strip()


def _become(node: Node, name: str, attrs: dict[str, str]) -> None:
    for child in list(node.children or ()):
        node.remove_child(child)
    kept = {key: value for key, value in (node.attrs or {}).items() if key in ("id", "lang", "dir", "class")}
    node.name, node.attrs = name, {**kept, **attrs}
