"""Marks that ask a site to put its list of contents: ``[TOC]``, ``[[_TOC_]]``, kramdown's ``{:toc}`` under a list.

Our files have lists of contents of their own; the mark is left out.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from exporter.patterns import pattern
from exporter.readers.noted import noted_in

_MARK = pattern(r"(?:\[TOC\]|\[\[_?toc_?\]\]|@\[toc\]|\$\{toc\}|<!-- *toc *-->)[ \t]*$", re.IGNORECASE)
KIND = "marks for a list of contents were left out"


def plugin(md: MarkdownIt) -> None:
    """Read the marks."""
    md.block.ruler.before("fence", "contents_mark", _mark, {"alt": []})
    md.core.ruler.after("attributes", "contents_list", _lists)


def _mark(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not _MARK.match(text) or (text.startswith("[TOC]") and "TOC" in state.env.get("references", {})):
        return False
    if start + 1 < end and not state.isEmpty(start + 1):
        return False
    if not silent:
        noted_in(state.env).note("MD003", KIND, text, start + 1 + int(state.env.get("shift", 0)))
        state.line = start + 1
    return True


def _lists(state: StateCore) -> None:
    """Take away a list that kramdown puts the contents in the place of."""
    if "toc" not in state.src:
        return
    made: list[Token] = []
    inside = ""
    level = 0
    for token in state.tokens:
        if not inside and token.type.endswith("_list_open") and "toc" in str(token.attrs.get("class", "")).split():
            inside, level = token.type.replace("_open", "_close"), token.level
            line = token.map[0] if token.map else 0
            noted_in(state.env).note("MD003", KIND, "{:toc}", line + 1 + int(state.env.get("shift", 0)))
        if not inside:
            made.append(token)
        elif token.type == inside and token.level == level:
            inside = ""
    state.tokens[:] = made
