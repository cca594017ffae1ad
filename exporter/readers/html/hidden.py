"""Parts of a page's text that are not read: hidden text, a site's tools, links from headings to themselves.

``hidden`` and ``display: none`` hide from everybody, ``aria-hidden`` from listeners (WAI-ARIA 1.2, 6.6). A document
that tells all readers the same leaves out both and says so; a picture in what only listeners miss stays, as decoration.
"""

from __future__ import annotations

import re

from exporter.readers.html.marks import Marks
from exporter.readers.html.state import Reading
from exporter.readers.html.styles import Styles, is_not_shown
from exporter.readers.html.tree import Node, attribute, descendants, elements, has_class, text_of, words_below

TOOLS = frozenset(
    "mw-editsection editsection edit-section edit-link edit_link noprint mw-jump-link copy-button copybtn "
    "btn-clipboard screen-reader-skip skip-link navbar-toggle heading-edit".split()
)
"""Classes of what a site offers beside its words: links that edit, buttons that copy."""

ANCHORS = frozenset(
    "header-anchor headerlink heading-anchor heading-link hash-link anchor-link anchorlink anchorjs-link permalink "
    "anchor-heading markdownit-header-anchor headeranchor direct-link".split()
)
EDITING = re.compile(
    r"[\[(|\s]*(?:edit|edit (?:source|section|this (?:page|section))|edit on github|view source"
    r"|bearbeiten|quelltext bearbeiten|modifier(?: le (?:code|wikicode))?|editar(?: (?:fuente|código))?"
    r"|modifica(?: wikitesto)?|bewerken|brontekst bewerken)[\])|\s]*",
    re.IGNORECASE,
)
"""What links beside a heading say that change it, as wikis and handbooks have them."""
_SIGNS = re.compile(r"[^\w]*", re.UNICODE)
_HEADING = re.compile("h[1-6]")


def may_hide(marks: Marks, styles: Styles) -> bool:
    """Whether something in a page with ``marks`` may be hidden, or a tool of its site."""
    if not {"a", "button"}.isdisjoint(marks.names) or not TOOLS.isdisjoint(marks.classes):
        return True
    if not {"hidden", "aria-hidden"}.isdisjoint(marks.attributes):
        return True
    return "display" in marks.said or "visibility" in marks.said or styles.set_any("display", "visibility")


def take_away_hidden(reading: Reading, body: Node) -> None:
    """Remove what is hidden, edit links, and the links by which headings lead to themselves, from below ``body``."""
    waiting = list(reversed(elements(body)))
    while waiting:
        node = waiting.pop()
        if _is_tool(node) or _is_edit_link(node) or _leads_to_its_heading(node):
            if words := " ".join(text_of(node).split()):
                message = f"what the site offers beside the words was left out: “{words[:60]}”"
                reading.report("HTML006", message, reading.position(node), cause="tool", left_out=words_below(node))
            node.parent.remove_child(node)
        elif _is_all_of_its_heading(node):
            _unwrap(node)
            waiting.extend(reversed(elements(node)))
        elif is_not_shown_here(reading, node):
            _say(reading, node, "hidden text was left out")
            node.parent.remove_child(node)
        elif attribute(node, "aria-hidden") == "true":
            _silence(reading, node)
        else:
            waiting.extend(reversed(elements(node)))


def is_not_shown_here(reading: Reading, node: Node) -> bool:
    """Whether an element is hidden from everybody, by its attribute, its style or a sheet of the page."""
    if attribute(node, "hidden") is not None and attribute(node, "hidden") != "until-found":
        return True
    return is_not_shown(reading.registry.styles.of(node))


def _silence(reading: Reading, node: Node) -> None:
    """Take an element that only listeners miss away; its pictures stay and mean nothing."""
    pictures = [item for item in descendants(node) if item.name in ("img", "picture")]
    pictures = [item for item in pictures if item.name == "picture" or item.parent.name != "picture"]
    if node.name in ("img", "picture"):
        return
    _say(reading, node, "text that is hidden from listeners was left out")
    if not pictures:
        node.parent.remove_child(node)
        return
    for child in list(node.children):
        node.remove_child(child)
    for item in pictures:
        for one in [item, *descendants(item)]:
            if one.name == "img":
                one.attrs["aria-hidden"] = "true"
        node.append_child(item)


def _say(reading: Reading, node: Node, what: str) -> None:
    words = " ".join(text_of(node).split())
    if re.search(r"[^\W_]", words):
        shown = words if len(words) <= 60 else words[:59] + "…"
        reading.report("HTML003", f"{what}: “{shown}”", reading.position(node), left_out=words_below(node))


def _is_tool(node: Node) -> bool:
    return not TOOLS.isdisjoint((attribute(node, "class") or "").lower().split())


def _is_edit_link(node: Node) -> bool:
    """Whether an element in a heading, beside its words, holds nothing but links that change it."""
    heading = next((item for item in _above(node) if _HEADING.fullmatch(item.name)), None)
    if heading is None or not any(item.name == "a" for item in [node, *descendants(node)]):
        return False
    if not _has_words_beside(heading, node):
        return False
    said = [part for part in re.split(r"[|·]", " ".join(text_of(node).split())) if part.strip()]
    return bool(said) and all(EDITING.fullmatch(part) for part in said)


def _is_all_of_its_heading(node: Node) -> bool:
    """Whether a link is all there is of a heading and leads to that heading."""
    if node.name != "a" or not re.fullmatch("#.+", attribute(node, "href") or ""):
        return False
    heading = next((item for item in _above(node) if _HEADING.fullmatch(item.name)), None)
    if heading is None or _has_words_beside(heading, node) or not text_of(node).strip():
        return False
    names = [attribute(item, "id") for item in (heading, node, *descendants(node), heading.parent) if item is not None]
    return (attribute(node, "href") or "")[1:] in names


def _unwrap(link: Node) -> None:
    """Make a link that leads nowhere else plain words; the place it names stays."""
    link.name = "span"
    link.attrs = {name: value for name, value in (link.attrs or {}).items() if name in ("id", "lang", "dir")}


def _leads_to_its_heading(node: Node) -> bool:
    """Whether a link in a heading is there to be copied: it leads to the heading and says a sign, or nothing."""
    if node.name not in ("a", "button"):
        return False
    classes = frozenset((attribute(node, "class") or "").lower().split())
    heading = next((item for item in _above(node) if _HEADING.fullmatch(item.name)), None)
    if heading is None and ANCHORS.isdisjoint(classes):
        return False
    words = " ".join(text_of(node).split())
    inside = (attribute(node, "href") or "#").startswith("#")
    if heading is not None and words and not _has_words_beside(heading, node):
        return False  # the heading itself is the link
    only_a_sign = _SIGNS.fullmatch(words) is not None and not any(item.name == "img" for item in descendants(node))
    heard_only = all(has_class(item, "sr-only", "visually-hidden", "visuallyhidden") for item in elements(node))
    label = heard_only and bool(elements(node)) and not _own_words(node)
    if not inside and ANCHORS.isdisjoint(classes):
        return False
    anchors = not ANCHORS.isdisjoint(classes) or "anchor" in classes
    keeps_id = bool(attribute(node, "id") or attribute(node, "name"))
    if keeps_id and heading is not None and (only_a_sign or anchors):
        heading.attrs.setdefault("id", attribute(node, "id") or attribute(node, "name"))
    own = heading is not None and (attribute(node, "href") or "") == f"#{attribute(heading, 'id') or ''}"
    return (inside and only_a_sign and bool(words or anchors or own)) or (anchors and (only_a_sign or label))


def _has_words_beside(heading: Node, link: Node) -> bool:
    """Whether a heading says anything outside of a link in it."""
    waiting = list(reversed(heading.children or ()))
    while waiting:
        item = waiting.pop()
        if item is link:
            continue
        if item.name == "#text" and str(item.data or "").strip():
            return True
        waiting.extend(reversed(item.children or ()))
    return False


def _own_words(node: Node) -> str:
    own = (str(item.data or "") for item in node.children or () if item.name == "#text")
    return "".join(own).strip()


def _above(node: Node) -> list[Node]:
    found: list[Node] = []
    here = node.parent
    while here is not None and len(found) < 4:
        found.append(here)
        here = here.parent
    return found
