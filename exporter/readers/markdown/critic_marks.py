"""Marks of an editor in the text (CriticMarkup): ``{++added++}``, ``{--deleted--}``, ``{~~old~>new~~}``,
``{==marked==}``, ``{>>comment<<}``.

What was added, deleted and marked is said as such; a comment is not part of the article and is left out.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from exporter.patterns import pattern
from exporter.readers.noted import noted_in

_MARK = pattern(
    r"\{(?:\+\+(?P<ins>(?:(?!\+\+\})[\s\S]){1,2000})\+\+|--(?P<s>(?:(?!--\})[\s\S]){1,2000})--"
    r"|~~(?P<old>(?:(?!~>|~~\})[\s\S]){0,2000})~>(?P<new>(?:(?!~~\})[\s\S]){0,2000})~~"
    r"|==(?P<mark>(?:(?!==\})[\s\S]){1,2000})==|>>(?P<comment>(?:(?!<<\})[\s\S]){1,2000})<<)\}"
)


def plugin(md: MarkdownIt) -> None:
    """Read the marks."""
    md.inline.ruler.before("marks", "critic", _critic)


def _critic(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{" or state.src[state.pos + 1 : state.pos + 2] not in ("+", "-", "~", "=", ">"):
        return False
    match = _MARK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        if match["comment"]:
            noted_in(state.env).note("MD004", "comments of the author were left out", match["comment"])
            if state.pending.endswith(" "):
                state.pending = state.pending.rstrip()
        for name, group in (("ins", "ins"), ("s", "s"), ("s", "old"), ("ins", "new"), ("mark", "mark")):
            if match[group]:
                _styled(state, name, match.start(group), match.end(group))
    state.pos = match.end()
    return True


def _styled(state: StateInline, name: str, first: int, after: int) -> None:
    """Push the tokens of a mark; what is in it is Markdown."""
    maximum = state.posMax
    state.pos, state.posMax = first, after
    state.push(f"{name}_open", name, 1)
    state.md.inline.tokenize(state)
    state.push(f"{name}_close", name, -1)
    state.posMax = maximum
