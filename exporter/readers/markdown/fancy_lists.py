"""pandoc's fancy lists: items numbered by letters, roman numerals or ``#``, with a dot or brackets (fancy_lists)."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_MARK = re.compile(
    r"(?P<open>\(?)(?P<mark>[A-Za-z]|[ivxlc]{2,7}|[IVXLC]{2,7}|#|@[\w-]*|\d{1,9})(?P<close>[.)])(?P<space>[ \t]+)(?=\S)"
)
MOST_INDENT = 8


def plugin(md: MarkdownIt) -> None:
    """Read fancy lists."""
    md.block.ruler.before("list", "fancy_list", _list, {"alt": ["paragraph", "list", "blockquote"]})


def _kind(match: re.Match[str]) -> str:
    """What HTML calls the numbering of a mark; "" for one that CommonMark reads itself or that is not a mark."""
    mark = match["mark"]
    if mark.isdigit():
        return "1" if match["open"] else ""
    if mark == "#" or mark.startswith("@"):
        return "1"
    if mark.isupper() and match["close"] == "." and len(match["space"]) < 2:
        return ""  # “B. Russell” is a name
    if mark in ("i", "I") or len(mark) > 1:
        return "i" if mark.islower() else "I"
    return "a" if mark.islower() else "A"


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent:  # another item of a list that is open ends a paragraph in it
        open_ones: list[int] = state.env.get("fancy_lists", [])
        indent = state.sCount[start]
        return bool(open_ones) and indent <= open_ones[-1] and _mark(state, start, indent) is not None
    first = _mark(state, start, state.blkIndent)
    if first is None:
        return False
    kind = _kind(first)
    token = state.push("ordered_list_open", "ol", 1)
    token.attrs = {"type": kind} if kind != "1" else {}
    number = _number(first["mark"], kind)
    if number != 1:
        token.attrs["start"] = str(number)
    token.map = [start, end]
    line = start
    while line < end and (match := _mark(state, line, state.blkIndent)) is not None and _same(match, first):
        line = _item(state, line, end, match)
        while line < end and state.isEmpty(line):
            line += 1
        if line >= end or state.sCount[line] < state.blkIndent:
            break
    state.push("ordered_list_close", "ol", -1)
    state.line = line
    return True


def _mark(state: StateBlock, line: int, indent: int) -> re.Match[str] | None:
    if state.isEmpty(line) or not indent <= state.sCount[line] < indent + 4:
        return None
    match = _MARK.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    return match if match is not None and _kind(match) else None


def _same(match: re.Match[str], first: re.Match[str]) -> bool:
    return (match["open"], match["close"]) == (first["open"], first["close"])


def _number(mark: str, kind: str) -> int:
    if kind in ("a", "A"):
        return ord(mark.lower()) - 96
    return int(mark) if mark.isdigit() else 1


def _item(state: StateBlock, line: int, end: int, match: re.Match[str]) -> int:
    """Read one item; the line after it."""
    indent = state.sCount[line] + match.end() - match.start()
    content = min(indent, state.sCount[line] + MOST_INDENT)
    token = state.push("list_item_open", "li", 1)
    token.map = [line, line + 1]
    kept = (state.tShift[line], state.sCount[line], state.blkIndent, state.parentType, state.tight)
    state.tShift[line], state.sCount[line] = match.end() - state.bMarks[line], content
    state.blkIndent, state.parentType = content, "list"
    open_ones: list[int] = state.env.setdefault("fancy_lists", [])
    open_ones.append(kept[1])
    state.md.block.tokenize(state, line, end)
    open_ones.pop()
    state.tShift[line], state.sCount[line], state.blkIndent, state.parentType, state.tight = kept
    state.push("list_item_close", "li", -1)
    token.map[1] = state.line
    return state.line
