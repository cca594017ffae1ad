"""Items of lists that are tasks, done or not: ``- [ ]`` and ``- [x]`` (GFM, 5.3).

The mark is written as words that every program says; a drawn box is passed over by some and spelled out by others. They
are in the article's language, and in English, marked as such, where none is known.
"""

from __future__ import annotations

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from exporter.phrases import has_phrases, phrase

_MARK = re.compile(r"\[([ xX\u00a0])\](?:[ \t\n]+|$)")


def plugin(md: MarkdownIt) -> None:
    """Read tasks."""
    md.core.ruler.after("block", "tasks", _tasks)


def _tasks(state: StateCore) -> None:
    tokens = state.tokens
    for at, token in enumerate(tokens):
        if token.type != "inline" or at < 2 or tokens[at - 1].type != "paragraph_open":
            continue
        if tokens[at - 2].type != "list_item_open":
            continue
        match = _MARK.match(token.content)
        if match is None:
            continue
        token.content = token.content[match.end() :]
        token.meta = {**token.meta, "task": "done" if match[1] in "xX" else "open"}


def words(token: Token, lang: str) -> str:
    """HTML for the mark of a task, before its words."""
    said = phrase(f"task-{token.meta['task']}", lang)
    known = bool(lang) and has_phrases(lang)
    return escape(said) if known else f'<span lang="en">{escape(said)}</span>'
