"""Links by the name of what they lead to: ``[Heading]`` and ``[words][Heading]`` (pandoc, implicit_header_references),
``[words][package.Class]`` (MkDocs, autorefs).

CommonMark prints the brackets of a reference that nothing defines. Where the name is that of a heading it is a link to
it; where a site would find it in other pages, only the words are left.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from exporter.patterns import pattern
from exporter.readers.markdown.slugs import github, pandoc
from exporter.readers.noted import noted_in

_SECOND = pattern(r"\[([^\[\]\n]{0,200})\]")
_NAME = pattern(r"[A-Za-z_][\w./:-]*$")
KIND = "links to other pages of the site by a name lost their address"


def plugin(md: MarkdownIt, *, headings: bool = False, elsewhere: bool = False) -> None:
    """``headings``: a heading's words alone name it; ``elsewhere``: a name that is not here is that of another page."""
    if not (headings or elsewhere):
        return

    def link(state: StateInline, silent: bool) -> bool:
        return _link(state, silent, headings=headings, elsewhere=elsewhere)

    md.inline.ruler.after("link", "named_link", link)
    md.core.ruler.before("inline", "named_places", _places)


def _places(state: StateCore) -> None:
    """Gather the headings and the ids of blocks before running text is read."""
    words: dict[str, str] = {}
    names: set[str] = set()
    tokens = state.tokens if "[" in state.src else []  # else there is no link that could name any
    for token, inline in zip(tokens, [*tokens[1:], None], strict=False):
        name = str(token.attrs.get("id", "")) if token.nesting >= 0 else ""
        if token.type == "heading_open" and inline is not None:
            plain = re.sub(r"[`*_]", "", inline.content)
            name = name or pandoc(plain)
            words.setdefault(_key(inline.content), name)
            names.add(github(plain))
        names.add(name)
    state.env["named_headings"], state.env["named_places"] = words, names - {""}


def _key(words: str) -> str:
    return " ".join(re.sub(r"[`*_]", "", words).split()).casefold()


def _link(state: StateInline, silent: bool, *, headings: bool, elsewhere: bool) -> bool:
    before = state.src[state.pos - 1] if state.pos else " "
    if state.src[state.pos] != "[" or before in "!]\\[" or before.isalnum():
        return False
    first, end = state.pos + 1, state.md.helpers.parseLinkLabel(state, state.pos, False)
    if end < first + 1:
        return False
    words = state.src[first:end]
    second = _SECOND.match(state.src, end + 1, state.posMax)
    name = second[1].strip() if second and second[1].strip() else words
    place = state.env["named_headings"].get(_key(name)) if headings else None
    if place is None and second and _NAME.match(name.strip("`")):
        name = name.strip("`")
        place = name if name in state.env["named_places"] else "" if elsewhere else None
    following = state.src[end + 1 : end + 2]
    if place is None or (second is None and (following in ("(", "{", ":") or len(words) < 3 or not headings)):
        return False
    after = second.end() if second else end + 1
    if not silent:
        _push(state, place, (first, end), name)
    state.pos = after
    return True


def _push(state: StateInline, place: str, words: tuple[int, int], name: str) -> None:
    maximum = state.posMax
    if place:
        state.push("link_open", "a", 1).attrs = {"href": "#" + place}
    else:
        noted_in(state.env).note("MD007", KIND, name)
    state.pos, state.posMax = words
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.posMax = maximum
    if place:
        state.push("link_close", "a", -1)
