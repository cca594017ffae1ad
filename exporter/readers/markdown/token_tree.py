"""From markdown-it's tokens to the tree that the HTML reader reads, without the HTML between where that would be plain.

What is told here is what ``Renderer`` would write (markdown-it's ``renderToken``), tag by tag. Raw HTML, code blocks
with their findings, and whatever else may be no plain markup are written out and read as HTML (CommonMark, 6.6).
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it.token import Token

from exporter.patterns import pattern
from exporter.readers.html.plain_tree import PlainTree

WRITTEN = frozenset(["fence", "html_block", "html_inline"])
"""Kinds of token that are raw HTML, or whose writing reports something, which must not be done twice."""
_PURE = frozenset(
    "image math_inline math_block footnote_ref footnote_block_open footnote_block_close footnote_anchor footnote_open "
    "footnote_close reference citation code_block softbreak".split()
)
"""Kinds whose HTML may be asked for once more, where the whole turns out not to be plain."""
_KEY = pattern("[a-z][a-z0-9-]*")
_KNOWN_KEYS = frozenset(["data-source-line", "href", "title", "class", "id", "style", "start"])

Env = MutableMapping[str, Any]


def tree_of(tokens: Sequence[Token], renderer: Any, options: Any, env: Env) -> PlainTree | None:
    """The tree of what ``renderer`` would write of a document; None where that may not be plain markup."""
    tree = PlainTree()
    return tree if _told(tree, tokens, renderer, options, env) else None


def _told(tree: PlainTree, tokens: Sequence[Token], renderer: Any, options: Any, env: Env) -> bool:
    """Tell the tree all ``tokens``; whether they were plain."""
    rules = renderer.rules
    for at, token in enumerate(tokens):
        kind = token.type
        if kind == "text":
            plain = tree.words(token.content) or not token.content
        elif kind == "inline":
            plain = not token.children or _told(tree, token.children, renderer, options, env)
        elif kind not in rules or (kind == "list_item_open" and "checked" not in token.meta):
            plain = token.hidden or _tag(tree, tokens, at)
        elif kind == "hardbreak":
            plain = tree.begin("br", {}) and tree.words("\n")
        elif kind == "code_inline":
            plain = _begun(tree, token) and tree.words(token.content) and tree.end(token.tag)
        else:
            plain = kind in _PURE and _written(tree, rules[kind](tokens, at, options, env))
        if not plain:
            return False
    return True


def _written(tree: PlainTree, markup: str) -> bool:
    """Tell what a rule has written."""
    return tree.words(markup) if markup == "\n" else not markup or tree.markup(markup)


def _tag(tree: PlainTree, tokens: Sequence[Token], at: int) -> bool:
    """Tell a tag, with the line ends that stand around those of blocks."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.nesting == -1:
        plain = not token.attrs and tree.end(token.tag)
        return plain and (not token.block or tree.words("\n"))
    if token.block and at and tokens[at - 1].hidden and not tree.words("\n"):
        return False
    if not _begun(tree, token):
        return False
    if not token.block:
        return True
    if token.nesting == 1 and following is not None:
        if following.type == "inline" or following.hidden:
            return True
        if following.nesting == -1 and following.tag == token.tag:
            return True
    return tree.words("\n")


def _begun(tree: PlainTree, token: Token) -> bool:
    attrs: dict[str, str | None] = {}
    for key, value in token.attrs.items():
        if key not in _KNOWN_KEYS and not _KEY.fullmatch(key):
            return False
        attrs[key] = value if type(value) is str else str(value)
    return tree.begin(token.tag, attrs)
