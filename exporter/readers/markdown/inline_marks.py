"""Marks in running text that CommonMark does not have: ``~sub~``, ``^sup^``, ``==mark==``, ``++insert++``,
``%%comment%%``.

pandoc (superscript, subscript: no space inside), Obsidian (``==``, ``%%``), PyMdown Extensions (``^^``, ``++`` with
keys). In GitHub's dialect one tilde strikes out, as two do (GFM, 6.5).
"""

from __future__ import annotations

import re
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from exporter.patterns import pattern
from exporter.readers.noted import noted_in

_SHORT = {
    "~": (pattern(r"~((?:\\.|[^\s~\\])+)~(?!~)"), "sub", "sub"),
    "^": (pattern(r"\^((?:\\.|[^\s^\\\[])(?:\\.|[^\s^\\])*)\^(?!\^)"), "sup", "sup"),
}
_LONG = {
    "=": (pattern(r"==(?![\s=])((?:(?!\n[ \t]*\n)[^=]|=(?!=)){1,400}?)(?<!\s)==(?![\w=])"), "mark", "mark"),
    "+": (pattern(r"\+\+(?![\s+])((?:(?!\n[ \t]*\n)[^+]|\+(?!\+)){1,400}?)(?<!\s)\+\+(?![\w+])"), "ins", "ins"),
    "^": (pattern(r"\^\^(?![\s^])((?:(?!\n[ \t]*\n)[^^]|\^(?!\^)){1,400}?)(?<!\s)\^\^(?![\w^])"), "ins", "ins"),
}
_KEYS = pattern(r"\+\+([a-z0-9-]+(?:\+[a-z0-9-]+)+|[a-z][a-z0-9-]{2,15}|f\d{1,2})\+\+")
_STRUCK = pattern(r"~(?![\s~])([^~\n]{1,400}?)(?<!\s)~(?![\w~])")
_COMMENT = pattern(r"%%(?!\s*$)((?:(?!%%)[\s\S]){1,2000})%%")


def plugin(md: MarkdownIt, *, one_tilde_strikes: bool = False, keys: bool = False, comments: bool = False) -> None:
    """Read the marks. ``keys``: ``++ctrl+c++`` are keys; ``comments``: ``%%`` hides what is between."""
    md.inline.ruler.before("escape", "escaped_space", _escaped_space)
    rule = partial(_mark, one_tilde_strikes=one_tilde_strikes, keys=keys)
    md.inline.ruler.before("strikethrough", "marks", rule)
    if comments:
        md.inline.ruler.before("marks", "comment", _comment)


def _escaped_space(state: StateInline, silent: bool) -> bool:
    """A backslash before a space: a space that does not break (pandoc), where no space is otherwise (``H~a\\ b~``)."""
    here = state.pos
    if not state.src.startswith("\\ ", here) or not here or not 0 < here < state.posMax - 2:
        return False
    raised = state.tokens[-1].type in ("sub_open", "sup_open") if state.tokens else False
    pandoc = getattr(state.env.get("dialect"), "citations", False) and not state.src[here - 1].isspace()
    if not (raised or pandoc):
        return False
    if not silent:
        state.pending += "\u00a0"
    state.pos += 2
    return True


def _mark(state: StateInline, silent: bool, *, one_tilde_strikes: bool, keys: bool) -> bool:
    sign = state.src[state.pos]
    if sign not in "~^=+":
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    if keys and sign == "+" and (match := _KEYS.match(state.src, state.pos, state.posMax)):
        return _key(state, match, silent)
    long = _LONG.get(sign)
    if (
        long
        and not before.isalnum()
        and before != sign
        and (match := long[0].match(state.src, state.pos, state.posMax))
    ):
        return _styled(state, match, long[1], long[2], 2, silent)
    if sign == "~" and one_tilde_strikes:
        match = _STRUCK.match(state.src, state.pos, state.posMax) if before != "~" and not before.isalnum() else None
        return match is not None and _styled(state, match, "s", "s", 1, silent)
    short = _SHORT.get(sign)
    match = short[0].match(state.src, state.pos, state.posMax) if short and before != sign else None
    return match is not None and short is not None and _styled(state, match, short[1], short[2], 1, silent)


def _styled(state: StateInline, match: re.Match[str], name: str, tag: str, width: int, silent: bool) -> bool:
    """Push the tokens of a mark; what is in it is Markdown."""
    if not silent:
        maximum, end = state.posMax, match.end()
        state.pos, state.posMax = match.start() + width, end - width
        state.push(f"{name}_open", tag, 1).markup = match.string[match.start() : match.start() + width]
        state.md.inline.tokenize(state)
        state.push(f"{name}_close", tag, -1)
        state.posMax = maximum
    state.pos = match.end()
    return True


def _key(state: StateInline, match: re.Match[str], silent: bool) -> bool:
    """A key or several held together, as the words on them."""
    if not silent:
        names = [name.replace("-", " ").capitalize() for name in match[1].split("+")]
        state.push("code_inline", "kbd", 0).content = "+".join(names)
    state.pos = match.end()
    return True


def _comment(state: StateInline, silent: bool) -> bool:
    match = _COMMENT.match(state.src, state.pos, state.posMax) if state.src.startswith("%%", state.pos) else None
    if match is None:
        return False
    if not silent:
        noted_in(state.env).note("MD004", "comments of the author were left out", match[1])
    state.pos = match.end()
    return True
