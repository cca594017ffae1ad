"""Directives of MyST: ```` ```{note} ````, ``:::{figure} boat.png``, with options and what they hold.

MyST Markdown (syntax/roles-and-directives; docutils and Sphinx, directives; sphinx-design). What a directive means is
in ``directive_kinds``; here its lines are told apart: what stands behind its name, its options, its body.
"""

from __future__ import annotations

import re
from dataclasses import field

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from exporter.patterns import pattern
from exporter.readers.markdown import plain_yaml
from exporter.readers.noted import noted_in
from exporter.records import record

_OPENING = pattern(r"(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>[A-Za-z][\w:+-]*)\}[ \t]*(?P<words>.*?)[ \t]*$")
_OPTION = pattern(r":(?P<key>[A-Za-z][\w-]*):[ \t]*(?P<value>.*?)[ \t]*$")
_TARGET = pattern(r"\((?P<name>[^()\s][^()\n]*)\)=[ \t]*$")
_BREAK = pattern(r"(?:\+{3,}[^\n]*|\^{3,})[ \t]*$")


@record
class Opening:
    """The first line of a directive."""

    mark: str
    name: str
    words: str = ""
    options: dict[str, str] = field(default_factory=dict)


def plugin(md: MarkdownIt, *, all_names: bool = False) -> None:
    """Read directives and targets. ``all_names``: also directives whose name says nothing here, and MyST's comments."""
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}

    def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return _directive(state, start, end, silent, all_names=all_names)

    md.block.ruler.before("fence", "directive", directive, alternatives)
    md.block.ruler.before("directive", "target", _target, alternatives)
    if all_names:
        md.block.ruler.before("directive", "break", _break, {"alt": ["paragraph", "reference", "blockquote"]})


def opening_at(state: StateBlock, line: int) -> Opening | None:
    """The opening of a directive in a line."""
    first = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(("```", "~~~", ":::"), first) or state.is_code_block(line):
        return None
    match = _OPENING.match(state.src[first : state.eMarks[line]])
    return Opening(match["mark"], match["name"], match["words"]) if match else None


def _directive(state: StateBlock, start: int, end: int, silent: bool, *, all_names: bool) -> bool:
    found = opening_at(state, start)
    if found is None:
        return False
    from exporter.readers.markdown.directive_kinds import KNOWN, build  # noqa: PLC0415  (start-up: few articles have one)
    from exporter.readers.markdown.directive_parts import Directive  # noqa: PLC0415  (start-up: likewise)

    if not (all_names or found.name.lower() in KNOWN):
        return False
    if silent:
        return True
    after, closed = _end(state, start, end, found.mark)
    first, options = _options(state, start + 1, after)
    directive = Directive(found.name.lower(), found.words, options, (start, first, after))
    build(state, directive)
    state.line = after + (1 if closed else 0)
    return True


def _end(state: StateBlock, start: int, end: int, mark: str) -> tuple[int, bool]:
    """The line that closes the directive opened at ``start``, and whether there is one; else where its holder ends.

    Of colons, what opens inside has to be closed first; of backticks, the first run that is as long closes.
    """
    closing = re.compile(rf"[ \t>]*{re.escape(mark)}{re.escape(mark[0])}*[ \t]*$")
    inside = re.compile(r"[ \t>]*:{3,}[ \t]*[^:\s]")
    code = ""
    open_ones = 0
    for line in range(start + 1, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return line, False
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        if mark[0] == ":":
            fence = re.match(r"[ \t]*(`{3,}|~{3,})(.*)$", text)
            if fence and (not code or (fence[1].startswith(code) and not fence[2].strip())):
                code = "" if code else fence[1]
            if code or fence:
                continue
            if inside.match(text):
                open_ones += 1
                continue
            if open_ones and re.match(r"[ \t>]*:{3,}[ \t]*$", text):
                open_ones -= 1
                continue
        if closing.match(text):
            return line, True
    return end, False


def _options(state: StateBlock, first: int, after: int) -> tuple[int, dict[str, str]]:
    """The options at the head of a body, as ``:key: value`` or between ``---``, and the line after them."""
    options: dict[str, str] = {}
    line = first
    if line < after and _text(state, line).strip() == "---":
        closing = next((at for at in range(line + 1, after) if _text(state, at).strip() == "---"), -1)
        if closing > 0:
            try:
                held = plain_yaml.load("\n".join(_text(state, at) for at in range(line + 1, closing)))
            except plain_yaml.NotPlain:
                held = None
            if isinstance(held, dict):
                options = {str(key).lower(): "" if value is None else str(value) for key, value in held.items()}
            return closing + 1, options  # of what is not plain data, none
    while line < after and (match := _OPTION.match(_text(state, line).strip())):
        options[match["key"].lower()] = match["value"]
        line += 1
    return line, options


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _target(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``(name)=`` names the block that follows."""
    match = _TARGET.match(_text(state, start)) if not state.is_code_block(start) else None
    if match is None:
        return False
    if silent:
        return True
    token = state.push("attributes", "", 0)
    token.meta = {"attributes": {"id": "-".join(match["name"].split())}, "kramdown": False}
    token.map, token.hidden = [start, start], True
    state.line = start + 1
    return True


def _break(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines that part cells (``+++``) or the head of a card (``^^^``), and comments (``% words``), are not words."""
    text = _text(state, start)
    if state.is_code_block(start) or not (_BREAK.match(text) or text.startswith("%")):
        return False
    if not silent:
        if text.startswith("%") and text.strip("% \t"):
            line = start + 1 + int(state.env.get("shift", 0))
            noted_in(state.env).note("MD004", "comments of the author were left out", text, line)
        state.line = start + 1
    return True
