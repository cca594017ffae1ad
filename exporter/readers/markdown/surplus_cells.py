"""Pipe tables whose rows are not as wide as their head (GFM, 4.10): no word goes, and no stroke is read aloud.

GFM ignores cells beyond the head, and takes a head that is not as wide as the line under it for running text; pandoc
reads both. So do we, with a finding.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_block.table import table as pipe_table
from markdown_it.token import Token

from exporter.patterns import pattern
from exporter.readers.noted import noted_in

MOST = 64
"""No row is widened by more cells than this."""


def plugin(md: MarkdownIt) -> None:
    """Read pipe tables with all their cells."""
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if start + 1 >= end or not _may_be_rule(state, start + 1):
        return False
    first = len(state.tokens)
    if not pipe_table(state, start, end, silent):
        return not silent and _uneven(state, start, end)
    if not silent:
        _keep(state, first)
    return True


def _may_be_rule(state: StateBlock, line: int) -> bool:
    """Whether a line begins as the one under a head does: nearly all are told by that."""
    first = state.bMarks[line] + state.tShift[line]
    return first < state.eMarks[line] and (state.src[first] in "|-:" or state.src[first].isspace())


_RULE = pattern(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$")


def _uneven(state: StateBlock, start: int, end: int) -> bool:
    """Read a table whose head is not as wide as the line under it: the narrower of both is filled up."""
    if (
        state.env.get("uneven")
        or start + 1 >= end
        or state.is_code_block(start)
        or not getLine(state, start).strip().startswith("|")
    ):
        return False
    rule = getLine(state, start + 1).strip()
    if not _RULE.match(rule) or rule.count("|") < 2:
        return False
    last = start + 2
    while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        if not getLine(state, last).lstrip().startswith("|"):
            break
        last += 1
    head, ruled = _cells(state, start), _cells(state, start + 1)
    width = max(len(head), len(ruled))
    if width > MOST or not head:
        return False
    head += [""] * (width - len(head))
    ruled += ["---"] * (width - len(ruled))
    lines = [_row(head), _row(ruled), *(getLine(state, line).strip() for line in range(start + 2, last))]
    shift = int(state.env.get("shift", 0))
    noted_in(state.env).note("MD006", "a table's head and the line under it differ in width", rule, start + 1 + shift)
    tokens: list[Token] = []
    state.env["shift"], state.env["uneven"] = shift + start, True
    state.md.block.parse("\n".join(lines), state.md, state.env, tokens)
    state.env["shift"], state.env["uneven"] = shift, False
    for token in tokens:
        token.map = [token.map[0] + start, token.map[1] + start] if token.map else None
        token.level += state.level
    state.tokens.extend(tokens)
    state.line = last
    return True


def _row(cells: list[str]) -> str:
    return "|" + "|".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells) + "|"


def _keep(state: StateBlock, first: int) -> None:
    """Add the cells that were ignored to their rows, and empty ones to the others."""
    tokens = state.tokens[first:]
    width = 0
    surplus: dict[int, list[str]] = {}
    count = 0
    for token in tokens:
        if token.type in ("th_open", "td_open"):
            count += 1
        elif token.type == "tr_open":
            count = 0
        elif token.type == "tr_close" and not width:
            width = count
        elif token.type == "tr_close" or token.type == "tbody_close":
            continue
    for token in tokens:
        if token.type == "tr_open" and token.map and _may_have_more(getLine(state, token.map[0]), width):
            cells = _cells(state, token.map[0])[width : width + MOST]
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                surplus[token.map[0]] = cells
                words = " | ".join(cell.strip() for cell in cells)
                noted_in(state.env).note(
                    "MD006",
                    "cells beyond the table's header row were kept",
                    words,
                    token.map[0] + 1 + int(state.env.get("shift", 0)),
                )
    if surplus:
        extra = max(len(cells) for cells in surplus.values())
        state.tokens[first:] = _widened(tokens, surplus, extra)


def _may_have_more(row: str, width: int) -> bool:
    """Whether a row may have more cells than ``width``, by the strokes in it."""
    row = mdTrim(row)
    return row.count("|") + 1 - row.startswith("|") - row.endswith("|") > width


def _cells(state: StateBlock, line: int) -> list[str]:
    cells = escapedSplit(mdTrim(getLine(state, line)))
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells


def _widened(tokens: list[Token], surplus: dict[int, list[str]], extra: int) -> list[Token]:
    made: list[Token] = []
    name, line = "th", 0
    for token in tokens:
        if token.type == "tr_open" and token.map:
            line = token.map[0]
        elif token.type == "tbody_open":
            name = "td"
        elif token.type == "tr_close":
            held = surplus.get(line, [])
            for number in range(extra):
                made += _cell(name, mdTrim(held[number]) if number < len(held) else "", line, token.level + 1)
        made.append(token)
    return made


def _cell(name: str, words: str, line: int, level: int) -> list[Token]:
    inline = Token("inline", "", 0, level=level + 1, content=words, map=[line, line + 1], children=[], block=True)
    return [
        Token(f"{name}_open", name, 1, level=level, block=True),
        inline,
        Token(f"{name}_close", name, -1, level=level, block=True),
    ]
