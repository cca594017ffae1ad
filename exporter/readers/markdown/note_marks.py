"""References to notes that are not there, and notes that nothing refers to: named, never printed and never silent.

``[^1]`` without its note says nothing to a listener; a note without a reference has no place in the text (pandoc and
GitHub leave it out without a word). A label with spaces is one where its note has it too (mdBook, PHP Markdown Extra).
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from exporter.patterns import pattern
from exporter.readers.markdown.protected import Protected
from exporter.readers.noted import noted_in

_REFERENCE = pattern(r"\[\^([\w.:-]{1,60})\](?![(:\[])")

_SPACED = pattern(r"\[\^([^\]\[\s]{1,60}(?: [^\]\[\s]{1,60}){1,12})\]")
_SPACED_NOTE = pattern(r"^ {0,3}" + _SPACED.pattern + ":", re.MULTILINE)


def without_spaces(text: str) -> str:
    """``text`` with hyphens for the spaces in labels of notes; what stands behind them keeps its column."""
    if "[^" not in text or not _SPACED_NOTE.search(text):
        return text
    code = Protected(text)
    known = {match[1] for match in _SPACED_NOTE.finditer(text) if not code.holds(match.start(1))}

    def joined(match: re.Match[str]) -> str:
        kept = match[1] not in known or code.holds(match.start())
        return match[0] if kept else match[0].replace(" ", "-")

    return _SPACED.sub(joined, text) if known else text


def plugin(md: MarkdownIt) -> None:
    """Name them; the plugin of footnotes has to be in use."""
    md.inline.ruler.after("footnote_ref", "note_missing", _missing)
    md.core.ruler.before("footnote_tail", "notes_unused", _unused)


def _missing(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos, state.posMax) if state.src.startswith("[^", state.pos) else None
    if match is None or not (match[1].isdecimal() or state.env.get("footnotes", {}).get("refs")):
        return False  # without any note it may be anything, such as a class of characters
    if not silent:
        noted_in(state.env).note("MD011", "notes that are referred to are not in the article", match[0])
    state.pos = match.end()
    return True


def _unused(state: StateCore) -> None:
    places = state.env.get("footnotes", {}).get("refs", {})
    if -1 not in places.values():
        return
    label, shift = "", int(state.env.get("shift", 0)) + 1
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            line = token.map[0] if token.map else 0
        elif token.type == "footnote_reference_close":
            label = ""
        elif token.type == "inline" and label and places.get(":" + label) == -1:
            said = f"[^{label}]: {token.content}"
            noted_in(state.env).note("MD011", "notes that nothing refers to were left out", said, line + shift)
