"""Markdown to HTML by markdown-it-py, with what our own HTML reader needs to know: lines, notes, formulas, boxes.

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
from markdown_it.rules_core import StateCore, normalize
from markdown_it.token import Token

from exporter.bounds.gate import in_force
from exporter.patterns import pattern
from exporter.readers.html.lists import DELIMITER
from exporter.readers.html.state import LINE
from exporter.readers.html.tree import Node, parse_made
from exporter.readers.markdown import (
    admonitions,
    alerts,
    attributes,
    bare_addresses,
    citations,
    containers,
    contents_marks,
    critic_marks,
    definition_lists,
    directives,
    emoji_names,
    fancy_lists,
    field_lists,
    formulas,
    grid_tables,
    inline_marks,
    line_blocks,
    line_ends,
    link_labels,
    mdx_tags,
    named_links,
    note_marks,
    raw_tex,
    references,
    roles,
    ruled_tables,
    surplus_cells,
    task_lists,
    wikilinks,
)
from exporter.readers.markdown.dialects import DIALECTS, Dialect
from exporter.readers.markdown.first_signs import BlockParser
from exporter.readers.markdown.mdx_tags import BLOCKS
from exporter.readers.markdown.plain_words import words_alone
from exporter.readers.markdown.token_tree import WRITTEN, tree_of
from exporter.readers.noted import noted_in

MAX_NESTING = 100
SWALLOWS = pattern(
    r"<(/?)(script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|plaintext|template|select)\b",
    re.IGNORECASE,
)
Env = MutableMapping[str, Any]


class Renderer(RendererHTML):
    """The standard renderer, which also says what line of the source each block came from."""

    def render(self, tokens: Sequence[Token], options: Any, env: Env) -> str:
        """HTML for a whole document; ``env["shift"]`` lines stood before the text that the tokens count from."""
        self._prepare(tokens, env)
        return super().render(tokens, options, env)

    def tree(self, tokens: Sequence[Token], options: Any, env: Env) -> tuple[Node, bool]:
        """The tree of that HTML, as ``parse_made`` gives it; it is only written where it may not be plain."""
        kinds = self._prepare(tokens, env)
        plain = tree_of(tokens, self, options, env) if WRITTEN.isdisjoint(kinds) else None
        page = plain.page() if plain is not None else None
        if plain is None or page is None:
            return parse_made(super().render(tokens, options, env))
        in_force().refuse_above("elements", plain.tags, "the number of its elements")
        return page, False

    def _prepare(self, tokens: Sequence[Token], env: Env) -> set[str]:
        """Write the lines into the tokens, and the words of tasks; what kinds of token there are."""
        shift = env.get("shift", 0) + 1
        kinds: set[str] = set()
        for at, token in enumerate(tokens):
            kind, place = token.type, token.map
            kinds.add(kind)
            if kind in ("dt_open", "dd_open") and at + 1 < len(tokens):
                place = tokens[at + 1].map or place  # the plugin gives a definition the line of its term
            if place and token.nesting >= 0:
                token.attrs[LINE] = str(place[0] + shift)
            if kind == "ordered_list_open" and token.markup == ")":
                token.attrSet(DELIMITER, "paren")
            if kind == "inline" and token.meta.get("task") and token.children is not None:
                words = task_lists.words(token, str(env.get("lang", ""))) + (" " if token.content else "")
                token.children.insert(0, Token("html_inline", "", 0, content=words))
        return kinds

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """Raw HTML, after a comment that tells its line."""
        line = tokens[idx].attrGet(LINE)
        return (f"<!--{LINE} {line}-->" if line else "") + tokens[idx].content

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
        name = re.match(r"</?([a-z][a-z0-9]*)", content, re.IGNORECASE)
        return f" {content} " if name and name[1].lower() in BLOCKS else content  # words in two blocks are not one word

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """A picture. ``![](x.png)`` says nothing of an alternative, which HTML's ``alt=""`` would do.

        Where an attribute gives the alternative (``{alt="…"}``, ``{fig-alt="…"}``), the words in brackets are a
        caption; so they are in pandoc's dialects, and the alternative as well when no attribute gives one.
        """
        token = tokens[idx]
        words = as_text(token.children or [])
        stated = token.attrs.get("fig-alt", token.meta.get("alt"))
        alt = words if stated is None else str(stated)
        dialect: Dialect = env.get("dialect", DIALECTS["commonmark"])
        alone = all(item is token or _is_blank(item) for item in tokens)
        number = str(token.meta.get("number", ""))
        shows_caption = bool(words) and (stated is not None or dialect.bracket_is_caption or bool(number))
        unsaid = ("alt", "fig-alt", "id", "title") if alone and (shows_caption or number) else ("alt", "fig-alt")
        attrs = {key: value for key, value in token.attrs.items() if key not in unsaid}
        if alt or stated is not None:
            attrs["alt"] = alt
        if not (alone and (shows_caption or number)):
            if shows_caption and "title" not in attrs:
                attrs["title"] = number + words
            return f"<img{_attributes(attrs)}>"
        inner = self.renderInline(token.children or [], options, env) if shows_caption else ""
        title = escape(str(token.attrs.get("title", "")))
        caption = number.removesuffix(": ") if not inner and not title else number + (inner or title)
        credit = f' <span class="credit">{escape(str(attrs["credit"]))}</span>' if attrs.get("credit") else ""
        held = {key: token.attrs[key] for key in ("id",) if key in token.attrs}
        return (
            f"<figure{_attributes(held)}><img{_attributes(attrs)}><figcaption>{caption}{credit}</figcaption></figure>"
        )

    def softbreak(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """A line end that is a space; before a line that begins with a dash it may begin a quote's signature.

        Between characters of East Asian scripts it is nothing (CSS Text 4, line-break-transform); who reads the HTML
        looks at both its sides.
        """
        following = next((token.content for token in tokens[idx + 1 : idx + 9] if token.content), "")
        before = next((token.content for token in reversed(tokens[max(idx - 8, 0) : idx]) if token.content), "")
        wide = bool(before and following) and line_ends.may_join(before[-1])
        return "<x-line></x-line>\n" if wide or re.match(r"(?:[—–―]|--)", _next(tokens, idx)) else "\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """Code; GitHub's formulas; raw blocks, which are HTML or of no use here (pandoc, raw_attribute)."""
        token = tokens[idx]
        info = token.info.strip()
        place = {LINE: token.attrGet(LINE) or ""}
        noted = noted_in(env)
        line = int(token.attrGet(LINE) or 1)
        if formulas.of_fence(token):
            return f"<x-block-formula{_attributes({**place, 'data-tex': token.content})}></x-block-formula>"
        if raw := re.fullmatch(r"\{=(\w+)\}", info):
            if raw[1].startswith("html"):
                return f"<!--{LINE} {line + 1}-->{token.content}"
            noted.note("MD005", f"raw {raw[1]} was left out", token.content, line)
            return ""
        if attributes.is_hidden_code(info, token.content):
            noted.note("MD003", "code that is run and not shown was left out", info, line, token.content)
            return ""
        language, said, title = attributes.of_code(info)
        content = token.content
        if re.match(r"\{\s*\.?[A-Za-z]", info) and not said and re.match(r"\{\s*[A-Za-z]", info):
            noted.note("MD003", "executable code is shown without its output", info, line)
            content = re.sub(r"\A(?:[ \t]*(?:#\||//\||--\||%%\|).*\n)+", "", content)
        classes = f' class="language-{escape(language)}"' if language else ""
        held = {key: value for key, value in {**token.attrs, **said}.items() if key in ("id", "lang", "dir")}
        shown = f"<p>{escape(title)}</p>\n" if title else ""
        return f"{shown}<pre{_attributes({**place, **held})}><code{classes}>{escape(content)}</code></pre>\n"

    def code_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """A span of code. ``{=html}`` after it makes it raw HTML (pandoc, raw_attribute)."""
        token = tokens[idx]
        return f"<{token.tag}{_attributes(token.attrs)}>{escape(token.content, quote=False)}</{token.tag}>"

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

    def reference(self, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
        """A cross-reference or citation, whose HTML was made when all were known."""
        return tokens[idx].content


def _next(tokens: Sequence[Token], idx: int) -> str:
    return tokens[idx + 1].content if idx + 1 < len(tokens) else ""


def as_text(tokens: Sequence[Token]) -> str:
    """The words of inlines, as an attribute can hold them."""
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline", "math_inline"):
            parts.append(token.content)
        elif token.type == "image":
            parts.append(as_text(token.children or []))
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)


def _is_blank(token: Token) -> bool:
    return token.type in ("softbreak", "hardbreak") or (token.type == "text" and not token.content.strip())


def _attributes(attrs: MutableMapping[str, Any]) -> str:
    return "".join(f' {name}="{escape(str(value), quote=True)}"' for name, value in attrs.items())


def _nothing(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
    return ""


def _normalized(state: StateCore) -> None:
    """As markdown-it has it; what ``readers.input.decode`` gave has one kind of line end."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def _inline(state: StateCore) -> None:
    """Read the inlines of every block, the notes knowing what line they are in."""
    noted = noted_in(state.env)
    shift = int(state.env.get("shift", 0)) + 1
    parser = state.md.inline
    stops = parser.terminator_re.search
    for token in state.tokens:
        if token.type == "inline":
            if token.map:
                noted.line = token.map[0] + shift
            token.children = token.children if token.children is not None else []
            if (words := words_alone(token.content, stops)) is not None:
                token.children += words
                continue
            parser.parse(token.content, state.md, state.env, token.children)


@cache
def parser(dialect: Dialect = DIALECTS["commonmark"]) -> MarkdownIt:
    """The parser of a dialect: CommonMark, what all dialects add, and what this one reads in its own way.

    It keeps nothing between documents and may be used by several threads.
    """
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415  (start-up: only for Markdown)

    made = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}, renderer_cls=Renderer)
    made.block = BlockParser(made.block)
    made.enable(["table", "strikethrough"])
    made.helpers = link_labels.Helpers  # type: ignore[assignment]  # their own is a module of the same functions
    made.core.ruler.at("normalize", _normalized)
    made.core.ruler.at("inline", _inline)
    made.use(footnote_plugin).use(definition_lists.plugin).use(note_marks.plugin)
    made.use(surplus_cells.plugin).use(line_blocks.plugin).use(grid_tables.plugin).use(ruled_tables.plugin)
    made.use(attributes.plugin).use(directives.plugin, all_names=dialect.roles)
    made.use(containers.plugin).use(admonitions.plugin).use(alerts.plugin)
    made.use(contents_marks.plugin).use(task_lists.plugin, any_sign=dialect.any_task)
    made.use(
        inline_marks.plugin, one_tilde_strikes=dialect.one_tilde_strikes, keys=dialect.keys, comments=dialect.comments
    )
    made.use(critic_marks.plugin).use(named_links.plugin, headings=dialect.heading_names, elsewhere=dialect.keys)
    made.use(formulas.plugin).use(references.plugin).use(
        raw_tex.plugin, all_names=dialect.citations and not dialect.roles
    ).use(wikilinks.plugin, block_names=dialect.block_names).use(emoji_names.plugin)
    made.use(citations.plugin).use(roles.plugin, all_names=dialect.roles)
    if dialect.mdx:
        made.use(mdx_tags.plugin).disable("code")  # what is indented in a component is words (mdxjs.com, Markdown)
    if dialect.markdown_in_html:
        made.use(mdx_tags.plugin, of="containers")
    elif not dialect.mdx:
        made.use(mdx_tags.plugin, of="ask")
    if dialect.roles:
        made.use(field_lists.plugin)
    if dialect.fancy_lists:
        made.use(fancy_lists.plugin)
    if dialect.bare_addresses:
        made.use(bare_addresses.plugin)
    rules: Any = made.renderer.rules  # type: ignore[attr-defined]  # the protocol leaves its own rules out
    for kind in (
        "math_inline math_block footnote_ref html_block html_inline image softbreak fence code_inline reference".split()
    ):
        rules[kind] = getattr(made.renderer, kind)
    rules["citation"] = rules["reference"]
    for kind in ("footnote_block_open", "footnote_block_close", "footnote_anchor"):
        made.add_render_rule(kind, _nothing)
    made.add_render_rule("footnote_open", _note_open)
    made.add_render_rule("footnote_close", _note_close)
    return made


def _note_open(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
    return f'<x-note-body data-note="{tokens[idx].meta["id"]}">'


def _note_close(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Env) -> str:
    return "</x-note-body>"


def to_tree(text: str, env: dict[str, Any]) -> tuple[Node, bool]:
    """The tree of that HTML, and whether something had to be flattened (``to_html`` tells what ``env`` is).

    Raises InputError above a bound.
    """
    made = parser(env.get("dialect", DIALECTS["commonmark"]))
    renderer: Any = made.renderer  # the protocol leaves what is ours out
    found: tuple[Node, bool] = renderer.tree(made.parse(text, env), made.options, env)
    return found


def to_html(text: str, env: dict[str, Any]) -> str:
    """The HTML that the Markdown ``text`` stands for.

    ``env``: ``shift`` lines came before the text; ``dialect``; ``lang``; ``noted`` gathers what is left out; ``works``,
    ``set_citations`` and ``references_title`` are for citations.
    """
    return str(parser(env.get("dialect", DIALECTS["commonmark"])).render(text, env))
