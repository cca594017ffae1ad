"""Links of wikis and vaults: ``[[Page]]``, ``[[Page|words]]``, ``[[#Heading]]``, ``![[picture.png|words]]`` (Obsidian).

The words stay without brackets and bar. A heading of the article is a link to it; another page is an address as any
other; a picture is a picture; another note that is embedded is a link to it, because it is not part of this file.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from exporter.patterns import pattern
from exporter.readers.markdown.attributes import apply, opening
from exporter.readers.markdown.slugs import github
from exporter.readers.noted import noted_in

_LINK = pattern(r"(!?)\[\[(?![\s\[])([^\[\]|\n]{1,300}?)(?:\\?\|([^\[\]\n]{0,300}))?(?<!\s)\]\](?![(\[])")
_PICTURE = pattern(r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|avif)$", re.IGNORECASE)
_BLOCK_NAME = pattern(r"(?:^|[ \t\n]+)\^([A-Za-z0-9-]+)\s*$")
_SIZE = pattern(r"\d{1,5}(?:x\d{1,5})?$")


def plugin(md: MarkdownIt, *, block_names: bool = False) -> None:
    """Read links in double brackets. ``block_names``: ``^name`` at the end of a block, or under it, is its name."""
    md.inline.ruler.before("link", "wikilink", _wikilink)
    if block_names:
        md.core.ruler.after("attributes", "block_names", _block_names)


def _block_names(state: StateCore) -> None:
    tokens = state.tokens
    for at, token in enumerate(tokens):
        if token.type != "inline" or not at or tokens[at - 1].type != "paragraph_open":
            continue
        match = _BLOCK_NAME.search(token.content)
        if match is None:
            continue
        token.content = token.content[: match.start()]
        block = tokens[at - 1]
        if not token.content:  # a line of its own is about the block before it
            tokens[at - 1].hidden = tokens[at + 1].hidden = True
            before = opening(tokens[: at - 1])
            block = before if before is not None and at > 1 and tokens[at - 2].nesting <= 0 else block
        elif at > 1 and tokens[at - 2].type == "list_item_open":
            block = tokens[at - 2]
        apply(block, {"id": match[1]})


def _wikilink(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    match = _LINK.match(state.src, state.pos, state.posMax)
    before = state.src[state.pos - 1 : state.pos]
    if match is None or before in ("\\", "]") or (before.isascii() and before.isalnum()):  # ``rows[[1]]`` is code
        return False
    embeds, page, words = bool(match[1]), match[2].strip(), (match[3] or "").strip()
    if page.upper() in ("_TOC_", "TOC"):
        return False
    if state.env.get("references", {}).get(page.upper()) and not words:
        return False  # ``[[foo]]`` with a definition of foo is a link in brackets
    if not silent:
        _push(state, embeds, page, words)
    state.pos = match.end()
    return True


def _push(state: StateInline, embeds: bool, page: str, words: str) -> None:
    if embeds and _PICTURE.search(page):
        token = state.push("image", "img", 0)
        token.attrs = {"src": page}
        alt = "" if _SIZE.fullmatch(words) else "|".join(part for part in words.split("|") if not _SIZE.fullmatch(part))
        token.content, token.children = alt, []
        if alt:
            token.attrs["alt"] = alt
        return
    if embeds:
        noted_in(state.env).note("MD003", "embedded notes are in other files and were left out", f"![[{page}]]")
    name, _, heading = page.partition("#")
    block = heading.startswith("^")
    target = "#" + github(heading.rpartition("#")[2]) if heading and not name else page
    shown = words or (name if block else page.replace("#", " > ") if name and heading else name or heading)
    if block and not name:
        target = "#" + heading.removeprefix("^")
    opened = state.push("link_open", "a", 1)
    opened.attrs = {"href": target}
    state.push("text", "", 0).content = shown
    state.push("link_close", "a", -1)
