"""Definition lists: terms, each on a line of its own, and after a colon or tilde what they mean.

pandoc (definition_lists), PHP Markdown Extra, kramdown and Python-Markdown: several terms may share a meaning, a term
may have several, and what is indented under the mark is Markdown of its own, whose indent is that of the words behind
the mark, or less where its author indents by less.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

MOST_TERMS = 4
LONGEST_TERM = 100
"""More lines, or longer ones, before a colon are a paragraph, not terms."""
LEAST_INDENT = 2
CODE_SPACES = 5
"""A mark and so many spaces may stand before words; behind more of them is code."""


def plugin(md: MarkdownIt) -> None:
    """Read definition lists."""
    md.block.ruler.before("paragraph", "deflist", _list, {"alt": ["paragraph", "reference", "blockquote"]})


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    if silent:  # a line that goes on with an open definition ends a paragraph in it
        return state.ddIndent >= 0 and _content(state, start) >= 0
    if _is_under_comment(state, start):
        _definition(state, start, end, ("division", "div"))
        return True
    first = _meaning_after(state, start, end)
    if first < 0:
        return False
    opened = state.push("dl_open", "dl", 1)
    opened.map = lines = [start, start]
    at, loose = len(state.tokens), False
    term, line = start, first
    while True:
        _terms(state, term, line)
        while True:
            after = _definition(state, line, end)
            loose |= not state.tight
            blank = after < end and state.isEmpty(after - 1) and after - 1 > line
            if after >= end or state.sCount[after] < state.blkIndent or _content(state, after) < 0:
                break
            loose |= blank
            line = after
        following = -1 if after >= end or state.isEmpty(after) else _meaning_after(state, after, end)
        if following < 0 or state.sCount[after] < state.blkIndent or state.is_code_block(after):
            break
        loose |= blank
        term, line = after, following
    state.push("dl_close", "dl", -1)
    lines[1] = state.line = after
    if not loose:
        _tighten(state.tokens, at, state.level + 2)
    return True


def _is_under_comment(state: StateBlock, start: int) -> bool:
    """Whether a definition has a comment for its term, of which a theme makes words: what it says is read alone."""
    if _content(state, start) < 0 or not state.tokens or state.tokens[-1].type != "html_block":
        return False
    wide = state.src.startswith(":   ", state.bMarks[start] + state.tShift[start])
    return wide and state.tokens[-1].content.strip().startswith("<!--")


def _content(state: StateBlock, line: int) -> int:
    """Where the words behind the mark of a definition begin; -1 for any other line."""
    first, last = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if first >= last or state.src[first] not in ":~":
        return -1
    words = state.skipSpaces(first + 1)
    if words - first > CODE_SPACES and "\t" not in state.src[first:words]:
        words = first + 2  # what is indented further is code (CommonMark 5.2, of items)
    return words if first + 1 < words < last else -1


def _meaning_after(state: StateBlock, start: int, end: int) -> int:
    """The line of the first definition of the terms that begin at ``start``; -1 where these are not terms.

    One empty line may stand between one term and its meaning (pandoc).
    """
    for line in range(start + 1, min(start + MOST_TERMS + 1, end)):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return -1
        if state.isEmpty(line):
            after = line + 1
            alone = line == start + 1 and after < end and state.sCount[after] >= state.blkIndent
            return after if alone and not state.isEmpty(after) and _content(state, after) >= 0 else -1
        if _content(state, line) >= 0:
            return line if line == start + 1 or _are_terms(state, start, line) else -1
    return -1


def _are_terms(state: StateBlock, start: int, after: int) -> bool:
    """Whether several lines before a mark are terms: pandoc's tilde has one."""
    mark = state.src[state.bMarks[after] + state.tShift[after]]
    return mark == ":" and all(_is_short(state, term) for term in range(start, after))


def _is_short(state: StateBlock, line: int) -> bool:
    """Whether a line could be one of several terms rather than another block or the end of a sentence."""
    words = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
    return len(words) <= LONGEST_TERM and words[0] not in "#>|-+*`~=<:!$" and words[-1] not in ".,;:"


def _terms(state: StateBlock, first: int, after: int) -> None:
    for line in range(first, after):
        if state.isEmpty(line):
            continue
        state.push("dt_open", "dt", 1).map = [line, line]
        words = state.push("inline", "", 0)
        words.map, words.children = [line, line], []
        words.content = state.getLines(line, line + 1, state.blkIndent, False).strip()
        state.push("dt_close", "dt", -1)


def _definition(state: StateBlock, line: int, end: int, kind: tuple[str, str] = ("dd", "dd")) -> int:
    """Read one definition as an element of this kind; the line after it. ``state.tight`` says whether its paragraphs
    follow without a gap."""
    token = state.push(f"{kind[0]}_open", kind[1], 1)
    token.map = lines = [line, line]
    words = _content(state, line)
    mark = state.bMarks[line] + state.tShift[line]
    indent = state.sCount[line] + _width(state.src[mark:words], state.sCount[line])
    held = (state.ddIndent, state.blkIndent, state.tShift[line], state.sCount[line], state.parentType)
    state.ddIndent = state.blkIndent = _indent_of(state, line, end, indent)
    inner = state.skipSpaces(words)  # further in, where it is code
    state.tShift[line], state.sCount[line] = inner - state.bMarks[line], indent + inner - words
    state.tight, state.parentType = True, "deflist"
    state.md.block.tokenize(state, line, end)
    state.ddIndent, state.blkIndent, state.tShift[line], state.sCount[line], state.parentType = held
    state.push(f"{kind[0]}_close", kind[1], -1)
    lines[1] = state.line
    return state.line


def _width(text: str, column: int) -> int:
    """How many columns ``text`` takes that begins at ``column``."""
    here = column
    for char in text:
        here += 4 - here % 4 if char == "\t" else 1
    return here - column


def _indent_of(state: StateBlock, line: int, end: int, words: int) -> int:
    """The indent of what belongs to a definition: of its words, or less where a block under them has less."""
    least = state.sCount[line] + LEAST_INDENT
    found = words
    for following in range(line + 1, end):
        if state.isEmpty(following):
            continue
        if state.sCount[following] < least:
            if state.isEmpty(following - 1) or _content(state, following) >= 0:
                break
        elif state.isEmpty(following - 1):
            found = min(found, state.sCount[following])
    return max(found, least)


def _tighten(tokens: list[Token], first: int, level: int) -> None:
    """Hide the paragraphs of definitions that follow one another without empty lines."""
    for at in range(first, len(tokens) - 2):
        if tokens[at].type == "paragraph_open" and tokens[at].level == level:
            tokens[at].hidden = tokens[at + 2].hidden = True
