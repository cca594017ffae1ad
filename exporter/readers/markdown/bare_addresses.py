"""Bare addresses are links (GFM, 6.9), and end where a TeX command begins: no address has a backslash (RFC 3986, 2)."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

Rule = Callable[[StateInline, bool], bool]


def plugin(md: MarkdownIt) -> None:
    """Read bare addresses."""
    from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin  # noqa: PLC0415  (start-up: only for Markdown)

    stops = md.inline.terminator_re.pattern
    md.use(gfm_autolink_plugin)  # stops text at each w, where every rule is asked: five stops in six of English text
    md.inline.terminator_re = re.compile(rf"{stops}|w(?=ww\.)")
    for rule in list(md.inline.ruler.__rules__):
        if rule.name in ("gfm_autolink_www", "gfm_autolink_protocol"):
            md.inline.ruler.at(rule.name, _short_of_commands(rule.fn))


def _short_of_commands(rule: Rule) -> Rule:
    def short(state: StateInline, silent: bool) -> bool:
        maximum = state.posMax
        command = state.src.find("\\", state.pos, min(maximum, state.pos + LONGEST))
        if command < 0 or state.src[state.pos] not in ":w":
            return rule(state, silent)
        state.posMax = command
        found = rule(state, silent)
        state.posMax = maximum
        return found

    return short


LONGEST = 2_000
"""So far a command is looked for; a longer address is read as it stands."""
