"""How a box beside the text is written as tokens: an ``aside`` whose first heading is its title.

Containers, alerts, admonitions and tabs all end here, so that there is one way from a dialect's box to the model's
Aside.
"""

from __future__ import annotations

from collections.abc import Mapping

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from exporter.model import AsideKind

TITLE_LEVEL = "h6"
"""The HTML reader takes the first heading in an ``aside`` as its title, whatever its level."""


def opening(kind: AsideKind, attributes: Mapping[str, str], place: list[int], level: int = 0) -> Token:
    """The token that opens an aside."""
    token = Token("aside_open", "aside", 1, level=level, block=True, map=place)
    token.attrs = {
        "data-kind": kind,
        **{key: value for key, value in attributes.items() if key in ("id", "lang", "dir")},
    }
    return token


def closing(level: int = 0) -> Token:
    """The token that closes an aside."""
    return Token("aside_close", "aside", -1, level=level, block=True)


def title(words: str, line: int, level: int = 0) -> list[Token]:
    """The tokens of a title; its words are Markdown."""
    place = [line, line + 1]
    inline = Token("inline", "", 0, level=level + 1, block=True, map=place, content=words.strip(), children=[])
    return [
        Token("box_title_open", TITLE_LEVEL, 1, level=level, block=True, map=place),
        inline,
        Token("box_title_close", TITLE_LEVEL, -1, level=level, block=True),
    ]


def tokenize_inside(state: StateBlock, first: int, after: int, indent: int | None = None) -> None:
    """Read the lines from ``first`` up to ``after`` as blocks of their own, indented by ``indent`` columns."""
    parent, line_max, blk_indent = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax = "container", after
    if indent is not None:
        state.blkIndent = indent
    state.md.block.tokenize(state, first, after)
    state.parentType, state.lineMax, state.blkIndent = parent, line_max, blk_indent
    state.line = after


def push_box(
    state: StateBlock,
    kind: AsideKind,
    words: str,
    attributes: Mapping[str, str],
    lines: tuple[int, int, int],
    default: str = "",
    indent: int | None = None,
) -> None:
    """Push an aside. ``lines`` are its marker's line and the first and last (excluded) of what it holds.

    ``default`` is what a site shows where the author has given neither a title nor a heading that opens the box.
    """
    marker, first, after = lines
    state.tokens.append(opening(kind, attributes, [marker, after], state.level))
    state.level += 1
    at = len(state.tokens)
    tokenize_inside(state, first, after, indent)
    begins_with_heading = len(state.tokens) > at and state.tokens[at].type == "heading_open"
    if words.strip() or (default and not begins_with_heading):
        state.tokens[at:at] = title(words or default, marker, state.level)
    state.level -= 1
    state.tokens.append(closing(state.level))
