"""A tree of HTML without the standard's parser: nodes of our own, and markup so plain that no rule of repair is needed.

The renderer of Markdown writes balanced elements where they may stand. What it writes so is read here in one pass; at
the first thing that the HTML Standard's tree construction (13.2.6) might put elsewhere, ``read_plain`` gives it up and
the standard's parser reads the whole. Loading that parser costs a fifth of a start, running it half of a reading.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from exporter.patterns import pattern
from exporter.position import Position


class Element:
    """An element or text ("#text") with what the HTML reader asks of a node."""

    __slots__ = ("attrs", "children", "data", "name", "namespace", "origin_col", "origin_line", "parent")

    def __init__(self, name: str, attrs: dict[str, str] | None = None, pos: Position | None = None) -> None:
        self.name = name
        self.attrs: dict[str, str | None] = dict(attrs or {})
        self.children: list[Any] = []
        self.data: str | None = None
        self.namespace: str | None = None
        self.parent: Any = None
        self.origin_line = pos.line if pos else None
        self.origin_col = pos.column if pos else None

    @property
    def pos(self) -> Position | None:
        """Where in the source it was made from."""
        return Position(self.origin_line, self.origin_col or 1) if self.origin_line else None

    def append_child(self, node: Any) -> None:
        """Add ``node`` at the end."""
        node.parent = self
        self.children.append(node)

    def remove_child(self, node: Any) -> None:
        """Take ``node`` out."""
        self.children = [child for child in self.children if child is not node]
        node.parent = None

    def insert_before(self, node: Any, reference: Any) -> None:
        """Put ``node``, which may stand elsewhere, before the child ``reference``."""
        if node.parent is not None:
            node.parent.remove_child(node)
        node.parent = self
        at = next(number for number, child in enumerate(self.children) if child is reference)
        self.children.insert(at, node)

    def replace_child(self, node: Any, old: Any) -> None:
        """Put ``node`` where the child ``old`` is."""
        self.insert_before(node, old)
        self.remove_child(old)

    def clone_node(self, deep: bool = False) -> Element:
        """A copy; of its children too when ``deep``."""
        made = Element(self.name, None, self.pos)
        made.attrs, made.data, made.namespace = dict(self.attrs), self.data, self.namespace
        for child in self.children if deep else ():
            made.append_child(child.clone_node(deep=True))
        return made


_TOKEN = pattern(r'<(/?)([a-z][a-z0-9-]*)((?: [a-z][a-z0-9-]*="[^"<>]*+")*+)( ?/)?>|([^<>\0\r\f]++)')
_ATTRIBUTE = pattern(r' ([a-z][a-z0-9-]*)="([^"]*)"')
_OTHER_REFERENCE = pattern(r"&(?!(?:amp|lt|gt|quot|#x27|#39);)")

_PHRASES = frozenset("a abbr b cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var".split())
_TEXT_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 pre".split())
_CONTAINERS = frozenset("article aside blockquote div dl figcaption figure ol section ul".split())
_OWN = pattern(r"x-[a-z-]+")
_VOID = frozenset(["br", "hr", "img"])
_WITHIN = {
    "li": frozenset(["ul", "ol"]),
    "dt": frozenset(["dl"]),
    "dd": frozenset(["dl"]),
    "caption": frozenset(["table"]),
    "thead": frozenset(["table"]),
    "tbody": frozenset(["table"]),
    "tfoot": frozenset(["table"]),
    "tr": frozenset(["thead", "tbody", "tfoot"]),
    "th": frozenset(["tr"]),
    "td": frozenset(["tr"]),
}
"""What stands in these alone; elsewhere the parser makes an element more, or ends one."""
DEEPEST = 100
"""So many elements may be open: nothing that is read here is nested too deeply."""
_HOLDS_NO_TEXT = frozenset(["table", "thead", "tbody", "tfoot", "tr"])
"""Text in these is put before the table."""


def read_plain(markup: str) -> Element | None:
    """The tree of plain markup; None for all other, which the standard's parser must read."""
    if not markup.startswith("<") or _OTHER_REFERENCE.search(markup):
        return None
    root, body = _page()
    open_now = [body]
    at = 0
    for token in _TOKEN.finditer(markup):
        if token.start() != at or not _taken(token, open_now):
            return None
        at = token.end()
    return root if at == len(markup) and len(open_now) == 1 else None


def _taken(token: re.Match[str], open_now: list[Element]) -> bool:
    """Add one token to the tree; whether it was plain."""
    closing, name, attributes, slash, words = token.groups()
    here = open_now[-1]
    if words is not None:
        return _took_words(here, words)
    if closing:
        open_now.pop()
        return here.name == name and bool(open_now) and not (attributes or slash)
    if not _may_stand(name, open_now) or (slash and name not in _VOID):
        return False
    made = Element(name)
    made.namespace = "html"
    pairs = _ATTRIBUTE.findall(attributes) if attributes else []
    made.attrs = {key: unescape(value) if "&" in value else value for key, value in pairs}
    made.parent = here
    here.children.append(made)
    if name not in _VOID:
        open_now.append(made)
    return len(made.attrs) == len(pairs) and len(open_now) < DEEPEST


def _page() -> tuple[Element, Element]:
    """An empty page and its body."""
    root, html, head, body = (Element(name) for name in ("#document", "html", "head", "body"))
    for element in (html, head, body):
        element.namespace = "html"
    root.append_child(html)
    html.append_child(head)
    html.append_child(body)
    return root, body


def _took_words(here: Element, words: str) -> bool:
    """Add text, which stays where it stands: not in a table's frame, not a line end that ``pre`` begins with."""
    if here.name in _HOLDS_NO_TEXT and not words.isspace():
        return False
    if here.name == "pre" and not here.children and words.startswith("\n"):
        return False
    made = Element("#text")
    made.data = unescape(words) if "&" in words else words
    made.parent = here
    here.children.append(made)
    return True


def _may_stand(name: str, open_now: list[Element]) -> bool:
    """Whether an element begins as a child of the last of ``open_now``, and ends none of them."""
    here = open_now[-1].name
    if wanted := _WITHIN.get(name):
        return here in wanted
    if here in _HOLDS_NO_TEXT:
        return False
    if name in _VOID:
        return name != "hr" or not _in_text_block(open_now)
    if name in _PHRASES:
        return name != "a" or all(element.name != "a" for element in open_now)
    if name in _TEXT_BLOCKS or name in _CONTAINERS or name == "table":
        return not _in_text_block(open_now)
    return _OWN.fullmatch(name) is not None


def _in_text_block(open_now: list[Element]) -> bool:
    """Whether an element is open that a block would end or be moved out of."""
    return any(element.name in _TEXT_BLOCKS or element.name in _PHRASES for element in open_now)
