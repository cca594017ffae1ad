"""Items of lists that are tasks, done or not: ``- [ ]`` and ``- [x]`` (GFM, 5.3); in Obsidian ``- [/]``, ``- [-]`` and
any other sign, which is done there.

The mark is written as words that every program says; a drawn box is passed over by some and spelled out by others. They
are in the article's language, and in English, marked as such, where none is known.
"""

from __future__ import annotations

import re
from functools import partial
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from exporter.patterns import pattern
from exporter.phrases import has_phrases, phrase

_MARK = pattern(r"\[([ xX\u00a0])\](?:[ \t\n]+|$)")
_ANY_MARK = pattern(r"\[([^\[\]\n])\](?:[ \t\n]+|$)")
STATES = {" ": "open", "\u00a0": "open", "/": "partly", "-": "cancelled"}
"""What a sign says of a task; any other says that it is done."""


def plugin(md: MarkdownIt, *, any_sign: bool = False) -> None:
    """Read tasks. ``any_sign``: any character between the brackets makes one."""
    md.core.ruler.after("block", "tasks", partial(_tasks, mark=_ANY_MARK if any_sign else _MARK))


def _tasks(state: StateCore, mark: re.Pattern[str]) -> None:
    tokens = state.tokens
    for at, token in enumerate(tokens):
        if token.type != "inline" or at < 2 or tokens[at - 1].type != "paragraph_open":
            continue
        if tokens[at - 2].type != "list_item_open":
            continue
        match = mark.match(token.content)
        if match is None:
            continue
        token.content = token.content[match.end() :]
        token.meta = {**token.meta, "task": STATES.get(match[1], "done")}


def words(token: Token, lang: str) -> str:
    """HTML for the mark of a task, before its words."""
    said = phrase(f"task-{token.meta['task']}", lang)
    known = bool(lang) and has_phrases(lang)
    return escape(said) if known else f'<span lang="en">{escape(said)}</span>'
