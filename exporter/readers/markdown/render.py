"""Markdown to HTML by markdown-it-py, with what our own HTML reader needs to know: lines, notes, formulas, containers.

CommonMark defines Markdown by the HTML it stands for; raw HTML is part of it, and open and close tags may come apart.
So Markdown is rendered to HTML and read by the one safe mapping of the HTML reader, raw HTML and all.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from exporter.readers.html.state import LINE

CONTAINERS = ("aside", "sidebar", "pullquote", "note", "tip", "warning", "related")
MAX_NESTING = 100
SWALLOWS = re.compile(
    r"<(/?)(script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|plaintext|template|select)\b",
    re.IGNORECASE,
)
Env = MutableMapping[str, Any]


class Renderer(RendererHTML):
    """The standard renderer, which also says what line of the source each block came from."""

    def render(self, tokens: Sequence[Token], options: Any, env: Env) -> str:
        """HTML for a whole document; ``env["shift"]`` lines stood before the text that the tokens count from."""
        shift = env.get("shift", 0) + 1
        for at, token in enumerate(tokens):
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            own = following.map if following is not None and token.type in ("dt_open", "dd_open") else None
            place = own or token.map  # the plugin gives a definition the line of its term
            if place and token.nesting >= 0:
                token.attrSet(LINE, str(place[0] + shift))
        return super().render(tokens, options, env)

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """Raw HTML, after a comment that tells its line."""
        return f"<!--{LINE} {tokens[idx].attrGet(LINE)}-->{tokens[idx].content}"

    def html_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """Raw HTML in running text. An element that would swallow the text after it, and is never closed, stays text.

        The HTML Standard reads what follows ``<script>`` as script (13.2.6.2); its mention in a sentence is not a
        script.
        """
        content = tokens[idx].content
        match = SWALLOWS.match(content)
        if match and not match[1]:
            closing = re.compile(rf"</{match[2]}\s*>", re.IGNORECASE)
            if not any(token.type == "html_inline" and closing.match(token.content) for token in tokens[idx + 1 :]):
                return escape(content)
        return content

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """A picture. ``![](x.png)`` says nothing of an alternative, which HTML's ``alt=""`` would do."""
        token = tokens[idx]
        alt = self.renderInlineAsText(token.children or [], options, env)
        attrs = {key: value for key, value in token.attrs.items() if key != "alt"}
        stated = token.attrs.get("alt")
        if alt or stated:
            attrs["alt"] = alt or stated or ""
        return f"<img{_attributes(attrs)}>"

    def softbreak(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """A line end that is a space; before a line that begins with a dash it may begin a quote's signature."""
        following = tokens[idx + 1].content if idx + 1 < len(tokens) else ""
        return "<x-line></x-line>\n" if re.match(r"(?:[—–―]|--)", following) else "\n"

    def math_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """A formula in running text."""
        token = tokens[idx]
        return f"<x-formula{_attributes({**token.attrs, 'data-tex': token.content})}></x-formula>"

    def math_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """A displayed formula."""
        token = tokens[idx]
        return f"<x-block-formula{_attributes({**token.attrs, 'data-tex': token.content})}></x-block-formula>"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """The place of a note."""
        return f'<x-note data-note="{tokens[idx].meta["id"]}"></x-note>'


def _attributes(attrs: MutableMapping[str, Any]) -> str:
    return "".join(f' {name}="{escape(str(value), quote=True)}"' for name, value in attrs.items())


def _container(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
    token = tokens[idx]
    if token.nesting < 0:
        return "</aside>\n"
    kind, _, title = token.info.strip().partition(" ")
    kind = "sidebar" if kind == "aside" else kind
    attrs = {"data-kind": kind, "data-title": title.strip(), LINE: token.attrGet(LINE) or "", **token.attrs}
    return f"<aside{_attributes(attrs)}>\n"


def _nothing(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
    return ""


@cache
def parser() -> MarkdownIt:
    """The parser: CommonMark with tables, strikethrough, notes, definition lists, attributes, formulas, containers.

    It keeps nothing between documents and may be used by several threads.
    """
    from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    made = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}, renderer_cls=Renderer)
    made.enable(["table", "strikethrough"])
    made.use(footnote_plugin).use(deflist_plugin)
    made.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    made.use(attrs_plugin, spans=True, after=("image", "code_inline", "link_close", "span_close", "math_inline"))
    made.use(attrs_block_plugin)
    for name in CONTAINERS:
        made.use(container_plugin, name, render=_container)
    rules: Any = made.renderer.rules  # type: ignore[attr-defined]  # the protocol leaves its own rules out
    for kind in ("math_inline", "math_block", "footnote_ref", "html_block", "html_inline", "image", "softbreak"):
        rules[kind] = getattr(made.renderer, kind)
    rules["math_inline_double"] = rules["math_inline"]
    for kind in ("footnote_block_open", "footnote_block_close", "footnote_anchor"):
        made.add_render_rule(kind, _nothing)
    made.add_render_rule("footnote_open", _note_open)
    made.add_render_rule("footnote_close", _note_close)
    return made


def _note_open(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
    return f'<x-note-body data-note="{tokens[idx].meta["id"]}">'


def _note_close(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
    return "</x-note-body>"


def to_html(text: str, shift: int) -> str:
    """The HTML that the Markdown ``text`` stands for; ``shift`` lines of the source came before it."""
    return str(parser().render(text, {"shift": shift}))
