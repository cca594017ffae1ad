"""Field lists of MyST and reStructuredText: ``:param name: what it is``, as terms with their definitions.

What is indented under a field belongs to it. A lone ``:name:`` of an emoji before words is that emoji.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from exporter.patterns import pattern
from exporter.readers.markdown.emoji_names import character_of

_FIELD = pattern(r":(?P<name>[^\s:`\\{}][^:`\\{}\n]{0,60}?):(?:[ \t]+(?=\S)|[ \t]*$)")
LEAST_INDENT = 2


def plugin(md: MarkdownIt) -> None:
    """Read field lists."""
    md.block.ruler.before("paragraph", "fieldlist", _list)


def _field(state: StateBlock, line: int) -> re.Match[str] | None:
    if state.isEmpty(line) or state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return None
    return _FIELD.match(state.src[: state.eMarks[line]], state.bMarks[line] + state.tShift[line])


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = None if silent else _field(state, start)
    if first is None:
        return False
    fields = [(start, first)]
    line = start + 1
    while line < end:
        following = _field(state, line) if state.sCount[line] - state.sCount[start] < LEAST_INDENT else None
        if following is not None:
            fields.append((line, following))
        elif not state.isEmpty(line) and state.sCount[line] - state.sCount[start] < LEAST_INDENT:
            break
        line += 1
    if len(fields) == 1 and " " not in first["name"] and character_of(first["name"]):
        return False
    if not any(field.end() < state.eMarks[at] for at, field in fields):
        return False
    opened = state.push("dl_open", "dl", 1)
    opened.map = [start, line]
    ends = [at for at, _ in fields[1:]] + [line]
    for (at, field), after in zip(fields, ends, strict=True):
        state.push("dt_open", "dt", 1).map = [at, at]
        words = state.push("inline", "", 0)
        words.map, words.children, words.content = [at, at], [], field["name"]
        state.push("dt_close", "dt", -1)
        _body(state, at, field, after)
    state.push("dl_close", "dl", -1)
    state.line = line
    return True


def _body(state: StateBlock, line: int, field: re.Match[str], after: int) -> None:
    """What a field says: the words behind its name, and all that is indented under it."""
    token = state.push("dd_open", "dd", 1)
    token.map = [line, after]
    held = (state.blkIndent, state.parentType, state.lineMax, state.tight)
    place = (state.bMarks[line], state.tShift[line], state.sCount[line])
    under = [state.sCount[at] for at in range(line + 1, after) if not state.isEmpty(at)]
    indent = min(under, default=state.sCount[line] + LEAST_INDENT)
    state.blkIndent, state.parentType, state.lineMax, state.tight = indent, "deflist", after, True
    state.bMarks[line], state.tShift[line], state.sCount[line] = field.end(), 0, indent
    begins = line if field.end() < state.eMarks[line] else line + 1
    state.md.block.tokenize(state, begins, after)
    state.blkIndent, state.parentType, state.lineMax, state.tight = held
    state.bMarks[line], state.tShift[line], state.sCount[line] = place
    state.push("dd_close", "dd", -1)
