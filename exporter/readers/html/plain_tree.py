"""A tree of HTML without the standard's parser: nodes of our own, and markup so plain that no rule of repair is needed.

The renderer of Markdown writes balanced elements where they may stand. What it writes so is read here in one pass, or
told to ``PlainTree`` without being written; at the first thing that the HTML Standard's tree construction (13.2.6)
might put elsewhere, it is given up and the standard's parser reads the whole. Loading that parser costs a fifth of a
start, running it half of a reading.
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
_PARTED = _TEXT_BLOCKS | _PHRASES
"""Elements that a block would end or be moved out of."""
_NOT_PLAIN = pattern("[\0\r\f]")
"""Characters that the standard's parser changes."""


def read_plain(markup: str) -> Element | None:
    """The tree of plain markup; None for all other, which the standard's parser must read."""
    tree = PlainTree()
    return tree.page() if tree.markup(markup) else None


class PlainTree:
    """A tree that is told element by element, as markup would say it; whoever tells it gives up at the first False.

    ``tags`` counts what would begin with "<" in that markup.
    """

    __slots__ = ("_here", "_open", "_parted", "_root", "_words", "tags")

    def __init__(self) -> None:
        """An empty page."""
        self._root, body = _page()
        self._open = [body]
        self._here = body
        self._words: list[str] = []
        self._parted = 0
        self.tags = 0

    def begin(self, name: str, attrs: dict[str, str | None]) -> bool:
        """An element begins (one that is always empty is whole with that); whether that is plain."""
        if (self._words and not self._settled()) or not self._may_stand(name):
            return False
        self.tags += 1
        here = self._here
        made = _node(name, attrs, here)
        made.namespace = "html"
        here.children.append(made)
        if name in _VOID:
            return len(self._open) < DEEPEST
        self._open.append(made)
        self._here = made
        self._parted += name in _PARTED
        return len(self._open) < DEEPEST

    def end(self, name: str) -> bool:
        """The element that is open ends; whether that is plain."""
        if (self._words and not self._settled()) or self._here.name != name:
            return False
        self._open.pop()
        if not self._open:
            return False
        self._here = self._open[-1]
        self._parted -= name in _PARTED
        self.tags += 1
        return True

    def words(self, words: str) -> bool:
        """Text follows; whether it can: markup that begins with text is not plain."""
        if words:
            self._words.append(words)
        return self.tags > 0

    def markup(self, markup: str) -> bool:
        """Markup of whole tags and text follows; whether it is plain."""
        if not self.tags and not markup.startswith("<"):
            return False
        if "&" in markup and _OTHER_REFERENCE.search(markup):
            return False
        at = 0
        for token in _TOKEN.finditer(markup):
            if token.start() != at or not self._taken(token):
                return False
            at = token.end()
        return at == len(markup)

    def page(self) -> Element | None:
        """The whole, where nothing is left open."""
        whole = self.tags and (not self._words or self._settled()) and len(self._open) == 1
        return self._root if whole else None

    def _taken(self, token: re.Match[str]) -> bool:
        """Add one token of markup; whether it was plain."""
        closing, name, attributes, slash, words = token.groups()
        if words is not None:
            return self.words(unescape(words) if "&" in words else words)
        if closing:
            return not (attributes or slash) and self.end(name)
        if slash and name not in _VOID:
            return False
        pairs = _ATTRIBUTE.findall(attributes) if attributes else []
        attrs: dict[str, str | None] = {key: unescape(value) if "&" in value else value for key, value in pairs}
        return len(attrs) == len(pairs) and self.begin(name, attrs)

    def _settled(self) -> bool:
        """Put the words so far where they stand; whether they may: not in a table's frame, no line end to begin a
        ``pre`` with.
        """
        words = self._words[0] if len(self._words) == 1 else "".join(self._words)
        self._words.clear()
        here = self._here
        if here.name in _HOLDS_NO_TEXT and not words.isspace():
            return False
        if here.name == "pre" and not here.children and words.startswith("\n"):
            return False
        made = _node("#text", {}, here)
        made.data = words
        here.children.append(made)
        return _NOT_PLAIN.search(words) is None

    def _may_stand(self, name: str) -> bool:
        """Whether an element begins as a child of the one that is open, and ends none."""
        here = self._here.name
        if wanted := _WITHIN.get(name):
            return here in wanted
        if here in _HOLDS_NO_TEXT:
            return False
        if name in _PHRASES:
            return name != "a" or all(element.name != "a" for element in self._open)
        if name in _VOID:
            return name != "hr" or not self._parted
        if name in _TEXT_BLOCKS or name in _CONTAINERS or name == "table":
            return not self._parted
        return _OWN.fullmatch(name) is not None


def _node(name: str, attrs: dict[str, str | None], parent: Element) -> Element:
    """A node without a place of its own; ``attrs`` are its to keep."""
    made = Element.__new__(Element)
    made.name = name
    made.attrs = attrs
    made.children = []
    made.data = made.namespace = made.origin_line = made.origin_col = None
    made.parent = parent
    return made


def _page() -> tuple[Element, Element]:
    """An empty page and its body."""
    root, html, head, body = (Element(name) for name in ("#document", "html", "head", "body"))
    for element in (html, head, body):
        element.namespace = "html"
    root.append_child(html)
    html.append_child(head)
    html.append_child(body)
    return root, body
