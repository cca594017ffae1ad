"""Block quotes that are not quotations: alerts of GitHub, callouts of Obsidian, boxes of kramdown's classes.

``> [!NOTE]`` (GitHub), ``> [!tip]- Title`` (Obsidian), ``> **Warning**`` (GitHub, before 2023), and a block quote with
``{: .callout}`` under it (The Carpentries, Just the Docs).
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from exporter.model import AsideKind
from exporter.patterns import pattern
from exporter.readers.markdown import boxes
from exporter.readers.markdown.kinds import kind_of, shown_name

_MARK = pattern(
    r"\\?\[!(?P<name>[A-Za-z][\w -]{0,30})(?:\|[^\]\n]*)?\\?\](?P<fold>[+-]?)[ \t]*(?P<title>[^\n]*)(?:\n|$)"
)
_BOLD = pattern(
    r"(?:[^\w\s*>`\[(\"'“”—–-]{1,3}[ \t]*)?(?:\*\*|__)"
    r"(?P<name>note|tip|important|warning|caution|info|hint|danger|attention)[:.!]?(?:\*\*|__)[:.]?"
    r"[ \t]*(?P<end>\n|$)?",
    re.IGNORECASE,
)


def plugin(md: MarkdownIt) -> None:
    """Make asides of the block quotes that say that they are."""
    md.core.ruler.after("attributes", "alerts", _alerts)


def _alerts(state: StateCore) -> None:
    opened: list[Token | None] = []
    made: list[Token] = []
    for at, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            box = _box(state.tokens, at)
            opened.append(token if box else None)
            if box:
                kind, words = box
                token.type, token.tag = "aside_open", "aside"
                token.attrs = {"data-kind": kind, **{key: value for key, value in token.attrs.items() if key == "id"}}
                line = token.map[0] if token.map else 0
                made.append(token)
                made.extend(boxes.title(words, line, token.level + 1) if words else ())
                continue
        elif token.type == "blockquote_close" and opened.pop() is not None:
            token.type, token.tag = "aside_close", "aside"
        made.append(token)
    state.tokens[:] = made


def _box(tokens: list[Token], at: int) -> tuple[AsideKind, str] | None:
    """The kind and title of a block quote that is a box; what marked it is taken away."""
    classes = str(tokens[at].attrs.get("class", "")).split()
    if named := next((found for name in classes if (found := kind_of(name))), None):
        heads = at + 1 < len(tokens) and tokens[at + 1].type == "heading_open"
        return named[1], "" if heads else shown_name(named[0])
    if at + 2 >= len(tokens) or tokens[at + 1].type != "paragraph_open" or tokens[at + 2].type != "inline":
        return None
    inline = tokens[at + 2]
    if match := _MARK.match(inline.content):
        name, kind = kind_of(match["name"].strip()) or (match["name"].strip().lower(), "note")
        _take_away(tokens, at + 1, match.end())
        return kind, match["title"].strip() or shown_name(name)
    match = _BOLD.match(inline.content)
    known = kind_of(match["name"]) if match else None
    if match is None or known is None:
        return None
    if match["end"] is None:
        return known[1], ""  # the words go on in the same line, and stay
    _take_away(tokens, at + 1, match.end())
    return known[1], shown_name(known[0])


def _take_away(tokens: list[Token], at: int, length: int) -> None:
    """Take the first line away from the paragraph that opens at ``at``, and an empty paragraph with it."""
    inline = tokens[at + 1]
    inline.content = inline.content[length:]
    for token in tokens[at : at + 2]:
        if token.map:
            token.map = [token.map[0] + 1, max(token.map[1], token.map[0] + 1)]
    if not inline.content.strip():
        tokens[at].hidden = tokens[at + 2].hidden = True
