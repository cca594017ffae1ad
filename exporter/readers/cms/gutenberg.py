"""WordPress's block markup: HTML whose block comments say what each part is (``<!-- wp:quote {…} -->``).

The HTML is read as HTML; the comments tell what it does not: embeds, blocks of plug-ins; and ``alt=""`` is what the
editor writes when nobody has said anything (WordPress/gutenberg, ``test/integration/fixtures/blocks``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from exporter.errors import InputError
from exporter.model import Metadata
from exporter.readers import ReadResult, Source
from exporter.readers.cms import named, parts
from exporter.readers.cms.dialects import captions_on_tables, credits_in_captions
from exporter.readers.cms.document import finished, reading_of
from exporter.readers.cms.document import read as read_json
from exporter.readers.cms.names import folded
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.tree import Nodes, descendants, page, shows_something, words_of
from exporter.readers.html.plain_tree import Element

EMPTY_ALT: EmptyAlt = "doubtful"
_OPEN = re.compile(r"\s*wp:([a-z][\w/-]*)\s*(\{.*\})?\s*(/)?\s*", re.DOTALL)
_CLOSE = re.compile(r"\s*/wp:([a-z][\w/-]*)\s*")
_SHORTCODE = re.compile(r"\[/?[a-z][\w-]*(?:\s[^\]\n]{0,400})?\]")

Handler = Callable[[Reading, Mapping[str, Any], Nodes], Nodes]


def read(source: Source) -> ReadResult:
    """The article in a post's block markup, or in JSON of its interface. Raises InputError when there is none."""
    if source.text.lstrip()[:1] in ("{", "["):
        return read_json(source)
    try:
        r = reading_of(source)
        made = _settled(r, page(source.text))
        return finished(source, r, Metadata(), made)
    except RecursionError:
        raise InputError(f"{source.name}: is nested too deeply; nest less deeply") from None


def nodes(r: Reading, value: Mapping[str, Any]) -> Nodes:
    """The blocks of a post as WordPress's REST interface gives it: ``{"raw": …, "rendered": …}``."""
    raw, rendered = value.get("raw"), value.get("rendered")
    markup = raw if isinstance(raw, str) and "<!-- wp:" in raw else rendered
    return _settled(r, r.html(markup)) if isinstance(markup, str) else []


def _settled(r: Reading, made: Nodes) -> Nodes:
    made = _blocks(r, made)
    for node in made:
        captions_on_tables(node)
        credits_in_captions(r, node)
        _settle_alternatives(r, node)
    return made


def _blocks(r: Reading, held: Nodes) -> Nodes:
    """``held`` with each block between its comments made what it is."""
    made: Nodes = []
    at = 0
    while at < len(held):
        node = held[at]
        at += 1
        opened = _OPEN.fullmatch(node.data or "") if node.name == "#comment" else None
        if opened is None:
            if node.name != "#comment":
                node.children = _adopted(node, _blocks(r, node.children))
                made.append(node)
            continue
        inner: Nodes = []
        if not opened[3]:
            end = _end(held, at, opened[1])
            inner, at = held[at:end], end + 1
        r.pos, before = node.pos or r.pos, r.pos
        made.extend(_block(r, opened[1], _attributes(opened[2]), _blocks(r, inner)))
        r.pos = before
    return made


def _adopted(parent: Element, children: Nodes) -> Nodes:
    for child in children:
        child.parent = parent
    return children


def _end(held: Nodes, at: int, name: str) -> int:
    """Where the comment that closes the block ``name`` stands; the end of all where there is none."""
    depth = 1
    for number in range(at, len(held)):
        data = held[number].data or "" if held[number].name == "#comment" else ""
        opened, closed = _OPEN.fullmatch(data), _CLOSE.fullmatch(data)
        if opened and opened[1] == name and not opened[3]:
            depth += 1
        elif closed and closed[1] == name:
            depth -= 1
            if not depth:
                return number
    return len(held)


def _attributes(said: str | None) -> Mapping[str, Any]:
    try:
        held = json.loads(said or "{}")
    except (ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}


def _block(r: Reading, name: str, held: Mapping[str, Any], inner: Nodes) -> Nodes:
    kind = name.removeprefix("core/")
    own = r.own.of(name) is not None
    if not own and (build := _HANDLERS.get(kind)):
        return build(r, held, inner)
    if not own and ("/" not in kind or kind.startswith("core-embed/")):
        return _embed(r, held, inner) if kind.startswith("core-embed/") else inner
    if not own and named.is_known(r, name) and not named.is_aside(name) and shows_something(inner):
        return inner  # what a plug-in calls a table or a button, and has written as HTML
    return named.block(r, name, held, inner)


def _embed(r: Reading, held: Mapping[str, Any], inner: Nodes) -> Nodes:
    """An embed: its address is in the comment, its caption in the HTML."""
    caption = next((node for node in descendants(inner) if node.name == "figcaption"), None)
    words = [node for node in inner if node is not caption]
    address = held.get("url")
    if not isinstance(address, str):
        found = re.search(r"https?://\S+", words_of(words))
        address = found[0] if found else ""
    return parts.embed(r, address, "", caption.children if caption else [])


def _excerpt(r: Reading, held: Mapping[str, Any], inner: Nodes) -> Nodes:
    return _with_class(inner, "standfirst")


def _byline(r: Reading, held: Mapping[str, Any], inner: Nodes) -> Nodes:
    return parts.paragraph(r, r.text(" ".join(words_of(inner).split())), "byline")


def _with_class(inner: Nodes, name: str) -> Nodes:
    for node in descendants(inner):
        if node.name == "p":
            node.attrs["class"] = name
    return inner


def _shortcode(r: Reading, held: Mapping[str, Any], inner: Nodes) -> Nodes:
    """A shortcode is the name of a program, and no words."""
    words = words_of(inner)
    for found in _SHORTCODE.finditer(words):
        r.report(
            "CMS001",
            f"the block “{found[0].split()[0].strip('[]/')[:40]}” is a shortcode, which only WordPress knows",
            left_out=found[0],
        )
    rest = _SHORTCODE.sub(" ", words).strip()
    return parts.paragraph(r, r.text(rest))


def _accordion_heading(r: Reading, held: Mapping[str, Any], inner: Nodes) -> Nodes:
    """The heading of an accordion: a button's words, without its sign."""
    title = next((node for node in descendants(inner) if "toggle-title" in (node.attrs.get("class") or "")), None)
    words = title.children if title is not None else [*r.text(" ".join(words_of(inner).split()))]
    heading = next((node.name for node in inner if re.fullmatch("h[1-6]", node.name)), "h3")
    return parts.heading(r, int(heading[1]), words)


def _file(r: Reading, held: Mapping[str, Any], inner: Nodes) -> Nodes:
    """A file to download: its link, without the button that repeats it and the viewer."""
    links = [node for node in descendants(inner) if node.name == "a" and words_of([node]).strip()]
    kept = [node for node in links if "wp-block-file__button" not in (node.attrs.get("class") or "")] or links
    return [r.e("p", node) for node in kept]


def _played(r: Reading, held: Mapping[str, Any], inner: Nodes) -> Nodes:
    """Film and sound: a link with the caption as its words."""
    inside = descendants(inner)
    player = next((node for node in inside if node.name in ("video", "audio")), None)
    caption = next((node for node in inside if node.name == "figcaption"), None)
    address = (player.attrs.get("src") if player is not None else "") or ""
    if player is None or player.children or caption is None or not shows_something(caption.children):
        return inner
    return parts.embed(r, address, "", caption.children)


def _pattern(r: Reading, held: Mapping[str, Any], inner: Nodes) -> Nodes:
    """A synced pattern: what it says is kept in the CMS, under a number."""
    if not shows_something(inner):
        r.report("CMS006", f"the pattern {str(held.get('ref', ''))[:20]} is not in the file; it was left out")
    return inner


def _nothing(r: Reading, held: Mapping[str, Any], inner: Nodes) -> Nodes:
    return []


def _formula(r: Reading, held: Mapping[str, Any], inner: Nodes) -> Nodes:
    tex = held.get("latex")
    return parts.formula(r, tex, display=True) if isinstance(tex, str) and tex.strip() else inner


_HANDLERS: dict[str, Handler] = {
    "embed": _embed,
    "post-excerpt": _excerpt,
    "post-author": _byline,
    "post-author-name": _byline,
    "shortcode": _shortcode,
    "accordion-heading": _accordion_heading,
    "file": _file,
    "math": _formula,
    "video": _played,
    "audio": _played,
    "block": _pattern,
    **dict.fromkeys(
        ("spacer", "nextpage", "more", "table-of-contents", "latest-posts", "archives", "categories", "tag-cloud"),
        _nothing,
    ),
}
"""Blocks of WordPress's own whose HTML alone does not say what they are."""


def _settle_alternatives(r: Reading, top: Element) -> None:
    """``alt=""`` is what the editor writes by itself: beside a caption, or alone in a link, it is nobody's word."""
    for node in [top, *descendants([top])]:
        if (
            node.name != "img"
            or node.attrs.get("alt") != ""
            or folded(node.attrs.get("role") or "") in ("presentation", "none")
        ):
            continue
        above = node.parent
        figure = next((item for item in _above(node) if item.name == "figure"), None)
        captioned = figure is not None and any(child.name == "figcaption" for child in figure.children)
        alone = above is not None and above.name == "a" and not words_of(above.children).strip()
        if captioned or alone:
            del node.attrs["alt"]
        else:
            name = (node.attrs.get("src") or "").partition("?")[0].rpartition("/")[2][:60]
            r.pos, before = node.pos or r.pos, r.pos
            r.report("CMS003", f"the empty alternative text of “{name}” was read as: the picture is decorative")
            r.pos = before


def _above(node: Element) -> Nodes:
    found: Nodes = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found
