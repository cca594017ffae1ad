"""pandoc's fancy lists: items numbered by letters, roman numerals or ``#``, with a dot or brackets (fancy_lists), and
its numbered examples, which count on through the whole article and are referred to by name (example_lists).
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from exporter.patterns import pattern
from exporter.readers.html.lists import DELIMITER

_MARK = pattern(
    r"(?P<open>\(?)(?P<mark>[A-Za-z]|[ivxlc]{2,7}|[IVXLC]{2,7}|#|@[\w-]*|\d{1,9})(?P<close>[.)])(?P<space>[ \t]+)(?=\S)"
)
MOST_INDENT = 8
EXAMPLE_INDENT = 4
"""What goes on in a numbered example is indented by four, however long its mark is (example_lists)."""


def plugin(md: MarkdownIt) -> None:
    """Read fancy lists."""
    md.block.ruler.before("list", "fancy_list", _list, {"alt": ["paragraph", "list", "blockquote"]})
    md.inline.ruler.before("citation", "example", _example)


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
        if open_ones and indent <= open_ones[-1]:
            return _mark(state, start, indent) is not None
        return (state.listIndent >= 0 or bool(open_ones)) and _begins_inside(state, start)
    first = _mark(state, start, state.blkIndent)
    if first is None:
        return False
    kind = _kind(first)
    token = state.push("ordered_list_open", "ol", 1)
    token.attrs = {"type": kind} if kind != "1" else {}
    if first["close"] == ")":
        token.attrs[DELIMITER] = "parens" if first["open"] else "paren"
    number = _number(first["mark"], kind)
    examples = first["mark"].startswith("@")
    if examples:
        number = _next_example(state, first["mark"])
    if number != 1:
        token.attrs["start"] = str(number)
    token.map = [start, end]
    line, expected = start, number
    while line < end and (match := _mark(state, line, state.blkIndent)) is not None and _same(match, first):
        at = len(state.tokens)
        line = _item(state, line, end, match)
        if examples:
            expected = _count_example(state, match["mark"], state.tokens[at], expected)
        while line < end and state.isEmpty(line):
            line += 1
        if line >= end or state.sCount[line] < state.blkIndent:
            break
    state.push("ordered_list_close", "ol", -1)
    state.line = line
    return True


def _begins_inside(state: StateBlock, line: int) -> bool:
    """Whether a list begins in an item, right under its words: only the first of letters or numbers can."""
    match = _mark(state, line, state.blkIndent)
    return match is not None and not match["mark"].startswith("@") and _number(match["mark"], _kind(match)) == 1


def _mark(state: StateBlock, line: int, indent: int) -> re.Match[str] | None:
    if state.isEmpty(line) or not indent <= state.sCount[line] < indent + 4:
        return None
    match = _MARK.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    return match if match is not None and _kind(match) else None


def _same(match: re.Match[str], first: re.Match[str]) -> bool:
    """Whether a mark goes on with the list of another: numbered examples are lists of their own."""
    as_first = (first["open"], first["close"], first["mark"].startswith("@"))
    return (match["open"], match["close"], match["mark"].startswith("@")) == as_first


# --- numbered examples ------------------------------------------------------------------------------------------------


def _next_example(state: StateBlock, mark: str) -> int:
    """The number of an example: the next of the article, or the one that its name stands for."""
    named: dict[str, int] = state.env.setdefault("examples", {})
    return named.get(mark[1:]) or int(state.env.get("example_count", 0)) + 1


def _count_example(state: StateBlock, mark: str, item: Token, expected: int) -> int:
    """Number an item and remember its name; the number that the next one has if it says nothing else."""
    number = _next_example(state, mark)
    state.env["example_count"] = max(int(state.env.get("example_count", 0)), number)
    if mark[1:]:
        state.env["examples"][mark[1:]] = number
    if number != expected:
        item.attrSet("value", str(number))
    return number + 1


_REFERENCE = pattern(r"@([A-Za-z0-9_](?:[\w-]*\w)?)")


def _example(state: StateInline, silent: bool) -> bool:
    """``@good`` in a sentence is the number of the example of that name."""
    named: dict[str, int] = state.env.get("examples", {})
    if state.src[state.pos] != "@" or not named:
        return False
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    before = state.src[state.pos - 1] if state.pos else " "
    if match is None or match[1] not in named or before.isalnum() or before in "@/.\\":
        return False
    if not silent:
        state.pending += str(named[match[1]])
    state.pos = match.end()
    return True


def _number(mark: str, kind: str) -> int:
    if kind in ("a", "A"):
        return ord(mark.lower()) - 96
    return int(mark) if mark.isdigit() else 1


def _item(state: StateBlock, line: int, end: int, match: re.Match[str]) -> int:
    """Read one item; the line after it."""
    indent = state.sCount[line] + match.end() - match.start()
    most = EXAMPLE_INDENT if match["mark"].startswith("@") else MOST_INDENT
    content = min(indent, state.sCount[line] + most)
    token = state.push("list_item_open", "li", 1)
    token.map = [line, line + 1]
    kept = (state.tShift[line], state.sCount[line], state.blkIndent, state.parentType, state.tight)
    begins = state.bMarks[line]
    state.bMarks[line], state.tShift[line], state.sCount[line] = match.end() - content, content, content
    state.blkIndent, state.parentType = content, "list"
    open_ones: list[int] = state.env.setdefault("fancy_lists", [])
    open_ones.append(kept[1])
    state.md.block.tokenize(state, line, end)
    open_ones.pop()
    state.bMarks[line] = begins
    state.tShift[line], state.sCount[line], state.blkIndent, state.parentType, state.tight = kept
    state.push("list_item_close", "li", -1)
    token.map[1] = state.line
    return state.line
